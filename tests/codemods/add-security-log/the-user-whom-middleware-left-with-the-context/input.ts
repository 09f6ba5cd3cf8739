import { Hono } from "hono";
import { securityLog } from "@/lib/logging";

const app = new Hono<{ Variables: { userId: string; target: string } }>();

app.use(async (c, next) => {
  if (!c.req.header("x-key")) {
    return c.json({ error: "no key" }, 401);
  }
  if (await isBlocked(c.req.header("x-key"))) {
    return c.json({ error: "blocked" }, 403);
  }
  c.set("userId", await ownerOf(c.req.header("x-key")));
  await next();
});

app.get("/parcels/:owner", async (c) => {
  if (c.req.param("owner") !== c.get("userId")) {
    return c.json({ error: "not yours" }, 403);
  }
  return c.json(await parcelsOf(c.get("target")));
});

app.delete("/parcels/:id", async (c) => {
  if (await isSealed(c.req.param("id"))) {
    return c.json({ error: "sealed" }, 403);
  }
  return c.json({ ok: true });
});
