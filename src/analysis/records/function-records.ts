/** Functions that record for whoever calls them, found to a fixpoint; those of other files, as the project tells. */
import type { TSESTree } from "@typescript-eslint/utils";
import { NO_NEIGHBOURS } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, functionName, isFunction, isInside, parameterName, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { findNode, walk } from "../../syntax/walk.js";
import { localFunction } from "../../frameworks/local-function.js";
import { importedSummary } from "../../frameworks/imported.js";
import { leadOf } from "../../frameworks/lead-of.js";
import { FlowWalk } from "./flow-walk.js";
import { indirectRecordOf } from "./indirect-records.js";
import { onBoth, type Path } from "./path.js";
import { surelyThen } from "./promise-chains.js";
import { couldRecord, isAuditFunction, isConfigured, recordOf } from "./records.js";
import { strongerOf, type RecordStrength } from "../../vocabulary/record-strength.js";
import type { RecordCall } from "./record-call.js";
import { recordOfTemplate } from "./template-records.js";

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

const known = keptWith<SourceFile, Known>();

/** What a call records, by itself or through a function of the project that records on every way through it. */
export function recordOfCall(call: CallNode, file: SourceFile): RecordCall | undefined {
  const direct = recordOf(call, file);
  if (call.type === "NewExpression") return direct;
  // An emitter that turns out to be an empty function writes nothing, whatever it is called.
  if (direct) return isIdleEmitter(call, file) ? undefined : direct;
  const { calls } = knownOf(file);
  if (calls.has(call)) return calls.get(call);
  const fn = localFunction(call.callee, file) ?? surelyThen(call);
  const strength = fn ? recordsAlways(fn, file) : recordsElsewhere(call, file);
  const record: RecordCall | undefined = strength ? { node: call, strength, level: calleeName(call), order: "varargs", library: undefined } : indirectRecordOf(call, file)?.record;
  calls.set(call, record);
  if (!record && fn) knownOf(file).unsure.calls.add(call);
  return record;
}

/** True when what is called as a record is a function of the project that does nothing. */
export function isIdleEmitter(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const fn = localFunction(call.callee, file);
  return fn ? isIdle(fn) : (importedSummary(call.callee, file)?.idle ?? false);
}

/**
 * What a function of another file records for this call. An audit event counts wherever it is written; a logger's line only
 * when the function is there to write it or answers with it, for what others log at their work says nothing of how the caller
 * ends.
 */
function recordsElsewhere(call: TSESTree.CallExpression, file: SourceFile): RecordStrength | undefined {
  // This is asked of every call, and most are of nothing that is imported.
  if (file.neighbours === NO_NEIGHBOURS || !leadOf(call.callee, file)) return undefined;
  const toldOf = couldRecord(calleeName(call) ?? "", file) || isHandedFailure(call);
  const summary = importedSummary(call.callee, file, toldOf ? "anything" : mayAnswer(call) ? "answer" : "audit");
  return toldOf || summary?.answers || summary?.records === "audit" ? (summary?.records ?? summary?.answers?.recorded) : undefined;
}

/** `return denied()`, `denied(res)`: such a call is asked for its answer too. */
function mayAnswer(call: TSESTree.CallExpression): boolean {
  const outer = call.parent.type === "AwaitExpression" ? call.parent.parent : call.parent;
  return outer.type === "ReturnStatement" || outer.type === "ArrowFunctionExpression" || call.arguments.some((argument) => argument.type === "Identifier" && /^_*res/i.test(argument.name));
}

/** `reportProblem(err)` in `catch (err) {}` or in what is given to `.catch()`. */
function isHandedFailure(call: TSESTree.CallExpression): boolean {
  for (let outer: Node | undefined = call.parent; outer; outer = outer.parent) {
    const name = outer.type === "CatchClause" ? (outer.param ? parameterName(outer.param) : undefined) : isRejectionHandler(outer) ? parameterName(outer.params[0]) : undefined;
    if (name !== undefined && call.arguments.some((argument) => findNode(argument, (node) => node.type === "Identifier" && node.name === name, true))) return true;
  }
  return false;
}

function isRejectionHandler(node: Node): node is FunctionNode {
  return isFunction(node) && node.parent.type === "CallExpression" && /^(?:catch|then)$/.test(calleeName(node.parent) ?? "");
}

/** Longer than any chain of calls that people write: of what generated code does further down nothing is known. */
const DEEPEST = 100;

/** The strongest record that every way through the function leaves, or undefined when some way leaves none. */
export function recordsAlways(fn: FunctionNode, file: SourceFile): RecordStrength | undefined {
  const facts = knownOf(file);
  const { strengths, running, unsure } = facts;
  if (strengths.has(fn)) {
    facts.circular ||= running.includes(fn);
    return strengths.get(fn);
  }
  if (running.length === DEEPEST) {
    facts.circular = true;
    return undefined;
  }
  strengths.set(fn, undefined);
  running.push(fn);
  const ends: { must: ReadonlySet<RecordCall>; readonly throws: boolean; readonly at: Node | undefined }[] = [];
  let thrown: Node | undefined;
  let returned: Node | undefined;
  const walker = new FlowWalk({
    recordOf: (call) => recordOfCall(call, file),
    recordOfTemplate: (template) => recordOfTemplate(template, file),
    onThrow: (statement) => {
      thrown = statement;
    },
    onReturn: (_, __, ___, at) => {
      returned = at;
    },
    // What is returned and what is thrown ends a way too, right after it is told.
    onEnd: ({ must }: Path, { callback }) => {
      if (!callback) ends.push({ must, throws: thrown !== undefined, at: thrown ?? returned });
      thrown = returned = undefined;
    },
    onFinally: (statement, records) => {
      for (const end of ends) if (end.at && isInside(end.at, statement)) end.must = new Set([...end.must, ...records]);
    },
  });
  walker.run(fn);
  running.pop();
  let strength: RecordStrength | undefined;
  // Where it throws, whoever calls it does not go on: what it leaves behind before it comes back is asked.
  const back = ends.filter(({ throws }) => !throws);
  const asked = (back.length > 0 ? back : ends).map(({ must }) => must);
  for (const record of asked.length > 0 ? asked.reduce(onBoth) : []) strength = strongerOf(strength, record.strength);
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

/** In code that is in use: what stands behind an early return or in `if (false)` writes nothing. */
function writesSomething(fn: FunctionNode, file: SourceFile): boolean {
  let writes = false;
  const walker = new FlowWalk({
    recordOf: (call) => {
      writes ||= WRITES.test(calleeName(call) ?? "") || recordOf(call, file) !== undefined;
      return undefined;
    },
    recordOfTemplate: () => {
      writes = true;
      return undefined;
    },
  });
  walker.run(fn);
  return writes;
}

/** True when a function of this file does nothing at all in the code that is in use: no call, no value set. */
export function isIdle(fn: FunctionNode): boolean {
  let idle = true;
  const works = (): undefined => {
    idle = false;
    return undefined;
  };
  new FlowWalk({
    recordOf: (call) => (dottedPath(call.callee)?.join(".") === "Promise.resolve" ? undefined : works()),
    recordOfTemplate: works,
    onAssignment: works,
    onThrow: works,
  }).run(fn);
  return idle;
}

/** The strength that a wrapper adds to each handler inside it, when it stands in the file or its name says that it audits. */
export function wrapperStrength(wrapper: CallNode, file: SourceFile): RecordStrength | undefined {
  const made = madeBy(wrapper, file);
  if (made) return wrapperStrength(made, file);
  const name = calleeName(wrapper);
  if (name !== undefined && (isAuditFunction(name) || isConfigured(file.settings.auditMiddleware, name) || isConfigured(file.settings.auditFunctions, name))) return "audit";
  const fn = localFunction(wrapper.callee, file);
  if (fn) return strengthOfReturned(fn, file);
  return importedSummary(wrapper.callee, file)?.wraps ?? strengthOfChain(wrapper.callee, file);
}

/** Links of a chain that are looked at. */
const LONGEST = 12;

/** What the middleware of a chain records: `client.use(async ({ next }) => { … }).schema(login).action(handler)`. */
export function strengthOfChain(node: Node, file: SourceFile, depth = LONGEST): RecordStrength | undefined {
  const inner = unwrap(node);
  if (depth === 0) return undefined;
  if (inner.type === "MemberExpression") {
    const isImported = file.bindings.ofExpression(inner.object)?.kind === "import";
    const ofModule = isImported ? importedSummary(inner, file, "audit")?.wraps : undefined;
    return ofModule ?? strengthOfChain(inner.object, file, depth - 1);
  }
  if (inner.type === "CallExpression") {
    const used = calleeName(inner) === "use" ? inner.arguments.map((argument) => strengthOfLink(argument, file)).reduce(strongerOf, undefined) : undefined;
    return strongerOf(used, strengthOfChain(inner.callee, file, depth - 1));
  }
  if (inner.type !== "Identifier") return undefined;
  const binding = file.bindings.of(inner);
  if (binding.kind === "import") return importedSummary(inner, file, "audit")?.wraps;
  const made = file.bindings.constantValue(inner);
  return made && strengthOfChain(made, file, depth - 1);
}

function strengthOfLink(node: Node, file: SourceFile): RecordStrength | undefined {
  const inner = unwrap(node);
  const fn = isFunction(inner) ? inner : localFunction(inner, file);
  return fn ? recordsAlways(fn, file) : importedSummary(inner, file, "audit")?.records;
}

/** The call that gave the wrapper: `withAudit("auth.login")(handler)`, `const audited = withAudit("auth.login")`. */
function madeBy(wrapper: CallNode, file: SourceFile): CallNode | undefined {
  const callee = unwrap(wrapper.callee);
  if (callee.type === "CallExpression") return callee;
  const constant = file.bindings.constantValue(callee);
  const init = constant && unwrap(constant);
  return init?.type === "CallExpression" ? init : undefined;
}

/**
 * What the functions that a wrapper or a factory returns record at each call. Of one that is told something first,
 * `(event) => (handler) => async (req) => …`, the last one is asked.
 */
export function strengthOfReturned(fn: FunctionNode, file: SourceFile): RecordStrength | undefined {
  let strength: RecordStrength | undefined;
  for (const inner of returnedFunctions(fn)) {
    const isWrapper = returnedFunctions(inner).length > 0;
    strength = strongerOf(strength, isWrapper ? strengthOfReturned(inner, file) : recordsAlways(inner, file));
  }
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
  if (!facts)
    known.set(
      file,
      (facts = {
        strengths: new Map(),
        calls: new Map(),
        running: [],
        unsure: { functions: new Set(), calls: new Set() },
        circular: false,
      }),
    );
  return facts;
}
