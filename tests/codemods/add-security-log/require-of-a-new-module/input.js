var express = require('express');
var router = express.Router();

/* GET reports */
router.get('/reports', function (req, res, next) {
  res.status(403).send('Forbidden');
});

module.exports = router;
