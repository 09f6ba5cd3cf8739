/** What the uses of a variable say of what it holds: gathered in one pass, however often it is read. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { dottedPath, memberName, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";

interface Uses {
  readonly isAssigned: boolean;
  /** `switch (name) { case "key": … }`: whatever it is made of, it is one of the words. */
  readonly isLookedUp: boolean;
  /** `token === "blue" || token === "red"`: nobody compares a secret with words. */
  readonly isOneOfWords: boolean;
  /** `url.startsWith("file:")`: a database in a file, whose location holds no password. */
  readonly isLocalFile: boolean;
  /** `bcrypt.compare(plain, user.hash)`: it is a password, or what is kept like one. */
  readonly isHashed: boolean;
  /** `const sessionToken = value`: the names that it is given as a whole. */
  readonly names: readonly string[];
  /** Where a member of it is named. */
  readonly members: readonly TSESTree.MemberExpression[];
}

export const usesOf = foundOnce((variable: TSESLint.Scope.Variable): Uses => {
  const members: TSESTree.MemberExpression[] = [];
  const names: string[] = [];
  let isHashed = false;
  let isAssigned = false;
  let isLookedUp = false;
  let isLocalFile = false;
  let words = 0;
  for (const reference of variable.references) {
    if (reference.isWrite()) isAssigned = true;
    const identifier: Node = reference.identifier;
    const parent = identifier.parent;
    if (parent?.type === "MemberExpression" && parent.object === identifier) {
      members.push(parent);
      isLocalFile ||= isFilePrefixOf(parent);
    } else if (parent?.type === "SwitchStatement") isLookedUp = true;
    else if (parent?.type === "BinaryExpression" && isComparedWithWord(parent, identifier)) words++;
    else if (parent?.type === "VariableDeclarator" && parent.init === identifier && parent.id.type === "Identifier") names.push(parent.id.name);
    else if (parent?.type === "CallExpression") isHashed ||= isHashedBy(parent, identifier);
  }
  return { isAssigned, isLookedUp, isOneOfWords: isLookedUp || words > 1, isLocalFile, isHashed, names, members };
});

function isComparedWithWord({ operator, left, right }: TSESTree.BinaryExpression, identifier: Node): boolean {
  if (operator !== "===" && operator !== "==") return false;
  const other = left === identifier ? right : left;
  return other.type === "Literal" && typeof other.value === "string" && other.value !== "";
}

function isHashedBy({ callee, arguments: given }: TSESTree.CallExpression, identifier: Node): boolean {
  const [library, method] = dottedPath(callee)?.slice(-2) ?? [];
  if (method === undefined || !/^(?:bcrypt(?:js)?|argon2)$/i.test(library!)) return false;
  return given[/^verify/.test(method) ? 1 : 0] === identifier && /^(?:hash|compare|verify)(?:Sync)?$/.test(method);
}

function isFilePrefixOf(member: TSESTree.MemberExpression): boolean {
  const call = member.parent;
  if (call.type !== "CallExpression" || call.callee !== member || memberName(member) !== "startsWith") return false;
  const [prefix] = call.arguments;
  return prefix?.type === "Literal" && /^(?:file:|sqlite:|\.?\/)/.test(String(prefix.value));
}
