/**
 * The status by which a catch answers, where that is a value: `res.status(error.status || 500)` refuses with what was thrown as
 * a refusal, and breaks with all else. A record of it says which it was by the same value.
 */
import type { Exit } from "../analysis/records/exit.js";
import { statusGiven } from "../frameworks/chosen-status.js";
import { constantOf, staticNumber } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { isSettledAt } from "./known-before.js";

/**
 * The text of a test that is true of a refusal: `status < 500`, `(error.status || 500) < 500`. Undefined where the status is
 * known.
 */
export function refusalTest(exit: Exit, file: SourceFile): string | undefined {
  if (!exit.caughtBy || exit.callback || exit.answer.status === undefined) return undefined;
  const status = statusGiven(unwrap(exit.node), file);
  if (!status || staticNumber(status, file.bindings) !== undefined) return undefined;
  if (status.type === "Identifier") {
    const variable = file.bindings.variableOf(status);
    // A name for a fallback; a parameter may be anything.
    const made = constantOf(status, file.bindings);
    return variable && made && isFallback(made) && isSettledAt(variable, exit.node, file) ? `${status.name} < 500` : undefined;
  }
  const text = file.view.text.slice(...status.range);
  return isFallback(status) && /^[\w$.?!()|: ]+$/.test(text) ? `(${text}) < 500` : undefined;
}

/**
 * The text of a test that is true where the answer's status is that of the exit, to be asked once more before it: of names and
 * fields alone, whose values stay. By the status itself where that has a name: `status >= 401`.
 */
export function chosenTest({ chosen, node }: Exit, file: SourceFile): string | undefined {
  if (!chosen) return undefined;
  const { given, test, statuses, holds } = chosen;
  if (given.type === "Identifier") {
    const variable = file.bindings.variableOf(given);
    const binding = file.bindings.of(given);
    // A variable counts as chosen only where all that it is set to stands before the answer.
    const isSet = binding.kind === "variable" && !binding.constant;
    if (!variable || !(isSet || isSettledAt(variable, node, file))) return undefined;
    const [own, other] = holds ? statuses : [statuses[1], statuses[0]];
    return own < other ? `${given.name} < ${String(other)}` : `${given.name} >= ${String(own)}`;
  }
  const text = file.view.text.slice(...test.range);
  if (findNode(test, (inner) => !ASKED_AGAIN.has(inner.type), true) !== undefined || text.includes("\n")) return undefined;
  if (!/^!*[\w$.?[\]"']+$/.test(text)) return holds ? `(${text})` : `!(${text})`;
  return holds ? text : text.startsWith("!") ? text.slice(1) : `!${text}`;
}

const ASKED_AGAIN: ReadonlySet<string> = new Set([
  "Identifier", "MemberExpression", "ChainExpression", "Literal", "UnaryExpression", "BinaryExpression", "LogicalExpression", "TSNonNullExpression",
]);

/** `error.status || 500`, `error.statusCode ?? 500`. */
function isFallback(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "LogicalExpression" && inner.operator !== "&&" && unwrap(inner.left).type === "MemberExpression";
}
