/** Whether the code behind an attempt hears of its failure by what is missing then: a value that was not to be had. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingStatement, isFalsy, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { findNode } from "../../syntax/walk.js";
import { mentions, namesBound, recordsIn } from "./caught-names.js";
import { tellsFailure } from "./told-to-caller.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";

/** The statements behind one, in the same list. */
export function statementsBehind(statement: Node): readonly Node[] {
  const list = statement.parent;
  if (list?.type !== "BlockStatement" && list?.type !== "Program") return [];
  return list.body.filter((other) => other.range[0] >= statement.range[1]);
}

/**
 * `try { adapter = open(); } catch { adapter = undefined; } if (!adapter) logger.warn("no adapter");`, and the same of
 * `const adapter = await open().catch(() => null);`: that there is none is recorded, or goes on as a failure of the server's own.
 */
export function isAbsenceSeenTo(attempted: Node, body: Node | undefined, file: SourceFile): boolean {
  const names = namesLeftEmpty(attempted, body);
  const statement = enclosingStatement(attempted.type === "BlockStatement" ? attempted.parent! : attempted);
  if (!statement || names.size === 0) return false;
  return statementsBehind(statement).some((other) => {
    return other.type === "IfStatement" && asksForNone(other.test, names) && makesKnown(other.consequent, file);
  });
}

/** Several attempts may come before the same question. */
const makesKnown = foundOnce(
  (asked: Node, file: SourceFile): boolean =>
    recordsIn(asked, file) || findNode(asked, (node) => throwsPlainError(node) || countsFailure(node)) !== undefined,
);

/**
 * `let sent = false; try { …; sent = true; } catch { … } … if (!sent) return { error: "not sent" };`: what only success sets is
 * asked for behind, and its want is recorded, thrown, counted or, where no client waits, told.
 */
export function isSuccessAskedFor(attempted: Node, body: Node, inHandler: boolean, file: SourceFile): boolean {
  if (attempted.type !== "BlockStatement") return false;
  const set = attempted.body.map(assignmentOf).filter((assignment) => assignment?.right.type === "Literal" && assignment.right.value === true);
  const names = new Set(set.flatMap((assignment) => (assignment?.left.type === "Identifier" ? [assignment.left.name] : [])));
  if (names.size === 0 || mentions(body, names)) return false;
  const tells = (node: Node): boolean => !inHandler && node.type === "ReturnStatement" && node.argument !== null && tellsFailure(node.argument);
  for (let node: Node = attempted.parent!; node.parent && !isFunction(node); node = node.parent) {
    for (const other of statementsBehind(node)) {
      if (other.type !== "IfStatement" || !asksForNone(other.test, names)) continue;
      if (recordsIn(other.consequent, file)) return true;
      return findNode(other.consequent, (inner) => throwsPlainError(inner) || countsFailure(inner) || tells(inner)) !== undefined;
    }
  }
  return false;
}

const LOOKS = /^(?:get|head|find|describe|retrieve|stat|info)(?:[A-Z]|$)/;
const MAKES = /^(?:create|insert|add|put|make)(?:[A-Z]|$)/;

/**
 * `try { await rooms.get(id); } catch { await rooms.create(id); }`, and the same by way of a flag: who is out of reach fails
 * again, and is heard.
 */
export function makesWhatIsMissing(attempted: Node, body: Node): boolean {
  const [look, ...more] = waitsOf(attempted);
  if (!look || more.length > 0 || look.length < 2 || !LOOKS.test(look.at(-1)!)) return false;
  const makes = (path: readonly string[]): boolean => MAKES.test(path.at(-1)!) && look.slice(0, -1).join(".") === path.slice(0, -1).join(".");
  const [maker] = waitsOf(body);
  return maker ? makes(maker) : makersBehind(attempted, body).some(makes);
}

/**
 * `if (known) { try { await known.touch(); return known; } catch { sandboxes.delete(id); } } return await Sandbox.create(id);`:
 * what is kept and of no use any more is dropped and made anew; who is out of reach fails there, and is heard.
 */
export function makesAnewWhatIsStale(attempted: Node, body: Node): boolean {
  if (attempted.type !== "BlockStatement" || attempted.body.at(-1)?.type !== "ReturnStatement") return false;
  if (body.type !== "BlockStatement" || body.body.length === 0 || !body.body.every(drops)) return false;
  for (let node: Node = attempted.parent!; node.parent && !isFunction(node); node = node.parent) {
    if (node.type === "CatchClause") return false;
    if (statementsBehind(node).some((other) => waitsOf(other).some((path) => MAKES_ANEW.test(path.at(-1)!)))) return true;
  }
  return false;
}

const MAKES_ANEW = /^(?:create|make|open|connect|launch|start|spawn|provision|build)(?:[A-Z]|$)/;

/** `sandboxes.delete(id);`, `client = null;`, `delete known[id];` */
function drops(statement: Node): boolean {
  const done = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  if (done?.type === "AssignmentExpression") return isFalsy(unwrap(done.right));
  if (done?.type === "UnaryExpression") return done.operator === "delete";
  return done?.type === "CallExpression" && done.callee.type === "MemberExpression" && calleeName(done) === "delete";
}

/** `found = false;` in the catch, and behind it `if (!found) await rooms.create(id);`. */
function makersBehind(attempted: Node, body: Node): string[][] {
  const names = namesLeftEmpty(attempted, body);
  const asksForIt = (other: Node): boolean => other.type === "IfStatement" && asksForNone(other.test, names);
  const asking = statementsBehind(attempted.parent!).find(asksForIt) ?? statementsBehind(choiceAround(attempted)).find(asksForIt);
  return asking?.type === "IfStatement" ? waitsOf(asking.consequent) : [];
}

/** The `if (id) { try { … } catch { … } }` that a `try` is all of, or the `try` itself. */
function choiceAround(attempted: Node): Node {
  const statement = attempted.parent!;
  const block = statement.parent!;
  return block.type === "BlockStatement" && block.body.length === 1 && block.parent.type === "IfStatement" ? block.parent : statement;
}

/** What a piece of code waits for, by path; one that has none leaves an empty path. */
function waitsOf(piece: Node): string[][] {
  return waitedFor(piece).map((promise) => nameWaitedFor(promise).split("."));
}

/** Variables that have nothing in them once it has failed. */
function namesLeftEmpty(attempted: Node, body: Node | undefined): ReadonlySet<string> {
  if (attempted.type !== "BlockStatement") return givesNothing(attempted) ? namesBound(nameOfWaited(attempted)) : new Set();
  const inCatch = body?.type === "BlockStatement" ? body.body.filter((statement) => !throwsOn(statement)).map(assignmentOf) : [];
  // The catch does nothing else.
  if (inCatch.some((assignment) => assignment === undefined || !isFalsy(unwrap(assignment.right)))) return new Set();
  // An empty one leaves what the `try` would have filled.
  const emptied = inCatch.length > 0 ? inCatch : attempted.body.map(assignmentOf);
  return new Set(emptied.flatMap((assignment) => (assignment?.left.type === "Identifier" ? [assignment.left.name] : [])));
}

/** `adapter` of `const adapter = await open().catch(() => null)`, by the promise in front. */
function nameOfWaited(promise: Node): TSESTree.Identifier | undefined {
  let node: Node | undefined = promise.parent;
  while (node && /^(?:MemberExpression|CallExpression|AwaitExpression|TSAsExpression)$/.test(node.type)) node = node.parent;
  return node?.type === "VariableDeclarator" && node.id.type === "Identifier" ? node.id : undefined;
}

/** `.catch(() => null)`, `.catch(() => {})`. */
function givesNothing(promise: Node): boolean {
  const call = promise.parent?.parent;
  const given = call?.type === "CallExpression" ? call.arguments.at(-1) : undefined;
  if (!given || !isFunction(given)) return false;
  if (given.body.type !== "BlockStatement") return isFalsy(unwrap(given.body));
  const last = given.body.body.at(-1);
  return last === undefined || (last.type === "ReturnStatement" && (last.argument === null || isFalsy(unwrap(last.argument))));
}

function assignmentOf(statement: Node): TSESTree.AssignmentExpression | undefined {
  return statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression" ? statement.expression : undefined;
}

/** `!adapter`, `adapter == null`, `!adapter || adapter.closed`, `!answer?.ok`. */
function asksForNone(test: Node, names: ReadonlySet<string>): boolean {
  if (test.type === "LogicalExpression") return asksForNone(test.left, names) || asksForNone(test.right, names);
  if (test.type === "UnaryExpression") return test.operator === "!" && [test.argument, optionalRoot(test.argument)].some((asked) => asked?.type === "Identifier" && names.has(asked.name));
  return test.type === "BinaryExpression" && /^===?$/.test(test.operator) && isFalsy(unwrap(test.right)) && mentions(test.left, names);
}

/** `answer` of `answer?.ok`. */
function optionalRoot(asked: Node): Node | undefined {
  const member = unwrap(asked.type === "ChainExpression" ? asked.expression : asked);
  return member.type === "MemberExpression" && member.optional ? member.object : undefined;
}

/** `if (signal.aborted) throw error;` */
function throwsOn(statement: Node): boolean {
  return statement.type === "IfStatement" && !statement.alternate && findNode(statement.consequent, (node) => node.type === "ThrowStatement") !== undefined;
}

/** `failures.push(id)`, `failed++`. */
function countsFailure(node: Node): boolean {
  const target = node.type === "UpdateExpression" ? node.argument : node.type === "CallExpression" && node.callee.type === "MemberExpression" && calleeName(node) === "push" ? node.callee.object : undefined;
  return target !== undefined && /^(?:fail\w*|\w*(?:Fail|Error)\w*|errors?)$/.test(dottedPath(target)?.at(-1) ?? "");
}

/** A refusal would put the blame on the client. */
function throwsPlainError(node: Node): boolean {
  const made = node.type === "ThrowStatement" ? unwrap(node.argument) : undefined;
  return made?.type === "NewExpression" && /^(?:Error|InternalServerError(?:Exception)?|ServiceUnavailable\w*)$/.test(dottedPath(made.callee)?.at(-1) ?? "");
}
