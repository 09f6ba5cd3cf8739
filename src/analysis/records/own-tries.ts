/** Tries that are there for a record's own sake: what they catch is the failure to write it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isInside, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import type { RecordCall } from "./record-call.js";

/** `try { const ip = ipOf(request); await audit("user.delete", { ip }); } catch (error) { … }`: nothing else is tried. */
export function isTriedAlone({ block }: TSESTree.TryStatement, records: readonly RecordCall[]): boolean {
  const audits = records.filter(({ strength }) => strength === "audit");
  return audits.length > 0 && block.body.every((statement) => isRecord(statement, audits) || isPreparation(statement));
}

function isRecord(statement: Node, records: readonly RecordCall[]): boolean {
  return statement.type === "ExpressionStatement" && records.some(({ node }) => isInside(node, statement));
}

/** A variable that nothing is waited for. */
function isPreparation(statement: Node): boolean {
  return statement.type === "VariableDeclaration" && findNode(statement, ({ type }) => type === "AwaitExpression") === undefined;
}
