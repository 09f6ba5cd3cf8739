/**
 * Evidence that a user who was loaded from a table is the one who is calling: a session is made for them, or their password is
 * compared.
 */
import type { TSESLint } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, chainRoot, dottedPath, enclosingFunction, memberName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { foundOnce } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode } from "../syntax/walk.js";
import { isLoadedUser } from "./actor-source.js";
import { isSettledAt, isValueOfField, runsBefore } from "./known-before.js";

/** `await setSession(user)` has run at the place; so has one for a part of what the name holds: `setSession(user[0])`. */
export function isGivenSession(variable: TSESLint.Scope.Variable, at: Node): boolean {
  return variable.references.some(({ identifier }) => {
    const use = identifier as Node;
    const call = callAround(use);
    return call !== undefined && makesSession(calleeName(call) ?? "") && runsBefore(call, at);
  });
}

/** `findEmail._id` of `jwt.sign({ _id: findEmail._id }, secret)`: a token is made for that one, whatever the name of the row. */
export function isPutIntoToken(read: Node): boolean {
  let given = read;
  while (given.parent && /^(?:Property|ObjectExpression|ChainExpression|TSNonNullExpression)$/.test(given.parent.type)) given = given.parent;
  const { parent } = given as { parent?: Node };
  return parent?.type === "CallExpression" && parent.arguments[0] === given && makesToken(calleeName(parent) ?? "");
}

function makesToken(name: string): boolean {
  const [verb = "", ...rest] = splitWords(name);
  if (verb === "sign") return !/^(?:in|up|out)$/.test(rest[0] ?? "");
  return /^(?:create|generate|issue|make)$/.test(verb) && rest.some((word) => /^(?:token|jwt)$/.test(word));
}

/** The call that is given the name, or an element of it, as an argument. */
function callAround(use: Node): Extract<Node, { type: "CallExpression" }> | undefined {
  let given = use;
  while (given.parent?.type === "MemberExpression" && given.parent.object === given && isElement(given.parent)) given = given.parent;
  const { parent } = given as { parent?: Node };
  return parent?.type === "CallExpression" && parent.arguments.includes(given as never) ? parent : undefined;
}

function makesSession(name: string): boolean {
  const words = splitWords(name);
  return /^(?:set|create|start|make|open|begin|establish|issue)$/.test(words[0] ?? "") && words.some((word) => /^(?:session|sessions)$/.test(word));
}

/** `rows[0]`, `result.rows[0]`: a read by a number. */
function isElement(node: Node): boolean {
  return node.type === "MemberExpression" && node.computed && node.property.type === "Literal" && typeof node.property.value === "number";
}

const ID = /^(?:id|userId|user_id|uid|_id)$/;
const PASSWORD = /^(?:hashed_?)?(?:password|pass|pwd|passwd|hash)(?:_?hash(?:ed)?|_?digest)?$/i;

/**
 * `user[0].id`, as the code has read it before the place: of the one whose password it reads too, or for whom it makes a session.
 * @param signsIn the record is of a login or the like that went through: whoever was looked up by a name for users is who did it
 */
export function accountInList(at: Node, fn: FunctionNode, signsIn: boolean, file: SourceFile): string | undefined {
  for (const read of idsOfElements(fn, file)) {
    if (!runsBefore(read, at)) continue;
    const root = chainRoot(read);
    const text = file.view.text.slice(...read.range);
    if (root.type !== "Identifier" || !/^[\w$.!]+\[\d\]!?\.\w+$/.test(text) || enclosingFunction(read) !== fn) continue;
    const variable = file.bindings.variableOf(root);
    if (!variable || file.bindings.lookUp(root.name, at) !== variable || !isSettledAt(variable, at, file)) continue;
    const element = file.view.text.slice(...read.object.range);
    const isHolder = (): boolean => nodesIn(file.outline.members, fn).some((other) => PASSWORD.test(memberName(other) ?? "") && file.view.text.slice(...other.object.range) === element);
    if (isGivenSession(variable, at) || (signsIn && (isLoadedUser(root.name.replace(/s$/, "")) || isHolder()))) return text;
  }
  return undefined;
}

const idsOfElements = foundOnce((fn: FunctionNode, file: SourceFile) =>
  nodesIn(file.outline.members, fn).filter(
    (read) => ID.test(memberName(read) ?? "") && isElement(unwrap(read.object)) && !isValueOfField(read, "actor"),
  ),
);

const SIGNS_IN = /^(?:users?|accounts?|members?|credentials|login|register|signup|signin|authenticate|session)$/;

/** `const { id: userId } = result.value`, where the result is that of a login: it says who has signed in. */
export function isOfLogin(init: Node, file: SourceFile): boolean {
  const root = chainRoot(init);
  const binding = root.type === "Identifier" ? file.bindings.of(root) : undefined;
  const made = root.type !== "Identifier" ? root : binding?.kind === "variable" && binding.constant ? binding.init : undefined;
  return (
    made !== undefined &&
    findNode(
      made,
      (node) => node.type === "CallExpression" && splitWords(dottedPath(node.callee)?.slice(-2).join(".") ?? "").some((word) => SIGNS_IN.test(word)),
      true,
    ) !== undefined
  );
}
