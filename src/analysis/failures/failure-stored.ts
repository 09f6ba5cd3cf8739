/** Whether a failure that is written to a variable, a list or a field is ever looked at again. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { chainRoot, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { recordsIn } from "./caught-names.js";
import { isAnswer, type Around } from "./failure-answered.js";

type Variable = TSESLint.Scope.Variable;

/** Methods that put something into a collection. */
export const FILLERS: ReadonlySet<string> = new Set(["push", "unshift", "add", "set", "append"]);

/**
 * `failure = error;`, `errors.push(error);`, `job.error = error.message;`. A variable of the file that nobody reads keeps
 * nothing; nor does one of a handler that only its answers read. A list of what went wrong may be for the client.
 */
export function isKept(target: Node, around: Around, isFilled = false, depth = 3): boolean {
  const root = chainRoot(target);
  if (root.type !== "Identifier") return true;
  const variable = around.file.bindings.variableOf(root);
  if (!variable || isSharedWithOthers(variable, target, isFilled)) return true;
  const isList = target.type === "MemberExpression" || isFilled;
  return variable.references.some(
    (reference) => reference.isRead() && isLookedAt(reference.identifier as Node, isList, around, depth),
  );
}

/** `ok = false; … return ok;`, `return !failed;` and no other read: the caller learns no more than from `return false`. */
export function isFlagReturned(assignment: TSESTree.AssignmentExpression | TSESTree.UpdateExpression, { file }: Around): boolean {
  if (assignment.type === "UpdateExpression") return false;
  const { left, right } = assignment;
  if (right.type !== "Literal" || typeof right.value !== "boolean" || left.type !== "Identifier") return false;
  const reads = file.bindings.variableOf(left)?.references.filter((reference) => reference.isRead()) ?? [];
  return reads.length > 0 && reads.every(({ identifier }) => isReturnedBare(identifier as Node));
}

function isReturnedBare(use: Node): boolean {
  const outer = use.parent?.type === "UnaryExpression" && use.parent.operator === "!" ? use.parent : use;
  return outer.parent?.type === "ReturnStatement";
}

/** Bound by an import, exported, or a field of what the caller has given, or a list that he has. */
function isSharedWithOthers(variable: Variable, target: Node, isFilled: boolean): boolean {
  return variable.defs.some((def) => {
    if ((def.type as string) === "ImportBinding") return true;
    if ((def.type as string) === "Parameter") return isFilled || target.type === "MemberExpression";
    const declaration = def.parent as Node | null | undefined;
    if (declaration?.parent?.type === "ExportNamedDeclaration") return true;
    // `const job = await next();`: an object that is not made here has other holders.
    const init = (def.node as Node).type === "VariableDeclarator" ? (def.node as TSESTree.VariableDeclarator).init : undefined;
    return target.type === "MemberExpression" && init != null && !isMadeHere(unwrap(init));
  });
}

function isMadeHere(init: Node): boolean {
  return init.type === "ObjectExpression" || init.type === "ArrayExpression" || init.type === "Literal";
}

function isLookedAt(use: Node, isList: boolean, around: Around, depth: number): boolean {
  if (isFilling(use)) return false;
  if (isList) return true;
  for (let node = use; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (parent.type === "IfStatement" && parent.test === node) return leadsSomewhere(parent.consequent, around) || (parent.alternate !== null && leadsSomewhere(parent.alternate, around));
    if (parent.type === "CallExpression" && parent.callee !== node && isAnswer(parent, around)) return false;
    if (parent.type === "NewExpression" && /Response$/.test(parent.callee.type === "Identifier" ? parent.callee.name : "")) return false;
    if (parent.type === "VariableDeclarator" && parent.init === node && parent.id.type === "Identifier") return depth === 0 || isKept(parent.id, around, false, depth - 1);
    if (parent.type === "ReturnStatement") return !isReturnedToClient(parent, around);
  }
  return true;
}

/** `errors.push(…)`, `state.error = …` and `failed++` as statements: the variable is read only to be filled. */
function isFilling(use: Node): boolean {
  let node = use;
  while (node.parent?.type === "MemberExpression" && node.parent.object === node) node = node.parent;
  const { parent } = node as { parent?: Node };
  if (parent?.type === "UpdateExpression") return parent.parent.type === "ExpressionStatement";
  if (parent?.type === "AssignmentExpression") return parent.left === node && parent.parent.type === "ExpressionStatement";
  const isMethod = node.type === "MemberExpression" && node.property.type === "Identifier" && FILLERS.has(node.property.name);
  return isMethod && parent?.type === "CallExpression" && parent.callee === node && parent.parent.type === "ExpressionStatement";
}

/** A branch that records or throws. */
function leadsSomewhere(branch: Node, { file }: Around): boolean {
  return recordsIn(branch, file) || findNode(branch, (node) => node.type === "ThrowStatement") !== undefined;
}

function isReturnedToClient(statement: Node, { handler }: Around): boolean {
  if (!handler?.fn || handler.dialect === "res") return false;
  let outer: Node | undefined = statement.parent;
  while (outer && !isFunction(outer)) outer = outer.parent;
  return outer === handler.fn;
}
