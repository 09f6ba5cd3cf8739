/** Whether a test asks who is calling at all, for a header or for a session, or what a caller may do. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { chainRoot, dottedPath, isInside, memberName, unwrap, type Node } from "../syntax/ast.js";
import { testsAround } from "../syntax/branch-tests.js";
import { findNode } from "../syntax/walk.js";
import { isSessionLike } from "./actor-source.js";

/** `[a, b, c]` of `a || b || c`. */
export function sidesOf(test: Node): Node[] {
  const inner = unwrap(test);
  return inner.type === "LogicalExpression" && inner.operator === "||" ? [...sidesOf(inner.left), ...sidesOf(inner.right)] : [inner];
}

/** `user` of `!user`. */
export function missing(test: Node): Node | undefined {
  const inner = unwrap(test);
  return inner.type === "UnaryExpression" && inner.operator === "!" ? unwrap(inner.argument) : undefined;
}

/** `if (!authHeader)`, `if (!header?.startsWith("Bearer "))`: who sends a header has not proven anything by that yet. */
export function asksOnlyForHeader(test: Node, file: SourceFile): boolean {
  return sidesOf(test).every((side) => {
    const asked = missing(side);
    if (!asked) return false;
    const callee = asked.type === "CallExpression" ? unwrap(asked.callee) : undefined;
    const isOfForm = callee?.type === "MemberExpression" && memberName(callee) === "startsWith";
    return isHeader(isOfForm ? unwrap(callee.object) : asked, file);
  });
}

/** `req.headers.get("x")?.slice(7)`, or a name for it; not what somebody else makes of one. */
function isHeader(node: Node, file: SourceFile): boolean {
  const binding = node.type === "Identifier" ? file.bindings.of(node) : undefined;
  let value = binding?.kind === "variable" && binding.constant && !binding.pattern && binding.init ? unwrap(binding.init) : node;
  for (;;) {
    if (value.type === "CallExpression") value = unwrap(value.callee);
    else if (value.type === "AwaitExpression") value = unwrap(value.argument);
    else if (value.type === "LogicalExpression") value = unwrap(value.left);
    else if (value.type === "MemberExpression" && !/^headers?$/.test(memberName(value) ?? "")) value = unwrap(value.object);
    else return value.type === "MemberExpression" || (value.type === "Identifier" && value.name === "headers");
  }
}

/** What holds whoever calls, and not what they may do: `const allowed = await check(req)` comes out of the request, too. */
const CALLER = /^(?:session|auth(?:Result|Data)?|viewer|me|caller|decoded|claims|payload|jwt|token)$|[uU]ser(?:_?[iI]d)?$/;

/** `if (!session?.user)`, `if (!authHeader)`: the branch is for callers who have not shown who they are. */
export function asksOnlyForCaller(test: Node, file: SourceFile): boolean {
  return sidesOf(test).every((side) => asksOnlyForHeader(side, file) || isMissingCaller(side, file));
}

/** As `asksOnlyForCaller`, of a session, and whatever the branch is for beside it: whoever is past it has one. */
export function asksForCaller(test: Node, file: SourceFile): boolean {
  return sidesOf(test).some((side) => isMissingCaller(side, file));
}

function isMissingCaller(side: Node, file: SourceFile): boolean {
  const asked = missing(side);
  // `!session.isAdmin` asks what somebody may do, of whom it is known who that is.
  if (!asked || isRoleOfCaller(asked)) return false;
  const root = dottedPath(asked) && chainRoot(asked);
  const binding = root?.type === "Identifier" && CALLER.test(root.name) ? file.bindings.of(root) : undefined;
  return binding?.kind === "variable" && binding.init !== undefined && isSessionLike(binding.init);
}

/** `if (me?.role !== "admin")`: whoever has a role is somebody. What the client says of roles says nothing of its own. */
export function asksForRole(test: Node): boolean {
  return findNode(test, isRoleOfCaller, true) !== undefined;
}

const ROLE = /^(?:roles?|permissions|(?:is_?)?super_?(?:user|admin)|is_?(?:admin|staff|owner))$/i;

export function isRoleOfCaller(node: Node): boolean {
  if (node.type !== "MemberExpression" || !ROLE.test(memberName(node) ?? "")) return false;
  return !dottedPath(node.object)?.some((name) => /^(?:body|query|params|headers)$/.test(name));
}

/** As `asksForRole`, where the branch is not for those as well who are nobody: `if (!me || me.role !== "admin")`. */
export function asksOnlyForRole(test: Node): boolean {
  return sidesOf(test).every(asksForRole);
}

/** The test that has to hold for the place to be reached: the innermost, unless the place stands behind its `else`. */
export function testBefore(node: Node): Node | undefined {
  const [test] = testsAround(node);
  const branch = test?.parent as TSESTree.IfStatement | TSESTree.ConditionalExpression | undefined;
  return branch && isInside(node, branch.consequent) ? branch.test : undefined;
}
