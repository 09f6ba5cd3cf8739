/** Middleware that asks who is calling: until it has left the user at the request, nobody is there. */
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isWritten, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { runsBefore } from "./known-before.js";

const HOLDS_CALLER = /^(?:user|userId|currentUser|auth|account|session)$/;

/**
 * `req.user = decoded`, which has not yet run at the place.
 * @param holder where the user is looked for, as `user` of the request; without it, wherever one is left
 */
export function isFoundOutLater(at: Node, handler: HandlerSite, file: SourceFile, holder?: string): boolean {
  const { request } = handler.parameters;
  if (request === undefined || !handler.fn) return false;
  return nodesIn(file.outline.members, handler.fn).some((member) => {
    const path = isWritten(member) ? dottedPath(member)?.join(".") : undefined;
    if (!path?.startsWith(`${request}.`) || runsBefore(member, at)) return false;
    const left = path.slice(request.length + 1);
    return holder === undefined ? HOLDS_CALLER.test(left) : left === holder;
  });
}
