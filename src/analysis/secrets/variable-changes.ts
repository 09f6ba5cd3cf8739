/** What happens to a variable before it is read: assignments, writes into its value, deletions, in the order of the text. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import { calleeName, enclosingFunction, isFunction, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { leavesItsList } from "../../syntax/branches.js";
import { keptWith } from "../../syntax/kept-with.js";
import { blanked, blanks, isEmptyAnyway } from "./blanked-keys.js";
import { isClearingName, looksLikeCredential } from "./cleared-values.js";
import { stepsTo, takeSteps } from "./pattern-steps.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementIn, OPAQUE, withField, withPart, type Value } from "./secret-value.js";

type Variable = TSESLint.Scope.Variable;

export interface VariableEvent {
  readonly at: number;
  readonly sure: boolean;
  readonly apply: (before: Value, sure: boolean) => Value;
}

/** The changes that may have happened before the place is reached, first to last. */
export function eventsBefore(variable: Variable, at: Node, trace: Trace): VariableEvent[] {
  const events: VariableEvent[] = [];
  for (const reference of changingReferences(variable)) {
    const event = reference.isWrite() ? writeEvent(reference, variable, trace) : changeEvent(reference.identifier as Node, trace);
    if (!event) continue;
    const when = timing(event.node, at, event.clears);
    if (when !== "never" && !(event.clears && event.node.range[0] > at.range[0])) events.push({ at: event.node.range[1], sure: when === "sure" && event.sure, apply: event.apply });
  }
  return events.sort((a, b) => a.at - b.at);
}

const changing = keptWith<Variable, readonly TSESLint.Scope.Reference[]>();

/** The few references of a variable that can change what it holds: a busy variable is looked through once. */
function changingReferences(variable: Variable): readonly TSESLint.Scope.Reference[] {
  let known = changing.get(variable);
  if (!known) {
    known = variable.references.filter((reference) => reference.isWrite() || couldChange(reference.identifier as Node));
    changing.set(variable, known);
  }
  return known;
}

/** The syntax of a change, before anything is asked of it. */
function couldChange(identifier: Node): boolean {
  let chain = identifier;
  while (chain.parent?.type === "MemberExpression" && chain.parent.object === chain) chain = chain.parent;
  const parent = chain.parent;
  switch (parent?.type) {
    case "AssignmentExpression":
      return parent.left === chain;
    case "UnaryExpression":
      return parent.operator === "delete";
    case "CallExpression":
      if (parent.callee !== chain)
        return parent.arguments[0] === chain && (parent.parent.type === "ExpressionStatement" || calleeName(parent) === "assign");
      return /^(?:push|unshift|add|set|append|delete)$/.test(calleeName(parent) ?? "");
    default:
      return false;
  }
}

interface FoundEvent {
  readonly node: Node;
  readonly sure: boolean;
  /** Takes a field away or blanks it. */
  readonly clears?: boolean;
  readonly apply: (before: Value, sure: boolean) => Value;
}

function writeEvent(reference: TSESLint.Scope.Reference, variable: Variable, trace: Trace): FoundEvent | undefined {
  const name = reference.identifier as Node;
  let root: Node = name;
  while (root.parent && /^(?:Property|ObjectPattern|ArrayPattern|RestElement|AssignmentPattern)$/.test(root.parent.type))
    root = root.parent;
  const holder = root.parent;
  // A parameter's default is written by its declaration; the parameter itself is asked elsewhere.
  if (
    !holder ||
    isFunction(holder) ||
    isFunction(root) ||
    (variable.defs[0]?.type === ("Parameter" as never) && holder.type === "TSParameterProperty")
  )
    return undefined;
  const steps = stepsTo(name, root);
  const set = (node: Node, value: () => Value, from?: Node): FoundEvent => ({
    node,
    sure: true,
    apply: (before, certain) => {
      const taken = takeSteps(value(), steps, trace, from);
      return certain ? taken : either([before, taken]);
    },
  });
  switch (holder.type) {
    case "VariableDeclarator": {
      const loop = holder.parent.parent;
      if (loop?.type === "ForOfStatement" && loop.left === holder.parent)
        return set(holder, () => iterated(trace.valueOf(loop.right)));
      if (loop?.type === "ForInStatement" && loop.left === holder.parent) return set(holder, () => CLEAN);
      const init = holder.init;
      return init ? set(holder, () => initialValue(init, variable.name, steps.length === 0, trace), init) : undefined;
    }
    case "AssignmentExpression":
      if (holder.operator === "=") return set(holder, () => initialValue(holder.right, variable.name, steps.length === 0, trace), holder.right);
      return { node: holder, sure: false, apply: (before) => either([before, trace.valueOf(holder.right)]) };
    case "ForOfStatement":
      return set(holder.left, () => iterated(trace.valueOf(holder.right)));
    default:
      return undefined;
  }
}

/** What a loop gets of a value: an element of a list, a pair of headers or form data. */
function iterated(value: Value): Value {
  return value.kind === "whole" ? { kind: "list", items: [CLEAN, value] } : elementIn(value);
}

/** A text given to a secret's name is one only if it looks like one: `TOKEN_KEY = "auth_token"` is a name. */
function initialValue(init: Node, name: string, direct: boolean, trace: Trace): Value {
  const inner = unwrap(init);
  if (direct && inner.type === "Literal" && typeof inner.value === "string" && looksLikeCredential(inner.value))
    return trace.byName(name, inner).kind === "secret" ? OPAQUE : CLEAN;
  return trace.valueOf(init);
}

/** A write into the variable's value: `v.password = …`, `delete v.token`, `Object.assign(v, …)`, `v.push(…)`, `v.set("k", …)`. */
function changeEvent(identifier: Node, trace: Trace): FoundEvent | undefined {
  let chain: Node = identifier;
  const path: string[] = [];
  while (chain.parent?.type === "MemberExpression" && chain.parent.object === chain) {
    const name =
      memberName(chain.parent) ?? (chain.parent.computed ? staticString(chain.parent.property, trace.file.bindings) : undefined);
    if (name === undefined) break;
    path.push(name);
    chain = chain.parent;
  }
  const parent = chain.parent;
  if (!parent) return undefined;
  if (parent.type === "MemberExpression" && parent.object === chain && parent.computed) return computedWrite(parent, path, trace);
  if (parent.type === "AssignmentExpression" && parent.left === chain && path.length > 0) {
    const name = path.at(-1)!;
    const value = (): Value => trace.settle(trace.valueOf(parent.right), name, chain);
    const blank =
      unwrap(parent.right).type === "Literal" || (parent.right.type === "Identifier" && parent.right.name === "undefined");
    return {
      node: parent,
      sure: parent.operator === "=",
      clears: blank,
      apply: (before, sure) => withField(before, path, value(), sure),
    };
  }
  if (parent.type === "UnaryExpression" && parent.operator === "delete" && path.length > 0) {
    return { node: parent, sure: true, clears: true, apply: (before, sure) => withField(before, path, CLEAN, sure) };
  }
  if (parent.type !== "CallExpression") return undefined;
  return parent.callee === chain ? methodCall(parent, path, trace) : passedToCall(parent, chain, path, trace);
}

/** `out[key] = value`: a field of unknown name. */
function computedWrite(member: TSESTree.MemberExpression, path: readonly string[], trace: Trace): FoundEvent | undefined {
  const parent = member.parent;
  if (path.length === 0 && blanks(parent, member)) {
    if (isEmptyAnyway(member, trace)) return undefined;
    return { node: parent, sure: true, clears: true, apply: (before) => blanked(before, member, trace) };
  }
  if (parent?.type !== "AssignmentExpression" || parent.left !== member || path.length > 0) return undefined;
  return { node: parent, sure: false, apply: (before) => withPart(before, trace.valueOf(parent.right)) };
}

function methodCall(call: TSESTree.CallExpression, path: readonly string[], trace: Trace): FoundEvent | undefined {
  const method = path.at(-1);
  const owner = path.slice(0, -1);
  if (method === undefined) return undefined;
  if (/^(?:push|unshift|add)$/.test(method) && owner.length === 0) {
    return {
      node: call,
      sure: true,
      apply: (before) => call.arguments.reduce((value, argument) => withPart(value, trace.valueOf(argument)), before),
    };
  }
  const key = staticString(call.arguments[0], trace.file.bindings);
  if (method === "delete" && key !== undefined) {
    return { node: call, sure: true, clears: true, apply: (before, sure) => withField(before, [...owner, key], CLEAN, sure) };
  }
  const value = call.arguments[1];
  if ((method !== "set" && method !== "append") || !value) return undefined;
  return {
    node: call,
    sure: true,
    apply: (before, sure) => {
      const given = trace.valueOf(value);
      return key === undefined
        ? withPart(before, given)
        : withField(before, [...owner, key], trace.settle(given, key, value), sure);
    },
  };
}

/** `Object.assign(v, { token })` writes into its first argument; `redact(v);` as a statement cleans its own. */
function passedToCall(
  call: TSESTree.CallExpression,
  argument: Node,
  path: readonly string[],
  trace: Trace,
): FoundEvent | undefined {
  if (call.arguments[0] !== argument) return undefined;
  const name = calleeName(call);
  if (name === "assign" && call.arguments.length > 1) {
    return {
      node: call,
      sure: true,
      apply: (before) => call.arguments.slice(1).reduce((value, source) => mergeInto(value, trace.valueOf(source)), before),
    };
  }
  if (name !== undefined && call.parent.type === "ExpressionStatement" && isClearingName(name, trace.file.settings)) {
    return {
      node: call,
      sure: true,
      clears: true,
      apply: (before, sure) => (path.length > 0 ? withField(before, path, CLEAN, sure) : CLEAN),
    };
  }
  return undefined;
}

function mergeInto(value: Value, source: Value): Value {
  if (source.kind !== "object") return source.kind === "clean" ? value : withPart(value, source);
  let merged = value;
  for (const [name, field] of source.fields) merged = withField(merged, [name], field, true);
  return source.rest.length === 0 ? merged : source.rest.reduce(withPart, merged);
}

/** Whether something that happens at one place has happened at another: surely, perhaps, or never. */
function timing(event: Node, at: Node, clears = false): "sure" | "perhaps" | "never" {
  const own = enclosingFunction(at);
  const its = enclosingFunction(event);
  const before = event.range[1] <= at.range[0];
  if (its && !(at.range[0] >= its.range[0] && at.range[1] <= its.range[1])) return "perhaps";
  if (!before)
    return its !== own || sharedLoop(event, at)
      ? event.range[0] <= at.range[0] && event.range[1] >= at.range[1]
        ? "never"
        : "perhaps"
      : "never";
  for (let inner: Node = event, outer = event.parent; outer && outer !== its; inner = outer, outer = outer.parent) {
    if (at.range[0] >= inner.range[0] && at.range[1] <= inner.range[1]) return "sure";
    if (!isBranch(outer, inner)) continue;
    if (leavesItsList(inner)) return "never";
    // `if (copy.password) delete copy.password` takes it away whenever it is there.
    if (!(clears && outer.type === "IfStatement" && outer.consequent === inner && !outer.alternate)) return "perhaps";
  }
  return "sure";
}

function isBranch(outer: Node, inner: Node): boolean {
  switch (outer.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return inner !== outer.test;
    case "LogicalExpression":
      return inner === outer.right;
    case "TryStatement":
      return inner !== outer.finalizer;
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
      return inner === outer.body;
    case "SwitchCase":
    case "CatchClause":
      return true;
    default:
      return false;
  }
}

function sharedLoop(event: Node, at: Node): boolean {
  for (let outer = event.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (/^(?:For|While|DoWhile)/.test(outer.type) && at.range[0] >= outer.range[0] && at.range[1] <= outer.range[1]) return true;
  }
  return false;
}
