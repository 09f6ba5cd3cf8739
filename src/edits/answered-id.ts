/**
 * The user's id in what well-known sign-in libraries answer. It is there by their types, whether the file reads it or not:
 * `userInfo.user?.id` of `const { data: userInfo } = await supabase.auth.getUser()`.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { dottedPath, enclosingFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";
import { isSessionLike } from "./actor-source.js";
import { isSettledAt } from "./known-before.js";
import { isQuestioned, presenceAt } from "../analysis/shapes/presence.js";
import { optionalRead } from "./read-again.js";

interface Answer {
  /** What the method is read from: `auth` of `supabase.auth.getUser`. */
  readonly object: string;
  readonly method: string;
  /** From the answer down to the id. */
  readonly path: readonly string[];
  /** How many of its last names hang on something that may be null. */
  readonly uncertain: number;
}

const ANSWERS: readonly Answer[] = [
  { object: "auth", method: "getUser", path: ["data", "user", "id"], uncertain: 1 },
  { object: "auth", method: "getSession", path: ["data", "session", "user", "id"], uncertain: 2 },
  { object: "api", method: "getSession", path: ["user", "id"], uncertain: 2 },
];

/**
 * @param unnamed what stands for nobody, as it is written
 * @returns undefined where no such answer is in reach, or it is known to be empty
 */
export function answeredId(at: Node, fn: FunctionNode, unnamed: string, file: SourceFile): string | undefined {
  for (const { call, answer } of answersIn(fn, file)) {
    if (call.range[1] > at.range[0]) break;
    const given = call.parent?.type === "AwaitExpression" ? call.parent.parent : undefined;
    if (given?.type !== "VariableDeclarator") continue;
    const named = nameIn(given.id, answer.path);
    const variable = named && file.bindings.variableOf(named.name);
    if (!variable || file.bindings.lookUp(named.name.name, at) !== variable || !isSettledAt(variable, at, file)) continue;
    const path = [named.name.name, ...named.rest];
    const holder = path.slice(0, path.length - answer.uncertain);
    const here = presenceAt(path, variable, at, fn, file);
    if (holder.length === 0 || here.standing === "absent") continue;
    const [text, below] = [holder.join("."), path.slice(holder.length).join(".")];
    const isShown = here.proven.some((part) => part === text || part.startsWith(`${text}.`)) && isQuestioned(path[0]!, fn);
    // A callback forgets what was shown of a part, though not of a constant itself.
    const isKept = holder.length === 1 || enclosingFunction(at) === enclosingFunction(call);
    return isShown && isKept ? `${text}.${below}` : `${text}?.${below} ?? ${unnamed}`;
  }
  return undefined;
}

const answersIn = foundOnce((fn: FunctionNode, file: SourceFile) =>
  nodesIn(file.outline.calls, fn).flatMap((call) => {
    const answer = answerOf(call);
    return answer ? [{ call, answer }] : [];
  }),
);

function answerOf(call: Node): Answer | undefined {
  const callee = call.type === "CallExpression" ? unwrap(call.callee) : undefined;
  if (callee?.type !== "MemberExpression") return undefined;
  const object = unwrap(callee.object);
  if (object.type !== "MemberExpression") return undefined;
  return ANSWERS.find((answer) => answer.method === memberName(callee) && answer.object === memberName(object));
}

/** The name that is given to the answer, or to a part on the way to the id, and what is left of the way. */
function nameIn(pattern: Node, path: readonly string[]): { name: TSESTree.Identifier; rest: readonly string[] } | undefined {
  if (pattern.type === "Identifier") return path.length > 0 ? { name: pattern, rest: path } : undefined;
  if (pattern.type !== "ObjectPattern") return undefined;
  for (const property of pattern.properties) {
    if (property.type === "Property" && propertyName(property) === path[0]) return nameIn(property.value, path.slice(1));
  }
  return undefined;
}

const RIGHTS = /^(?:role|roles|isAdmin|is_admin|permissions)$/;

/**
 * `session?.user?.id` beside a read of `session.user.role`, where no type can say that it is not there: in JavaScript, and
 * behind a cast to `any`.
 */
export function idBesideRights(at: Node, fn: FunctionNode, unnamed: string, file: SourceFile): string | undefined {
  const isUntyped = /\.[cm]?jsx?$/.test(file.view.path);
  for (const member of readsOfRights(fn, file)) {
    const path = dottedPath(member);
    if (path?.length !== 3 || path[1] !== "user" || !(isUntyped || isCastToAny(member.object))) continue;
    const variable = file.bindings.lookUp(path[0]!, at);
    const binding = variable && file.bindings.describe(variable);
    if (!variable || binding?.kind !== "variable" || binding.pattern || !isSettledAt(variable, at, file)) continue;
    if (!binding.init || !isSessionLike(binding.init)) continue;
    if (presenceAt([path[0]!, "user", "id"], variable, at, fn, file).standing === "absent") continue;
    const user = optionalRead(member.object, path[0]!, false, file);
    if (user !== undefined) return `${user}?.id ?? ${unnamed}`;
  }
  return undefined;
}

const readsOfRights = foundOnce((fn: FunctionNode, file: SourceFile) =>
  nodesIn(file.outline.members, fn).filter((member) => RIGHTS.test(memberName(member) ?? "")),
);

/** `(session.user as any)`. */
function isCastToAny(node: Node): boolean {
  const inner = node.type === "ChainExpression" || node.type === "TSNonNullExpression" ? node.expression : node;
  if (inner.type === "MemberExpression") return isCastToAny(inner.object);
  return inner.type === "TSAsExpression" && inner.typeAnnotation.type === "TSAnyKeyword";
}
