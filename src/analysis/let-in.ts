/**
 * Whether somebody else has asked who is calling before a point of a handler is reached: middleware, a wrapper, a guard that
 * answers or throws by itself.
 */
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, isInside, unwrap, type CallNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";

/** What a name says is asked of the caller, by itself. */
const ASKS: ReadonlySet<string> = new Set(["auth", "authenticate", "authenticated", "authorize", "authorized", "authentication", "authorization", "guard", "protect", "protected", "jwt", "passport"]);
/** Whom a name speaks of, when a verb says that others are turned away. */
const CALLERS: ReadonlySet<string> = new Set(["user", "admin", "session", "login", "role", "roles", "permission", "permissions", "access", "owner", "member", "allowed", "staff", "signed", "token", "scope", "key", "superuser", "account"]);
const TURNS_AWAY: ReadonlySet<string> = new Set(["require", "requires", "required", "ensure", "assert", "throw", "must", "verify", "check", "only", "with", "handle", "create", "restrict", "enforce", "is", "has", "validate"]);
/** Verbs of calls that throw at strangers, when nothing is made of what they give. */
const THROWS: ReadonlySet<string> = new Set(["require", "ensure", "assert", "throw", "must", "enforce", "authorize", "authenticate"]);

/** Middleware that is called for those whom it lets in. */
const LETS_IN = /^(?:logged(?:In)?|signedIn|(?:super)?admin(?:s|Only)?|staff(?:Only)?|moderator|owner)$/i;

export function isLetIn(handler: HandlerSite, at: Node, file: SourceFile): boolean {
  if (handler.wrappers.some((wrapper) => turnsAway(calleeName(wrapper)))) return true;
  if (handler.middleware.some((node) => turnsAway(nameOf(node)) || LETS_IN.test(nameOf(node) ?? ""))) return true;
  const { calledFrom, fn } = handler;
  if (calledFrom && isLetIn(calledFrom.handler, calledFrom.at, file)) return true;
  return (
    fn !== undefined &&
    nodesIn(file.outline.calls, fn).some(
      (call) => call.range[1] <= at.range[0] && (throwsAtStrangers(call, at) || answersStrangers(call, at, handler)),
    )
  );
}

function turnsAway(name: string | undefined): boolean {
  const words = splitWords(name ?? "");
  return (
    words.some((word) => ASKS.has(word)) ||
    (words.length > 1 && TURNS_AWAY.has(words[0]!) && words.some((word) => CALLERS.has(word)))
  );
}

function nameOf(node: Node): string | undefined {
  const inner = unwrap(node);
  return inner.type === "CallExpression" ? (calleeName(inner) ?? undefined) : dottedPath(inner)?.at(-1);
}

/** `await requireAdmin(req);`, `const user = await requireUser();` in an earlier statement of a block around the point. */
function throwsAtStrangers(call: CallNode, at: Node): boolean {
  const name = calleeName(call) ?? "";
  if (!THROWS.has(splitWords(name)[0] ?? "") || !turnsAway(name)) return false;
  const holder = outermost(call).parent;
  const statement = holder?.type === "VariableDeclarator" || holder?.type === "AssignmentExpression" ? holder.parent : holder;
  return (statement?.type === "ExpressionStatement" || statement?.type === "VariableDeclaration") && (precedes(statement, at) || precedes(triedBy(statement), at));
}

/** The `try` around the statement, where its catch lets nobody go on; else the statement. */
function triedBy(statement: Node): Node {
  const attempt = statement.parent?.type === "BlockStatement" ? statement.parent.parent : undefined;
  if (attempt?.type !== "TryStatement" || attempt.block !== statement.parent) return statement;
  const last = attempt.handler?.body.body.at(-1);
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement" ? attempt : statement;
}

/** `if (!(await isAdmin(req, res))) return;`: it is handed the response, so it has answered. */
function answersStrangers(call: CallNode, at: Node, { parameters: { response } }: HandlerSite): boolean {
  if (response === undefined || !turnsAway(calleeName(call))) return false;
  if (!call.arguments.some((argument) => argument.type === "Identifier" && argument.name === response)) return false;
  const negated = outermost(call).parent;
  const branch = negated?.type === "UnaryExpression" ? negated.parent : undefined;
  if (branch?.type !== "IfStatement" || branch.test !== negated) return false;
  const [only, ...more] = branch.consequent.type === "BlockStatement" ? branch.consequent.body : [branch.consequent];
  return more.length === 0 && only?.type === "ReturnStatement" && only.argument === null && precedes(branch, at);
}

/** The expression with what waits for it. */
function outermost(call: Node): Node {
  return call.parent?.type === "AwaitExpression" ? call.parent : call;
}

/** True for an earlier statement of a block around the point. */
function precedes(statement: Node, at: Node): boolean {
  return statement.parent?.type === "BlockStatement" && isInside(at, statement.parent) && statement.range[1] <= at.range[0];
}
