/** Which calls surely run the functions that they are given before what follows the call. */
import { calleeName, unwrap, type CallNode } from "../../syntax/ast.js";

/** True for calls after which the records of their callbacks count as if they stood in line. */
export function runsCallbacks(call: CallNode): boolean {
  return RUNS_ITS_CALLBACK.test(calleeName(call) ?? "") || executesTransaction(call) || finishesTheAnswer(call);
}

const RUNS_ITS_CALLBACK =
  /^(?:\$?transaction|withTransaction|runInTransaction|begin|waitUntil|after|setImmediate|queueMicrotask|nextTick|run|runWith\w*|startSpan|startActiveSpan|withScope|with(?:Span|Trace|Tracing|Retry|Retries|Lock|Timing|Tx|Session|Connection|Context)|inSpan|traced|retry|Promise)$/;

/** `db.transaction().execute(async (trx) => { … })`. */
function executesTransaction(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return calleeName(call) === "execute" && callee.type === "MemberExpression" && callee.object.type === "CallExpression" && /transaction/i.test(calleeName(callee.object) ?? "");
}

/** `res.on("finish", () => log(…))` runs after whatever answer is given. */
function finishesTheAnswer(call: CallNode): boolean {
  const event = call.arguments[0];
  return calleeName(call) === "on" && event?.type === "Literal" && (event.value === "finish" || event.value === "close");
}
