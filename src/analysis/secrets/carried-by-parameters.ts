/** What callers give to a parameter: the framework a request, an iteration an element, the file's own calls what they pass. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Binding } from "../../scope/bindings.js";
import { enclosingFunction, memberName, propertyName, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import { callsOfMethod, makersOf } from "./class-of-object.js";
import { incomingParameter } from "./incoming-data.js";
import { inputOfProcedure } from "./parsed-by-schema.js";
import { stepsTo, takeSteps, type Step } from "./pattern-steps.js";
import { handedRoundabout } from "./roundabout-calls.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementIn, givenBy, isSecretText, OPAQUE, type Value } from "./secret-value.js";
import { fieldsOfType } from "./typed-fields.js";

export function valueOfParameter(binding: Extract<Binding, { kind: "parameter" }>, trace: Trace): Value {
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
    const typed = fieldsOfType(fn.params[index]!, trace);
    if (typed?.kind === "object" && !["request", "req", "env", "headers", "cookies"].some((name) => typed.fields.has(name))) return typed;
    return { kind: "whole", part: "context", what: steps.length === 0 ? trace.textOf(fn.params[index]!) : "context" };
  } else if (incoming) {
    return {
      kind: "whole",
      part: incoming,
      what: steps.length === 0 ? trace.textOf(fn.params[index]!).split(":")[0]! : incoming,
    };
  }
  const element = callbackArgument(fn, index, trace);
  if (element) return element;
  const passed = passedArguments(fn, index, rest, trace);
  if (passed) return passed;
  const typed = fieldsOfType(fn.params[index]!, trace);
  return typed ?? OPAQUE;
}

/** `arguments` of the function around it: what the file's own calls pass, and what its parameters are by name and type. */
export function valueOfArguments(node: Node, trace: Trace): Value {
  let fn = enclosingFunction(node);
  while (fn?.type === "ArrowFunctionExpression") fn = enclosingFunction(fn);
  if (!fn) return OPAQUE;
  const passed = trace.argumentsOf(fn);
  if (passed) return { kind: "list", items: passed };
  const declared = fn.params.map((_, index) => valueOfDeclared(fn, index, trace));
  const given = passedArguments(fn, 0, true, trace);
  return either([...(given ? [given] : []), { kind: "list", items: declared }]);
}

/** A parameter by itself: what is known of it from outside, else what its name says. */
function valueOfDeclared(fn: FunctionNode, index: number, trace: Trace): Value {
  const parameter = fn.params[index]!;
  const value = valueFromOutside(fn, index, parameter.type === "RestElement", [], trace);
  return parameter.type === "Identifier" ? trace.settle(value, parameter.name, parameter) : value;
}

/** What a callback is given: an element of `xs.map(x => …)`, what `p.then(x => …)` resolves to, the start of a fold. */
function callbackArgument(fn: FunctionNode, index: number, trace: Trace): Value | undefined {
  const call = fn.parent;
  if (call?.type !== "CallExpression") return undefined;
  return call.arguments[0] === fn ? givenToCallback(call, index, trace) : resultForCallback(call, fn, index, trace);
}

/** `jwt.sign(claims, key, (err, signed) => …)`: the second is what the call would have given, where that is a secret. */
function resultForCallback(call: TSESTree.CallExpression, fn: FunctionNode, index: number, trace: Trace): Value | undefined {
  const [failure] = fn.params;
  if (index !== 1 || call.arguments.at(-1) !== fn || failure?.type !== "Identifier" || !/^(?:_?e|_?err|_?error)$/.test(failure.name)) return undefined;
  const result = trace.valueOf(call);
  return isSecretText(result) ? result : undefined;
}

function givenToCallback(call: TSESTree.CallExpression, index: number, trace: Trace): Value | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (method === "reduce" || method === "reduceRight") {
    if (index > 1) return undefined;
    return index === 0 && call.arguments[1] ? trace.valueOf(call.arguments[1]) : elementIn(trace.valueOf(callee.object));
  }
  if (index !== 0) return undefined;
  const input = inputOfProcedure(callee, trace);
  if (input) return input;
  if (method === "then") return trace.valueOf(callee.object);
  if (method && /^(?:map|forEach|filter|flatMap|find|findLast|some|every|sort)$/.test(method)) {
    return elementIn(trace.valueOf(callee.object));
  }
  return undefined;
}

/** What the file's own calls of the function pass; undefined when there are none or something else may call it. */
function passedArguments(fn: FunctionNode, index: number, rest: boolean, trace: Trace): Value | undefined {
  const calls = callsOf(fn, trace);
  const handed = rest ? [] : handedOver(fn, trace).map((call) => givenToCallback(call, index, trace) ?? OPAQUE);
  const roundabout = referencesOf(fn, trace).flatMap((name) => handedRoundabout(name, trace));
  if (calls.length + handed.length + roundabout.length === 0) return undefined;
  const values = calls.map((call): Value => {
    if (call.arguments.slice(0, index + 1).some((argument) => argument.type === "SpreadElement")) return OPAQUE;
    const given = call.arguments.slice(index).map((argument) => givenBy(trace.valueOf(argument), argument));
    return rest ? ({ kind: "list", items: given } as const) : (given[0] ?? CLEAN);
  });
  const others = roundabout.map((given): Value => {
    if (!given) return OPAQUE;
    return rest ? { kind: "list", items: given.slice(index) } : (given[index] ?? CLEAN);
  });
  return either([...values, ...handed, ...others, ...(isExported(fn) ? [OPAQUE] : [])]);
}

function callsOf(fn: FunctionNode, trace: Trace): CallNode[] {
  const method = fn.parent?.type === "MethodDefinition" || fn.parent?.type === "PropertyDefinition" ? fn.parent : undefined;
  if (method) {
    if (method.type === "MethodDefinition" && method.kind === "constructor") return makersOf(method.parent, trace.file);
    const name = method.key.type === "PrivateIdentifier" ? `#${method.key.name}` : propertyName(method);
    return name === undefined ? [] : callsOfMethod(method.parent, name, trace.file);
  }
  if (fn.parent?.type === "CallExpression" && fn.parent.callee === fn) return [fn.parent];
  if (fn.parent?.type === "Property") return callsOfObjectMethod(fn.parent, trace);
  return [...referencesOf(fn, trace).flatMap(callAt), ...callsOfReturned(fn, trace)];
}

function callAt(callee: Node): TSESTree.CallExpression[] {
  const call = callee.parent;
  return call?.type === "CallExpression" && call.callee === callee ? [call] : [];
}

/** `lineFor("auth")(value)` and `const line = lineFor("auth"); line(value)` of `const lineFor = (area) => (value) => …`. */
function callsOfReturned(fn: FunctionNode, trace: Trace): TSESTree.CallExpression[] {
  const outer = enclosingFunction(fn);
  if (!outer || (outer.body !== fn && fn.parent?.type !== "ReturnStatement")) return [];
  // A method's calls are looked for among all of the file.
  if (outer.parent.type === "MethodDefinition" || outer.parent.type === "PropertyDefinition") return [];
  return callsOf(outer, trace).flatMap((made) => [...callAt(made), ...usesOfHeld(made, trace).flatMap(callAt)]);
}

/** The places that name the variable which a value is declared as. */
function usesOfHeld(value: Node, trace: Trace): Node[] {
  const holder = value.parent?.type === "VariableDeclarator" ? value.parent.id : undefined;
  const held = holder?.type === "Identifier" ? trace.file.bindings.variableOf(holder) : undefined;
  return (held?.references ?? []).map(({ identifier }) => identifier as Node);
}

/** `users.forEach(show)`: the calls that are given the function by its name. */
function handedOver(fn: FunctionNode, trace: Trace): TSESTree.CallExpression[] {
  return referencesOf(fn, trace).flatMap((name) => {
    const call = name.parent;
    return call?.type === "CallExpression" && call.arguments[0] === name ? [call] : [];
  });
}

function referencesOf(fn: FunctionNode, trace: Trace): Node[] {
  const id = fn.id ?? (fn.parent?.type === "VariableDeclarator" && fn.parent.id.type === "Identifier" ? fn.parent.id : undefined);
  const variable = id && trace.file.bindings.variableOf(id);
  return variable ? variable.references.map(({ identifier }) => identifier as Node) : [];
}

/** `tools.show(x)` of `const tools = { show(value) { … } }`, and of `const tools = makeTools()` where that returns the object. */
function callsOfObjectMethod(property: TSESTree.Property, trace: Trace): TSESTree.CallExpression[] {
  const name = propertyName(property);
  if (name === undefined) return [];
  const object = property.parent;
  const maker = enclosingFunction(object);
  const isNamed = maker?.type === "FunctionDeclaration" || maker?.parent.type === "VariableDeclarator";
  const isReturned = object.parent.type === "ReturnStatement" || maker?.body === object;
  const made = maker && isNamed && isReturned ? callsOf(maker, trace) : [];
  return [object, ...made].flatMap((held) => usesOfHeld(held, trace)).flatMap((used) => {
    const member = used.parent;
    return member?.type === "MemberExpression" && memberName(member) === name ? callAt(member) : [];
  });
}

function isExported(fn: FunctionNode): boolean {
  for (let node: Node | undefined = fn; node && node.type !== "BlockStatement"; node = node.parent) {
    if (node.type.startsWith("Export")) return true;
    if (node.type === "MethodDefinition") return node.accessibility !== "private" && node.key.type !== "PrivateIdentifier";
    if (node.type === "Property") return true;
  }
  return false;
}
