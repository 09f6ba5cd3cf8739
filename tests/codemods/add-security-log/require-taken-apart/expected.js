const { Router } = require('express');
const { securityLog, requestContext } = require('../lib/logging');

const router = Router();
router.get('/reports', (req, res) => {
  securityLog.warn('access.check', {
    actor: 'anon',
    route: 'GET /reports',
    outcome: 'denied',
    reason: 'forbidden',
    ...requestContext(req),
  });
  return res.status(403).json({ error: 'Forbidden' });
});
module.exports = router;
