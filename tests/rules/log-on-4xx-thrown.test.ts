/** Refusals that are thrown to a catch of another function of the file. */
import { describe, expect, test } from "vitest";
import { lint, parsersFor } from "./lint.js";

const RULE = "log-on-4xx";
const PATH = "app/api/orders/route.ts";
const HEAD = `import { logger } from "@/lib/logger";\nclass HttpError extends Error { constructor(status, message) { super(message); this.status = status; } }\n`;
const GUARD = `async function requireAdmin(request) { const user = await find(request); if (!user?.admin) throw new HttpError(403, "no"); return user; }\n`;
const ANSWER = `if (e instanceof HttpError) return Response.json({ error: e.message }, { status: e.status }); throw e;`;
const post = (body: string, caught: string): string => `export async function POST(request) { try { ${body} } catch (e) { ${caught} } }\n`;
const asks = (caught: string, guard = GUARD): string => `${HEAD}${guard}${post(`return Response.json(await requireAdmin(request));`, caught)}`;
const wrapped = (caught: string): string =>
  `${HEAD}const handle = (fn) => async (request) => { try { return await fn(request); } catch (e) { ${caught} } };\nexport const POST = handle(async (request) => { if (!(await ok(request))) throw new HttpError(403, "no"); return Response.json({}); });\n`;

type Row = readonly [sentence: string, code: string, path?: string];
/** So many functions, each of which calls the one before it. */
const between = (count: number): string => {
  const names = ["requireAdmin", "one", "two", "three"];
  const functions = names.slice(1, count + 1).map((name, index) => `const ${name} = async (request) => orders(await ${names[index]!}(request));\n`);
  return functions.join("") + post(`return Response.json(await ${names[count]!}(request));`, ANSWER);
};
const cases = (rows: readonly Row[]) => rows.map(([sentence, code, path = PATH]) => ({ sentence, code, path }));

const FORGOTTEN: readonly Row[] = [
  ["a check of the file that throws, and a handler that answers", asks(ANSWER)],
  ["a line for what nobody expected alone", asks(`if (e instanceof HttpError) return Response.json({}, { status: e.status }); logger.error(e); return Response.json({}, { status: 500 });`)],
  ["a line for what broke alone", asks(`const status = e instanceof HttpError ? e.status : 500; if (status >= 500) logger.error(e); return Response.json({}, { status });`)],
  ["a wrapper of the file that answers", wrapped(ANSWER)],
  ["a wrapper of the file that answers, and keeps what else it calls fails with", wrapped(ANSWER).replace("try {", "try { note(); } catch (x) { logger.error(x); throw x; } try {")],
  ["a line for the developer", asks(`if (process.env.NODE_ENV === "development") logger.error(e); ${ANSWER}`)],
  ["a check that calls itself", asks(ANSWER, GUARD.replace("{ const", "{ if (late) return requireAdmin(request); const"))],
  ["the second of two throws, with a line before the first", asks(ANSWER, GUARD.replace("if (!user?.admin)", `if (!user) { logger.warn("nobody"); throw new HttpError(401, "no"); } if (!user.admin)`))],
  ["two functions between the throw and its catch", `${HEAD}${GUARD}${between(2)}`],
  ["a function between the throw and its catch", `${HEAD}${GUARD}const load = async (request) => orders(await requireAdmin(request));\n${post(`return Response.json(await load(request));`, ANSWER)}`],
  ["the routes of a worker, and the catch around them", `${HEAD}export default { async fetch(request, env) { try { return await route(request, env); } catch (e) { const status = e instanceof HttpError ? e.status : 500; return new Response(e.message, { status }); } } };\nasync function route(request, env) { if (!isAdmin(request, env)) throw new HttpError(403, "no"); return new Response("x"); }\n`, "src/index.ts"],
];

const KEPT: readonly Row[] = [
  ["a line in the catch", asks(`logger.warn({ error: e }); ${ANSWER}`)],
  ["a line beside the answer", asks(`if (e instanceof HttpError) { logger.warn("refused"); return Response.json({}, { status: e.status }); } throw e;`)],
  ["a line before the throw", asks(ANSWER, GUARD.replace("throw new", `logger.warn("no admin"); throw new`).replace("if (!user?.admin)", "if (!user?.admin) {").replace(`"no");`, `"no"); }`))],
  ["a line in a wrapper of the file", wrapped(`logger.warn("refused"); ${ANSWER}`)],
  ["a function of another file that is handed the error", `import { observe } from "./observe";\n${asks(`observe(e); ${ANSWER}`)}`],
  ["a catch that answers with a status of its own", asks(`return Response.json({}, { status: 500 });`)],
  ["a catch that passes on", asks(`throw e;`)],
  ["a catch with a finally", `${HEAD}${GUARD}export async function POST(request) { try { return Response.json(await requireAdmin(request)); } catch (e) { ${ANSWER} } finally { done(request); } }\n`],
  ["a check that others call, and no catch in the file", `${HEAD}export ${GUARD}export async function POST(request) { return Response.json(await requireAdmin(request)); }\n`],
  ["what was not found", asks(ANSWER, GUARD.replace("403", "404"))],
  ["three functions between the throw and its catch", `${HEAD}${GUARD}${between(3)}`],
];

describe("refusals that are thrown to another function", () => {
  test.each(cases(FORGOTTEN))("$sentence", ({ code, path }) => {
    for (const parser of parsersFor(code)) {
      const reports = lint(RULE, code, { path, parser });
      expect(reports.map(({ messageId, text }) => [messageId, text]), parser).toEqual([["unrecorded", `throw new HttpError(403, "no");`]]);
    }
  });

  test.each(cases(KEPT))("$sentence: nothing is reported", ({ code, path }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }), parser).toEqual([]);
  });

  test("a check that is no handler is named, and no call is offered; in a handler one is", () => {
    expect(lint(RULE, asks(ANSWER), { path: PATH })).toMatchObject([{ message: expect.stringMatching(/^requireAdmin answers 403 and keeps nothing;/) as string, suggestions: [] }]);
    const [inHandler] = lint(RULE, wrapped(ANSWER), { path: PATH });
    expect(inHandler!.message).toMatch(/^POST \/api\/orders answers 403 and keeps nothing;/);
    expect(inHandler!.suggestions[0]!.output).toMatch(/securityLog\.warn\("access\.check", \{[^}]*outcome: "denied"[^}]*\}\);\s+throw new HttpError\(403, "no"\);/);
  });

  test("only the statuses that are asked for count", () => {
    expect(lint(RULE, asks(ANSWER), { path: PATH, options: { statuses: [401] } })).toEqual([]);
  });

  test("where console is no record, its line is none here either", () => {
    expect(lint(RULE, asks(`console.error(e); ${ANSWER}`), { path: PATH })).toEqual([]);
    expect(lint(RULE, asks(`console.error(e); ${ANSWER}`), { path: PATH, options: { console: false } })).toHaveLength(1);
  });
});
