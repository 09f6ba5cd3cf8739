/**
 * Whether somebody else has asked who is calling before a point of a handler is reached: middleware, a wrapper, a guard that
 * answers or throws by itself.
 */
import { hasRouters, type HandlerSite } from "../../frameworks/framework.js";
import { isMountedBefore, mountCalls, registeredOn, type MountCall, type RouterNode } from "../../frameworks/mounting.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isInside, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { ASKS_CALLER, LET_IN, LETS_IN, THROWS_AT_STRANGERS, TURNS_AWAY } from "../../vocabulary/caller-words.js";

/** True where whoever reaches the place in the handler has been asked who they are, and let in. */
export function isLetIn(handler: HandlerSite, at: Node, file: SourceFile): boolean {
  if (isGuarded(handler) || handler.mount?.guarded) return true;
  if (hasRouters(handler.framework) && isBehindGuard(handler, file)) return true;
  const { calledFrom, fn } = handler;
  if (calledFrom && isLetIn(calledFrom.handler, calledFrom.at, file)) return true;
  return (
    fn !== undefined &&
    nodesIn(file.outline.calls, fn).some(
      (call) => call.range[1] <= at.range[0] && (throwsAtStrangers(call, at) || answersStrangers(call, at, handler)),
    )
  );
}

/** True for a handler whose own registration puts a guard around it or before it. */
export function isGuarded({ wrappers, middleware }: HandlerSite): boolean {
  return wrappers.some((wrapper) => turnsAway(calleeName(wrapper))) || middleware.some(isGuard);
}

/** `requireAuth`, `auth("admin")`: middleware that goes on for those alone whom it knows. */
export function isGuard(node: Node): boolean {
  const name = nameOf(node);
  return turnsAway(name) || LETS_IN.test(name ?? "");
}

/** `router.use(requireAuth)` above the registration. */
export function guardBefore(router: RouterNode, before: number, calls: readonly MountCall[], file: SourceFile): boolean {
  return isMountedBefore((node) => isGuard(node) && !ROUTES.test(nameOf(node) ?? ""), router, before, calls, file);
}

/** A router is mounted like middleware: `app.use(authRoutes)`. */
const ROUTES = /(?:rout(?:er|es?|ing)|controller)s?$/i;

function isBehindGuard({ place }: HandlerSite, file: SourceFile): boolean {
  const router = registeredOn(place);
  return router !== undefined && guardBefore(router, place.range[0], mountCalls(file), file);
}

/** True for a name that says that strangers are turned away: `requireAdmin`, `authenticate`. */
export function turnsAway(name: string | undefined): boolean {
  const words = splitWords(name ?? "");
  if (words.includes("optional")) return false;
  return (
    words.some((word) => ASKS_CALLER.has(word)) ||
    (words.length > 1 && TURNS_AWAY.has(words[0]!) && words.some((word) => LET_IN.has(word)))
  );
}

function nameOf(node: Node): string | undefined {
  const inner = unwrap(node);
  return inner.type === "CallExpression" ? (calleeName(inner) ?? undefined) : dottedPath(inner)?.at(-1);
}

/** `await requireAdmin(req);`, `const user = await requireUser();` in an earlier statement of a block around the point. */
function throwsAtStrangers(call: CallNode, at: Node): boolean {
  const name = calleeName(call) ?? "";
  if (!THROWS_AT_STRANGERS.has(splitWords(name)[0] ?? "") || !turnsAway(name)) return false;
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
