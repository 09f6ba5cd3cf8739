import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

/** How a logger is made, with a secret that its lines do not show and one that they do. */
const MADE: readonly (readonly [sentence: string, hidden: string, shown: string, code: string])[] = [
  ["a list of paths", "password", "apiKey", `const logger = pino({ redact: ["password"] });`],
  ["keys to be masked, in any case of their letters", "passWord", "apiKey", `const logger = new Logger({ maskValuesOfKeys: ["password"] });`],
  ["a format that deletes a field", "password", "apiKey", `const logger = createLogger({ format: format((info) => { delete info.password; return info; })() });`],
  ["a function that overwrites a field", "password", "apiKey", `function clean(line) { line.password = "[REDACTED]"; return line; } const logger = pino({ formatters: { log: clean } });`],
  ["a hook", "password", "apiKey", `const logger = pino({ hooks: { line(info) { delete info.password; } } });`],
  ["a mixin", "password", "apiKey", `const logger = pino({ mixin: (info) => { delete info.password; return info; } });`],
  ["a list of processors", "password", "apiKey", `const clean = (info) => { info.password = "[REDACTED]"; }; const logger = createLogger({ processors: [clean] });`],
  ["a transform that looks at another field", "password", "apiKey", `const logger = createLogger({ transform: (info) => { if (!info.apiKey) delete info.password; return info; } });`],
  [
    "a format that goes through a list of names",
    "password",
    "apiKey",
    `const HIDDEN = ["password", "token"]; const clean = format((info) => { for (const key of HIDDEN) delete info[key]; return info; }); const logger = createLogger({ format: clean() });`,
  ],
  [
    "a format that looks into a set of names",
    "token",
    "apiKey",
    `const HIDDEN = new Set(["password", "token"]); const clean = format((info) => { for (const key of Object.keys(info)) if (HIDDEN.has(key)) info[key] = "[REDACTED]"; return info; }); const logger = createLogger({ format: clean() });`,
  ],
];

/** Loggers that take out more than this file can say. */
const SILENT: readonly (readonly [sentence: string, code: string])[] = [
  ["one that is told to redact", `const logger = createLogger({ redact: true });`],
  ["a format that writes another line", `const logger = createLogger({ format: format((info) => ({ ...info, password: "[REDACTED]" }))() });`],
  [
    "a format that asks another file for each field",
    `const clean = format((info) => { const seen = []; for (const key of Object.keys(info)) if (isHidden(key)) info[key] = "[REDACTED]"; return info; }); const logger = createLogger({ format: clean() });`,
  ],
  ["paths of another file", `import { PATHS } from "./paths"; const logger = pino({ redact: PATHS });`],
  ["a format of another file, by its name", `import { redactSecrets } from "./formats"; const logger = createLogger({ format: combine(redactSecrets(), json()) });`],
  [
    "a format that goes by a pattern",
    `const clean = format((info) => { for (const key of Object.keys(info)) if (/pass|key/i.test(key)) info[key] = "[REDACTED]"; return info; }); const logger = createLogger({ format: clean() });`,
  ],
  [
    "a format that goes by a pattern of the file, beside a list of other things",
    `const LEVELS = ["info", "warn"]; const SECRET = /pass|key/i; const clean = format((info) => { for (const key of Object.keys(info)) if (SECRET.test(key) && LEVELS) info[key] = "[REDACTED]"; return info; }); const logger = createLogger({ format: clean() });`,
  ],
  ["a format that hands the line to a function of another file", `import { scrub } from "./scrub"; const clean = format((info) => { delete info.token; return scrub(info); }); const logger = createLogger({ format: clean() });`],
];

/** Loggers whose options take nothing out. */
const OPEN: readonly (readonly [sentence: string, code: string])[] = [
  ["one that is told not to redact", `const logger = createLogger({ redact: false });`],
  ["a format of another file that says nothing of secrets", `import { addTime } from "./formats"; const logger = createLogger({ format: combine(addTime(), json()) });`],
  ["a format that adds a field", `const logger = createLogger({ format: format((info) => { info.at = Date.now(); return info; })() });`],
  ["a format by its name that adds a field", `function dated(info) { info.at = Date.now(); return info; } const logger = createLogger({ format: dated });`],
  ["pino at the edge, where it redacts nothing", `export const runtime = "edge"; const logger = pino({ redact: ["password"] });`],
];

const line = (name: string): string => `export function f(${name}) { logger.info({ ${name} }, "x"); }`;
const MAKERS = `import pino from "pino"; import { createLogger, format } from "winston"; import { Logger } from "tslog"; const { combine, json } = format; `;

describe.each(PARSERS)("loggers that redact, under $parser", ({ facts }) => {
  const logged = (code: string): string[] => facts(MAKERS + code, "src/a.ts").leaks.map(({ what }) => what);

  test.each(MADE)("%s hides %s and shows %s", (_sentence, hidden, shown, code) => {
    expect([logged(code + line(hidden)), logged(code + line(shown))]).toEqual([[], [shown]]);
  });

  test.each(SILENT)("nothing is said of %s", (_sentence, code) => {
    expect(logged(code + line("password"))).toEqual([]);
  });

  test.each(OPEN)("%s shows what it is given", (_sentence, code) => {
    expect(logged(code + line("password"))).toEqual(["password"]);
  });

  test("a path through the elements of a list hides them, and nothing beside the list", () => {
    const made = `const logger = pino({ redact: ["basket[*].token"] }); `;
    const put = (fields: string): string => `${made}export function f(token) { logger.info(${fields}, "x"); }`;
    const seen = ["{ basket: [{ token }] }", "{ basket: { first: { token } } }", "{ token }", "{ other: [{ token }] }"].map((fields) => logged(put(fields)));
    expect(seen).toEqual([[], [], ["token"], ["token"]]);
  });

  test("pino takes out what lies below a path", () => {
    const code = `const logger = pino({ redact: ["auth"] }); export function f(password) { logger.info({ auth: { password } }); logger.info({ given: { password } }); }`;
    expect(logged(code)).toEqual(["password"]);
  });

  test("pino redacts nothing where it runs at the edge by the place of the file", () => {
    const code = `import pino from "pino"; const logger = pino({ redact: ["password"] }); ${line("password")}`;
    const paths = ["src/a.ts", "supabase/functions/mail/index.ts", "functions/_middleware.ts"];
    expect(paths.map((path) => facts(code, path).leaks.length)).toEqual([0, 1, 1]);
  });

  test("a serializer of one's own decides of its key alone, and a stock one shows all", () => {
    const handler = (key: string): string => `app.post("/", (req, res) => { logger.info({ ${key}: req.body }); });`;
    const own = "const logger = pino({ serializers: { user: (user) => ({ id: user.id }) } });";
    const stock = "const logger = pino({ serializers: { user: pino.stdSerializers.req } });";
    expect([own + handler("user"), own + handler("given"), stock + handler("user")].map(logged)).toEqual([[], ["req.body"], ["req.body"]]);
  });
});
