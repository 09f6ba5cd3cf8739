/**
 * How a function answers whoever calls it, told without a call: it is asked as calls of it would be, with statuses that no
 * server gives, and what comes back says which argument holds the status.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { type Answer } from "../../frameworks/answer.js";
import { readHelperOnRes, readResAnswer, readResHelper } from "../../frameworks/read-res-answer.js";
import { readHelper } from "../../frameworks/read-response.js";
import { mayFallOff } from "../../frameworks/answering-functions.js";
import { handlerSite } from "../../frameworks/framework.js";
import { isResponseGuard } from "../../frameworks/response-guard.js";
import type { HelperAnswer } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { parameterName, type FunctionNode, type Node } from "../../syntax/ast.js";
import { type RecordStrength, weakerOf } from "../../vocabulary/record-strength.js";
import { FlowWalk } from "../records/flow-walk.js";
import { flowOf } from "./handler-flow.js";
import type { RecordCall } from "../records/record-call.js";

const MOST_PARAMETERS = 8;

/** What stands for the status in each argument: one of a refusal, and one of a success to hold against it. */
const REFUSAL = 480;
const SUCCESS = 280;

/** Fields of an argument that may hold it, besides `status`, which an init that is handed on has without saying so. */
const STATUS_FIELDS = ["statusCode", "code", "httpStatus", "httpStatusCode"];

type Ask = (call: TSESTree.CallExpression) => Answer | undefined;

/** Undefined for a function that does not answer, or not on every way. */
export function helperAnswerOf(fn: FunctionNode, file: SourceFile): HelperAnswer | undefined {
  if (fn.params.length > MOST_PARAMETERS) return undefined;
  const text = file.view.text.slice(...fn.range);
  const fields = ["status", ...STATUS_FIELDS.filter((field) => text.includes(field))];
  const returned = answerBy((call) => readHelper(fn, call, file), fn, fields);
  if (returned && mayFallOff(fn) && isResponseGuard(fn, file)) return undefined;
  if (returned) return { ...returned, response: undefined, recorded: recordedBy(fn, undefined, file) };
  for (let position = 0; position < fn.params.length; position++) {
    const sent = answerBy((call) => readHelperOnRes(fn, call, position, file), fn, fields);
    const response = sent && parameterName(fn.params[position]);
    if (response === undefined) continue;
    // One that answers only some calls is a guard: which ones, its caller cannot tell.
    if (!answersAlways(fn, response, file)) return undefined;
    return { ...sent!, response: position, recorded: recordedBy(fn, response, file) };
  }
  return undefined;
}

function answerBy(ask: Ask, fn: FunctionNode, fields: readonly string[]): Pick<HelperAnswer, "status" | "outcome"> | undefined {
  const plain = ask(callWith([]));
  if (!plain) return undefined;
  const count = fn.params.length;
  for (const field of [undefined, ...fields]) {
    const status = ask(callWith(argumentsOf(count, REFUSAL, field)))?.status;
    if (status === undefined || status < REFUSAL || status >= REFUSAL + count) continue;
    const granted = ask(callWith(argumentsOf(count, SUCCESS, field)));
    if (granted?.status !== status - REFUSAL + SUCCESS) continue;
    return { status: { argument: { index: status - REFUSAL, field }, otherwise: plain.status }, outcome: undefined };
  }
  const others = [REFUSAL, SUCCESS].map((status) => ask(callWith(argumentsOf(count, status, undefined))));
  const otherwise = others.every((other) => other?.status === plain.status) ? plain.status : undefined;
  const outcome = others.every((other) => other?.outcome === plain.outcome) ? plain.outcome : undefined;
  return { status: { argument: undefined, otherwise }, outcome };
}

/** Nodes that no file has: all that is asked of them is what they hold. */
function argumentsOf(count: number, status: number, field: string | undefined): Node[] {
  return Array.from({ length: count }, (_, index) => {
    const value = { type: "Literal", value: status + index, range: NOWHERE };
    const key = { type: "Identifier", name: field, range: NOWHERE };
    const property = { type: "Property", kind: "init", computed: false, key, value, range: NOWHERE };
    return (field !== undefined ? { type: "ObjectExpression", properties: [property], range: NOWHERE } : value) as unknown as Node;
  });
}

const NOWHERE = [0, 0] as const;

function callWith(given: readonly Node[]): TSESTree.CallExpression {
  const callee = { type: "Identifier", name: "", range: NOWHERE };
  return { type: "CallExpression", callee, arguments: given, range: NOWHERE } as unknown as TSESTree.CallExpression;
}

function answersAlways(fn: FunctionNode, response: string, file: SourceFile): boolean {
  let always = true;
  const walker = new FlowWalk({
    // An answer stands on the path as a record does: on every way, or only on some.
    recordOf: (call) => {
      if (call.type !== "CallExpression") return undefined;
      const answers = readResAnswer(call, response, undefined, file) ?? readResHelper(call, response, file);
      return answers && ({ node: call, strength: "console", level: undefined, order: "varargs", library: undefined } satisfies RecordCall);
    },
    onThrow: (_thrown, path) => {
      path.live = false;
    },
    onEnd: (path, { callback }) => {
      if (!callback && path.must.size === 0) always = false;
    },
  });
  walker.run(fn);
  return always;
}

/** What stands beside each of the helper's answers, at its weakest. */
function recordedBy(fn: FunctionNode, response: string | undefined, file: SourceFile): RecordStrength | undefined {
  const dialect = response === undefined ? "response" : "res";
  const { exits, coverage } = flowOf(handlerSite({ framework: "configured", dialect, fn, place: fn, parameters: { response } }), file);
  const answers = exits.filter(({ kind }) => kind === "return" || kind === "send").map(coverage);
  return answers.length > 0 ? answers.reduce(weakerOf) : undefined;
}
