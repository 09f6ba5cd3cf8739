'use strict'

require('dotenv').config()
const express = require('express')
const logging = require('../lib/logging')

const router = express.Router()
router.get('/reports', function (req, res) {
  logging.flush()
  logging.securityLog.warn('access.check', {
    actor: 'anon',
    route: 'GET /reports',
    outcome: 'denied',
    reason: 'forbidden',
    ...logging.requestContext(req),
  })
  res.status(403).end()
})
module.exports = router
