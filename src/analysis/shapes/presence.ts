/** What the branches around a place say of a value: that it is missing there, that it may be, or that it is there. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, isNullish, standsInList, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { leavesItsList } from "../../syntax/branches.js";
import { findNode } from "../../syntax/walk.js";

/** What is known of the value at the place, without types. */
export interface Presence {
  /** `open`: nothing around the place speaks of it. */
  readonly standing: "absent" | "unsure" | "open";
  /** The parts of the path that a test before or around the place has shown to be there: `session`, `session.user`. */
  readonly proven: readonly string[];
}

/**
 * @param path what is read, such as ["session", "user", "id"]
 * @param variable what the path's first name stands for
 * @param within the function whose tests are asked
 */
export function presenceAt(
  path: readonly string[],
  variable: TSESLint.Scope.Variable,
  at: Node,
  within: FunctionNode,
  file: SourceFile,
): Presence {
  const question = { path, siblings: errorsBeside(variable, file), file };
  let standing: Presence["standing"] = "open";
  const proven = new Set<string>();
  for (const { test, branch, isBefore } of conditionsAt(at, within)) {
    const said = whatItSays(test, branch, question);
    if (said === "absent") return { standing: "absent", proven: [] };
    if (said !== "unsure") for (const tested of said) proven.add(tested);
    else if (!isBefore) standing = "unsure";
  }
  return { standing, proven: standing === "unsure" ? [] : [...proven] };
}

/** A test, and how it came out on every way to the place. */
export interface Condition {
  readonly test: Node;
  readonly branch: "then" | "else";
  /** True for one that stands before the place and leaves where it came out otherwise; false for one around it. */
  readonly isBefore: boolean;
}

/** Behind `if (!session) return …` the session is there; inside `if (session) { … }` it is, too. The innermost first. */
export function conditionsAt(at: Node, within: Node): readonly Condition[] {
  const found: Condition[] = [];
  for (let node: Node = at; node.parent && node !== within; node = node.parent) {
    const { parent } = node;
    if (standsInList(node)) for (const test of guardsBefore(node)) found.push({ test, branch: "else", isBefore: true });
    const test = testOf(node, parent);
    if (test) found.push({ test, branch: "alternate" in parent && parent.alternate === node ? "else" : "then", isBefore: false });
  }
  return found;
}

/** What a branch hangs on; of a `switch (true)`, what its case asks. */
function testOf(node: Node, parent: Node): Node | undefined {
  if (parent.type === "IfStatement" || parent.type === "ConditionalExpression") return parent.test === node ? undefined : parent.test;
  if (parent.type !== "SwitchCase" || parent.test === node || parent.test === null) return undefined;
  const { cases, discriminant } = parent.parent;
  const before = cases[cases.indexOf(parent) - 1];
  const isReachedByTest = before === undefined || (before.consequent.length > 0 && leavesItsList(before.consequent.at(-1)!));
  return isReachedByTest && discriminant.type === "Literal" && discriminant.value === true ? parent.test : undefined;
}

interface Question {
  readonly path: readonly string[];
  /**
   * Names taken from the same result, whose presence says that the value is not there: `{ data, error }`, `{ member, response }`.
   */
  readonly siblings: ReadonlySet<string>;
  readonly file: SourceFile;
}

function errorsBeside(variable: TSESLint.Scope.Variable, file: SourceFile): ReadonlySet<string> {
  const binding = file.bindings.describe(variable);
  if (binding.kind !== "variable" || binding.pattern?.type !== "ObjectPattern") return new Set();
  const names = binding.pattern.properties.map((property) =>
    property.type === "Property" && property.value.type === "Identifier" ? property.value.name : "",
  );
  return new Set(names.filter((name) => /error|err$|response$|^(?:failure|denied|refusal|redirect|unauthorized|forbidden)$/i.test(name)));
}

/** What a test means for the branch that the place stands in; the parts of the path that it proves, when it proves any. */
function whatItSays(test: Node, branch: "then" | "else", question: Question): "absent" | "unsure" | readonly string[] {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression" && inner.operator === "!")
    return whatItSays(inner.argument, branch === "then" ? "else" : "then", question);
  if (inner.type === "LogicalExpression" && (inner.operator === "||" || inner.operator === "&&"))
    return ofLogical(inner, branch, question);
  const tested = presenceTest(inner, question);
  if (!tested) return [];
  if (tested.whenTrue === (branch === "then")) return [tested.path];
  return "absent";
}

/** In `a || b`'s then-branch either may hold; in its else-branch neither does. `&&` is the mirror of it. */
function ofLogical(
  test: TSESTree.LogicalExpression,
  branch: "then" | "else",
  question: Question,
): "absent" | "unsure" | readonly string[] {
  const sides = [whatItSays(test.left, branch, question), whatItSays(test.right, branch, question)] as const;
  const bothHold = (test.operator === "&&") === (branch === "then");
  if (bothHold) {
    if (sides.includes("absent")) return "absent";
    return sides.includes("unsure") ? "unsure" : sides.flatMap((side) => side as readonly string[]);
  }
  if (sides[0] === "absent" && sides[1] === "absent") return "absent";
  return sides.includes("absent") || sides.includes("unsure") ? "unsure" : [];
}

interface PresenceTest {
  readonly path: string;
  readonly whenTrue: boolean;
}

/** `session`, `session.user != null`, `typeof session === "object"`, `error`: a test of whether a part of the path is there. */
function presenceTest(test: Node, { path, siblings, file }: Question): PresenceTest | undefined {
  const inner = unwrap(test);
  if (inner.type === "BinaryExpression") {
    const ofKind = inner.operator === "in" ? keyTest(inner, path, file) : typeTest(inner, path, file);
    if (ofKind) return ofKind;
    const whenTrue = inner.operator.startsWith("!");
    if (!whenTrue && !inner.operator.startsWith("==")) return undefined;
    const value = isNullish(inner.right) ? inner.left : isNullish(inner.left) ? inner.right : undefined;
    const tested = value && partOf(value, path, file);
    return tested === undefined ? undefined : { path: tested, whenTrue };
  }
  if (inner.type === "Identifier" && siblings.has(inner.name)) return { path: path.slice(0, 1).join("."), whenTrue: false };
  const tested = partOf(inner, path, file);
  return tested === undefined ? undefined : { path: tested, whenTrue: true };
}

/** `typeof decoded !== "object"`: what has an id is an object, and an id is anything that there is. */
function typeTest(
  { left, operator, right }: TSESTree.BinaryExpression,
  path: readonly string[],
  file: SourceFile,
): PresenceTest | undefined {
  const type = right.type === "Literal" && typeof right.value === "string" ? right.value : undefined;
  const asked = unwrap(left);
  if (type === undefined || asked.type !== "UnaryExpression" || asked.operator !== "typeof") return undefined;
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const tested = partOf(asked.argument, path, file);
  if (tested === undefined) return undefined;
  const fits = tested === path.join(".") ? type !== "undefined" : type === "object" || type === "function";
  return { path: tested, whenTrue: operator.startsWith("=") === fits };
}

/** `"id" in decoded`. */
function keyTest(
  { left, right }: TSESTree.BinaryExpression,
  path: readonly string[],
  file: SourceFile,
): PresenceTest | undefined {
  const holder = left.type === "Literal" && typeof left.value === "string" ? partOf(right, path, file) : undefined;
  const tested = holder === undefined ? undefined : `${holder}.${String((left as TSESTree.Literal).value)}`;
  return tested !== undefined && `${path.join(".")}.`.startsWith(`${tested}.`) ? { path: tested, whenTrue: true } : undefined;
}

function partOf(node: Node, path: readonly string[], file: SourceFile): string | undefined {
  const isPart = (tested: readonly string[] | undefined): tested is readonly string[] =>
    tested !== undefined && tested.length <= path.length && tested.every((name, index) => name === path[index]);
  const tested = dottedPath(node);
  if (isPart(tested)) return tested.join(".");
  const held = heldPath(node, file);
  return isPart(held) ? held.join(".") : undefined;
}

/** `id` of `const id = session.user.id`: a test of the one is a test of the other. */
function heldPath(node: Node, file: SourceFile): string[] | undefined {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  if (binding?.kind !== "variable" || binding.pattern || !binding.constant || !binding.init) return undefined;
  const path = dottedPath(binding.init);
  return path && path.length > 1 ? path : undefined;
}

/** What the statements before this one in its list ask, and leave the list where it holds. */
function guardsBefore(statement: Node): Node[] {
  const { parent } = statement as { parent: Node };
  const siblings: readonly Node[] =
    parent.type === "SwitchCase"
      ? parent.consequent
      : "body" in parent && Array.isArray(parent.body)
        ? (parent.body as Node[])
        : [];
  const tests: Node[] = [];
  for (const sibling of siblings) {
    if (sibling === statement) break;
    if (sibling.type === "IfStatement" && !sibling.alternate && leavesItsList(sibling.consequent)) tests.push(sibling.test);
  }
  return tests;
}

/** True when the code asks somewhere whether the name holds anything. */
export function isQuestioned(name: string, within: Node): boolean {
  const asks = (node: Node): boolean =>
    (node.type === "UnaryExpression" && node.operator === "!" && dottedPath(node.argument)?.[0] === name) ||
    ((node.type === "IfStatement" || node.type === "ConditionalExpression") && dottedPath(node.test)?.join(".") === name);
  return findNode(within, asks, true) !== undefined;
}
