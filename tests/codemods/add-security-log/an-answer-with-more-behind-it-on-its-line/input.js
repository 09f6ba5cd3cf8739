const app = require("express")()
app.post("/admin/users", async (req, res) => {
  const body = req.body
  res.json(await deleteUser(body.id)); tidyUp()
})
