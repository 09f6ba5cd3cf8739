/**
 * What is recorded only when a request is refused: `if (!answer.ok) logger.warn(…)` in a function that each answer goes through,
 * or in what middleware does when the answer is finished.
 */
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, memberName, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import { compared } from "../../syntax/compared.js";
import { nodesIn } from "../../syntax/outline.js";
import { FlowWalk } from "./flow-walk.js";
import { recordOfCall } from "./function-records.js";
import { onBoth } from "./path.js";
import { strongerOf, type RecordStrength } from "../../vocabulary/record-strength.js";
import type { RecordCall } from "./record-call.js";

/** Statuses for which a test has to hold before it is taken for one of a refusal. */
const REFUSALS = [401, 403];

/** What every way through the function leaves when the answer that it is given is a refusal. */
export function recordsRefusals(fn: FunctionNode, file: SourceFile): RecordStrength | undefined {
  const ends: ReadonlySet<RecordCall>[] = [];
  new FlowWalk({
    decides: ofRefusal,
    recordOf: (call) => recordOfCall(call, file),
    onEnd: ({ must }, { callback }) => {
      if (!callback) ends.push(must);
    },
  }).run(fn);
  let strength: RecordStrength | undefined;
  for (const record of ends.length > 0 ? ends.reduce(onBoth) : []) strength = strongerOf(strength, record.strength);
  return strength;
}

/**
 * The function of the file that the call hands an answer to, when that one records refusals: `await processed(response,
 * request)`.
 */
export function refusalRecordOf(call: CallNode, file: SourceFile): RecordCall | undefined {
  if (call.type === "NewExpression" || call.arguments.length === 0) return undefined;
  const fn = localFunction(call.callee, file);
  const strength = fn && asksForStatus(fn, file) ? recordsRefusals(fn, file) : undefined;
  return strength && { node: call, strength, level: calleeName(call), order: "varargs", library: undefined, onlyRefusals: true };
}

/**
 * What middleware records of a refusal when the answer is finished: `res.on("finish", () => { if (res.statusCode === 403) …
 * })`.
 */
export function recordsWhenFinished(middleware: Node, file: SourceFile): RecordStrength | undefined {
  const inner = unwrap(middleware);
  const fn = isFunction(inner) ? inner : localFunction(inner, file);
  let strength: RecordStrength | undefined;
  for (const call of fn ? nodesIn(file.outline.calls, fn) : []) {
    const [event, callback] = call.arguments;
    if (!/^(?:on|once)$/.test(calleeName(call) ?? "") || event?.type !== "Literal" || event.value !== "finish" || !callback) continue;
    // A line for each answer is an access log: it says that a request came, and not who was refused.
    if (isFunction(callback) && asksForStatus(callback, file)) strength = strongerOf(strength, recordsRefusals(callback, file));
  }
  return strength;
}

function asksForStatus(fn: FunctionNode, file: SourceFile): boolean {
  return nodesIn(file.outline.members, fn).some((member) => /^(?:ok|status|statusCode)$/.test(memberName(member) ?? "") && isTested(member));
}

function isTested(node: Node): boolean {
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    if (inner.parent.type === "IfStatement" && inner.parent.test === inner) return true;
  }
  return false;
}

/** How the test of a branch turns out for every refusal; undefined where the status does not decide it. */
export function ofRefusal(test: Node): boolean | undefined {
  const [first, ...others] = REFUSALS.map((status) => valueOf(test, status));
  return typeof first === "boolean" && others.every((other) => other === first) ? first : undefined;
}

function valueOf(node: Node, status: number): boolean | number | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case "Literal":
      return typeof inner.value === "number" || typeof inner.value === "boolean" ? inner.value : undefined;
    case "Identifier":
      return /^(?:http_?)?status(?:_?code)?$/i.test(inner.name) ? status : undefined;
    case "MemberExpression": {
      const name = memberName(inner);
      return name === "ok" ? false : name === "status" || name === "statusCode" ? status : undefined;
    }
    case "UnaryExpression": {
      const value = inner.operator === "!" ? valueOf(inner.argument, status) : undefined;
      return typeof value === "boolean" ? !value : undefined;
    }
    case "LogicalExpression": {
      const [left, right] = [valueOf(inner.left, status), valueOf(inner.right, status)];
      if (inner.operator === "||") return left === true || right === true ? true : left === false && right === false ? false : undefined;
      return inner.operator === "&&" ? (left === false || right === false ? false : left === true && right === true ? true : undefined) : undefined;
    }
    case "BinaryExpression":
      return compared(valueOf(inner.left, status), inner.operator, valueOf(inner.right, status));
    default:
      return undefined;
  }
}
