/** What a record of a failure says has failed: the route or the function, and the step of it where that is known. */
import type { CaughtFailure } from "../analysis/failures/caught-failures.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, enclosingFunction, functionName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { whatWasAsked } from "./beside-result.js";
import { registeredAs } from "./registered-as.js";
import { nameInRecords } from "./route-name.js";

/**
 * `POST /api/orders failed`, `loadUser failed`: the route or the function that could not do its work. Of results a function
 * may have a dozen, so what was asked is told too: `POST /api/orders: orders update failed`. So is a call whose rejection is
 * caught by itself: `POST /api/orders: cache.del failed`.
 */
export function whatFailed({ form, handler, node, attempted }: CaughtFailure, file: SourceFile): string {
  if (form === "middleware") return "request failed";
  if (form === "rejection") return whatWasRejected(node, attempted, handler, file);
  return said(nameOfPlace(node, handler, file), form === "result" ? whatWasAsked(node, file) : []);
}

/**
 * The same of a promise whose rejection is caught by itself.
 * @param node what takes the failure
 * @param attempted the promise
 */
export function whatWasRejected(node: Node, attempted: Node, handler: HandlerSite | undefined, file: SourceFile): string {
  return said(nameOfPlace(node, handler, file), whatWasCalled(attempted));
}

function said(place: string | undefined, steps: readonly string[]): string {
  if (steps.length === 0) return `${place ?? "request"} failed`;
  return place === undefined ? `${steps.join(" ")} failed` : `${place}: ${steps.join(" ")} failed`;
}

/** A function inside the handler that has a name of its own says more of what failed. */
function nameOfPlace(node: Node, handler: HandlerSite | undefined, file: SourceFile): string | undefined {
  return nearestName(node, handler?.fn) ?? (handler && handler.role !== "error-handler" ? nameInRecords(handler, file) : undefined);
}

/** `["redis.del"]` for `redis.del(key).catch(() => {})`: all else that the function does may well go on. */
function whatWasCalled(attempted: Node): string[] {
  const call = unwrap(attempted);
  const path = call.type === "CallExpression" ? dottedPath(call.callee)?.filter((name) => name !== "this") : undefined;
  return path && path.length > 0 ? [path.slice(-2).join(".")] : [];
}

/** @param outer the function at which the search ends */
function nearestName(node: Node, outer: FunctionNode | undefined): string | undefined {
  for (let fn = enclosingFunction(node); fn && fn !== outer; fn = enclosingFunction(fn)) {
    const name = functionName(fn) ?? registeredAs(fn);
    // Inside a handler, a method of an object is called as its framework says: `start(controller)` of a stream.
    if (name !== undefined && !(outer && fn.parent.type === "Property")) return name;
  }
  return undefined;
}
