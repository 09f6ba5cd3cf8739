/** Whether what is logged is the answer of a call that failed: it holds a reason, and none of what was asked for. */
import { constantOf } from "../../scope/static-value.js";
import { isFunction, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { ERROR_NAME } from "../../vocabulary/logged-text.js";
import { isOfGivenSession } from "./given-session.js";
import type { Trace } from "./secret-trace.js";

/**
 * True behind `if (!response.ok || data.error)`, and behind `if (!data.access_token)`, for an object of which the file says what
 * is in it only by reading that elsewhere.
 *
 * @param node the part of the record that holds the object
 * @param what the field that is read elsewhere: `data.access_token`
 */
export function isFailedAnswer(node: Node, what: string, trace: Trace): boolean {
  const logged = unwrap(node.type === "Property" ? node.value : node.type === "SpreadElement" ? node.argument : node);
  const isSession = isOfGivenSession(what);
  if (logged.type !== "Identifier" || !(isSession || what.replaceAll("?.", ".").startsWith(`${logged.name}.`))) return false;
  const isEmpty = (part: Node): boolean => {
    const read = trace.textOf(constantOf(part, trace.file.bindings) ?? part).replaceAll("?.", ".");
    if (read === logged.name || read === what.replaceAll("?.", ".")) return true;
    if (isSession && /(?:^|\.)(?:session|user)$/.test(read)) return true;
    return read.startsWith(`${logged.name}.`) && [read, what].every((field) => TOKEN_OF_ANSWER.test(field));
  };
  for (let inner: Node = node, outer = node.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent)
    if (outer.type === "IfStatement" && meansFailure(outer.test, inner === outer.consequent, isEmpty)) return true;
  return false;
}

/** An endpoint gives all of its tokens or none. */
const TOKEN_OF_ANSWER = /\.(?:(?:access|refresh|id)_?)?tokens?$/i;

/** Does the test, being true (or false), mean that nothing was given? */
function meansFailure(test: Node, truth: boolean, isEmpty: (part: Node) => boolean): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case "UnaryExpression":
      return inner.operator === "!" && meansFailure(inner.argument, !truth, isEmpty);
    case "LogicalExpression": {
      const sides = [inner.left, inner.right].map((side) => meansFailure(side, truth, isEmpty));
      return inner.operator === (truth ? "&&" : "||") ? sides.some(Boolean) : sides.every(Boolean);
    }
    case "BinaryExpression":
      if (!/^status(?:Code)?$/i.test(nameOf(inner.left)) || inner.right.type !== "Literal") return false;
      return comparesAsFailed(inner.operator, inner.right.value, truth);
    default: {
      const name = nameOf(inner);
      return truth ? TELLS_ERROR.test(name) || ERROR_NAME.test(name) : TELLS_SUCCESS.test(name) || isEmpty(inner);
    }
  }
}

const TELLS_ERROR = /^(?:error|errors|error_?(?:code|description|message))$/i;
const TELLS_SUCCESS = /^(?:ok|success|is_?success(?:ful)?|succeeded)$/i;

function nameOf(node: Node): string {
  const inner = unwrap(node);
  return (inner.type === "Identifier" ? inner.name : inner.type === "MemberExpression" ? memberName(inner) : undefined) ?? "";
}

/** `status !== 200`, `status >= 400`; the other way round where the test does not hold. */
function comparesAsFailed(operator: string, value: unknown, truth: boolean): boolean {
  if (typeof value !== "number") return false;
  if (/^[!=]==?$/.test(operator)) return (operator.startsWith("=") === truth) === value >= 400;
  return value >= 299 && operator.startsWith(truth ? ">" : "<");
}
