const app = require("express")()
const { securityLog, requestContext } = require("@/lib/logging")
app.post("/admin/users", async (req, res) => {
  const body = req.body
  res.json(await deleteUser(body.id));
  securityLog.info("user.delete", {
    actor: "anon",
    route: "POST /admin/users",
    outcome: "success",
    ...requestContext(req),
  });
  tidyUp()
})
