/** Results whose `error` is tested and turned into an answer: `if (error) return new Response("…", { status: 500 })`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFalsy, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { refuses, statusesIn } from "../handlers/answered-statuses.js";
import { errorTestOf, isUsedOnlyThere, type ErrorTest } from "./error-tests.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { changeOf, givesError, isOfAccounts } from "./result-clients.js";
import { runsForRequest } from "../handlers/served-functions.js";
import { takenApartBy } from "./unread-errors.js";
import { GIVES_RESULTS } from "../../vocabulary/result-text.js";

export interface AnsweredResult extends ErrorTest {
  readonly call: TSESTree.CallExpression;
  /** The name of the error. */
  readonly error: string;
}

/**
 * Calls of a client that does not throw, in what runs for a request, with the test of their error and what runs then. Left
 * out where that says no more than that there is no such row, a conflict, or a password that is wrong.
 */
export function answeredResults(facts: HandlerFacts): AnsweredResult[] {
  const { file } = facts;
  if (!GIVES_RESULTS.test(file.view.text)) return [];
  return file.outline.calls.flatMap((call): AnsweredResult[] => {
    const declarator = call.type === "CallExpression" ? takenApartBy(call) : undefined;
    if (!declarator || call.type !== "CallExpression" || !givesError(call, file) || !runsForRequest(call, facts)) return [];
    const error = errorTaken(declarator.id);
    const uses = error ? usesOf(error, file) : [];
    const test = uses[0] && errorTestOf(uses[0]);
    if (!error || !test?.runs || !isUsedOnlyThere(test, uses) || saysNothingUnexpected(test.runs, call, facts)) return [];
    return [{ ...test, call, error: error.name }];
  });
}

/** `failure` of `const { data, error: failure } = …`. */
function errorTaken(pattern: Node): TSESTree.Identifier | undefined {
  const property = pattern.type === "ObjectPattern" ? pattern.properties.find((one) => propertyName(one) === "error") : undefined;
  return property?.type === "Property" && property.value.type === "Identifier" ? property.value : undefined;
}

function usesOf(error: TSESTree.Identifier, file: SourceFile): Node[] {
  const references = file.bindings.lookUp(error.name, error)?.references ?? [];
  return references.filter((reference) => reference.isRead()).map(({ identifier }) => identifier as Node);
}

/**
 * No such row, a conflict, somebody who may not: what a client of the database is asked for is refused, not broken. `single()`
 * gives an error where there is no row, and a login where the password is wrong: of those only a 5xx tells a failure.
 */
function saysNothingUnexpected(runs: Node, call: TSESTree.CallExpression, facts: HandlerFacts): boolean {
  if (statusesIn(runs, call, facts).some((status) => status !== undefined && status >= 500)) return false;
  const asksForOne = calleeName(call) === "single" && changeOf(call) === undefined;
  if (asksForOne || isOfAccounts(call)) return true;
  return refuses(runs, call, facts);
}

/** `return [];`, `return null;`: whoever asked takes the error for no rows. */
export function givesNothingBack(runs: Node): boolean {
  const only = runs.type !== "BlockStatement" ? runs : runs.body.length === 1 ? runs.body[0] : undefined;
  if (only?.type !== "ReturnStatement" || !only.argument) return false;
  const value = unwrap(only.argument);
  if (value.type === "ArrayExpression") return value.elements.length === 0;
  if (value.type === "ObjectExpression") return value.properties.length === 0;
  return isFalsy(value);
}
