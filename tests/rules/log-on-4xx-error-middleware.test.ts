/** Error middleware that answers the refusals which others have thrown, and keeps nothing of them. */
import { describe, expect, test } from "vitest";
import { lint, parsersFor } from "./lint.js";

const RULE = "log-on-4xx";
const PATH = "src/middleware/errors.ts";
const HEAD = `import { ApiError } from "../errors.js";\nimport { logger } from "../logger.js";\n`;
const handler = (body: string, head = HEAD, parameters = "err, req, res, next"): string => `${head}\nexport function onError(${parameters}) {\n${body}\n}\n`;
const ANSWER = `res.status(err.statusCode).json({ error: err.message });`;
const OWN = `if (err instanceof ApiError) { ${ANSWER} return; }`;
const REST = `logger.error(err); res.status(500).json({ error: "internal" });`;
const TELLS = `if (err instanceof ApiError) tell();`;

type Row = readonly [sentence: string, code: string];

const LOST: readonly Row[] = [
  ["an own error that is answered before anything is logged", handler(`${OWN} ${REST}`)],
  ["a line for what broke alone", handler(`if (err instanceof ApiError) { if (err.statusCode >= 500) { logger.error(err); } ${ANSWER} return; } ${REST}`)],
  ["a line for what broke alone, by a name that holds the status", handler(`const status = err.status || 500; if (status >= 500) logger.error(err); if (err instanceof ApiError) note(); res.status(status).json({});`)],
  ["a line for what nobody expected", handler(`if (!err.isOperational) logger.error(err); if (err instanceof ApiError) tell(); ${ANSWER}`)],
  ["a line for the developer", handler(`if (process.env.NODE_ENV === "development") console.error(err); if (err instanceof ApiError) tell(); ${ANSWER}`)],
  ["an error that was made one of the project", handler(`let error = err; if (!(error instanceof ApiError)) error = new ApiError(500, "internal"); res.status(error.statusCode).json({});`)],
  ["a status that is taken out", handler(`const { statusCode = 500, message } = err; res.status(statusCode).json({ message });`, `export class Forbidden extends Error { statusCode = 403; }`)],
  ["a status that is set before the answer", handler(`const known = err instanceof ApiError ? err : new ApiError(500); res.status(known.status); res.json({});`)],
  ["the status that the handler has set before it threw", handler(`const statusCode = res.statusCode === 200 ? 500 : res.statusCode; res.status(statusCode).json({ message: err.message });`, `export const guard = (req, res, next) => { if (!req.user) { res.status(401); throw new Error("no"); } next(); };`)],
  ["an error whose type is one of the project", handler(`res.status(err.status ?? 500).json({});`, `import type { HttpError } from "../errors";\nimport type { NextFunction, Request, Response } from "express";`, "err: HttpError, req: Request, res: Response, next: NextFunction")],
  ["what only makes something of the error", handler(`const body = toBody(err); if (err instanceof ApiError) { res.status(err.statusCode).json(body); return; } ${REST}`, `${HEAD}import { toBody } from "./body.js";\n`)],
  ["what Object makes of the error", handler(`Object.assign(body, err); ${OWN} ${REST}`)],
  ["one or the other error", handler(`const known = tooLong(req) ? new ApiError(413) : err; ${TELLS} res.status(known.status).json({});`)],
  ["what is spread out of the error", handler(`const shown = { ...err, at: now() }; ${TELLS} res.status(shown.statusCode).json({});`)],
  ["a status behind one that may be fixed", handler(`const status = fixed || err.status; ${TELLS} res.status(status).json({});`)],
  ["a status that is made a number", handler(`${TELLS} res.status(Number(err.status)).json({});`)],
  ["a status that is put on the response", handler(`${TELLS} res.statusCode = err.status; res.json({});`)],
  ["an error that is said to be one of the project", handler(`const known = err as ApiError; res.status(known.status).json({});`, `import type { ApiError } from "../errors.js";\n`)],
  ["a middleware that says what its own this is", handler(ANSWER, `import type { ApiError } from "../errors.js";\nimport type { NextFunction, Request, Response } from "express";`, "this: void, err: ApiError, req: Request, res: Response, next: NextFunction")],
  ["other middleware on the same app", `import express from "express";\nimport cors from "cors";\nimport { ApiError } from "./errors.js";\nconst app = express();\napp.use(cors());\napp.use((err, req, res, next) => { ${TELLS} ${ANSWER} });\n`],
  ["a line behind a word for the developer", handler(`isDev && logger.warn(err); ${TELLS} ${ANSWER}`)],
  ["a line where a mode for the developer is on", handler(`if (process.env.MAIL_DEV_MODE === "on") logger.warn(err); ${TELLS} ${ANSWER}`)],
  ["a line behind a constant for the developer", handler(`if (local) logger.warn(err); ${TELLS} ${ANSWER}`, `const local = process.env.NODE_ENV === "development";\n${HEAD}`)],
];

const KEPT: readonly Row[] = [
  ["a line before all answers", handler(`logger.warn({ err, status: err.statusCode }); ${OWN} ${REST}`)],
  ["a line whose level the status chooses", handler(`logger[err.statusCode >= 500 ? "error" : "warn"](err); ${OWN} ${REST}`)],
  ["a line for what broke, and another for the rest", handler(`if (err.statusCode >= 500) logger.error(err); else logger.warn(err); if (err instanceof ApiError) tell(); ${ANSWER}`)],
  ["a line for refusals alone", handler(`if (err.statusCode === 401 || err.statusCode === 403) logger.warn(err); if (err instanceof ApiError) tell(); ${ANSWER}`)],
  ["a line after the answer", handler(`if (err instanceof ApiError) tell(); ${ANSWER} logger.warn(err);`)],
  ["a line of console", handler(`console.error(err); ${OWN} ${REST}`)],
  ["a line everywhere but in tests", handler(`if (process.env.NODE_ENV !== "test") logger.error(err); ${OWN} ${REST}`)],
  ["a function of another file that is handed the error", handler(`observe(err, req); ${OWN} ${REST}`, `${HEAD}import { observe } from "./observe.js";\n`)],
  ["errors that only packages and the language know", handler(`res.status(err.status || 500).json({ error: err.message });`, `import { ZodError } from "zod";\n`)],
  ["errors of what was sent", handler(`if (err instanceof InputError) { ${ANSWER} return; } ${REST}`, `import { InputError } from "../errors.js";\nimport { logger } from "../logger.js";\n`)],
  ["a status that is only asked for", handler(`if (err instanceof ApiError) tell(); res.status(err.statusCode === 404 ? 404 : 500).json({});`)],
  ["a status of its own", handler(`if (err instanceof ApiError) { res.status(400).json({}); return; } ${REST}`)],
  ["a status that is fixed either way", handler(`const status = fixed || 500; ${TELLS} res.status(status).json({});`)],
  ["a status that is looked up", handler(`${TELLS} res.status(labels(err.status)).json({});`)],
  ["another field of the response", handler(`${TELLS} res.status(res.fallback).json({});`)],
  ["a status that is taken out of something else", handler(`const { status } = settings; ${TELLS} res.status(status).json({});`)],
  ["something else of a class of the project", handler(`if (req.body instanceof Upload) tell(); ${ANSWER}`, `import { Upload } from "../upload.js";\n`)],
  ["something else that is said to be of the project", handler(`const user = req.user as ApiUser; ${ANSWER}`, `import type { ApiUser } from "../user.js";\n`)],
  ["an error whose type tells of what was sent", handler(ANSWER, `import type { ValidationError } from "../errors.js";\nimport type { NextFunction, Request, Response } from "express";`, "err: ValidationError, req: Request, res: Response, next: NextFunction")],
  ["an error whose type is a package's", handler(ANSWER, `import type { HttpError } from "http-errors";\nimport type { NextFunction, Request, Response } from "express";`, "err: HttpError, req: Request, res: Response, next: NextFunction")],
  ["an error whose class is a package's", handler(`${OWN} ${REST}`, `import { ApiError } from "api-errors";\nimport { logger } from "../logger.js";\n`)],
  ["a line behind another word than one for the developer", handler(`verbose && logger.warn(err); if (process.env.NODE_ENV === "test") tell(); ${TELLS} ${ANSWER}`)],
  ["a line before a word for the developer", handler(`if (verbose) { logger.warn(err) && isDev && tell(); } ${TELLS} ${ANSWER}`)],
  ["a line where a mode for the developer is off", handler(`if (process.env.MAIL_DEV_MODE === "off") logger.warn(err); ${TELLS} ${ANSWER}`)],
  ["a line behind a constant for another place", handler(`if (local) logger.warn(err); ${TELLS} ${ANSWER}`, `const local = process.env.NODE_ENV === "staging";\n${HEAD}`)],
  ["what is passed on", handler(`if (err instanceof ApiError) return next(err); ${REST}`)],
  ["an error logger on the same app", `import express from "express";\nimport { errorLogger } from "./logging.js";\nimport { ApiError } from "./errors.js";\nconst app = express();\napp.use(errorLogger);\napp.use((err, req, res, next) => { if (err instanceof ApiError) tell(); ${ANSWER} });\n`],
];

describe("refusals that are thrown to error middleware", () => {
  test.each(LOST)("%s leave no trace", (_sentence, code) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path: PATH, parser }).map(({ messageId }) => messageId), parser).toEqual(["unrecordedOfOthers"]);
  });

  test.each(KEPT)("%s: nothing is reported", (_sentence, code) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path: PATH, parser }), parser).toEqual([]);
  });

  test("the answer is the place, and no call is offered", () => {
    expect(lint(RULE, handler(`  ${OWN}\n  ${REST}`), { path: PATH })).toEqual([
      {
        messageId: "unrecordedOfOthers",
        message:
          "onError answers with the status of the error, 401 and 403 among them, and keeps nothing of a denial; record it (actor, route, outcome, reason) before this exit.",
        place: "5:34-5:89",
        text: `res.status(err.statusCode).json({ error: err.message })`,
        suggestions: [],
      },
    ]);
  });

  test("where console is no record, its line is none here either", () => {
    expect(lint(RULE, handler(`console.error(err); ${OWN} ${REST}`), { path: PATH, options: { console: false } })).toHaveLength(1);
    expect(lint(RULE, handler(`if (verbose) console.error(err); ${TELLS} ${ANSWER}`), { path: PATH, options: { console: false } })).toHaveLength(1);
  });

  test("where no status is asked for, nothing is reported", () => {
    expect(lint(RULE, handler(`${OWN} ${REST}`), { path: PATH, options: { statuses: [] } })).toEqual([]);
  });
});
