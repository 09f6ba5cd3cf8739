/** Refusals that are thrown to a catch of the same function, which answers with the status that was thrown. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Answer } from "../../frameworks/answer.js";
import { dottedPath, parameterName, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { isLeftToOthers, type Exit } from "../records/exit.js";
import { onBoth } from "../records/path.js";
import { weakerOf } from "../../vocabulary/record-strength.js";
import type { RecordCall } from "../records/record-call.js";

export interface ThrownRefusal {
  readonly thrown: TSESTree.ThrowStatement;
  readonly clause: TSESTree.CatchClause;
  readonly answer: Answer;
  readonly must: ReadonlySet<RecordCall>;
  readonly may: ReadonlySet<RecordCall>;
}

/** `res.status(err.status || 500)`, also by `const known = toApiError(err)`: the catch answers with what was thrown. */
function answersAsThrown({ param, body }: TSESTree.CatchClause): boolean {
  const name = parameterName(param ?? undefined);
  if (name === undefined) return false;
  const names = new Set([name]);
  return findNode(body, (node) => {
    if (node.type === "VariableDeclarator" && node.id.type === "Identifier" && isHanded(node.init, name)) names.add(node.id.name);
    const path = node.type === "MemberExpression" ? dottedPath(node) : undefined;
    return path?.length === 2 && names.has(path[0]!) && /^(?:status|statusCode|httpStatus|httpCode)$/.test(path[1]!);
  }) !== undefined;
}

/** `return toResponse(err)`: a helper of which it is known how it answers, and that the error tells it the status. */
function answersByError({ node, answer, caughtBy }: Exit): boolean {
  const name = parameterName(caughtBy?.param ?? undefined);
  const isTold = answer.status === undefined && answer.outcome === undefined && !answer.elsewhere;
  return isTold && name !== undefined && isHanded(node, name);
}

function isHanded(value: Node | null, name: string): boolean {
  const call = value && unwrap(value);
  return call?.type === "CallExpression" && call.arguments.some((argument) => argument.type === "Identifier" && argument.name === name);
}

/**
 * The refusal as an exit of its own: what ran before the throw and on every way through the catch to such an answer belongs
 * to it.
 */
export function caughtExit({ thrown, clause, answer, must, may }: ThrownRefusal, exits: readonly Exit[]): Exit[] {
  const inCatch = exits.filter((exit) => exit.caughtBy === clause && !isLeftToOthers(exit));
  const isAsThrown = inCatch.length > 0 && answersAsThrown(clause);
  const ends = inCatch.filter((exit) => {
    const { status } = exit.answer;
    return isAsThrown ? status === undefined || status >= 500 : answersByError(exit);
  });
  if (ends.length === 0) return [];
  const after = ends.map(({ records }) => records).reduce(onBoth);
  const always = ends.map((exit) => exit.finally).reduce(onBoth);
  return [
    {
      kind: "caught",
      node: thrown,
      statement: thrown,
      answer: { ...answer, elsewhere: false, recorded: ends.map((exit) => exit.answer.recorded).reduce(weakerOf) },
      caughtBy: undefined,
      callback: undefined,
      records: new Set([...must, ...after]),
      finally: always,
      maybe: new Set([...may, ...ends.flatMap(({ maybe }) => [...maybe])]),
    },
  ];
}
