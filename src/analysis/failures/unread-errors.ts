/**
 * Calls that give `{ data, error }` instead of failing, where the error is left where it is: only the data is taken, or nothing
 * of what a change gives.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingStatement, isDiscarded, isFunction, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { endsTheWay } from "../../syntax/branches.js";
import { findNode } from "../../syntax/walk.js";
import { statementsBehind } from "./absence-seen.js";
import { mentions, namesBound, recordsIn } from "./caught-names.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { saysNotFound } from "./looked-for.js";
import { isOneThatMayBeMissing, isOnlyGlancedAt } from "./missing-data.js";
import { changeOf, givesError } from "./result-clients.js";
import { runsForRequest } from "../handlers/served-functions.js";
import { GIVES_RESULTS } from "../../vocabulary/result-text.js";

export interface UnreadError {
  readonly call: TSESTree.CallExpression;
  /** The pattern that takes the data alone; the client that the call hangs on where nothing is taken. */
  readonly at: Node;
}

/** `const { data } = await supabase.from("x").select();`, `await supabase.from("x").insert(row);`, in what runs for a request. */
export function unreadErrors(facts: HandlerFacts): UnreadError[] {
  const { file } = facts;
  if (!GIVES_RESULTS.test(file.view.text)) return [];
  return file.outline.calls.flatMap((call): UnreadError[] => {
    if (call.type !== "CallExpression") return [];
    const declarator = takenApartBy(call);
    const at = declarator ? takenWithoutError(declarator, call, file) : isLeft(call) ? changed(call, file) : undefined;
    return at && runsForRequest(call, facts) ? [{ call, at }] : [];
  });
}

/** The declarator that an awaited call is the value of. */
export function takenApartBy(call: TSESTree.CallExpression): TSESTree.VariableDeclarator | undefined {
  if (call.parent.type !== "AwaitExpression") return undefined;
  let node: Node = call.parent;
  while (/^(?:AwaitExpression|TSAsExpression|TSNonNullExpression)$/.test(node.type)) node = node.parent!;
  return node.type === "VariableDeclarator" ? node : undefined;
}

function takenWithoutError(
  declarator: TSESTree.VariableDeclarator,
  call: TSESTree.CallExpression,
  file: SourceFile,
): Node | undefined {
  const { id } = declarator;
  if (id.type !== "ObjectPattern" || !leavesError(id, file) || !givesError(call, file) || isMissingDataSeenTo(declarator, file) || isNotFoundWhereMissing(declarator, call))
    return undefined;
  const isRead = changeOf(call) === undefined;
  return isRead && (isOnlyGlancedAt(call, id, file) || isOneThatMayBeMissing(call, id, file)) ? undefined : id;
}

function leavesError(pattern: TSESTree.ObjectPattern, file: SourceFile): boolean {
  const names = pattern.properties.map((property) => (property.type === "Property" ? propertyName(property) : "error"));
  return names.includes("error") ? isErrorForgotten(pattern, file) : names.includes("data") || names.includes("count");
}

/** `const { data, error } = …` and not a word of `error` after that; `error: _` says that it is left on purpose. */
function isErrorForgotten(pattern: TSESTree.ObjectPattern, file: SourceFile): boolean {
  const error = pattern.properties.find((property) => propertyName(property) === "error");
  if (error?.type !== "Property" || error.value.type !== "Identifier" || error.value.name.startsWith("_")) return false;
  return file.bindings.lookUp(error.value.name, pattern)?.references.some((reference) => reference.isRead()) === false;
}

/** Nobody takes the result: by itself as a statement, among others in `Promise.all`, or with a `then` that looks away. */
function isLeft(call: TSESTree.CallExpression): boolean {
  if (/^(?:catch|finally)$/.test(calleeName(call) ?? "")) return false;
  if (calleeName(call) === "then" && !looksAway(call)) return false;
  const { parent } = call;
  if (parent.type !== "ArrayExpression") return isDiscarded(call);
  const all = parent.parent;
  return all.type === "CallExpression" && dottedPath(all.callee)?.join(".") === "Promise.all" && isDiscarded(all);
}

/** `.then()`, `.then(() => …)`. */
function looksAway(call: TSESTree.CallExpression): boolean {
  const [use] = call.arguments;
  if (call.arguments.length > 1) return false;
  return use === undefined || (isFunction(use) && use.params.length === 0);
}

/** The client that is told to change something. */
function changed(call: TSESTree.CallExpression, file: SourceFile): Node | undefined {
  const asked = calleeName(call) === "then" ? unwrap((call.callee as TSESTree.MemberExpression).object) : call;
  if (asked.type !== "CallExpression" || changeOf(asked) === undefined || !givesError(asked, file)) return undefined;
  let root: Node = asked;
  while (root.type === "CallExpression" || root.type === "MemberExpression") root = unwrap(root.type === "CallExpression" ? root.callee : root.object);
  return root.type === "ThisExpression" ? root.parent : root;
}

/** `if (!data) { logger.warn("…"); … }`, `if (!order) throw …`: that there is nothing is recorded, or goes on as a failure. */
function isMissingDataSeenTo(declarator: TSESTree.VariableDeclarator, file: SourceFile): boolean {
  const throws = (runs: Node): boolean => findNode(runs, (node) => node.type === "ThrowStatement") !== undefined;
  const seesTo = (runs: Node): boolean => recordsIn(runs, file) || throws(runs);
  return testsBehind(declarator).some((test) => {
    const [next] = leavesWithIt(test) ? statementsBehind(test) : [];
    return seesTo(test.consequent) || (next !== undefined && seesTo(next));
  });
}

/** `single()` and then `if (!order) return notFound();`: its error is mostly that there is no such row, and so it is said. */
function isNotFoundWhereMissing(declarator: TSESTree.VariableDeclarator, call: TSESTree.CallExpression): boolean {
  return calleeName(call) === "single" && testsBehind(declarator).some(({ test, consequent }) => isDenied(test) && findNode(consequent, saysNotFound) !== undefined);
}

/** `!order`, `!order || order.owner !== user`. */
function isDenied(test: Node): boolean {
  let first: Node = test;
  while (first.type === "LogicalExpression" && first.operator === "||") first = first.left;
  return first.type === "UnaryExpression" && first.operator === "!";
}

/** `if (rows && rows.length > 0) return rows;`: what stands behind runs where there is nothing. */
function leavesWithIt({ test, consequent, alternate }: TSESTree.IfStatement): boolean {
  let first: Node = test;
  while (first.type === "LogicalExpression" && first.operator === "&&") first = first.left;
  return !alternate && first.type === "Identifier" && endsTheWay(consequent);
}

/** Statements behind that ask for what is taken. */
function testsBehind(declarator: TSESTree.VariableDeclarator): TSESTree.IfStatement[] {
  const statement = enclosingStatement(declarator);
  const names = namesBound(declarator.id);
  const tests = statement ? statementsBehind(statement).filter((other) => other.type === "IfStatement") : [];
  return tests.filter(({ test }) => mentions(test, names));
}
