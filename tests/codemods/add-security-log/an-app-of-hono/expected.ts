import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { sign } from "hono/jwt";
import { findUser, payments, users, verify } from "./shop";
import { securityLog, requestContext } from "./lib/logging";

type Env = { Bindings: { JWT_SECRET: string }; Variables: { userId: string; user: { id: string; role: string } } };

const signedIn = createMiddleware<Env>(async (c, next) => {
  const user = await findUser(c.req.header("authorization"));
  if (!user) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "/api/admin/*",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(c.req.raw),
    });
    return c.json({ error: "Sign in first" }, 401);
  }
  c.set("user", user);
  await next();
});

const app = new Hono<Env>().basePath("/api");

app.post("/login", async (c) => {
  const { email, password } = await c.req.json();
  const user = await verify(email, password);
  if (!user) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(c.req.raw),
    });
    return c.json({ error: "Invalid credentials" }, 401);
  }
  try {
    const response = c.json({ token: await sign({ sub: user.id }, c.env.JWT_SECRET) });
    securityLog.info("auth.login", {
      actor: user.id,
      route: "POST /api/login",
      outcome: "success",
      ...requestContext(c.req.raw),
    });
    return response;
  } catch (error) {
    securityLog.error("auth.login", {
      actor: "anon",
      route: "POST /api/login",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(c.req.raw),
    });
    return c.text("Try again", 500);
  }
});

app.use("/admin/*", signedIn);

app.patch("/admin/users/:id/role", async (c) => {
  const user = c.get("user");
  if (user.role !== "admin") {
    c.status(403);
    securityLog.warn("user.role.change", {
      actor: user.id,
      route: "PATCH /api/admin/users/:id/role",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(c.req.raw),
    });
    return c.json({ error: "Forbidden", by: user.id });
  }
  await users.setRole(c.req.param("id"), (await c.req.json()).role);
  securityLog.info("user.role.change", {
    actor: user.id,
    route: "PATCH /api/admin/users/:id/role",
    outcome: "success",
    ...requestContext(c.req.raw),
  });
  return c.body(null, 204);
});

app.post("/refunds", signedIn, async (c) => {
  const userId = c.get("userId");
  const refund = await payments.refund(await c.req.json());
  if (!refund) return c.notFound();
  securityLog.info("billing.refund", {
    actor: userId,
    route: "POST /api/refunds",
    outcome: "success",
    ...requestContext(c.req.raw),
  });
  return c.json({ refund, userId });
});

app.get("/health", (c) => c.text("ok"));

export default app;
