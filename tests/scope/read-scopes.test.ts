/**
 * Our own scopes, beside those of `@typescript-eslint/scope-manager`, which the parser makes when a file comes through
 * ESLint.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, type ScopeManager } from "@typescript-eslint/scope-manager";
import { describe, expect, test } from "vitest";
import { parseSource, UnparsableFile } from "../../src/parse.js";
import { readScopes } from "../../src/scope/read-scopes.js";
import type { ScopeTree } from "../../src/scope/scope-tree.js";
import { outlineOf } from "../../src/syntax/outline.js";
import { FIXTURES } from "../support/codemod-fixtures.js";

/** Scope by scope: its names, what defines each, and every place that reads or writes it. */
function described({ scopes }: ScopeManager | ScopeTree): string[] {
  // scope-manager binds `const` in each file, for `as const`.
  return scopes.flatMap((scope) => [
    `${scope.type} of ${scope.block.type} ${scope.block.range.join()}`,
    ...scope.variables
      .filter(({ name }) => name !== "const")
      .map(({ name, defs, references }) => {
        const bound = defs.map((def) => `${def.type} ${def.name.range.join()} of ${def.node.type} ${def.node.range.join()} in ${def.parent?.type ?? "-"}`);
        const used = references.map((at) => `${at.identifier.range.join()}${at.isRead() ? " read" : ""}${at.isWrite() ? ` write${at.init ? " first" : ""}` : ""}`);
        return `  ${name}: ${bound.join("; ")}: ${used.join("; ")}`;
      }),
    `  through: ${scope.through.map(({ identifier }) => identifier.name).filter((name) => name !== "const").join(" ")}`,
  ]);
}

function bothWays(code: string, path: string): { ours: string[]; theirs: string[] } {
  const { ast } = parseSource(code, path);
  outlineOf(ast, true);
  const isModule = ast.sourceType === "module";
  const theirs = analyze(ast, { sourceType: isModule ? "module" : "commonjs", globalReturn: !isModule, lib: [], jsxPragma: null });
  return { ours: described(readScopes(ast, isModule)), theirs: described(theirs) };
}

describe("scopes are those of scope-manager", () => {
  test.each([
    ["declarations", `var a = 1; let b; const c = a; function f() { return b; } class D {} import e, { g as h } from "m"; import * as i from "n";`],
    ["var rises to the function, let stays in its block", `function f() { if (x) { var a = 1; let b = a; } return [a, b]; }`],
    ["functions in blocks", `{ function f() {} f(); } f();`],
    ["parameters, defaults and what the body hides from them", `const x = 1; function f(a = x, { b, c: [d = a], ...e }, ...rest) { const x = a; return { b, d, e, rest, x }; }`],
    ["this is no name, arguments is", `function f() { return [this, arguments]; } const g = () => arguments;`],
    ["a named function expression", `const f = function g() { return g; }; g();`],
    ["catch, with and without a name", `try { a(); } catch ({ message, ...rest }) { message; rest; } try {} catch { e; }`],
    ["loops", `for (let i = 0; i < n; i++) { i; } for (const [k, v = k] of m) v; for (var p in o) p; for (q of r) q; for (s.t in u);`],
    ["switch", `switch (a) { case b: let c = 1; default: c; }`],
    ["labels", `outer: for (;;) { break outer; }`],
    ["assignments", `let a, b; a = 1; a += b; [a, b = a] = c; ({ d: a, e: b.f, [g]: h.i } = j); a++; k.l++; (a as any) = 1; a!++; a ??= 2;`],
    ["classes", `@dec(a) class A<T> extends B<T> implements I { static #p = a; [k] = A; m(@inject(t) x: T = a) { return A; } static { const s = A; } get g() { return this.#p; } declare d: T; accessor q = 1; [index: string]: T }`],
    ["abstract classes and overloads", `abstract class A { abstract m(x: T): U; abstract p: V; constructor(private readonly y: W = z) {} n(a: B): C; n(a: any) {} }`],
    ["a class expression with a name", `const C = class D { m() { return D; } }; D;`],
    ["exports", `const a = 1; type T = 1; export { a, a as b, T }; export type { T as U }; export { c } from "m"; export * from "n"; export default a;`],
    ["export default of something", `export default function f() { return f; }`],
    ["export =", `const a = 1; export = a;`],
    ["import =", `import a = require("m"); import b = a.c.d; b;`],
    ["types", `import { X, y } from "m"; interface A<T extends X = X> extends B<T> { p: T; [y.z]: X; m<U>(a: U, { b }: X, ...c: X[]): asserts a is X; (x: X): X; new (x: X): X; [i: string]: X } type F = typeof y.z; let v: A<X> = y;`],
    ["types that bind names", `type E<T> = T extends (infer U extends X)[] ? (a: U) => infer V extends U ? V : never : T; type M<T> = { [K in keyof T as N<K>]?: T[K] }; type G<T> = T extends { f: (x: infer P) => void } ? P : T;`],
    ["a value does not answer a type, nor a type a value", `function f() { type a = 1; const b = 1; return () => { let c: b; return a; }; }`],
    ["other types", `let a: import("m").X<Y>; let b: [first: A, second?: B]; let c: \`x\${D}\`; let d: E["f"]; let g: unique symbol; let h: typeof import("n"); let i: (this: J) => K; let l: abstract new () => L;`],
    ["enums", `const a = 1; enum E { A = a, "B-C" = A, D = E.A } E.A;`],
    ["namespaces", `namespace N.M { export const a = 1; a; } declare module "m" { const b: T; } declare global { interface W { x: X } } N;`],
    ["casts and instantiations", `const a = f<T>(x as U); const b = <V>y; const c = g<W>; new H<I>(); tag<J>\`\${k}\`; l satisfies M; n!;`],
    ["declared functions", `declare function f(a: A): B; declare const c: C; function g(x: string): void; function g(x: any) {}`],
    ["JSX", `import { Link, ui } from "m"; const a = <Link to={b} {...c}>{d}<div x="1"/><ui.Box<T> /><this.e/></Link>; const f = <>{g}</>;`],
    ["what has no name", `import("m"); import.meta.url; function k() { new.target; } a?.b?.[c]; ({ d, [e]: f, g() { return h; } }); i = async () => await j; /x/u; 1n;`],
    ["CommonJS at the top", `const a = require("m"); module.exports = a; return;`, "src/a.cjs"],
    ["a file without import or export", `var a = 1; function f() { b = a; } f();`, "src/a.js"],
  ])("%s", (_name, code, path = code.includes("</") || code.includes("/>") ? "src/a.tsx" : "src/a.ts") => {
    const { ours, theirs } = bothWays(code, path);
    expect(ours).toEqual(theirs);
  });

  test("in every case of the codemods", () => {
    for (const { path, input, codemod, name } of FIXTURES) {
      try {
        const { ours, theirs } = bothWays(input, path);
        expect(ours, `${codemod}/${name}`).toEqual(theirs);
      } catch (error) {
        if (!(error instanceof UnparsableFile)) throw error;
      }
    }
  });

  test("in our own analyses", () => {
    const folder = join(import.meta.dirname, "../../src/analysis");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const { ours, theirs } = bothWays(readFileSync(join(folder, file), "utf8"), file);
      expect(ours, file).toEqual(theirs);
    }
  });
});
