/** What happens to a variable: assignments, writes into its value, deletions, in the order of the text. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { blanked, blanks, isEmptyAnyway } from "./blanked-keys.js";
import { surelyReplaced, whenOf, type When } from "./change-timing.js";
import { isClearingName, looksLikeCredential } from "./cleared-values.js";
import { stepsTo, takeSteps } from "./pattern-steps.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementIn, knownField, OPAQUE, withField, withPart, type Value } from "./secret-value.js";

type Variable = TSESLint.Scope.Variable;

export interface VariableChange {
  readonly node: Node;
  readonly sure: boolean;
  /** Takes a field away or blanks it. */
  readonly clears?: boolean;
  /** Gives the variable another value, whatever it held. */
  readonly replaces?: boolean;
  readonly when: When;
  readonly apply: (before: Value, sure: boolean, trace: Trace) => Value;
}

/** All changes of a variable, in the order in which they end. */
export interface Changes {
  readonly list: readonly VariableChange[];
  /** So many, first to last, are in one function and in no branch: each is sure behind it. */
  readonly straight: number;
  /** From this one on all are in one function and in no loop: none has happened before it. */
  readonly settled: number;
}

const changesIn = foundOnce((_: SourceFile) => new Map<Variable, Changes>());

/** A busy variable is looked through once. */
export function changesOf(variable: Variable, file: SourceFile): Changes {
  const known = changesIn(file);
  let changes = known.get(variable);
  if (!changes) known.set(variable, (changes = inOrder(findChanges(variable, file))));
  return changes;
}

function findChanges(variable: Variable, file: SourceFile): VariableChange[] {
  const changes: VariableChange[] = [];
  for (const reference of variable.references) {
    const identifier = reference.identifier as Node;
    if (!reference.isWrite() && !couldChange(identifier)) continue;
    const change = reference.isWrite() ? writtenBy(reference, variable) : changedBy(identifier, file);
    if (change) changes.push({ ...change, when: whenOf(change.node, change.clears, variable.defs[0]?.node as Node | undefined) });
  }
  return changes;
}

function inOrder(changes: VariableChange[]): Changes {
  const inText = changes.sort((a, b) => a.node.range[1] - b.node.range[1]);
  const replaced = surelyReplaced(inText.flatMap(({ replaces, when }) => (replaces ? [when] : [])));
  const list = inText.map((change) => ({ ...change, when: replaced.get(change.when) ?? change.when }));
  const bent = list.findIndex(({ when }) => when.branch !== undefined || when.fn !== list[0]!.when.fn);
  const open = list.findLastIndex(({ when }) => when.loop !== undefined || when.fn !== list.at(-1)!.when.fn);
  return { list, straight: bent < 0 ? list.length : bent, settled: open + 1 };
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

type Change = Omit<VariableChange, "when">;

function writtenBy(reference: TSESLint.Scope.Reference, variable: Variable): Change | undefined {
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
  const set = (node: Node, value: (trace: Trace) => Value, from?: Node): Change => ({
    node,
    sure: true,
    apply: (before, certain, trace) => {
      const taken = takeSteps(value(trace), steps, trace, from);
      return certain ? taken : either([before, taken]);
    },
  });
  switch (holder.type) {
    case "VariableDeclarator": {
      const loop = holder.parent.parent;
      if (loop?.type === "ForOfStatement") return set(holder, (trace) => iterated(trace.valueOf(loop.right)));
      if (loop?.type === "ForInStatement") return set(holder, () => CLEAN);
      const init = holder.init;
      return init ? set(holder, (trace) => initialValue(init, variable.name, steps.length === 0, trace), init) : undefined;
    }
    case "AssignmentExpression":
      if (holder.operator === "=") {
        const given = (trace: Trace): Value => initialValue(holder.right, variable.name, steps.length === 0, trace);
        return { ...set(holder, given, holder.right), replaces: true };
      }
      return { node: holder, sure: false, apply: (before, _, trace) => either([before, trace.valueOf(holder.right)]) };
    case "ForOfStatement":
      return set(holder.left, (trace) => iterated(trace.valueOf(holder.right)));
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
function changedBy(identifier: Node, file: SourceFile): Change | undefined {
  let chain: Node = identifier;
  const path: string[] = [];
  while (chain.parent?.type === "MemberExpression") {
    const name =
      memberName(chain.parent) ?? (chain.parent.computed ? staticString(chain.parent.property, file.bindings) : undefined);
    if (name === undefined) break;
    path.push(name);
    chain = chain.parent;
  }
  const parent = chain.parent;
  if (!parent) return undefined;
  if (parent.type === "MemberExpression") return computedWrite(parent, path, file);
  if (parent.type === "AssignmentExpression") {
    const name = path.at(-1)!;
    const value = (trace: Trace): Value => trace.settle(trace.valueOf(parent.right), name, chain);
    const blank =
      unwrap(parent.right).type === "Literal" || (parent.right.type === "Identifier" && parent.right.name === "undefined");
    return {
      node: parent,
      sure: parent.operator === "=",
      clears: blank,
      apply: (before, sure, trace) => withField(before, path, value(trace), sure),
    };
  }
  if (parent.type === "UnaryExpression") {
    return { node: parent, sure: true, clears: true, apply: (before, sure) => withField(before, path, CLEAN, sure) };
  }
  if (parent.type !== "CallExpression") return undefined;
  return parent.callee === chain ? methodCall(parent, path, file) : passedToCall(parent, path, file);
}

/** `out[key] = value`: a field of unknown name. */
function computedWrite(member: TSESTree.MemberExpression, path: readonly string[], file: SourceFile): Change | undefined {
  const parent = member.parent;
  if (blanks(parent)) {
    if (isEmptyAnyway(member, file)) return undefined;
    const apply: Change["apply"] = (before, _, trace) => changedAt(before, path, (held) => blanked(held, member, trace));
    return { node: parent, sure: true, clears: true, apply };
  }
  if (parent.type !== "AssignmentExpression") return undefined;
  const apply: Change["apply"] = (before, _, trace) => changedAt(before, path, (held) => withPart(held, trace.valueOf(parent.right)));
  return { node: parent, sure: false, apply };
}

/** The value after what it holds along the path was changed. */
function changedAt(before: Value, path: readonly string[], change: (held: Value) => Value): Value {
  const held = path.reduce((value, name) => knownField(value, name) ?? OPAQUE, before);
  return withField(before, path, change(held), true);
}

function methodCall(call: TSESTree.CallExpression, path: readonly string[], file: SourceFile): Change | undefined {
  const method = path.at(-1);
  const owner = path.slice(0, -1);
  if (method === undefined) return undefined;
  if (/^(?:push|unshift|add)$/.test(method)) {
    const pushed = (held: Value, trace: Trace): Value =>
      call.arguments.reduce((value, argument) => withPart(value, trace.valueOf(argument)), held);
    return { node: call, sure: true, apply: (before, _, trace) => changedAt(before, owner, (held) => pushed(held, trace)) };
  }
  const key = staticString(call.arguments[0], file.bindings);
  if (method === "delete" && key !== undefined) {
    return { node: call, sure: true, clears: true, apply: (before, sure) => withField(before, [...owner, key], CLEAN, sure) };
  }
  const value = call.arguments[1];
  if (method === "delete" || !value) return undefined;
  return {
    node: call,
    sure: true,
    apply: (before, sure, trace) => {
      const given = trace.valueOf(value);
      return key === undefined
        ? withPart(before, given)
        : withField(before, [...owner, key], trace.settle(given, key, value), sure);
    },
  };
}

/**
 * `Object.assign(v, { token })` and `Object.defineProperty(v, "token", …)` write into their first argument; `redact(v);` as a
 * statement cleans its own.
 */
function passedToCall(
  call: TSESTree.CallExpression,
  path: readonly string[],
  file: SourceFile,
): Change | undefined {
  const name = calleeName(call);
  if (name === "assign") {
    return {
      node: call,
      sure: true,
      apply: (before, _, trace) =>
        call.arguments.slice(1).reduce((value, source) => mergeInto(value, trace.valueOf(source)), before),
    };
  }
  if (name === "defineProperty") {
    const key = staticString(call.arguments[1], file.bindings);
    const given = valueOfDescriptor(call.arguments[2]);
    if (key === undefined || !given) return undefined;
    return {
      node: call,
      sure: true,
      apply: (before, sure, trace) => withField(before, [...path, key], trace.settle(trace.valueOf(given), key, given), sure),
    };
  }
  if (name !== undefined && call.parent.type === "ExpressionStatement" && isClearingName(name, file.settings)) {
    return {
      node: call,
      sure: true,
      clears: true,
      apply: (before, sure) => (path.length > 0 ? withField(before, path, CLEAN, sure) : CLEAN),
    };
  }
  return undefined;
}

/** `x` of `{ value: x, enumerable: true }`: a property that cannot be listed is not printed. */
function valueOfDescriptor(descriptor: Node | undefined): Node | undefined {
  if (descriptor?.type !== "ObjectExpression") return undefined;
  const named = (name: string): Node | undefined =>
    descriptor.properties.find((property) => property.type === "Property" && propertyName(property) === name);
  const [value, enumerable] = [named("value"), named("enumerable")];
  const isListed = enumerable?.type === "Property" && enumerable.value.type === "Literal" && enumerable.value.value === true;
  return isListed && value?.type === "Property" ? value.value : undefined;
}

function mergeInto(value: Value, source: Value): Value {
  if (source.kind !== "object") return source.kind === "clean" ? value : withPart(value, source);
  let merged = value;
  for (const [name, field] of source.fields) merged = withField(merged, [name], field, true);
  return source.rest.reduce(withPart, merged);
}
