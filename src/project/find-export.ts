/** What an export of a file stands for, or which other files it leads to. Looks at one file alone. */
import type { TSESTree } from "@typescript-eslint/utils";
import { exportedNames } from "../frameworks/exported-names.js";
import { returnedExpressions } from "../frameworks/answer.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import type { ClassNode } from "../frameworks/thrown-status.js";

export interface Lead {
  readonly source: string;
  readonly path: readonly string[];
}

export type FoundExport =
  | { readonly kind: "function"; readonly fn: FunctionNode }
  | { readonly kind: "class"; readonly node: ClassNode }
  | { readonly kind: "value"; readonly node: Node }
  /** The first of these that holds it is the one. */
  | { readonly kind: "elsewhere"; readonly leads: readonly Lead[] };

const DEPTH = 12;

/** The exports of a file by name: little enough to be kept when the tree is not, so that a barrel is parsed once. */
export interface ExportList {
  /** Names whose value stands in the file, or is imported there by a name of its own. */
  readonly own: ReadonlySet<string>;
  /** `export { a as b } from "./x"`, `export * as b from "./x"`. */
  readonly handedOn: ReadonlyMap<string, Lead>;
  /** `export * from "./x"`. */
  readonly stars: readonly string[];
}

export function exportList(file: SourceFile): ExportList {
  const names = exportedNames(file);
  const own = new Set(names.flatMap(({ name, value }) => (value ? [name] : [])));
  const handedOn = new Map<string, Lead>();
  const stars = names.flatMap(({ name, value }) => (name === "default" && value ? requiredBy(unwrap(value)) : []));
  for (const node of file.outline.exports) {
    if (node.type === "ExportAllDeclaration" && node.exportKind !== "type") {
      if (node.exported) handedOn.set(nameOf(node.exported), { source: node.source.value, path: ["*"] });
      else stars.push(node.source.value);
    } else if (node.type === "ExportNamedDeclaration" && node.exportKind !== "type") {
      if (node.declaration?.type === "TSEnumDeclaration") own.add(node.declaration.id.name);
      for (const { exported, local } of node.source ? node.specifiers : []) handedOn.set(nameOf(exported), { source: node.source!.value, path: [nameOf(local)] });
    }
  }
  return { own, handedOn, stars };
}

/** `module.exports = require("./x")`, or a spread of it, hands on all that is there. */
function requiredBy(value: Node): string[] {
  if (value.type === "ObjectExpression") return value.properties.flatMap((property) => (property.type === "SpreadElement" ? requiredBy(unwrap(property.argument)) : []));
  const source = value.type === "CallExpression" ? requiredModule(value) : undefined;
  return source === undefined ? [] : [source];
}

function requiredModule(call: TSESTree.CallExpression): string | undefined {
  const [given] = call.arguments;
  const required = call.callee.type === "Identifier" && call.callee.name === "require";
  return required && given?.type === "Literal" && typeof given.value === "string" ? given.value : undefined;
}

/** By the list alone: the files that an export leads on to, none where there is no such export; `here` when it stands in the file. */
export function leadsOf(list: ExportList, path: readonly string[]): readonly Lead[] | "here" {
  const [name, ...members] = path[0] === "*" ? path.slice(1) : path;
  if (name === undefined) return [];
  if (list.own.has(name)) return "here";
  const lead = list.handedOn.get(name);
  if (lead) return [{ source: lead.source, path: [...lead.path, ...members] }];
  // `require()` gives the module itself, and what it holds stands one step nearer.
  if (name === "default") return leadsOf(list, members);
  return list.stars.map((source) => ({ source, path: [name, ...members] }));
}

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
  // A declaration without a body says nothing.
  if (isFunction(inner)) return members.length === 0 && (inner.body as Node | null) ? { kind: "function", fn: inner } : undefined;
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

function namedValue(name: TSESTree.Identifier, members: readonly string[], file: SourceFile, depth: number): FoundExport | undefined {
  const binding = file.bindings.of(name);
  switch (binding.kind) {
    case "function":
      return standsFor(binding.fn, members, file, depth - 1);
    case "class":
      return standsFor(binding.node, members, file, depth - 1);
    case "import":
      return { kind: "elsewhere", leads: [{ source: binding.source, path: [binding.imported, ...members] }] };
    case "variable":
      return binding.init && !binding.pattern && binding.constant ? standsFor(binding.init, members, file, depth - 1) : undefined;
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
  return name !== undefined && node.superClass ? standsFor(node.superClass, members, file, depth - 1) : undefined;
}

function objectMember(node: TSESTree.ObjectExpression, name: string, rest: readonly string[], file: SourceFile, depth: number): FoundExport | undefined {
  // What is written last holds.
  for (const property of node.properties.toReversed()) {
    if (property.type === "Property" && propertyName(property) === name) return standsFor(property.value, rest, file, depth - 1);
    const spread = property.type === "SpreadElement" ? standsFor(property.argument, [name, ...rest], file, depth - 1) : undefined;
    if (spread) return spread;
  }
  return undefined;
}

/** `require("./x")`, `Object.freeze({ … })`, `cache(async () => …)`, `createAudit()` of a factory in the file. */
function madeByCall(call: TSESTree.CallExpression, members: readonly string[], file: SourceFile, depth: number): FoundExport | undefined {
  const [given] = call.arguments;
  const callee = dottedPath(call.callee)?.join(".");
  const required = requiredModule(call);
  if (required !== undefined) return { kind: "elsewhere", leads: [{ source: required, path: ["default", ...members] }] };
  if (callee === "Object.freeze" && given) return standsFor(given, members, file, depth - 1);
  if (members.length === 0) {
    const wrapped = call.arguments.findLast((argument) => isFunctionHere(argument, file));
    if (wrapped) return standsFor(wrapped, [], file, depth - 1);
  }
  const factory = file.bindings.ofExpression(call.callee);
  if (factory?.kind !== "function") return undefined;
  const made = returnedExpressions(factory.fn);
  return made.length === 1 ? standsFor(made[0]!, members, file, depth - 1) : undefined;
}

function isFunctionHere(node: Node, file: SourceFile): boolean {
  return isFunction(unwrap(node)) || file.bindings.ofExpression(node)?.kind === "function";
}
