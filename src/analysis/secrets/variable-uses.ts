/** What the uses of a variable say of what it holds: gathered in one pass, however often it is read. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { memberName, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";

interface Uses {
  readonly isAssigned: boolean;
  /** `switch (name) { case "key": … }`: whatever it is made of, it is one of the words. */
  readonly isLookedUp: boolean;
  /** `token === "blue" || token === "red"`: nobody compares a secret with words. */
  readonly isOneOfWords: boolean;
  /** `url.startsWith("file:")`: a database in a file, whose location holds no password. */
  readonly isLocalFile: boolean;
  /** Where a member of it is named. */
  readonly members: readonly TSESTree.MemberExpression[];
}

export const usesOf = foundOnce((variable: TSESLint.Scope.Variable): Uses => {
  const members: TSESTree.MemberExpression[] = [];
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
    } else if (parent?.type === "SwitchStatement" && parent.discriminant === identifier) isLookedUp = true;
    else if (parent?.type === "BinaryExpression" && isComparedWithWord(parent, identifier)) words++;
  }
  return { isAssigned, isLookedUp, isOneOfWords: isLookedUp || words > 1, isLocalFile, members };
});

function isComparedWithWord({ operator, left, right }: TSESTree.BinaryExpression, identifier: Node): boolean {
  if (operator !== "===" && operator !== "==") return false;
  const other = left === identifier ? right : left;
  return other.type === "Literal" && typeof other.value === "string" && other.value !== "";
}

function isFilePrefixOf(member: TSESTree.MemberExpression): boolean {
  const call = member.parent;
  if (call.type !== "CallExpression" || call.callee !== member || memberName(member) !== "startsWith") return false;
  const [prefix] = call.arguments;
  return prefix?.type === "Literal" && /^(?:file:|sqlite:|\.?\/)/.test(String(prefix.value));
}
