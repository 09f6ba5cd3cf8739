/** Where code asks whether there is an error: what runs then. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isFalsy, isInside, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { endsTheWay } from "../../syntax/branches.js";

export interface ErrorTest {
  /** The `if` or the conditional. */
  readonly branch: Node;
  /** What a report points at: the condition. */
  readonly at: Node;
  /**
   * The branch that is for the error, or the first statement behind the one that is not; undefined for `if (!err)
   * use(data);`.
   */
  readonly body: Node | undefined;
  /** All that runs when there is an error: the branch, or the statements behind. */
  readonly runs: Node | undefined;
}

/**
 * The test that the first use of an error's name stands in: `if (err)`, `if (err || !data)`, `if (err !== null)`, `if (!err)
 * { … } else { … }`, `if (!err && data) return …; …`. A conditional counts where it is all that a function does.
 */
export function errorTestOf(use: Node, fn?: FunctionNode): ErrorTest | undefined {
  let test = use;
  let negative = false;
  for (;;) {
    const { parent } = test as { parent: Node };
    if (parent.type === "UnaryExpression" && parent.operator === "!") negative = !negative;
    else if (parent.type === "BinaryExpression" && isFalsy(parent.left === test ? parent.right : parent.left)) negative = /^===?$/.test(parent.operator) ? !negative : negative;
    else if (!(parent.type === "LogicalExpression" && parent.left === test && (parent.operator === (negative ? "&&" : "||") || isAllButOneKind(parent)))) break;
    test = parent;
  }
  const { parent } = test as { parent: Node };
  if (parent.type !== "IfStatement" && parent.type !== "ConditionalExpression") return undefined;
  if (parent.test !== test || (parent.type === "ConditionalExpression" && !(fn && unwrap(fn.body) === parent))) return undefined;
  const body = (negative ? parent.alternate : parent.consequent) ?? undefined;
  if (body || parent.type !== "IfStatement" || !endsTheWay(parent.consequent)) return { branch: parent, at: test, body, runs: body };
  return { branch: parent, at: test, ...behind(parent) };
}

/** True where every use of the error is in the test or in what runs because of it. */
export function isUsedOnlyThere({ at, runs }: ErrorTest, uses: readonly Node[]): boolean {
  return uses.every(
    (use) => isInside(use, at) || (runs !== undefined && use.range[0] >= runs.range[0] && use.range[1] <= runs.range[1]),
  );
}

/** `error && error.code !== "PGRST116"`: one kind is known, and the branch is for all others. */
function isAllButOneKind({ operator, right }: TSESTree.LogicalExpression): boolean {
  return operator === "&&" && ((right.type === "BinaryExpression" && /^!==?$/.test(right.operator)) || (right.type === "UnaryExpression" && right.operator === "!"));
}

/** The statements behind an `if`, taken for a block. */
function behind(statement: Node): Pick<ErrorTest, "body" | "runs"> {
  const list = statement.parent?.type === "BlockStatement" ? statement.parent : undefined;
  const rest = list?.body.filter((other) => other.range[0] >= statement.range[1]) ?? [];
  const [first] = rest;
  if (!list || !first) return { body: undefined, runs: undefined };
  const range = [first.range[0], rest.at(-1)!.range[1]] as [number, number];
  return { body: first, runs: { ...list, body: rest, range } };
}
