/** Records a caught failure at the top of the catch, and gives the catch a name for it where it has none. */
import type { CaughtFailure } from "../analysis/caught-failures.js";
import type { Edit, Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, functionName, isFunction, type FunctionNode, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { routeName } from "./audit-statement.js";
import { insertAtTop, insertBefore } from "./insert-statement.js";
import { loggerCall, projectLogger } from "./project-logger.js";
import { quoted, textStyle, type TextStyle } from "./text-style.js";

/** Plans `logger.error("POST /api/login failed", { error })` as the first thing that the catch does. */
export function planRecordFailure(failure: CaughtFailure, file: SourceFile): Plan {
  const logger = projectLogger(file);
  const { node } = failure;
  const named = errorName(failure, file);
  if ("skipped" in named) return named;
  const line = (style: TextStyle): string[] => [
    `${loggerCall(logger, "error", quoted(whatFailed(failure), style), [named.name === "error" ? "error" : `error: ${named.name}`])}${style.semicolon}`,
  ];
  if (node.type === "CatchClause") return { edits: [...named.edits, ...insertAtTop(node.body, line, file)], imports: logger.needs };
  if (!isFunction(node)) {
    const style = textStyle(file);
    const call = line({ ...style, semicolon: "" })[0]!;
    return { edits: [{ range: node.range, text: `(error) => ${call}` }], imports: logger.needs };
  }
  if (node.body.type === "BlockStatement") return { edits: [...named.edits, ...insertAtTop(node.body, line, file)], imports: logger.needs };
  const body = insertBefore(node.body, node.body, line, file);
  return "skipped" in body ? body : { edits: [...named.edits, ...body], imports: logger.needs };
}

/** `POST /api/orders failed`, `loadUser failed`: the route or the function that could not do its work. */
function whatFailed(failure: CaughtFailure): string {
  const { handler, node } = failure;
  const name = handler ? routeName(handler) : nearestName(node);
  return name === undefined ? "request failed" : `${name} failed`;
}

function nearestName(node: Node): string | undefined {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const name = functionName(fn);
    if (name !== undefined) return name;
  }
  return undefined;
}

type Named = { readonly name: string; readonly edits: readonly Edit[] } | { readonly skipped: string };

function errorName(failure: CaughtFailure, file: SourceFile): Named {
  const { node } = failure;
  if (node.type === "CatchClause") {
    if (node.param?.type === "Identifier") return { name: node.param.name, edits: [] };
    if (node.param) return { skipped: "the catch takes the failure apart; give it a name first" };
    const name = freeName(node.body);
    const at = node.range[0] + "catch".length;
    return { name, edits: [{ range: [at, at], text: ` (${name})` }] };
  }
  if (!isFunction(node)) return { name: "error", edits: [] };
  const [parameter] = node.params;
  if (parameter?.type === "Identifier") return { name: parameter.name, edits: [] };
  if (parameter) return { skipped: "the handler takes the failure apart; give it a name first" };
  const name = freeName(node.body);
  const at = emptyParentheses(node, file);
  return at === undefined ? { skipped: "the handler has no parameter list that can be read" } : { name, edits: [{ range: [at, at], text: name }] };
}

/** `error`, unless the catch uses that name for something outside. */
function freeName(body: Node): string {
  const uses = (name: string): boolean => findNode(body, (node) => node.type === "Identifier" && node.name === name, true) !== undefined;
  return ["error", "failure", "caughtError"].find((name) => !uses(name)) ?? "caughtFailure";
}

function emptyParentheses(fn: FunctionNode, file: SourceFile): number | undefined {
  const head = file.view.text.slice(fn.range[0], fn.body.range[0]);
  const open = /\(\s*\)/.exec(head);
  return open ? fn.range[0] + open.index + 1 : undefined;
}
