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
    ["a logger's method under another name", `const say = logger.info;\nsay("x");`],
    ["methods taken out of a logger", `const { warn } = logger;\nwarn("x");`],
    ["the trail's table", `db.from("audit_logs").insert(row);`],
    ["standard output", `process.stdout.write(value);`],
    ["a namespace of debug", `import debug from "debug";\ndebug("app")("x");`],
    ["an error where the file builds one of a value", "fail(new Error(`bad ${x}`)); logger.error(err);"],
    ["a session's id", `console.log(session.id);`],
    ["a hard-coded credential", `console.log({ password: "Admin_123" });`],
    ["parentheses that do not end", `console.log("a"`],
    ["a regular expression, which is not read", `console.log(/"/.test("x"));`],
  ])("%s", (_sentence, text) => {
    expect(mayLogValue(text)).toBe(true);
  });
});

describe("a text whose records carry none", () => {
  test.each([
    ["no record", `save(token);`],
    ["a text", `console.log("token sent");`],
    ["a text with a quote and a parenthesis in it", `console.log("it's (done", 'a \\' b');`],
    ["a caught error", `logger.error("login failed", { error: err });`],
    ["an error's message", `console.error("failed:", error.message);`],
    ["ids and lengths", "console.log(`${list.length} for ${user.id}`, { count: rows.length, ok: true });"],
    ["what a choice tests", `console.log(token ? "set" : "missing");`],
    ["a moment", `console.log(new Date().toISOString(), Date.now());`],
    ["a record's declaration", `function logError(token) {}`],
    ["a dialog", `dialog.show(token);`],
  ])("%s", (_sentence, text) => {
    expect(mayLogValue(text)).toBe(false);
  });
});
