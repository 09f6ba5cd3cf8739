import { describe, expect, test } from "vitest";
import { factsOf } from "../../src/analysis/file-facts.js";
import { handlerAround, handlersByFunction } from "../../src/frameworks/handler-around.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";

const CODE = `
import express from "express";
const app = express();
first();
app.get("/outer", (req, res) => {
  inOuter();
  app.post("/inner", (req, res) => { inInner(); res.end(); });
  afterInner();
  res.end();
});
between();
app.get("/last", (req, res) => { inLast(); res.end(); });
`;

const routes = `
export default { async fetch(request) {
  const url = new URL(request.url);
  if (url.pathname === "/login") { inLogin(); return new Response("a"); }
  if (url.pathname === "/logout") { inLogout(); return new Response("b"); }
  inNeither();
  return new Response("c");
} };
`;

function around(code: string, call: string): string | undefined {
  const facts = factsOf(parseSource(code, "src/app.ts"), readSettings(undefined));
  const node = facts.file.outline.calls.find(({ callee }) => callee.type === "Identifier" && callee.name === call)!;
  return handlerAround(node, facts)?.route;
}

describe("the handler around a call", () => {
  test.each([
    ["first", undefined],
    ["inOuter", "/outer"],
    ["inInner", "/inner"],
    ["afterInner", "/outer"],
    ["between", undefined],
    ["inLast", "/last"],
  ])("is the innermost one: %s", (call, route) => {
    expect(around(CODE, call)).toBe(route);
  });

  test.each([
    ["inLogin", "/login"],
    ["inLogout", "/logout"],
  ])("is the part of a function that routes by itself: %s", (call, route) => {
    expect(around(routes, call)).toBe(route);
  });
});

test("handlers that are parts of one function are found by it", () => {
  const facts = factsOf(parseSource(routes, "src/worker.ts"), readSettings(undefined));
  const byFunction = handlersByFunction(facts.handlers);
  expect([...byFunction.values()].flat()).toEqual(facts.handlers);
  expect(byFunction.get(facts.handlers[0]!.fn)!.length).toBeGreaterThan(1);
});
