/**
 * What a variable holds where it is read: what was assigned to it before, what was written into it, what was taken out; for
 * a parameter, what the file's own calls pass. Its name is asked when nothing else is known.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { Binding } from "../scope/bindings.js";
import { staticString } from "../scope/static-value.js";
import { calleeName, enclosingFunction, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { walk } from "../syntax/walk.js";
import { classifySecretName, saysHarmless } from "../vocabulary/secret-words.js";
import { isClearingName, isTellingType } from "./cleared-values.js";
import { incomingParameter } from "./incoming-data.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementOf, givenBy, isUnknown, OPAQUE, RECORD, withField, withPart, type Value } from "./secret-value.js";
import { fieldsOfType } from "./typed-fields.js";

type Variable = TSESLint.Scope.Variable;

export function valueOfIdentifier(node: TSESTree.Identifier, trace: Trace): Value {
  if (node.name === "undefined" || node.name === "NaN") return CLEAN;
  // A class, a model or a component: `Token`, `PasswordForm`.
  if (/^[A-Z][A-Za-z\d]*[a-z]/.test(node.name)) return OPAQUE;
  const binding = trace.file.bindings.of(node);
  switch (binding.kind) {
    case "global":
      return trace.byName(node.name, node);
    case "function":
    case "class":
      return CLEAN;
    case "import":
      return valueOfImport(binding, node, trace);
    case "caught":
      return valueOfCaught(binding.node, trace);
    case "other":
      return OPAQUE;
    default:
      return valueOfVariable(binding, node, trace);
  }
}

/** A name that is imported from a module of words (`./constants`, `./types`) is a word. */
function valueOfImport(binding: Extract<Binding, { kind: "import" }>, node: TSESTree.Identifier, trace: Trace): Value {
  if (splitWords(binding.source).some((word) => /^(?:constants?|types?|enums?|messages|routes|schemas?|validators?|validations?|strings|i18n|components?|icons)$/.test(word))) return CLEAN;
  return binding.imported === "*" ? OPAQUE : trace.byName(binding.imported === "default" ? node.name : binding.imported, node);
}

/** An error is clean unless the `try` itself throws one that was built from a secret. */
function valueOfCaught(clause: Node, trace: Trace): Value {
  const statement = clause.parent;
  if (statement?.type !== "TryStatement" || !/\bthrow\b/.test(trace.file.view.text.slice(...statement.block.range))) return OPAQUE;
  const thrown: Value[] = [OPAQUE];
  walk(statement.block, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ThrowStatement" && unwrap(node.argument).type === "NewExpression") thrown.push(trace.valueOf(node.argument));
    return undefined;
  });
  return either(thrown);
}

type Local = Extract<Binding, { kind: "variable" | "parameter" }>;

function valueOfVariable(binding: Local, at: TSESTree.Identifier, trace: Trace): Value {
  const { variable } = binding;
  const type = annotatedType(variable);
  if (isTellingType(type)) return CLEAN;
  let value: Value | undefined = binding.kind === "parameter" ? valueOfParameter(binding, trace) : undefined;
  for (const event of eventsBefore(variable, at, trace)) value = event.apply(value ?? CLEAN, event.sure);
  // Assigned only in what runs later, or by nobody that the file shows.
  value ??= binding.kind === "variable" && !isAssignedSomewhere(variable) && !isDeclaredOnly(binding.node) ? CLEAN : OPAQUE;
  if (!isUnknown(value)) return value.kind !== "object" && saysHarmless(at.name) ? CLEAN : value;
  const named = trace.byName(at.name, at);
  if (named.kind === "clean" || isOneOfWords(variable)) return CLEAN;
  return valueByUse(variable, type, trace) ?? named;
}

function isAssignedSomewhere(variable: Variable): boolean {
  return variable.references.some((reference) => reference.isWrite());
}

/** `declare const API_KEY: string`: its value comes from elsewhere. */
function isDeclaredOnly(declarator: Node): boolean {
  return declarator.parent?.type === "VariableDeclaration" && declarator.parent.declare === true;
}

function annotatedType(variable: Variable): TSESTree.TypeNode | undefined {
  const name = variable.defs[0]?.name as Node | undefined;
  return name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
}

const STRING_MEMBERS = /^(?:length|trim\w*|toString|slice|substr|substring|split|replace|replaceAll|includes|startsWith|endsWith|indexOf|toLowerCase|toUpperCase|match|at|charAt|padStart|padEnd|concat|test|normalize|value|current|search)$/;

/**
 * What a value's use tells when neither its source nor its type does: a value that fields are read from is an object, no
 * secret by its own name; and when one of these fields is a secret, the object as a whole carries it.
 */
function valueByUse(variable: Variable, type: TSESTree.TypeNode | undefined, trace: Trace): Value | undefined {
  const fields = new Map<string, Value>();
  let isObject = type !== undefined && isObjectType(type);
  for (const { identifier } of variable.references) {
    const member = identifier.parent;
    if (member?.type !== "MemberExpression" || member.object !== identifier) continue;
    const name = memberName(member);
    if (name === undefined || STRING_MEMBERS.test(name)) continue;
    isObject = true;
    const verdict = classifySecretName(name, trace.file.settings);
    if (!verdict || "safe" in verdict || verdict.weak || verdict.class === "cookie") continue;
    if (member.parent?.type === "CallExpression" && member.parent.callee === member) continue;
    if (member.parent?.type === "MemberExpression" && member.parent.object === member) continue;
    if (isWritten(member) || VOCABULARY_OWNER.test(variable.name)) continue;
    fields.set(name, trace.byName(name, member));
  }
  if (!isObject || /^(?:password|credentials?|creds)$/i.test(variable.name)) return undefined;
  return { kind: "object", fields, rest: [OPAQUE] };
}

/** `token === "blue" || token === "red"`: nobody compares a secret with words. */
function isOneOfWords(variable: Variable): boolean {
  let words = 0;
  for (const { identifier } of variable.references) {
    const parent = identifier.parent;
    if (parent?.type === "SwitchStatement" && parent.discriminant === identifier) return true;
    if (parent?.type !== "BinaryExpression" || (parent.operator !== "===" && parent.operator !== "==")) continue;
    const other = parent.left === identifier ? parent.right : parent.left;
    if (other.type === "Literal" && typeof other.value === "string" && other.value !== "" && ++words > 1) return true;
  }
  return false;
}

/** Values whose fields are messages, rules or settings of a form, not the data. */
const VOCABULARY_OWNER = /errors?$|schema|messages?|labels?|form$|state$|props$|styles?|touched|theme|^e$|^t$|rules?$|usage|store$|context$|client$|service$|api$|module$|exports$|config$/i;

function isWritten(member: Node): boolean {
  const parent = member.parent;
  return (parent?.type === "AssignmentExpression" && parent.left === member) || (parent?.type === "UnaryExpression" && parent.operator === "delete");
}

function isObjectType(type: TSESTree.TypeNode): boolean {
  if (type.type === "TSTypeReference") return type.typeName.type !== "Identifier" || !/^(?:Promise|Readonly|string|ReturnType|Awaited)$/i.test(type.typeName.name);
  return type.type === "TSUnionType" ? type.types.every((one) => isObjectType(one) || isTellingType(one)) : type.type === "TSFunctionType";
}

// Parameters

function valueOfParameter(binding: Extract<Binding, { kind: "parameter" }>, trace: Trace): Value {
  const { fn, index } = binding;
  const parameter = fn.params[index];
  if (!parameter) return OPAQUE;
  const steps = stepsTo(binding.node, parameter);
  const passed = trace.argumentsOf(fn);
  const rest = parameter.type === "RestElement";
  const value = passed
    ? rest
      ? ({ kind: "list", items: passed.slice(index) } as const)
      : (passed[index] ?? CLEAN)
    : valueFromOutside(fn, index, rest, steps, trace);
  return takeSteps(value, steps, trace);
}

/** What callers give: the framework a request, an iteration its element, the file's own calls what they pass. */
function valueFromOutside(fn: FunctionNode, index: number, rest: boolean, steps: readonly Step[], trace: Trace): Value {
  const incoming = incomingParameter(fn, index, trace.file);
  if (incoming === "context") {
    return { kind: "whole", part: "context", what: steps.length === 0 ? trace.textOf(fn.params[index]!) : "context" };
  } else if (incoming) {
    return { kind: "whole", part: incoming, what: steps.length === 0 ? trace.textOf(fn.params[index]!).split(":")[0]! : incoming };
  }
  const element = callbackArgument(fn, index, trace);
  if (element) return element;
  const passed = passedArguments(fn, index, rest, trace);
  if (passed) return passed;
  const typed = fieldsOfType(fn.params[index]!, trace);
  return typed ?? OPAQUE;
}

/** The first argument of a callback: an element of `xs.map(x => …)`, what `p.then(x => …)` resolves to. */
function callbackArgument(fn: FunctionNode, index: number, trace: Trace): Value | undefined {
  const call = fn.parent;
  if (index !== 0 || call?.type !== "CallExpression" || call.arguments[0] !== fn) return undefined;
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (method === "then") return trace.valueOf(callee.object);
  if (method && /^(?:map|forEach|filter|flatMap|find|findLast|some|every|sort)$/.test(method)) {
    return elementIn(trace.valueOf(callee.object));
  }
  return undefined;
}

/** What the file's own calls of the function pass; undefined when there are none or something else may call it. */
function passedArguments(fn: FunctionNode, index: number, rest: boolean, trace: Trace): Value | undefined {
  const calls = callsOf(fn, trace);
  if (calls.length === 0) return undefined;
  const values = calls.map((call) => {
    if (call.arguments.slice(0, index + 1).some((argument) => argument.type === "SpreadElement")) return OPAQUE;
    const given = call.arguments.slice(index).map((argument) => givenBy(trace.valueOf(argument), argument));
    return rest ? ({ kind: "list", items: given } as const) : (given[0] ?? CLEAN);
  });
  return either(isExported(fn) ? [...values, OPAQUE] : values);
}

function callsOf(fn: FunctionNode, trace: Trace): TSESTree.CallExpression[] {
  const method = fn.parent?.type === "MethodDefinition" || fn.parent?.type === "PropertyDefinition" ? fn.parent : undefined;
  if (method) {
    const name = method.key.type === "PrivateIdentifier" ? method.key.name : propertyName(method);
    const body = method.parent;
    return trace.file.outline.calls.filter(
      (call): call is TSESTree.CallExpression =>
        call.type === "CallExpression" && call.range[0] > body.range[0] && call.range[1] < body.range[1] && name !== undefined &&
        call.callee.type === "MemberExpression" && call.callee.object.type === "ThisExpression" && calleeOf(call.callee) === name,
    );
  }
  const id = fn.id ?? (fn.parent?.type === "VariableDeclarator" && fn.parent.id.type === "Identifier" ? fn.parent.id : undefined);
  const variable = id && trace.file.bindings.variableOf(id);
  if (!variable) return [];
  return variable.references.flatMap(({ identifier }) => {
    const call = identifier.parent;
    return call?.type === "CallExpression" && call.callee === identifier ? [call] : [];
  });
}

function calleeOf(callee: TSESTree.MemberExpression): string | undefined {
  return callee.property.type === "PrivateIdentifier" ? callee.property.name : memberName(callee);
}

function isExported(fn: FunctionNode): boolean {
  for (let node: Node | undefined = fn; node && node.type !== "BlockStatement"; node = node.parent) {
    if (node.type.startsWith("Export")) return true;
    if (node.type === "MethodDefinition") return node.accessibility !== "private" && node.key.type !== "PrivateIdentifier";
    if (node.type === "Property") return true;
  }
  return false;
}

// Patterns: what a name takes out of what it is given

type Step =
  | { readonly kind: "field"; readonly name: string; readonly node: Node }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "element" }
  | { readonly kind: "without"; readonly names: readonly string[]; readonly node: Node }
  | { readonly kind: "default"; readonly node: Node };

/** The way from the root of a pattern to the name that it binds. */
function stepsTo(name: Node, root: Node): Step[] {
  const steps: Step[] = [];
  for (let node = name; node !== root; node = node.parent as Node) {
    const outer = node.parent as Node;
    if (outer.type === "AssignmentPattern" && outer.left === node) {
      steps.unshift({ kind: "default", node: outer.right });
    } else if (outer.type === "Property" && outer.value === node) {
      const key = propertyName(outer);
      steps.unshift(key === undefined ? { kind: "element" } : { kind: "field", name: key, node: outer });
    } else if (outer.type === "ArrayPattern") {
      steps.unshift(node.type === "RestElement" ? { kind: "element" } : { kind: "index", index: outer.elements.indexOf(node as never) });
    } else if (outer.type === "ObjectPattern" && node.type === "RestElement") {
      const names = outer.properties.flatMap((property) => (property.type === "Property" ? [propertyName(property) ?? ""] : []));
      steps.unshift({ kind: "without", names, node });
    }
  }
  return steps;
}

function takeSteps(value: Value, steps: readonly Step[], trace: Trace): Value {
  let taken = value;
  for (const step of steps) {
    switch (step.kind) {
      case "field":
        taken = trace.fieldOf(taken, step.name, step.node);
        break;
      case "index":
        // `const [scheme, token]`, `const [user, password]`: the first part of an authorization header is no secret.
        if (taken.kind === "secret" && taken.secret.class === "authorization" && step.index === 0) taken = CLEAN;
        else if (taken.kind === "list") taken = taken.items[step.index] ?? (taken.items.length > 0 ? elementOf(taken) : OPAQUE);
        else if (taken.kind === "pairs") taken = step.index === 0 ? CLEAN : elementOf(taken.of);
        else if (taken.kind !== "secret") taken = elementOf(taken);
        break;
      case "element":
        taken = elementOf(taken);
        break;
      case "without":
        for (const name of step.names) taken = withField(taken, [name], CLEAN, true);
        break;
      case "default":
        taken = either([taken, trace.valueOf(step.node)]);
    }
  }
  return taken;
}

// What happens to a variable, in the order of the text

interface VariableEvent {
  readonly at: number;
  readonly sure: boolean;
  readonly apply: (before: Value, sure: boolean) => Value;
}

function eventsBefore(variable: Variable, at: Node, trace: Trace): VariableEvent[] {
  const events: VariableEvent[] = [];
  for (const reference of changingReferences(variable)) {
    const event = reference.isWrite() ? writeEvent(reference, variable, trace) : changeEvent(reference.identifier as Node, trace);
    if (!event) continue;
    const when = timing(event.node, at, event.clears);
    if (when !== "never") events.push({ at: event.node.range[1], sure: when === "sure" && event.sure, apply: event.apply });
  }
  return events.sort((a, b) => a.at - b.at);
}

const changing = new WeakMap<Variable, readonly TSESLint.Scope.Reference[]>();

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
      if (parent.callee !== chain) return parent.arguments[0] === chain && (parent.parent.type === "ExpressionStatement" || calleeName(parent) === "assign");
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
  while (root.parent && /^(?:Property|ObjectPattern|ArrayPattern|RestElement|AssignmentPattern)$/.test(root.parent.type)) root = root.parent;
  const holder = root.parent;
  // A parameter's default is written by its declaration; the parameter itself is asked elsewhere.
  if (!holder || isFunction(holder) || isFunction(root) || variable.defs[0]?.type === ("Parameter" as never) && holder.type === "TSParameterProperty") return undefined;
  const steps = stepsTo(name, root);
  const set = (node: Node, value: () => Value, sure = true): FoundEvent => ({
    node,
    sure,
    apply: (before, certain) => {
      const taken = takeSteps(value(), steps, trace);
      return certain ? taken : either([before, taken]);
    },
  });
  switch (holder.type) {
    case "VariableDeclarator": {
      const loop = holder.parent.parent;
      if (loop?.type === "ForOfStatement" && loop.left === holder.parent) return set(holder, () => iterated(trace.valueOf(loop.right)));
      if (loop?.type === "ForInStatement" && loop.left === holder.parent) return set(holder, () => CLEAN);
      const init = holder.init;
      return init ? set(holder, () => initialValue(init, variable.name, steps.length === 0, trace)) : undefined;
    }
    case "AssignmentExpression":
      if (holder.operator === "=") return set(holder, () => initialValue(holder.right, variable.name, steps.length === 0, trace));
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

/** An element of a list that nothing is known of: a `token` of `text.split(" ")` is a word, no secret. */
function elementIn(list: Value): Value {
  const element = elementOf(list);
  return isUnknown(element) ? RECORD : element;
}

/** A text given to a secret's name is one only if it looks like one: `TOKEN_KEY = "auth_token"` is a name. */
function initialValue(init: Node, name: string, direct: boolean, trace: Trace): Value {
  const inner = unwrap(init);
  if (direct && inner.type === "Literal" && typeof inner.value === "string" && looksLikeCredential(inner.value)) return trace.byName(name, inner).kind === "secret" ? OPAQUE : CLEAN;
  return trace.valueOf(init);
}

function looksLikeCredential(text: string): boolean {
  return text.length >= 8 && !/\s/.test(text) && /\d/.test(text) && /[a-z]/i.test(text) && !/^[a-z]+(?:[-_:./@][a-z\d]+)*$/.test(text) && !/redact|\*\*|xxx/i.test(text);
}

/** A write into the variable's value: `v.password = …`, `delete v.token`, `Object.assign(v, …)`, `v.push(…)`, `v.set("k", …)`. */
function changeEvent(identifier: Node, trace: Trace): FoundEvent | undefined {
  let chain: Node = identifier;
  const path: string[] = [];
  while (chain.parent?.type === "MemberExpression" && chain.parent.object === chain) {
    const name = memberName(chain.parent) ?? (chain.parent.computed ? staticString(chain.parent.property, trace.file.bindings) : undefined);
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
    const blank = unwrap(parent.right).type === "Literal" || (parent.right.type === "Identifier" && parent.right.name === "undefined");
    return { node: parent, sure: parent.operator === "=", clears: blank, apply: (before, sure) => withField(before, path, value(), sure) };
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
  if (parent?.type !== "AssignmentExpression" || parent.left !== member || path.length > 0) return undefined;
  return { node: parent, sure: false, apply: (before) => withPart(before, trace.valueOf(parent.right)) };
}

function methodCall(call: TSESTree.CallExpression, path: readonly string[], trace: Trace): FoundEvent | undefined {
  const method = path.at(-1);
  const owner = path.slice(0, -1);
  if (method === undefined) return undefined;
  if (/^(?:push|unshift|add)$/.test(method) && owner.length === 0) {
    return { node: call, sure: true, apply: (before) => call.arguments.reduce((value, argument) => withPart(value, trace.valueOf(argument)), before) };
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
      return key === undefined ? withPart(before, given) : withField(before, [...owner, key], trace.settle(given, key, value), sure);
    },
  };
}

/** `Object.assign(v, { token })` writes into its first argument; `redact(v);` as a statement cleans its own. */
function passedToCall(call: TSESTree.CallExpression, argument: Node, path: readonly string[], trace: Trace): FoundEvent | undefined {
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
    return { node: call, sure: true, clears: true, apply: (before, sure) => (path.length > 0 ? withField(before, path, CLEAN, sure) : CLEAN) };
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
  if (!before) return its !== own || sharedLoop(event, at) ? (event.range[0] <= at.range[0] && event.range[1] >= at.range[1] ? "never" : "perhaps") : "never";
  for (let inner: Node = event, outer = event.parent; outer && outer !== its; inner = outer, outer = outer.parent) {
    if (at.range[0] >= inner.range[0] && at.range[1] <= inner.range[1]) return "sure";
    if (!isBranch(outer, inner)) continue;
    if (leaves(inner)) return "never";
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

function leaves(branch: Node): boolean {
  const last = branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement" || last?.type === "ContinueStatement" || last?.type === "BreakStatement";
}

function sharedLoop(event: Node, at: Node): boolean {
  for (let outer = event.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (/^(?:For|While|DoWhile)/.test(outer.type) && at.range[0] >= outer.range[0] && at.range[1] <= outer.range[1]) return true;
  }
  return false;
}

// Fields of a class

/** `this.key`: by its name; for a name that says nothing, by what the class assigns to it. */
export function valueOfClassField(node: TSESTree.MemberExpression, name: string, trace: Trace): Value {
  let outer: Node | undefined = node.parent;
  while (outer && outer.type !== "ClassBody") outer = outer.parent;
  const body = outer;
  if (!body) return trace.byName(name, node);
  const declared = body.body.find(
    (member): member is TSESTree.PropertyDefinition => member.type === "PropertyDefinition" && keyOf(member) === name,
  );
  if (isTellingType(declared?.typeAnnotation?.typeAnnotation)) return CLEAN;
  const given = [
    ...(declared?.value ? [declared.value] : []),
    ...trace.file.outline.assignments
      .filter(({ left, range }) => range[0] > body.range[0] && range[1] < body.range[1] && left.type === "MemberExpression" && left.object.type === "ThisExpression" && calleeOf(left) === name)
      .map(({ right }) => right),
  ];
  const value = given.length === 0 ? OPAQUE : either(given.map((one) => trace.valueOf(one)));
  return trace.settle(value, name, node);
}

function keyOf(member: TSESTree.PropertyDefinition): string | undefined {
  return member.key.type === "PrivateIdentifier" ? member.key.name : propertyName(member);
}
