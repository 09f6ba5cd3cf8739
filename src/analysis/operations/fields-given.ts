/**
 * Fields of what a write is handed under a name: those that the handler sets on it one by one (`changes.role = role`), and those
 * that the schema lets through that it was read by (`const input = schema.parse(body)`).
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, enclosingFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { fieldsOfSchema } from "../../syntax/schema-fields.js";
import { importedSummary } from "../../frameworks/imported.js";
import type { TableWrite } from "../records/table-writes.js";

/** The write with such fields among its columns. */
export function withFieldsGiven(write: TableWrite, call: TSESTree.CallExpression, file: SourceFile): TableWrite {
  if (write.verb !== "update") return write;
  const names = [...call.arguments, ...argumentsBehind(call)].flatMap((argument) => namesGiven(argument, call, file));
  return names.length > 0 ? { ...write, columns: [...write.columns, ...names] } : write;
}

/** Those of `set` in `db.update(users).set(changes)`. */
function argumentsBehind(call: Node): readonly Node[] {
  const member = call.parent;
  if (member?.type !== "MemberExpression" || member.object !== call || member.parent.type !== "CallExpression") return [];
  return memberName(member) === "set" ? member.parent.arguments : [];
}

function namesGiven(given: Node, at: Node, file: SourceFile): readonly string[] {
  const inner = unwrap(given);
  if (inner.type === "SpreadElement") return namesGiven(inner.argument, at, file);
  if (inner.type === "ObjectExpression") {
    return inner.properties.flatMap((property) => {
      if (property.type === "SpreadElement") return namesGiven(property, at, file);
      return HOLDS_VALUES.test(propertyName(property) ?? "") ? namesGiven(property.value as Node, at, file) : [];
    });
  }
  if (inner.type === "MemberExpression" && memberName(inner) === "data") return namesLetThrough(inner.object, file);
  if (inner.type !== "Identifier") return [];
  return [...namesSetOn(inner, at, file), ...namesLetThrough(inner, file), ...namesOfType(inner, file)];
}

/** `data: { email?: string; role?: Role }` among the parameters: what whoever calls may hand in. */
function namesOfType(name: TSESTree.Identifier, file: SourceFile): string[] {
  const binding = file.bindings.of(name);
  if (binding.kind !== "parameter" || binding.pattern || binding.node.type !== "Identifier") return [];
  const type = binding.node.typeAnnotation?.typeAnnotation;
  if (type?.type !== "TSTypeLiteral") return [];
  return type.members.flatMap((member) => (member.type === "TSPropertySignature" && member.key.type === "Identifier" ? [member.key.name] : []));
}

const HOLDS_VALUES = /^(?:data|\$set)$/;

/** `changes.role = role` before the write, in the same function. */
function namesSetOn(name: TSESTree.Identifier, at: Node, file: SourceFile): string[] {
  const variable = file.bindings.variableOf(name);
  const fields = (variable && fieldsSetOn(variable).get(enclosingFunction(at))) ?? [];
  return fields.filter(({ end }) => end <= at.range[0]).map((field) => field.name);
}

interface FieldSet {
  readonly name: string;
  readonly end: number;
}

type FieldsByFunction = ReadonlyMap<FunctionNode | undefined, readonly FieldSet[]>;

const fieldsKnown = keptWith<TSESLint.Scope.Variable, FieldsByFunction>();

/** What is set on the variable's value, by the function that sets it: one that many handlers share is looked at once. */
function fieldsSetOn(variable: TSESLint.Scope.Variable): FieldsByFunction {
  const known = fieldsKnown.get(variable);
  if (known) return known;
  const found = new Map<FunctionNode | undefined, FieldSet[]>();
  for (const { identifier } of variable.references) {
    const member = identifier.parent as Node | undefined;
    if (member?.type !== "MemberExpression" || member.object !== identifier) continue;
    const isSet = member.parent.type === "AssignmentExpression" && member.parent.left === member;
    const name = isSet ? memberName(member) : undefined;
    if (name === undefined) continue;
    const fn = enclosingFunction(member);
    const fields = found.get(fn);
    if (fields) fields.push({ name, end: member.range[1] });
    else found.set(fn, [{ name, end: member.range[1] }]);
  }
  fieldsKnown.set(variable, found);
  return found;
}

/** `schema.parse(body)`, `schema.safeParse(body).data`: the fields of an object schema, wherever in the project it is written. */
function namesLetThrough(node: Node, file: SourceFile): readonly string[] {
  const read = parsing(node, file);
  const callee = read && unwrap(read.callee);
  if (callee?.type !== "MemberExpression") return [];
  const binding = file.bindings.ofExpression(unwrap(callee.object));
  const schema = binding?.kind === "variable" && binding.init && !binding.pattern ? binding.init : callee.object;
  const fields = fieldsOfSchema(schema);
  return fields.length > 0 ? fields : (importedSummary(callee.object, file)?.letsThrough ?? []);
}

const DEPTH = 4;

/** The call of a schema by which a name got its value. */
function parsing(node: Node, file: SourceFile, depth = DEPTH): TSESTree.CallExpression | undefined {
  const binding = file.bindings.ofExpression(unwrap(node));
  if (binding?.kind !== "variable" || !binding.init) return undefined;
  let value = unwrap(binding.init);
  if (value.type === "AwaitExpression") value = unwrap(value.argument);
  if (value.type === "MemberExpression" && memberName(value) === "data") value = unwrap(value.object);
  // A name may be declared by itself.
  if (value.type === "Identifier") return depth > 0 ? parsing(value, file, depth - 1) : undefined;
  return value.type === "CallExpression" && /^(?:safe)?[pP]arse(?:Async)?$/.test(calleeName(value) ?? "") ? value : undefined;
}
