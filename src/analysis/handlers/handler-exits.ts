/** The exits of a handler, with what is recorded on the ways to each. */
import type { TSESTree } from "@typescript-eslint/utils";
import { answerWith, type Answer } from "../../frameworks/answer.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import { setsStatusOf } from "../../frameworks/hono-context.js";
import { localFunction } from "../../frameworks/local-function.js";
import { readActionResult } from "../../frameworks/read-action-result.js";
import { readResAnswer, readResHelper, setStatus } from "../../frameworks/read-res-answer.js";
import { readResponse } from "../../frameworks/read-response.js";
import { readInterrupt, readThrown } from "../../frameworks/read-thrown.js";
import { ANSWER_METHODS, isCallOf } from "../../frameworks/res-handler.js";
import { readGuardAnswer, readThrownResponse } from "../../frameworks/response-guard.js";
import { staticNumber } from "../../scope/static-value.js";
import type { GivenRefusal } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, enclosingFunction, enclosingStatement, memberName, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import type { ThrownRefusal } from "./caught-refusals.js";
import { ExitList } from "./exit-list.js";
import type { Exit } from "../records/exit.js";
import { FlowWalk } from "../records/flow-walk.js";
import { recordOfCall } from "../records/function-records.js";
import { recordOfTemplate } from "../records/template-records.js";
import type { RecordCall } from "../records/record-call.js";
import { refusalRecordOf } from "../records/refusal-records.js";

/** Refusals that another function has decided on. */
export interface OtherRefusals {
  /** That of a guard of the file, where the value is one that is handed on. */
  readonly handedOn: (value: Node) => Answer | undefined;
  /** That of a check whose result gives the answer its status. */
  readonly asked: (answer: Node) => GivenRefusal | undefined;
}

/**
 * @param others the functions that are handlers: what they answer is theirs
 */
export function exitsOf(
  fn: FunctionNode,
  handler: HandlerSite,
  others: ReadonlyMap<FunctionNode | undefined, unknown>,
  file: SourceFile,
  { handedOn, asked }: OtherRefusals,
): Exit[] {
  const exits = new ExitList(file, handler.dialect === "action" ? undefined : asked);
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
      if (answer.outcome === "denied" && !callback) refusals.push({ thrown, clause, answer, must: new Set(path.must), may: new Set(path.may) });
    },
    recordOf: (call) => recordOfCall(call, file) ?? refusalRecordOf(call, file) ?? recordOfService(call),
    recordOfTemplate: (template) => recordOfTemplate(template, file),
    onEnd: (path) => exits.close(path),
    onFallThrough: (path, around) => {
      const last = fn.body.type === "BlockStatement" ? fn.body.body.at(-1) : undefined;
      if (handler.dialect === "action" && last) exits.add("end", last, DONE, path, around);
    },
    onFinally: (statement, records) => exits.addFinally(statement, records),
    onThrow: (thrown, path, around) => {
      const refusal = handler.framework === "response-guard" ? readThrownResponse(thrown, file) : undefined;
      exits.add(refusal ? "interrupt" : "throw", thrown, refusal ?? withStatusSet(readThrown(thrown.argument, file), path.status), path, around);
    },
    onCall: (call, path, around) => {
      const interrupt = readInterrupt(call, file);
      if (interrupt) {
        if (!standsInReturn(call)) exits.add("interrupt", call, interrupt, path, around);
        return !standsInReturn(call);
      }
      if (next !== undefined && isCallOf(call, next) && call.arguments.length > 0) exits.add("pass", call, PASSED_ON, path, around);
      if (handler.framework === "hono") {
        const set = setsStatusOf(call, file);
        if (set) path.status = staticNumber(set, file.bindings) ?? "unknown";
        return false;
      }
      if (response === undefined) return false;
      const status = setStatus(call, response, file);
      // `res.status(400).json(error).end()` answers once.
      if (endsAnswer(call)) return false;
      const answer = readResAnswer(call, response, path.status ?? assignedStatus(call, response, file), file);
      if (answer) exits.add("send", call, answer, path, around);
      else if (status !== undefined) path.status = status;
      else {
        const helped = delegates(call) ? undefined : readResHelper(call, response, file);
        if (helped) exits.add("send", call, helped, path, around);
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
      exits.add("return", assignment.right, answer, path, around);
      held.add(assignment.left.type === "Identifier" ? assignment.left.name : "");
    },
    onReturn: (value, path, around) => {
      if (handler.dialect === "response" && value) {
        const guarded = handler.framework === "response-guard" ? readGuardAnswer(value, file) : undefined;
        const answer = delegates(value) ? undefined : (guarded?.answer ?? handedOn(value) ?? readResponse(value, file));
        // What stands on some of the ways to `return response` may be that of a refusal that was put into it.
        const end = !answer && value.type === "Identifier" && held.has(value.name) ? { ...path, may: path.must } : path;
        if (answer || !around.callback) exits.add("return", guarded?.node ?? value, answer ?? UNKNOWN, end, around);
      } else if (handler.dialect === "action" && !around.callback && value) {
        exits.add("return", value, readActionResult(value, file), path, around);
      }
    },
  });
  walker.run(fn);
  return exits.settled(refusals);
}

/** `response = new Response("no", { status: 401 })`, where what is in `response` at the end is the answer. */
function isReturnedLater({ left }: TSESTree.AssignmentExpression, fn: FunctionNode, file: SourceFile): boolean {
  const variable = left.type === "Identifier" ? file.bindings.variableOf(left) : undefined;
  return variable?.references.some(({ identifier: { parent } }) => parent?.type === "ReturnStatement" && enclosingFunction(parent) === fn) ?? false;
}

/** A call on what an answer gives back: `.end()` behind `res.json(body)`. */
function endsAnswer(call: CallNode): boolean {
  const object = call.callee.type === "MemberExpression" ? unwrap(call.callee.object) : undefined;
  return object?.type === "CallExpression" && object.callee.type === "MemberExpression" && ANSWER_METHODS.has(memberName(object.callee) ?? "");
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

const PASSED_ON: Answer = { status: undefined, outcome: undefined, body: undefined, elsewhere: true };
const DONE: Answer = { status: undefined, outcome: "success", body: undefined, elsewhere: false };
const UNKNOWN: Answer = { status: undefined, outcome: undefined, body: undefined, elsewhere: true };

/** `res.status(401); throw new Error("No")`: the error middleware to come answers with the status that is set. */
function withStatusSet(thrown: Answer, status: number | "unknown" | undefined): Answer {
  return thrown.status === undefined && typeof status === "number" && status >= 400 ? answerWith(status, thrown.body, true) : thrown;
}

function standsInReturn(call: Node): boolean {
  return call.parent?.type === "ReturnStatement";
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

/** True for `res.statusCode = …` on that response. */
function assignsStatus(node: TSESTree.AssignmentExpression, response: string): boolean {
  const path = dottedPath(node.left);
  return path?.length === 2 && path[0] === response && path[1] === "statusCode";
}
