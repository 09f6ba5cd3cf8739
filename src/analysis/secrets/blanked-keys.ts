/** Which fields are gone after a key of unknown name was deleted or blanked: `delete out[key]`, `out[key] = "[REDACTED]"`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { listOfNames } from "./chosen-fields.js";
import { isKnownEmpty, isPlaceholder } from "./cleared-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, withField, type Value } from "./secret-value.js";

/** True for the forms above. */
export function blanks(parent: Node): boolean {
  if (parent.type === "UnaryExpression") return parent.operator === "delete";
  return parent.type === "AssignmentExpression" && isPlaceholder(unwrap(parent.right));
}

/** `if (out[key] === undefined) delete out[key]`, also where the loop gives the value a name: nothing was there to take away. */
export function isEmptyAnyway(member: TSESTree.MemberExpression, file: SourceFile): boolean {
  const text = (node: Node): string => file.view.text.slice(...node.range);
  const value = valueBeside(member.property, file);
  return isKnownEmpty(member, text) || (value !== undefined && isKnownEmpty(member, text, value));
}

/** `value` of `[key, value]`. */
function valueBeside(key: Node, file: SourceFile): string | undefined {
  const binding = key.type === "Identifier" ? file.bindings.of(key) : undefined;
  const name = binding && "variable" in binding ? (binding.variable.defs[0]?.name as Node | undefined) : undefined;
  const pattern = name?.parent;
  const value = pattern?.type === "ArrayPattern" ? pattern.elements[1] : undefined;
  return value?.type === "Identifier" ? value.name : undefined;
}

/** What is left without the fields that a test or a loop's list names; all are trusted where the keys are tested otherwise. */
export function blanked(before: Value, member: TSESTree.MemberExpression, trace: Trace): Value {
  const list = goneThrough(member.property, trace);
  const names = namesTested(member, trace) ?? (list && listOfNames(unwrap(list), trace));
  return names ? names.reduce((value, name) => withField(value, [name], CLEAN, true), before) : CLEAN;
}

/** `if (key === "password" || key === "token")`. */
function namesTested(member: TSESTree.MemberExpression, trace: Trace): readonly string[] | undefined {
  const key = trace.textOf(member.property);
  for (let inner: Node = member; inner.parent && !isFunction(inner.parent); inner = inner.parent) {
    const outer: Node = inner.parent;
    const names = outer.type === "IfStatement" && outer.consequent === inner ? namesIn(outer.test, key, trace) : undefined;
    if (names) return names;
  }
  return undefined;
}

function namesIn(test: Node, key: string, trace: Trace): readonly string[] | undefined {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") {
    const [left, right] = [namesIn(inner.left, key, trace), namesIn(inner.right, key, trace)];
    return inner.operator === "||" ? left && right && [...left, ...right] : (left ?? right);
  }
  if (inner.type !== "BinaryExpression" || !/^===?$/.test(inner.operator) || trace.textOf(inner.left) !== key) return undefined;
  return inner.right.type === "Literal" && typeof inner.right.value === "string" ? [inner.right.value] : undefined;
}

/** What `for (const key of list)` and `list.forEach((key) => …)` go through. */
function goneThrough(key: Node, trace: Trace): Node | undefined {
  const binding = key.type === "Identifier" ? trace.file.bindings.of(key) : undefined;
  if (binding?.kind === "variable") {
    const loop = binding.node.parent?.parent;
    return loop?.type === "ForOfStatement" ? loop.right : undefined;
  }
  const call = binding?.kind === "parameter" && binding.index === 0 ? binding.fn.parent : undefined;
  const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  return callee?.type === "MemberExpression" ? callee.object : undefined;
}
