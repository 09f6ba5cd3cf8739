/** `failure.code === "E1" ? logger.warn(failure) : null`: choices of which one arm keeps the failure and the other nothing. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { mentions, recordsIn } from "./caught-names.js";
import { isOneKind } from "./expected-failure.js";

type Choice = TSESTree.ConditionalExpression;

/**
 * The arm that says nothing of failures that nobody expects. Where the test asks for one kind, that kind may go without a
 * line, not all the others; one that is written where there is a logger (`log ? log.warn(failure) : null`) is all that can be.
 */
export function silentArm(choice: Choice, names: ReadonlySet<string>, file: SourceFile): Node | undefined {
  const { test, consequent, alternate } = choice;
  const [first, second] = [consequent, alternate].map((arm) => recordsIn(arm, file) || mentions(arm, names));
  if (first === second) return undefined;
  const [kept, silent] = first ? [consequent, alternate] : [alternate, consequent];
  if (findNode(test, (node) => node.type === "CallExpression") !== undefined) return undefined;
  if (mentions(test, names)) return silent === alternate && isOneKind(test, names) ? silent : undefined;
  const place = dottedPath(test);
  if (place === undefined) return undefined;
  const isUsed = findNode(kept, (node) => dottedPath(node)?.join(".") === place.join(".")) !== undefined;
  return isUsed ? undefined : silent;
}
