import { describe, expect, test } from "vitest";
import { presenceAt } from "../../src/analysis/shapes/presence.js";
import { enclosingFunction } from "../../src/syntax/ast.js";
import { PARSERS } from "../support/parsers.js";
import { opened, placeIn } from "../edits/ask.js";

type Case = readonly [sentence: string, code: string, standing: "absent" | "unsure" | "open", proven?: readonly string[]];

const PATH = ["session", "user", "id"];

/** Each stands in a function that has a `session`; `here()` is the place that is asked about. */
const CASES: readonly Case[] = [
  ["nothing speaks of it", "here();", "open"],
  ["a test of something else", "if (ready) here();", "open"],
  ["a test of more than it", "if (session.user.id.length) here();", "open"],
  ["the branch that is for it", "if (session) here();", "open", ["session"]],
  ["the branch that is for a part of it", "if (session?.user) here();", "open", ["session.user"]],
  ["the branch that is for want of it", "if (!session) here();", "absent"],
  ["the branch that is for want of a part of it", "if (!session.user) { log(); here(); }", "absent"],
  ["the other branch", "if (session) other(); else here();", "absent"],
  ["the other branch of want", "if (!session) other(); else here();", "open", ["session"]],
  ["behind a guard", "if (!session) return; here();", "open", ["session"]],
  ["behind a guard that throws in a block", "if (!session.user) { throw new Error(); } here();", "open", ["session.user"]],
  ["behind two guards", "if (!session) return; if (!session.user) return; here();", "open", ["session", "session.user"]],
  ["behind a guard of those who are there", "if (session) return; here();", "absent"],
  ["behind a test that goes on", "if (!session) note(); here();", "open"],
  ["behind a test with another branch", "if (!session) return; else note(); here();", "open"],
  ["behind a guard further down", "here(); if (!session) return;", "open"],
  ["behind a guard outside the block", "if (!session) return; { here(); }", "open", ["session"]],
  ["behind a guard of a case", "switch (kind) { case 1: if (!session) break; here(); }", "open", ["session"]],
  ["a comparison with null", "if (session !== null) here();", "open", ["session"]],
  ["a comparison with null the other way round", "if (null != session) here();", "open", ["session"]],
  ["a comparison with undefined", "if (session === undefined) here();", "absent"],
  ["a comparison with anything else", 'if (session.user.id === "root") here();', "open"],
  ["a comparison of sizes", "if (session > null) here();", "open"],
  ["a test of its type", 'if (typeof session === "object") here();', "open", ["session"]],
  ["a test of another type", 'if (typeof session === "string") here();', "absent"],
  ["a test of the id's type", 'if (typeof session.user.id === "string") here();', "open", ["session.user.id"]],
  ["a test that the id has no type", 'if (typeof session.user.id === "undefined") here();', "absent"],
  ["a guard by type", 'if (typeof session.user.id !== "string") return; here();', "open", ["session.user.id"]],
  ["a type that is compared by size", 'if (typeof session < "object") here();', "open"],
  ["a type of something else", 'if (typeof ready === "object") here();', "open"],
  ["what is no type of it", 'if (void session === "object") here();', "open"],
  ["a key of it", 'if ("user" in session) here();', "open", ["session.user"]],
  ["a key of a part of it", 'if ("id" in session.user) here();', "open", ["session.user.id"]],
  ["another key of it", 'if ("team" in session) here();', "open"],
  ["a key by a name", "if (key in session) here();", "open"],
  ["both of two", "if (ready && session) here();", "open", ["session"]],
  ["both parts of it", "if (session && session.user) here();", "open", ["session", "session.user"]],
  ["one of two", "if (ready || session) here();", "open"],
  ["it or something else is missing", "if (!session || !ready) here();", "unsure"],
  ["neither is missing", "if (!session || !ready) other(); else here();", "open", ["session"]],
  ["behind a guard of both", "if (!session || !session.user) return; here();", "open", ["session", "session.user"]],
  ["it is missing, whichever it is", "if (!session || !session.user) here();", "absent"],
  ["it is missing, and more", "if (!session && ready) here();", "absent"],
  ["not both are there", "if (!(ready && session)) here();", "unsure"],
  ["perhaps missing, and ready", "if ((!session || !ready) && late) here();", "unsure"],
  ["perhaps missing, or late", "if ((!session || !ready) || late) here();", "unsure"],
  ["perhaps missing in a guard outside", "if (session) { if (!session.user || !ready) here(); }", "unsure"],
  ["a choice", "return session ? here() : other();", "open", ["session"]],
  ["the other side of a choice", "return session ? other() : here();", "absent"],
  ["the test itself", "if (here() && session) other();", "open"],
  ["a case that asks for it", "switch (true) { case !session: here(); }", "absent"],
  ["a case behind one that leaves", "switch (true) { case ready: return; case !session: here(); }", "absent"],
  ["a case that the one before falls into", "switch (true) { case ready: note(); case !session: here(); }", "open"],
  ["a case that shares its statements", "switch (true) { case ready: case !session: here(); }", "open"],
  ["the case that is left over", "switch (true) { case !session: return; default: here(); }", "open"],
  ["a case of something else", "switch (session) { case true: here(); }", "open"],
  ["a constant that holds the id", "const id = session.user.id; if (!id) return; here();", "open", ["session.user.id"]],
  ["a variable that may hold something else by then", "let id = session.user.id; id = other(); if (!id) return; here();", "open"],
];

/** Taken beside `session` from what was asked. */
const BESIDE: readonly Case[] = [
  ["the error beside it", "const { session, error } = await ask(); if (error) here();", "absent"],
  ["behind a guard for the error beside it", "const { session, error } = await ask(); if (error) return; here();", "open", ["session"]],
  ["the answer beside it", "const { session, errorResponse } = await ask(); if (errorResponse) return errorResponse; here();", "open", ["session"]],
  ["something else beside it", "const { session, ready } = await ask(); if (ready) here();", "open"],
  ["an error of something else", "const session = await ask(); const { error } = await other(); if (error) here();", "open"],
];

describe.each(PARSERS)("what the branches around a place say of a value ($parser)", (parser) => {
  const asked = (code: string) => {
    const { file } = opened(parser, code, "src/a.js");
    const { node } = placeIn(file);
    return presenceAt(PATH, file.bindings.lookUp("session", node)!, node, enclosingFunction(node)!, file);
  };

  test.each(CASES)("%s", (_, code, standing, proven = []) => {
    expect(asked(`async function handler() { const session = await auth(); ${code} }`)).toEqual({ standing, proven });
  });

  test.each(BESIDE)("%s", (_, code, standing, proven = []) => {
    expect(asked(`async function handler() { ${code} }`)).toEqual({ standing, proven });
  });
});
