/** Records a caught failure at the top of the catch, and gives the catch a name for it where it has none. */
import type { CaughtFailure } from "../analysis/caught-failures.js";
import type { Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, functionName, isFunction, type Node } from "../syntax/ast.js";
import { routeName } from "./audit-statement.js";
import { besideResult, whatWasAsked } from "./beside-result.js";
import { caughtName } from "./caught-name.js";
import { indented, insertAtTop, insertBefore } from "./insert-statement.js";
import { isModuleItself } from "./module-path.js";
import { errorField, loggerCall, projectLogger, type ProjectLogger } from "./project-logger.js";
import { field, lineIndent, quoted, textStyle, type TextStyle } from "./text-style.js";

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
  if (node.body.type === "BlockStatement")
    return { edits: [...named.edits, ...insertAtTop(node.body, lines, file)], imports: logger.needs };
  const body = insertBefore(node.body, node.body, lines, file);
  return "skipped" in body ? body : { edits: [...named.edits, ...body], imports: logger.needs };
}

/** Into the branch that is for an error; where nothing in a callback asks for it, a line asks that records it. */
function inBranch({ node, body, error = "error", runsWithout }: CaughtFailure, logger: ProjectLogger, message: string, file: SourceFile): Plan {
  const asking = runsWithout ? `if (${error}) ` : "";
  const lines = (style: TextStyle): string[] => [asking + statementText(logger, message, error, style)];
  if (body?.type === "BlockStatement") return { edits: insertAtTop(body, lines, file), imports: logger.needs };
  if (body) {
    const edits = insertBefore(body, body, lines, file);
    return "skipped" in edits ? edits : { edits, imports: logger.needs };
  }
  if (!isFunction(node) || node.body.type !== "BlockStatement") return { skipped: "the callback has no block of its own; test its error there by hand" };
  return { edits: insertAtTop(node.body, (style) => lines(style).map((line) => `if (${error}) ${line}`), file), imports: logger.needs };
}

function statementText(logger: ProjectLogger, message: string, error: string, style: TextStyle): string {
  const text = quoted(message, style);
  const call =
    logger.order === "varargs"
      ? `${logger.text}.error(${text}, ${error})`
      : loggerCall(logger, "error", text, [field(errorField(logger), error)]);
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
    edits: [{ range: node.range, text: `(error) => {${style.newline}${body}${style.newline}${outer}}` }],
    imports: logger.needs,
  };
}

function isHandedToCatch(use: Node): boolean {
  const { parent } = use as { parent?: Node };
  return parent?.type === "CallExpression" && parent.callee !== use;
}

/**
 * `POST /api/orders failed`, `loadUser failed`: the route or the function that could not do its work. Of results a function
 * may have a dozen, so what was asked is told too: `POST /api/orders: orders update failed`.
 */
function whatFailed({ form, handler, node }: CaughtFailure, file: SourceFile): string {
  if (form === "middleware") return "request failed";
  const name = (handler ? routeName(handler) : nearestName(node)) ?? "request";
  const asked = form === "result" ? whatWasAsked(node, file) : [];
  return asked.length > 0 ? `${name}: ${asked.join(" ")} failed` : `${name} failed`;
}

function nearestName(node: Node): string | undefined {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const name = functionName(fn);
    if (name !== undefined) return name;
  }
  return undefined;
}
