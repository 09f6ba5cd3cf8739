import { describe, expect, test } from "vitest";
import { lint, lintError, PARSER_NAMES } from "./lint.js";

const RULE = "no-log-injection";

const express = (body: string, head = ""): string => `import express from "express";
${head}const app = express();
app.post("/items/:id", async (req, res) => {
  ${body}
  res.send("ok");
});
`;

describe.each(PARSER_NAMES)("no-log-injection (%s)", (parser) => {
  const reports = (code: string, run: object = {}) => lint(RULE, code, { path: "src/server.js", parser, ...run });
  const count = (code: string, run: object = {}): number => reports(code, run).length;

  test("the message names the data and the call, at the data", () => {
    const code = express("console.log(`signed up ${req.body.email}`);");
    expect(reports(code)).toEqual([
      {
        messageId: "injected",
        message: "Request data (req.body.email) goes into the line of console.log() as it is: a line break in it forges a second line (CWE-117).",
        place: "4:28-4:42",
        text: "req.body.email",
        suggestions: [
          { message: "Put it in a field.", output: express(`console.log("signed up", { email: req.body.email });`) },
          { message: "Escape it with JSON.stringify.", output: express("console.log(`signed up ${JSON.stringify(req.body.email)}`);") },
        ],
      },
    ]);
  });

  test("several parts of a line are one report", () => {
    const [report, ...more] = reports(express("console.log(`${req.body.a} of ${req.body.b}`);"));
    expect([more, report!.message.split(" goes ")[0], report!.text]).toEqual([[], "Request data (req.body.a, req.body.b)", "req.body.a"]);
  });

  /** What becomes of a line when its data moves to a field; undefined where that is not offered. */
  const MOVED: readonly (readonly [sentence: string, before: string, after: string | undefined, head?: string])[] = [
    ["a hole in the middle", "console.log(`user ${req.body.email} signed up`)", `console.log("user signed up", { email: req.body.email })`],
    ["a hole in quotes", `console.log(\`user "\${req.body.email}" signed up\`)`, `console.log("user signed up", { email: req.body.email })`],
    ["a hole in brackets", "console.log(`user (${req.body.email}) signed up.`)", `console.log("user signed up.", { email: req.body.email })`],
    ["a hole behind a colon", "console.log(`signed up: ${req.body.email}`)", `console.log("signed up", { email: req.body.email })`],
    ["a hole behind an equals sign", "console.log(`signed up email=${req.body.email}`)", `console.log("signed up email", { email: req.body.email })`],
    ["a hole before a comma", "console.log(`user ${req.body.email}, again`)", `console.log("user, again", { email: req.body.email })`],
    ["two holes in a row", "console.log(`copy ${req.body.from} ${req.body.to} now`)", `console.log("copy now", { from: req.body.from, to: req.body.to })`],
    ["the same twice", "console.log(`a ${req.body.a} b ${req.body.a}`)", `console.log("a b", { a: req.body.a })`],
    ["two of one name", "console.log(`a ${req.body.id} b ${req.query.id}`)", `console.log("a b", { id: req.body.id, id2: req.query.id })`],
    ["holes that stay", "console.log(`user ${user.id} asks for ${req.query.q}`)", "console.log(`user ${user.id} asks for`, { q: req.query.q })"],
    ["a sum", `console.log("user " + req.body.email + " signed up")`, `console.log("user signed up", { email: req.body.email })`],
    ["a sum in single quotes", `console.log('user ' + req.body.email)`, `console.log('user', { email: req.body.email })`],
    ["a sum with parts that stay", `console.log("user " + user.id + " asks " + req.query.q)`, `console.log("user " + user.id + " asks ", { q: req.query.q })`],
    ["an argument behind the message", `console.log("signed up", req.body.email)`, `console.log("signed up", { email: req.body.email })`],
    ["an error behind the message", "console.error(`no ${req.params.id}`, error)", `console.error("no", { id: req.params.id }, error)`],
    ["fields that are there", "console.log(`no ${req.params.id}`, { at: 1 })", `console.log("no", { at: 1, id: req.params.id })`],
    ["an empty object", "console.log(`no ${req.params.id}`, {})", `console.log("no", { id: req.params.id })`],
    ["a field of that name that is there", "console.log(`no ${req.params.id}`, { id: 1 })", `console.log("no", { id: 1, id2: req.params.id })`],
    ["a constant", "const { email } = req.body; console.log(`signed up ${email}`)", `const { email } = req.body; console.log("signed up", { email })`],
    ["arguments on lines of their own", "console.log(\n    `no ${req.params.id}`,\n    error\n  )", "console.log(\n    \"no\",\n    { id: req.params.id },\n    error\n  )"],
    ["a text with an escape keeps its backticks", "console.log(`a\\tb ${req.params.id}`)", "console.log(`a\\tb`, { id: req.params.id })"],
    ["a winston that writes text", "log.info(`no ${req.params.id}`)", `log.info("no", { id: req.params.id })`, `import winston from "winston";\nconst log = winston.createLogger({ format: winston.format.simple() });\n`],
    ["a winston with something else beside the message", "log.info(`no ${req.params.id}`, error)", undefined, `import winston from "winston";\nconst log = winston.createLogger({ format: winston.format.simple() });\n`],
    ["nothing but the data", "console.log(req.query.q)", undefined],
    ["a message with placeholders", `console.log("q %s", req.query.q)`, undefined],
    ["a comment among the arguments", "console.log(`no ${req.params.id}`, /* why */ error)", undefined],
    ["spread arguments", "console.log(`no ${req.params.id}`, ...rest)", undefined],
    ["a text that was built before", "const line = `no ${req.params.id}`; console.log(line)", undefined],
  ];

  test.for(MOVED)("%s", ([, before, after, head]) => {
    const [report, ...more] = reports(express(before, head));
    const moved = report!.suggestions.find(({ message }) => message === "Put it in a field.");
    expect([more, moved?.output]).toEqual([[], after === undefined ? undefined : express(after, head)]);
  });

  test.for(MOVED)("nothing more to say of what is made of %s", ([, before, , head]) => {
    const [report] = reports(express(before, head));
    expect(report!.suggestions.length).toBeGreaterThan(0);
    for (const { output } of report!.suggestions) expect(count(output)).toBe(0);
  });

  test("no semicolons, Windows line ends", () => {
    const code = express("console.log(`signed up ${req.body.email}`)").replaceAll(";\n", "\n").replaceAll("\n", "\r\n");
    expect(reports(code)[0]!.suggestions[0]!.output).toBe(code.replace("`signed up ${req.body.email}`", `"signed up", { email: req.body.email }`));
  });

  test("headers, unless the option says otherwise", () => {
    const without = { options: { headers: false } };
    const code = express("console.log(`from ${req.headers['user-agent']}`);");
    expect([count(code), count(code, without)]).toEqual([1, 0]);
    const moved = reports(code)[0]!.suggestions[0]!.output;
    expect(moved).toBe(express(`console.log("from", { userAgent: req.headers['user-agent'] });`));
    const both = express("console.log(`from ${req.headers['user-agent']} ${req.body.a}`);");
    expect(reports(both, without).map(({ text }) => text)).toEqual(["req.body.a"]);
    expect(reports(both).map(({ text }) => text)).toEqual(["req.headers['user-agent']"]);
  });

  test("a console that keeps each call as an event, by option", () => {
    const worker = "export default { async fetch(request) { const { name } = await request.json(); console.log(`for ${name}`); return new Response(); } };\n";
    const platforms = { options: { platforms: true } };
    expect([count(worker), count(worker, platforms), count(worker.replace("${name}", "${name.length}"), platforms)]).toEqual([0, 1, 0]);
  });

  test("a project's redactor", () => {
    const code = express("console.log(`x ${oneLine(req.body.a)}`, oneLine(req.body.b).trim());", `import { oneLine } from "./text.js";\n`);
    expect(count(code, { settings: { redactors: ["oneLine"] } })).toBe(0);
  });

  /** Lines of which there is nothing to say, each for another reason. */
  const LEFT_ALONE: readonly (readonly [sentence: string, body: string, head?: string])[] = [
    ["a logger that writes JSON", "log.info(`x ${req.body.a}`);", `import pino from "pino";\nconst log = pino();\n`],
    ["a logger of another file", "logger.info(`x ${req.body.a}`); console.log('ok');", `import { logger } from "./logger.js";\n`],
    ["fields", `console.log("x", { a: req.body.a });`],
    ["an escaped text", "console.log(`x ${JSON.stringify(req.body.a)}`);"],
    ["the method and the address", "console.log(`${req.method} ${req.url}`);"],
    ["one of a list", "if (!KINDS.includes(req.body.kind)) return;\n  console.log(`kind ${req.body.kind}`);"],
    ["words alone", `console.log("body received");`],
  ];

  test.for(LEFT_ALONE)("left alone: %s", ([, body, head]) => {
    expect(reports(express(body, head))).toEqual([]);
  });

  test("left alone: code for the browser and tests", () => {
    const code = express("console.log(`x ${req.body.a}`);");
    expect([count(`"use client";\n${code}`), count(code, { path: "src/server.test.js" }), count(code)]).toEqual([0, 0, 1]);
  });
});

test("the rule takes no other option", () => {
  expect(lintError(RULE, { options: { cookies: true } })).toMatch(/no-log-injection/);
});
