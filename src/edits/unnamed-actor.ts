/**
 * What stands for an actor whom nothing in reach names: `anon` is a claim, that nobody has proven who they are. Behind a guard
 * somebody has, so that there it is `unknown`, for a person to fill in.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { testsAround } from "../syntax/branch-tests.js";
import { factsOf } from "../analysis/file-facts.js";
import type { Exit } from "../analysis/records/exit.js";
import { isBehindAdmins } from "../analysis/operations/admin-guards.js";
import { isLetIn } from "../analysis/operations/let-in.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  chainRoot,
  dottedPath,
  isInside,
  memberName,
  standsInList,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { endsTheWay, lastStatement } from "../syntax/branches.js";
import { foundOnce } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode } from "../syntax/walk.js";
import { isSessionLike } from "./actor-source.js";
import { asksForCaller, asksForRole, asksOnlyForCaller, asksOnlyForHeader, asksOnlyForRole, isRoleOfCaller, missing, sidesOf, testBefore } from "./asked-of-caller.js";
import { isFoundOutLater } from "./found-out-later.js";
import { ID } from "./id-reads.js";
import { runsBefore } from "./known-before.js";
import { isAskedInTry } from "./asked-before.js";

/** Logins and the like begin with nobody; a webhook's sender signs as a service, and is no user. */
const BEGINS_WITH_NOBODY = /^(?:auth\.(?:login|register|password_reset)|webhook)(?:\.|$)/;

/** What administrators do for somebody, too. */
const RESET_BY_OTHERS = /^auth\.(?:register|password_reset\.complete)$/;

/**
 * The same where the place reads no id at all: whoever has a session there is somebody. Where one is read, `?? "anon"` speaks of
 * the session that has none.
 */
export function actorOutOfReach(
  at: Node,
  handler: HandlerSite,
  event: string,
  status: number | undefined,
  file: SourceFile,
): "anon" | "unknown" {
  const { fn, role } = handler;
  const mayBeSomebody = role === "handler" && status !== 401 && !BEGINS_WITH_NOBODY.test(event);
  if (fn === undefined || !mayBeSomebody) return unnamedActor(at, handler, event, status, file);
  const isSomebody =
    isPastMissingSession(at, fn, file) || isForRole(at) || isOfMore(at, file) || isTakenForGranted(at, handler, file);
  return isSomebody ? "unknown" : unnamedActor(at, handler, event, status, file);
}

/** @param status of the answer that the record is of, where it is known: a 401 is for who has proven nothing */
export function unnamedActor(
  at: Node,
  handler: HandlerSite,
  event: string,
  status: number | undefined,
  file: SourceFile,
): "anon" | "unknown" {
  if (BEGINS_WITH_NOBODY.test(event)) return RESET_BY_OTHERS.test(event) && isBehindAdmins(handler, file) ? "unknown" : "anon";
  // Whoever signs out was signed in.
  if (event === "auth.logout" && status !== 401) return "unknown";
  if (status === 401) return isOfMore(at, file) || isForRole(at) ? "unknown" : "anon";
  // Middleware stands behind what it does not show; a 403 is more often for somebody than for nobody.
  if (handler.role === "middleware" && status === 403) return isFoundOutLater(at, handler, file) ? "anon" : "unknown";
  if (handler.role !== "handler" || handler.framework === "response-guard") return "anon";
  if (isLetIn(handler, at, file) || isBehindAdmins(handler, file) || isPastRefusal(at, handler, file)) return "unknown";
  return handler.fn && isAskedInTry(at, handler.fn, file) ? "unknown" : "anon";
}

/** `req.user.email`, read before the place without asking whether there is a user: the code takes it that there is. */
function isTakenForGranted(at: Node, { fn, parameters: { request } }: HandlerSite, file: SourceFile): boolean {
  return readsOfUser(fn!, file).some((member) => {
    const [root] = dottedPath(member)!;
    return (root === request || root === "res") && runsBefore(member, at);
  });
}

/** What is read of `req.user` and `res.locals.user`, without a question mark. Ids are other sources' business. */
const readsOfUser = foundOnce((fn: FunctionNode, file: SourceFile) =>
  nodesIn(file.outline.members, fn).filter((member) => {
    const path = dottedPath(member.object);
    return !member.optional && path !== undefined && /^(?:\w+|res\.locals)\.user$/.test(path.join(".")) && !ID.test(memberName(member) ?? "");
  }),
);

/** `if (!user || !mayExport(user))`: one answer for strangers and for users who may not. */
function isOfMore(at: Node, file: SourceFile): boolean {
  const [test] = testsAround(at);
  const sides = test ? sidesOf(test) : [];
  return sides.some((side) => {
    const asked = missing(side);
    if (asked?.type === "MemberExpression") return isRoleOfSame(asked, sides);
    const binding = asked?.type === "Identifier" && NAMES_SOMEBODY.test(asked.name) ? file.bindings.of(asked) : undefined;
    if (binding?.kind !== "variable" || !binding.init || !isSessionLike(binding.init)) return false;
    const speaksOf = (node: Node): boolean => node.type === "Identifier" && file.bindings.variableOf(node) === binding.variable;
    return sides.some((other) => other !== side && !isOfPart(other, asked!) && findNode(other, speaksOf, true) !== undefined);
  });
}

/** `if (!data.user || data.user.role !== "admin")`. */
function isRoleOfSame(asked: TSESTree.MemberExpression, sides: readonly Node[]): boolean {
  const path = NAMES_SOMEBODY.test(memberName(asked) ?? "") ? dottedPath(asked)?.join(".") : undefined;
  const isOfIt = (node: Node): boolean => node.type === "MemberExpression" && isRoleOfCaller(node) && dottedPath(node.object)?.join(".") === path;
  return path !== undefined && sides.some((side) => findNode(side, isOfIt, true) !== undefined);
}

/** `else if (session.user.role !== "admin") return unauthorized();`: many answer 401 to users who may not. */
function isForRole(at: Node): boolean {
  const test = testBefore(at);
  return test !== undefined && asksOnlyForRole(test);
}

const NAMES_SOMEBODY = /^(?:session|auth|viewer|me|admin|caller|account)$|[uU]ser$/;

/** `!session.user` asks no more than `!session` does. */
function isOfPart(test: Node, whole: Node): boolean {
  const asked = missing(test);
  if (!asked || dottedPath(asked) === undefined) return false;
  const root = chainRoot(asked);
  return root.type === "Identifier" && whole.type === "Identifier" && root.name === whole.name;
}

/** True behind `if (!allowed(req)) return unauthorized();`, or the like for a role, in a statement before the place. */
function isPastRefusal(at: Node, handler: HandlerSite, file: SourceFile): boolean {
  return refusalsOfStrangers(handler, file).some((branch) => {
    if (branch.alternate && isInside(at, branch.alternate)) return true;
    return standsInList(branch) && isInside(at, branch.parent!) && branch.range[1] <= at.range[0];
  });
}

const refusalsOfStrangers = foundOnce((handler: HandlerSite, file: SourceFile): TSESTree.IfStatement[] => {
  const { exits } = factsOf(file.view, file.settings, file.neighbours).flow(handler);
  return exits.flatMap((exit) => {
    const { status } = exit.answer;
    const branch = (status === 401 || status === 403) && !exit.caughtBy && branchOf(exit);
    if (!branch || asksOnlyForHeader(branch.test, file)) return [];
    return status === 401 || asksForRole(branch.test) || asksOnlyForCaller(branch.test, file) ? [branch] : [];
  });
});

/** True behind `if (!session) return { error: "Sign in first" };` or `if (!session?.user) redirect("/login");`. */
function isPastMissingSession(at: Node, fn: FunctionNode, file: SourceFile): boolean {
  for (let node = at; node.parent && node !== fn; node = node.parent) {
    const list = standsInList(node) && "body" in node.parent && Array.isArray(node.parent.body) ? (node.parent.body as Node[]) : [];
    if (node.parent.type === "IfStatement" && node.parent.alternate === node && turnsStrangersAway(node.parent, file)) return true;
    for (const before of list) {
      if (before === node) break;
      if (before.type === "IfStatement" && turnsStrangersAway(before, file)) return true;
    }
  }
  return false;
}

const turnsStrangersAway = foundOnce(
  ({ test, consequent }: TSESTree.IfStatement, file: SourceFile): boolean =>
    leaves(consequent) && (asksForCaller(test, file) || handsBack(consequent, test, file) || asksForRoleInSession(test, file)),
);

/** `if (session?.user?.role !== "admin") throw …`: a session without a user has no role either. */
function asksForRoleInSession(test: Node, file: SourceFile): boolean {
  return sidesOf(test).some((side) => {
    const isOfSession = (node: Node): boolean => {
      const root = node.type === "MemberExpression" && isRoleOfCaller(node) ? chainRoot(node) : undefined;
      const binding = root?.type === "Identifier" ? file.bindings.of(root) : undefined;
      return binding?.kind === "variable" && binding.init !== undefined && isSessionLike(binding.init);
    };
    return findNode(side, isOfSession, true) !== undefined;
  });
}

/** `const auth = await getAuthenticatedOrg(); if (isAuthError(auth)) return auth;`: the guard has made its own refusal. */
function handsBack(branch: Node, test: Node, file: SourceFile): boolean {
  const last = lastStatement(branch);
  const given = last?.type === "ReturnStatement" && last.argument && dottedPath(last.argument) ? chainRoot(last.argument) : undefined;
  const binding = given?.type === "Identifier" ? file.bindings.of(given) : undefined;
  if (binding?.kind !== "variable" || !binding.init || !isSessionLike(binding.init)) return false;
  const isIt = (node: Node): boolean => node.type === "Identifier" && file.bindings.variableOf(node) === binding.variable;
  return findNode(test, isIt, true) !== undefined;
}

/** Nothing behind it runs: it returns, throws, or calls what does so for it in Next.js. */
function leaves(branch: Node): boolean {
  if (endsTheWay(branch)) return true;
  const last = lastStatement(branch);
  const call = last?.type === "ExpressionStatement" ? unwrap(last.expression) : undefined;
  return call?.type === "CallExpression" && /^(?:redirect|permanentRedirect|notFound|unauthorized|forbidden)$/.test(calleeName(call) ?? "");
}

/** The `if` whose whole purpose the exit is; `res.status(401).end();` may have its `return;` behind it. */
function branchOf({ statement }: Exit): TSESTree.IfStatement | undefined {
  const block = statement.parent?.type === "BlockStatement" ? statement.parent : undefined;
  const behind = block?.body.slice(block.body.indexOf(statement as TSESTree.Statement) + 1);
  const ends = behind?.every((next) => next.type === "ReturnStatement" && !next.argument);
  const inner = block && ends ? block : statement;
  return inner.parent?.type === "IfStatement" && inner.parent.consequent === inner ? inner.parent : undefined;
}
