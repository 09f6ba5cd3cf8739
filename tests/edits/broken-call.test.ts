import { describe, expect, test } from "vitest";
import { brokenCall } from "../../src/edits/broken-call.js";
import type { TextStyle } from "../../src/edits/text-style.js";

const STYLE: TextStyle = { newline: "\n", mixed: false, indent: "  ", quote: '"', semicolon: ";", mixedSemicolons: false, padding: " ", width: 60 };
const broken = (line: string, indent = "  ", style = STYLE) => brokenCall(line, indent, style).join("\n");

describe("a call that is longer than the line", () => {
  test("stays as it is as long as it fits, its indentation counted", () => {
    const line = `logger.error("PUT /api/login failed", { error: dbError });`;
    expect(line).toHaveLength(58);
    expect(broken(line, "  ")).toBe(line);
    expect(broken(line, "   ")).toBe('logger.error("PUT /api/login failed", {\n  error: dbError,\n});');
    expect(broken(line, "\t")).not.toBe(line);
  });

  test("has each field of its last object on a line of its own", () => {
    expect(broken('logger.error("loading of the orders failed", { error, tenant: pick(a, { b, c }), path: "a, b" })')).toBe(`logger.error("loading of the orders failed", {
  error,
  tenant: pick(a, { b, c }),
  path: "a, b",
})`);
  });

  test("goes below its condition first, and is broken only where that is not enough", () => {
    expect(broken('if (ordersError) logger.error("/sync failed", { error: ordersError });')).toBe(`if (ordersError)
  logger.error("/sync failed", { error: ordersError });`);
    expect(broken('if (ordersError) logger.error("POST /api/orders/sync failed", { error: ordersError });')).toBe(`if (ordersError)
  logger.error("POST /api/orders/sync failed", {
    error: ordersError,
  });`);
  });

  test("has each argument on a line of its own where the object does not come last, or the message alone is too long", () => {
    expect(broken('logger.error({ err: ordersInsertError }, "POST /api/orders/sync failed");')).toBe(`logger.error(
  { err: ordersInsertError },
  "POST /api/orders/sync failed",
);`);
    expect(broken('logger.error("POST /api/organisations/[organisation]/orders/sync failed", { error });')).toBe(`logger.error(
  "POST /api/organisations/[organisation]/orders/sync failed",
  { error },
);`);
  });
});

describe("left as it is", () => {
  test.each([
    ["no call of its own", 'const done = logger.error("POST /api/orders/sync failed", { error: ordersError });'],
    ["the first line of a call that is broken already", 'securityLog.warn("an.event.with.a.name.that.is.longer.than.the.line", {'],
    ["a call that holds a comment", 'logger.error("POST failed", { error: ordersError /* with, commas */, tenant });'],
    ["a call with a regular expression", 'logger.info("matched the whole of it", { ok: /[,)]/.test(value), value, other });'],
    ["a template with a string in it", 'logger.info(`sent to ${list.join(", ")} and to nobody else at all`, { error });'],
  ])("%s", (_, line) => {
    expect(line.length).toBeGreaterThan(STYLE.width);
    expect(broken(line)).toBe(line);
  });
});
