'use strict'

require('dotenv').config()
const express = require('express')
const logging = require('../lib/logging')

const router = express.Router()
router.get('/reports', function (req, res) {
  logging.flush()
  res.status(403).end()
})
module.exports = router
