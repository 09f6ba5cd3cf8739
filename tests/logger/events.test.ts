import { describe, expect, test } from "vitest";
import { load } from "./load.js";
import { faultsOf } from "./schema.js";

test("the call that the codemods write becomes a line of the schema", async () => {
  const { securityLog, lines } = await load();
  securityLog.warn("auth.login", { actor: "anon", route: "POST /api/login", outcome: "denied", reason: "invalid_credentials", request_id: "r1", ip: "203.0.113.7" });
  expect(lines()).toEqual([
    {
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      schema: "security-event/1",
      level: "warn",
      event: "auth.login",
      outcome: "denied",
      reason: "invalid_credentials",
      actor_id: "anon",
      request_id: "r1",
      route: "/api/login",
      method: "POST",
      ip: "203.0.113.7",
      service: "shop",
      env: "test",
    },
  ]);
  expect(faultsOf(lines()[0]!)).toEqual([]);
});

test("the simple call of tutorials works as it is written, without the e-mail address", async () => {
  const { securityLog, texts, last } = await load();
  securityLog.info("auth.login.success", { userId: "u_1", email: "bob@example.com", ip: "203.0.113.7" });
  expect(last()).toMatchObject({ event: "auth.login", outcome: "success", actor_id: "u_1", ip: "203.0.113.7" });
  securityLog.warn("auth.login.failure", { email: "bob@example.com", ip: "unknown", reason: new Error("No user bob@example.com").message });
  expect(last()).toMatchObject({ event: "auth.login", outcome: "denied", actor_id: "anon", reason: "no_user_redacted" });
  expect(last()).not.toHaveProperty("ip");
  expect(texts.join()).not.toContain("bob");
  expect(texts.map((text) => faultsOf(JSON.parse(text)))).toEqual([[], []]);
});

describe("the account that was tried", () => {
  test("is an HMAC-SHA-256 of the address, whatever its case and blanks", async () => {
    const { createHmac } = await import("node:crypto");
    const { securityLog, hashAccount, last } = await load({ accountKey: "a key" });
    const expected = createHmac("sha256", "a key").update("bob@example.com").digest("hex").slice(0, 32);
    expect(hashAccount(" Bob@Example.com")).toBe(expected);
    securityLog.warn("auth.login", { email: "bob@example.com" });
    expect(last().account).toBe(expected);
    securityLog.warn("auth.login", { account: "BOB@example.com" });
    expect(last().account).toBe(expected);
    securityLog.warn("auth.login", { account: hashAccount("bob@example.com") });
    expect(last().account).toBe(expected);
    // A login name of hexadecimal digits is no hash for that.
    securityLog.warn("auth.login", { account: "deadbeefdeadbeef" });
    expect(last().account).toBe(hashAccount("deadbeefdeadbeef"));
  });

  test.each([3, 55, 56, 63, 64, 65, 119, 120, 1000])("is hashed as others hash it, %d bytes long and under a key as long", async (length) => {
    const { createHmac } = await import("node:crypto");
    const name = "é".repeat(length / 2) + "x".repeat(length % 2);
    const { hashAccount } = await load({ accountKey: name });
    expect(hashAccount(name)).toBe(createHmac("sha256", name).update(name).digest("hex").slice(0, 32));
  });

  test.each([undefined, ""])("is left out without a key: %j", async (accountKey) => {
    const { securityLog, hashAccount, last } = await load(accountKey === undefined ? {} : { accountKey });
    expect(hashAccount("bob@example.com")).toBeUndefined();
    securityLog.warn("auth.login", { account: "bob@example.com", email: "bob@example.com" });
    expect(last()).not.toHaveProperty("account");
    expect(last()).not.toHaveProperty("details");
  });

  test("is not made of what is no name", async () => {
    const { hashAccount } = await load({ accountKey: "a key" });
    expect([hashAccount(undefined), hashAccount(""), hashAccount("  "), hashAccount({ a: 1 })]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe("the outcome", () => {
  test.each([
    ["info", "auth.login", {}, "success"],
    ["warn", "auth.login", {}, "denied"],
    ["error", "auth.login", {}, "error"],
    ["info", "auth.login.failure", {}, "denied"],
    ["info", "auth.login.denied", {}, "denied"],
    ["warn", "auth.login.error", {}, "error"],
    ["warn", "auth.login.success", {}, "success"],
    ["info", "auth.login.failure", { outcome: "error" }, "error"],
    ["info", "auth.login", { success: false }, "denied"],
    ["warn", "auth.login", { ok: true }, "success"],
    ["info", "auth.login", { outcome: "failure" }, "denied"],
    ["info", "auth.login", { status: 403 }, "denied"],
    ["info", "auth.login", { status: 503 }, "error"],
    ["info", "auth.login", { outcome: "whatever" }, "success"],
  ] as const)("of %s %s with %j is %s", async (level, event, fields, outcome) => {
    const { securityLog, last } = await load();
    securityLog[level](event, fields);
    expect(last()).toMatchObject({ level, event: "auth.login", outcome });
  });
});

test.each([
  ["auth.login", "auth.login"],
  ["auth.password_reset.request", "auth.password_reset.request"],
  ["login.success", "login.success"],
  ["User Logged In", "app.user_logged_in"],
  ["userLogin", "app.user_login"],
  ["USER_CREATED", "app.user_created"],
  ["", "app.event"],
  ["...", "app.event"],
  ["1.2", "app.1.2"],
  ["a.b.c.d.e.f", "a.b.c.d_e_f"],
  ["billing/refund", "app.billing_refund"],
  ["x".repeat(200), `app.${"x".repeat(75)}`],
])("the event %j is written as %s", async (given, written) => {
  const { securityLog, last } = await load();
  securityLog.info(given);
  expect(String(last().event).replace(/_$|…/, "").slice(0, 79)).toBe(written.slice(0, 79));
  expect(faultsOf(last())).toEqual([]);
});

describe("a field", () => {
  test.each([
    [{ actorId: 42 }, { actor_id: "42" }],
    [{ user: { id: "u1", email: "bob@example.com" } }, { actor_id: "u1" }],
    [{ user: null }, { actor_id: "anon" }],
    [{ actor: "" }, { actor_id: "anon", details: { actor: "" } }],
    [{ actor: "u1", target: { id: 7 }, orgId: "o1" }, { actor_id: "u1", target_id: "7", org_id: "o1" }],
    [{ _id: 1, adminId: { toString: () => "64af" } }, { actor_id: "64af" }],
    [{ actor_id: "u1", userId: "u2" }, { actor_id: "u1", details: { userId: "u2" } }],
    [{ resourceType: "order", resourceId: 9 }, { target_type: "order", target_id: "9" }],
    [{ path: "https://shop.example/api/orders?token=abc#x" }, { route: "/api/orders" }],
    [{ route: "POST https://shop.example/api/orders?x=1" }, { route: "/api/orders", method: "POST" }],
    [{ route: "GET /api/orders", method: "post" }, { route: "/api/orders", method: "POST" }],
    [{ route: "ACTION updateProfile" }, { route: "ACTION updateProfile" }],
    [{ method: "BREW" }, { details: { method: "BREW" } }],
    [{ statusCode: 401, durationMs: 12.5 }, { status: 401, duration_ms: 12.5 }],
    [{ status: "active", duration_ms: -1 }, { details: { status: "active", duration_ms: -1 } }],
    [{ requestId: "has blanks" }, { details: { requestId: "has blanks" } }],
    [{ traceId: "0af7651916cd43dd8448eb211c80319c" }, { trace_id: "0af7651916cd43dd8448eb211c80319c" }],
    [{ actorType: "agent" }, { actor_type: "agent" }],
    [{ actor_type: "robot" }, { details: { actor_type: "robot" } }],
    [{ ip: "203.0.113.7, 198.51.100.2" }, { ip: "198.51.100.2" }],
    [{ ipAddress: "::ffff:203.0.113.7" }, { ip: "203.0.113.7" }],
    [{ clientIp: "[2001:DB8::1]:443" }, { ip: "2001:db8::1" }],
    [{ reason: "Wrong password!" }, { reason: "wrong_password" }],
    [{ reason: Object.assign(new Error("secret text"), { code: "ERR_JWT_EXPIRED" }) }, { reason: "err_jwt_expired" }],
    [{ reason: new TypeError("secret text") }, { reason: "typeerror" }],
    [{ details: { plan: "pro" }, seats: 3 }, { details: { plan: "pro", seats: 3 } }],
    [{ timestamp: "never", schema: "mine", level: "x", event: "y" }, { level: "info", event: "a.b", details: { timestamp: "never", schema: "mine", level: "x", event: "y" } }],
  ])("of %j is read as %j", async (fields, expected) => {
    const { securityLog, last } = await load();
    securityLog.info("a.b", fields);
    expect(last()).toMatchObject(expected);
    expect(last().details).toEqual((expected as { details?: unknown }).details ?? ("_id" in fields ? { _id: 1 } : undefined));
    expect(faultsOf(last())).toEqual([]);
  });

  test("of the user agent is kept when that is asked for", async () => {
    const { securityLog, configureLogging, last } = await load();
    securityLog.info("a.b", { userAgent: "curl/8" });
    expect(last()).not.toHaveProperty("user_agent");
    configureLogging({ userAgent: true });
    securityLog.info("a.b", { userAgent: "curl/8" });
    expect(last().user_agent).toBe("curl/8");
  });
});

test("an event without a request has an id all the same", async () => {
  const { securityLog, lines } = await load();
  securityLog.info("a.b");
  securityLog.info("a.b");
  const [one, two] = lines().map(({ request_id }) => request_id);
  expect(one).toMatch(/^[\w.:-]{8,}$/);
  expect(two).not.toBe(one);
});

test("a level turns off the messages below it, and no security event", async () => {
  const { securityLog, logger, lines } = await load({ level: "error" });
  for (const level of ["debug", "info", "warn", "error"] as const) logger[level](level);
  securityLog.info("a.b");
  expect(lines().map(({ message, event }) => message ?? event)).toEqual(["error", "a.b"]);
});

test.each([
  [["order placed", { orderId: 7 }], { message: "order placed", details: { orderId: 7 } }],
  [[{ orderId: 7 }, "order placed"], { message: "order placed", details: { orderId: 7 } }],
  [["it broke", new Error("boom")], { message: "it broke", details: { error: { name: "Error", message: "boom" } } }],
  [[new Error("boom")], { message: "boom", details: { error: { name: "Error", message: "boom" } } }],
  [[{ orderId: 7 }], { message: "", details: { orderId: 7 } }],
  [["it broke", { error: Object.assign(new Error("boom"), { code: "E1", cause: new Error("deep") }) }], { details: { error: { code: "E1", cause: { message: "deep" } } } }],
  [["count", 3], { message: "count", details: { value: 3 } }],
  [[undefined], { message: "undefined" }],
])("logger.warn%j", async (args, expected) => {
  const { logger, last } = await load();
  (logger.warn as (...args: unknown[]) => void)(...args);
  expect(last()).toMatchObject({ level: "warn", ...expected });
});

test("the stack of an error is written at the level error only", async () => {
  const { securityLog, last } = await load();
  securityLog.warn("a.b", { error: new Error("boom") });
  expect(last().details!.error).not.toHaveProperty("stack");
  securityLog.error("a.b", { error: new Error("boom") });
  expect(last().details!.error).toHaveProperty("stack", expect.stringContaining("Error: boom"));
});
