/** Refusals that are thrown to a catch of the same function, which answers with the status that was thrown. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Answer } from "../frameworks/answer.js";
import { dottedPath, parameterName, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { isLeftToOthers, type Exit } from "./exit.js";
import { onBoth } from "./path.js";
import type { RecordCall } from "./records.js";

export interface ThrownRefusal {
  readonly thrown: TSESTree.ThrowStatement;
  readonly clause: TSESTree.CatchClause;
  readonly answer: Answer;
  readonly must: ReadonlySet<RecordCall>;
  readonly may: ReadonlySet<RecordCall>;
}

/** `res.status(err.status || 500)`: the catch answers with what was thrown. */
export function answersAsThrown({ param, body }: TSESTree.CatchClause): boolean {
  const name = parameterName(param ?? undefined);
  const isStatus = (node: Node): boolean => {
    const path = node.type === "MemberExpression" ? dottedPath(node) : undefined;
    return path?.length === 2 && path[0] === name && /^(?:status|statusCode|httpStatus|httpCode)$/.test(path[1]!);
  };
  return name !== undefined && findNode(body, isStatus) !== undefined;
}

/**
 * The refusal as an exit of its own: what ran before the throw and on every way through the catch to such an answer belongs
 * to it.
 */
export function caughtExit({ thrown, clause, answer, must, may }: ThrownRefusal, exits: readonly Exit[]): Exit[] {
  const ends = exits.filter((exit) => {
    const { status } = exit.answer;
    return exit.caughtBy === clause && !isLeftToOthers(exit) && (status === undefined || status >= 500);
  });
  if (ends.length === 0) return [];
  const after = ends.map(({ records }) => records).reduce(onBoth);
  const always = ends.map((exit) => exit.finally).reduce(onBoth);
  return [
    {
      kind: "caught",
      node: thrown,
      statement: thrown,
      answer: { ...answer, elsewhere: false },
      caughtBy: undefined,
      callback: undefined,
      records: new Set([...must, ...after]),
      finally: always,
      maybe: new Set([...may, ...ends.flatMap(({ maybe }) => [...maybe])]),
    },
  ];
}
