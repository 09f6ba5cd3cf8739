/** A status that a variable has first and that a branch changes: `let status = 201; if (!user) status = 401;`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, isFunction, type Node } from "../syntax/ast.js";
import { endsTheWay } from "../syntax/branches.js";

export interface ChangedStatus {
  readonly test: Node;
  /** What it is where the test holds, and where it does not. */
  readonly consequent: Node;
  readonly alternate: Node;
}

/** @param given where the answer names it; what may be more than two values, or is set by other code, is not known */
export function changedStatus(given: TSESTree.Identifier, file: SourceFile): ChangedStatus | undefined {
  const binding = file.bindings.of(given);
  if (binding.kind !== "variable" || binding.pattern || binding.constant) return undefined;
  const references = binding.variable.references.filter((reference) => reference.isWrite());
  const fn = enclosingFunction(given);
  const writes = references.map(({ identifier }) => identifier as Node);
  const isBefore = (write: Node): boolean => write.range[1] <= given.range[0] && enclosingFunction(write) === fn;
  if (writes.length !== 2 || !writes.every(isBefore)) return undefined;
  const [first, second] = writes.map(assignedIn);
  if (!second) return undefined;
  const { branch, value, holds } = second;
  const { test } = branch;
  const { init } = binding;
  if (init) return holds ? { test, consequent: value, alternate: init } : { test, consequent: init, alternate: value };
  // `if (ok) status = 200; else status = 401;`
  return first?.branch === branch && first.holds && !holds ? { test, consequent: first.value, alternate: value } : undefined;
}

interface Assigned {
  readonly value: Node;
  /** The nearest `if` around it that goes on behind that arm, and whether it runs where the test holds. */
  readonly branch: TSESTree.IfStatement;
  readonly holds: boolean;
}

function assignedIn(name: Node): Assigned | undefined {
  const assignment = name.parent;
  if (assignment?.type !== "AssignmentExpression" || assignment.operator !== "=") return undefined;
  for (let inner: Node = assignment; inner.parent && !isFunction(inner.parent); inner = inner.parent) {
    const outer: Node = inner.parent;
    if (outer.type === "IfStatement" && outer.test !== inner)
      return endsTheWay(inner) ? undefined : { value: assignment.right, branch: outer, holds: outer.consequent === inner };
  }
  return undefined;
}
