/** Records a caught failure at the top of the catch, and gives the catch a name for it where it has none. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { CaughtFailure } from "../analysis/failures/caught-failures.js";
import type { Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isFunction, unwrap, type Node } from "../syntax/ast.js";
import { leavesItsList } from "../syntax/branches.js";
import { besideResult } from "./beside-result.js";
import { caughtName, rejectionParameter } from "./caught-name.js";
import { indented, insertAtTop, insertBefore } from "./insert-statement.js";
import { isModuleItself } from "./module-path.js";
import { errorField, loggerCall, projectLogger, type ProjectLogger } from "./project-logger.js";
import { field, lineIndent, quoted, textStyle, type TextStyle } from "./text-style.js";
import { whatFailed } from "./what-failed.js";

/** Plans `logger.error("POST /api/login failed", { error })` as the first thing that the catch does. */
export function planRecordFailure(failure: CaughtFailure, file: SourceFile): Plan {
  const { node, handler } = failure;
  if (isModuleItself(file.settings.logger.import, file.view.path))
    return { skipped: "it is the logger's own; what fails to log cannot log that" };
  if (failure.form === "settled") return { skipped: "which of the results may fail is for a person to say; record the reason of each that was rejected" };
  const logger = projectLogger(file, node, handler);
  const message = whatFailed(failure, file);
  if (failure.form === "callback" || (failure.form === "result" && failure.body)) return inBranch(failure, logger, message, file);
  if (failure.form === "result") return besideResult(node, (error) => (style) => [statementText(logger, message, error, style)], logger, file);
  if (node.type !== "CatchClause" && !isFunction(node)) return inPlaceOfName(node, logger, message, file);
  const named = caughtName(node, file);
  if ("skipped" in named) return named;
  const lines = (style: TextStyle): string[] => [statementText(logger, message, named.name, style)];
  const behind = node.body.type === "BlockStatement" ? behindKnownKinds(node.body, named.name) : undefined;
  if (node.body.type === "BlockStatement" && !behind)
    return { edits: [...named.edits, ...insertAtTop(node.body, lines, file)], imports: logger.needs };
  const at = behind ?? node.body;
  const body = insertBefore(at, at, lines, file);
  return "skipped" in body ? body : { edits: [...named.edits, ...body], imports: logger.needs };
}

/** What follows `if (error instanceof ApiError) return …;` at the top of a catch: such a failure is an answer, and expected. */
function behindKnownKinds({ body }: TSESTree.BlockStatement, name: string): Node | undefined {
  const first = body.findIndex((statement) => !isKnownKind(statement, name));
  return first > 0 ? body[first] : undefined;
}

function isKnownKind(statement: Node, name: string): boolean {
  if (statement.type !== "IfStatement" || statement.alternate || !leavesItsList(statement.consequent)) return false;
  const test = unwrap(statement.test);
  if (test.type !== "BinaryExpression" || test.operator !== "instanceof" || dottedPath(test.left)?.join() !== name) return false;
  return !/^(?:Error|DOMException)$/.test(dottedPath(test.right)?.join() ?? "Error");
}

/** Into the branch that is for an error; where nothing in a callback asks for it, a line asks that records it. */
function inBranch({ node, body, error = "error", runsWithout }: CaughtFailure, logger: ProjectLogger, message: string, file: SourceFile): Plan {
  const asking = runsWithout || (body && isForMore(body)) ? `if (${error}) ` : "";
  const lines = (style: TextStyle): string[] => [asking + statementText(logger, message, error, style)];
  if (body?.type === "BlockStatement") return { edits: insertAtTop(body, lines, file), imports: logger.needs };
  if (body) {
    const edits = insertBefore(body, body, lines, file);
    return "skipped" in edits ? edits : { edits, imports: logger.needs };
  }
  if (!isFunction(node) || node.body.type !== "BlockStatement") return { skipped: "the callback has no block of its own; test its error there by hand" };
  return { edits: insertAtTop(node.body, (style) => lines(style).map((line) => `if (${error}) ${line}`), file), imports: logger.needs };
}

/** `if (error || !row)`: the branch is for a row that is not there as well, and that is no failure. */
function isForMore(body: Node): boolean {
  const { parent } = body;
  if (parent?.type !== "IfStatement") return false;
  const test = unwrap(parent.test);
  return test.type === "LogicalExpression" && test.operator === (parent.alternate === body ? "&&" : "||");
}

function statementText(logger: ProjectLogger, message: string, error: string, style: TextStyle): string {
  const text = quoted(message, style);
  const call =
    logger.order === "varargs"
      ? `${logger.text}.error(${text}, ${error})`
      : loggerCall(logger, "error", text, [field(errorField(logger), error)], style);
  return call + style.semicolon;
}

/** `.catch(noop)` becomes `.catch((error) => { … })`; a function with a body is left, as it may do more than swallow. */
function inPlaceOfName(node: Node, logger: ProjectLogger, message: string, file: SourceFile): Plan {
  const variable = node.type === "Identifier" ? file.bindings.variableOf(node) : undefined;
  if (variable) {
    const binding = file.bindings.describe(variable);
    const does = binding.kind === "function" && binding.fn.body.type === "BlockStatement" && binding.fn.body.body.length > 0;
    if (does) return { skipped: `what ${variable.name} does has to stay; record the failure there` };
    const others = variable.references.filter(({ identifier, init }) => !init && !isHandedToCatch(identifier as Node));
    if (others.length === 0)
      return { skipped: `${variable.name} would be left without a use; write the handler in its place by hand` };
  }
  const style = textStyle(file);
  const outer = lineIndent(file.view.text, node.range[0]);
  const body = indented([statementText(logger, message, "error", style)], outer + style.indent, style);
  return {
    edits: [{ range: node.range, text: `(${rejectionParameter("error", file)}) => {${style.newline}${body}${style.newline}${outer}}` }],
    imports: logger.needs,
  };
}

function isHandedToCatch(use: Node): boolean {
  const { parent } = use as { parent?: Node };
  return parent?.type === "CallExpression" && parent.callee !== use;
}
