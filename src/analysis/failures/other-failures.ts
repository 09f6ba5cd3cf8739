/** Attempts that belong to another failure, which is thrown, answered or being told of: theirs says nothing more. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, enclosingStatement, isDiscarded, isFunction, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { caughtNames, mentions, namesBound, recordsIn } from "./caught-names.js";
import { lastName } from "./probes.js";
import { waitedFor } from "./waited-calls.js";

/**
 * In a catch that answers: `try { const { back } = decode(token); return refuse(back); } catch { return refuse(); }` says less of
 * the failure that is answered there, and has none of its own.
 */
export function saysLessOfOther(attempted: Node, body: Node, calls: readonly string[]): boolean {
  if (enclosingStatement(attempted.parent ?? attempted)?.parent?.parent?.type !== "CatchClause") return false;
  const answer = lastAnswer(attempted);
  if (answer === undefined || lastAnswer(body) !== answer) return false;
  return calls.every((call) => call === answer || /^(?:parse|decode|verify|validate)/.test(lastName(call)));
}

/** The name of the call that a block ends with returning. */
function lastAnswer(block: Node): string | undefined {
  const last = block.type === "BlockStatement" ? block.body.at(-1) : undefined;
  const value = last?.type === "ReturnStatement" && last.argument ? unwrap(last.argument) : undefined;
  return value?.type === "CallExpression" ? dottedPath(value.callee)?.join(".") : undefined;
}

/**
 * `const body = await read(response).catch(() => null); throw new Error(body);`: the failure that it belongs to is told. What is
 * done for its own sake (`await refund(order).catch(noop); throw error;`) is no detail of it.
 */
export function isDetailOfFailure(promise: Node): boolean {
  const caught = promise.parent?.type === "MemberExpression" ? promise.parent.parent : undefined;
  if (caught && isDiscarded(caught)) return false;
  const statement = promise.type === "BlockStatement" ? undefined : enclosingStatement(promise);
  if (statement?.parent?.type !== "BlockStatement") return false;
  const { body } = statement.parent;
  if (!givesFailure(body.at(-1)!)) return false;
  const rest = body.filter((other) => other.range[0] > statement.range[0]);
  const last = rest.pop();
  return last !== undefined && rest.length <= MOST_BEFORE_ERROR && !rest.some((other) => findNode(other, (node) => node.type === "ReturnStatement"));
}

/** Details are gathered right before they are told. */
const MOST_BEFORE_ERROR = 8;

function givesFailure(last: Node): boolean {
  if (last.type === "ThrowStatement") return true;
  const made = last.type === "ReturnStatement" && last.argument ? unwrap(last.argument) : undefined;
  return made?.type === "NewExpression" && /(?:Error|Exception)$/.test(dottedPath(made.callee)?.at(-1) ?? "");
}

/**
 * `catch (error) { logger.error(error); try { await jobs.fail(id, error.message); } catch {} … }`: what is on record already is
 * noted once more, beside what it has to do with. Not an event of an audit, which must not get lost.
 */
export function notesOther(attempted: Node, file: SourceFile): boolean {
  const clause = clauseAround(attempted);
  if (!clause || onRecordAt(clause, file) > attempted.range[0]) return false;
  if (findNode(attempted, namesTrail)) return false;
  const failure = failureIn(clause, file);
  const speaks = (argument: Node): boolean => saysFailed(argument) || (argument.type === "ObjectExpression" ? argument.properties.some(writesDown) : mentions(argument, failure));
  // `retry_at: after(error)` is no word about it.
  const writesDown = (property: Node): boolean => mentions(property, failure) && (property.type !== "Property" || !/(?:_(?:at|until|after)|At|Until|After|[cC]ount|[aA]ttempts?)$/.test(propertyName(property) ?? ""));
  return waitedFor(attempted).every((promise) => chainedCalls(promise).some((call) => call.arguments.some(speaks)));
}

/** Each call of `db.from("jobs").update(row).eq("id", id)`. */
export function chainedCalls(promise: Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = [];
  for (let node = promise; node.type === "CallExpression" || node.type === "MemberExpression"; node = unwrap(node.type === "CallExpression" ? node.callee : node.object)) {
    if (node.type === "CallExpression") calls.push(node);
  }
  return calls;
}

/** `auditTrail`, `"security_events"`. */
function namesTrail(node: Node): boolean {
  const name = node.type === "Identifier" ? node.name : node.type === "Literal" && typeof node.value === "string" ? node.value : "";
  return splitWords(name).some((word) => word === "audit" || word === "security");
}

/** `"failed"`, `{ status: "error" }`, `{ title: `Message ${id} failed` }`: the state that something is in from then on. */
function saysFailed(argument: Node): boolean {
  if (argument.type === "ObjectExpression") return argument.properties.some((property) => property.type === "Property" && saysFailed(property.value));
  if (argument.type === "TemplateLiteral") return argument.quasis.some(({ value }) => /\bfail(?:ed|s|ure)\b/i.test(value.raw));
  return argument.type === "Literal" && /^(?:failed|error|errored)$|\bfail(?:ed|s|ure)\b/i.test(String(argument.value));
}

/** The catch of the same function that an attempt stands in. */
function clauseAround(attempted: Node): TSESTree.CatchClause | undefined {
  for (let node = attempted.parent; node && !isFunction(node); node = node.parent) if (node.type === "CatchClause") return node;
  return undefined;
}

// Each attempt in a catch asks the same of it.
const failures = keptWith<TSESTree.CatchClause, ReadonlySet<string>>();
const records = keptWith<TSESTree.CatchClause, number>();

function failureIn(clause: TSESTree.CatchClause, file: SourceFile): ReadonlySet<string> {
  if (!failures.has(clause)) failures.set(clause, caughtNames(clause.body, namesBound(clause.param), file).tainted);
  return failures.get(clause)!;
}

/** Where the first of its statements ends that records; past all of them when none does. */
function onRecordAt(clause: TSESTree.CatchClause, file: SourceFile): number {
  if (!records.has(clause)) {
    const first = clause.body.body.find((statement) => statement.type === "ExpressionStatement" && recordsIn(statement, file));
    records.set(clause, first ? first.range[1] : Infinity);
  }
  return records.get(clause)!;
}
