/** Which values tell the status of an answer, a throw or a result, and which do not: each beside a near one. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { action, exitsOf, express, route, ROUTE_FILE } from "./ask.js";

const SERVER = "src/server.ts";
const ACTIONS = "app/actions.ts";
const HTTP = `import { errorResponse, jsonResponse, createdResponse, withCors } from "@/lib/http";`;
const TOKENS = `import { sendToken } from "./tokens";`;
/** A helper of the file that is given a status in an object, a called one that is given none. */
const given = (call: string, helper: string): string => route(`return ${call};`, `const fail = ${helper};`);
const thrown = (made: string, classes: string): string => express(`throw ${made};`, classes);
const handedOn = (test: string): string => action(`const done = await run(form); if (${test}) { return done; } return { success: true };`);

type Case = readonly [sentence: string, exits: string | readonly string[], code: string, path: string];

const CASES: readonly Case[] = [
  // An object that answers
  ["an object that says that all went well", "200 success", express(`new Success({ a: 1 }).send(res);`), SERVER],
  ["an object that is made with a status", "403 denied", express(`new ErrorResponse("no", 403).send(res);`), SERVER],
  ["an object that is made with a number that is none", "? ?", express(`new ErrorResponse("no", 7000).send(res);`), SERVER],
  ["an object that is made with a small number", "? ?", express(`new ErrorResponse("no", 7).send(res);`), SERVER],
  // A variable that a branch changes
  ["a status that either arm of a branch sets", ["200 success", "401 denied"], route(`let status; if (ok) { status = 200; } else { status = 401; } return Response.json({}, { status });`), ROUTE_FILE],
  ["a status that the arms of two branches set", "? ?", route(`let status; if (ok) { status = 200; } if (late) { go(); } else { status = 401; } return Response.json({}, { status });`), ROUTE_FILE],
  ["a status that a test sets", "? ?", route(`let status = 200; if ((status = 401) && ok) { go(); } return Response.json({}, { status });`), ROUTE_FILE],
  ["a status that is changed for the next round", "? ?", route(`let status = 200; for (const one of all) { if (one.done) return Response.json({}, { status }); if (one.bad) { status = 401; } }`), ROUTE_FILE],
  ["a status that is added to", "? ?", route(`let status = 0; if (!ok) { status += 401; } return Response.json({}, { status });`), ROUTE_FILE],
  ["a status that is taken out of something", "? ?", route(`let status = 200; if (!ok) { ({ status } = other); } return Response.json({}, { status });`), ROUTE_FILE],
  // Helpers of other files
  ["a helper that is handed a number that is no status", "? ?", route(`return errorResponse("no", 1000);`, HTTP), ROUTE_FILE],
  ["a helper that is handed what may be a status", "? ?", route(`return jsonResponse({}, made.code);`, HTTP), ROUTE_FILE],
  ["a helper that is handed something else", "200 success", route(`return jsonResponse({}, made.page);`, HTTP), ROUTE_FILE],
  ["a helper by the name of a success", "200 success", route(`return createdResponse({});`, HTTP), ROUTE_FILE],
  ["a helper that dresses up a refusal of another one", "401 denied", route(`return withCors(errorResponse("no", 401));`, HTTP), ROUTE_FILE],
  ["a helper that dresses up what another one says went well", "? ?", route(`return withCors(errorResponse("no", 200));`, HTTP), ROUTE_FILE],
  ["a helper that is handed an error of a small number", "? ?", route(`return errorResponse(new Done());`, `${HTTP}\nclass Done extends Error { status = 200; }`), ROUTE_FILE],
  ["tokens that are sent with a number that is no status", "200 success", express(`sendToken(user, 1000, res);`, TOKENS), SERVER],
  ["tokens that are sent with a small number", "200 success", express(`sendToken(user, 7, res);`, TOKENS), SERVER],
  ["tokens that are sent with what may be a status", [], express(`sendToken(user, user.status, res);`, TOKENS), SERVER],
  // Helpers of the file
  ["a part of what is given", "403 denied", given("fail({ code: 401, status: 403 })", "(init) => { const { code, status } = init; return Response.json({ code }, { status }); }"), ROUTE_FILE],
  ["a part of something else, with a default", "? ?", given("fail(1)", "(init) => { const { status = 401 } = kept; return Response.json({}, { status }); }"), ROUTE_FILE],
  ["the default of a part that is left out", "200 success", given("fail({ a: 1 })", "(init) => Response.json({}, { status: init.status ?? 200 })"), ROUTE_FILE],
  ["the default of a part that may be in a spread", "? ?", given("fail({ ...more })", "(init) => Response.json({}, { status: init.status ?? 200 })"), ROUTE_FILE],
  ["the default of a part that is given and not known", "? ?", given("fail({ status: pick() })", "(init) => Response.json({}, { status: init.status ?? 200 })"), ROUTE_FILE],
  ["the default of a part of something else", "? ?", given("fail(1)", "(init) => Response.json({}, { status: kept.status ?? 200 })"), ROUTE_FILE],
  ["a field of an error that is no status", "500 error", given("fail(new ForbiddenError())", "(error) => Response.json({}, { status: error.rank ?? 500 })"), ROUTE_FILE],
  ["the status of an error", "403 denied", given("fail(new ForbiddenError())", "(error) => Response.json({}, { status: error.status ?? 500 })"), ROUTE_FILE],
  ["constants that name each other", "? ?", given("fail(a)", "(status) => { const b = c ?? status; const c = b ?? 1; return Response.json({}, { status: b }); }"), ROUTE_FILE],
  ["two answers of one status", "401 denied", given("fail(user)", `(user) => { if (!user) return new Response("a", { status: 401 }); return new Response("b", { status: 401 }); }`), ROUTE_FILE],
  ["a helper that sets a status, and answers with another", "403 denied", express("deny(res);", "function deny(res) { res.status(401); res.status(403).json({}); }"), SERVER],
  // A value of its own
  ["a number that stands behind what may be none", "500 error", route(`return Response.json({}, { status: broken || 500 });`), ROUTE_FILE],
  ["a number that stands behind a test", "? ?", route(`return Response.json({}, { status: broken && 500 });`), ROUTE_FILE],
  ["a number that is no status, behind what may be none", "? ?", route(`return Response.json({}, { status: broken || 1000 });`), ROUTE_FILE],
  ["a number that is sent as it is", "200 success", express(`res.json(1000);`), SERVER],
  // What is thrown
  ["an error that was given a line", "? error", express(`const error = new Error("no"); error.line = 403; throw error;`), SERVER],
  ["an error that was given a small code", "? error", express(`const error = new Error("no"); error.code = 12; throw error;`), SERVER],
  ["an error by its name, with a number that is no status", "401 denied", express(`throw new UnauthorizedError(1000);`), SERVER],
  ["an error by its name, with a small number", "401 denied", express(`throw new UnauthorizedError(12);`), SERVER],
  ["classes that extend each other", "? error", thrown("new A()", "class A extends B {}\nclass B extends A {}"), SERVER],
  ["a class with a rank and a status", "403 denied", thrown("new A()", "class A extends Error { rank = 401; status = 403; }"), SERVER],
  ["a class with a rank alone", "? error", thrown("new A()", "class A extends Error { rank = 403; }"), SERVER],
  ["a class whose base class has a default", "403 denied", thrown("new B()", "class A extends Error { constructor(status = 403) { super(); this.status = status; } }\nclass B extends A { constructor() { super(); } }"), SERVER],
  ["a class with a code that is small", "? error", thrown("new A()", "class A extends Error { code = 12; }"), SERVER],
  ["a class with a code that is large", "? error", thrown("new A()", "class A extends Error { code = 1062; }"), SERVER],
  ["a class that takes its status from a list of them", "403 denied", thrown(`new A("no")`, "const CODES = { CLOSED: 403 };\nclass A extends Error { constructor(message) { super(message); this.status = CODES.CLOSED; } }"), SERVER],
  // What a server action gives back
  ["a small status", "? denied", action(`return { status: 1, error: "no" };`), ACTIONS],
  ["what is handed on for one of two reasons", ["? denied", "? success"], handedOn("!done.ok || late"), ACTIONS],
  ["what is handed on where it is said to be fine", ["? success", "? success"], handedOn("done.ok === true"), ACTIONS],
  ["what is handed on where it is not said to be wrong", ["? success", "? success"], handedOn("done.ok !== false"), ACTIONS],
  ["what is handed on for another field", ["? success", "? success"], handedOn("done.more === false"), ACTIONS],
  ["what is handed on behind a refusal", ["? success", "? success"], action(`const done = await run(form); if (done.error) { go(); } else { return done; } return { success: true };`), ACTIONS],
];

describe.each(PARSERS)("statuses that are told ($parser)", ({ facts }) => {
  test.each(CASES)("%s", (_sentence, exits, code, path) => {
    expect(exitsOf(facts(code, path))).toEqual(typeof exits === "string" ? [exits] : exits);
  });
});
