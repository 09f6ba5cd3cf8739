/**
 * What becomes of a failure in the code that catches it: recorded, carried on, turned into an answer, swallowed, or failed
 * open. Emptiness is the wrong test; a catch with ten lines in it may keep nothing of what went wrong.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { readResponse } from "../../frameworks/read-response.js";
import { calleeName, dottedPath, memberName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { endsTheWay } from "../../syntax/branches.js";
import { findNode } from "../../syntax/walk.js";
import { caughtNames, isWithin, mentions } from "./caught-names.js";
import { leavesToDevelopment } from "../handlers/development-only.js";
import { asksForError, goesWhereItCan, isErrorTest, isRecognised, recordsByKind } from "./expected-failure.js";
import { answerOf, grants, isAnswerField, letsThrough, type Around, type ClientAnswer } from "./failure-answered.js";
import { carriesOn } from "./failure-handed-on.js";
import { isFlagReturned, isKept } from "./failure-stored.js";
import { FlowWalk } from "../records/flow-walk.js";
import { recordOfCall } from "../records/function-records.js";
import { recordOfTemplate } from "../records/template-records.js";
import { addRecord, type Path } from "../records/path.js";
import type { RecordCall } from "../records/record-call.js";
import type { SourceFile } from "../../source-file.js";
import type { RecordStrength } from "../../vocabulary/record-strength.js";
import { silentArm } from "./silent-arms.js";
import { setsFailedState, standsForFailure, tellsByCall, tellsFailure } from "./told-to-caller.js";

export type Fate = "recorded" | "carried" | "answered" | "swallowed" | "failed-open";

export interface Caught {
  /** A block, or the one statement that is a branch without braces. */
  readonly body: Node;
  /** The names under which the failure comes in. */
  readonly names: ReadonlySet<string>;
  /** What the function returns is thrown away, so a failure that is returned goes nowhere. */
  readonly returnsNowhere?: boolean;
}

export interface Verdict {
  readonly fate: Fate;
  /** The weakest record among its ways. */
  readonly strength: RecordStrength | undefined;
  /** Where the way ends that keeps nothing, when others do keep it; the body itself for its end. */
  readonly silentAt?: Node | undefined;
}

interface End {
  readonly at: Node;
  readonly carried: boolean;
  readonly answer: ClientAnswer | undefined;
  readonly records: ReadonlySet<RecordCall>;
  /** It ends in a branch that asks what kind of failure it is: one that the author has thought of. */
  readonly recognised: boolean;
  /** A branch on the way here has kept it, had it been taken. */
  readonly sometimes: boolean;
}

/** Follows every way through the catch: each must record or carry the failure, else the worst way names the fate. */
export function fateOfCatch(caught: Caught, fn: FunctionNode | undefined, around: Around): Verdict {
  const { handler, file } = around;
  const { body } = caught;
  const atOnce = recordedAtOnce(body, file);
  if (atOnce) return atOnce;
  const ends: End[] = [];
  const carries = new Set<RecordCall>();
  const answers = new Map<Path, ClientAnswer>();
  const mark = (node: Node): RecordCall => {
    // Stands among the records of a path only to say that the failure went on; never counted as one.
    const made: RecordCall = { node: node as TSESTree.CallExpression, strength: "console", level: undefined, order: "varargs", library: undefined };
    carries.add(made);
    return made;
  };
  const wentOn = (record: RecordCall): boolean => carries.has(record) || (record.either?.some(wentOn) ?? false);
  const { tainted, locals } = caughtNames(body, caught.names, file);
  const speaks = (node: Node): boolean => mentions(node, tainted);
  const tells = (value: Node): boolean => tellsFailure(value) || standsForFailure(value, file);
  const isTold = (value: Node): boolean => speaks(forErrors(value)) || (!handler && tells(value));
  let lastAnswer: ClientAnswer | undefined;
  const end = (path: Path, answer: ClientAnswer | undefined, carried: boolean, at: Node): void => {
    if (leavesToDevelopment(at, body, file) || isForNoError(at, body, tainted) || isForSuccess(at, body)) return;
    const records = new Set([...path.must].filter((record) => !wentOn(record)));
    const goneOn =
      carried ||
      [...path.must].some(wentOn) ||
      handsToNextIfThere(at, tainted) ||
      recordsByKind(at, body, tainted, around) ||
      goesWhereItCan(at, body, tainted, around);
    ends.push({
      at,
      carried: goneOn,
      answer,
      records,
      recognised: isRecognised(at, body, tainted, around),
      sometimes: path.may.size > 0,
    });
  };
  const walker = new FlowWalk({
    recordOf: (call) => {
      const record = recordOfCall(call, file);
      if (record) return record;
      if (call.type !== "CallExpression") return undefined;
      const goesOn = carriesOn(call, tainted, around) || isListed(call, around) || (!handler && tellsByCall(call));
      return goesOn ? mark(call) : undefined;
    },
    recordOfTemplate: (template) => recordOfTemplate(template, file),
    onAssignment: (assignment, path) => {
      const target = assignment.type === "UpdateExpression" ? assignment.argument : assignment.left;
      if (isWithin(target, locals)) return;
      const stored = assignment.type === "AssignmentExpression" && speaks(assignment.right) && !isAnswerField(target, around) && isKept(target, around);
      const isToldOf = (isCount(assignment) && !isFlagReturned(assignment, around)) || (!handler && setsFailedState(assignment));
      if (stored || (isToldOf && isKept(target, around, true))) addRecord(path, mark(assignment));
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
      const sent = value && sentBy(value, around);
      if (value && !isClient && !caught.returnsNowhere && givesBackAsError(value, tainted)) end(path, undefined, true, at);
      else if (response) end(path, letsThrough(response, around, value) ? "failed-open" : "answered", false, at);
      else if (sent) end(path, sent, false, at);
      else if (value && !isClient && !caught.returnsNowhere && isTold(value)) end(path, undefined, true, at);
      else if (value && isClient && handler.dialect !== "res") end(path, answers.get(path) ?? "answered", value.type === "CallExpression" && carriesOn(value, tainted, around), at);
      else end(path, grants(value, fn) ? "failed-open" : (answers.get(path) ?? lastAnswer), false, at);
      path.live = false;
    },
    onYield: (value, path) => {
      if (isTold(value)) addRecord(path, mark(value));
    },
    onThrow: (thrown, path, { callback }) => {
      if (callback) return;
      end(path, undefined, true, thrown);
      path.live = false;
    },
    onEnd: (path, { callback }, at = body) => {
      if (!callback) end(path, answers.get(path) ?? lastAnswer, false, at);
    },
  });
  walker.runStatement(body);
  return verdictOf(ends);
}

/** `next ? next(error) : res.status(500).json(error)`: where the parameter may be left out, the router still gives it. */
function handsToNextIfThere(at: Node, tainted: ReadonlySet<string>): boolean {
  const inner = at.type === "ReturnStatement" && at.argument ? unwrap(at.argument) : at;
  if (inner.type !== "ConditionalExpression" || inner.test.type !== "Identifier") return false;
  const handed = unwrap(inner.consequent);
  return handed.type === "CallExpression" && handed.callee.type === "Identifier" && handed.callee.name === inner.test.name && handed.arguments.some((argument) => mentions(argument, tainted));
}

/** `if (error) throw …;`, `if (error instanceof Error) throw …;` at the end of a catch: hardly anything else is ever thrown. */
function isForNoError(at: Node, body: Node, tainted: ReadonlySet<string>): boolean {
  const last = at === body && body.type === "BlockStatement" ? body.body.at(-1) : undefined;
  if (last?.type !== "IfStatement" || last.alternate || !endsTheWay(last.consequent)) return false;
  const { test } = last;
  return test.type === "Identifier" ? tainted.has(test.name) : isErrorTest(test, tainted);
}

/** `if (!done) throw …;` at the end of a catch, of a flag that the last line of the `try` sets: it is never set here. */
function isForSuccess(at: Node, body: Node): boolean {
  const last = at === body && body.type === "BlockStatement" ? body.body.at(-1) : undefined;
  if (last?.type !== "IfStatement" || last.alternate || !endsTheWay(last.consequent) || body.parent?.type !== "CatchClause") return false;
  const set = body.parent.parent.block.body.at(-1);
  const flag = set?.type === "ExpressionStatement" && set.expression.type === "AssignmentExpression" && isTrue(set.expression.right) ? set.expression.left : undefined;
  return flag?.type === "Identifier" && alternatives(last.test).some((test) => test.type === "UnaryExpression" && test.operator === "!" && test.argument.type === "Identifier" && test.argument.name === flag.name);
}

function isTrue(node: Node): boolean {
  return node.type === "Literal" && node.value === true;
}

/** `!read` and `!done` of `!read || !done`. */
function alternatives(test: Node): Node[] {
  return test.type === "LogicalExpression" && test.operator === "||" ? [...alternatives(test.left), ...alternatives(test.right)] : [test];
}

/** `error.message`, for `"unknown"` of `error instanceof Error ? error.message : "unknown"`: hardly anything else is thrown. */
function forErrors(value: Node): Node {
  const { parent } = value;
  return parent?.type === "ConditionalExpression" && parent.alternate === value && asksForError(parent.test) ? parent.consequent : value;
}

/** A catch that begins with a record, as most that record do: no way leads around it, so none is followed. */
function recordedAtOnce(body: Node, file: SourceFile): Verdict | undefined {
  const first = body.type === "BlockStatement" ? body.body[0] : undefined;
  const call = first?.type === "ExpressionStatement" ? unwrap(first.expression) : undefined;
  const record = call?.type === "CallExpression" ? recordOfCall(call, file) : undefined;
  // Console may be followed by a better one.
  return record && record.strength !== "console" && !record.onlyRefusals ? { fate: "recorded", strength: record.strength } : undefined;
}

/** `return Err(new LoadError("not read", { cause: error }))`: a status that the error has is for whoever answers. */
function givesBackAsError(value: Node, tainted: ReadonlySet<string>): boolean {
  const call = unwrap(value);
  if (call.type !== "CallExpression" || !/^(?:err|errAsync|left|failure)$/i.test(calleeName(call) ?? "")) return false;
  const [given] = call.arguments;
  return given?.type === "NewExpression" && /(?:Error|Exception)$/.test(dottedPath(given.callee)?.at(-1) ?? "") && mentions(given, tainted);
}

/** `return res.status(500).send(error)` gives the failure to the client, not to a caller. */
function sentBy(value: Node, around: Around): ClientAnswer | undefined {
  const inner = unwrap(value);
  return inner.type === "CallExpression" ? answerOf(inner, around) : undefined;
}

/** `errors++`, `stats.failed += 1`, `ok = false`: a failure that is counted or flagged is kept. */
function isCount(assignment: TSESTree.AssignmentExpression | TSESTree.UpdateExpression): boolean {
  if (assignment.type === "UpdateExpression") return COUNTER.test(dottedPath(assignment.argument)?.at(-1) ?? "");
  const { left, operator, right } = assignment;
  return COUNTER.test(dottedPath(left)?.at(-1) ?? "") && (operator !== "=" || right.type !== "Identifier");
}

/** `errors.push("row 3 was not saved")`, a schema's `ctx.addIssue({ message: "bad pattern" })`: the same in words of its own. */
function isListed(call: TSESTree.CallExpression, around: Around): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return false;
  const name = memberName(callee) ?? "";
  if (name === "addIssue") return true;
  if (name !== "push" && name !== "add") return false;
  const list = dottedPath(callee.object)?.at(-1) ?? "";
  const tells = COUNTER.test(list) || COMPLAINTS.test(list) || (!around.handler && call.arguments.some(isFailedResult));
  return tells && isKept(callee.object, around, true);
}

/** `{ id, error: "not saved" }`, among the results that are given back. */
function isFailedResult(given: Node): boolean {
  return given.type === "ObjectExpression" && tellsFailure(given);
}

/** Lists of what is amiss. */
const COMPLAINTS = /^(?:\w+)?(?:issues|problems|warnings)$|^(?:missing|unresolved|unreachable|invalid)(?:[A-Z]\w*)?$/i;

const COUNTER = /^(?:\w*(?:error|erro|errore|fail|failure|falha|fallo|skipped|rejected)(?:s|ed|Count|Counter)?|has(?:Error|Failed)|failed|ok|success)$/i;

function verdictOf(ends: readonly End[]): Verdict {
  const kept = ends.some((end) => end.carried || end.records.size > 0);
  const silent = ends.filter((end) => !end.carried && end.records.size === 0 && !(kept && end.recognised));
  if (silent.length === 0) {
    const recorded = ends.filter((end) => end.records.size > 0);
    if (recorded.length === 0) return { fate: "carried", strength: undefined };
    const strengths = recorded.map((end) => strongest([...end.records]));
    return { fate: "recorded", strength: strengths.includes("console") ? "console" : strengths[0] };
  }
  const worst = silent.find((end) => end.answer === "failed-open") ?? silent.find((end) => end.answer === "answered") ?? silent[0]!;
  return { fate: worst.answer ?? "swallowed", strength: undefined, silentAt: kept || worst.sometimes ? worst.at : undefined };
}

function strongest(records: readonly RecordCall[]): RecordStrength | undefined {
  const order: RecordStrength[] = ["audit", "log", "reporter", "console"];
  return order.find((strength) => records.some((record) => record.strength === strength));
}

/** The same for an expression: the body of `(error) => null`, the arm of `error ? … : …`. */
export function fateOfExpression({ body, names, returnsNowhere = false }: Caught, fn: FunctionNode, around: Around): Verdict {
  const { file } = around;
  const inner = unwrap(body);
  if (inner.type === "CallExpression") {
    const record = recordOfCall(inner, file);
    if (record) return { fate: "recorded", strength: record.strength };
    const answer = answerOf(inner, around);
    if (answer) return { fate: answer, strength: undefined };
    if (carriesOn(inner, names, around)) return { fate: "carried", strength: undefined };
  }
  if (inner.type === "AssignmentExpression" && mentions(inner.right, names) && isKept(inner.left, around)) return { fate: "carried", strength: undefined };
  const silent = inner.type === "ConditionalExpression" ? silentArm(inner, names, file) : undefined;
  if (silent) return { fate: grants(silent, fn) ? "failed-open" : "swallowed", strength: undefined, silentAt: silent };
  const response = readResponse(inner, file);
  if (response) return { fate: letsThrough(response, around) ? "failed-open" : "answered", strength: undefined };
  if (!returnsNowhere && mentions(inner, names) && inner.type !== "CallExpression" && inner.type !== "AssignmentExpression") return { fate: "carried", strength: undefined };
  if (!returnsNowhere && !around.handler && (tellsFailure(inner) || standsForFailure(inner, file))) return { fate: "carried", strength: undefined };
  const recording = findNode(inner, (node) => node.type === "CallExpression" && recordOfCall(node, file) !== undefined);
  if (recording) return { fate: "recorded", strength: "log" };
  return { fate: grants(inner, fn) ? "failed-open" : "swallowed", strength: undefined };
}
