import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { action, exitsOf, express, route, ROUTE_FILE } from "./ask.js";

type Case = readonly [sentence: string, exits: string | readonly string[], code: string];

const FETCH: readonly Case[] = [
  ["a Response without init answers 200", "200 success", route(`return new Response("ok");`)],
  ["a Response with a status", "401 denied", route(`return new Response("no", { status: 401 });`)],
  ["a Response without a body", "204 success", route(`return new Response(null, { status: 204 });`)],
  ["a 5xx is an error", "503 error", route(`return new Response("down", { status: 503 });`)],
  ["Response.json", "403 denied", route(`return Response.json({ error: "forbidden" }, { status: 403 });`)],
  ["Response.json without init", "200 success", route(`return Response.json({ items: [] });`)],
  ["Response.redirect", "302 success", route(`return Response.redirect("/done", 302);`)],
  ["Response.error", "500 error", route(`return Response.error();`)],
  ["NextResponse.json", "429 denied", route(`return NextResponse.json({}, { status: 429 });`, `import { NextResponse } from "next/server";`)],
  ["new NextResponse", "422 denied", route(`return new NextResponse("bad", { status: 422 });`, `import { NextResponse } from "next/server";`)],
  ["NextResponse.redirect to a page is a success", "307 success", route(`return NextResponse.redirect(new URL("/home", request.url));`)],
  ["a redirect to the login page is neither", "307 ?", route(`return NextResponse.redirect(new URL("/login", request.url));`)],
  ["a redirect to an error page is neither", "303 ?", route("return Response.redirect(`${base}/auth-error?x=1`, 303);")],
  ["NextResponse.next tells nothing of the outcome", "200 ?", route(`return NextResponse.next();`)],
  ["a status from a constant", "401 denied", route(`return new Response("no", { status: UNAUTHORIZED });`, `const UNAUTHORIZED = 401;`)],
  ["a status from a constant's field", "403 denied", route(`return Response.json({}, { status: STATUS.forbidden });`, `const STATUS = { forbidden: 403 } as const;`)],
  ["a status from a frozen constant's field", "403 denied", route(`return Response.json({}, { status: STATUS.forbidden });`, `const STATUS = Object.freeze({ forbidden: 403 });`)],
  ["a status from an enum of the file", "401 denied", route(`return Response.json({}, { status: Code.Denied });`, `enum Code { Denied = 401 }`)],
  ["StatusCodes of http-status-codes", "401 denied", route(`return Response.json({}, { status: StatusCodes.UNAUTHORIZED });`, `import { StatusCodes } from "http-status-codes";`)],
  ["HttpStatus of Nest", "403 denied", route(`return Response.json({}, { status: HttpStatus.FORBIDDEN });`, `import { HttpStatus } from "@nestjs/common";`)],
  ["the default export of http-status", "429 denied", route(`return Response.json({}, { status: httpStatus.TOO_MANY_REQUESTS });`, `import httpStatus from "http-status";`)],
  ["an enum of http-status under any name", "401 denied", route(`return Response.json({}, { status: S.UNAUTHORIZED });`, `import { StatusCodes as S } from "http-status-codes";`)],
  ["init given as a constant", "401 denied", route(`return new Response("no", INIT);`, `const INIT = { status: 401, headers: {} };`)],
  ["init with spread headers keeps its status", "401 denied", route(`return new Response("no", { headers: { ...cors }, status: 401 });`)],
  ["init that spreads CORS headers only is a 200", "200 success", route(`return new Response("ok", { ...corsHeaders });`)],
  ["init that spreads something unknown tells no status", "? ?", route(`return new Response("ok", { ...init });`)],
  ["a status from a parameter tells nothing", "? ?", route(`return Response.json({}, { status: request.code });`)],
  ["a variable that a branch changes is two exits", ["401 denied", "200 success"], route(`let status = 200; if (bad) status = 401; return Response.json({}, { status });`)],
  ["each arm of a conditional is an exit", ["200 success", "401 denied"], route(`return ok ? Response.json({}) : Response.json({}, { status: 401 });`)],
  ["each status that an init chooses is an exit", ["200 success", "429 denied"], route(`return new Response("x", { status: ok ? 200 : 429 });`)],
  ["a response in a constant", "403 denied", route(`const denied = Response.json({}, { status: 403 }); return denied;`)],
  ["a response behind as, ! and await", "401 denied", route(`return (await (Response.json({}, { status: 401 }) as Response))!;`)],
  ["a value of another kind tells nothing", "? ?", route(`return something(request);`)],
  ["a subclass of Response", "401 denied", route(`return new HttpResponse("no", { status: 401 });`)],
];

const FETCH_HELPERS: readonly Case[] = [
  ["a helper of the file", "401 denied", route(`return unauthorized();`, `function unauthorized() { return Response.json({}, { status: 401 }); }`)],
  ["an arrow helper", "401 denied", route(`return unauthorized();`, `const unauthorized = () => new Response("no", { status: 401 });`)],
  ["a helper with the status as its first argument", "401 denied", route(`return jsonError(401, "no");`, `function jsonError(status, message) { return Response.json({ message }, { status }); }`)],
  ["a helper with the status as its last argument", "404 denied", route(`return reply({}, 404);`, `const reply = (body, code) => new Response(JSON.stringify(body), { status: code });`)],
  ["a helper's default status", "200 success", route(`return reply({});`, `const reply = (body, status = 200) => new Response(JSON.stringify(body), { status });`)],
  ["an answer of a model as it comes", "200 success", route(`return streamText({ model }).toUIMessageStreamResponse();`)],
  ["one with a status of its own", "403 denied", route(`return streamText({ model }).toTextStreamResponse({ status: 403 });`)],
  ["a helper that replaces its default", "403 denied", route(`return reply({}, 403);`, `const reply = (body, status = 200) => new Response(JSON.stringify(body), { status });`)],
  ["a helper that takes an init", "429 denied", route(`return json({}, { status: 429 });`, `const json = (body, init) => Response.json(body, init);`)],
  ["a helper of a helper", "403 denied", route(`return forbidden();`, `const fail = (status) => Response.json({}, { status });\nconst forbidden = () => fail(403);`)],
  ["helpers in an object", "403 denied", route(`return respond.forbidden();`, `const respond = { forbidden() { return Response.json({}, { status: 403 }); } };`)],
  ["a helper that answers in two ways of one kind", "? denied", route(`return refuse(user);`, `function refuse(user) { if (!user) return new Response("", { status: 401 }); return new Response("", { status: 403 }); }`)],
  ["a helper that answers in two ways of two kinds", "? ?", route(`return answer(user);`, `function answer(user) { if (!user) return new Response("", { status: 401 }); return new Response("ok"); }`)],
  ["a helper that calls itself ends", "? ?", route(`return again();`, `function again() { return again(); }`)],
  ["an imported helper by the status in its arguments", "401 denied", route(`return errorResponse("Unauthorized", 401);`, `import { errorResponse } from "@/lib/http";`)],
  ["an imported helper by its options' status", "403 denied", route(`return jsonError("no", { status: 403 });`, `import { jsonError } from "@/lib/http";`)],
  ["an imported helper by its name", "401 denied", route(`return unauthorizedResponse();`, `import { unauthorizedResponse } from "@/lib/http";`)],
  ["an imported object of helpers by the method's name", "403 denied", route(`return responses.forbidden();`, `import { responses } from "@/lib/http";`)],
  ["a number that is no status is none", "? ?", route(`return jsonList(25);`, `import { jsonList } from "@/lib/http";`)],
  ["a name that holds a status word and more is none", "? ?", route(`return listForbiddenWords();`, `import { listForbiddenWords } from "@/lib/http";`)],
];

const RES: readonly Case[] = [
  ["an imported helper that gives out tokens, by the status that it is handed", "201 success", express(`sendTokens(user, 201, res);`, `import { sendTokens } from "./tokens";`)],
  ["one that makes them and sends them", "200 success", express(`createSendToken(user, 200, req, res);`, `import { createSendToken } from "./tokens";`)],
  ["one that is handed no status", "200 success", express(`sendToken(user, res);`, `import { sendToken } from "./tokens";`)],
  ["one that makes them, and is handed no status", "200 success", express(`createSendToken(user, res);`, `import { createSendToken } from "./tokens";`)],
  ["one that sets a token, and answers nothing", "204 success", express(`setToken(user, res); res.sendStatus(204);`, `import { setToken } from "./tokens";`)],
  ["one that is handed a number and sends nothing", "204 success", express(`cacheFor(res, 300); res.sendStatus(204);`, `import { cacheFor } from "./cache";`)],
  ["res.send answers 200", "200 success", express(`res.send("ok");`)],
  ["res.json answers 200", "200 success", express(`res.json({});`)],
  ["a chained status", "401 denied", express(`res.status(401).json({});`)],
  ["a chain with more in it", "403 denied", express(`res.status(403).set("x", "y").type("json").send("no");`)],
  ["sendStatus", "429 denied", express(`res.sendStatus(429);`)],
  ["status and end", "401 denied", express(`res.status(401).end();`)],
  ["writeHead and end", "403 denied", express(`res.writeHead(403, { a: "b" }).end();`)],
  ["writeHead in a statement of its own", "403 denied", express(`res.writeHead(403); res.end();`)],
  ["status in a statement of its own", "401 denied", express(`res.status(401); res.json({});`)],
  ["res.statusCode", "401 denied", express(`res.statusCode = 401; res.end("no");`)],
  ["res.statusCode in the same branch", ["403 denied", "200 success"], express(`if (!ok) { res.statusCode = 403; return res.end(); } res.end();`)],
  ["a status set on one branch tells nothing after it", "? ?", express(`if (bad) res.status(400); res.send("x");`)],
  ["legacy send with a number", "401 denied", express(`res.send(401);`)],
  ["legacy json with a number", "403 denied", express(`res.json(403, { error: "no" });`)],
  ["send with a number that is no status", "200 success", express(`res.json(7);`)],
  ["redirect", "302 success", express(`res.redirect("/home");`)],
  ["redirect with a status that leads nowhere", "502 error", express(`res.redirect(502, "/");`)],
  ["redirect with a status", "301 success", express(`res.redirect(301, "/home");`)],
  ["redirect to the login is neither", "302 ?", express(`res.redirect("/login");`)],
  ["render", "200 success", express(`res.render("home");`)],
  ["a rendered page after a status", "403 denied", express(`res.status(403).render("error");`)],
  ["download and sendFile", ["200 success", "200 success"], express(`if (a) return res.download("x"); return res.sendFile("y");`)],
  ["a stream that is piped into it", "200 success", express(`createReadStream(path).pipe(res);`)],
  ["a stream behind a status", "206 success", express(`res.writeHead(206, headers); file.pipe(res);`)],
  ["a stream that goes elsewhere", [], express(`req.pipe(upload);`)],
  ["the form that the client asks for", ["200 success", "200 success"], express(`res.format({ html: () => res.render("a"), json() { res.json({}); } });`)],
  ["a status set before the form is chosen", ["403 denied", "403 denied"], express(`res.status(403); res.format({ html: () => res.render("no"), default: function () { res.send("no"); } });`)],
  ["a status in the chain before the form is chosen", "401 denied", express(`res.status(401).format({ json: () => { res.json({}); } });`)],
  ["an object of functions that is given to something else", [], express(`on({ json: () => res.json({}) });`)],
  ["a status from an enum", "401 denied", express(`res.status(StatusCodes.UNAUTHORIZED).json({});`, `import { StatusCodes } from "http-status-codes";`)],
  ["a status from a constant", "403 denied", express(`res.status(FORBIDDEN).json({});`, `const FORBIDDEN = 403;`)],
  ["a status that a value gives tells nothing", "? ?", express(`res.status(result.status).json({});`)],
  ["a status chosen by a test is two exits", ["200 success", "401 denied"], express(`res.status(ok ? 200 : 401).json({});`)],
  ["a chosen status under a name", ["200 success", "403 denied"], express(`const status = ok ? 200 : 403; res.status(status).json({});`)],
  ["a status that a branch changes", ["401 denied", "201 success"], express(`let status = 201; if (!user) { status = 401; } res.status(status).json({});`)],
  ["a status that the other branch changes", ["200 success", "403 denied"], express(`let status = 200; if (ok) { await run(); } else { status = 403; } res.status(status).json({});`)],
  ["a status that each branch sets", ["200 success", "403 denied"], express(`let status; if (ok) status = 200; else status = 403; res.sendStatus(status);`)],
  ["a status that is changed twice is not known", "? ?", express(`let status = 200; if (a) status = 401; if (b) status = 500; res.status(status).json({});`)],
  ["a status that is changed in a branch that leaves", "? ?", express(`let status = 200; if (a) { status = 401; return; } res.status(status).json({});`)],
  ["a status that is changed in a callback", "? ?", express(`let status = 200; await each((a) => { if (a) status = 401; }); res.status(status).json({});`)],
  ["a status that is changed in a loop", ["403 denied", "200 success"], express(`let status = 200; for (const a of all) { if (!a.open) status = 403; } res.status(status).json({});`)],
  ["a status of failures alone", "? ?", express(`let status = 500; if (a) status = 502; res.status(status).json({});`)],
  ["a chosen status that is sent", ["204 success", "403 denied"], express(`res.sendStatus(ok ? 204 : 403);`)],
  ["a chosen status of a success and a failure", ["500 error", "204 success"], express(`res.status(error ? 500 : 204).end();`)],
  ["a chosen status of two failures is not known", "? ?", express(`res.status(missing ? 400 : 500).json({});`)],
  ["a chosen status in a body tells nothing of the answer", "200 success", express(`res.json({ status: ok ? 200 : 403 });`)],
  ["one of the two that is no number tells nothing", "? ?", express(`res.status(ok ? 200 : code).json({});`)],
  ["a fetched response's json is no answer", "200 success", express(`const r = await fetch(url); const data = await r.json(); res.json(data);`)],
  ["next with an error passes on", "? ?", express(`next(err);`)],
  ["next without one is no exit of its own", [], express(`res.locals.user = 1; next();`)],
];

const EACH_OTHER = numbers(40).map((n) => `function step${n}(res, x) {${numbers(40).map((m) => ` if (x.is${m}) return step${m}(res, x);`).join("")} res.status(401).end(); }`).join("\n");

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n);
}

const RES_HELPERS: readonly Case[] = [
  ["forty helpers that all call each other, in millions of ways", "401 denied", express(`return step0(res, x);`, EACH_OTHER)],
  ["a helper that is handed res", "401 denied", express(`return unauthorized(res);`, `function unauthorized(res) { res.status(401).json({}); }`)],
  ["a helper with the status in its arguments", "403 denied", express(`fail(res, 403, "no");`, `const fail = (res, status, message) => res.status(status).json({ message });`)],
  ["a helper that calls a helper", "401 denied", express(`unauthorized(res);`, `function fail(res) { res.status(401).end(); }\nfunction unauthorized(r) { fail(r); }`)],
  ["a helper that answers in two ways tells nothing", "? ?", express(`finish(res, ok);`, `function finish(res, ok) { if (ok) res.json({}); else res.status(401).end(); }`)],
  ["a helper of another file by its name", "401 denied", express(`return sendUnauthorized(res);`, `import { sendUnauthorized } from "./http.js";`)],
  ["a helper of another file by its arguments", "429 denied", express(`sendError(res, 429, "slow down");`, `import { sendError } from "./http.js";`)],
  ["a function that only reads res is no helper", "200 success", express(`measure(res); res.json({});`, `function measure(res) { return res.locals.start; }`)],
];

const HTTP_ERROR = `class Refused extends Error { constructor(readonly statusCode: number, message?: string) { super(message); } }`;

const THROWN: readonly Case[] = [
  ["a class whose constructor is given the status", "403 denied", route(`throw new Refused(403);`, HTTP_ERROR)],
  ["a class whose constructor has a status of its own", "401 denied", route(`throw new Refused();`, `class Refused extends Error { constructor(readonly statusCode = 401) { super(); } }`)],
  ["a class that hands its base class the status", "403 denied", route(`throw new Shut("no");`, `${HTTP_ERROR} class Shut extends Refused { constructor(why) { super(403, why); } }`)],
  ["a class that hands its base class what it is given", "429 denied", route(`throw new Shut(429);`, `${HTTP_ERROR} class Shut extends Refused { constructor(code) { super(code, "no"); } }`)],
  ["a class that is made as its base class is", "401 denied", route(`throw new Shut(401);`, `${HTTP_ERROR} class Shut extends Refused {}`)],
  [
    "a class that hands its base class the status in a field",
    "403 denied",
    route(`throw new Shut();`, `class Refused extends Error { constructor(options) { super(options.message); this.status = options.status; } } class Shut extends Refused { constructor() { super({ status: 403 }); } }`),
  ],
  ["a class whose base class has a status that is fixed", "410 denied", route(`throw new Lost();`, `class Gone extends Error { status = 410; } class Lost extends Gone { constructor() { super(); count(); } }`)],
  ["a class that hands its base class nothing", "? error", route(`throw new Odd();`, `class Refused extends Error { constructor(readonly statusCode = 401) { super(); } } class Odd extends Refused { constructor() { return made(); } }`)],
  ["a code that is set on an error and is no status", "? error", route(`const error = new Error("x"); error.code = 1062; throw error;`)],
  ["any error that is thrown is an error", "? error", route(`throw new Error("x");`)],
  ["a rethrown value too", "? error", route(`throw err;`)],
  ["HTTPException of Hono", "401 denied", route(`throw new HTTPException(401, { message: "no" });`)],
  ["createError of http-errors", "403 denied", route(`throw createError(403, "no");`)],
  ["UnauthorizedException of Nest", "401 denied", route(`throw new UnauthorizedException();`)],
  ["ForbiddenError", "403 denied", route(`throw new ForbiddenError("no");`)],
  ["an ApiError with the status last", "429 denied", route(`throw new ApiError("slow down", 429);`)],
  ["an ApiError with an enum", "401 denied", route(`throw new ApiError(httpStatus.UNAUTHORIZED, "no");`, `import httpStatus from "http-status";`)],
  ["an error whose name only holds the word", "? error", route(`throw new UnauthorizedDeviceListError();`)],
  ["an error that was given its status", "403 denied", route(`const error = new Error("no"); error.status = 403; throw error;`)],
  ["an error that was given its statusCode", "401 denied", route(`let error = new Error("no"); Object.assign(error, extra); error.statusCode = 401; throw error;`)],
  ["an error by its name", "403 denied", route(`const error = new ForbiddenError("no"); throw error;`)],
  ["an error that was given one status or another", "? error", route(`const error = new Error("no"); error.status = 403; if (bad) error.status = 500; throw error;`)],
  ["an error that was given a code of its own", "? error", route(`const error = new Error("no"); error.code = "DENIED"; throw error;`)],
  ["one error or another under one name", "? error", route(`let error = new ForbiddenError("no"); if (bad) error = new Error("x"); throw error;`)],
  ["a throw that the handler itself catches is no exit", "200 success", route(`try { throw new Error("x"); } catch { } return new Response("ok");`)],
  ["unauthorized() of Next.js", "401 denied", route(`unauthorized();`, `import { unauthorized } from "next/navigation";`)],
  ["forbidden() of Next.js", "403 denied", route(`forbidden();`, `import { forbidden } from "next/navigation";`)],
  ["notFound() of Next.js", "404 denied", route(`notFound();`, `import { notFound } from "next/navigation";`)],
  ["nothing follows an interrupt", "403 denied", route(`forbidden(); return new Response("ok");`, `import { forbidden } from "next/navigation";`)],
  ["a returned interrupt is one exit", "401 denied", route(`return unauthorized();`, `import { unauthorized } from "next/navigation";`)],
  ["redirect() of Next.js", "307 success", route(`redirect("/home");`, `import { redirect } from "next/navigation";`)],
  ["a renamed interrupt", "403 denied", route(`deny();`, `import { forbidden as deny } from "next/navigation";`)],
  ["a function of that name from elsewhere is none", "200 success", route(`forbidden(); return new Response("ok");`, `import { forbidden } from "./words";`)],
];

const ACTIONS: readonly Case[] = [
  ["any value is a success", "? success", action(`return { id: 1 };`)],
  ["success: true", "? success", action(`return { success: true };`)],
  ["success: false is a refusal", "? denied", action(`return { success: false, message: "no" };`)],
  ["ok: false is a refusal", "? denied", action(`return { ok: false };`)],
  ["a status that is a word for a failure", "? denied", action(`return { status: "error", message: "Could not save" };`)],
  ["a status that is another word", "? success", action(`return { status: "pending", message: "Saved" };`)],
  ["an error is a refusal", "? denied", action(`return { error: "Not signed in" };`)],
  ["error: null is none", "? success", action(`return { error: null, data: 1 };`)],
  ["error: undefined is none", "? success", action(`return { error: undefined };`)],
  ["a status in the value", "401 denied", action(`return { status: 401, error: "no" };`)],
  ["a result that is handed on because it was no success", ["? denied", "? success"], action(`const checked = check(form); if (!checked.ok) return checked; return { id: 1 };`)],
  ["a result that is handed on for its error", ["? denied", "? success"], action(`const checked = check(form); if (!form || checked.error) { return checked; } return { id: 1 };`)],
  ["a result that is handed on because success is false", ["? denied", "? success"], action(`const checked = check(form); if (checked.success === false) return checked; return { id: 1 };`)],
  ["a result that is handed on as it went well", ["? success", "? success"], action(`const checked = check(form); if (checked.ok) return checked; return { id: 1 };`)],
  ["a value beside the result that was no success", ["? success", "? success"], action(`const checked = check(form); if (!checked.ok) return initial; return { id: 1 };`)],
  ["what another function returns is not known", "? ?", action(`return await store(form);`)],
  ["forbidden() in an action", "403 denied", action(`forbidden();`, `import { forbidden } from "next/navigation";`)],
  ["redirect() in an action", "307 success", action(`redirect("/done");`, `import { redirect } from "next/navigation";`)],
  ["an action that ends without a value has done its work", "? success", action(`await store(form);`)],
];

const GROUPS: readonly (readonly [string, readonly Case[], string])[] = [
  ["a Fetch Response", FETCH, ROUTE_FILE],
  ["helpers that give a Response", FETCH_HELPERS, ROUTE_FILE],
  ["a call on res", RES, "src/server.ts"],
  ["helpers that are handed res", RES_HELPERS, "src/server.ts"],
  ["throws and interrupts", THROWN, ROUTE_FILE],
  ["values of a server action", ACTIONS, "app/actions.ts"],
];

describe.each(PARSERS)("answers ($parser)", ({ facts }) => {
  describe.each(GROUPS)("%s", (_group, cases, path) => {
    test.each(cases)("%s", (_sentence, exits, code) => {
      expect(exitsOf(facts(code, path))).toEqual(typeof exits === "string" ? [exits] : exits);
    });
  });

  test("a helper of another file is said to answer elsewhere, one of this file is not", () => {
    const elsewhere = (code: string): boolean[] => {
      const found = facts(code, ROUTE_FILE);
      return found.flow(found.handlers[0]!).exits.map(({ answer }) => answer.elsewhere);
    };
    expect(elsewhere(route(`return unauthorized();`, `import { unauthorized } from "@/lib/http";`))).toEqual([true]);
    expect(elsewhere(route(`return unauthorized();`, `const unauthorized = () => new Response("", { status: 401 });`))).toEqual([false]);
  });

  test("the body is the part of the answer that holds its words", () => {
    const found = facts(route(`return Response.json({ error: "Invalid password" }, { status: 400 });`), ROUTE_FILE);
    const [exit] = found.flow(found.handlers[0]!).exits;
    const { body } = exit!.answer;
    expect(body && found.file.view.text.slice(...body.range)).toBe(`{ error: "Invalid password" }`);
  });
});
