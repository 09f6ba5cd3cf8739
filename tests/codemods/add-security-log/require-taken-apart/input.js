const { Router } = require('express');
const { securityLog, requestContext } = require('../lib/logging');

const router = Router();
router.get('/reports', (req, res) => res.status(403).json({ error: 'Forbidden' }));
module.exports = router;
