/**
 * Who the request is from, as the code at that point really knows: taken only from what the handler itself reads, so that
 * no property is written that its types do not have. Never an e-mail or a token.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isFunction, isInside, standsInList, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { findNode } from "../syntax/walk.js";
import { quoted, textStyle } from "./text-style.js";

interface Candidate {
  readonly node: Node;
  readonly path: readonly string[];
  readonly rank: number;
}

/** The text of the `actor` field for a record at that place: `session.user.id`, `req.user?.id ?? "anon"`, or `"anon"`. */
export function actorText(at: Node, handler: HandlerSite, file: SourceFile): string {
  const anonymous = quoted("anon", textStyle(file));
  for (const candidate of candidates(handler, file)) {
    const text = textAt(candidate, at, handler, file, anonymous);
    if (text !== undefined) return text;
  }
  return anonymous;
}

const ID = /^(?:id|userId|user_id|uid|sub|_id)$/;
const HOLDER_RANKS: readonly (readonly [RegExp, number])[] = [
  [/^session$/i, 0],
  [/^(?:req|request|ctx|context|locals|c|event)$/, 1],
  [/^(?:auth|authUser|currentUser|authenticatedUser|sessionUser|authResult|viewer|me)$/, 2],
  [/^(?:payload|decoded|claims|jwtPayload|tokenPayload|decodedToken)$/, 3],
  [/^(?:user|existingUser|dbUser|account|foundUser|admin|caller|data|sessionData|userData)$/, 4],
];

/** Reads of an id of the user in this handler, best source first, then in source order. */
function candidates(handler: HandlerSite, file: SourceFile): Candidate[] {
  if (!handler.fn) return [];
  const found: Candidate[] = [];
  for (const member of file.outline.members) {
    if (!isInside(member, handler.fn)) continue;
    const path = dottedPath(member);
    if (!path || path.length < 2 || path.length > 4 || !ID.test(path.at(-1)!) || member.parent?.type === "MemberExpression") continue;
    const rank = rankOf(path);
    if (rank !== undefined && !isAssigned(member)) found.push({ node: member, path, rank });
  }
  return found.sort((a, b) => a.rank - b.rank || a.node.range[0] - b.node.range[0]);
}

function rankOf(path: readonly string[]): number | undefined {
  const [root] = path;
  const rank = HOLDER_RANKS.find(([pattern]) => pattern.test(root!))?.[1];
  if (rank === undefined) return undefined;
  const middle = path.slice(1, -1);
  const last = path.at(-1)!;
  if (rank === 1 || root === "data") {
    const aboutUser = middle.some((name) => splitWords(name).some((word) => word === "user" || word === "auth" || word === "session")) || (middle.length === 0 && /^user/.test(last));
    return aboutUser && !middle.some((name) => /^(?:params|query|body|headers)$/.test(name)) ? rank : undefined;
  }
  if (rank === 0) return middle.includes("user") || /^user|sub/.test(last) ? rank : undefined;
  return middle.every((name) => /user|session|data|payload/i.test(name)) ? rank : undefined;
}

function isAssigned(node: Node): boolean {
  return node.parent?.type === "AssignmentExpression" && node.parent.left === node;
}

function textAt(candidate: Candidate, at: Node, handler: HandlerSite, file: SourceFile, anonymous: string): string | undefined {
  const [root] = candidate.path;
  const rootNode = findNode(candidate.node, (node) => node.type === "Identifier" && node.name === root);
  if (rootNode?.type !== "Identifier") return undefined;
  const binding = file.bindings.of(rootNode);
  const here = file.bindings.lookUp(root!, at);
  if (binding.kind === "global" || !here || here !== binding.variable) return undefined;
  if (binding.kind === "variable") {
    if (!binding.init || !binding.constant || binding.node.range[1] > at.range[0]) return undefined;
  } else if (binding.kind !== "parameter") return undefined;
  const standing = guardOn(root!, at, handler);
  if (standing === "absent") return undefined;
  const source = file.view.text.slice(candidate.node.range[0], candidate.node.range[1]);
  if (standing === "sure" && runsBefore(candidate.node, at)) return source.includes("?.") ? `${source} ?? ${anonymous}` : source;
  if (/[^\w$.?!\s]/.test(source)) return undefined;
  return `${optionalText(candidate.path)} ?? ${anonymous}`;
}

/** `req.user?.id`: a parameter itself is there, what hangs on it may not be. */
function optionalText(path: readonly string[]): string {
  const [root, ...rest] = path;
  const isRequest = /^(?:req|request|ctx|context|c|event|locals)$/.test(root!);
  return rest.reduce((text, name, index) => text + (isRequest && index === 0 ? "." : "?.") + name, root!);
}

/** What the branches around a place say of a name: that it is absent there, that it may be, or nothing. */
function guardOn(root: string, at: Node, handler: HandlerSite): "absent" | "unsure" | "sure" {
  let standing: "sure" | "unsure" = "sure";
  for (let node: Node = at; node.parent && node !== handler.fn; node = node.parent) {
    const { parent } = node;
    if (parent.type !== "IfStatement" && parent.type !== "ConditionalExpression") continue;
    if (parent.test === node || !mentions(parent.test, root)) continue;
    const inElse = parent.alternate === node;
    const negated = findNode(parent.test, (test) => isAbsenceTest(test, root)) !== undefined;
    if (!inElse && !negated) continue;
    if (!inElse && parent.test.type === "LogicalExpression" && parent.test.operator === "||" && readsThrough(parent.test, root)) standing = "unsure";
    else return "absent";
  }
  return standing;
}

/** `!session`, `!session.user`, `session == null`. */
function isAbsenceTest(test: Node, root: string): boolean {
  if (test.type === "UnaryExpression" && test.operator === "!") return dottedPath(test.argument)?.[0] === root;
  if (test.type !== "BinaryExpression" || !/^[=]==?$/.test(test.operator)) return false;
  const isNothing = (node: Node): boolean => (node.type === "Literal" && node.value === null) || (node.type === "Identifier" && node.name === "undefined");
  return (isNothing(test.right) && dottedPath(test.left)?.[0] === root) || (isNothing(test.left) && dottedPath(test.right)?.[0] === root);
}

/** True when another operand of the `||` reads a field of the name that is not the absence test itself. */
function readsThrough(test: TSESTree.LogicalExpression, root: string): boolean {
  const right = unwrap(test.right);
  return !isAbsenceTest(right, root) && mentions(right, root) && dottedPath(test.left.type === "UnaryExpression" ? test.left.argument : test.left)?.length === 1;
}

function mentions(node: Node, name: string): boolean {
  return findNode(node, (inner) => inner.type === "Identifier" && inner.name === name && !(inner.parent?.type === "MemberExpression" && inner.parent.property === inner && !inner.parent.computed)) !== undefined;
}

/** True when the read surely runs with the place: in the place itself, or in an earlier statement of a block around it, in no branch. */
function runsBefore(read: Node, at: Node): boolean {
  for (let node: Node = read; node.parent; node = node.parent) {
    const { parent } = node;
    if (isFunction(node)) return false;
    if (node === at) return true;
    if (standsInList(node) && isInside(at, parent)) return node.range[1] <= at.range[0];
    if (parent.type === "IfStatement" && parent.test !== node) return false;
    if (parent.type === "ConditionalExpression" && parent.test !== node) return false;
    if (parent.type === "LogicalExpression" && parent.right === node) return false;
    if (/^(?:For|While|DoWhile|Try|Catch|Switch)/.test(parent.type)) return false;
  }
  return false;
}
