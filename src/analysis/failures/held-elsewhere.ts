/** Whether a promise whose failure is let go is held by somebody else too, who still sees it fail. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, memberOrPrivateName, unwrap, type Node } from "../../syntax/ast.js";
import { classBodyAround } from "../../syntax/class-around.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { findNode, walk } from "../../syntax/walk.js";

/**
 * `tail = task.then(noop, noop); return task;`, `task.finally(stop).catch(noop); await task;`: whoever holds the promise itself
 * still sees it fail.
 */
export function isHeldElsewhere(promise: Node, file: SourceFile): boolean {
  let inner = unwrap(promise);
  if (inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && memberName(inner.callee) === "finally") inner = unwrap(inner.callee.object);
  const variable = inner.type === "Identifier" ? file.bindings.variableOf(inner) : undefined;
  if (variable === undefined) return (inner.type === "MemberExpression" && (wasUnderWay(inner) || isKeptForOthers(inner))) || givesStream(inner, file);
  if (variable.defs.some(({ node }) => isOneOfOwn(node as Node))) return true;
  return variable.references.filter((reference) => reference.isRead()).length > 1;
}

/** `task` of `for (const task of this.running.values()) await task.catch(noop);`: each has been begun elsewhere. */
function isOneOfOwn({ parent }: Node): boolean {
  const loop = parent?.parent;
  if (loop?.type !== "ForOfStatement") return false;
  const held = unwrap(loop.right);
  const list = held.type === "CallExpression" && held.callee.type === "MemberExpression" && memberName(held.callee) === "values" ? held.callee.object : held;
  return dottedPath(list)?.[0] === "this";
}

/** `void pipeline(source, unpacked).catch(noop); return unpacked;`: whoever reads the last stream sees it fail. */
function givesStream(call: Node, file: SourceFile): boolean {
  if (call.type !== "CallExpression" || calleeName(call) !== "pipeline") return false;
  const last = call.arguments.at(-1);
  const stream = last?.type === "ArrayExpression" ? last.elements.at(-1) : last;
  const variable = stream?.type === "Identifier" ? file.bindings.variableOf(stream) : undefined;
  const isGiven = (use: Node): boolean => use.range[0] > call.range[1] && isGivenBack(use);
  return variable?.references.some(({ identifier }) => isGiven(identifier as Node)) ?? false;
}

/** In what a `return` of the function gives. */
function isGivenBack(node: Node): boolean {
  let outer: Node | undefined = node;
  while (outer && !isFunction(outer) && outer.type !== "ReturnStatement") outer = outer.parent ?? undefined;
  return outer?.type === "ReturnStatement";
}

/** `if (this.saving) await this.saving.catch(noop);`: whoever has begun it hears of it. Not of what was begun inside the `if`. */
function wasUnderWay(held: Node): boolean {
  const path = dottedPath(held)?.join(".");
  const isIt = (node: Node): boolean => node.type === "MemberExpression" && dottedPath(node)?.join(".") === path;
  const isBegun = (node: Node): boolean => node.type === "AssignmentExpression" && isIt(node.left) && node.range[0] < held.range[0];
  for (let node: Node = held; path !== undefined && node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (parent.type === "IfStatement" && parent.consequent === node && isIt(unwrap(parent.test))) return findNode(node, isBegun) === undefined;
  }
  return false;
}

/** `this.#ready.catch(noop);` of a class that gives or awaits `this.#ready` elsewhere: there it is seen to fail. */
function isKeptForOthers(held: TSESTree.MemberExpression): boolean {
  const name = nameOfOwn(held);
  const body = name === undefined || held.parent.parent?.parent?.type !== "ExpressionStatement" ? undefined : classBodyAround(held);
  return body !== undefined && waitedElsewhere(body).has(name!);
}

/** Fields of a class that its methods return or await as they are. */
const waitedElsewhere = foundOnce((body: TSESTree.ClassBody): ReadonlySet<string> => {
  const names = new Set<string>();
  walk(body, (node) => {
    const given = node.type === "AwaitExpression" || node.type === "ReturnStatement" ? node.argument : undefined;
    const name = given ? nameOfOwn(unwrap(given)) : undefined;
    if (name !== undefined) names.add(name);
  });
  return names;
});

/** `ready` of `this.ready`, `#ready` of `this.#ready`. */
function nameOfOwn(node: Node): string | undefined {
  return node.type === "MemberExpression" && node.object.type === "ThisExpression" ? memberOrPrivateName(node) : undefined;
}
