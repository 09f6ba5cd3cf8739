/** Functions of the file that record for whoever calls them, found to a fixpoint. */
import type { SourceFile } from "../source-file.js";
import { calleeName, functionName, isFunction, unwrap, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { walk } from "../syntax/walk.js";
import { localFunction } from "../frameworks/answer.js";
import { FlowWalk } from "./flow-walk.js";
import { onBoth, type Path } from "./path.js";
import { isAuditFunction, isConfigured, recordOf, strongerOf, type RecordCall, type RecordStrength } from "./records.js";

interface Known {
  readonly strengths: Map<FunctionNode, RecordStrength | undefined>;
  readonly calls: Map<CallNode, RecordCall | undefined>;
  /** Functions that are being looked at, outermost first. */
  readonly running: FunctionNode[];
  /** Found to record nothing while an outer function was half known. */
  readonly unsure: { readonly functions: Set<FunctionNode>; readonly calls: Set<CallNode> };
  /** True once a function that is being looked at was asked for again: what is unsure has to be asked anew. */
  circular: boolean;
}

const known = new WeakMap<SourceFile, Known>();

/** What a call records, by itself or through a function of the same file that records on every way through it. */
export function recordOfCall(call: CallNode, file: SourceFile): RecordCall | undefined {
  const direct = recordOf(call, file);
  if (direct || call.type === "NewExpression") return direct;
  const { calls } = knownOf(file);
  if (calls.has(call)) return calls.get(call);
  const fn = localFunction(call.callee, file);
  const strength = fn && recordsAlways(fn, file);
  const record: RecordCall | undefined = strength && { node: call, strength, level: calleeName(call), order: "varargs", library: undefined };
  calls.set(call, record);
  if (!record && fn) knownOf(file).unsure.calls.add(call);
  return record;
}

/** The strongest record that every way through the function leaves, or undefined when some way leaves none. */
export function recordsAlways(fn: FunctionNode, file: SourceFile): RecordStrength | undefined {
  const facts = knownOf(file);
  const { strengths, running, unsure } = facts;
  if (strengths.has(fn)) {
    facts.circular ||= running.includes(fn);
    return strengths.get(fn);
  }
  strengths.set(fn, undefined);
  running.push(fn);
  const ends: ReadonlySet<RecordCall>[] = [];
  const walker = new FlowWalk({
    recordOf: (call) => recordOfCall(call, file),
    onEnd: (path: Path, { callback }) => {
      if (!callback) ends.push(path.must);
    },
  });
  walker.run(fn);
  running.pop();
  let strength: RecordStrength | undefined;
  for (const record of ends.length > 0 ? ends.reduce(onBoth) : []) strength = strongerOf(strength, record.strength);
  strength = asAuditEmitter(fn, strength, file);
  strengths.set(fn, strength);
  if (!strength && running.length > 0) unsure.functions.add(fn);
  if (running.length === 0) settle(facts);
  return strength;
}

/** Functions that call each other are asked again once the outermost is known. */
function settle(facts: Known): void {
  const { strengths, calls, unsure } = facts;
  if (facts.circular) {
    for (const call of unsure.calls) calls.delete(call);
    for (const fn of unsure.functions) strengths.delete(fn);
  }
  unsure.calls.clear();
  unsure.functions.clear();
  facts.circular = false;
}

/**
 * A function of this file that is named as an audit emitter is one when it leaves anything behind at all: a structured
 * line, a row, a request to a service. One that records nothing is not, whatever its name.
 */
function asAuditEmitter(fn: FunctionNode, strength: RecordStrength | undefined, file: SourceFile): RecordStrength | undefined {
  const name = functionName(fn);
  if (name === undefined || !(isAuditFunction(name) || isConfigured(file.settings.auditFunctions, name))) return strength;
  return strength !== undefined || writesSomething(fn, file) ? "audit" : undefined;
}

const WRITES = /^(?:insert|create|createMany|upsert|add|save|push|write|writeFile|appendFile|fetch|post|put|send|publish|execute|query|run|rpc|enqueue|emit|insertOne|writeDataPoint)$/;

function writesSomething(fn: FunctionNode, file: SourceFile): boolean {
  let writes = false;
  walk(fn.body, (node: Node) => {
    if (node.type !== "CallExpression") return;
    writes ||= WRITES.test(calleeName(node) ?? "") || recordOf(node, file) !== undefined;
  });
  return writes;
}

/** The strength that a wrapper adds to each handler inside it, when it stands in the file or its name says that it audits. */
export function wrapperStrength(wrapper: CallNode, file: SourceFile): RecordStrength | undefined {
  const name = calleeName(wrapper);
  if (name !== undefined && (isAuditFunction(name) || isConfigured(file.settings.auditMiddleware, name) || isConfigured(file.settings.auditFunctions, name))) return "audit";
  const fn = localFunction(wrapper.callee, file);
  if (!fn) return undefined;
  let strength: RecordStrength | undefined;
  for (const inner of returnedFunctions(fn)) strength = strongerOf(strength, recordsAlways(inner, file));
  return strength;
}

/** The functions that a factory returns. */
export function returnedFunctions(fn: FunctionNode): FunctionNode[] {
  const found: FunctionNode[] = [];
  if (fn.body.type !== "BlockStatement") return isFunction(unwrap(fn.body)) ? [unwrap(fn.body) as FunctionNode] : [];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ReturnStatement" && node.argument && isFunction(unwrap(node.argument))) found.push(unwrap(node.argument) as FunctionNode);
    return undefined;
  });
  return found;
}

function knownOf(file: SourceFile): Known {
  let facts = known.get(file);
  if (!facts) known.set(file, (facts = { strengths: new Map(), calls: new Map(), running: [], unsure: { functions: new Set(), calls: new Set() }, circular: false }));
  return facts;
}
