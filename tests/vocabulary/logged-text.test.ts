import { describe, expect, test } from "vitest";
import { mayLogValue } from "../../src/vocabulary/logged-text.js";

describe("a text whose records may carry a value", () => {
  test.each([
    ["a variable", `console.log(result);`],
    ["a field", `logger.info({ id: user.id, name: user.name });`],
    ["a shorthand field", `logger.info({ token });`],
    ["a part of a template", "console.log(`got ${value} of ${list.length}`);"],
    ["a part of a template inside another", "console.log(`a ${ok ? `b ${value}` : \"c\"}`);"],
    ["an arm of a choice", `console.log(ready ? value : "none");`],
    ["a spread", `console.log(...parts);`],
    ["a second call of a chain", `logger.child({ id: 1 }).info(value);`],
    ["a cast logger", `(logger as any).info("x");`],
    ["a method in brackets", `console["log"](value);`],
    ["an optional call", `logger?.info?.(value);`],
    ["lines of their own", `logger\n  .info(\n    value,\n  );`],
    ["a comment before it", `console.log(/* now */ value);`],
    ["a comment before its method", `logger./* now */info(value);`],
    ["a cast method", `(logger.info as any)(value);`],
    ["a logger's method under another name", `const say = logger.info;\nsay("x");`],
    ["methods taken out of a logger", `const { warn } = logger;\nwarn("x");`],
    ["the trail's table", `db.from("audit_logs").insert(row);`],
    ["the table of what administrators did", `prisma.adminAction.create({ data: { details } });`],
    ["a table that is called audits", `db.from("audits").insert(row);`],
    ["standard output", `process.stdout.write(value);`],
    ["a namespace of debug", `import debug from "debug";\ndebug("app")("x");`],
    ["an error where the file builds one of a value", "fail(new Error(`bad ${x}`)); logger.error(err);"],
    ["a session's id", `console.log(session.id);`],
    ["a hard-coded credential", `console.log({ password: "Admin_123" });`],
    ["parentheses that do not end", `console.log("a"`],
    ["a value beside a function", `logAudit("updated", async () => { await save(); }, user);`],
    ["a function that is called where it stands", `console.log(function () { return token; }());`],
    ["what a function makes of a list", `console.log(list.map((one) => { return one.token; }));`],
    ["a concise function, which is not read", `withAudit(() => token);`],
    ["an error tracker's function under another name", `import { captureException as report } from "@sentry/node";\nreport(value);`],
    ["a function that is told of an action", `recordAdminAction(value);`],
    ["an audit function that is named for what was refused", `writeAccessDenied(user);`],
    ["a logger of a library under a name of its own", `import pino from "pino";\nconst out = pino();\nout.info({ token });`],
    ["what is bound to such a logger", `const out = winston.createLogger({});\nout.child({ token });`],
    ["a logger's method as a tag", "log.info`signed in with ${token}`;"],
    ["such a tag of a logger under a name of its own", "import pino from \"pino\";\nconst out = pino();\nout.info`signed in with ${token}`;"],
    ["signale", `import signale from "signale";\nsignale.info("token", token);`],
    ["what is bound to an error report", `Sentry.withScope((scope) => { scope.setExtra("key", apiKey); });`],
    ["a logger by its type", `function pay(out: Logger, card) { out.warn("x", card); }`],
    ["a logger in a field of a class", `class A { private readonly out: pino.Logger; pay(card) { this.out.warn(card); } }`],
    ["the logger of the project under a name of its own", `import L from "../common/logger";\nL.info(token);`],
    ["the logger of the project, required", `const l = require("./utils/logger.js");\nl.info(token);`],
    ["a regular expression, which is not read", `console.log(/"/.test("x"));`],
  ])("%s", (_sentence, text) => {
    expect(mayLogValue(text)).toBe(true);
  });
});

describe("a text whose records carry none", () => {
  test.each([
    ["no record", `save(token);`],
    ["a logger under a name of its own that is given a text", `const out = pino();\nout.info("sent");`],
    ["a method of that name where no logger is", `toast.error(token); query.success(user);`],
    ["a module whose name only ends like a logger's", `import { open } from "./catalog";\nopen.info(token);`],
    ["a text", `console.log("token sent");`],
    ["a text with a quote and a parenthesis in it", `console.log("it's (done", 'a \\' b');`],
    ["a caught error", `logger.error("login failed", { error: err });`],
    ["an error's message", `console.error("failed:", error.message);`],
    ["a tag with nothing in its holes", "log.info`signed in`;"],
    ["ids and lengths", "console.log(`${list.length} for ${user.id}`, { count: rows.length, ok: true });"],
    ["what a choice tests", `console.log(token ? "set" : "missing");`],
    ["a moment", `console.log(new Date().toISOString(), Date.now());`],
    ["a record's declaration", `function logError(token) {}`],
    ["a dialog", `dialog.show(token);`],
    ["a function with a body", `withAuditLog("updated", async ({ ctx }: { ctx: Context }): Promise<void> => {\n  await save(ctx.token, \`\${ctx.id}\`);\n});`],
    ["a function expression", `logAudit(function (user) { save(user.token); }, "done");`],
    ["a report that is no error's", `reportProgress(done, all);`],
    ["a limit that is asked for", `await applyRateLimit(limits.login, user);`],
    ["a cast of something whose name ends alike", `(catalog as Catalog).show(token);`],
    ["a name that begins alike", `const { first } = logic;\nfirst(token);`],
  ])("%s", (_sentence, text) => {
    expect(mayLogValue(text)).toBe(false);
  });
});
