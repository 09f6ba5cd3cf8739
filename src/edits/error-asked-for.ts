/** The error that an exit is for, where nothing was thrown: `const { data, error } = await …; if (error) return …`. */
import { testsAround } from "../analysis/branch-tests.js";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";

const NAMES_ERROR = /^(?:err|error)$|(?:Err|Error|_err|_error)$/;

/** Its name in the exit's own test (`if (error)`, `if (userError || !user)`); undefined where that asks for no error. */
export function errorAskedFor(exit: Node, file: SourceFile): string | undefined {
  const [innermost] = testsAround(exit);
  const name = innermost && isConsequent(exit, innermost) ? firstError(innermost) : undefined;
  if (name === undefined) return undefined;
  // One of the same name that stands nearer hides it.
  return file.bindings.lookUp(name, exit) === file.bindings.lookUp(name, innermost!) ? name : undefined;
}

function isConsequent(exit: Node, test: Node): boolean {
  const branch = test.parent;
  if (branch?.type !== "IfStatement" && branch?.type !== "ConditionalExpression") return false;
  return exit.range[0] >= branch.consequent.range[0] && exit.range[1] <= branch.consequent.range[1];
}

/** What is true in every case stands alone or before `&&`; of `a || b`, one may be empty, and is recorded as that. */
function firstError(test: Node): string | undefined {
  const inner = unwrap(test);
  if (inner.type === "Identifier") return NAMES_ERROR.test(inner.name) ? inner.name : undefined;
  if (inner.type !== "LogicalExpression" || inner.operator === "??") return undefined;
  return firstError(inner.left) ?? firstError(inner.right);
}
