/** `Promise.allSettled` never fails, it tells: here it is asked whether anybody listens to what it tells of failures. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, isDiscarded, isFunction, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { catchAround } from "../../syntax/catch-around.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { findNode } from "../../syntax/walk.js";
import { TEARDOWN, TELEMETRY } from "../../vocabulary/failure-words.js";
import { namesBound } from "./caught-names.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { recordOfCall } from "../records/function-records.js";
import { comesRecorded } from "./own-failures.js";
import { rejectionHandler } from "./rejection-handlers.js";

export interface Settlement {
  readonly call: TSESTree.CallExpression;
  readonly at: Node;
}

/**
 * Calls whose results nobody takes, or of which only the fulfilled ones are read. Not those that settle nothing but
 * records, teardown, or work that sees to its own failures.
 */
export function unlookedSettlements({ file }: HandlerFacts): Settlement[] {
  if (!file.view.text.includes("allSettled")) return [];
  return file.outline.calls.flatMap((call): Settlement[] => {
    if (call.type !== "CallExpression" || dottedPath(call.callee)?.join(".") !== "Promise.allSettled") return [];
    if (!(isDiscarded(call) || readsOnlyFulfilled(call, file)) || seesToItself(call.arguments[0], file)) return [];
    return [{ call, at: call.callee }];
  });
}

/** Each variable that holds results is only asked for those that went well. */
function readsOnlyFulfilled(call: TSESTree.CallExpression, file: SourceFile): boolean {
  let held: Node = call;
  while (held.parent && /^(?:AwaitExpression|TSAsExpression|TSNonNullExpression)$/.test(held.parent.type)) held = held.parent;
  const declarator = held.parent;
  if (declarator?.type !== "VariableDeclarator") return false;
  const fn = enclosingFunction(call);
  const within = fn?.body;
  if (!within || tellsOfFailures(within)) return false;
  const variables = [...namesBound(declarator.id)]
    .map((name) => file.bindings.lookUp(name, call))
    .filter((variable) => variable !== undefined);
  const reads = variables.flatMap((variable) => variable.references.filter((reference) => reference.isRead()));
  if (reads.length === 0) return true;
  return reads.every((reference) => !isHandedOut(reference)) && asksForFulfilled(within);
}

/** Asked once of a function, which may settle many things. */
const tellsOfFailures = foundOnce((within: Node): boolean => findNode(within, isTold, true) !== undefined);

const asksForFulfilled = foundOnce(
  (within: Node): boolean => findNode(within, (node) => node.type === "Literal" && node.value === "fulfilled", true) !== undefined,
);

/** `"rejected"`, `.reason`, `!== "fulfilled"`, or another branch for what was not fulfilled. */
function isTold(node: Node): boolean {
  if (node.type === "Literal") return node.value === "rejected";
  if (node.type === "Identifier") return node.name === "reason";
  if (node.type === "BinaryExpression") return /^!==?$/.test(node.operator) && node.right.type === "Literal" && node.right.value === "fulfilled";
  if (node.type === "UnaryExpression") return node.operator === "!" && asksFulfilled(node.argument);
  return node.type === "IfStatement" && node.alternate !== null && asksFulfilled(node.test);
}

function asksFulfilled(test: Node): boolean {
  return findNode(test, (node) => node.type === "Literal" && node.value === "fulfilled") !== undefined;
}

/** The results go to someone else whole, or are counted: `report(results)`, `return results`, `results.length`. */
function isHandedOut({ identifier }: TSESLint.Scope.Reference): boolean {
  const use = identifier as Node;
  const { parent } = use as { parent: Node };
  if (parent.type === "MemberExpression" && parent.object === use) return parent.property.type === "Identifier" && parent.property.name === "length";
  if (parent.type === "ForOfStatement") return false;
  return true;
}

/** All that is settled is a record, teardown, telemetry, or catches what goes wrong in it. */
function seesToItself(given: Node | undefined, file: SourceFile): boolean {
  const whole = given && unwrap(given);
  // `rows?.map(save) ?? []`
  const inner = whole?.type === "LogicalExpression" ? unwrap(whole.left) : whole;
  if (inner?.type === "ArrayExpression") return inner.elements.every((element) => element !== null && isHarmless(element, file));
  if (inner?.type === "Identifier") return isListOfHarmless(inner, file);
  if (inner?.type !== "CallExpression") return false;
  const [mapped] = inner.arguments;
  return mapped !== undefined && isFunction(unwrap(mapped)) && isHarmlessFunction(unwrap(mapped) as FunctionNode, file);
}

/** `const work = []; work.push(load().catch(log));`: each that is put into the list. */
function isListOfHarmless(list: TSESTree.Identifier, file: SourceFile): boolean {
  const variable = file.bindings.variableOf(list);
  const init = variable?.defs[0]?.node as { init?: Node | null } | undefined;
  if (!variable || !init?.init || variable.references.some((reference) => reference.isWrite() && !reference.init)) return false;
  if (unwrap(init.init).type === "Identifier" || !seesToItself(init.init, file)) return false;
  return variable.references.every((reference) => {
    const member = (reference.identifier as Node).parent;
    const call = member?.type === "MemberExpression" && member.object === reference.identifier ? member.parent : undefined;
    if (call?.type !== "CallExpression" || call.callee !== member || !/^(?:push|unshift)$/.test(calleeName(call) ?? "")) return true;
    return call.arguments.every((argument) => isHarmless(argument, file));
  });
}

function isHarmless(promise: Node, file: SourceFile): boolean {
  const inner = unwrap(promise.type === "SpreadElement" ? promise.argument : promise);
  if (inner.type === "ConditionalExpression") return isHarmless(inner.consequent, file) && isHarmless(inner.alternate, file);
  if (inner.type === "Identifier") return promise.type !== "SpreadElement" && isHeldHarmless(inner, file);
  if (inner.type !== "CallExpression") return false;
  if (promise.type === "SpreadElement") return seesToItself(inner, file);
  if (dottedPath(inner.callee)?.join(".") === "Promise.resolve") return true;
  if (recordOfCall(inner, file) || rejectionHandler(inner) || isSettledAlready(inner) || comesRecorded(inner, file)) return true;
  const name = dottedPath(inner.callee)?.at(-1) ?? "";
  if (TEARDOWN.test(name) || TELEMETRY.test(name)) return true;
  // `limit(() => work(task))`
  const [wrapped, ...more] = inner.arguments;
  if (wrapped && more.length === 0 && isFunction(wrapped) && wrapped.params.length === 0)
    return isHarmlessFunction(wrapped, file);
  const fn = isFunction(unwrap(inner.callee)) ? (unwrap(inner.callee) as FunctionNode) : localFunction(inner.callee, file);
  return fn !== undefined && (isHarmlessFunction(fn, file) || onlySettles(fn));
}

/** `const saved = save(row).catch(log); work.push(saved);` */
function isHeldHarmless(held: TSESTree.Identifier, file: SourceFile): boolean {
  const binding = file.bindings.of(held);
  const init = binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  return init?.type === "CallExpression" && isHarmless(init, file);
}

/** A function that waits for nothing but what it settles itself: whether anybody looks at that is asked there. */
function onlySettles(fn: FunctionNode): boolean {
  if (!fn.async) return false;
  const settles = findNode(fn.body, (node) => node.type === "AwaitExpression" && isSettledAlready(unwrap(node.argument)));
  const waitsForMore = findNode(fn.body, (node) => node.type === "AwaitExpression" && !isSettledAlready(unwrap(node.argument)));
  const handsBack = findNode(fn.body, (node) => node.type === "ReturnStatement" && node.argument !== null);
  return settles !== undefined && !waitsForMore && !handsBack;
}

/** `Promise.allSettled(more).then(…)`. */
function isSettledAlready(promise: Node): boolean {
  let inner = promise;
  while (inner.type === "CallExpression" && inner.callee.type === "MemberExpression") {
    if (dottedPath(inner.callee)?.join(".") === "Promise.allSettled") return true;
    inner = unwrap(inner.callee.object);
  }
  return false;
}

/** `async () => { try { … } catch (error) { log(error); } }`, `(socket) => socket.close()`. */
function isHarmlessFunction(fn: FunctionNode, file: SourceFile): boolean {
  if (fn.body.type !== "BlockStatement") return isHarmless(fn.body, file);
  const statements = fn.body.body.filter(({ type }) => type !== "VariableDeclaration");
  const [only] = statements;
  if (findNode(fn.body, (node) => node.type === "AwaitExpression") && !findNode(fn.body, waitsUncaught)) return true;
  if (statements.length !== 1 || !only) return false;
  if (only.type === "ReturnStatement") return only.argument !== null && isHarmless(only.argument, file);
  return only.type === "TryStatement" && only.handler !== null;
}

/** An `await` that stands in no `try` with a catch. */
function waitsUncaught(node: Node): boolean {
  if (node.type !== "AwaitExpression") return false;
  const promise = unwrap(node.argument);
  if (promise.type === "CallExpression" && rejectionHandler(promise)) return false;
  return catchAround(node) === undefined;
}
