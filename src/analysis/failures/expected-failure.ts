/** Failures that the author has thought of: known by their kind, or recorded wherever there is a place and a need for it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { chainRoot, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { endsTheWay, lastStatement } from "../../syntax/branches.js";
import { findNode } from "../../syntax/walk.js";
import { mentions, namesBound, recordsIn } from "./caught-names.js";
import { countsAttempts } from "./counted-attempts.js";
import type { Around } from "./failure-answered.js";
import { carriesOn } from "./failure-handed-on.js";

/**
 * `if (err instanceof NotFound) return null; throw err;`: the first way is for a failure that is expected. So is what
 * follows `if (!isNotFound(err)) throw err;`, what is left undone once the client has gone, and all but the last of several
 * attempts.
 */
export function isRecognised(at: Node, body: Node, names: ReadonlySet<string>, around: Around): boolean {
  const isSent = (statement: Node): boolean => statement.range[0] < at.range[1] && sendsTheRestAway(statement, names, around);
  if (statementsOf(body).some(isSent)) return true;
  if (statementsOf(body).some((statement) => statement.type === "IfStatement" && countsAttempts(testOf(statement, body)))) return true;
  if (at.type === "ReturnStatement" && findsAnother(at, body)) return true;
  for (let node: Node = at; node.parent && node !== body; node = node.parent) {
    const { parent } = node;
    if (parent.type === "IfStatement" && parent.consequent === node && (mentions(parent.test, names) || asksWhetherGone(parent.test))) return true;
    if (parent.type === "IfStatement" && isLeftToCaller(parent.test)) return true;
    if (parent.type === "SwitchCase" && parent.parent.type === "SwitchStatement" && parent.test && mentions(parent.parent.discriminant, names)) return true;
  }
  return false;
}

/**
 * `if (status >= 500) logger.error(err);`, `if (!(err instanceof Expected)) log(err);`, `if (!aborted) log(err);`: recorded
 * where its kind deserves it, or unless it is no failure at all, or when the last attempt has failed.
 */
export function recordsByKind(at: Node, body: Node, names: ReadonlySet<string>, around: Around): boolean {
  const { file } = around;
  if (keepsErrors(body, names, around)) return true;
  return statementsOf(body).some((statement) => {
    if (statement.type !== "IfStatement" || statement.range[0] >= at.range[1]) return false;
    const { consequent, alternate } = statement;
    const test = testOf(statement, body);
    if (alternate && countsAttempts(test) && storesFailure(alternate, names)) return true;
    if (alternate) return (mentions(test, names) || countsAttempts(test)) && keepsAll(alternate, names, around);
    if (!endsTheWay(consequent) && asksWhetherGone(test) && keepsUnlessGone(consequent, names, around)) return true;
    if (!recordsIn(consequent, file)) return false;
    if (isSaidOnce(test, consequent)) return true;
    if (isErrorTest(test, names) || asksForServerError(test, names)) return true;
    if (isOneKind(test, names)) return false;
    return (
      !endsTheWay(consequent) &&
      (mentions(test, names) || asksWhetherGone(test) || asksWhetherTesting(test) || asksForQuiet(test) || countsAttempts(test))
    );
  });
}

/** `catch (err) { if (err instanceof Error) { report(err.message); } }` */
function keepsErrors(body: Node, names: ReadonlySet<string>, around: Around): boolean {
  const [only, ...more] = body.type === "BlockStatement" ? body.body : [];
  if (only?.type !== "IfStatement" || more.length > 0 || only.alternate || !isErrorTest(only.test, names)) return false;
  const done = only.consequent.type === "BlockStatement" ? only.consequent.body : [only.consequent];
  return done.some((statement) => {
    const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
    return call?.type === "CallExpression" && (recordsIn(call, around.file) || carriesOn(call, names, around));
  });
}

/** `if (!warned) { warned = true; logger.warn(err); }`: the first time speaks for the others. */
function isSaidOnce(test: Node, consequent: Node): boolean {
  const flag = test.type === "UnaryExpression" && test.operator === "!" ? dottedPath(test.argument)?.join(".") : undefined;
  const sets = (node: Node): boolean => node.type === "AssignmentExpression" && node.right.type === "Literal" && node.right.value === true && dottedPath(node.left)?.join(".") === flag;
  return flag !== undefined && findNode(consequent, sets) !== undefined;
}

/**
 * `if (err.code === "P2002") taken(); else logger.error(err);`: one kind is known, and whatever else there is gets recorded,
 * thrown or handed on.
 */
function keepsAll(alternate: Node, names: ReadonlySet<string>, around: Around): boolean {
  if (alternate.type !== "IfStatement") {
    const last = lastStatement(alternate);
    const isHanded = handsOn(last, names, around) || (isLeftToProgram(around) && givesBack(last, names));
    return isHanded || recordsIn(alternate, around.file) || throws(last);
  }
  return mentions(alternate.test, names) && alternate.alternate !== null && keepsAll(alternate.alternate, names, around);
}

/** `if (!signal.aborted) { const message = textOf(err); job.setError(message); }` */
function keepsUnlessGone(branch: Node, names: ReadonlySet<string>, around: Around): boolean {
  return findNode(branch, (node) => node.type === "CallExpression" && carriesOn(node, names, around)) !== undefined;
}

/** `last.error = err.message;` */
function storesFailure(branch: Node, names: ReadonlySet<string>): boolean {
  return findNode(branch, (node) => node.type === "AssignmentExpression" && mentions(node.right, names)) !== undefined;
}

/** `next(err);` */
function handsOn(last: Node | undefined, names: ReadonlySet<string>, around: Around): boolean {
  const call = last?.type === "ExpressionStatement" ? unwrap(last.expression) : undefined;
  return call?.type === "CallExpression" && carriesOn(call, names, around);
}

/** `throw err;`, `return Promise.reject(err);` */
function throws(last: Node | undefined): boolean {
  const given = last?.type === "ReturnStatement" && last.argument ? unwrap(last.argument) : undefined;
  return last?.type === "ThrowStatement" || (given?.type === "CallExpression" && dottedPath(given.callee)?.join(".") === "Promise.reject");
}

/**
 * `const other = await find(key); if (other) return other; throw err;`, `if (!other) throw err; return { kind: "old", row:
 * other };`: what could not be made is there.
 */
function findsAnother(at: Node, body: Node): boolean {
  const given = at.type === "ReturnStatement" && at.argument ? unwrap(at.argument) : undefined;
  const held = given?.type === "ObjectExpression" ? given.properties.flatMap((property) => (property.type === "Property" ? [unwrap(property.value)] : [])) : given ? [given] : [];
  const roots = new Set(held.flatMap((value) => (chainRoot(value).type === "Identifier" ? [(chainRoot(value) as TSESTree.Identifier).name] : [])));
  const found = findNode(body, (node) => node.type === "VariableDeclarator" && node.id.type === "Identifier" && roots.has(node.id.name) && node.init?.type === "AwaitExpression");
  if (found?.type !== "VariableDeclarator") return false;
  const named = namesBound(found.id);
  return throws(lastStatement(body)) || statementsOf(body).some((statement) => statement.type === "IfStatement" && mentions(statement.test, named) && throws(lastStatement(statement.consequent)));
}

/** `if (err instanceof Error)`: what is thrown hardly ever is anything else. */
export function isErrorTest(test: Node, names: ReadonlySet<string>): boolean {
  return asksForError(test) && test.type === "BinaryExpression" && mentions(test.left, names);
}

/** `status >= 500`: the rest has been refused. */
function asksForServerError(test: Node, names: ReadonlySet<string>): boolean {
  return test.type === "BinaryExpression" && /^>=?$/.test(test.operator) && mentions(test.left, names) && test.right.type === "Literal" && (test.right.value === 500 || test.right.value === 499);
}

/** `err instanceof DbError`, `err.code === "P2002"`: what is recorded is known, and what nobody expected is not. */
export function isOneKind(test: Node, names: ReadonlySet<string>): boolean {
  if (test.type !== "BinaryExpression" || !mentions(test.left, names)) return false;
  return test.operator === "instanceof" || (/^===?$/.test(test.operator) && test.right.type === "Literal" && typeof test.right.value === "string");
}

/** `ignoreFailure`, `throwOnError`, `options.staleOnError`: whoever calls has said whether it wants to hear of one. */
function isLeftToCaller(test: Node): boolean {
  const asked = findNode(test, (node) => node.type === "Identifier" && /^(?:(?:ignore|suppress|swallow|tolerate|disable)\w*(?:Errors?|Failures?|Exceptions?)|[a-z]\w*On(?:Error|Failure|Fail))$/.test(node.name));
  return asked !== undefined;
}

const GONE = /abort|cancel|closed|destroyed|disconnect|headersSent|writableEnded|shuttingDown|settled|resolved|finished|stopp(?:ed|ing)|mounted/i;

/** `aborted`, `!signal.aborted`, `res.headersSent`: whether anybody is still there. */
function asksWhetherGone(test: Node): boolean {
  return findNode(test, (node) => node.type === "Identifier" && GONE.test(node.name)) !== undefined;
}

/** `!silent`, `!options.quiet`: whoever calls wants no line. */
function asksForQuiet(test: Node): boolean {
  const isWish = (node: Node): boolean => node.type === "UnaryExpression" && node.operator === "!" && /^(?:is)?(?:silent|quiet)$/i.test(dottedPath(node.argument)?.at(-1) ?? "");
  return findNode(test, isWish) !== undefined;
}

/** `process.env.NODE_ENV !== "test"`. */
function asksWhetherTesting(test: Node): boolean {
  return findNode(test, (node) => (node.type === "Literal" && node.value === "test") || (node.type === "Identifier" && /^(?:is)?(?:test|testing|vitest|jest)(?:env(?:ironment)?|mode)?$/i.test(node.name))) !== undefined;
}

/**
 * `if (jobId) await jobs.update({ error }).eq("id", jobId);`, `if (this.logger) this.logger.error(err);`, `onError &&
 * onError(err)`.
 */
export function goesWhereItCan(at: Node, body: Node, names: ReadonlySet<string>, around: Around): boolean {
  return statementsOf(body).some((statement) => {
    if (statement.range[0] >= at.range[1]) return false;
    // Where there is no row to mark, nothing was to be done either.
    if (statement.type === "ForOfStatement" && !around.handler) return marksEach(statement, names, around);
    const choice = onlyIfThere(statement);
    if (!choice || endsTheWay(choice.then)) return false;
    return isPlaceUsed(choice.place, choice.then) && findNode(choice.then, (node) => node.type === "CallExpression" && (carriesOn(node, names, around) || recordsIn(node, around.file))) !== undefined;
  });
}

/** `for (const row of rows) await markFailed(row, message);` */
function marksEach({ left, body }: TSESTree.ForOfStatement, names: ReadonlySet<string>, around: Around): boolean {
  const each = left.type === "VariableDeclaration" ? namesBound(left.declarations[0]?.id) : new Set<string>();
  const marks = (node: Node): boolean => node.type === "CallExpression" && !recordsIn(node, around.file) && mentions(node, each) && carriesOn(node, names, around);
  return findNode(body, marks) !== undefined;
}

/** A branch that runs when a variable or a field has something in it. */
function onlyIfThere(statement: Node): { place: readonly string[]; then: Node } | undefined {
  const branch = statement.type === "IfStatement" && !statement.alternate ? { test: statement.test, then: statement.consequent } : undefined;
  const inner = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  const choice = branch ?? (inner?.type === "LogicalExpression" && inner.operator === "&&" ? { test: inner.left, then: inner.right } : undefined);
  const place = choice && dottedPath(choice.test);
  return choice && place && { place, then: choice.then };
}

/** The branch calls what was looked for, or hands it to a call: a switch (`if (verbose)`) is not used by what it switches. */
function isPlaceUsed(place: readonly string[], then: Node): boolean {
  const wanted = place.join(".");
  return findNode(then, (node) => (node.type === "Identifier" || node.type === "MemberExpression") && dottedPath(node)?.join(".") === wanted && !isMemberOfOther(node)) !== undefined;
}

function isMemberOfOther(node: Node): boolean {
  return node.parent?.type === "MemberExpression" && node.parent.property === node && !node.parent.computed;
}

function sendsTheRestAway(statement: Node, names: ReadonlySet<string>, around: Around): boolean {
  if (statement.type !== "IfStatement" || statement.alternate) return false;
  if (isLeftToCaller(statement.test)) return throws(lastStatement(statement.consequent));
  if (!mentions(statement.test, names)) return false;
  const { test, consequent } = statement;
  const negative = (test.type === "UnaryExpression" && test.operator === "!") || (test.type === "BinaryExpression" && /^!==?$/.test(test.operator)) || test.type === "LogicalExpression";
  const last = lastStatement(consequent);
  return negative && (throws(last) || (isLeftToProgram(around) && givesBack(last, names)));
}

/** No client waits, so what is returned goes to a caller in the program. */
function isLeftToProgram({ handler, client }: Around): boolean {
  return !handler && client === undefined;
}

/** `return err(new SaveError("not saved", { cause: error }));`: the caller has it. */
function givesBack(last: Node | undefined, names: ReadonlySet<string>): boolean {
  return last?.type === "ReturnStatement" && last.argument !== null && mentions(last.argument, names);
}

/** `attempt === MOST` of `const isLast = attempt === MOST; if (isLast) throw err;`. */
function testOf({ test }: TSESTree.IfStatement, body: Node): Node {
  const named = test.type === "UnaryExpression" && test.operator === "!" ? test.argument : test;
  if (named.type !== "Identifier") return test;
  const declared = findNode(body, (node) => node.type === "VariableDeclarator" && node.id.type === "Identifier" && node.id.name === named.name);
  return (declared?.type === "VariableDeclarator" && declared.init) || test;
}

/** The statements of a catch, also inside `if (err instanceof Error) { … }`, or the one that a branch without braces is. */
function statementsOf(body: Node): readonly Node[] {
  const statements = body.type === "BlockStatement" ? body.body : [body];
  const [only, ...more] = statements;
  // `try { if (!isGone(err)) throw err; } catch { throw err; }`
  if (only?.type === "TryStatement" && more.length === 0 && only.handler && throws(lastStatement(only.handler.body))) return only.block.body;
  if (only?.type !== "IfStatement" || more.length > 0 || only.alternate || only.consequent.type !== "BlockStatement") return statements;
  return asksForError(only.test) ? only.consequent.body : statements;
}

/** `err instanceof Error`. */
export function asksForError(test: Node): boolean {
  return test.type === "BinaryExpression" && test.operator === "instanceof" && test.right.type === "Identifier" && test.right.name === "Error";
}
