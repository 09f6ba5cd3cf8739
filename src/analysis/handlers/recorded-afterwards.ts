/**
 * What the caller of a handler records once it has the answer in hand: `const response = await login(request); if (response.ok)
 * audit(…); else audit(…); return response;`.
 */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import type { Node } from "../../syntax/ast.js";
import { strongerOf, type RecordStrength } from "../../vocabulary/record-strength.js";
import type { Exit } from "../records/exit.js";
import { FlowWalk } from "../records/flow-walk.js";
import { recordOfCall } from "../records/function-records.js";
import { onBoth } from "../records/path.js";
import { withParts, type RecordCall } from "../records/record-call.js";
import { belongsTo, type OutcomeGroup } from "../records/records-of-exits.js";
import { ofRefusal } from "../records/refusal-records.js";

/** The strongest record of each exit, found once for the handler: callers are walked as for a success, and as for a failure. */
export function recordedAfterwards({ calledFrom }: HandlerSite, file: SourceFile): (exit: Exit) => RecordStrength | undefined {
  if (!calledFrom) return NOTHING;
  const { handler, at } = calledFrom;
  const outer = recordedAfterwards(handler, file);
  const { fn } = handler;
  if (!fn || !isKept(at)) return outer;
  const ways = {
    success: recordsBehind(at, handler, (test) => opposite(ofRefusal(test)), file),
    failure: recordsBehind(at, handler, ofRefusal, file),
  };
  if (ways.success.length === 0 && ways.failure.length === 0) return outer;
  return (exit) => {
    const way = exit.answer.outcome === "success" ? "success" : "failure";
    const groups = new Map(ways[way].flatMap(withParts).map((record) => [record, groupsOf(record, ways)]));
    let strength = outer(exit);
    for (const record of ways[way]) if (belongsTo(record, exit, groups)) strength = strongerOf(strength, record.strength);
    return strength;
  };
}

const NOTHING = (): undefined => undefined;

/** The answer is put into a variable, and so is there to be asked. */
function isKept(call: Node): boolean {
  const outer = call.parent?.type === "AwaitExpression" ? call.parent : call;
  return outer.parent?.type === "VariableDeclarator" || outer.parent?.type === "AssignmentExpression";
}

/** What stands behind the call on every way that has come by it. */
function recordsBehind(
  at: Node,
  { fn }: HandlerSite,
  decides: (test: Node) => boolean | undefined,
  file: SourceFile,
): RecordCall[] {
  const ends: ReadonlySet<RecordCall>[] = [];
  new FlowWalk({
    // Before the call nothing is known of its answer.
    decides: (test) => (test.range[0] > at.range[1] ? decides(test) : undefined),
    recordOf: (call) => (call === at ? CALLED : call.range[0] > at.range[1] ? recordOfCall(call, file) : undefined),
    onEnd: ({ must }, { callback }) => {
      if (!callback && must.has(CALLED)) ends.push(must);
    },
  }).run(fn!);
  const always = ends.length > 0 ? ends.reduce(onBoth) : [];
  return [...always].filter((record) => record !== CALLED);
}

/** Stands on a way for the call itself. */
const CALLED = { strength: "console" } as RecordCall;

function groupsOf({ node }: RecordCall, ways: Readonly<Record<"success" | "failure", readonly RecordCall[]>>): Set<OutcomeGroup> {
  return new Set((["success", "failure"] as const).filter((way) => ways[way].flatMap(withParts).some((record) => record.node === node)));
}

function opposite(decided: boolean | undefined): boolean | undefined {
  return decided === undefined ? undefined : !decided;
}
