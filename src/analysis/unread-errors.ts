/** Calls that give `{ data, error }` instead of failing, where only the data is taken: the failure is never looked at. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, chainRoot, dottedPath, enclosingStatement, memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { mentions, namesBound, recordsIn } from "./caught-names.js";
import type { FileFacts } from "./file-facts.js";
import { handlerAround } from "./handler-around.js";

export interface UnreadError {
  readonly call: TSESTree.CallExpression;
  /** The pattern that takes the data alone. */
  readonly at: Node;
}

/** `const { data } = await supabase.from("orders").select();` in a handler. */
export function unreadErrors(facts: FileFacts): UnreadError[] {
  const { file } = facts;
  if (!/supabase/i.test(file.view.text)) return [];
  const seen = new Set<Node>();
  const found: UnreadError[] = [];
  for (const call of file.outline.calls) {
    const declarator = call.type === "CallExpression" ? takenApartBy(call) : undefined;
    if (!declarator || seen.has(declarator) || declarator.id.type !== "ObjectPattern" || !takesDataAlone(declarator.id)) continue;
    seen.add(declarator);
    const outermost = call as TSESTree.CallExpression;
    if (!asksSupabase(outermost, file) || !handlerAround(outermost, facts)) continue;
    if (isMissingDataSeenTo(declarator, file)) continue;
    if (isRead(outermost) && (isOnlyGlancedAt(declarator.id, file) || isOneThatMayBeMissing(outermost, declarator.id, file))) continue;
    found.push({ call: outermost, at: declarator.id });
  }
  return found;
}

/** The declarator that an awaited call is the value of. */
function takenApartBy(call: TSESTree.CallExpression): TSESTree.VariableDeclarator | undefined {
  const { parent } = call;
  return parent.type === "AwaitExpression" && parent.parent.type === "VariableDeclarator" ? parent.parent : undefined;
}

function takesDataAlone(pattern: TSESTree.ObjectPattern): boolean {
  const names = pattern.properties.map((property) => (property.type === "Property" ? propertyName(property) : "error"));
  return (names.includes("data") || names.includes("count")) && !names.includes("error");
}

/** Asking who is signed in: its error says that nobody is. */
const LOOKS_FOR_SESSION = /^(?:getUser|getSession|getClaims|getURL|getPublicUrl|onAuthStateChange)$/;

function asksSupabase(call: TSESTree.CallExpression, file: SourceFile): boolean {
  const methods: string[] = [];
  let inner: Node = call;
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") {
    if (inner.type === "CallExpression") {
      const name = calleeName(inner);
      if (name !== undefined) methods.push(name);
      inner = unwrap(inner.callee);
    } else {
      const name = memberName(inner);
      if ((name === "auth" || name === "storage") && isClient(inner.object, file)) methods.push(name);
      inner = unwrap(inner.object);
    }
  }
  if (methods.includes("throwOnError") || LOOKS_FOR_SESSION.test(methods[0] ?? "")) return false;
  if (!methods.some((name) => name === "from" || name === "rpc" || name === "auth" || name === "storage")) return false;
  return isClient(inner, file) || isClient(chainObject(call), file);
}

/** What the whole chain hangs on: `this.supabase` of `this.supabase.from("x").select()`. */
function chainObject(call: TSESTree.CallExpression): Node {
  let node: Node = call;
  for (;;) {
    const callee: Node = node.type === "CallExpression" ? unwrap(node.callee) : node;
    if (callee.type !== "MemberExpression") return callee;
    const object = unwrap(callee.object);
    if (object.type !== "CallExpression") return dottedPath(object) && isStorageOrAuth(object) ? unwrap((object as TSESTree.MemberExpression).object) : object;
    node = object;
  }
}

function isStorageOrAuth(node: Node): boolean {
  const last = dottedPath(node)?.at(-1);
  return node.type === "MemberExpression" && (last === "auth" || last === "storage" || last === "admin");
}

const MAKES_CLIENT = /^create\w*Client$/;

/** By its name, or by the `createClient()` that made it in a file that imports Supabase. */
function isClient(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "CallExpression") return MAKES_CLIENT.test(calleeName(inner) ?? "") && speaksOfSupabase(file);
  if (/supabase/i.test(dottedPath(inner)?.at(-1) ?? "")) return true;
  const root = chainRoot(inner);
  const binding = root === inner && inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  return binding?.kind === "variable" && binding.init !== undefined && unwrap(binding.init).type === "CallExpression" && isClient(unwrap(binding.init), file);
}

function speaksOfSupabase(file: SourceFile): boolean {
  return file.outline.imports.some(({ source }) => /supabase/i.test(source.value));
}

const CHANGES = /^(?:insert|update|upsert|delete|rpc|auth|storage)$/;

/** A query that changes nothing. */
function isRead(call: TSESTree.CallExpression): boolean {
  for (let inner: Node = call; inner.type === "CallExpression" || inner.type === "MemberExpression"; inner = unwrap(inner.type === "CallExpression" ? inner.callee : inner.object)) {
    if (inner.type === "MemberExpression" && CHANGES.test(memberName(inner) ?? "")) return false;
  }
  return true;
}

/**
 * `if (taken) return conflict();` after `.single()`, which gives an error where there is no row: used where there is one, and
 * otherwise all goes on. A record of that error would be written at every ordinary request.
 */
function isOneThatMayBeMissing(call: TSESTree.CallExpression, pattern: Node, file: SourceFile): boolean {
  if (calleeName(call) !== "single") return false;
  const reads = readsOf(pattern, file);
  return reads.length > 0 && reads.every((read) => isUsedWhereThere(read, reads));
}

/** The condition of an `if` without `else` that says there is one, or a read inside such an `if`. */
function isUsedWhereThere(read: Node, reads: readonly Node[]): boolean {
  for (let node = read; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type !== "IfStatement" || parent.alternate) continue;
    let first: Node = parent.test;
    while (first.type === "LogicalExpression" && first.operator === "&&") first = first.left;
    if (reads.includes(first)) return true;
  }
  return false;
}

function readsOf(pattern: Node, file: SourceFile): Node[] {
  return [...namesBound(pattern)].flatMap((name) => {
    const references = file.bindings.lookUp(name, pattern)?.references ?? [];
    return references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as Node);
  });
}

/** `profile?.name ?? "you"`: a detail that may be missing. Where the data is tested, walked through or handed on, it decides. */
function isOnlyGlancedAt(pattern: Node, file: SourceFile): boolean {
  return readsOf(pattern, file).every((read) => {
    let node = read;
    while (/^(?:TSAsExpression|TSNonNullExpression)$/.test(node.parent?.type ?? "")) node = node.parent!;
    const member = node.parent;
    return member?.type === "MemberExpression" && member.object === node && member.optional && !isTested(member);
  });
}

function isTested(member: Node): boolean {
  for (let node = member; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "IfStatement" || parent.type === "ConditionalExpression") return parent.test === node;
    if (!/^(?:ChainExpression|UnaryExpression|LogicalExpression|BinaryExpression|MemberExpression|CallExpression)$/.test(parent.type)) return false;
  }
  return false;
}

/** `if (!data) { logger.warn("…"); … }`, `if (!order) throw …`: that there is nothing is recorded, or goes on as a failure. */
function isMissingDataSeenTo(declarator: TSESTree.VariableDeclarator, file: SourceFile): boolean {
  const statement = enclosingStatement(declarator);
  const list = statement?.parent;
  if (!statement || (list?.type !== "BlockStatement" && list?.type !== "Program")) return false;
  const names = namesBound(declarator.id);
  return list.body.some((other) => {
    if (other.range[0] < statement.range[1] || other.type !== "IfStatement" || !mentions(other.test, names)) return false;
    return recordsIn(other.consequent, file) || findNode(other.consequent, (node) => node.type === "ThrowStatement") !== undefined;
  });
}
