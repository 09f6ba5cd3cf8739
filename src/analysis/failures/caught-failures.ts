/** Each place in a file where a failure is caught, or comes out beside a result, with what becomes of it there. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import { enclosingFunction, isDiscarded, isFunction, parameterName, type FunctionNode, type Node } from "../../syntax/ast.js";
import { answeredResults, givesNothingBack, type AnsweredResult } from "./answered-results.js";
import { excuseOf, type Excuse, type Form } from "./catch-excuses.js";
import { namesBound, recordsIn } from "./caught-names.js";
import { lastErrorMiddleware } from "./error-middleware.js";
import { errorFirstCallbacks } from "./error-first-callbacks.js";
import { aroundOf } from "./failure-answered.js";
import { fateOfCatch, fateOfExpression, type Fate, type Verdict } from "./failure-fate.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { handlerAround } from "../../frameworks/handler-around.js";
import { fateByName, handlingFunction, rejectionHandler } from "./rejection-handlers.js";
import type { RecordStrength } from "../../vocabulary/record-strength.js";
import { unlookedSettlements } from "./settled-results.js";
import { unreadErrors } from "./unread-errors.js";

export interface CaughtFailure {
  readonly form: Form;
  /** A catch clause, the function (or name) that takes the failure, or the expression that brings it. */
  readonly node: Node;
  /** What was tried: the `try` block, the promise, the call. */
  readonly attempted: Node;
  /** What a report points at. */
  readonly place: readonly [number, number];
  readonly fate: Fate;
  /** Why it may be silent all the same. */
  readonly excuse: Excuse | undefined;
  /** The name that the failure has inside, when it has one. */
  readonly error: string | undefined;
  /** What runs when it failed, or begins there; undefined for a name, a concise arrow, and where nothing does. */
  readonly body: Node | undefined;
  /** The body may run without a failure too: it stands behind an `if (!error && data) return …`. */
  readonly runsWithout?: boolean;
  /** The weakest record among its ways, for rules that do not take console for one. */
  readonly strength: RecordStrength | undefined;
  /** Where the way ends that keeps nothing, when others keep it. */
  readonly silentAt: Node | undefined;
  /** The handler that it stands in. */
  readonly handler: HandlerSite | undefined;
}

type Found = Omit<CaughtFailure, "fate" | "strength" | "silentAt" | "excuse" | "handler">;

/** All failures that the file catches, in source order. */
export function caughtFailures(facts: HandlerFacts): CaughtFailure[] {
  const { file } = facts;
  const found: CaughtFailure[] = [];
  for (const statement of file.outline.tries) {
    // Where nothing is tried, nothing fails.
    if (statement.handler && statement.block.body.length > 0) found.push(ofClause(statement, statement.handler, facts));
  }
  for (const call of file.outline.calls) {
    const given = call.type === "CallExpression" ? rejectionHandler(call) : undefined;
    if (given) found.push(ofRejection(call as TSESTree.CallExpression, given, facts));
  }
  for (const { call, fn, error, body, runs, at } of errorFirstCallbacks(facts)) {
    found.push(ofCallback({ form: "callback", node: fn, attempted: call, place: at.range, error, body, runsWithout: runs !== body }, runs, facts));
  }
  for (const { call, at } of unlookedSettlements(facts)) found.push(ofLeftBehind("settled", call, at, facts));
  for (const answered of answeredResults(facts)) found.push(...ofAnsweredResult(answered, facts));
  for (const { call, at } of unreadErrors(facts)) found.push(ofLeftBehind("result", call, at, facts));
  for (const site of lastErrorMiddleware(facts)) found.push(...ofMiddleware(site, facts));
  return found.sort((a, b) => a.place[0] - b.place[0]);
}

function ofClause(statement: TSESTree.TryStatement, clause: TSESTree.CatchClause, facts: HandlerFacts): CaughtFailure {
  const { body, param } = clause;
  const handler = handlerAround(statement, facts);
  const error = param?.type === "Identifier" ? param.name : undefined;
  const place = [clause.range[0], param ? param.range[1] + 1 : clause.range[0] + "catch".length] as const;
  const caught = { body, names: namesBound(param) };
  const verdict = fateOfCatch(caught, enclosingFunction(statement), aroundOf(handler, statement, facts));
  return judged({ form: "catch", node: clause, attempted: statement.block, place, error, body }, verdict, handler, facts);
}

function ofRejection(call: TSESTree.CallExpression, given: Node, facts: HandlerFacts): CaughtFailure {
  const attempted = (call.callee as TSESTree.MemberExpression).object;
  const handler = handlerAround(call, facts);
  const found = { form: "rejection", node: given, attempted, place: given.range } as const;
  const fn = handlingFunction(given, facts.file);
  if (!fn) return judged({ ...found, error: undefined, body: undefined }, fateByName(given, facts.file), handler, facts);
  const verdict = fateOfFunction(fn, isDiscarded(call), handler, facts);
  const block = fn.body.type === "BlockStatement" ? fn.body : undefined;
  return judged(
    { ...found, error: parameterName(fn.params[0]), body: isFunction(given) ? block : undefined },
    verdict,
    handler,
    facts,
    block,
  );
}

function fateOfFunction(
  fn: FunctionNode,
  returnsNowhere: boolean,
  handler: HandlerSite | undefined,
  facts: HandlerFacts,
): Verdict {
  const caught = { body: fn.body, names: namesBound(fn.params[0]), returnsNowhere };
  const around = aroundOf(handler, fn, facts);
  return fn.body.type === "BlockStatement" ? fateOfCatch(caught, fn, around) : fateOfExpression(caught, fn, around);
}

/** The branch of a callback that is for its error; a callback without one keeps nothing of it. */
function ofCallback(found: Found & { readonly node: FunctionNode }, runs: Node | undefined, facts: HandlerFacts): CaughtFailure {
  const handler = handlerAround(found.attempted, facts);
  const { node } = found;
  if (!runs) return judged(found, { fate: "swallowed", strength: undefined }, handler, facts);
  const caught = { body: runs, names: namesBound(node.params[0]), returnsNowhere: true };
  const isStatement = runs.type === "BlockStatement" || runs.type.endsWith("Statement");
  const verdict = (isStatement ? fateOfCatch : fateOfExpression)(caught, node, aroundOf(handler, node, facts));
  return judged(found, verdict, handler, facts, runs);
}

/** The branch for an error that came out beside a result: one that becomes an answer, or for which nothing is given back. */
function ofAnsweredResult({ call, error, at, body, runs }: AnsweredResult, facts: HandlerFacts): CaughtFailure[] {
  const handler = handlerAround(call, facts);
  const verdict = fateOfCatch({ body: runs!, names: new Set([error]) }, enclosingFunction(call), aroundOf(handler, call, facts));
  if (verdict.fate === "recorded" || verdict.fate === "carried" || (verdict.fate === "swallowed" && !givesNothingBack(runs!))) return [];
  return [judged({ form: "result", node: call, attempted: call, place: at.range, error, body, runsWithout: runs !== body }, verdict, handler, facts, runs)];
}

/** Middleware that answers every error and keeps none; one that keeps some has made its choice. */
function ofMiddleware(handler: HandlerSite, facts: HandlerFacts): CaughtFailure[] {
  const fn = handler.fn!;
  const verdict = fateOfFunction(fn, true, handler, facts);
  if (verdict.fate !== "answered" || recordsIn(fn.body, facts.file)) return [];
  const body = fn.body.type === "BlockStatement" ? fn.body : undefined;
  return [judged({ form: "middleware", node: fn, attempted: fn, place: handler.place.range, error: parameterName(fn.params[0]), body }, verdict, handler, facts)];
}

function ofLeftBehind(form: "settled" | "result", call: Node, at: Node, facts: HandlerFacts): CaughtFailure {
  const found = { form, node: call, attempted: call, place: at.range, error: undefined, body: undefined } as const;
  return judged(found, { fate: "swallowed", strength: undefined }, handlerAround(call, facts), facts);
}

function judged(
  found: Found,
  verdict: Verdict,
  handler: HandlerSite | undefined,
  facts: HandlerFacts,
  spoken = found.body,
): CaughtFailure {
  const { fate, strength, silentAt } = verdict;
  const kept = fate === "recorded" || fate === "carried";
  const { form, attempted } = found;
  const attempt = { form, attempted, body: spoken, handling: spoken ?? found.node, fate, fn: enclosingFunction(attempted) };
  return { ...found, fate, strength, silentAt, handler, excuse: kept ? undefined : excuseOf(attempt, handler, facts) };
}
