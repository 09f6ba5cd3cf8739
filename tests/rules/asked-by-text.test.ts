/** What a rule asks of a text before anything is parsed: near-misses that it need not see, beside what it must. */
import { describe, expect, test } from "vitest";
import noSecretInLog from "../../rules/no-secret-in-log.js";
import requireAudit from "../../rules/require-audit-on-sensitive-route.js";
import { readSettings } from "../../src/settings.js";

describe("no-secret-in-log", () => {
  const asks = (text: string): boolean => noSecretInLog.definition.mayReport(`${text}\nlogger.info(value);`, "src/a.ts", readSettings(undefined), { pii: false, whole: true });

  test.each([
    ["a secret's name", "const apiKey = read();"],
    ["a code in a function about one-time codes", "function verifyPhone(phone) { const code = make(); }"],
    ["the untyped body of a Nest controller", "class Hooks { take(@Body() hook: any) {} }"],
    ["a name that a function gives", "const value = createInviteToken(id);"],
    ["a name in a text", `headers.get("x-api-key");`],
    ["a name of two words with a sign between them", `const value = body["reset-code"];`],
    ["a secret's name behind one that is none", "const value = tokenCount + token;"],
    ["a request", "use(req.body);"],
    ["a request in a client's library", "use(httpRequest);"],
    ["a request by its type", "function use(incoming: express.Request) {}"],
    ["a request of one's own by its type", "function use(r: RequestWithUser) {}"],
    ["a lambda's event by its type", "const run = (event: APIGatewayProxyEvent) => {};"],
    ["the environment", "const value = process.env;"],
    ["a part of the environment that is not named", "const value = env[name];"],
    ["all headers", "const value = await headers();"],
    ["headers that are taken out", "const use = ({ headers: { host, ...value } }) => {};"],
    ["what stands behind an import on its line", `import { app } from "./app.js"; app.use((req) => use(req.body));`],
    ["what stands behind a comment's end", "/*\n * It\n */ use(req.body);"],
    ["what stands behind the last line of a comment", "/*\n * It */ use(req.body);"],
  ])("is asked about %s", (_sentence, text) => {
    expect(asks(text)).toBe(true);
  });

  test.each([
    ["a name of something beside a secret", "await checkAuthorizationUpdated(id);\nconst tokenCount = 3;"],
    ["a code of something else", "function applyCoupon(cart) { const code = make(); }"],
    ["the id of a key", `if ("apiKeyId" in found) use(found.apiKeyId);`],
    ["an answer to a bad request", "return problemBadRequest(id);"],
    ["an event of the page", "const use = (event: React.ChangeEvent<HTMLElement>, other: DragEndEvent) => {};"],
    ["headers that are named one by one", "await fetch(url, { headers: { workspaceId } });"],
    ["a named part of the environment", "const region = process.env.REGION;"],
    ["the page's body", "document.body.append(node);"],
    ["an import", `import { apiKey } from "./api-key.js";\nimport { token } from './token.js' // one token\nimport secret from "./secret.json" with { type: "json" };`],
    ["a comment", "/**\n * The apiKey of `req.body` (see token)\n */\n// and its token"],
  ])("is not asked about %s", (_sentence, text) => {
    expect(asks(text)).toBe(false);
  });
});

describe("require-audit-on-sensitive-route", () => {
  const asks = (text: string): boolean => requireAudit.definition.mayReport(text, "app/api/login/route.ts", readSettings(undefined), { validation: false });

  test.each([
    ["a function", "export async function POST() {}"],
    ["an arrow", "export const POST = async () => login();"],
    ["a method", "const handlers = { POST(request) { return login(request); } };\nexport const { POST } = handlers;"],
    ["a method with a type", "export default class { POST(request: Request): Response { return login(request); } }"],
    ["a handler that says of one thing what it does", "exports.POST = async (request) => { await approveDevice(request); };"],
    ["an exemption, which may be one of nothing", `// audit-exempt: done elsewhere\nexport { POST } from "@/lib/login";`],
  ])("is asked about %s", (_sentence, text) => {
    expect(asks(text)).toBe(true);
  });

  test.each([
    ["a handler of another file", `export { GET, POST } from "@/lib/login";`],
    ["handlers that a call makes", "export const { GET, POST } = toHandlers(auth);"],
  ])("is not asked about %s", (_sentence, text) => {
    expect(asks(text)).toBe(false);
  });
});
