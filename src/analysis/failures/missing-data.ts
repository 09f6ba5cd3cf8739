/** Whether anything rests on data that a query gives, or whether the code goes on well without it. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isNullish, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { namesBound } from "./caught-names.js";

/**
 * `if (taken) return conflict();` after `.single()`, which gives an error where there is no row: used where there is one, and
 * otherwise all goes on. A record of that error would be written at every ordinary request.
 */
export function isOneThatMayBeMissing(call: TSESTree.CallExpression, pattern: Node, file: SourceFile): boolean {
  if (calleeName(call) !== "single") return false;
  const reads = readsOf(pattern, file);
  const isLatest = takesFirst(call);
  const mayBeMissing = (read: Node): boolean => (isLatest && isPassedOn(read)) || isLookedUpIfAsked(read);
  return reads.every((read) => isUsedWhereThere(read, reads) || isAskedToMakeIt(read) || mayBeMissing(read));
}

/** `.order("date").limit(1).single()`: the latest, if there is any yet. */
function takesFirst(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const before = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  return before?.type === "CallExpression" && calleeName(before) === "limit";
}

/** `let seller = null; if (sellerId) { const { data } = …; seller = data; }`: there or not, the code goes on. */
function isLookedUpIfAsked(read: Node): boolean {
  const { parent } = read;
  if (parent?.type !== "AssignmentExpression" || parent.left.type !== "Identifier") return false;
  const block = parent.parent.parent;
  return block?.type === "BlockStatement" && block.parent.type === "IfStatement";
}

/** `if (!seat) { await db.from("seats").insert(…); }`, which leaves nobody with a refusal. */
function isAskedToMakeIt(read: Node): boolean {
  const test = read.parent?.type === "UnaryExpression" && read.parent.operator === "!" ? read.parent : undefined;
  const branch = test?.parent;
  if (branch?.type !== "IfStatement" || findNode(branch.consequent, (node) => node.type === "ReturnStatement")) return false;
  return findNode(branch.consequent, (node) => node.type === "CallExpression" && /^(?:insert|upsert|create|make)(?:[A-Z]\w*)?$/.test(calleeName(node) ?? "")) !== undefined;
}

/** `{ latest: invoice }`: there or not, it is told as it is. */
function isPassedOn(read: Node): boolean {
  return read.parent?.type === "Property";
}

/** The condition of an `if` without `else` that says there is one, or of `seat ? … : []`, or a read inside of one of these. */
function isUsedWhereThere(read: Node, reads: readonly Node[]): boolean {
  for (let node = read; node.parent; node = node.parent) {
    const { parent } = node;
    if (!(parent.type === "IfStatement" && !parent.alternate) && !(parent.type === "ConditionalExpression" && isEmpty(parent.alternate))) continue;
    let first: Node = parent.test;
    while (first.type === "LogicalExpression" && first.operator === "&&") first = first.left;
    if (reads.includes(first)) return true;
  }
  return false;
}

/** `[]`, `null`, `""`. */
function isEmpty(value: Node): boolean {
  return value.type === "ArrayExpression" ? value.elements.length === 0 : isNullish(value) || (value.type === "Literal" && value.value === "");
}

function readsOf(pattern: Node, file: SourceFile): Node[] {
  return [...namesBound(pattern)].flatMap((name) => {
    const references = file.bindings.lookUp(name, pattern)?.references ?? [];
    return references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as Node);
  });
}

/**
 * `profile?.name ?? "you"`: a detail that may be missing. Data that is tested, walked through, written on or handed on decides,
 * and so does what is made of it: `const meta = row?.meta ?? {}; … update({ meta: { ...meta, seen: true } })` wipes the rest out.
 */
export function isOnlyGlancedAt(call: TSESTree.CallExpression, pattern: Node, file: SourceFile): boolean {
  // `single()` gives an error where there is no row, and what is glanced at may be missing: only what is wiped out counts.
  const mayBeMissing = calleeName(call) === "single";
  return readsOf(pattern, file).every((read) => isGlance(read, mayBeMissing, file) || isBehindGlance(read));
}

/** The second read of `row?.tags ? row.tags.join() : null`. */
function isBehindGlance(read: Node): boolean {
  for (let node = read; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "ConditionalExpression" && parent.consequent === node && isNullish(parent.alternate) && findNode(parent.test, (inner) => inner.type === "Identifier" && read.type === "Identifier" && inner.name === read.name)) return true;
  }
  return false;
}

function isGlance(read: Node, mayBeMissing: boolean, file: SourceFile): boolean {
  const member = castsOf(read).parent;
  return member?.type === "MemberExpression" && member.object === castsOf(read) && member.optional && !decides(member, mayBeMissing, file);
}

function castsOf(read: Node): Node {
  let node = read;
  while (/^(?:TSAsExpression|TSNonNullExpression)$/.test(node.parent?.type ?? "")) node = node.parent!;
  return node;
}

function decides(member: TSESTree.MemberExpression, mayBeMissing: boolean, file: SourceFile): boolean {
  if (isTested(member) || isWrittenOn(member) || isWalkedThrough(member)) return true;
  const name = keptIn(member);
  return name !== undefined && readsOf(name, file).some((read) => isSpread(read) || (!mayBeMissing && isTested(read)));
}

const PARTS_OF_A_TEST = /^(?:ChainExpression|UnaryExpression|LogicalExpression|BinaryExpression|MemberExpression|CallExpression)$/;

function isTested(value: Node): boolean {
  for (let node = value; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "ConditionalExpression") return parent.test === node && !isNullish(parent.alternate);
    if (parent.type === "IfStatement") return parent.test === node;
    if (!PARTS_OF_A_TEST.test(parent.type)) return false;
  }
  return false;
}

const WRITES = /^(?:insert|update|upsert|create|save|set)$/;

/** `insert({ owner: profile?.id })`: what is missing here is missing there for good. */
function isWrittenOn(member: Node): boolean {
  for (let node = member; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "CallExpression") return parent.callee !== node && WRITES.test(calleeName(parent) ?? "");
    if (!/^(?:ChainExpression|MemberExpression|Property|ObjectExpression|ArrayExpression)$/.test(parent.type)) return false;
  }
  return false;
}

const WALKS = /^(?:map|flatMap|filter|forEach|reduce|some|every|find|sort|slice|entries|values)$/;

function isWalkedThrough(member: TSESTree.MemberExpression): boolean {
  return member.parent.type === "CallExpression" && member.parent.callee === member && WALKS.test(calleeName(member.parent) ?? "");
}

const PARTS_OF_A_VALUE = /^(?:ChainExpression|UnaryExpression|LogicalExpression|BinaryExpression|MemberExpression|TSAsExpression|TSNonNullExpression)$/;

/** The name that what is made of a value is given. */
function keptIn(value: Node): Node | undefined {
  let node = value;
  while (node.parent && (PARTS_OF_A_VALUE.test(node.parent.type) || (node.parent.type === "CallExpression" && node.parent.callee !== node))) node = node.parent;
  const { parent } = node as { parent?: Node };
  return parent?.type === "VariableDeclarator" && parent.init === node && parent.id.type === "Identifier" ? parent.id : undefined;
}

/** `{ ...meta, seen: true }`. */
function isSpread(read: Node): boolean {
  return read.parent?.type === "SpreadElement" && read.parent.parent.type === "ObjectExpression";
}
