/** Whether a record before a place holds an error already: `console.error("login failed", err)`, `captureException(err)`. */
import { recordOfCall } from "../analysis/records/function-records.js";
import type { SourceFile } from "../source-file.js";
import { isFunction, type Node } from "../syntax/ast.js";
import { runsBefore } from "./known-before.js";

/** True where the event need not carry the error too: whoever reads the one finds the other beside it. */
export function isToldAlready(name: string, at: Node, file: SourceFile): boolean {
  const variable = file.bindings.lookUp(name, at);
  return variable !== undefined && variable.references.some(({ identifier }) => isRecorded(identifier as Node, at, file));
}

function isRecorded(use: Node, at: Node, file: SourceFile): boolean {
  for (let node = use; node.parent && !isFunction(node.parent) && !/Statement$|^VariableDeclarator$/.test(node.parent.type); node = node.parent) {
    const { parent } = node;
    if (parent.type !== "CallExpression" || parent.callee === node) continue;
    if (recordOfCall(parent, file)) return runsBefore(parent, at);
  }
  return false;
}
