import { Router } from 'express'
import { can, refuse } from '../lib/can.js'

export const router = Router()

router.get('/reports', (req, res) => {
  if (!can(req)) {
    ;[1, 2].forEach(refuse)
    return res.status(403).json({ error: 'Forbidden' })
  }
  if (req.query.old) {
    (res.status(403)).json({ error: 'Forbidden' })
    return
  }
  res.json([])
})
