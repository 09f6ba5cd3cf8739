/** Where the status of a helper's answer comes from: a field of what it is given, or an error that names it. */
import { describe, expect, test } from "vitest";
import { exitsOf, express, onlyHandler, route, ROUTE_FILE } from "../analysis/ask.js";
import { projectOf, type Files } from "../project/support.js";
import { PARSERS } from "../support/parsers.js";

type Case = readonly [sentence: string, exits: string, code: string];

const IN_THE_FILE: readonly Case[] = [
  [
    "a field that the helper takes out of what it is given",
    "401 denied",
    express(
      `return send(res, { statusCode: 401, message: "no" });`,
      `function send(res, problem) { const { statusCode, message } = problem; res.status(statusCode).json({ message }); }`,
    ),
  ],
  [
    "a status beside a body that is a number",
    "401 denied",
    express(`return fail(res, 404);`, `function fail(res, data) { res.status(401).json(data); }`),
  ],
  ["a status before a body that is a number", "403 denied", express(`return res.status(403).json(404);`)],
  ["a status behind which the chain goes on", "401 denied", express(`return fail(res, 401);`, `function fail(res, code) { res.code(code).send({}); }`)],
  [
    "a status that the helper sets before another one answers",
    "403 denied",
    express(
      `return fail(res, "no", 403);`,
      `function fail(res, message, status = 500) { res.setHeader("x-kind", "error"); res.status(status); show(res, { message }); } function show(res, body) { res.render("page", body); }`,
    ),
  ],
  [
    "a status that the helper sets on some of the ways alone",
    "200 success",
    express(`return fail(res, "no");`, `function fail(res, message) { if (message) { res.status(403); } res.send(message); }`),
  ],
  [
    "a field that the helper reads",
    "403 denied",
    route(
      `return refuse({ httpStatus: 403 });`,
      `const refuse = (problem) => Response.json({ code: problem.code }, { status: problem.httpStatus });`,
    ),
  ],
  [
    "a field with a fallback, where it is given",
    "429 denied",
    route(`return refuse({ status: 429 });`, `const refuse = (o) => Response.json({}, { status: o.status ?? 400 });`),
  ],
  [
    "a field with a fallback, where it is left out",
    "400 denied",
    route(`return refuse({});`, `const refuse = (o) => Response.json({}, { status: o.status ?? 400 });`),
  ],
  [
    "an argument by another name in the helper",
    "401 denied",
    route(`return refuse(401);`, `function refuse(given) { const status = given; return Response.json({}, { status }); }`),
  ],
  ["a choice of two refusals", "401 denied", route(`return Response.json({}, { status: who ? 401 : 403 });`)],
  ["a choice of two refusals, by a constant", "401 denied", route(`const status = who ? 401 : 403; return Response.json({}, { status });`)],
  ["a choice of two refusals, by a constant and on res", "403 denied", express(`const code = req.user ? 403 : 401; return res.status(code).json({});`)],
  ["a choice of not there and not allowed", "403 denied", route(`return Response.json({}, { status: found ? 403 : 404 });`)],
  ["a choice of not allowed and not there, the other way round", "401 denied", route(`return Response.json({}, { status: gone ? 404 : 401 });`)],
  ["a choice of a refusal and a failure", "403 denied, 500 error", express(`const status = error.message.includes("permission") ? 403 : 500; return res.status(status).json({});`)],
  ["a choice of what was filled in and a failure", "? ?", express(`const status = error.message.includes("missing") ? 400 : 500; return res.status(status).json({});`)],
  ["a choice of a refusal and a success, by a constant", "200 success, 403 denied", route(`const status = who ? 200 : 403; return Response.json({}, { status });`)],
  [
    "an error whose class names it, given to a helper that reads it in branches",
    "403 denied",
    route(
      `return toResponse(new ForbiddenError("no"));`,
      `import { ForbiddenError } from "./errors";
function toResponse(error) { let status; if (error.known) status = error.status; else status = 500; return Response.json({}, { status }); }`,
    ),
  ],
  [
    "an error that was caught tells nothing",
    "? ?",
    route(
      `return toResponse(found);`,
      `function toResponse(error) { let status; if (error.known) status = error.status; else status = 500; return Response.json({}, { status }); }`,
    ),
  ],
  [
    "an init that the helper spreads",
    "401 denied",
    route(
      `return json({}, { status: 401 });`,
      `const json = (body, init = {}) => new Response(JSON.stringify(body), { ...init, headers: { ...cors, ...init.headers } });`,
    ),
  ],
  [
    "an init that the helper spreads, where none is given",
    "200 success",
    route(`return json({});`, `const json = (body, init = {}) => new Response(JSON.stringify(body), { ...init, headers: cors });`),
  ],
  [
    "an init that the helper spreads last",
    "403 denied",
    route(`return json({}, { status: 403 });`, `function json(body, init) { return Response.json(body, { status: 200, ...init }); }`),
  ],
  ["an init that is spread by its name", "401 denied", route(`return new Response("", { ...DENIED, headers });`, `const DENIED = { status: 401 };`)],
  ["an init whose status nothing tells, behind which headers are spread", "? ?", route(`return new Response("", { status: made, ...EXTRA });`, `const EXTRA = { statusText: "x" };`)],
  ["an init that nothing tells of", "? ?", route(`return new Response("", { ...made.init, headers });`)],
  [
    "a response that the helper gives back",
    "401 denied",
    route(`return withCors(new Response("", { status: 401 }));`, `function withCors(r) { r.headers.set("a", "b"); return r; }`),
  ],
  [
    "a response that the helper makes anew",
    "403 denied",
    route(
      `return cors(request, Response.json({}, { status: 403 }));`,
      `const cors = (req, r) => new Response(r.body, { status: r.status, headers: new Headers(r.headers) });`,
    ),
  ],
  [
    "a response in a constant that the helper gives back",
    "401 denied",
    route(`const r = NextResponse.json({}, { status: 401 }); return withCors(r);`, `const withCors = (r) => { r.headers.set("a", "b"); return r; };`),
  ],
  [
    "one of two responses",
    "? ?",
    route(`return pick(new Response("", { status: 401 }), new Response("ok"));`, `const pick = (a, b) => (day ? a : b);`),
  ],
  [
    "a field of something that the helper asks for tells nothing",
    "? ?",
    route(`return again({ status: 401 });`, `async function again(o) { const r = await fetch(o.url); return Response.json({}, { status: r.status }); }`),
  ],
];

const FROM_ELSEWHERE: readonly Case[] = [
  [
    "an imported helper by the field that names the status",
    "401 denied",
    express(`return sendErrorResponse(res, { code: "AUTH", statusCode: 401 });`, `import { sendErrorResponse } from "./http.js";`),
  ],
  [
    "an imported helper by the error that is made for it",
    "401 denied",
    route(`return createErrorResponse(errors.unauthorized("no", id));`, `import { createErrorResponse, errors } from "@/lib/errors";`),
  ],
  [
    "an imported helper by the class of the error",
    "403 denied",
    express(`return sendError(res, new ForbiddenError("no"));`, `import { sendError, ForbiddenError } from "./http.js";`),
  ],
  [
    "a helper whose name does not speak of answers is none, whatever it is given",
    "? ?",
    route(`return collect(errors.unauthorized("no"));`, `import { collect, errors } from "@/lib/errors";`),
  ],
  [
    "the status of an error that was just made",
    "403 denied",
    express(`const problem = new ForbiddenError("no"); return res.status(problem.statusCode).json({ error: problem.message });`),
  ],
  [
    "the status of an answer that is made of an error",
    "401 denied",
    express(
      `const answer = apiResponse.error(HttpErrors.Unauthorized("no")); res.status(answer.code).json(answer);`,
      `import { apiResponse, HttpErrors } from "./http.js";`,
    ),
  ],
  [
    "the status of what another server answered tells nothing",
    "? ?",
    express(`const answer = await client.post("/check", 401); res.status(answer.status).json(answer.data);`),
  ],
  [
    "a status that falls back to a refusal is one",
    "403 denied",
    route(`return json({ error: made.error }, made.status || 403);`, `import { json } from "@/lib/http";`),
  ],
  [
    "a status that falls back to a refusal, in the answer itself",
    "400 denied",
    express(`return res.status(made.status ?? 400).json({ error: made.error });`),
  ],
  [
    "a status that falls back to a success tells nothing",
    "? ?",
    route(`return json(made.body, made.status || 200);`, `import { json } from "@/lib/http";`),
  ],
  [
    "a plain helper that is given a status which nothing tells is no success",
    "? ?",
    route(`return json(made.body, made.status);`, `import { json } from "@/lib/http";`),
  ],
  [
    "a plain helper with a choice of statuses is none either",
    "? ?",
    route(`return jsonResponse({ ok }, ok ? 200 : 500);`, `import { jsonResponse } from "@/lib/http";`),
  ],
  [
    "a plain helper that is given headers answers 200",
    "200 success",
    route(`return json({ ok: true }, corsHeaders);`, `import { json, corsHeaders } from "@/lib/http";`),
  ],
  [
    "a response that is handed to an imported helper",
    "401 denied",
    route(`return withCors(new Response("", { status: 401 }));`, `import { withCors } from "@/lib/cors";`),
  ],
  [
    "a refusal of an imported helper that is handed to another",
    "401 denied",
    route(`return withCors(unauthorized(request));`, `import { unauthorized, withCors } from "@/lib/answers";`),
  ],
  [
    "what a handler answers that is handed to an imported helper",
    "? ?",
    route(`return withCors(await handle(request));`, `import { handle, withCors } from "@/lib/answers";`),
  ],
  [
    "a call that names no status tells none",
    "? ?",
    route(`return errorResponse(describe(problem));`, `import { errorResponse, describe } from "@/lib/errors";`),
  ],
];

for (const { parser, facts } of PARSERS) {
  describe(`the status of a helper's answer, by ${parser}`, () => {
    test.each([...IN_THE_FILE, ...FROM_ELSEWHERE])("%s", (_sentence, exits, code) => {
      const path = code.includes("express()") ? "src/app.js" : ROUTE_FILE;
      expect(exitsOf(facts(code, path)).join(", ")).toBe(exits);
    });
  });
}

interface Together {
  readonly sentence: string;
  readonly code: string;
  readonly files: Files;
  readonly exits: string;
}

const ERRORS =
  "export class AppError extends Error { status: number; constructor(readonly code: string, message: string) { super(message); this.status = STATUS[code]; } }\n" +
  'export const errors = { unauthorized: (m = "no") => new AppError("UNAUTHORIZED", m), internal: () => new AppError("INTERNAL", "x") };\n';

/** An error of another file that is given its status in an object, beside a code of the project's own. */
const given = (constructor: string, status: string): Omit<Together, "sentence"> => ({
  code: `import { ApiError } from "./errors";\nexport default function handler(req, res) { throw new ApiError({ code: "STALE", ${status} }); }`,
  files: { "pages/api/errors.ts": `export class ApiError extends Error { ${constructor} }` },
  exits: "403 denied",
});

const IN_THE_PROJECT: readonly Together[] = [
  {
    sentence: "an error takes its status out of what it is given",
    ...given("constructor(params) { super(params.code); this.code = params.code; this.status = params.status; }", "status: 403"),
  },
  {
    sentence: "an error takes its status out of what it is given, by another name",
    ...given("constructor({ code, http: status = 500 }) { super(code); this.code = code; this.statusCode = status; }", "http: 403"),
  },
  {
    sentence: "an error is given none, and has one of its own",
    ...given("constructor({ code, status = 403 }) { super(code); this.status = status; }", "at: 401"),
  },
  {
    sentence: "an error is given a number for something else",
    ...given("constructor({ code, status }) { super(code); this.status = status; }", "retryAfter: 401"),
    exits: "? error",
  },
  {
    sentence: "a helper of another file takes the status out of a field",
    code: `import { finish } from "./lib";\nexport default function handler(req, res) { return finish(res, { statusCode: 403, text: "no" }); }`,
    files: { "pages/api/lib.ts": "export function finish(res, problem) { const { statusCode, text } = problem; res.status(statusCode).json({ text }); }" },
    exits: "403 denied",
  },
  {
    sentence: "a helper of another file hands its response to one of a third file, which makes it anew",
    code: `import { finish } from "./lib";\nexport default function handler(req) { return finish(req, { text: "no" }, 401); }`,
    files: {
      "pages/api/lib.ts": `import { cors } from "./cors";\nexport function finish(req, data, status = 200) { return cors(req, new Response(JSON.stringify(data), { status })); }`,
      "pages/api/cors.ts": "export function cors(req, r) { const headers = new Headers(r.headers); return new Response(r.body, { headers, status: r.status }); }",
    },
    exits: "401 denied",
  },
  {
    sentence: "and is given an error of a class that the project has",
    code: `import { finish } from "./lib";\nimport { Locked } from "./errors";\nexport default function handler(req, res) { return finish(res, new Locked("no")); }`,
    files: {
      "pages/api/lib.ts": "export function finish(res, problem) { res.status(problem.statusCode).json({ text: problem.message }); }",
      "pages/api/errors.ts": "export class Locked extends Error { statusCode = 403; }",
    },
    exits: "403 denied",
  },
  {
    sentence: "a helper that finds the status in several ways is told by the error that is made for it",
    code: `import { toResponse, errors } from "./lib";\nexport default function handler(req, res) { return finish(res, errors.unauthorized()); }\nfunction finish(res, problem) { return toResponse(res, problem); }`,
    files: {
      "pages/api/lib.ts": `${ERRORS}export function toResponse(res, given, status) { let found; if (given instanceof AppError) found = given.status; else found = status || 500; res.status(found).json({}); }`,
    },
    exits: "401 denied",
  },
];

describe("the status of a helper's answer, across files", () => {
  test.each(IN_THE_PROJECT)("$sentence", ({ code, files, exits }) => {
    const facts = projectOf(files).facts("pages/api/things.ts", code);
    const handler = facts.handlers.find(({ name }) => name === "handler") ?? onlyHandler(facts);
    expect(exitsOf(facts, handler).join(", ")).toBe(exits);
  });
});
