/**
 * What a function leaves behind wherever it does what it is called for: a service that refuses with `{ error }` and keeps an
 * event of the rest.
 */
import { leadOf } from "../../frameworks/lead-of.js";
import { localFunction } from "../../frameworks/local-function.js";
import { readActionResult } from "../../frameworks/read-action-result.js";
import { NO_NEIGHBOURS } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { isFalsy, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import { strongerOf, weakerOf, type RecordStrength } from "../../vocabulary/record-strength.js";
import { recordOfTemplate } from "./template-records.js";
import { FlowWalk } from "./flow-walk.js";
import { recordOfCall } from "./function-records.js";

/** Functions that may call one another for it: an action, a controller, a service, and what that calls. */
const DEEPEST = 4;

/** The weakest record of all ways through the function that end well; undefined where one leaves none. */
export function recordsWhenDone(fn: FunctionNode, file: SourceFile, depth = DEEPEST): RecordStrength | undefined {
  if (depth === 0) return undefined;
  const left: (RecordStrength | undefined)[] = [];
  let refused = false;
  let value: Node | undefined;
  new FlowWalk({
    recordOf: (call) => recordOfCall(call, file),
    recordOfTemplate: (template) => recordOfTemplate(template, file),
    onThrow: () => {
      refused = true;
    },
    onReturn: (returned) => {
      value = returned ?? undefined;
      refused = value !== undefined && (isFalsy(unwrap(value)) || readActionResult(value, file).outcome === "denied");
    },
    onEnd: ({ must }, { callback }) => {
      if (!callback && !refused) {
        let strongest = ofReturned(value, file, depth);
        for (const { strength } of must) strongest = strongerOf(strongest, strength);
        left.push(strongest);
      }
      refused = false;
      value = undefined;
    },
  }).run(fn);
  return left.length > 0 ? left.reduce(weakerOf) : undefined;
}

function ofReturned(value: Node | undefined, file: SourceFile, depth: number): RecordStrength | undefined {
  const inner = value && unwrap(value);
  const call = inner?.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
  return call?.type === "CallExpression" ? recordWhenDone(call, file, depth - 1) : undefined;
}

/** The same of a call of such a function, also of one that stands in another file. */
export function recordWhenDone(call: CallNode, file: SourceFile, depth = DEEPEST): RecordStrength | undefined {
  const fn = localFunction(call.callee, file);
  if (fn) return recordsWhenDone(fn, file, depth);
  const lead = file.neighbours === NO_NEIGHBOURS || depth === 0 ? undefined : leadOf(call.callee, file);
  return lead && file.neighbours.recordsWhenDone(file.view.path, lead.source, lead.path, depth);
}
