import { describe, expect, test } from "vitest";
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName } from "../../src/syntax/ast.js";
import { staticNumber, staticString } from "../../src/scope/static-value.js";
import { PARSERS } from "../support/parsers.js";

describe.each(PARSERS)("bindings ($parser)", ({ facts }) => {
  /** The binding of the callee of the call of `name`, or of its object. */
  const bindingOf = (code: string, name = "probe"): string => {
    const { file } = facts(code);
    const call = file.outline.calls.find((candidate) => calleeName(candidate) === name);
    let callee = call!.callee as TSESTree.Expression;
    while (callee.type === "MemberExpression") callee = callee.object;
    const binding = file.bindings.of(callee as TSESTree.Identifier);
    if (binding.kind === "import") return `import ${binding.imported} of ${binding.source}`;
    if (binding.kind === "variable") return binding.constant ? "constant" : "variable";
    if (binding.kind === "parameter") return `parameter ${binding.index}${binding.pattern ? " taken apart" : ""}`;
    return binding.kind;
  };

  test.each([
    ["a named import", `import { probe } from "m"; probe();`, "import probe of m"],
    ["a renamed import", `import { other as probe } from "m"; probe();`, "import other of m"],
    ["a default import", `import probe from "m"; probe();`, "import default of m"],
    ["a namespace", `import * as ns from "m"; ns.probe();`, "import * of m"],
    ["require", `const probe = require("m"); probe();`, "import default of m"],
    ["a member of require", `const probe = require("m").other; probe();`, "import other of m"],
    ["a destructured require", `const { other: probe } = require("m"); probe();`, "import other of m"],
    ["an awaited import", `const { probe } = await import("m"); probe();`, "import probe of m"],
    ["a require of several things is no import", `const probe = require("m", "n"); probe();`, "constant"],
    ["a require of something computed is no import", `const probe = require(name); probe();`, "constant"],
    ["a function", `function probe() {} probe();`, "function"],
    ["an arrow in a constant", `const probe = () => {}; probe();`, "function"],
    ["an arrow in a variable is a variable", `let probe = () => {}; probe = null; probe();`, "variable"],
    ["a variable that is never written again", `let probe = make(); probe();`, "constant"],
    ["a class", `class Probe {} new Probe();`, "class"],
    ["a parameter", `function f(a, probe) { probe(); }`, "parameter 1"],
    ["a parameter with a default", `function f(probe = 1) { probe(); }`, "parameter 0"],
    ["a parameter taken apart", `function f({ probe }) { probe(); }`, "parameter 0 taken apart"],
    ["a caught failure", `try {} catch (probe) { probe(); }`, "caught"],
    ["a global", `probe();`, "global"],
    ["an import hidden by a parameter", `import { probe } from "m"; function f(probe) { probe(); }`, "parameter 0"],
    ["an import hidden by a block's constant", `import { probe } from "m"; { const probe = make(); probe(); }`, "constant"],
    ["a name of another scope is global", `function f() { const probe = 1; } probe();`, "global"],
    ["a hoisted function", `probe(); function probe() {}`, "function"],
    ["an enum", `enum probe { A } probe.toString();`, "other"],
  ])("%s", (_sentence, code, expected) => {
    expect(bindingOf(code, code.includes("new Probe") ? "Probe" : code.includes("toString") ? "toString" : "probe")).toBe(expected);
  });

  test("what a name would mean at a place", () => {
    const { file } = facts(`import { logger } from "m"; function f(logger) { here(); } there();`);
    const kindAt = (name: string): string | undefined => file.bindings.bindingNamed("logger", file.outline.calls.find((call) => calleeName(call) === name)!)?.kind;
    expect([kindAt("here"), kindAt("there")]).toEqual(["parameter", "import"]);
  });

  test("names that are taken anywhere, globals that are read included", () => {
    const { file } = facts(`import a from "m"; function b(c) { const d = e; }`);
    expect([...file.bindings.takenNames()].sort()).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("the top level alone", () => {
    const { file } = facts(`const outer = 1; function f() { const inner = 2; }`);
    expect([file.bindings.topLevel("outer") !== undefined, file.bindings.topLevel("inner") !== undefined]).toEqual([true, false]);
  });
});

describe.each(PARSERS)("values known without running ($parser)", ({ facts }) => {
  const argument = (code: string) => {
    const { file } = facts(code);
    const call = file.outline.calls.find((candidate) => calleeName(candidate) === "probe")!;
    return { node: call.arguments[0]!, bindings: file.bindings };
  };
  const string = (code: string): string | undefined => {
    const { node, bindings } = argument(code);
    return staticString(node, bindings);
  };
  const number = (code: string): number | undefined => {
    const { node, bindings } = argument(code);
    return staticNumber(node, bindings);
  };

  test.each([
    ["a literal", `probe("a");`, "a"],
    ["a template", "probe(`a`);", "a"],
    ["a template of constants", "const b = 'b'; probe(`a/${b}`);", "a/b"],
    ["a sum of constants", `const b = "b"; probe("a" + b);`, "ab"],
    ["a constant of a constant", `const a = "a"; const b = a; probe(b);`, "a"],
    ["a field of a constant", `const paths = { login: "/login" }; probe(paths.login);`, "/login"],
    ["a field in brackets", `const paths = { login: "/login" }; probe(paths["login"]);`, "/login"],
    ["a constant as const", `const a = "a" as const; probe(a);`, "a"],
    ["an enum's member", `enum E { A = "a" } probe(E.A);`, "a"],
    ["a parameter", `function f(a) { probe(a); }`, undefined],
    ["a variable that is written again", `let a = "a"; a = "b"; probe(a);`, undefined],
    ["a template with a call", "probe(`a${f()}`);", undefined],
    ["a constant that names itself", `const a = a; probe(a);`, undefined],
    ["a number", `probe(1);`, undefined],
  ])("the string of %s", (_sentence, code, expected) => {
    expect(string(code)).toBe(expected);
  });

  test.each([
    ["a literal", `probe(401);`, 401],
    ["a constant", `const s = 403; probe(s);`, 403],
    ["a frozen field", `const S = Object.freeze({ denied: 403 }); probe(S.denied);`, 403],
    ["an enum of the file", `enum S { Denied = 403 } probe(S.Denied);`, 403],
    ["StatusCodes", `import { StatusCodes } from "http-status-codes"; probe(StatusCodes.TOO_MANY_REQUESTS);`, 429],
    ["a global HttpStatus", `probe(HttpStatus.UNAUTHORIZED);`, 401],
    ["camel case", `probe(httpStatus.unauthorized);`, 401],
    ["a status's name on another object", `probe(words.FORBIDDEN);`, undefined],
    ["an unknown status's name", `probe(HttpStatus.SOMETHING);`, undefined],
    ["a call", `probe(f());`, undefined],
    ["a text", `probe("401");`, undefined],
  ])("the number of %s", (_sentence, code, expected) => {
    expect(number(code)).toBe(expected);
  });
});
