/** How a handler ends: every exit with its status and outcome, and which records belong to it. */
import type { TSESTree } from "@typescript-eslint/utils";
import {
  localFunction,
  readActionResult,
  readInterrupt,
  readResAnswer,
  readResHelper,
  readResponse,
  readThrown,
  returnedExpressions,
  setStatus,
  type Answer,
} from "../frameworks/answer.js";
import { handlerSite, type HandlerSite } from "../frameworks/framework.js";
import { isRouter, mountCalls, registeredOn } from "../frameworks/mounting.js";
import { ANSWER_METHODS } from "../frameworks/res-handler.js";
import { readGuardAnswer } from "../frameworks/response-guard.js";
import { importedSummary } from "../frameworks/imported.js";
import type { ErrorsEnd } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import { staticNumber } from "../scope/static-value.js";
import { calleeName, enclosingFunction, enclosingStatement, isFunction, isInside, memberName, parameterName, propertyName, unwrap, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { findNode, walk } from "../syntax/walk.js";
import { FIELD_ALIASES } from "../vocabulary/field-aliases.js";
import { recordedByCheck } from "./checks-that-record.js";
import { handlersByFunction } from "./handler-around.js";
import { assignsStatus, FlowWalk, type Surroundings } from "./flow-walk.js";
import { recordOfCall, recordsAlways, wrapperStrength } from "./function-records.js";
import { onBoth, type Path } from "./path.js";
import { isAuditFunction, isConfigured, recordOfTemplate, strongerOf, weakerOf, type RecordCall, type RecordStrength } from "./records.js";
import { recordsWhenFinished, refusalRecordOf } from "./refusal-records.js";
import { splitWords } from "../syntax/names.js";
import { dottedPath } from "../syntax/ast.js";

/**
 * `caught`: a refusal that is thrown to a catch of the same function, which answers with the status that was thrown. `end`: a
 * server action that returns nothing has done its work where its last statement ends; that statement is the node.
 */
export type ExitKind = "return" | "send" | "throw" | "interrupt" | "pass" | "caught" | "end";

export interface Exit {
  readonly kind: ExitKind;
  /** The expression that answers: the returned value, the call on `res`, the throw. */
  readonly node: Node;
  /** The statement that it stands in; the expression itself for the body of a concise arrow. */
  readonly statement: Node;
  readonly answer: Answer;
  readonly caughtBy: TSESTree.CatchClause | undefined;
  /** The callback inside the handler that the exit stands in, if any. */
  readonly callback: FunctionNode | undefined;
  /** Records on every way to the exit, or after it on every way to the handler's end. */
  readonly records: ReadonlySet<RecordCall>;
  /** Records of a `finally` around the exit: they run however it ends. */
  readonly finally: ReadonlySet<RecordCall>;
  /** Records on some way to the exit. */
  readonly maybe: ReadonlySet<RecordCall>;
}

interface OpenExit extends Exit {
  readonly records: Set<RecordCall>;
  readonly finally: Set<RecordCall>;
  readonly followed: Set<RecordCall>[];
}

export interface HandlerFlow {
  readonly exits: readonly Exit[];
  /** The strongest record that belongs to the exit, or undefined when nothing is left behind there. */
  readonly coverage: (exit: Exit) => RecordStrength | undefined;
  /** True for an exit that is left to error middleware of which it is known that it answers and keeps nothing. */
  readonly lost: (exit: Exit) => boolean;
}

const NO_HANDLERS: readonly HandlerSite[] = [];

/** `handlers` are all of the file: what another of them answers is its own exit, not this one's. */
export function flowOf(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[] = NO_HANDLERS): HandlerFlow {
  if (!handler.fn) return { exits: [], coverage: () => undefined, lost: () => false };
  const byFunction = handlersByFunction(handlers);
  const within = handler.region ?? handler.fn;
  const narrower = (byFunction.get(handler.fn) ?? []).flatMap(({ region }) =>
    region && region !== within && isInside(region, within) ? [region] : [],
  );
  const all = exitsOf(handler.fn, handler, byFunction, file);
  const around = strengthAround(handler, file);
  const whenRefused = strengthWhenRefused(handler, file);
  const groups = outcomesOfRecords(all);
  const exits = all.filter(({ node }) => isInside(node, within) && !narrower.some((region) => isInside(node, region)));
  return {
    exits,
    coverage: (exit) => {
      let strength = strongerOf(around, exit.answer.recorded);
      if (exit.answer.outcome === "denied") strength = strongerOf(strongerOf(strength, whenRefused), recordedByCheck(exit.node, file));
      if (isLeftTo(exit)) strength = strongerOf(strength, errorsEnd(exit, handler, file)?.strength);
      for (const record of exit.finally) strength = strongerOf(strength, record.strength);
      for (const record of exit.records) {
        if (belongsTo(record, exit, groups)) strength = strongerOf(strength, record.strength);
      }
      return strength;
    },
    lost: (exit) => {
      const end = isLeftTo(exit) ? errorsEnd(exit, handler, file) : undefined;
      return end !== undefined && end.strength === undefined;
    },
  };
}

function exitsOf(
  fn: FunctionNode,
  handler: HandlerSite,
  others: ReadonlyMap<FunctionNode | undefined, unknown>,
  file: SourceFile,
): Exit[] {
  const exits: OpenExit[] = [];
  const add = (kind: ExitKind, node: Node, answer: Answer, path: Path, around: Surroundings): void => {
    const exit: OpenExit = {
      kind,
      node,
      statement: enclosingStatement(node) ?? node,
      answer,
      caughtBy: around.caughtBy,
      callback: around.callback,
      records: new Set(path.must),
      maybe: new Set(path.may),
      finally: new Set(),
      followed: [],
    };
    exits.push(exit);
    path.open.set(exit, new Set());
    path.status = undefined;
  };
  const close = (path: Path): void => {
    for (const [exit, records] of path.open) (exit as OpenExit).followed.push(records);
  };
  const { response, next } = handler.parameters;
  const delegates = (node: Node): boolean => {
    const inner = unwrap(node);
    const called = inner.type === "CallExpression" ? localFunction(inner.callee, file) : undefined;
    return called !== undefined && called !== fn && others.has(called);
  };

  const refusals: ThrownRefusal[] = [];
  /** Variables that a refusal was put into. */
  const held = new Set<string>();
  const walker = new FlowWalk({
    onCaughtThrow: (thrown, clause, path, { callback }) => {
      const answer = readThrown(thrown.argument, file);
      if (answer.outcome === "denied" && !callback && answersAsThrown(clause)) {
        refusals.push({ thrown, clause, answer, must: new Set(path.must), may: new Set(path.may) });
      }
    },
    recordOf: (call) => recordOfCall(call, file) ?? refusalRecordOf(call, file) ?? recordOfService(call),
    recordOfTemplate: (template) => recordOfTemplate(template, file),
    onEnd: close,
    onFallThrough: (path, around) => {
      const last = fn.body.type === "BlockStatement" ? fn.body.body.at(-1) : undefined;
      if (handler.dialect === "action" && last) add("end", last, DONE, path, around);
    },
    onFinally: (statement, records) => {
      for (const exit of exits) if (isInside(exit.node, statement)) for (const record of records) exit.finally.add(record);
    },
    onThrow: (thrown, path, around) => add("throw", thrown, readThrown(thrown.argument, file), path, around),
    onCall: (call, path, around) => {
      const interrupt = readInterrupt(call, file);
      if (interrupt) {
        if (!isReturned(call)) add("interrupt", call, interrupt, path, around);
        return !isReturned(call);
      }
      if (next !== undefined && isCallOf(call, next) && call.arguments.length > 0) add("pass", call, PASSED_ON, path, around);
      if (response === undefined || handler.dialect !== "res") return false;
      const status = setStatus(call, response, file);
      // `res.status(400).json(error).end()` answers once.
      if (endsAnswer(call)) return false;
      const answer = readResAnswer(call, response, path.status ?? assignedStatus(call, response, file), file);
      if (answer) add("send", call, answer, path, around);
      else if (status !== undefined) path.status = status;
      else {
        const helped = delegates(call) ? undefined : readResHelper(call, response, file);
        if (helped) add("send", call, helped, path, around);
      }
      return false;
    },
    onAssignment: (assignment, path, around) => {
      if (
        handler.dialect !== "response" ||
        around.callback ||
        assignment.type !== "AssignmentExpression" ||
        !isReturnedLater(assignment, fn, file)
      )
        return;
      const answer = readResponse(assignment.right, file);
      if (answer?.outcome !== "denied") return;
      add("return", assignment.right, answer, path, around);
      held.add(assignment.left.type === "Identifier" ? assignment.left.name : "");
    },
    onReturn: (value, path, around) => {
      if (handler.dialect === "response" && value) {
        const guarded = handler.framework === "response-guard" ? readGuardAnswer(value, file) : undefined;
        const answer = delegates(value) ? undefined : (guarded?.answer ?? passedOn(value, file) ?? readResponse(value, file));
        // What stands on some of the ways to `return response` may be that of a refusal that was put into it.
        const end = !answer && value.type === "Identifier" && held.has(value.name) ? { ...path, may: path.must } : path;
        if (answer || !around.callback) add("return", guarded?.node ?? value, answer ?? UNKNOWN, end, around);
      } else if (handler.dialect === "action" && !around.callback && value) {
        add("return", value, readActionResult(value, file), path, around);
      }
    },
  });
  walker.run(fn);
  for (const exit of exits) {
    for (const record of exit.followed.length > 0 ? exit.followed.reduce(onBoth) : []) exit.records.add(record);
  }
  return [...exits, ...refusals.flatMap((refusal) => caughtExit(refusal, exits))].sort(
    (a, b) => a.node.range[0] - b.node.range[0],
  );
}

/** `response = new Response("no", { status: 401 })`, where what is in `response` at the end is the answer. */
function isReturnedLater({ left, operator }: TSESTree.AssignmentExpression, fn: FunctionNode, file: SourceFile): boolean {
  const variable = left.type === "Identifier" && operator === "=" ? file.bindings.variableOf(left) : undefined;
  return variable?.references.some(({ identifier: { parent } }) => parent?.type === "ReturnStatement" && enclosingFunction(parent) === fn) ?? false;
}

/** A call on what an answer gives back: `.end()` behind `res.json(body)`. */
function endsAnswer(call: CallNode): boolean {
  const object = call.callee.type === "MemberExpression" ? unwrap(call.callee.object) : undefined;
  return object?.type === "CallExpression" && object.callee.type === "MemberExpression" && ANSWER_METHODS.has(memberName(object.callee) ?? "");
}

/**
 * `const refused = guard(req); if (refused) return refused;`: the refusal of a function of the file, with what that one
 * records.
 */
function passedOn(value: Node, file: SourceFile): Answer | undefined {
  const binding = file.bindings.ofExpression(value);
  const call = binding?.kind === "variable" && binding.constant && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  const fn = call?.type === "CallExpression" ? localFunction(call.callee, file) : undefined;
  if (!fn || isInside(value, fn)) return undefined;
  const answers = returnedExpressions(fn).map((returned) => readResponse(returned, file));
  const [refusal, ...others] = answers.filter((answer) => answer !== undefined);
  // One that always answers is a helper, and its caller the one who refuses.
  if (others.length + 1 >= answers.length) return undefined;
  if (refusal?.outcome !== "denied" || others.some(({ outcome }) => outcome !== "denied")) return undefined;
  const { exits, coverage } = flowOf(handlerSite({ framework: "response-guard", role: "middleware", dialect: "response", fn, place: fn }), file);
  const recorded = exits.filter(({ answer }) => answer.outcome === "denied").map(coverage);
  return { ...refusal, recorded: recorded.length > 0 ? recorded.reduce(weakerOf) : undefined, passedOn: true };
}

/**
 * `await users.delete(id, req.audit)`: a service that is told who asks, for its audit trail, keeps one. Only the flow asks: the
 * call is no line of the log, whose fields and secrets others would look at.
 */
function recordOfService(call: CallNode): RecordCall | undefined {
  if (!call.arguments.some((argument) => argument.type === "MemberExpression" && AUDIT_CONTEXT.test(memberName(argument) ?? ""))) return undefined;
  return { node: call, strength: "audit", level: undefined, order: "varargs", library: undefined };
}

const AUDIT_CONTEXT = /^audit(?:User|Context|Info|Meta(?:data)?)?$/;

interface ThrownRefusal {
  readonly thrown: TSESTree.ThrowStatement;
  readonly clause: TSESTree.CatchClause;
  readonly answer: Answer;
  readonly must: ReadonlySet<RecordCall>;
  readonly may: ReadonlySet<RecordCall>;
}

/** `res.status(err.status || 500)`: the catch answers with what was thrown. */
function answersAsThrown({ param, body }: TSESTree.CatchClause): boolean {
  const name = parameterName(param ?? undefined);
  const isStatus = (node: Node): boolean => {
    const path = node.type === "MemberExpression" ? dottedPath(node) : undefined;
    return path?.length === 2 && path[0] === name && /^(?:status|statusCode|httpStatus|httpCode)$/.test(path[1]!);
  };
  return name !== undefined && findNode(body, isStatus) !== undefined;
}

/**
 * The refusal as an exit of its own: what ran before the throw and on every way through the catch to such an answer belongs
 * to it.
 */
function caughtExit({ thrown, clause, answer, must, may }: ThrownRefusal, exits: readonly Exit[]): Exit[] {
  const ends = exits.filter(
    (exit) => exit.caughtBy === clause && !isLeftTo(exit) && (exit.answer.status === undefined || exit.answer.status >= 500),
  );
  if (ends.length === 0) return [];
  const after = ends.map(({ records }) => records).reduce(onBoth);
  const always = ends.map((exit) => exit.finally).reduce(onBoth);
  return [
    {
      kind: "caught",
      node: thrown,
      statement: thrown,
      answer: { ...answer, elsewhere: false },
      caughtBy: undefined,
      callback: undefined,
      records: new Set([...must, ...after]),
      finally: always,
      maybe: new Set([...may, ...ends.flatMap(({ maybe }) => [...maybe])]),
    },
  ];
}

function isLeftTo({ kind }: Exit): boolean {
  return kind === "throw" || kind === "pass";
}

const PASSED_ON: Answer = { status: undefined, outcome: undefined, body: undefined, elsewhere: true };
const DONE: Answer = { status: undefined, outcome: "success", body: undefined, elsewhere: false };
const UNKNOWN: Answer = { status: undefined, outcome: undefined, body: undefined, elsewhere: true };

function isReturned(call: Node): boolean {
  return call.parent?.type === "ReturnStatement";
}

/** `next(…)`, or `context.next(…)` where that is what the handler's parameter gives. */
export function isCallOf(call: TSESTree.CallExpression, name: string): boolean {
  return dottedPath(call.callee)?.join(".") === name;
}

/** The status that `res.statusCode = 401` has set in the statements before the call, in its own block. */
function assignedStatus(call: Node, response: string, file: SourceFile): number | "unknown" | undefined {
  const statement = enclosingStatement(call);
  const siblings = statement?.parent?.type === "BlockStatement" ? statement.parent.body : [];
  let status: number | "unknown" | undefined;
  for (const sibling of siblings) {
    if (sibling === statement) break;
    if (sibling.type !== "ExpressionStatement" || sibling.expression.type !== "AssignmentExpression") continue;
    if (assignsStatus(sibling.expression, response)) status = staticNumber(sibling.expression.right, file.bindings) ?? "unknown";
  }
  return status;
}

type OutcomeGroup = "success" | "failure" | "unknown";

/** The kinds of end that each record stands on the way to. A denial and an error are alike: both say it did not go through. */
function outcomesOfRecords(exits: readonly Exit[]): Map<RecordCall, Set<OutcomeGroup>> {
  const groups = new Map<RecordCall, Set<OutcomeGroup>>();
  for (const exit of exits) {
    for (const record of new Set([...exit.maybe, ...exit.records].flatMap(withParts))) {
      let group = groups.get(record);
      if (!group) groups.set(record, (group = new Set()));
      group.add(groupOf(exit));
    }
  }
  return groups;
}

function withParts(record: RecordCall): RecordCall[] {
  return [record, ...(record.either ?? []).flatMap(withParts)];
}

function groupOf(exit: Exit): OutcomeGroup {
  const { outcome } = exit.answer;
  if (outcome === undefined) return exit.caughtBy || exit.kind === "pass" ? "failure" : "unknown";
  return outcome === "success" ? "success" : "failure";
}

/**
 * A record belongs to an exit when it says how it ended: it stands in the exit's own branch, or is handed the outcome. A
 * line at the top of the handler says that a request came. For a success, an audit event anywhere on the way will do.
 */
function belongsTo(record: RecordCall, exit: Exit, groups: ReadonlyMap<RecordCall, ReadonlySet<OutcomeGroup>>): boolean {
  if (record.onlyRefusals) return exit.answer.outcome === "denied";
  if (record.either) return record.either.every((one) => belongsTo(one, exit, groups));
  if (groups.get(record)?.size === 1) return true;
  if (exit.answer.outcome === "success" && record.strength === "audit") return true;
  return isToldTheOutcome(record);
}

const OUTCOME_NAMES: ReadonlySet<string> = new Set([...FIELD_ALIASES.outcome, "statusCode", "code"]);

function isToldTheOutcome(record: RecordCall): boolean {
  let told = false;
  for (const argument of record.node.arguments) {
    walk(argument, (node) => {
      if (node.type === "Property") {
        const name = propertyName(node);
        told ||= name !== undefined && OUTCOME_NAMES.has(name) && unwrap(node.value).type !== "Literal";
      } else if (node.type === "MemberExpression") {
        const name = dottedPath(node)?.at(-1);
        told ||= name === "statusCode" || name === "status";
      }
    });
  }
  return told;
}

/** What wrappers and middleware record around the whole handler. */
export function strengthAround(handler: HandlerSite, file: SourceFile): RecordStrength | undefined {
  let strength: RecordStrength | undefined;
  for (const wrapper of handler.wrappers) strength = strongerOf(strength, wrapperStrength(wrapper, file));
  for (const node of handler.middleware) {
    if (isAuditMiddleware(node, file)) strength = "audit";
  }
  if (decoratorsOf(handler).some((decorator) => isAuditMiddleware(decorator, file))) strength = "audit";
  return strongerOf(strength, handler.mount?.strength);
}

/** What becomes of an error that the handler leaves to the framework, where that is known to get the error. */
function errorsEnd({ kind, callback }: Exit, { framework, fn, wrappers }: HandlerSite, file: SourceFile): ErrorsEnd | undefined {
  const isNext = framework === "next-route" || framework === "next-pages-api" || framework === "next-server-action";
  if ((!isNext && framework !== "express") || (kind === "throw" && callback)) return undefined;
  const end = file.neighbours.errorsOf(file.view.path, isNext ? "next" : "express");
  const getsThere = kind === "pass" || !fn?.async || end?.takesAsync || wrappers.some((wrapper) => PASSES_ON.test(calleeName(wrapper) ?? ""));
  return getsThere ? end : undefined;
}

/** `catchAsync`, `asyncHandler`: wrappers that are there to hand what an async handler throws to the framework. */
const PASSES_ON = /async|catch/i;

/** What middleware before the handler, its own or its router's, records of each answer that refuses. */
function strengthWhenRefused(handler: HandlerSite, file: SourceFile): RecordStrength | undefined {
  if (handler.dialect !== "res" || !/["'`]finish["'`]/.test(file.view.text)) return undefined;
  const router = handler.framework === "express" ? registeredOn(handler.place) : undefined;
  const before = mountCalls(file).filter(({ call, receiver, prefix }) => router && call.range[1] <= handler.place.range[0] && (prefix === undefined || prefix === "/") && isRouter(receiver, router, file));
  return [...handler.middleware, ...before.flatMap(({ given }) => given)]
    .map((node) => recordsWhenFinished(node, file))
    .reduce(strongerOf, undefined);
}

/** What stands above the handler where it is a method: `@Audit("user.delete")`. */
function decoratorsOf({ fn }: HandlerSite): readonly Node[] {
  const member = fn?.parent;
  if (member?.type !== "MethodDefinition" && member?.type !== "PropertyDefinition") return [];
  return member.decorators.map(({ expression }) => expression);
}

/**
 * Middleware that audits whatever the handlers behind it answer, by its name or by what it does. One that only logs says that
 * a request came.
 */
export function isAuditMiddleware(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  const name = inner.type === "CallExpression" ? calleeName(inner) : dottedPath(inner)?.at(-1);
  if (name !== undefined && (isAuditFunction(name) || isConfigured(file.settings.auditMiddleware, name) || isConfigured(file.settings.auditFunctions, name) || splitWords(name).includes("audit"))) return true;
  if (inner.type === "CallExpression") return wrapperStrength(inner, file) === "audit";
  const fn = isFunction(inner) ? inner : localFunction(inner, file);
  return (fn ? recordsAlways(fn, file) : importedSummary(inner, file, "audit")?.records) === "audit";
}

/** True when the exit answers a CORS preflight or a probe of the route: `if (req.method === "OPTIONS") return …`. */
export function isPreflight(exit: Exit): boolean {
  for (let node: Node | undefined = exit.node; node; node = node.parent) {
    const { parent } = node as { parent?: Node };
    if (parent?.type === "IfStatement" && parent.consequent === node && mentionsOptions(parent.test)) return true;
    if (parent?.type === "SwitchCase" && parent.test && mentionsOptions(parent.test)) return true;
  }
  return false;
}

function mentionsOptions(test: Node): boolean {
  return findNode(test, (node) => node.type === "Literal" && (node.value === "OPTIONS" || node.value === "HEAD")) !== undefined;
}
