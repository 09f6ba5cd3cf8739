/**
 * Refusals that the check before them has recorded: `if (!isValidKey(headers, logger)) return unauthorized()`, where the check
 * writes a line whenever it says no.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, isNullish, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { FlowWalk } from "./flow-walk.js";
import { recordOfCall } from "./function-records.js";
import type { Path } from "./path.js";
import { strongerOf, weakerOf, type RecordStrength } from "../../vocabulary/record-strength.js";
import type { RecordCall } from "./record-call.js";

/** What the check that turned somebody away has recorded; undefined where no check did, or it records not each time. */
export function recordedByCheck(answer: Node, file: SourceFile): RecordStrength | undefined {
  const call = failedCheck(answer, file);
  if (!call) return undefined;
  return recordedWhenRefusing(call, file);
}

function recordedWhenRefusing(call: TSESTree.CallExpression, file: SourceFile, depth?: number): RecordStrength | undefined {
  const fn = localFunction(call.callee, file);
  return fn ? recordsWhenItRefuses(fn, file, depth) : importedSummary(call.callee, file)?.recordsWhenRefusing;
}

/** The call whose answer was nothing, or false, where the innermost branch is taken. */
function failedCheck(answer: Node, file: SourceFile): TSESTree.CallExpression | undefined {
  for (let inner: Node = answer; inner.parent && !isFunction(inner); inner = inner.parent) {
    const outer = inner.parent;
    if (outer.type !== "IfStatement" || outer.test === inner) continue;
    const test = unwrap(outer.test);
    const negated = test.type === "UnaryExpression" && test.operator === "!";
    if (negated !== (outer.consequent === inner)) return undefined;
    return callBehind(negated ? test.argument : test, file);
  }
  return undefined;
}

/** `check(request)`, or the constant that its answer is kept in. */
function callBehind(node: Node, file: SourceFile): TSESTree.CallExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === "CallExpression") return inner;
  const binding = file.bindings.ofExpression(inner);
  const kept = binding?.kind === "variable" && binding.constant && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  return kept?.type === "CallExpression" ? kept : undefined;
}

/** How many checks that hand on each other's answer are followed. */
const DEPTH = 4;

/**
 * What every way through the function leaves that gives back nothing, or false, or what may be either. A line on a way that may
 * also end well says nothing of a refusal. Where it gives back what another check says, that one may have recorded.
 */
export function recordsWhenItRefuses(fn: FunctionNode, file: SourceFile, depth = DEPTH): RecordStrength | undefined {
  if (fn.body.type !== "BlockStatement" || depth === 0) return undefined;
  const refusals: ReadonlySet<RecordCall>[] = [];
  const granted = new Set<RecordCall>();
  const walk = (refuses: boolean, onEnd: (value: Node | undefined, path: Path) => void): void =>
    new FlowWalk({
      decides: (test) => decided(test, refuses),
      recordOf: (call) => recordOfCall(call, file),
      onReturn: (value, path, { callback }) => {
        if (!callback) onEnd(value, path);
      },
      onFallThrough: (path) => onEnd(undefined, path),
    }).run(fn);
  walk(true, (value, { must }) => {
    if (!mayRefuse(value)) return;
    const asked = value && otherCheck(value, file, depth - 1);
    refusals.push(asked ? new Set([...must, asked]) : new Set(must));
  });
  walk(false, (value, { may }) => {
    if (mayGrant(value)) for (const record of may) granted.add(record);
  });
  const strengths = refusals.map((records) =>
    [...records].reduce<RecordStrength | undefined>(
      (strongest, record) => (granted.has(record) ? strongest : strongerOf(strongest, record.strength)),
      undefined,
    ),
  );
  return strengths.length > 0 ? strengths.reduce(weakerOf) : undefined;
}

/** `return verifyKey(request)`, `return await …`: what that one leaves when it says no. */
function otherCheck(value: Node, file: SourceFile, depth: number): RecordCall | undefined {
  const node = unwrap(value);
  if (node.type !== "CallExpression") return undefined;
  const strength = recordedWhenRefusing(node, file, depth);
  return strength && { node, strength, level: calleeName(node), order: "varargs", library: undefined };
}

/** `if (!isValid)` is walked for a refusal, `if (isValid)` is not: there, what is given back in the end is taken to be false. */
function decided(test: Node, refuses: boolean): boolean | undefined {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression" && inner.operator === "!" && isGivenBackLater(unwrap(inner.argument))) return refuses;
  return isGivenBackLater(inner) ? !refuses : undefined;
}

/** True for a name that a later statement of the block around the test gives back. */
function isGivenBackLater(node: Node): boolean {
  if (node.type !== "Identifier") return false;
  let statement: Node = node;
  while (statement.parent && statement.parent.type !== "BlockStatement") statement = statement.parent;
  const block = statement.parent;
  if (block?.type !== "BlockStatement") return false;
  return block.body.some((later) => later.type === "ReturnStatement" && later.range[0] > statement.range[0] && later.argument?.type === "Identifier" && later.argument.name === node.name);
}

function mayRefuse(value: Node | undefined): boolean {
  const inner = value && unwrap(value);
  if (inner?.type === "Literal") return !inner.value;
  return inner === undefined || !/^(?:ObjectExpression|ArrayExpression|NewExpression|TemplateLiteral)$/.test(inner.type);
}

function mayGrant(value: Node | undefined): boolean {
  const inner = value && unwrap(value);
  return inner !== undefined && !isNullish(inner) && (inner.type !== "Literal" || Boolean(inner.value));
}

