/** A server of node:http that refuses one request, with the logger as a project of Express has it. */
import { createServer } from "node:http";
import { configureLogging, flush, requestContext, requestLog, securityLog } from "./server-logging.js";

configureLogging({ service: "shop", env: "test" });
const log = requestLog({ user: () => "u1" });
const server = createServer((req, res) => {
  log(req, res, () => {
    securityLog.warn("access.check", { actor: "u1", ...requestContext(req) });
    res.statusCode = 403;
    res.end("no");
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const headers = { "x-request-id": "request-1", "x-forwarded-for": "6.6.6.6" };
const response = await fetch(`http://127.0.0.1:${server.address().port}/orders/7?token=planted`, { method: "POST", headers });
await response.text();
await new Promise((resolve) => setTimeout(resolve, 100));
server.close();
await flush();
