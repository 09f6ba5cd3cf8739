/**
 * Writes through a document that a mapper gives out: `user.role = role; await user.save()`, `user.permissions.push(right)`,
 * `user.set({ role })`. Nothing is written until it is saved, so that call is the act.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, memberName, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";

export interface FieldWrite {
  readonly name: string;
  /** What it is set to; undefined where a list gets one more, or one less. */
  readonly value: Node | undefined;
}

export interface DocumentWrite {
  /** Words of the document's own name, and of what it was asked of. */
  readonly words: readonly string[];
  readonly fields: readonly FieldWrite[];
  /** True for one that is made here: `new User({ email, password })`. */
  readonly isNew: boolean;
}

/** Undefined for a call that saves no document, or one of which nothing was set in the same function. */
export function documentWriteOf(call: CallNode, file: SourceFile): DocumentWrite | undefined {
  const saved = call.type === "CallExpression" && calleeName(call) === "save" ? savedBy(call) : undefined;
  const variable = saved && file.bindings.variableOf(saved);
  if (!saved || !variable) return undefined;
  const within = enclosingFunction(call);
  const uses = variable.references
    .map(({ identifier }) => identifier as Node)
    .filter((use) => use.range[1] <= call.range[0] && enclosingFunction(use) === within);
  const binding = file.bindings.describe(variable);
  const made = binding.kind === "variable" && binding.init ? unwrap(binding.init) : undefined;
  const isNew = made?.type === "NewExpression";
  const fields = [...(isNew ? fieldsGiven(made) : []), ...uses.flatMap(fieldsSetBy)];
  if (fields.length === 0) return undefined;
  const words = made?.type === "CallExpression" || isNew ? wordsOfCallee(made) : [];
  return { words: [...splitWords(saved.name), ...words], fields, isNew };
}

/** `user` of `user.save()` and of `repository.save(user)`. */
function savedBy({ callee, arguments: given }: TSESTree.CallExpression): TSESTree.Identifier | undefined {
  const [first] = given;
  if (first?.type === "Identifier") return first;
  const target = unwrap(callee);
  const object = target.type === "MemberExpression" ? unwrap(target.object) : undefined;
  return object?.type === "Identifier" ? object : undefined;
}

function wordsOfCallee(call: CallNode): string[] {
  const words: string[] = [];
  findNode(call.callee, (node) => {
    if (node.type === "Identifier") words.push(...splitWords(node.name));
    return false;
  });
  return words;
}

const CHANGES_LIST = /^(?:push|unshift|splice|pull|pop|addToSet|remove)$/;

function fieldsSetBy(use: Node): FieldWrite[] {
  if (isAssignedTo(use)) return use.parent.arguments.slice(1).flatMap(fieldsOf);
  const member = use.parent?.type === "MemberExpression" && use.parent.object === use ? use.parent : undefined;
  const name = member && memberName(member);
  if (!member || name === undefined) return [];
  const { parent } = member;
  if (parent.type === "AssignmentExpression" && parent.left === member) return [{ name, value: parent.right }];
  if (name === "set" && parent.type === "CallExpression" && parent.callee === member) return fieldsGiven(parent);
  if (parent.type !== "MemberExpression" || parent.object !== member || parent.parent.type !== "CallExpression" || parent.parent.callee !== parent) return [];
  return CHANGES_LIST.test(memberName(parent) ?? "") ? [{ name, value: undefined }] : [];
}

/** `Object.assign(user, { role })`. */
function isAssignedTo(use: Node): use is Node & { parent: TSESTree.CallExpression } {
  const call = use.parent;
  return call?.type === "CallExpression" && call.arguments[0] === use && dottedPath(call.callee)?.join(".") === "Object.assign";
}

/** `set({ role })`, `set("role", role)`, `new User({ role })`. */
function fieldsGiven({ arguments: [first, second] }: CallNode): FieldWrite[] {
  if (first?.type === "Literal" && typeof first.value === "string") return [{ name: first.value, value: second }];
  return first ? fieldsOf(first) : [];
}

function fieldsOf(given: Node): FieldWrite[] {
  const object = unwrap(given);
  if (object.type !== "ObjectExpression") return [];
  return object.properties.flatMap((property) => {
    const name = property.type === "Property" ? propertyName(property) : undefined;
    return name === undefined || property.type !== "Property" ? [] : [{ name, value: property.value }];
  });
}
