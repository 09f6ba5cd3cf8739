/** Whether a request's text was held against something before it is written: what is left of it has no line break in it. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, isFalsy, isFunction, isInside, outermostFunction, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { leavesItsList } from "../../syntax/branches.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { membersOf } from "../../syntax/declared-types.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import { isTellingType } from "../secrets/cleared-values.js";
import { isLookedUp, isOneWordHere } from "./known-words.js";
import { textKey, textUses } from "./text-uses.js";
import { namesSignatureCheck } from "../refusals/webhook-signature.js";

type IsSame = (other: Node | undefined) => boolean;

/** @param what the text of the request that came here: `req.body.kind` of `kind` */
export function isChecked(node: Node, what: string, file: SourceFile): boolean {
  const within = outermostFunction(node);
  if (!within) return false;
  const own = withoutCalls(node);
  const uses = textUses(within, file);
  const paths = new Set([textKey(own, file), what.replaceAll("?.", ".")]);
  paths.delete("");
  const isSame: IsSame = (other) => other !== undefined && paths.has(textKey(other, file));
  for (const path of [...paths]) for (const name of uses.names.get(path) ?? []) paths.add(name);
  const isId = [...paths].some(namesId);
  const checks = isId ? [...namedChecks(within, file), ...askedCalls(within, file)] : namedChecks(within, file);
  const clears = (call: CallNode): boolean =>
    (isHeldAgainst(call, isSame) && !isRefusedHere(call, node)) ||
    stopsWithoutAnswer(call, node, isId, isSame) ||
    provesSender(call, what, isSame);
  return (
    checks.some((call) => call.range[1] <= node.range[0] && clears(call)) ||
    isOneWordHere(node, isSame) ||
    isLookedUp(node, isSame, file) ||
    isBehindValidator(node) ||
    isTypedNumber(own, file) ||
    [...paths].some((path) => uses.counted.has(path))
  );
}

/** Calls that are named like a check, of this text or of another; most only work. */
const namedChecks = foundOnce((within: Node, file: SourceFile): readonly CallNode[] =>
  nodesIn(file.outline.calls, within).filter((call) => {
    const name = calleeName(call) ?? "";
    return CHECKS.test(name) || VALIDATES.test(name) || namesSignatureCheck(name);
  }),
);

/** Calls of which the code keeps the answer. */
const askedCalls = foundOnce((within: Node, file: SourceFile): readonly CallNode[] =>
  nodesIn(file.outline.calls, within).filter((call) => answerOf(call) !== undefined),
);

/** `kind` of `kind.toUpperCase()` and of `kind ?? "none"`. */
function withoutCalls(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === "LogicalExpression") return withoutCalls(inner.left);
  return inner.type === "CallExpression" && inner.callee.type === "MemberExpression" ? withoutCalls(inner.callee.object) : inner;
}

const CHECKS = /^(?:includes|has|test|indexOf|hasOwn|hasOwnProperty|is[A-Z]\w*|assert[A-Z]\w*|ensure[A-Z]\w*)$|uuid/i;
/** A look at the type or for emptiness leaves every text as it was. */
const NO_CHECKS = /^(?:is|assert|ensure)(?:Array|Empty|String|Nil|Blank|Object|Undefined|Defined|Present|NotEmpty|NonEmpty)$/;

/** Against a list, a pattern or a rule: `KINDS.includes(kind)`, `UUID.test(id)`, `assertSlug(slug)`. */
function isHeldAgainst(call: CallNode, isSame: IsSame): boolean {
  const name = calleeName(call) ?? "";
  return CHECKS.test(name) && !NO_CHECKS.test(name) && call.arguments.some(isSame) && !isSearch(call, name);
}

/** `title.toLowerCase().includes(name)` looks for it in a text, which may hold anything. */
function isSearch(call: CallNode, name: string): boolean {
  const callee = unwrap(call.callee);
  if (!/^(?:includes|indexOf)$/.test(name) || callee.type !== "MemberExpression") return false;
  const searched = unwrap(callee.object);
  if (searched.type === "CallExpression") return /^to(?:Locale)?(?:Lower|Upper)Case$/.test(calleeName(searched) ?? "");
  return /^(?:text|name|title|description|notes?|content|message|label)$/i.test(dottedPath(searched)?.at(-1) ?? "");
}

/** On the way that the check leaves to what did not pass it: `if (!KINDS.includes(kind)) log(kind)`. */
function isRefusedHere(call: CallNode, node: Node): boolean {
  let passes = true;
  for (let inner: Node = call, outer = call.parent as Node | undefined; outer; inner = outer, outer = outer.parent) {
    if (outer.type === "UnaryExpression" && outer.operator === "!") passes = !passes;
    if (outer.type !== "IfStatement") continue;
    const other = passes ? outer.alternate : outer.consequent;
    return outer.test === inner && other !== null && isInside(node, other);
  }
  return false;
}

/** The signature of a delivery: whoever signed it wrote the body, and none of what stands beside it. */
function provesSender(call: CallNode, what: string, isSame: IsSame): boolean {
  if (/\b(?:params|query|headers|cookies|searchParams)\b/.test(what)) return false;
  const name = calleeName(call) ?? "";
  return namesSignatureCheck(name) || (name === "verify" && call.arguments.some(isSame) && call.arguments.length > 1);
}

const VALIDATES = /^(?:validate|check|verify)(?:[A-Z]|$)/;

/** The last word of the path is an id's: somebody else made it, and a row is found by it or not. */
function namesId(path: string): boolean {
  return /^(?:id|ids|uuid|uid|guid)$/.test(splitWords(path.split(".").at(-1)!).at(-1) ?? "");
}

/**
 * `const row = await find(id); if (!row) return;`: behind it the id is that of a row. Not so for names and addresses, which
 * people choose themselves. What a validator is asked of is clean behind the same, whatever it is.
 */
function stopsWithoutAnswer(call: CallNode, node: Node, isId: boolean, isSame: IsSame): boolean {
  if (!isId && !VALIDATES.test(calleeName(call) ?? "")) return false;
  if (!call.arguments.some((argument) => findNode(argument, isSame) !== undefined)) return false;
  const answer = answerOf(call);
  const block = answer?.statement.parent;
  if (!answer || block?.type !== "BlockStatement" || node.range[0] > block.range[1]) return false;
  if (isWhereThere(node, answer.names)) return true;
  return block.body.some(
    (statement) =>
      statement.type === "IfStatement" &&
      statement.range[0] >= answer.statement.range[1] &&
      statement.range[1] <= node.range[0] &&
      saysAbsent(statement.test, answer.names) &&
      leavesItsList(statement.consequent),
  );
}

/** `if (rows.length > 0) log(id)`, `if (row) log(id)`. */
function isWhereThere(node: Node, names: ReadonlySet<string>): boolean {
  const isAnswer = (part: Node): boolean => names.has(dottedPath(part)?.[0] ?? "") && !FAULT.test(dottedPath(part)!.at(-1)!);
  const saysThere = (test: Node): boolean => {
    const inner = unwrap(test);
    if (inner.type === "LogicalExpression") return inner.operator === "&&" && (saysThere(inner.left) || saysThere(inner.right));
    if (inner.type === "BinaryExpression") return inner.operator === ">" && isAnswer(inner.left) && isFalsy(inner.right);
    return isAnswer(inner);
  };
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    if (inner.parent.type === "IfStatement" && inner.parent.consequent === inner && saysThere(inner.parent.test)) return true;
  }
  return false;
}

const VALIDATOR = /^(?:validate|check|sanitize)\w*$|^(?:celebrate|zValidator)$/i;
/** Middleware that asks who somebody is, and not what was sent. */
const ASKS_WHO = /auth|token|user|session|role|perm|access|jwt|login|admin|csrf|owner|limit|tenant|plan|quota/i;

/** `router.get("/:id", validateParams(idSchema), (req, res) => …)`. */
function isBehindValidator(node: Node): boolean {
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const call = fn.parent;
    if (call?.type !== "CallExpression") continue;
    const before = call.arguments.slice(0, call.arguments.indexOf(fn as never));
    const names = before.map((argument) => (argument.type === "CallExpression" ? calleeName(argument) : dottedPath(argument)?.at(-1)) ?? "");
    if (names.some((name) => VALIDATOR.test(name) && !ASKS_WHO.test(name))) return true;
  }
  return false;
}

/** The statement that keeps what a call gives, and the names that it has there. */
function answerOf(call: CallNode): { readonly statement: Node; readonly names: ReadonlySet<string> } | undefined {
  let outer: Node | undefined = call.parent;
  while (outer && /^(?:AwaitExpression|MemberExpression|CallExpression|TSAsExpression|TSNonNullExpression|ChainExpression)$/.test(outer.type)) outer = outer.parent;
  if (outer?.type === "VariableDeclarator") return { statement: outer.parent, names: namesIn(outer.id) };
  if (outer?.type === "AssignmentExpression" && outer.parent.type === "ExpressionStatement") return { statement: outer.parent, names: namesIn(outer.left) };
  return undefined;
}

function namesIn(pattern: Node): ReadonlySet<string> {
  switch (pattern.type) {
    case "Identifier":
      return new Set([pattern.name]);
    case "ArrayPattern":
      return new Set(pattern.elements.flatMap((element) => (element ? [...namesIn(element)] : [])));
    case "ObjectPattern":
      return new Set(pattern.properties.flatMap((property) => [...namesIn(property.type === "Property" ? property.value : property.argument)]));
    case "AssignmentPattern":
      return namesIn(pattern.left);
    default:
      return new Set();
  }
}

/** One of the reasons to go in: `!row`, `row == null`, `row.length === 0`, `error`. */
function saysAbsent(test: Node, names: ReadonlySet<string>): boolean {
  const inner = unwrap(test);
  const isAnswer = (node: Node): boolean => names.has(dottedPath(node)?.[0] ?? "");
  switch (inner.type) {
    case "LogicalExpression":
      return inner.operator === "||" && (saysAbsent(inner.left, names) || saysAbsent(inner.right, names));
    case "UnaryExpression":
      return inner.operator === "!" && isAnswer(inner.argument);
    case "BinaryExpression":
      return /^===?$/.test(inner.operator) && [inner.left, inner.right].some(isAnswer) && [inner.left, inner.right].some(isFalsy);
    default:
      return isAnswer(inner) && FAULT.test(dottedPath(inner)!.at(-1)!);
  }
}

const FAULT = /err|problem|invalid|issue|fail/i;

/** `const { pages } = req.body as { pages: number }`, and the same by an interface of the file. */
function isTypedNumber(node: Node, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(node);
  if (binding?.kind !== "variable") return false;
  const name = binding.variable.defs[0]?.name as Node | undefined;
  const property = name?.parent?.type === "AssignmentPattern" ? name.parent.parent : name?.parent;
  const declarator = property?.parent?.parent;
  if (property?.type !== "Property" || declarator?.type !== "VariableDeclarator") return false;
  const { id, init } = declarator;
  const type = id.typeAnnotation?.typeAnnotation ?? assertedType(init) ?? typeOfVariable(init, file);
  const members = type && membersOf(type, file.view.ast);
  return (
    members?.some(
      (member) =>
        member.type === "TSPropertySignature" &&
        member.key.type === "Identifier" &&
        member.key.name === propertyName(property) &&
        isTellingType(member.typeAnnotation?.typeAnnotation),
    ) === true
  );
}

/** `const body: Job = await req.json()`, of which a pattern takes fields. */
function typeOfVariable(init: TSESTree.Expression | null, file: SourceFile): TSESTree.TypeNode | undefined {
  const binding = init ? file.bindings.ofExpression(init) : undefined;
  if (binding?.kind !== "variable" || binding.pattern) return undefined;
  const name = binding.variable.defs[0]?.name as Node | undefined;
  const declared = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  return declared ?? assertedType(binding.init);
}

function assertedType(init: Node | null | undefined): TSESTree.TypeNode | undefined {
  return init?.type === "TSAsExpression" ? init.typeAnnotation : undefined;
}
