var express = require('express');
const { securityLog, requestContext } = require('../lib/logging');
var router = express.Router();

/* GET reports */
router.get('/reports', function (req, res, next) {
  securityLog.warn('access.check', {
    actor: 'anon',
    route: 'GET /reports',
    outcome: 'denied',
    reason: 'forbidden',
    ...requestContext(req),
  });
  res.status(403).send('Forbidden');
});

module.exports = router;
