/** Error middleware that is the last to hold an error: what it does not keep of it, nobody does. */
import { errorRegistrations } from "../../frameworks/error-registrations.js";
import { findExport } from "../../frameworks/find-export.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { FunctionNode } from "../../syntax/ast.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";

/** Handlers of errors that are registered on an app of this file, or of another one, with nothing before them that may record. */
export function lastErrorMiddleware(facts: HandlerFacts): HandlerSite[] {
  const { file } = facts;
  const handlers = facts.handlers.filter(({ fn, role }) => fn !== undefined && role === "error-handler");
  // What a Hono app has been given with `onError` is the only one that it has.
  const only = handlers.filter(({ framework }) => framework === "hono");
  const sites = handlers.filter(({ framework }) => framework === "express");
  if (sites.length === 0) return only;
  const alone = new Map<FunctionNode, boolean>();
  const note = (fn: FunctionNode, isAlone: boolean): void => {
    alone.set(fn, isAlone && alone.get(fn) !== false);
  };
  for (const registration of errorRegistrations(file)) note(registration.fn, registration.alone);
  for (const { path, alone: isAlone } of file.neighbours.errorMiddlewareIn(file.view.path)) {
    const found = findExport(file, path);
    if (found?.kind === "function") note(found.fn, isAlone);
  }
  return [...only, ...sites.filter(({ fn }) => alone.get(fn!) === true)];
}
