/** What an export of a file stands for, or which other files it leads to. Looks at one file alone. */
import type { TSESTree } from "@typescript-eslint/utils";
import { exportedNames } from "./exported-names.js";
import { returnedExpressions } from "./local-function.js";
import type { SourceFile } from "../source-file.js";
import { fieldsOfSchema } from "../syntax/schema-fields.js";
import { calleeName, dottedPath, enclosingFunction, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { classAround } from "../syntax/class-around.js";
import { MADE, requiredModule, type Lead } from "./lead-of.js";
import type { ClassNode } from "./thrown-status.js";

export type FoundExport =
  | { readonly kind: "function"; readonly fn: FunctionNode }
  | { readonly kind: "class"; readonly node: ClassNode }
  | { readonly kind: "value"; readonly node: Node }
  /** The first of these that holds it is the one. */
  | { readonly kind: "elsewhere"; readonly leads: readonly Lead[] };

const DEPTH = 12;

/** @param path the export's name, then members of it; see Neighbours.exportOf */
export function findExport(file: SourceFile, path: readonly string[]): FoundExport | undefined {
  const [name, ...members] = path;
  if (name === undefined) return undefined;
  if (name === "*") return findExport(file, members);
  // The last one: overloads come before their function, and `exports.a = void 0` before its value.
  const own = exportedNames(file).findLast((exported) => exported.name === name && exported.value);
  const found = own?.value ? standsFor(namedBy(own.value), members, file, DEPTH) : enumNamed(name, members, file);
  return found ?? (name === "default" ? findExport(file, members) : undefined);
}

/** The name that a declaration gives the value: it may be given another one later. */
function namedBy(value: Node): Node {
  return value.parent?.type === "VariableDeclarator" && value.parent.id.type === "Identifier" ? value.parent.id : value;
}

function enumNamed(name: string, members: readonly string[], file: SourceFile): FoundExport | undefined {
  for (const node of file.outline.exports) {
    if (node.type !== "ExportNamedDeclaration" || node.declaration?.type !== "TSEnumDeclaration") continue;
    if (node.declaration.id.name === name) return enumMember(node.declaration, members);
  }
  return undefined;
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : node.type === "Literal" ? String(node.value) : "";
}

function standsFor(node: Node, members: readonly string[], file: SourceFile, depth: number): FoundExport | undefined {
  const inner = unwrap(node);
  if (depth === 0) return undefined;
  if (isFunction(inner)) return ofFunction(inner, members, file, depth);
  const [first, ...rest] = members;
  switch (inner.type) {
    case "Identifier":
      return namedValue(inner, members, file, depth);
    case "MemberExpression": {
      const name = memberName(inner);
      return name === undefined ? undefined : standsFor(inner.object, [name, ...members], file, depth - 1);
    }
    case "ClassDeclaration":
    case "ClassExpression":
      return first === undefined ? { kind: "class", node: inner } : classMember(inner, members, file, depth);
    case "NewExpression":
      return first === undefined ? undefined : standsFor(inner.callee, ["prototype", ...members], file, depth - 1);
    case "ObjectExpression":
      return first === undefined ? undefined : objectMember(inner, first, rest, file, depth);
    case "CallExpression":
      return madeByCall(inner, members, file, depth);
    case "AssignmentExpression":
      return standsFor(inner.right, members, file, depth - 1);
    case "AwaitExpression":
      return standsFor(inner.argument, members, file, depth - 1);
    case "ArrayExpression":
      return first === undefined ? { kind: "value", node: inner } : undefined;
    case "LogicalExpression":
      // `globalThis.audit ?? new Audit()`: kept between reloads.
      return inner.operator === "&&" ? undefined : standsFor(inner.right, members, file, depth - 1);
    case "Literal":
    case "TemplateLiteral":
      return first === undefined ? { kind: "value", node: inner } : undefined;
    default:
      return undefined;
  }
}

/** The function itself, what it returns, or a member that it gives the objects that it constructs. */
function ofFunction(
  fn: FunctionNode,
  [first, ...rest]: readonly string[],
  file: SourceFile,
  depth: number,
): FoundExport | undefined {
  // A declaration without a body says nothing.
  if (!(fn.body as Node | null)) return undefined;
  if (first === undefined) return { kind: "function", fn };
  if (first === MADE) {
    const made = returnedExpressions(fn);
    return made.length === 1 ? standsFor(made[0]!, rest, file, depth - 1) : undefined;
  }
  const [name, ...members] = rest;
  const given =
    first === "prototype" && name !== undefined
      ? assignedTo((object) => isThisOf(object, fn) || isPrototypeOf(object, fn, file), name, file)
      : undefined;
  return given && standsFor(given, members, file, depth - 1);
}

function isThisOf(object: Node, fn: FunctionNode): boolean {
  return object.type === "ThisExpression" && enclosingFunction(object) === fn;
}

function isPrototypeOf(object: Node, fn: FunctionNode, file: SourceFile): boolean {
  if (object.type !== "MemberExpression" || memberName(object) !== "prototype") return false;
  const binding = file.bindings.ofExpression(object.object);
  return binding?.kind === "function" && binding.fn === fn;
}

/** `controller.login = …`: the last value that the member is given. */
function assignedTo(isObject: (object: Node) => boolean, name: string, file: SourceFile): Node | undefined {
  return file.outline.assignments.findLast(({ left }) => left.type === "MemberExpression" && memberName(left) === name && isObject(unwrap(left.object)))?.right;
}

function namedValue(
  name: TSESTree.Identifier,
  members: readonly string[],
  file: SourceFile,
  depth: number,
): FoundExport | undefined {
  const binding = file.bindings.of(name);
  switch (binding.kind) {
    case "function":
      return standsFor(binding.fn, members, file, depth - 1);
    case "class":
      return standsFor(binding.node, members, file, depth - 1);
    case "import":
      return { kind: "elsewhere", leads: [{ source: binding.source, path: [binding.imported, ...members] }] };
    case "variable": {
      const [first, ...rest] = members;
      const given =
        first === undefined
          ? undefined
          : assignedTo(
              (object) => object.type === "Identifier" && file.bindings.variableOf(object) === binding.variable,
              first,
              file,
            );
      if (given) return standsFor(given, rest, file, depth - 1);
      return binding.init && !binding.pattern && binding.constant ? standsFor(binding.init, members, file, depth - 1) : undefined;
    }
    case "other":
      return binding.node.type === "TSEnumDeclaration" ? enumMember(binding.node, members) : undefined;
    default:
      return undefined;
  }
}

function enumMember(node: TSESTree.TSEnumDeclaration, [name, ...rest]: readonly string[]): FoundExport | undefined {
  const member = node.body.members.find(({ id }) => nameOf(id) === name);
  return member?.initializer && rest.length === 0 ? { kind: "value", node: member.initializer } : undefined;
}

/** Of the class itself, or behind `prototype` of its instances. */
function classMember(node: ClassNode, members: readonly string[], file: SourceFile, depth: number): FoundExport | undefined {
  const ofInstance = members[0] === "prototype";
  const [name, ...rest] = ofInstance ? members.slice(1) : members;
  const member = node.body.body.findLast((candidate) => propertyName(candidate) === name && "static" in candidate && candidate.static === !ofInstance);
  const value = member?.type === "MethodDefinition" || member?.type === "PropertyDefinition" ? member.value : undefined;
  if (value) return standsFor(value, rest, file, depth - 1);
  const isOwner = (object: Node): boolean => (object.type === "ThisExpression" ? classAround(object) === node : !ofInstance && isNameOf(object, node, file));
  const given = name === undefined ? undefined : assignedTo(isOwner, name, file);
  if (given) return standsFor(given, rest, file, depth - 1);
  return name !== undefined && node.superClass ? standsFor(node.superClass, members, file, depth - 1) : undefined;
}

/** `Audit` in `Audit.instance = new Audit()`. */
function isNameOf(object: Node, node: ClassNode, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(object);
  return binding?.kind === "class" && binding.node === node;
}

function objectMember(
  node: TSESTree.ObjectExpression,
  name: string,
  rest: readonly string[],
  file: SourceFile,
  depth: number,
): FoundExport | undefined {
  // What is written last holds.
  for (const property of node.properties.toReversed()) {
    if (property.type === "Property" && propertyName(property) === name) return standsFor(property.value, rest, file, depth - 1);
    const spread = property.type === "SpreadElement" ? standsFor(property.argument, [name, ...rest], file, depth - 1) : undefined;
    if (spread) return spread;
  }
  return undefined;
}

/**
 * `require("./x")`, `Object.freeze({ … })`, `cache(async () => …)`, `withUser(withTenant(fn))`, `createAudit()` of a
 * factory.
 */
function madeByCall(
  call: TSESTree.CallExpression,
  members: readonly string[],
  file: SourceFile,
  depth: number,
): FoundExport | undefined {
  const [given] = call.arguments;
  const callee = dottedPath(call.callee)?.join(".");
  const required = requiredModule(call);
  if (required !== undefined) return { kind: "elsewhere", leads: [{ source: required, path: ["default", ...members] }] };
  if (callee === "Object.freeze" && given) return standsFor(given, members, file, depth - 1);
  if (members.length === 0) {
    const wrapped = calleeName(call) === "use" ? undefined : call.arguments.findLast((argument) => isFunctionHere(argument, file));
    if (wrapped) return standsFor(wrapped, [], file, depth - 1);
    // What its middleware records is asked of the whole chain (see analysis/records/function-records.ts).
    if (isChain(call, file)) return { kind: "value", node: call };
    for (const inner of call.arguments.toReversed()) {
      const found = inner.type === "CallExpression" ? madeByCall(inner, [], file, depth - 1) : undefined;
      if (found?.kind === "function") return found;
    }
  }
  // What its hooks do is asked of the call itself (see analysis/records/hook-audits.ts).
  if (members.length === 0 && callee === "betterAuth") return { kind: "value", node: call };
  if (members.length === 0 && fieldsOfSchema(call).length > 0) return { kind: "value", node: call };
  return standsFor(call.callee, [MADE, ...members], file, depth - 1);
}

/** `createSafeActionClient().use(async ({ next }) => { … })`, `client.use(track).schema(login)`. */
function isChain(call: TSESTree.CallExpression, file: SourceFile, depth = DEPTH): boolean {
  const object = call.callee.type === "MemberExpression" ? unwrap(call.callee.object) : undefined;
  if (!object || depth === 0 || calleeName(call) === "use") return object !== undefined && depth > 0;
  const made = unwrap(file.bindings.constantValue(object) ?? object);
  return made.type === "CallExpression" && isChain(made, file, depth - 1);
}

function isFunctionHere(node: Node, file: SourceFile): boolean {
  return isFunction(unwrap(node)) || file.bindings.ofExpression(node)?.kind === "function";
}
