const express = require('express')
const winston = require('winston')
const db = require('../lib/db')

const logger = winston.createLogger({ transports: [new winston.transports.Console()] })
const router = express.Router()

router.get('/orders', async (req, res) => {
  try {
    res.json(await db.orders.all())
  } catch (e) {
    logger.error('GET /orders failed', { error: e })
    res.status(500).json({ error: 'Could not load orders' })
  }
})

module.exports = router
