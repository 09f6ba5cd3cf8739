/** What every runtime does with the logger: the events must come out the same everywhere. */
export async function scenario(logging) {
  const { configureLogging, flush, hashAccount, logger, requestContext, securityLog, stdoutSink, withRequestLog } = logging;
  configureLogging({ service: "shop", env: "test", accountKey: "a key", trustedProxies: 1, sinks: [stdoutSink], level: "info" });
  const request = () =>
    new Request("https://shop.example/api/orders/123456?token=planted", {
      method: "POST",
      headers: {
        "x-forwarded-for": "6.6.6.6, 203.0.113.7",
        "cf-connecting-ip": "203.0.113.7",
        "x-request-id": "request-1",
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        authorization: "Bearer planted-planted",
      },
    });
  const req = request();
  securityLog.warn("auth.login.failure", {
    email: "Planted@example.com",
    route: "POST /api/login",
    reason: "Wrong password for planted@example.com",
    ...requestContext(req),
  });
  securityLog.error("user.role.change", {
    actor: { id: 42 },
    target: "u_2",
    account: hashAccount("planted@example.com"),
    error: undefined,
    password: "planted",
    req,
    big: 10n,
    map: new Map([["apiKey", "planted"]]),
    set: new Set([1]),
    bytes: new Uint8Array(3),
    when: new Date(0),
    text: "a\u2028b\u202ec\u007fd",
    link: "https://app:planted@db.example/x?access_token=planted",
    ...requestContext(req),
  });
  logger.info("order placed", { request_id: "request-1", orderId: 7 });

  const handle = withRequestLog(async (req) => {
    if (req.url.includes("refuse")) return new Response("no", { status: 403 });
    securityLog.info("data.read", requestContext(req));
    return new Response("yes");
  });
  await handle(request());

  // Sinks that fail in every way: each request is answered, each line comes, and the failures are told of.
  const throws = () => {
    throw new Error("full");
  };
  const rejects = () => Promise.reject(new Error("down"));
  const hangs = () => new Promise(() => {});
  configureLogging({ sinks: [throws, rejects, hangs, stdoutSink] });
  const statuses = [];
  for (let index = 0; index < 3; index++) statuses.push((await handle(request())).status);
  await flush(20);
  securityLog.info("config.change", { details: { statuses }, ...requestContext(request()) });
  await flush(20);
  configureLogging({ sinks: undefined });
}
