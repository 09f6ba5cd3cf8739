var express = require('express');
var logger = require('morgan');
var db = require('./db');

var app = express();
app.use(logger('dev'));

app.get('/orders', function (req, res) {
  db.orders().then(function (rows) {
    res.json(rows);
  }).catch(function () {
    res.status(500).end();
  });
});

module.exports = app;
