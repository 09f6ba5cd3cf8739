/** Refusals that a function throws and a catch of another function of the file answers, without a trace of them. */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import { readThrown } from "../../frameworks/read-thrown.js";
import type { SourceFile } from "../../source-file.js";
import { enclosingFunction, isFunction, parameterName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { catchAround } from "../../syntax/catch-around.js";
import { keptWith } from "../../syntax/kept-with.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import { FlowWalk } from "../records/flow-walk.js";
import { recordOfCall } from "../records/function-records.js";
import type { RecordCall } from "../records/record-call.js";
import { ofRefusal } from "../records/refusal-records.js";
import { isHandedOver, statusOfError } from "./error-status.js";

export interface ForgottenRefusal {
  readonly thrown: TSESTree.ThrowStatement;
  readonly fn: FunctionNode;
  readonly status: number;
}

/** How many functions are gone through between a throw and its catch. */
const DEPTH = 3;

/**
 * Only where every catch of the file that the throw is known to reach answers with what was thrown.
 * @param isAsked whether a refusal of that status is looked for
 * @param isKept whether a record counts
 */
export function forgottenRefusals(
  file: SourceFile,
  isAsked: (status: number) => boolean,
  isKept: (record: RecordCall) => boolean,
): ForgottenRefusal[] {
  const known = new Map<TSESTree.CatchClause, boolean>();
  const forgets = (clause: TSESTree.CatchClause): boolean => {
    if (!known.has(clause)) known.set(clause, isForgetful(clause, file, isKept));
    return known.get(clause)!;
  };
  return file.outline.throws.flatMap((thrown) => {
    const { status } = readThrown(thrown.argument, file);
    const fn = enclosingFunction(thrown);
    if (status === undefined || !isAsked(status) || !fn || catchAround(thrown)) return [];
    const clauses = catchesOf(fn, file);
    if (clauses.length === 0 || !clauses.every(forgets) || isKeptBefore(thrown, fn, file, isKept)) return [];
    return [{ thrown, fn, status }];
  });
}

/** The catches that the function's throws get to: around its calls, and around those of a wrapper that is handed it. */
function catchesOf(fn: FunctionNode, file: SourceFile, depth = DEPTH): TSESTree.CatchClause[] {
  if (depth === 0) return [];
  return (placesOf(file).get(fn) ?? []).flatMap((place) => {
    const clause = catchAround(place);
    if (clause) return [clause];
    const outer = enclosingFunction(place);
    return outer ? catchesOf(outer, file, depth - 1) : [];
  });
}

const places = keptWith<SourceFile, ReadonlyMap<FunctionNode, readonly Node[]>>();

/** Where each function of the file is called, by itself or by the wrapper that it is handed to: found once, for all throws. */
function placesOf(file: SourceFile): ReadonlyMap<FunctionNode, readonly Node[]> {
  let known = places.get(file);
  if (!known) {
    const found = new Map<FunctionNode, Node[]>();
    const add = (fn: FunctionNode, at: readonly Node[]): void => {
      const list = found.get(fn);
      if (list) list.push(...at);
      else found.set(fn, [...at]);
    };
    for (const call of file.outline.calls) {
      const called = localFunction(call.callee, file);
      if (called) add(called, [call]);
      call.arguments.forEach((argument, index) => {
        const inner = unwrap(argument);
        const handed = isFunction(inner) ? inner : inner.type === "Identifier" ? localFunction(inner, file) : undefined;
        if (handed && called) add(handed, callsOfHanded(called, index, file));
      });
    }
    places.set(file, (known = found));
  }
  return known;
}

/** `handle(async (request) => …)`: the calls of what is handed over, in the wrapper of the file. */
function callsOfHanded(wrapper: FunctionNode, index: number, file: SourceFile): Node[] {
  const name = parameterName(wrapper.params[index]);
  if (name === undefined) return [];
  return nodesIn(file.outline.calls, wrapper).filter(({ callee }) => callee.type === "Identifier" && callee.name === name);
}

/** `catch (e) { if (e instanceof HttpError) return Response.json({}, { status: e.status }); … }`, and no line for a refusal. */
function isForgetful(clause: TSESTree.CatchClause, file: SourceFile, isKept: (record: RecordCall) => boolean): boolean {
  const name = parameterName(clause.param ?? undefined);
  if (name === undefined || (clause.parent as TSESTree.TryStatement).finalizer) return false;
  const error = statusOfError(clause.body, name, undefined);
  if (isHandedOver(clause.body, error, file)) return false;
  let answers = 0;
  let kept = false;
  new FlowWalk({
    decides: ofRefusal,
    recordOf: (call) => recordOfCall(call, file),
    onReturn: (value, { may }, { callback }) => {
      if (callback || !value || !findNode(value, error.isStatus)) return;
      answers++;
      kept ||= [...may].some((record) => isKept(record) && !runsInDevelopmentAlone(record.node, file));
    },
  }).runStatement(clause.body);
  return answers > 0 && !kept;
}

/** A record on the way to the throw, in the function itself. */
function isKeptBefore(
  thrown: TSESTree.ThrowStatement,
  fn: FunctionNode,
  file: SourceFile,
  isKept: (record: RecordCall) => boolean,
): boolean {
  let kept = false;
  new FlowWalk({
    recordOf: (call) => recordOfCall(call, file),
    onThrow: (found, { may }) => {
      if (found === thrown) kept = [...may].some(isKept);
    },
  }).run(fn);
  return kept;
}
