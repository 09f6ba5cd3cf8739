/**
 * What becomes of each failure that the file catches: recorded, carried on, turned into an answer, swallowed, or failed
 * open. Emptiness is the wrong test; a catch with ten lines in it may keep nothing of what went wrong.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { readInterrupt, readResAnswer, readResHelper, readResponse, rootIs, wordsOf, type Answer } from "../frameworks/answer.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  dottedPath,
  enclosingFunction,
  functionName,
  isFunction,
  isInside,
  memberName,
  parameterName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { findNode } from "../syntax/walk.js";
import { CARRIERS, METRICS, NOOP, STRINGIFIERS } from "../vocabulary/failure-words.js";
import { excuseOf, type Excuse } from "./catch-excuses.js";
import type { FileFacts } from "./file-facts.js";
import { FlowWalk } from "./flow-walk.js";
import { recordOfCall, recordsAlways } from "./function-records.js";
import { isCallOf } from "./handler-flow.js";
import { addRecord, type Path } from "./path.js";
import { ERROR_REPORTERS } from "../vocabulary/record-names.js";
import { CONSOLE_METHODS, LEVEL_METHODS } from "../vocabulary/loggers.js";
import { isLoggerName, type RecordCall, type RecordStrength } from "./records.js";

export type Fate = "recorded" | "carried" | "answered" | "swallowed" | "failed-open";

export interface CaughtFailure {
  /** A catch clause, or the function (or name) handed to `.catch()` or as second to `.then()`. */
  readonly node: Node;
  /** What was tried: the `try` block, or the promise. */
  readonly attempted: Node;
  /** What a report points at. */
  readonly place: readonly [number, number];
  readonly fate: Fate;
  /** Why it may be silent all the same. */
  readonly excuse: Excuse | undefined;
  /** The name that the failure has inside, when it has one. */
  readonly error: string | undefined;
  /** The block that runs when it failed; undefined for a name or a concise arrow. */
  readonly body: TSESTree.BlockStatement | undefined;
  /** The weakest record among its ways, for rules that do not take console for one. */
  readonly strength: RecordStrength | undefined;
  /** The handler that it stands in. */
  readonly handler: HandlerSite | undefined;
}

/** All catch clauses and rejection handlers of the file, in source order. */
export function caughtFailures(facts: FileFacts): CaughtFailure[] {
  const { file } = facts;
  const found: CaughtFailure[] = [];
  for (const statement of file.outline.tries) {
    if (statement.handler) found.push(ofClause(statement, statement.handler, facts));
  }
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression") continue;
    const rejection = rejectionHandler(call);
    if (rejection) {
      const failure = ofRejection(call, rejection, facts);
      if (failure) found.push(failure);
    }
  }
  return found.sort((a, b) => a.place[0] - b.place[0]);
}

/** The innermost handler around a node. */
export function handlerAround(node: Node, facts: FileFacts): HandlerSite | undefined {
  let found: HandlerSite | undefined;
  let size = Infinity;
  for (const handler of facts.handlers) {
    const within = handler.region ?? handler.fn;
    if (!within || !isInside(node, within)) continue;
    const length = within.range[1] - within.range[0];
    if (length < size) [found, size] = [handler, length];
  }
  return found;
}

function ofClause(statement: TSESTree.TryStatement, clause: TSESTree.CatchClause, facts: FileFacts): CaughtFailure {
  const handler = handlerAround(statement, facts);
  const error = clause.param?.type === "Identifier" ? clause.param.name : undefined;
  const verdict = judge({ body: clause.body, error, names: namesBound(clause.param) }, enclosingFunction(statement), aroundOf(handler, facts));
  return {
    node: clause,
    attempted: statement.block,
    place: [clause.range[0], clause.param ? clause.param.range[1] + 1 : clause.range[0] + "catch".length],
    error,
    body: clause.body,
    handler,
    ...verdict,
    excuse: verdict.fate === "recorded" || verdict.fate === "carried" ? undefined : excuseOf({ attempted: statement.block, body: clause.body, fate: verdict.fate, fn: enclosingFunction(statement) }, handler, facts),
  };
}

/** The function given to `.catch(fn)` or `.then(_, fn)`; schema libraries' `.catch(value)` takes no function. */
function rejectionHandler(call: TSESTree.CallExpression): Node | undefined {
  if (call.callee.type !== "MemberExpression") return undefined;
  const method = memberName(call.callee);
  const given = method === "catch" && call.arguments.length === 1 ? call.arguments[0] : method === "then" ? call.arguments[1] : undefined;
  if (!given) return undefined;
  const inner = unwrap(given);
  if (isFunction(inner)) return inner;
  return inner.type === "Identifier" || inner.type === "MemberExpression" ? inner : undefined;
}

function ofRejection(call: TSESTree.CallExpression, given: Node, facts: FileFacts): CaughtFailure | undefined {
  const { file } = facts;
  const promise = (call.callee as TSESTree.MemberExpression).object;
  if (isSchema(promise)) return undefined;
  const handler = handlerAround(call, facts);
  const fn = isFunction(given) ? given : localFunctionOf(given, file);
  const base = { node: given, attempted: promise, place: given.range, handler };
  if (!fn) {
    const { fate, strength } = fateOfName(given, file);
    const excuse = fate === "swallowed" ? excuseOf({ attempted: promise, body: undefined, fate, fn: enclosingFunction(call) }, handler, facts) : undefined;
    return { ...base, fate, strength, excuse, error: undefined, body: undefined };
  }
  const parameter = fn.params[0];
  const error = parameterName(parameter);
  const block = fn.body.type === "BlockStatement" ? fn.body : undefined;
  const verdict = block
    ? judge({ body: block, error, names: namesBound(parameter) }, fn, aroundOf(handler, facts))
    : judgeExpression(fn.body, namesBound(parameter), fn, aroundOf(handler, facts));
  const excuse = verdict.fate === "recorded" || verdict.fate === "carried" ? undefined : excuseOf({ attempted: promise, body: block, fate: verdict.fate, fn: enclosingFunction(call) }, handler, facts);
  return { ...base, error, body: isFunction(given) ? block : undefined, ...verdict, excuse };
}

function isSchema(node: Node): boolean {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") inner = unwrap(inner.type === "CallExpression" ? inner.callee : inner.object);
  return inner.type === "Identifier" && /^(?:z|zod|yup|v|s|t)$/.test(inner.name);
}

function localFunctionOf(node: Node, file: SourceFile): FunctionNode | undefined {
  const binding = node.type === "Identifier" ? file.bindings.of(node) : undefined;
  return binding?.kind === "function" ? binding.fn : undefined;
}

/** `.catch(console.error)` records, `.catch(noop)` swallows, `.catch(handleError)` hands the failure to someone. */
function fateOfName(node: Node, file: SourceFile): { fate: Fate; strength: RecordStrength | undefined } {
  const path = dottedPath(node) ?? [];
  const last = path.at(-1) ?? "";
  const holder = path.at(-2);
  if (holder === "console" && CONSOLE_METHODS.has(last)) return { fate: "recorded", strength: "console" };
  if (holder !== undefined && isLoggerName(holder) && LEVEL_METHODS.has(last)) return { fate: "recorded", strength: "log" };
  if (ERROR_REPORTERS.has(last)) return { fate: "recorded", strength: "reporter" };
  if (NOOP.test(path.join(".")) || NOOP.test(last) || last === "Boolean" || last === "undefined") return { fate: "swallowed", strength: undefined };
  const binding = path.length === 1 && node.type === "Identifier" ? file.bindings.of(node) : undefined;
  const fn = binding?.kind === "function" ? binding.fn : undefined;
  const strength = fn && recordsAlways(fn, file);
  return strength ? { fate: "recorded", strength } : { fate: "carried", strength: undefined };
}

/** The handler that a failure is caught in, and what it is there for. */
interface Around {
  readonly handler: HandlerSite | undefined;
  /** It decides who gets through: middleware, or a sensitive handler. */
  readonly guards: boolean;
  readonly file: SourceFile;
}

function aroundOf(handler: HandlerSite | undefined, facts: FileFacts): Around {
  const guards = handler !== undefined && (handler.role === "middleware" || facts.sensitivity(handler) !== undefined);
  return { handler, guards, file: facts.file };
}

interface Caught {
  readonly body: TSESTree.BlockStatement;
  readonly error: string | undefined;
  readonly names: ReadonlySet<string>;
}

interface Verdict {
  readonly fate: Fate;
  readonly strength: RecordStrength | undefined;
}

function namesBound(pattern: Node | null | undefined): Set<string> {
  const names = new Set<string>();
  if (!pattern) return names;
  const collect = (node: Node): void => {
    if (node.type === "Identifier") names.add(node.name);
    else if (node.type === "ObjectPattern") for (const property of node.properties) collect(property.type === "Property" ? property.value : property.argument);
    else if (node.type === "AssignmentPattern") collect(node.left);
  };
  collect(pattern);
  return names;
}

interface End {
  readonly carried: boolean;
  readonly answer: "answered" | "failed-open" | undefined;
  readonly records: ReadonlySet<RecordCall>;
  /** It ends in a branch that asks what kind of failure it is: one that the author has thought of. */
  readonly recognised: boolean;
}

/** Follows every way through the catch: each must record or carry the failure, else the worst way names the fate. */
function judge(caught: Caught, fn: FunctionNode | undefined, around: Around): Verdict {
  const { handler, file } = around;
  const ends: End[] = [];
  const carries = new Set<RecordCall>();
  const answers = new Map<Path, End["answer"]>();
  const mark = (node: Node): RecordCall => {
    // Stands among the records of a path only to say that the failure went on; never counted as one.
    const made: RecordCall = { node: node as TSESTree.CallExpression, strength: "console", level: undefined, order: "varargs", library: undefined };
    carries.add(made);
    return made;
  };
  const wentOn = (record: RecordCall): boolean => carries.has(record) || (record.either?.some(wentOn) ?? false);
  const tainted = taintedNames(caught, file);
  const speaks = (node: Node): boolean => mentions(node, tainted);
  let lastAnswer: End["answer"];
  const end = (path: Path, answer: End["answer"], carried = false, at?: Node): void => {
    const records = new Set([...path.must].filter((record) => !wentOn(record)));
    const recognised = at !== undefined && isRecognised(at, caught.body, tainted);
    const byKind = recordsByKind(at ?? caught.body, caught.body, tainted, file);
    const placed = goesWhereItCan(at ?? caught.body, caught.body, tainted, around);
    ends.push({ carried: carried || byKind || placed || [...path.must].some(wentOn), answer, records, recognised });
  };
  const walker = new FlowWalk({
    recordOf: (call) => {
      const record = recordOfCall(call, file);
      if (record) return record;
      return call.type === "CallExpression" && carriesOn(call, tainted, around) ? mark(call) : undefined;
    },
    onAssignment: (assignment, path) => {
      const target = assignment.type === "UpdateExpression" ? assignment.argument : assignment.left;
      const stored = assignment.type === "AssignmentExpression" && speaks(assignment.right) && !isAnswerField(target, around);
      if (stored || COUNTER.test(dottedPath(target)?.at(-1) ?? "")) addRecord(path, mark(assignment));
    },
    onCall: (call, path) => {
      const answer = answerOf(call, around);
      if (answer) answers.set(path, answer);
      if (answer) lastAnswer = answer;
      return false;
    },
    onReturn: (value, path, { callback }, at) => {
      if (callback) return;
      const isClient = handler !== undefined && handler.fn === fn;
      const response = value && readResponse(value, file);
      if (response) end(path, letsThrough(response, around) ? "failed-open" : "answered", false, at);
      else if (value && !isClient && speaks(value)) end(path, undefined, true);
      else if (value && isClient && handler.dialect !== "res") end(path, answers.get(path) ?? "answered", value.type === "CallExpression" && carriesOn(value, tainted, around), at);
      else end(path, grants(value, fn) ? "failed-open" : (answers.get(path) ?? lastAnswer), false, at);
      path.live = false;
    },
    onThrow: (_thrown, path, { callback }) => {
      if (callback) return;
      end(path, undefined, true);
      path.live = false;
    },
    onEnd: (path, { callback }, at = caught.body) => {
      if (!callback) end(path, answers.get(path) ?? lastAnswer, false, at);
    },
  });
  walker.runBlock(caught.body);
  return verdictOf(ends);
}

/**
 * `if (err instanceof NotFound) return null; throw err;`: the first way is for a failure that is expected. So is what
 * follows `if (!isNotFound(err)) throw err;`.
 */
function isRecognised(at: Node, body: TSESTree.BlockStatement, names: ReadonlySet<string>): boolean {
  if (body.body.some((statement) => statement.range[0] < at.range[1] && sendsTheRestAway(statement, names))) return true;
  for (let node: Node = at; node.parent && node !== body; node = node.parent) {
    const { parent } = node;
    if (parent.type === "IfStatement" && parent.consequent === node && mentions(parent.test, names)) return true;
    if (parent.type === "SwitchCase" && parent.parent.type === "SwitchStatement" && parent.test && mentions(parent.parent.discriminant, names)) return true;
  }
  return false;
}

/** `if (status >= 500) logger.error(err);`, `if (!(err instanceof Expected)) log(err);`: recorded where its kind deserves it. */
function recordsByKind(at: Node, body: TSESTree.BlockStatement, names: ReadonlySet<string>, file: SourceFile): boolean {
  return body.body.some(
    (statement) =>
      statement.type === "IfStatement" &&
      !statement.alternate &&
      statement.range[0] < at.range[1] &&
      mentions(statement.test, names) &&
      recordsIn(statement.consequent, file) &&
      !endsTheWay(statement.consequent),
  );
}

/** `if (jobId) await jobs.update({ error }).eq("id", jobId);`, `if (logger) logger.error(err);`: kept wherever there is a place. */
function goesWhereItCan(at: Node, body: TSESTree.BlockStatement, names: ReadonlySet<string>, around: Around): boolean {
  return body.body.some((statement) => {
    if (statement.type !== "IfStatement" || statement.alternate || statement.test.type !== "Identifier") return false;
    const { test, consequent } = statement;
    if (statement.range[0] >= at.range[1] || endsTheWay(consequent) || !mentions(consequent, new Set([test.name]))) return false;
    return findNode(consequent, (node) => node.type === "CallExpression" && carriesOn(node, names, around)) !== undefined;
  });
}

function endsTheWay(branch: Node): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
}

/** `res.statusCode = err.status` is part of the answer. */
function isAnswerField(target: Node, { handler }: Around): boolean {
  const path = dottedPath(target);
  return path?.length === 2 && path[0] === handler?.parameters.response && /^status(?:Code|Message)$/.test(path[1]!);
}

function sendsTheRestAway(statement: Node, names: ReadonlySet<string>): boolean {
  if (statement.type !== "IfStatement" || statement.alternate || !mentions(statement.test, names)) return false;
  const { test, consequent } = statement;
  const negative = (test.type === "UnaryExpression" && test.operator === "!") || (test.type === "BinaryExpression" && /^!==?$/.test(test.operator)) || test.type === "LogicalExpression";
  const last = consequent.type === "BlockStatement" ? consequent.body.at(-1) : consequent;
  return negative && last?.type === "ThrowStatement";
}

/** A guard's 2xx that does not itself say that something went wrong. */
function letsThrough(answer: Answer, { guards, file }: Around): boolean {
  const { status, outcome, body } = answer;
  // `NextResponse.next()` has a status and no outcome: it is the request that goes on.
  const goesOn = outcome === "success" || (outcome === undefined && status === 200);
  if (!guards || !goesOn || (status !== undefined && status >= 300)) return false;
  return !(body && saysFailure(body, file));
}

function saysFailure(body: Node, file: SourceFile): boolean {
  const admits = findNode(body, (node) => {
    if (node.type !== "Property") return false;
    const name = propertyName(node) ?? "";
    if (/^(?:error|errors|erro|failed|failure|reason)$/i.test(name)) return true;
    return /^(?:ok|success|sucesso|valid|allowed|verified)$/i.test(name) && node.value.type === "Literal" && node.value.value === false;
  });
  return admits !== undefined || /error|fail|invalid/i.test(wordsOf(body, file));
}

function verdictOf(ends: readonly End[]): Verdict {
  const kept = ends.some((end) => end.carried || end.records.size > 0);
  const silent = ends.filter((end) => !end.carried && end.records.size === 0 && !(kept && end.recognised));
  if (silent.length === 0) {
    const recorded = ends.filter((end) => end.records.size > 0);
    if (recorded.length === 0) return { fate: "carried", strength: undefined };
    const strengths = recorded.map((end) => strongest([...end.records]));
    return { fate: "recorded", strength: strengths.includes("console") ? "console" : strengths[0] };
  }
  const fate = silent.some((end) => end.answer === "failed-open") ? "failed-open" : silent.some((end) => end.answer === "answered") ? "answered" : "swallowed";
  return { fate, strength: undefined };
}

function strongest(records: readonly RecordCall[]): RecordStrength | undefined {
  const order: RecordStrength[] = ["audit", "log", "reporter", "console"];
  return order.find((strength) => records.some((record) => record.strength === strength));
}

function judgeExpression(body: Node, names: ReadonlySet<string>, fn: FunctionNode, around: Around): Verdict {
  const { file } = around;
  const inner = unwrap(body);
  if (inner.type === "CallExpression") {
    const record = recordOfCall(inner, file);
    if (record) return { fate: "recorded", strength: record.strength };
    const answer = answerOf(inner, around);
    if (answer) return { fate: answer, strength: undefined };
    if (carriesOn(inner, names, around)) return { fate: "carried", strength: undefined };
  }
  if (inner.type === "AssignmentExpression" && mentions(inner.right, names)) return { fate: "carried", strength: undefined };
  const response = readResponse(inner, file);
  if (response) return { fate: letsThrough(response, around) ? "failed-open" : "answered", strength: undefined };
  if (mentions(inner, names) && inner.type !== "CallExpression") return { fate: "carried", strength: undefined };
  const recording = findNode(inner, (node) => node.type === "CallExpression" && recordOfCall(node, file) !== undefined);
  if (recording) return { fate: "recorded", strength: "log" };
  return { fate: grants(inner, fn) ? "failed-open" : "swallowed", strength: undefined };
}

/** `errors++`, `stats.failed += 1`: a failure that is counted is kept. */
const COUNTER = /^(?:\w*(?:error|fail|failure|skipped|rejected)(?:s|ed|Count|Counter)?|has(?:Error|Failed)|failed|ok|success)$/i;

/** The caught name, and the constants in the catch that are made of it. */
function taintedNames(caught: Caught, file: SourceFile): ReadonlySet<string> {
  const names = new Set(caught.names);
  for (const statement of caught.body.body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const declarator of statement.declarations) {
      if (declarator.id.type === "Identifier" && declarator.init && mentions(declarator.init, names) && !recordsIn(declarator.init, file)) names.add(declarator.id.name);
    }
  }
  return names;
}

function recordsIn(node: Node, file: SourceFile): boolean {
  return findNode(node, (inner) => inner.type === "CallExpression" && recordOfCall(inner, file) !== undefined) !== undefined;
}

function mentions(node: Node, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  return findNode(node, (inner) => inner.type === "Identifier" && names.has(inner.name) && !isKey(inner), true) !== undefined;
}

function isKey(node: Node): boolean {
  const { parent } = node as { parent?: Node };
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent?.type === "Property" && parent.key === node && parent.value !== node && !parent.computed;
}

/**
 * A call that takes the failure further: `next(err)`, `reject(err)`, a callback, `handleApiError(err)`. Not a writer of
 * responses, and not what makes text or a yes-or-no of it.
 */
function carriesOn(call: TSESTree.CallExpression, names: ReadonlySet<string>, around: Around): boolean {
  const { handler, file } = around;
  const name = calleeName(call);
  if (name === undefined) return false;
  const handed = call.arguments.some((argument) => mentions(argument, names));
  if (handed && CARRIERS.test(name)) return true;
  if (call.arguments.length > 0 && (name === "next" || name === "reject" || (handler?.parameters.next !== undefined && isCallOf(call, handler.parameters.next)))) return true;
  if (METRICS.test(name) || isHandedALogger(call)) return true;
  const response = handler?.parameters.response;
  if (response !== undefined && rootIs(call.callee, response) && name !== "emit" && name !== "destroy") return false;
  if (isErrorHandlerSetting(call, file)) return true;
  if (!handed || isAnswer(call, around) || isStringifier(call, name)) return false;
  const direct = call.arguments.some((argument) => handsOver(unwrap(argument), names));
  if (direct) return true;
  return !splitWords(name).some((word) => word === "response" || word === "json" || word === "redirect" || word === "send" || word === "render" || word === "error");
}

/** The failure itself, as an argument or as a field of one: `report(err)`, `report({ request, error: err })`. */
function handsOver(argument: Node, names: ReadonlySet<string>): boolean {
  if (argument.type === "Identifier") return names.has(argument.name);
  if (argument.type !== "ObjectExpression") return false;
  return argument.properties.some((property) => property.type === "Property" && property.value.type === "Identifier" && names.has(property.value.name));
}

/** `rejectRequest({ log, logMessage: "…" })`: who is given a logger is meant to use it. */
function isHandedALogger(call: TSESTree.CallExpression): boolean {
  return call.arguments.some((argument) => {
    if (argument.type === "Identifier") return isLoggerName(argument.name);
    if (argument.type !== "ObjectExpression") return false;
    return argument.properties.some((property) => property.type === "Property" && isLoggerName(propertyName(property) ?? ""));
  });
}

function isErrorHandlerSetting(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const path = dottedPath(call.callee)?.join(".");
  return path !== undefined && file.settings.errorHandlers.some((pattern) => pattern.test(path));
}

const BUILT_IN_HOLDERS = new Set(["JSON", "Object", "String", "Array", "Number", "Math", "Reflect", "Promise", "util"]);

function isStringifier(call: TSESTree.CallExpression, name: string): boolean {
  const path = dottedPath(call.callee);
  if (path && path.length > 1 && BUILT_IN_HOLDERS.has(path[0]!) && name !== "reject") return true;
  const words = splitWords(name);
  if (words[0] === "handle" || words[0] === "report" || words[0] === "on" || words[0] === "process") return false;
  return STRINGIFIERS.has(words[0]!) || words.includes("stringify");
}

function isAnswer(call: TSESTree.CallExpression, around: Around): boolean {
  const { file } = around;
  return answerOf(call, around) !== undefined || isResponseCall(call, file);
}

function isResponseCall(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const answer = readResponse(call, file);
  return answer !== undefined && !(answer.elsewhere && call.arguments.some((argument) => unwrap(argument).type === "Identifier"));
}

function answerOf(call: TSESTree.CallExpression, around: Around): "answered" | "failed-open" | undefined {
  const { handler, file } = around;
  const { response, next } = handler?.parameters ?? {};
  if (next !== undefined && isCallOf(call, next) && call.arguments.length === 0) return "failed-open";
  const interrupt = readInterrupt(call, file);
  if (interrupt) return "answered";
  if (response === undefined) return undefined;
  const answer = readResAnswer(call, response, "unknown", file) ?? readResHelper(call, response, file);
  if (!answer) return undefined;
  return letsThrough(answer, around) ? "failed-open" : "answered";
}

/** `return true` out of a check (`isAllowed`, `verifyCaptcha`, `hasAccess`) lets in whoever made it fail. */
function grants(value: Node | undefined, fn: FunctionNode | undefined): boolean {
  const inner = value && unwrap(value);
  if (inner?.type !== "Literal" || inner.value !== true || !fn) return false;
  const guard = isRejectionHandler(fn) ? enclosingFunction(fn) : fn;
  const words = splitWords((guard && functionName(guard)) ?? "");
  return words.some((word) => GUARDS.has(word)) && !words.some((word) => REFUSALS.has(word));
}

/** `ask(user).catch(() => true)` speaks for the function around it. */
function isRejectionHandler(fn: FunctionNode): boolean {
  return fn.parent.type === "CallExpression" && /^(?:catch|then)$/.test(calleeName(fn.parent) ?? "");
}

/** `isBlocked`, `isExpired`, `isRateLimited`: there it is `true` that refuses. */
const REFUSALS = new Set(["block", "blocked", "denied", "deny", "expired", "revoked", "invalid", "limited", "limit", "banned", "forbidden", "locked", "private", "error", "malicious", "spam"]);

const GUARDS = new Set(["is", "can", "has", "check", "verify", "validate", "allow", "allowed", "authorize", "authenticate", "ensure", "require", "guard", "permit", "assert"]);
