var express = require('express');
var logger = require('morgan');
var db = require('./db');
const { logger: appLogger } = require('./lib/logging');

var app = express();
app.use(logger('dev'));

app.get('/orders', function (req, res) {
  db.orders().then(function (rows) {
    res.json(rows);
  }).catch(function (error) {
    appLogger.error('GET /orders failed', { error });
    res.status(500).end();
  });
});

module.exports = app;
