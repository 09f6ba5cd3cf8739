/** The name by which a catch knows its failure, and the edit that gives it one where it has none. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Edit } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { isFunction, type FunctionNode, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";

/** A name and what has to be inserted for it, or why there is none. */
export type CaughtName = { readonly name: string; readonly edits: readonly Edit[] } | { readonly skipped: string };

/** The failure's name in a catch or a rejection handler, and the edits without which it has none; or why it can be given none. */
export function caughtName(node: TSESTree.CatchClause | FunctionNode, file: SourceFile): CaughtName {
  const parameter = node.type === "CatchClause" ? node.param : node.params[0];
  if (parameter?.type === "Identifier") return { name: parameter.name, edits: [] };
  if (parameter)
    return { skipped: `the ${isFunction(node) ? "handler" : "catch"} takes the failure apart; give it a name first` };
  const name = freeName(node.body);
  if (!isFunction(node)) {
    const at = node.range[0] + "catch".length;
    return { name, edits: [{ range: [at, at], text: ` (${name})` }] };
  }
  const at = emptyParentheses(node, file);
  return at === undefined
    ? { skipped: "the handler has no parameter list that can be read" }
    : { name, edits: [{ range: [at, at], text: rejectionParameter(name, file) }] };
}

/** In TypeScript with its type: a promise of a library without types gives the name none, and a strict compiler asks for one. */
export function rejectionParameter(name: string, file: SourceFile): string {
  return /\.[cm]?tsx?$/.test(file.view.path) ? `${name}: unknown` : name;
}

/** `error`, unless the catch uses that name for something outside. */
function freeName(body: Node): string {
  const uses = (name: string): boolean =>
    findNode(body, (node) => node.type === "Identifier" && node.name === name && !isKey(node), true) !== undefined;
  return ["error", "failure", "caughtError"].find((name) => !uses(name)) ?? "caughtFailure";
}

/** `{ error: "…" }`, `body.error`: a name that stands for no variable. */
function isKey(node: Node): boolean {
  const { parent } = node as { parent?: Node };
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent?.type === "Property" && parent.key === node && !parent.shorthand && !parent.computed;
}

function emptyParentheses(fn: FunctionNode, file: SourceFile): number | undefined {
  const head = file.view.text.slice(fn.range[0], fn.body.range[0]);
  const open = /\(\s*\)/.exec(head);
  return open ? fn.range[0] + open.index + 1 : undefined;
}
