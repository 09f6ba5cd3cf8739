import { Router } from 'express'
import { can, refuse } from '../lib/can.js'
import { securityLog, requestContext } from '../lib/logging.js'

export const router = Router()

router.get('/reports', (req, res) => {
  if (!can(req)) {
    ;[1, 2].forEach(refuse)
    securityLog.warn('access.check', {
      actor: 'anon',
      route: 'GET /reports',
      outcome: 'denied',
      reason: 'forbidden',
      ...requestContext(req),
    })
    return res.status(403).json({ error: 'Forbidden' })
  }
  if (req.query.old) {
    securityLog.warn('access.check', {
      actor: 'anon',
      route: 'GET /reports',
      outcome: 'denied',
      reason: 'forbidden',
      ...requestContext(req),
    });
    (res.status(403)).json({ error: 'Forbidden' })
    return
  }
  res.json([])
})
