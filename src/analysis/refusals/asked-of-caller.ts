/** Whether an answer hangs on who asks: on a session that is not there, or on a right that somebody has not. */
import { dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";

/** `if (!session?.user) …`, `if (!check.hasPermission) …`, `if (user.role !== "admin") …`: in whatever language it is said. */
export function hangsOnCaller(answer: Node): boolean {
  const [test] = testsAround(answer);
  return test !== undefined && missesRight(test);
}

function missesRight(test: Node): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return missesRight(inner.left) || missesRight(inner.right);
  if (inner.type === "UnaryExpression") return inner.operator === "!" && namesOf(inner.argument).some((name) => OF_CALLER.test(name));
  if (inner.type !== "BinaryExpression" || !/^!==?$/.test(inner.operator)) return false;
  return [inner.left, inner.right].some((side) => /^(?:\w+_)?role$|Role$/.test(namesOf(side as Node).at(-1) ?? ""));
}

/** `session` and `user` of `session?.user`, `can` of `await can(user, "close")`. */
function namesOf(node: Node): readonly string[] {
  const inner = unwrap(node);
  if (inner.type === "AwaitExpression") return namesOf(inner.argument);
  return (inner.type === "CallExpression" ? dottedPath(inner.callee) : dottedPath(inner)) ?? [];
}

const OF_CALLER = /session|permission|permitted|authori[sz]ed|authenticated|allowed|^is_?(?:super_?)?admin|^has_?(?:access|role)|^is_?owner|^can(?:[A-Z]|$)/i;
