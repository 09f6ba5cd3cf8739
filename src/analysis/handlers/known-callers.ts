/** Whether it is known who calls a handler, by what the handler is for and by what it is given. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { dottedPath, parameterName, propertyName, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { BY_SOMEBODY_KNOWN, GIVEN_CALLER, GIVEN_PERSON, OF_AUTHENTICATION, TOLD_CALLER } from "../../vocabulary/caller-words.js";
import type { HandlerFacts } from "./handler-facts.js";

/**
 * True where it is still to be found out who is calling; not where somebody who is known does something to an account, or
 * gives a PIN once more.
 */
export function isAuthentication(handler: HandlerSite, facts: HandlerFacts): boolean {
  const sensitivity = facts.sensitivity(handler);
  if (sensitivity?.category !== "authentication" || BY_SOMEBODY_KNOWN.test(sensitivity.event)) return false;
  if (!sensitivity.evidence.startsWith("calls ") || handler.route === undefined) return true;
  return splitWords(`${handler.route} ${handler.name ?? ""}`).some((word) => OF_AUTHENTICATION.has(word));
}

/** `req.user.id` is read before: the middleware that put it there let somebody in. */
export function isToldCaller(at: Node, handler: HandlerSite, { file }: HandlerFacts): boolean {
  const within = handler.region ?? handler.fn;
  const { request } = handler.parameters;
  if (!within || request === undefined || handler.dialect !== "res") return false;
  return nodesIn(file.outline.members, within).some((member) => {
    const path = member.range[1] <= at.range[0] ? dottedPath(member) : undefined;
    return path?.[0] === request && TOLD_CALLER.test(path[1] ?? "");
  });
}

/** `createKey(req, res, projectId, scope)`, `async (request, context, user) => {}`: whoever calls it has let somebody in. */
export function isGivenCaller({ fn }: HandlerSite): boolean {
  if (!fn) return false;
  return fn.params.slice(1).some((parameter, index) => {
    const names = parameter.type === "ObjectPattern" ? parameter.properties.map((property) => propertyName(property)) : [parameterName(parameter)];
    // What stands second may be an id that the route holds.
    return names.some((name) => (index > 0 ? GIVEN_CALLER : GIVEN_PERSON).test(name ?? ""));
  });
}
