import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { load } from "./load.js";

const TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

describe("the context of a request", () => {
  const HEADERS = { "x-request-id": "r1", traceparent: TRACE, authorization: "Bearer planted", cookie: "planted", "user-agent": "curl/8" };
  const EXPECTED = { method: "POST", request_id: "r1", trace_id: "0af7651916cd43dd8448eb211c80319c" };

  test.each([
    ["of Fetch", new Request("https://shop.example/?planted=1", { method: "POST", headers: HEADERS }), EXPECTED],
    ["of Express", { method: "POST", headers: HEADERS, ip: "203.0.113.7", url: "/?planted=1", body: "planted" }, { ...EXPECTED, ip: "203.0.113.7" }],
    ["of Node.js", { method: "POST", headers: HEADERS, socket: { remoteAddress: "::ffff:203.0.113.7" } }, { ...EXPECTED, ip: "203.0.113.7" }],
    ["of Fastify", { id: "req-1", method: "POST", headers: { ...HEADERS, "x-request-id": undefined }, ip: "203.0.113.7", raw: {} }, { ...EXPECTED, request_id: "req-1", ip: "203.0.113.7" }],
    ["of Koa", { method: "POST", headers: HEADERS, ip: "2001:db8::1", req: {} }, { ...EXPECTED, ip: "2001:db8::1" }],
    ["of Hono", { raw: new Request("https://shop.example", { method: "POST", headers: HEADERS }), header: () => "" }, EXPECTED],
    ["of headers alone", new Headers(HEADERS), { ...EXPECTED, method: undefined }],
  ])("%s", async (_what, req, expected) => {
    const { requestContext } = await load();
    const context = requestContext(req);
    expect({ method: undefined, ...context }).toEqual(expected);
    expect(JSON.stringify(context)).not.toContain("planted");
  });

  test("has one id for all events of a request that brings none", async () => {
    const { requestContext } = await load();
    const [one, two] = [new Request("https://shop.example"), new Request("https://shop.example")];
    expect(requestContext(one).request_id).toBe(requestContext(one).request_id);
    expect(requestContext(one).request_id).not.toBe(requestContext(two).request_id);
  });

  test.each(["has blanks", "x".repeat(129), "a\nb", "<script>"])("does not take %j for an id", async (id) => {
    const { requestContext } = await load();
    expect(requestContext({ headers: { "x-request-id": id } }).request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([undefined, null, 1, "text", [], {}, () => 1])("of %j is no failure", async (req) => {
    const { requestContext } = await load();
    expect(() => requestContext(req)).not.toThrow();
  });
});

describe("the client's address", () => {
  const from = (forwarded: string, socket?: string) => ({ headers: { "x-forwarded-for": forwarded, "x-real-ip": "192.0.2.1", "cf-connecting-ip": "192.0.2.2" }, socket: { remoteAddress: socket } });

  test.each([
    ["no header is trusted by default", {}, from("6.6.6.6", "203.0.113.7"), "203.0.113.7"],
    ["nor where there is no socket to fall back on", {}, from("6.6.6.6"), undefined],
    ["one proxy: the last entry", { trustedProxies: 1 }, from("6.6.6.6, 203.0.113.7", "10.0.0.1"), "203.0.113.7"],
    ["two proxies: the last but one", { trustedProxies: 2 }, from("6.6.6.6, 203.0.113.7, 10.0.0.2", "10.0.0.1"), "203.0.113.7"],
    ["fewer entries than proxies: somebody went round them", { trustedProxies: 2 }, from("6.6.6.6", "203.0.113.7"), "203.0.113.7"],
    ["an entry that is no address", { trustedProxies: 1 }, from("6.6.6.6, unknown", "10.0.0.1"), undefined],
    ["an entry with a port", { trustedProxies: 1 }, from("203.0.113.7:4711"), "203.0.113.7"],
    ["an IPv6 entry with a port", { trustedProxies: 1 }, from("[2001:db8::1]:4711"), "2001:db8::1"],
    ["the platform's header, when it is named", { ipHeader: "X-Real-IP" }, from("6.6.6.6", "10.0.0.1"), "192.0.2.1"],
    ["what Express makes of its own trust setting", {}, { ...from("6.6.6.6", "10.0.0.1"), ip: "203.0.113.7" }, "203.0.113.7"],
  ])("%s", async (_what, options, req, ip) => {
    const { requestContext } = await load(options);
    expect(requestContext(req).ip).toBe(ip);
  });
});

describe("a line for each request", () => {
  class Response_ extends EventEmitter {
    statusCode = 200;
    writableFinished = true;
  }

  test("of Express: user, route, method, status and time, once it is answered", async () => {
    const { requestLog, lines } = await load();
    const req = { method: "GET", headers: { "x-request-id": "r1" }, ip: "203.0.113.7", originalUrl: "/shop/orders/7?token=planted", baseUrl: "/shop", user: { id: "u1" } };
    const res = new Response_();
    let isNext = false;
    requestLog()(req, res, () => (isNext = true));
    expect([isNext, lines()]).toEqual([true, []]);
    Object.assign(req, { route: { path: "/orders/:id" } });
    res.statusCode = 404;
    res.emit("close");
    expect(lines()).toEqual([
      {
        timestamp: expect.any(String),
        level: "warn",
        message: "request",
        method: "GET",
        request_id: "r1",
        ip: "203.0.113.7",
        actor_id: "u1",
        route: "/shop/orders/:id",
        status: 404,
        duration_ms: expect.any(Number),
        service: "shop",
        env: "test",
      },
    ]);
  });

  test("tells when the client went away", async () => {
    const { requestLog, last } = await load();
    const res = Object.assign(new Response_(), { writableFinished: false });
    requestLog({ route: "/x" })({}, res, () => undefined);
    res.emit("close");
    expect(last()).toMatchObject({ route: "/x", actor_id: "anon", details: { aborted: true } });
  });

  test("of a server of Node.js", async () => {
    const { requestLog, last } = await load();
    const server = createServer((req, res) => {
      requestLog({ user: (request: IncomingMessage) => request.headers["x-user"] })(req, res, () => res.end("yes"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/orders/123`, { headers: { "x-user": "u1" } });
    await response.text();
    await new Promise((resolve) => server.close(resolve));
    expect(last()).toMatchObject({ route: "/orders/:id", status: 200, actor_id: "u1", ip: "127.0.0.1", method: "GET" });
  });

  test.each([
    ["a Response", () => new Response("", { status: 403 }), { level: "warn", status: 403 }],
    ["nothing", () => undefined, { level: "info", status: 200 }],
    ["a promise", async () => new Response("", { status: 502 }), { level: "error", status: 502 }],
  ])("of a handler that answers with %s", async (_what, handler, expected) => {
    const { withRequestLog, last } = await load();
    await withRequestLog(handler as (req: Request) => unknown)(new Request("https://shop.example/a?b=planted"));
    expect(last()).toMatchObject({ ...expected, route: "/a", method: "GET" });
  });

  test.each([
    [new Error("boom"), { level: "error", status: 500, details: { error: { message: "boom" } } }],
    [Object.assign(new Error("no"), { status: 401 }), { level: "warn", status: 401 }],
    [Object.assign(new Error("NEXT_REDIRECT"), { digest: "NEXT_REDIRECT;replace;/login;307;" }), { level: "info", status: 307 }],
    [Object.assign(new Error("x"), { digest: "NEXT_HTTP_ERROR_FALLBACK;403" }), { level: "warn", status: 403 }],
    ["a text", { level: "error", status: 500, details: { error: "a text" } }],
    [undefined, { level: "error", status: 500 }],
  ])("of a handler that throws %s, which is thrown on", async (error, expected) => {
    const { withRequestLog, last } = await load();
    const handler = withRequestLog((_req: Request) => {
      throw error;
    });
    await expect(handler(new Request("https://shop.example/"))).rejects.toBe(error);
    expect(last()).toMatchObject(expected);
  });

  test("is not waited for, and what is under way is handed to waitUntil", async () => {
    const waited: Promise<unknown>[] = [];
    const { withRequestLog } = await load({ sinks: [() => new Promise(() => undefined)] });
    const response = await withRequestLog((_req: Request, _env: object, _ctx: object) => new Response("yes"))(
      new Request("https://shop.example/"),
      {},
      { waitUntil: (work: Promise<unknown>) => void waited.push(work) },
    );
    expect([response.status, waited.length]).toEqual([200, 1]);
  });

  test("does no harm when user, waitUntil or the request fail", async () => {
    const thrown = () => {
      throw new Error("no");
    };
    const { withRequestLog, lines } = await load();
    const handler = withRequestLog((_req: unknown, _ctx: object) => 1, { user: thrown });
    expect(await handler(new Proxy({}, { get: thrown, has: thrown }), { waitUntil: thrown })).toBe(1);
    expect(await handler(undefined, {})).toBe(1);
    expect(lines().at(-1)).toMatchObject({ message: "request", status: 200, actor_id: "anon" });
  });

  test.each([
    ["/users/42/orders", "/users/:id/orders"],
    ["/users/2f1e8c1e-8a1b-4c3d-9e2f-112233445566", "/users/:id"],
    ["/reset/aB3dE5gH7jK9mN1pQ3", "/reset/:id"],
    ["/invite/bob@example.com", "/invite/:id"],
    ["/api/password-reset/confirm", "/api/password-reset/confirm"],
    ["/api/internationalization-settings", "/api/internationalization-settings"],
    ["/", "/"],
    ["", "/"],
  ])("has for its route no ids: %s → %s", async (path, route) => {
    const { withRequestLog, last } = await load();
    await withRequestLog((_req: object) => 1)({ url: `https://shop.example${path}?x=1` });
    expect(last().route).toBe(route);
  });
});
