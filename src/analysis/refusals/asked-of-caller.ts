/**
 * Whether an answer hangs on who asks: on a session that is not there, on a right that somebody has not, on a credential that
 * is the wrong one.
 */
import type { SourceFile } from "../../source-file.js";
import { calleeName, chainRoot, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";
import { madeByCall } from "./made-by-call.js";

/** `if (!session?.user) …`, `if (!check.hasPermission) …`, `if (user.role !== "admin") …`: in whatever language it is said. */
export function hangsOnCaller(answer: Node, file: SourceFile): boolean {
  const [test] = testsAround(answer);
  return test !== undefined && missesRight(test, file);
}

function missesRight(test: Node, file: SourceFile): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return missesRight(inner.left, file) || missesRight(inner.right, file);
  if (inner.type === "UnaryExpression")
    return inner.operator === "!" && (namesOf(inner.argument).some((name) => OF_CALLER.test(name)) || isWhoAsks(inner.argument, file));
  if (inner.type !== "BinaryExpression" || !/^!==?$/.test(inner.operator)) return false;
  return [inner.left, inner.right].some((side) => /^(?:\w+_)?role$|Role$/.test(namesOf(side as Node).at(-1) ?? ""));
}

/**
 * `if (!(await bcrypt.compare(given, kept))) …`, `if (signInError) …` of a `signInWithPassword`: the credential is the wrong one,
 * in whatever language that is said. Two passwords that are the same are another matter.
 */
export function failsProof(answer: Node, file: SourceFile): boolean {
  const [test] = testsAround(answer);
  return test !== undefined && disproves(test, file);
}

function disproves(test: Node, file: SourceFile): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return disproves(inner.left, file) || disproves(inner.right, file);
  if (inner.type === "Identifier") return /error$/i.test(inner.name) && SIGNS_IN.test(madeByCall(inner, file) ?? "");
  if (inner.type !== "UnaryExpression" || inner.operator !== "!") return false;
  return HOLDS_AGAINST_KEPT.test(madeByCall(inner.argument, file) ?? "");
}

const SIGNS_IN = /^(?:signInWithPassword|reauthenticate\w*)$/;
const HOLDS_AGAINST_KEPT = /^(?:compare(?:Sync)?|(?:compare|check|verify|match|validate)_?Passwords?|is_?Password_?(?:Match|Correct)|timingSafeEqual)$/i;

/** The `user` of `const user = await currentUser()`; one that is looked up by an id may be anybody. */
function isWhoAsks(node: Node, file: SourceFile): boolean {
  const root = chainRoot(node);
  const binding = root.type === "Identifier" && /user|auth|account|me$/i.test(root.name) ? file.bindings.of(root) : undefined;
  if (binding?.kind !== "variable" || !binding.init) return false;
  const made = unwrap(binding.init);
  const call = made.type === "AwaitExpression" ? unwrap(made.argument) : made;
  return call.type === "CallExpression" && GIVES_CALLER.test(calleeName(call) ?? "");
}

const GIVES_CALLER = /^(?:get|load|fetch|require|validate)?_?(?:current|session|auth|authenticated|signed_?in|logged_?in)_?User$|^(?:auth|getUser|getAuth|currentUser|getServerSession|validateRequest)$/i;

/** `session` and `user` of `session?.user`, `can` of `await can(user, "close")`. */
function namesOf(node: Node): readonly string[] {
  const inner = unwrap(node);
  if (inner.type === "AwaitExpression") return namesOf(inner.argument);
  return (inner.type === "CallExpression" ? dottedPath(inner.callee) : dottedPath(inner)) ?? [];
}

const OF_CALLER = /session|permission|permitted|authori[sz]ed|authenticated|allowed|^is_?(?:super_?)?admin|^has_?(?:access|role)|^is_?owner|^access_?(?:validation|check|control|result|granted)$|^can(?:[A-Z]|$)/i;
