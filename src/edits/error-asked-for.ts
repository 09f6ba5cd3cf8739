/** The error that an exit is for, where nothing was thrown: `const { data, error } = await …; if (error) return …`. */
import { testsAround } from "../syntax/branch-tests.js";
import { errorTestOf } from "../analysis/failures/error-tests.js";
import type { SourceFile } from "../source-file.js";
import { isInside, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";

const NAMES_ERROR = /^(?:err|error)$|(?:Err|Error|_err|_error)$/;

/** Its name in the exit's own test (`if (error)`, `if (userError || !user)`); undefined where that asks for no error. */
export function errorAskedFor(exit: Node, file: SourceFile): string | undefined {
  const [innermost] = testsAround(exit);
  const asked = innermost && findNode(innermost, (node) => isErrorOf(node, exit));
  if (asked?.type !== "Identifier") return undefined;
  // One of the same name that stands nearer hides it.
  return file.bindings.lookUp(asked.name, exit) === file.bindings.lookUp(asked.name, asked) ? asked.name : undefined;
}

function isErrorOf(node: Node, exit: Node): boolean {
  if (node.type !== "Identifier" || !NAMES_ERROR.test(node.name)) return false;
  const runs = errorTestOf(node)?.runs;
  return runs !== undefined && isInside(exit, runs);
}
