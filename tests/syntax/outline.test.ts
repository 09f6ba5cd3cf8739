import { describe, expect, test } from "vitest";
import {
  calleeName,
  chainRoot,
  dottedPath,
  enclosingFunction,
  enclosingStatement,
  functionName,
  isFunction,
  parameterName,
  propertyName,
  propertyValue,
  standsInList,
  unwrap,
  type Node,
} from "../../src/syntax/ast.js";
import { allKeys, findNode, forEachChild, walk } from "../../src/syntax/walk.js";
import { PARSERS } from "../support/parsers.js";

describe.each(PARSERS)("syntax ($parser)", ({ facts }) => {
  const outline = (code: string, path?: string) => facts(code, path).file.outline;
  const text = (code: string, node: Node | undefined): string | undefined => node && code.slice(...node.range);

  test("after the walk every node knows its parent and its range, below types too", () => {
    const { file } = facts(`class A<T> { m(@d a: Map<T, typeof b.c>) { return <U>(x: U) => x; } }\nexport default new A<string>();\n`);
    const seen: string[] = [];
    const visit = (node: Node): void => {
      for (const key of allKeys(node.type)) {
        for (const child of [(node as unknown as Record<string, Node | (Node | null)[] | null>)[key]].flat()) {
          if (!child) continue;
          expect(child.parent, child.type).toBe(node);
          expect(child.range[1], child.type).toBeGreaterThanOrEqual(child.range[0]);
          seen.push(child.type);
          visit(child);
        }
      }
    };
    visit(file.view.ast);
    expect(seen).toEqual(expect.arrayContaining(["TSTypeQuery", "TSTypeParameter", "Decorator", "TSStringKeyword"]));
  });

  test("the outline lists each kind in source order, types passed over", () => {
    const code = `"use server";\nimport a from "a";\ntype T = ReturnType<typeof f>;\nexport function f() { try { g(new H()); } catch (e) { throw e; } }\nlet x; x = a.b.c;\n`;
    const found = outline(code);
    expect({
      functions: found.functions.length,
      calls: found.calls.map((call) => text(code, call)),
      tries: found.tries.length,
      throws: found.throws.length,
      imports: found.imports.length,
      exports: found.exports.length,
      assignments: found.assignments.length,
      members: found.members.map((member) => text(code, member)),
      directives: found.directives.map(({ directive }) => directive),
      hasJsx: found.hasJsx,
    }).toEqual({
      functions: 1,
      calls: ["g(new H())", "new H()"],
      tries: 1,
      throws: 1,
      imports: 1,
      exports: 1,
      assignments: 1,
      members: ["a.b.c", "a.b"],
      directives: ["use server"],
      hasJsx: false,
    });
  });

  test("JSX is seen", () => {
    expect(outline(`export const A = () => <p />;`, "src/a.tsx").hasJsx).toBe(true);
  });

  test("every node has its parent", () => {
    const { file } = facts(`@d class A { @e m(@p x: string = g()) { return (async () => { for await (const y of z) y?.(); })(); } }`);
    walk(file.view.ast, (node) => {
      forEachChild(node, (child) => expect(child.parent, child.type).toBe(node));
    });
  });

  test("calls in decorators, defaults and class fields are found", () => {
    const code = `@d(one()) class A { field = two(); m(x = three()) {} static { four(); } }`;
    expect(outline(code).calls.map(calleeName)).toEqual(["d", "one", "two", "three", "four"]);
  });

  test.each([
    ["(await f())!", "f()"],
    ["x as T", "x"],
    ["x satisfies T", "x"],
    ["<T>x", "x"],
    ["a?.b", "a?.b"],
    ["((x))", "x"],
    ["f<T>", "f"],
  ])("unwrap takes off what only types or waits: %s", (expression, inner) => {
    const code = `async function run() { return ${expression}; }`;
    const returned = findNode(facts(code).file.view.ast, (node) => node.type === "ReturnStatement", true) as { argument?: Node };
    expect(text(code, unwrap(returned.argument!))).toBe(inner);
  });

  test.each([
    ["req.log.info", ["req", "log", "info"]],
    [`req["log"].info`, ["req", "log", "info"]],
    ["this.audit.log", ["this", "audit", "log"]],
    ["a?.b?.c", ["a", "b", "c"]],
    ["a![0]", undefined],
    ["a[b].c", undefined],
    ["f().b", undefined],
  ])("dotted path of %s", (expression, path) => {
    const [call] = outline(`${expression}(1);`).calls;
    expect(dottedPath(call!.callee)).toEqual(path);
  });

  test("the root of a chain, and the last name of a callee", () => {
    const code = `a.b.c(1); f().g(2); new X.Y(3);`;
    const calls = outline(code).calls;
    expect(calls.map(calleeName)).toEqual(["c", "g", "f", "Y"]);
    expect(calls.map((call) => text(code, chainRoot(call.callee)))).toEqual(["a", "f()", "f", "X"]);
  });

  test.each([
    ["function named() {}", "named"],
    ["const named = () => {};", "named"],
    ["const named = function inner() {};", "inner"],
    ["const o = { named() {} };", "named"],
    ["const o = { 'quoted': () => {} };", "quoted"],
    ["class A { named() {} }", "named"],
    ["class A { named = () => {} }", "named"],
    ["module.exports.named = () => {};", "named"],
    ["run(() => {});", undefined],
    ["const { a } = () => {};", undefined],
  ])("the name of the function in %s", (code, name) => {
    expect(functionName(outline(code).functions[0]!)).toBe(name);
  });

  test("parameters through defaults and parameter properties", () => {
    const [fn] = outline(`class A { constructor(a, b = 1, { c }, ...d) {} }`).functions;
    expect(fn!.params.map(parameterName)).toEqual(["a", "b", undefined, undefined]);
    const [typed] = outline(`class A { constructor(private readonly log: Logger) {} }`).functions;
    expect(typed!.params.map(parameterName)).toEqual(["log"]);
  });

  test("properties by name and value", () => {
    const code = `f({ a: 1, "b": 2, [c]: 3, d, ...e });`;
    const [object] = outline(code).calls[0]!.arguments;
    expect(object?.type === "ObjectExpression" && object.properties.map(propertyName)).toEqual(["a", "b", undefined, "d", undefined]);
    expect(text(code, propertyValue(object, "b"))).toBe("2");
    expect(propertyValue(object, "c")).toBeUndefined();
  });

  test("the function and the statement around a call", () => {
    const code = `function outer() { if (a) first(); const x = () => second(); }`;
    const [first, second] = outline(code).calls;
    expect(isFunction(enclosingFunction(first!)) && functionName(enclosingFunction(first!)!)).toBe("outer");
    expect(text(code, enclosingStatement(first!))).toBe("first();");
    expect(standsInList(enclosingStatement(first!)!)).toBe(false);
    expect(functionName(enclosingFunction(second!)!)).toBe("x");
    expect(enclosingStatement(second!)).toBeUndefined();
  });

  test("a search stays out of functions unless it is told to go in", () => {
    const { ast } = facts(`a(); const f = () => b();`).file.view;
    const isB = (node: Node): boolean => node.type === "Identifier" && node.name === "b";
    expect([findNode(ast, isB), findNode(ast, isB, true)?.type]).toEqual([undefined, "Identifier"]);
  });
});
