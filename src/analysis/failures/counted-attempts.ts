/** Whether a test asks how many attempts there have been, or are left. */
import { calleeName, enclosingFunction, functionName, isFunction, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";

const ATTEMPTS = /^(?:attempts?|tries|retry|retries|\w*(?:Attempts?|Tries|Retries|RetryCount)(?:Left)?)$/;

/** `attempt === MOST`, `left > 0`: by the name, or because the loop around, or the function that calls itself, counts by it. */
export function countsAttempts(test: Node): boolean {
  const compared = findNode(test, (node) => node.type === "BinaryExpression" && /^(?:[<>]=?|[!=]==?)$/.test(node.operator));
  const names = compared?.type === "BinaryExpression" ? [compared.left, compared.right].flatMap((side) => (side.type === "Identifier" ? [side.name] : [])) : [];
  return names.some((name) => ATTEMPTS.test(name)) || (names.length > 0 && isCountedAround(test, names));
}

function isCountedAround(test: Node, names: readonly string[]): boolean {
  for (let node: Node = test; node.parent && !isFunction(node.parent); node = node.parent) {
    const loop = node.parent;
    if (/^(?:For|While|DoWhile)Statement$/.test(loop.type) && findNode(loop, (inner) => isCounting(inner, names))) return true;
  }
  const fn = enclosingFunction(test);
  const name = fn && functionName(fn);
  return name !== undefined && findNode(fn!.body, (inner) => inner.type === "CallExpression" && calleeName(inner) === name && inner.arguments.some((given) => isCountedOn(given, names))) !== undefined;
}

/** `left - 1` of `return send(id, left - 1)`. */
function isCountedOn(given: Node, names: readonly string[]): boolean {
  if (given.type !== "BinaryExpression" || !/^[+-]$/.test(given.operator) || given.right.type !== "Literal") return false;
  return given.left.type === "Identifier" && names.includes(given.left.name);
}

/** `n++`, `left -= 1`. */
function isCounting(node: Node, names: readonly string[]): boolean {
  const counted = node.type === "UpdateExpression" ? node.argument : node.type === "AssignmentExpression" && node.operator !== "=" ? node.left : undefined;
  return counted?.type === "Identifier" && names.includes(counted.name);
}
