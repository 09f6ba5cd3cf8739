/** What the value says that a server action gives back. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { isFalsy, isFunction, memberName, propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { answerWith, type Answer } from "./answer.js";
import { NO_ARGUMENTS } from "./given-arguments.js";
import { readInterrupt } from "./read-thrown.js";
import { statusSaysFailed } from "./said-status.js";
import { numberOf } from "./status-value.js";

/**
 * What a server action's returned value says: `{ error }`, `{ success: false }` and `{ status: "error" }` are refusals, all else
 * went well.
 */
export function readActionResult(node: Node | undefined, file: SourceFile): Answer {
  const inner = node && unwrap(node);
  if (inner?.type === "CallExpression") {
    const interrupt = readInterrupt(inner, file);
    if (interrupt) return interrupt;
    return { status: undefined, outcome: undefined, body: undefined, elsewhere: true };
  }
  if (inner?.type !== "ObjectExpression") {
    const refused = inner?.type === "Identifier" && isHandedOnAsRefused(inner);
    return { status: undefined, outcome: refused ? "denied" : "success", body: undefined, elsewhere: false };
  }
  const status = numberOf(propertyValue(inner, "status") ?? propertyValue(inner, "statusCode") ?? propertyValue(inner, "code"), file, NO_ARGUMENTS);
  if (status !== undefined && status >= 100) return answerWith(status, propertyValue(inner, "error") ?? propertyValue(inner, "message"));
  const verdict = propertyValue(inner, "success") ?? propertyValue(inner, "ok");
  const error = propertyValue(inner, "error") ?? propertyValue(inner, "errors") ?? propertyValue(inner, "serverError");
  const refused = verdict?.type === "Literal" ? verdict.value === false : statusSaysFailed(inner) || (error !== undefined && !isFalsy(error));
  return { status: undefined, outcome: refused ? "denied" : "success", body: error ?? propertyValue(inner, "message"), elsewhere: false };
}

/** `if (!checked.ok) return checked;`: what refused is handed on as it is. */
function isHandedOnAsRefused(result: TSESTree.Identifier): boolean {
  for (let node: Node = result; node.parent && !isFunction(node.parent); node = node.parent) {
    const { parent } = node as { parent: Node };
    if (parent.type === "IfStatement" && parent.consequent === node) return saysRefused(parent.test, result.name);
  }
  return false;
}

function saysRefused(test: Node, name: string): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return saysRefused(inner.left, name) || saysRefused(inner.right, name);
  if (inner.type === "UnaryExpression" && inner.operator === "!") return WENT_WELL.test(fieldOf(inner.argument, name) ?? "");
  if (inner.type !== "BinaryExpression") return WENT_WRONG.test(fieldOf(inner, name) ?? "");
  const isFalse = inner.right.type === "Literal" && inner.right.value === false;
  return isFalse && /^===?$/.test(inner.operator) && WENT_WELL.test(fieldOf(inner.left, name) ?? "");
}

const WENT_WELL = /^(?:ok|success|valid|isValid|isOk)$/;
const WENT_WRONG = /^(?:errors?|serverError|failed|isErr)$/;

/** `ok` of `checked.ok`. */
function fieldOf(node: Node, name: string): string | undefined {
  const inner = unwrap(node);
  if (inner.type !== "MemberExpression") return undefined;
  const object = unwrap(inner.object);
  return object.type === "Identifier" && object.name === name ? memberName(inner) : undefined;
}
