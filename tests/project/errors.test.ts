import { describe, expect, test } from "vitest";
import { auditGaps } from "../../src/analysis/audit/audit-gaps.js";
import { auditSurface } from "../../src/analysis/audit/audit-surface.js";
import { projectOf, type Files } from "./support.js";

const EXPRESS = `import express from "express";\n`;
const SILENT = `export const errorHandler = (err, req, res, next) => { res.status(err.statusCode || 500).json({ message: err.message }); };`;
const STATUS_ONLY = `${SILENT}\nexport const other = 1;`;
const APP = `${EXPRESS}import { errorHandler } from "./error";\nconst app = express();\n`;

describe("error middleware of another file that answers and keeps nothing", () => {
  const silent = (files: Files, text = SILENT, path = "src/error.ts") => {
    const { facts } = projectOf({ ...files, [path]: text });
    return facts(path, text).caught.map(({ form, fate }) => `${form} ${fate}`);
  };

  test("is where every failure of the app is lost", () => {
    expect(silent({ "src/app.ts": `${APP}app.use(errorHandler);` })).toEqual(["middleware answered"]);
  });

  test("is found behind a barrel, and beside other exports", () => {
    expect(silent({ "src/index.ts": `export * from "./error";`, "src/app.ts": `${EXPRESS}import { errorHandler } from "./index";\nconst app = express();\napp.use("/users", users);\napp.use(errorHandler);` }, STATUS_ONLY)).toEqual(["middleware answered"]);
  });

  test("is found as module.exports", () => {
    const text = `module.exports = function errorHandler(err, req, res, next) { res.status(500).json({}); };`;
    expect(silent({ "src/app.js": `const app = require("express")();\napp.use(require("./error"));` }, text, "src/error.js")).toEqual(["middleware answered"]);
  });

  test("is nobody's where nothing registers it", () => {
    expect(silent({ "src/app.ts": `${EXPRESS}const app = express();\napp.use(users);` })).toEqual([]);
  });

  test.each([
    ["a logger of errors before it", `app.use(errorLogger);\napp.use(errorHandler);`],
    ["a logger of a library before it", `app.use(expressWinston.errorLogger({}));\napp.use(errorHandler);`],
    ["an error reporter on the app", `Sentry.setupExpressErrorHandler(app);\napp.use(errorHandler);`],
    ["a logger of requests, which sees what they failed of", `app.use(pinoHttp());\napp.use(logger);\napp.use(errorHandler);`],
    ["other error middleware in place before it", `app.use((err, req, res, next) => { keep(err); next(err); });\napp.use(errorHandler);`],
  ])("may come after somebody who kept it: %s", (_sentence, lines) => {
    expect(silent({ "src/app.ts": `${APP}${lines}` })).toEqual([]);
  });

  test("may be one of several on an app that is handed in", () => {
    expect(silent({ "src/app.ts": `import { errorHandler } from "./error";\nexport const mount = (app) => { app.use(errorHandler); };` })).toEqual([]);
  });

  test("may be alone on one app and not on another", () => {
    expect(silent({ "src/a.ts": `${APP}app.use(errorHandler);`, "src/b.ts": `${APP}app.use(errorLogger);\napp.use(errorHandler);` })).toEqual([]);
  });

  test.each([
    ["records it", `export const errorHandler = (err, req, res, next) => { logger.error(err); res.status(500).json({}); };`],
    ["records some of it", `export const errorHandler = (err, req, res, next) => { if (err.status >= 500) logger.error(err); res.status(err.status).json({}); };`],
    ["passes it on", `export const errorHandler = (err, req, res, next) => { if (res.headersSent) return next(err); next(new Wrapped(err)); };`],
    ["leaves it where the access log finds it", `export const errorHandler = (err, req, res, next) => { res.locals.error = err; res.status(500).json({}); };`],
  ])("is fine where it %s", (_sentence, text) => {
    expect(silent({ "src/app.ts": `${APP}app.use(errorHandler);` }, text)).toEqual([]);
  });
});

const THROWS = `export const login = catchAsync(async (req, res) => { if (!(await known(req))) throw new HttpError(401, "no"); res.json({}); });`;

describe("what error middleware records counts for what handlers leave to it", () => {
  const AUDITS = `export const errorHandler = (err, req, res, next) => { auditLog("request.failed", { status: err.status }); res.status(err.status).json({}); };`;
  const LOGS = `export const errorHandler = (err, req, res, next) => { logger.error(err); res.status(err.status).json({}); };`;
  const HTTP_ERROR = `export class HttpError extends Error { constructor(public status: number, message: string) { super(message); } }`;

  const denied = (errors: string, app = `${APP}app.use(errorHandler);`, handler = THROWS, more: Files = {}) => {
    const text = `import { HttpError } from "./http-error";\nimport { catchAsync } from "./async";\n${handler}`;
    const { facts } = projectOf({ "src/app.ts": app, "src/error.ts": errors, "src/http-error.ts": HTTP_ERROR, "src/login.ts": text, ...more });
    const found = facts("src/login.ts", text);
    const [handled] = found.handlers;
    const thrown = found.flow(handled!).exits.find(({ kind }) => kind === "throw" || kind === "pass")!;
    const [surface] = auditSurface(found, { validation: false, console: true });
    const row = surface!.outcomes.find(({ outcome }) => outcome === "denied");
    return { coverage: found.flow(handled!).coverage(thrown), row: row && [row.strength, row.demanded, row.missing] };
  };

  test("an audit event covers the refusal", () => {
    expect(denied(AUDITS)).toEqual({ coverage: "audit", row: ["audit", true, false] });
  });

  test("a logger's line is known, and covers no refusal", () => {
    expect(denied(LOGS)).toEqual({ coverage: "log", row: undefined });
  });

  test("a refusal that the last one keeps nothing of is missing in the report", () => {
    expect(denied(SILENT)).toEqual({ coverage: undefined, row: [undefined, true, true] });
  });

  const gaps = (errors: string, handler: string): string => {
    const text = `import { HttpError } from "./http-error";\nimport { catchAsync } from "./async";\n${handler}`;
    const { facts } = projectOf({ "src/app.ts": `${APP}app.use(errorHandler);`, "src/error.ts": errors, "src/http-error.ts": HTTP_ERROR, "src/login.ts": text });
    const found = facts("src/login.ts", text);
    const [handled] = found.handlers;
    return auditGaps(handled!, found.sensitivity(handled!)!, found, { validation: false }).map(({ outcome }) => outcome).join();
  };

  test("a refusal that the last one keeps nothing of has no audit event, and the handler is asked for it", () => {
    expect(gaps(SILENT, THROWS)).toBe("success,denied");
    expect(gaps(LOGS, THROWS)).toBe("success");
  });

  test("a status that is set before the throw is that of the refusal", () => {
    const thrown = (status: number): string => THROWS.replace("throw new HttpError(401, \"no\");", `{ res.status(${status}); throw new Error("no"); }`);
    expect(gaps(SILENT, thrown(401))).toBe("success,denied");
    expect(gaps(SILENT, thrown(200))).toBe("success");
    expect(gaps(SILENT, thrown(404))).toBe("success");
  });

  test("nothing is known of one that may come after somebody who kept it, or that passes it on", () => {
    const nothing = { coverage: undefined, row: undefined };
    expect(denied(SILENT, `${APP}app.use(errorLogger);\napp.use(errorHandler);`)).toEqual(nothing);
    expect(denied(`export const errorHandler = (err, req, res, next) => { next(new Wrapped(err)); };`)).toEqual(nothing);
  });

  test("what an async handler throws never gets to one that keeps nothing", () => {
    expect(denied(SILENT, undefined, THROWS.replace("catchAsync(", "("))).toEqual({ coverage: undefined, row: undefined });
  });

  test("a guard whose refusal nobody keeps is listed with it", () => {
    const text = `import { HttpError } from "./http-error";\nexport const requireUser = (req, res, next) => { if (!req.user) throw new HttpError(401, "no"); next(); };`;
    const surface = (errors: string) => {
      const { facts } = projectOf({ "src/app.ts": `${APP}app.use(errorHandler);`, "src/error.ts": errors, "src/http-error.ts": HTTP_ERROR, "src/guard.ts": text });
      return auditSurface(facts("src/guard.ts", text), { validation: false, console: true }).map(({ outcomes }) => outcomes.map(({ outcome, demanded, missing }) => [outcome, demanded, missing]));
    };
    expect(surface(SILENT)).toEqual([[["denied", true, true]]]);
    expect(surface(LOGS)).toEqual([]);
  });

  test("an error that is passed on gets there too", () => {
    const handler = `export const login = (req, res, next) => { if (!known(req)) return next(new HttpError(401, "no")); res.json({}); };`;
    expect(denied(AUDITS, undefined, handler).coverage).toBe("audit");
  });

  test("one that an async handler throws does not, without a wrapper or Express 5", () => {
    const bare = THROWS.replace("catchAsync(", "(");
    expect(denied(AUDITS, undefined, bare).coverage).toBeUndefined();
    expect(denied(AUDITS, undefined, bare, { "package.json": `{ "dependencies": { "express": "^4.21.0" } }` }).coverage).toBeUndefined();
    expect(denied(AUDITS, undefined, bare, { "package.json": `{ "dependencies": { "express": "^5.1.0" } }` }).coverage).toBe("audit");
    expect(denied(AUDITS, `import "express-async-errors";\n${APP}app.use(errorHandler);`, bare).coverage).toBe("audit");
  });

  test("an error reporter on the app is a reporter", () => {
    expect(denied(SILENT, `${APP}Sentry.setupExpressErrorHandler(app);\napp.use(errorHandler);`).coverage).toBe("reporter");
  });

  test("two apps that differ tell nothing", () => {
    expect(denied(AUDITS, undefined, THROWS, { "src/second.ts": `${EXPRESS}const app = express();\napp.use((err, req, res, next) => { res.status(500).end(); });` }).coverage).toBeUndefined();
  });
});

describe("errors that a Next.js handler leaves to the framework", () => {
  const ROUTE = `export async function POST(request) { const user = await save(request); if (!user) throw new Error("x"); return Response.json({}); }`;
  const coverage = (files: Files) => {
    const { facts } = projectOf({ ...files, "app/api/users/route.ts": ROUTE });
    const found = facts("app/api/users/route.ts", ROUTE);
    const flow = found.flow(found.handlers[0]!);
    return flow.coverage(flow.exits.find(({ kind }) => kind === "throw")!);
  };

  test("are recorded by onRequestError of the instrumentation file", () => {
    expect(coverage({ "instrumentation.ts": `import { logger } from "./lib/logger";\nexport function onRequestError(error, request) { logger.error({ error }, "request failed"); }` })).toBe("log");
    expect(coverage({ "src/instrumentation.ts": `export const onRequestError = async (error) => { console.error(error); };` })).toBe("console");
  });

  test("are not by one that has none, nor by an error page", () => {
    expect(coverage({ "instrumentation.ts": `export function register() { console.log("up"); }` })).toBeUndefined();
    expect(coverage({ "app/error.tsx": `"use client";\nexport default function Page({ error }) { console.error(error); return null; }` })).toBeUndefined();
  });
});
