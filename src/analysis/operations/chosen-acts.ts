/** Acts of which a handler does the one that it is asked for: `switch (action) { case "delete": … case "set-role": … }`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { dottedPath, isFunction, unwrap, type Node } from "../../syntax/ast.js";

/** The branch of a choice between several acts that the node stands in, up to the handler or the part of it that is one. */
export function chosenBranch(node: Node, within: Node): Node | undefined {
  for (let inner: Node = node; inner.parent && inner !== within; inner = inner.parent) {
    if (isFunction(inner) && inner !== node) return undefined;
    if (inner.type === "SwitchCase" && inner.test && isOneCaseOfMany(inner)) return inner;
    const { parent } = inner;
    if (parent.type === "IfStatement" && parent.consequent === inner && isOneTestOfMany(parent)) return inner;
  }
  return undefined;
}

/** A `switch (true)` asks other things; so does one over what an error is. */
function isOneCaseOfMany({ parent: { discriminant, cases } }: TSESTree.SwitchCase): boolean {
  const asked = dottedPath(discriminant)?.at(-1);
  if (asked === undefined || !NAMES_ACT.test(asked)) return false;
  return cases.filter(({ test, consequent }) => test && consequent.length > 0).length > 1;
}

/** What a client calls the thing that it wants done. */
const NAMES_ACT = /^(?:action|act|op|operation|command|cmd|task|intent|kind|type|mode|verb|step|method)$|(?:Action|_action|Operation|_operation|Type)$/;

/** `if (action === "delete") { … }`, where another `if` beside it, or behind its `else`, asks the same for something else. */
function isOneTestOfMany(branch: TSESTree.IfStatement): boolean {
  const asked = nameCompared(branch);
  if (asked === undefined) return false;
  const { alternate, parent } = branch;
  const beside = parent.type === "BlockStatement" ? parent.body : [];
  return [alternate, parent, ...beside].some((other) => other?.type === "IfStatement" && other !== branch && nameCompared(other) === asked);
}

/** `action` of `action === "delete"`. */
function nameCompared({ test }: TSESTree.IfStatement): string | undefined {
  const inner = unwrap(test);
  if (inner.type !== "BinaryExpression" || !/^===?$/.test(inner.operator)) return undefined;
  const { right } = inner;
  const path = right.type === "Literal" && typeof right.value === "string" ? dottedPath(inner.left) : undefined;
  return path && NAMES_ACT.test(path.at(-1)!) ? path.join(".") : undefined;
}
