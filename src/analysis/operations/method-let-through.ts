/** The one method that a handler answers: the framework's, or what its own first test lets through. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import { dottedPath, type Node } from "../../syntax/ast.js";
import { endsTheWay } from "../../syntax/branches.js";

/**
 * `if (req.method !== "GET") return res.status(405).end();` among the first statements leaves GET, and so does a
 * `switch (req.method)` with one case beside its default.
 */
export function methodLetThrough({ method, fn, region }: HandlerSite): string | undefined {
  if (method !== undefined || region || fn?.body.type !== "BlockStatement") return method;
  for (const statement of fn.body.body) {
    const within = statement.type === "TryStatement" ? statement.block.body : [statement];
    for (const one of within) {
      const left = one.type === "SwitchStatement" ? onlyCase(one) : one.type === "IfStatement" && endsTheWay(one.consequent) ? methodAskedFor(one.test) : undefined;
      if (left !== undefined) return left;
    }
  }
  return undefined;
}

function onlyCase({ discriminant, cases }: TSESTree.SwitchStatement): string | undefined {
  const tests = cases.flatMap(({ test }) => (test ? [test] : []));
  const [only] = tests;
  // Without a default, all other methods go on behind it.
  if (tests.length !== 1 || cases.length !== 2 || only?.type !== "Literal" || typeof only.value !== "string") return undefined;
  return asksForMethod(discriminant) ? only.value.toUpperCase() : undefined;
}

/**
 * The methods for which a handler has a branch, in the order of its tests: `if (req.method === "DELETE") { … } else if …`,
 * `switch (req.method)`. Empty for a handler of one method.
 */
export function methodsAnswered(handler: HandlerSite): readonly string[] {
  const { fn, region, method } = handler;
  if (method !== undefined || region || fn?.body.type !== "BlockStatement") return [];
  return fn.body.body.flatMap((statement) => (statement.type === "TryStatement" ? statement.block.body : [statement])).flatMap(methodsOfStatement);
}

function methodsOfStatement(statement: Node): string[] {
  if (statement.type === "SwitchStatement") {
    return asksForMethod(statement.discriminant) ? statement.cases.flatMap(({ test }) => methodNamed(test)) : [];
  }
  if (statement.type !== "IfStatement") return [];
  const { test, alternate } = statement;
  const own = test.type === "BinaryExpression" && /^===?$/.test(test.operator) && asksForMethod(test.left) ? methodNamed(test.right) : [];
  return [...own, ...(alternate ? methodsOfStatement(alternate) : [])];
}

function methodNamed(node: Node | null): string[] {
  return node?.type === "Literal" && typeof node.value === "string" ? [node.value.toUpperCase()] : [];
}

function methodAskedFor(test: Node): string | undefined {
  if (test.type !== "BinaryExpression" || !/^!==?$/.test(test.operator) || test.right.type !== "Literal" || typeof test.right.value !== "string") return undefined;
  return asksForMethod(test.left) ? test.right.value.toUpperCase() : undefined;
}

function asksForMethod(node: Node): boolean {
  return dottedPath(node)?.at(-1) === "method";
}

