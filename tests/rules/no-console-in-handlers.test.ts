import { describe, expect, test } from "vitest";
import { lint, lintError, PARSER_NAMES } from "./lint.js";

const RULE = "no-console-in-handlers";

const EXPRESS = `import express from "express";
import { logger } from "./logger.js";

const app = express();
app.post("/orders", (req, res) => {
  console.log("order:", req.body.id);
  res.send("ok");
});
`;

const ROUTE = `export async function POST(request) {
  console.error("failed", request.id);
  return new Response("ok");
}
`;

describe.each(PARSER_NAMES)("no-console-in-handlers (%s)", (parser) => {
  const reports = (code: string, run: object = {}) => lint(RULE, code, { path: "src/server.js", parser, ...run });
  const kept = (code: string, run: object = {}): number => reports(code, run).length;

  test("the method, the logger and a call of it", () => {
    const [report] = reports(EXPRESS);
    expect({ ...report, suggestions: report!.suggestions.map(({ message }) => message) }).toEqual({
      messageId: "console",
      message: "console.log in a handler is free text that no alert can group; write to logger with fields.",
      place: "6:3-6:14",
      text: "console.log",
      suggestions: ["Write to logger."],
    });
    expect(report!.suggestions[0]!.output).toMatch(/^ {2}logger\.info\("order", \{ \w+: req\.body\.id \}\);$/m);
    expect(report!.suggestions[0]!.output).not.toContain("console");
  });

  test("the logger of the settings comes with its import", () => {
    const [report] = reports(ROUTE, { path: "app/api/orders/route.js", settings: { logger: { import: "@/log", name: "log", order: "object-first" } } });
    expect(report!.message).toContain("write to log with fields.");
    expect(report!.suggestions).toEqual([
      {
        message: "Write to log.",
        output: `import { log } from "@/log";\n\nexport async function POST(request) {\n  log.error({ requestId: request.id }, "failed");\n  return new Response("ok");\n}\n`,
      },
    ]);
  });

  test.each(["", ","])("arguments on lines of their own end as they did: with %j", (comma) => {
    const message = "`Order ${request.id} of ${request.customer} was found in none of the ${depots.length} depots of the country`";
    const code = ROUTE.replace('console.error("failed", request.id);', `console.error(\n    ${message}${comma}\n  );`);
    const [report] = reports(code, { path: "app/api/orders/route.js" });
    expect(report!.suggestions[0]!.output).toContain(`logger.error(\n    ${message}${comma}\n  );`);
  });

  test("console.table is reported and nothing is suggested", () => {
    const [report] = reports(ROUTE.replace("console.error(\"failed\", request.id)", "console.table(request.rows)"), { path: "app/api/orders/route.js" });
    expect([report!.text, report!.suggestions]).toEqual(["console.table", []]);
  });

  test("a function that only handlers call", () => {
    const code = `${EXPRESS}app.get("/", (req, res) => note(res));\nfunction note(res) {\n  console.warn("x");\n  res.send("ok");\n}\n`;
    expect(reports(code).map(({ text }) => text)).toEqual(["console.log", "console.warn"]);
  });

  test("nothing more to say of what a suggestion makes", () => {
    for (const code of [EXPRESS, ROUTE]) {
      const run = { path: code === ROUTE ? "app/api/orders/route.js" : "src/server.js" };
      expect(kept(reports(code, run)[0]!.suggestions[0]!.output, run)).toBe(0);
    }
  });

  test("a console that the file binds itself", () => {
    expect(kept(EXPRESS.replace("{ logger }", "{ console }"))).toBe(0);
  });

  test("code outside of handlers", () => {
    expect(kept(`${EXPRESS.replace(/ {2}console.*\n/, "")}app.listen(1, () => console.log("listening"));\n`)).toBe(0);
  });

  test("one structured line, where the platform collects it", () => {
    const code = `Deno.serve(async (request) => {\n  console.log(JSON.stringify({ event: "x" }));\n  return new Response("ok");\n});\n`;
    expect(kept(code, { path: "supabase/functions/x/index.js" })).toBe(0);
    expect(kept(code.replace("JSON.stringify", ""), { path: "supabase/functions/x/index.js" })).toBe(1);
    const ofHono = `import { Hono } from "hono";\nconst app = new Hono();\napp.get("/x", (c) => {\n  console.log(JSON.stringify({ event: "x" }));\n  return c.text("ok");\n});\n`;
    expect(kept(ofHono, { path: "src/index.js" })).toBe(0);
    expect(kept(ofHono.replace("JSON.stringify", ""), { path: "src/index.js" })).toBe(1);
  });

  test("scripts, tests and code for the browser", () => {
    expect(kept(EXPRESS, { path: "scripts/server.js" })).toBe(0);
    expect(kept(EXPRESS, { path: "src/server.test.js" })).toBe(0);
    expect(kept(`"use client";\n${EXPRESS}`)).toBe(0);
  });
});

test("the rule takes no options", () => {
  expect(lintError(RULE, { options: { allow: ["warn"] } })).toMatch(/no-console-in-handlers/);
});
