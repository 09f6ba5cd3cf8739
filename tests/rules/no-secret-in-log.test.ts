import * as typescriptParser from "@typescript-eslint/parser";
import { Linter, RuleTester } from "eslint";
import { describe, expect, it, test } from "vitest";
import rule from "../../rules/no-secret-in-log.js";
import { planRedaction, redactionsFor } from "../../src/edits/redact-secret.js";
import { applyEdits, finishPlan } from "../../src/edits/apply-edits.js";
import { PARSERS } from "../support/parsers.js";

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const tester = new RuleTester({ languageOptions: { parser: typescriptParser as never, sourceType: "module" } });
const inFile = { filename: "src/login.ts" };
const DROP = "drop";
const REPLACE = "replace";

tester.run("no-secret-in-log", rule.rule as never, {
  valid: [
    { name: "a line without a secret", ...inFile, code: `function f(user) { logger.info("login", { userId: user.id }); }` },
    { name: "a placeholder", ...inFile, code: `function f(email) { logger.info("login", { email, password: "[REDACTED]" }); }` },
    { name: "a test file", filename: "src/login.test.ts", code: `function f(password) { console.log(password); }` },
    { name: "personal data without the option", ...inFile, code: `function f(email) { logger.info("login", { email }); }` },
    {
      name: "a whole body when the option says so",
      ...inFile,
      options: [{ whole: false }],
      code: `app.post("/", (req, res) => { console.log(req.body); });`,
    },
    {
      name: "a login name as the account, which the emitter hashes",
      ...inFile,
      options: [{ pii: true }],
      settings: { "audit-logging": { emitter: { account: true } } },
      code: `import { securityLog } from "@/lib/logging"; function f(email) { securityLog.warn("auth.login", { actor: "anon", account: email }); }`,
    },
    {
      name: "a project's redactor",
      ...inFile,
      settings: { "audit-logging": { redactors: ["/^veil/"] } },
      code: `function f(password) { console.log(veilAll(password)); }`,
    },
  ],
  invalid: [
    {
      name: "a shorthand field among others is dropped",
      ...inFile,
      code: `function f(email, password) { logger.info("login", { email, password }); }`,
      errors: [
        {
          message: `"password" reaches logger.info(); log who and what happened, never the secret itself (CWE-532).`,
          line: 1,
          column: 61,
          endColumn: 69,
          suggestions: [
            { messageId: DROP, output: `function f(email, password) { logger.info("login", { email }); }` },
            { messageId: REPLACE, output: `function f(email, password) { logger.info("login", { email, password: "[REDACTED]" }); }` },
          ],
        },
      ],
    },
    {
      name: "the first of several fields",
      ...inFile,
      code: `function f(token, id) { logger.info({ token, id }, "x"); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            { messageId: DROP, output: `function f(token, id) { logger.info({ id }, "x"); }` },
            { messageId: REPLACE, output: `function f(token, id) { logger.info({ token: "[REDACTED]", id }, "x"); }` },
          ],
        },
      ],
    },
    {
      name: "a field on a line of its own takes its line",
      ...inFile,
      code: "function f(user) {\n  logger.info('login', {\n    id: user.id,\n    password: user.password, // for now\n    at: 1,\n  });\n}\n",
      errors: [
        {
          message: `"user.password" reaches logger.info(); log who and what happened, never the secret itself (CWE-532).`,
          suggestions: [
            { messageId: DROP, output: "function f(user) {\n  logger.info('login', {\n    id: user.id,\n    at: 1,\n  });\n}\n" },
            {
              messageId: REPLACE,
              output: "function f(user) {\n  logger.info('login', {\n    id: user.id,\n    password: '[REDACTED]', // for now\n    at: 1,\n  });\n}\n",
            },
          ],
        },
      ],
    },
    {
      name: "the last field, with Windows line ends and no comma behind",
      ...inFile,
      code: "logger.info({\r\n  id,\r\n  key: process.env.API_KEY\r\n});\r\n",
      errors: [
        {
          messageId: "secret",
          suggestions: [
            { messageId: DROP, output: "logger.info({\r\n  id,\r\n});\r\n" },
            { messageId: REPLACE, output: 'logger.info({\r\n  id,\r\n  key: "[REDACTED]"\r\n});\r\n' },
          ],
        },
      ],
    },
    {
      name: "the only field keeps its name",
      ...inFile,
      code: `function f(token) { logger.info("x", { token }); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function f(token) { logger.info("x", { token: "[REDACTED]" }); }` }] }],
    },
    {
      name: "a field of what a function of the project takes stays, as its type may demand it",
      ...inFile,
      code: `function logCall(fields) { logger.info("call", fields); } function f(token, id) { logCall({ token, id }); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function logCall(fields) { logger.info("call", fields); } function f(token, id) { logCall({ token: "[REDACTED]", id }); }` }] }],
    },
    {
      name: "an argument of a function of the project keeps its place, as those behind it would move up",
      ...inFile,
      code: `function logCall(to, token, status) { logger.info("call", { to, token, status }); } function f(password) { logCall("x", password, 400); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function logCall(to, token, status) { logger.info("call", { to, token, status }); } function f(password) { logCall("x", "[REDACTED]", 400); }` }] }],
    },
    {
      name: "a whole body among such arguments keeps its place too",
      ...inFile,
      code: `import { auditLog } from "./audit"; function f(req, res) { auditLog("import", req.body, 400); res.end(); }`,
      errors: [{ messageId: "whole", suggestions: [{ messageId: REPLACE, output: `import { auditLog } from "./audit"; function f(req, res) { auditLog("import", "[REDACTED]", 400); res.end(); }` }] }],
    },
    {
      name: "the same of an audit function, whose columns are told apart by their places",
      ...inFile,
      code: `import { auditLog } from "./audit"; function f(user, password) { auditLog(user.id, "login", password, 400); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `import { auditLog } from "./audit"; function f(user, password) { auditLog(user.id, "login", "[REDACTED]", 400); }` }] }],
    },
    {
      name: "the last argument of one in TypeScript stays too, as the type may demand it",
      filename: "lib/login.ts",
      code: `import { auditLog } from "./audit"; export function f(user: User, password: string) { auditLog(user.id, "login", password); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `import { auditLog } from "./audit"; export function f(user: User, password: string) { auditLog(user.id, "login", "[REDACTED]"); }` }] }],
    },
    {
      name: "a secret before the words that speak of it is dropped, and the words stay",
      ...inFile,
      code: `function f(apiKey) { use(apiKey); console.log(apiKey, "is the key"); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            { messageId: DROP, output: `function f(apiKey) { use(apiKey); console.log("is the key"); }` },
            { messageId: REPLACE, output: `function f(apiKey) { use(apiKey); console.log("[REDACTED]", "is the key"); }` },
          ],
        },
      ],
    },
    {
      name: "a secret before what is no word is replaced",
      ...inFile,
      code: `function f(apiKey) { use(apiKey); console.log(apiKey, "---"); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function f(apiKey) { use(apiKey); console.log("[REDACTED]", "---"); }` }] }],
    },
    {
      name: "two fields of one object are dropped one by one",
      ...inFile,
      code: `function f(password, token, id) { logger.info({ password, token, id }); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            { messageId: DROP, output: `function f(password, token, id) { logger.info({ token, id }); }` },
            { messageId: REPLACE, output: `function f(password, token, id) { logger.info({ password: "[REDACTED]", token, id }); }` },
          ],
        },
        {
          messageId: "secret",
          suggestions: [
            { messageId: DROP, output: `function f(password, token, id) { logger.info({ password, id }); }` },
            { messageId: REPLACE, output: `function f(password, token, id) { logger.info({ password, token: "[REDACTED]", id }); }` },
          ],
        },
      ],
    },
    {
      name: "a template's hole becomes plain text",
      ...inFile,
      code: "function f(id, token) { console.log(`reset ${token} of ${id}`); }",
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: "function f(id, token) { console.log(`reset [REDACTED] of ${id}`); }" }] }],
    },
    {
      name: "a part of a sum",
      ...inFile,
      code: `function f(token) { console.log("reset " + token); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function f(token) { console.log("reset " + "[REDACTED]"); }` }] }],
    },
    {
      name: "a secret given as an argument",
      ...inFile,
      code: `function f(password) { console.log('x', password); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function f(password) { console.log('x', '[REDACTED]'); }` }] }],
    },
    {
      name: "a whole body behind a message is dropped",
      ...inFile,
      code: `app.post("/login", (req, res) => { console.log("login", req.body); });`,
      errors: [
        {
          message: `The request's body ("req.body") reaches console.log() as a whole; log only the fields that you need (CWE-532).`,
          suggestions: [
            { messageId: DROP, output: `app.post("/login", (req, res) => { console.log("login"); });` },
            { messageId: REPLACE, output: `app.post("/login", (req, res) => { console.log("login", "[REDACTED]"); });` },
          ],
        },
      ],
    },
    {
      name: "a whole body for which the message has a placeholder",
      ...inFile,
      code: `app.post("/login", (req, res) => { console.log("login %o", req.body); });`,
      errors: [{ messageId: "whole", suggestions: [{ messageId: REPLACE, output: `app.post("/login", (req, res) => { console.log("login %o", "[REDACTED]"); });` }] }],
    },
    {
      name: "a whole body alone",
      ...inFile,
      code: `app.post("/login", (req, res) => { console.log(req.body); });`,
      errors: [{ messageId: "whole", suggestions: [{ messageId: REPLACE, output: `app.post("/login", (req, res) => { console.log("request body [REDACTED]"); });` }] }],
    },
    {
      name: "two parts that are all of the line, each by its own name",
      ...inFile,
      code: `app.post("/login", (req, res) => { console.log(req.headers, req.body.password); });`,
      errors: [
        {
          messageId: "whole",
          suggestions: [
            { messageId: REPLACE, output: `app.post("/login", (req, res) => { console.log("request headers [REDACTED]", req.body.password); });` },
          ],
        },
        {
          messageId: "secret",
          suggestions: [{ messageId: REPLACE, output: `app.post("/login", (req, res) => { console.log(req.headers, "password [REDACTED]"); });` }],
        },
      ],
    },
    {
      name: "a template that holds nothing else, and a spread that does",
      ...inFile,
      code: "app.post(\"/login\", (req, res) => { console.log(`${req.body.otp}`); logger.info({ ...req.cookies }); });",
      errors: [
        {
          messageId: "secret",
          suggestions: [
            {
              messageId: REPLACE,
              output: "app.post(\"/login\", (req, res) => { console.log(`one-time code [REDACTED]`); logger.info({ ...req.cookies }); });",
            },
          ],
        },
        {
          messageId: "whole",
          suggestions: [
            {
              messageId: REPLACE,
              output: "app.post(\"/login\", (req, res) => { console.log(`${req.body.otp}`); logger.info(\"request cookies [REDACTED]\"); });",
            },
          ],
        },
      ],
    },
    {
      name: "a line that says something else keeps the bare placeholder",
      ...inFile,
      code: `function f(token) { console.log("got", token); }`,
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: `function f(token) { console.log("got", "[REDACTED]"); }` }] }],
    },
    {
      name: "a logger's method under another name",
      ...inFile,
      code: `const { warn } = logger; function f(id, apiKey) { warn("x", { id, apiKey }); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            { messageId: DROP, output: `const { warn } = logger; function f(id, apiKey) { warn("x", { id }); }` },
            { messageId: REPLACE, output: `const { warn } = logger; function f(id, apiKey) { warn("x", { id, apiKey: "[REDACTED]" }); }` },
          ],
        },
      ],
    },
    {
      name: "a spread body among fields",
      ...inFile,
      code: `app.post("/login", (req, res) => { logger.info({ ...req.body, at: 1 }); });`,
      errors: [
        {
          messageId: "whole",
          suggestions: [
            { messageId: DROP, output: `app.post("/login", (req, res) => { logger.info({ at: 1 }); });` },
            { messageId: REPLACE, output: `app.post("/login", (req, res) => { logger.info({ redacted: "[REDACTED]", at: 1 }); });` },
          ],
        },
      ],
    },
    {
      name: "a column of the trail stays, with a placeholder",
      ...inFile,
      code: `app.use(async (req, res, next) => { await prisma.auditLog.create({ data: { action: "x", details: req.body } }); next(); });`,
      errors: [
        {
          messageId: "whole",
          suggestions: [
            { messageId: REPLACE, output: `app.use(async (req, res, next) => { await prisma.auditLog.create({ data: { action: "x", details: "[REDACTED]" } }); next(); });` },
            { messageId: DROP, output: `app.use(async (req, res, next) => { await prisma.auditLog.create({ data: { action: "x" } }); next(); });` },
          ],
        },
      ],
    },
    {
      name: "a body for which the file has a redactor",
      ...inFile,
      code: `import { redactSecrets } from "./redact";\napp.post("/login", (req, res) => { const { body } = req; logger.info("login", { body, id: 1 }); });`,
      errors: [
        {
          messageId: "whole",
          suggestions: [
            {
              desc: "Hand it to redactSecrets() first.",
              output: `import { redactSecrets } from "./redact";\napp.post("/login", (req, res) => { const { body } = req; logger.info("login", { body: redactSecrets(body), id: 1 }); });`,
            },
            { messageId: REPLACE, output: `import { redactSecrets } from "./redact";\napp.post("/login", (req, res) => { const { body } = req; logger.info("login", { body: body && "[REDACTED]", id: 1 }); });` },
          ],
        },
      ],
    },
    {
      name: "a redactor of the file around the body inside a JSON text, but not one for texts",
      ...inFile,
      code: `const sanitizeBody = (body) => ({ ...body, pin: "***" }); export const redactLine = (line: string) => line; app.post("/login", (req, res) => { console.log(JSON.stringify(req.body)); });`,
      errors: [
        {
          messageId: "whole",
          suggestions: [
            {
              desc: "Hand it to sanitizeBody() first.",
              output: `const sanitizeBody = (body) => ({ ...body, pin: "***" }); export const redactLine = (line: string) => line; app.post("/login", (req, res) => { console.log(JSON.stringify(sanitizeBody(req.body))); });`,
            },
            {
              messageId: REPLACE,
              output: `const sanitizeBody = (body) => ({ ...body, pin: "***" }); export const redactLine = (line: string) => line; app.post("/login", (req, res) => { console.log("request body [REDACTED]"); });`,
            },
          ],
        },
      ],
    },
    {
      name: "functions that only sound like a redactor of bodies",
      ...inFile,
      code: `import { sanitizeHtml } from "./html";\nexport function redactLine(line: string) { return line; } app.post("/login", (req, res) => { console.log("x", req.body.password, process.env); });`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            {
              messageId: REPLACE,
              output: `import { sanitizeHtml } from "./html";\nexport function redactLine(line: string) { return line; } app.post("/login", (req, res) => { console.log("x", "[REDACTED]", process.env); });`,
            },
          ],
        },
        {
          messageId: "whole",
          suggestions: [
            {
              messageId: DROP,
              output: `import { sanitizeHtml } from "./html";\nexport function redactLine(line: string) { return line; } app.post("/login", (req, res) => { console.log("x", req.body.password); });`,
            },
            {
              messageId: REPLACE,
              output: `import { sanitizeHtml } from "./html";\nexport function redactLine(line: string) { return line; } app.post("/login", (req, res) => { console.log("x", req.body.password, "[REDACTED]"); });`,
            },
          ],
        },
      ],
    },
    {
      name: "an object that was built elsewhere",
      ...inFile,
      code: `function f(email, password) { const entry = { email, password }; logger.info("login", entry); return entry; }`,
      errors: [
        {
          message: `"password" reaches logger.info() through "entry"; log who and what happened, never the secret itself (CWE-532).`,
          suggestions: [
            { messageId: REPLACE, output: `function f(email, password) { const entry = { email, password }; logger.info("login", "[REDACTED]"); return entry; }` },
          ],
        },
      ],
    },
    {
      name: "a local that stays in use beside ?? stands in parentheses",
      ...inFile,
      code: `function f(input) { const { id, password } = input; logger.info(id, \`as \${password ?? "nobody"}\`); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            { messageId: REPLACE, output: `function f(input) { const { id, password } = input; logger.info(id, \`as \${(password && "[REDACTED]") ?? "nobody"}\`); }` },
          ],
        },
      ],
    },
    {
      name: "a local that nothing else reads stays in use",
      ...inFile,
      code: `function f(input) { const { id, password } = input; logger.info({ id, password }); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [{ messageId: REPLACE, output: `function f(input) { const { id, password } = input; logger.info({ id, password: password && "[REDACTED]" }); }` }],
        },
      ],
    },
    {
      name: "a function that stores what it is given, too, is mended itself",
      ...inFile,
      code: `function keep(answer) { db.save(answer); console.log("kept", answer); } function f(user) { keep(user.securityAnswer); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            {
              messageId: REPLACE,
              output: `function keep(answer) { db.save(answer); console.log("kept", "[REDACTED]"); } function f(user) { keep(user.securityAnswer); }`,
            },
          ],
        },
      ],
    },
    {
      name: "a function that passes on what it is given, and stores it, is left as it is called",
      ...inFile,
      code: `function show(v) { console.log("v", v); } function keep(a) { db.save(a); show(a); } function f(user) { keep(user.password); }`,
      errors: [
        {
          messageId: "secret",
          suggestions: [
            {
              messageId: REPLACE,
              output: `function show(v) { console.log("v", "[REDACTED]"); } function keep(a) { db.save(a); show(a); } function f(user) { keep(user.password); }`,
            },
          ],
        },
      ],
    },
    {
      name: "a function that logs what it is given is mended where it is called",
      ...inFile,
      code: "function show(text) { console.log(text); }\nfunction f(apiKey) { show(`key ${apiKey}`); show('ready'); }",
      errors: [
        {
          messageId: "secret",
          line: 1,
          suggestions: [{ messageId: REPLACE, output: "function show(text) { console.log(text); }\nfunction f(apiKey) { show(`key [REDACTED]`); show('ready'); }" }],
        },
      ],
    },
    {
      name: "the same secret twice in a call is reported once and goes twice",
      ...inFile,
      code: "function f(id, token) { logger.info(`t ${token}`, { id, token }); }",
      errors: [{ messageId: "secret", suggestions: [{ messageId: REPLACE, output: 'function f(id, token) { logger.info(`t [REDACTED]`, { id, token: "[REDACTED]" }); }' }] }],
    },
    {
      name: "personal data with the option",
      ...inFile,
      options: [{ pii: true }],
      code: `function f(user) { logger.info("login", { id: user.id, email: user.email }); }`,
      errors: [
        {
          message: `"user.email" reaches logger.info(); it is personal data, so log an id in its place (CWE-359).`,
          suggestions: [
            { messageId: DROP, output: `function f(user) { logger.info("login", { id: user.id }); }` },
            { messageId: REPLACE, output: `function f(user) { logger.info("login", { id: user.id, email: "[REDACTED]" }); }` },
          ],
        },
      ],
    },
    {
      name: "a login name as the account of an emitter that is not known to hash it",
      ...inFile,
      options: [{ pii: true }],
      code: `function f(email) { securityLog.warn("auth.login", { actor: "anon", account: email }); }`,
      errors: [{ messageId: "personal", suggestions: 2 }],
    },
    ...["email: email", "account: password"].map((given) => ({
      name: `${given}, of an emitter that hashes a login name given as the account`,
      ...inFile,
      options: [{ pii: true }],
      settings: { "audit-logging": { emitter: { account: true } } },
      code: `function f(email, password) { securityLog.warn("auth.login", { actor: "anon", ${given} }); }`,
      errors: [{ messageId: given === "email: email" ? "personal" : "secret", suggestions: 2 }],
    })),
    {
      name: "a login name as the account of a logger beside the emitter",
      ...inFile,
      options: [{ pii: true }],
      settings: { "audit-logging": { emitter: { account: true } } },
      code: `function f(email) { logger.warn("auth.login", { actor: "anon", account: email }); }`,
      errors: [{ messageId: "personal", suggestions: 2 }],
    },
    {
      name: "a word of the project's own",
      ...inFile,
      settings: { "audit-logging": { secretWords: ["voucher"] } },
      code: `function f(voucher) { console.log(voucher); }`,
      errors: [{ messageId: "secret", suggestions: 1 }],
    },
  ],
});

/** Calls whose every remedy must leave the file in order and the rule silent there. */
const REMEDIED = [
  `function f(email, password) { console.log(email, password, { email, password }); }`,
  `function f(a, token) { logger.info({ a, deep: { token, a } }); }`,
  `function f(a, token) { logger.info([a, token]); }`,
  "function f(token) { console.log(`a ${token ? token : 'none'} b`); }",
  `function f(ok, token) { logger.info({ ok, ...(ok && { token }) }); }`,
  `app.post("/", (req, res) => { logger.info({ ...req.body }); });`,
  `app.post("/", (req, res) => { console.log(JSON.stringify(req.body)); });`,
  `app.post("/", (req, res) => { console.log("x", JSON.stringify({ body: req.body, id: 1 }), req.headers); });`,
  `function f(token) { logger.child({ token }).info("x"); }`,
  `function f(token) { logger.error(new Error("bad " + token)); }`,
  `const key = process.env.API_KEY; console.log("key: " + key);`,
  `class A { #say(x) { console.log(x); } run(secret) { this.#say({ secret, id: 1 }); } }`,
  `const form = await req.formData(); console.log(form.get("password"));`,
  `import { redact } from "./redact"; app.post("/", (req, res) => { logger.info({ ...req.body, headers: req.headers }); });`,
  `import { redact } from "./redact"; function show(value) { console.log("x", value); } app.post("/", (req, res) => { show(req.body); });`,
];

describe.each(PARSERS)("remedies under $parser", ({ facts }) => {
  test.each(REMEDIED)("%s", (code) => {
    const before = facts(code);
    expect(before.leaks.length).toBeGreaterThan(0);
    for (const leak of before.leaks) {
      for (const redaction of redactionsFor(leak, before.file)) {
        const edits = finishPlan(planRedaction(leak, redaction, before.file), before.file);
        if ("skipped" in edits) throw new Error(edits.skipped);
        const after = facts(applyEdits(code, edits));
        expect(after.leaks.map(({ what }) => what)).toEqual(
          before.leaks.filter((other) => other !== leak).map(({ what }) => what),
        );
      }
    }
  });
});

test("the rule looks at no file that can hold nothing", () => {
  const settings = { secretWords: [], loggers: [], auditFunctions: [], errorHandlers: [] } as never;
  const { mayReport } = rule.definition;
  expect(mayReport("export const add = (a, b) => a + b;", "a.ts", settings)).toBe(false);
  expect(mayReport("console.log(password)", "a.ts", settings)).toBe(true);
  expect(mayReport("logger.info(req.body)", "a.ts", settings)).toBe(true);
});

test("personal data alone makes a file worth a look only where it is asked for", () => {
  const settings = { secretWords: [], loggers: [], auditFunctions: [], errorHandlers: [] } as never;
  const { mayReport } = rule.definition;
  const ask = (pii: boolean): boolean => mayReport("console.log(user.phone)", "a.ts", settings, { pii, whole: true });
  expect([ask(true), ask(false)]).toEqual([true, false]);
});

test("the rule runs with ESLint's own parser too", () => {
  const messages = new Linter({ configType: "flat" }).verify(
    `app.post("/", (req) => { console.log(req.body.password); });`,
    [{ files: ["**/*.js"], plugins: { audit: { rules: { "no-secret-in-log": rule.rule as never } } }, rules: { "audit/no-secret-in-log": "error" } }],
    { filename: "src/a.js" },
  );
  expect(messages.map(({ message }) => message)).toEqual([
    `"req.body.password" reaches console.log(); log who and what happened, never the secret itself (CWE-532).`,
  ]);
});
