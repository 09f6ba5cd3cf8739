/** Which function an expression stands for, through names, wrappers, factories and objects of the file. */
import type { TSESTree } from "@typescript-eslint/utils";
import {
  functionName,
  isFunction,
  memberName,
  parameterName,
  propertyName,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { classAround } from "../syntax/class-around.js";
import type { Binding, Bindings } from "../scope/bindings.js";
import type { HandlerParameters } from "./framework.js";

export interface HandlerValue {
  readonly fn: FunctionNode | undefined;
  readonly wrappers: readonly CallNode[];
}

const DEPTH = 8;

/** Under these names a wrapper's options hold the handler: `createRoute({ schema, handler: async () => {} })`. */
const HANDLER_PROPERTIES = ["handler", "fn", "action", "execute", "resolver", "run"];

/**
 * `handler`, `async () => {}`, `withAuth(handler)`, `withAuth(options)(handler)`, `handler.bind(this)`, `login()` of a
 * factory in the file: the function at the bottom, and the calls around it. `fn` is undefined when the function stands in
 * another file.
 */
export function handlerValue(node: Node, bindings: Bindings, depth = DEPTH): HandlerValue {
  const inner = unwrap(node);
  if (isFunction(inner)) return { fn: inner, wrappers: [] };
  if (depth === 0) return NO_FUNCTION;
  switch (inner.type) {
    case "Identifier": {
      const binding = bindings.of(inner);
      if (binding.kind === "function") return { fn: binding.fn, wrappers: [] };
      if (binding.kind !== "variable") return NO_FUNCTION;
      const value = valueOfVariable(binding, inner.name, bindings, depth - 1);
      return value ? handlerValue(value, bindings, depth - 1) : NO_FUNCTION;
    }
    case "MemberExpression":
      return memberValue(inner, bindings, depth);
    case "CallExpression":
      return wrappedValue(inner, bindings, depth);
    case "AssignmentExpression":
      return handlerValue(inner.right, bindings, depth - 1);
    default:
      return NO_FUNCTION;
  }
}

const NO_FUNCTION: HandlerValue = { fn: undefined, wrappers: [] };

/** What the variable is declared with, the member that a pattern takes out of it, or the one value that it is given later. */
function valueOfVariable(
  { init, pattern, variable }: VariableBinding,
  name: string,
  bindings: Bindings,
  depth: number,
): Node | undefined {
  if (init && !pattern) return init;
  if (init && pattern?.type === "ObjectPattern") {
    const taken = pattern.properties.find((property) => property.type === "Property" && parameterName(property.value) === name);
    const member = taken && propertyName(taken);
    return member === undefined ? undefined : heldMember(unwrap(init), member, bindings, depth);
  }
  const [given, ...others] = variable.references.filter((reference) => reference.isWrite());
  const assignment = (given?.identifier as Node | undefined)?.parent;
  return others.length === 0 && !init && assignment?.type === "AssignmentExpression" ? assignment.right : undefined;
}

type VariableBinding = Extract<Binding, { kind: "variable" }>;

/** The last function among a wrapper's arguments is the handler: `withSchema(schema, async () => {})`. */
function wrappedValue(call: TSESTree.CallExpression, bindings: Bindings, depth: number): HandlerValue {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression" && memberName(callee) === "bind")
    return handlerValue(callee.object, bindings, depth - 1);
  for (const candidate of [...call.arguments.toReversed(), ...call.arguments.flatMap(handlerProperties)]) {
    const found = handlerValue(candidate, bindings, depth - 1);
    if (found.fn) return { fn: found.fn, wrappers: [call, ...found.wrappers] };
  }
  const made = returnedBy(callee, bindings, depth - 1);
  return made && isFunction(made) ? { fn: made, wrappers: [] } : { fn: undefined, wrappers: [call] };
}

/** What a factory of the file gives back: `limit` of `limit({ max: 5 })`, `auth.required`. */
function returnedBy(callee: Node, bindings: Bindings, depth: number): Node | undefined {
  const isName = callee.type === "Identifier" || callee.type === "MemberExpression" || isFunction(callee);
  const factory = isName ? handlerValue(callee, bindings, depth).fn : undefined;
  return factory && returnedValue(factory);
}

function handlerProperties(argument: Node): Node[] {
  if (argument.type !== "ObjectExpression") return [];
  return argument.properties.flatMap((property) => (property.type === "Property" && isHandlerProperty(property) ? [property.value] : []));
}

/** The field of a wrapper's options that holds what is wrapped. */
export function isHandlerProperty(property: TSESTree.Property): boolean {
  return HANDLER_PROPERTIES.includes(propertyName(property) ?? "");
}

/** What a factory makes: `const limit = (options) => (req, res, next) => {}`. */
function returnedValue(factory: FunctionNode): Node | undefined {
  if (factory.body.type !== "BlockStatement") return unwrap(factory.body);
  const last = factory.body.body.findLast((statement) => statement.type === "ReturnStatement");
  return last?.argument ? unwrap(last.argument) : undefined;
}

/** `controller.login` of an object literal, of what a factory makes, of a class or its instance; `this.login` inside a class. */
function memberValue(member: TSESTree.MemberExpression, bindings: Bindings, depth: number): HandlerValue {
  const object = unwrap(member.object);
  const name = memberName(member);
  if (name === undefined) return NO_FUNCTION;
  const value = object.type === "ThisExpression" ? classMember(classAround(member), name) : heldMember(object, name, bindings, depth - 1);
  return value ? handlerValue(value, bindings, depth - 1) : NO_FUNCTION;
}

function heldMember(object: Node, name: string, bindings: Bindings, depth: number): Node | undefined {
  const binding = bindings.ofExpression(object);
  if (binding?.kind === "class") return classMember(binding.node, name);
  const declared = bindings.declaredValue(object);
  const held = declared ? unwrap(declared) : object;
  const init = (held.type === "CallExpression" && returnedBy(unwrap(held.callee), bindings, depth)) || held;
  if (init.type === "ObjectExpression") {
    const property = init.properties.find((candidate) => propertyName(candidate) === name);
    return property?.type === "Property" ? property.value : undefined;
  }
  if (init.type !== "NewExpression") return undefined;
  const made = bindings.ofExpression(init.callee);
  return made?.kind === "class" ? classMember(made.node, name) : undefined;
}

function classMember(holder: Node | undefined, name: string): Node | undefined {
  if (holder?.type !== "ClassDeclaration" && holder?.type !== "ClassExpression") return undefined;
  const member = holder.body.body.find((candidate) => propertyName(candidate) === name);
  return member?.type === "MethodDefinition" || member?.type === "PropertyDefinition" ? (member.value ?? undefined) : undefined;
}

/** The function's name, unless `module.exports = …` is all that it is given to. */
export function ownName(fn: FunctionNode): string | undefined {
  const name = functionName(fn);
  return name === "exports" ? undefined : name;
}

/** The name under which a handler that is called with a request, or with an object that holds one, knows its request. */
export function requestParameters(fn: FunctionNode | undefined): HandlerParameters {
  const first = fn?.params[0];
  return { request: first?.type === "ObjectPattern" ? takenRequest(first) : parameterName(first) };
}

/** `{ request, env }`, `{ req: incoming }`: the local name of the request in a pattern. */
function takenRequest(pattern: TSESTree.ObjectPattern): string | undefined {
  for (const property of pattern.properties) {
    if (property.type === "Property" && /^req(?:uest)?$/.test(propertyName(property) ?? "")) return parameterName(property.value);
  }
  return undefined;
}

/** The calls that a function is handed to, `withAuth(withAudit(async () => {}))`, outermost first, and what holds the result. */
export function wrappersAround(fn: FunctionNode): { holder: Node; wrappers: TSESTree.CallExpression[] } {
  const wrappers: TSESTree.CallExpression[] = [];
  let holder: Node = fn.parent;
  while (holder.type === "CallExpression" || holder.type === "TSAsExpression" || holder.type === "TSSatisfiesExpression") {
    if (holder.type === "CallExpression") wrappers.unshift(holder);
    holder = holder.parent;
  }
  return { holder, wrappers };
}
