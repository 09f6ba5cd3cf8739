/**
 * Who the request is from, as the code at that point really knows: taken from what the file itself reads, so that no
 * property is written that its types do not have. Never an e-mail or a token, and never the user whom a request is about.
 */
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, enclosingFunction, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { accountInList } from "./account-holder.js";
import { candidates, type Candidate } from "./actor-candidates.js";
import { answeredId, idBesideRights } from "./answered-id.js";
import { isValueOfField, runsBefore } from "./known-before.js";
import { isQuestioned, presenceAt } from "../analysis/shapes/presence.js";
import { leftWithContext } from "./left-with-context.js";
import { provenUser } from "./proven-user.js";
import { nameOfRead, optionalRead } from "./read-again.js";
import { isUnproven, provesLoaded, type Recorded } from "./recorded.js";
import { quoted, textStyle } from "./text-style.js";
import { toldByCall } from "./told-by-call.js";
import { typedId } from "./typed-id.js";
import { actorOutOfReach, unnamedActor } from "./unnamed-actor.js";

/** The text of the `actor` field for a record at that place: `session.user.id`, `req.user?.id ?? "anon"`, or `"anon"`. */
export function actorText(at: Node, handler: HandlerSite, recorded: Recorded, file: SourceFile): string {
  if (!handler.fn || isUnproven(recorded)) return quoted("anon", textStyle(file));
  const unnamed = quoted(unnamedActor(at, handler, recorded.event, recorded.status, file), textStyle(file));
  for (const candidate of candidates(at, handler, recorded, file)) {
    const text = textAt(candidate, at, handler, file, unnamed);
    if (text !== undefined) return text;
  }
  const signsIn = provesLoaded(recorded);
  return (
    answeredId(at, handler.fn, unnamed, file) ??
    toldByCall(at, handler, recorded, unnamed, file) ??
    idBesideRights(at, handler.fn, unnamed, file) ??
    provenUser(at, handler, recorded, file) ??
    leftWithContext(at, handler, recorded, unnamed, file) ??
    typedId(at, handler, recorded, unnamed, file) ??
    accountInList(at, handler.fn, signsIn, file) ??
    quoted(actorOutOfReach(at, handler, recorded.event, recorded.status, file), textStyle(file))
  );
}

/** The candidate as it may be written at the place; undefined where its holder may not be there and cannot be asked again. */
function textAt(
  { path, variable, read, isOwn }: Candidate,
  at: Node,
  handler: HandlerSite,
  file: SourceFile,
  unnamed: string,
): string | undefined {
  const here = presenceAt(path, variable, at, handler.fn!, file);
  if (here.standing === "absent") return undefined;
  if (path.length === 1) {
    const trusted = here.standing === "open" && !isQuestioned(path[0]!, handler.fn!);
    return here.proven.length > 0 || trusted ? path[0]! : `${path[0]!} ?? ${unnamed}`;
  }
  const source = file.view.text.slice(...read.range);
  const mayBeMissing = source.includes("?.");
  const isSure = mayBeMissing ? here.proven.includes(path.join(".")) : source.includes("!") && here.standing === "open";
  const held = isOwn && isSure ? nameOfRead(read, at, file) : undefined;
  if (held !== undefined) return held;
  const isPlain = /^[\w$.!]+$/.test(source);
  if (here.standing === "open" && isOwn && runsBefore(read, at))
    return isPlain ? source : mayBeMissing ? `${source} ?? ${unnamed}` : undefined;
  if (isPlain && (here.proven.length > 0 || isReadThroughBefore(path, variable, at, handler, file))) {
    const there = presenceAt(
      path,
      file.bindings.lookUp(dottedPath(read)![0]!, read) ?? variable,
      read,
      enclosingFunction(read) ?? handler.fn!,
      file,
    );
    if (there.proven.every((known) => here.proven.includes(known))) return path.join(".");
  }
  const isRequest = file.bindings.describe(variable).kind === "parameter" && path.length > 2;
  const again = optionalRead(read, path[0]!, isRequest, file);
  return again && `${again} ?? ${unnamed}`;
}

/** True when another property of the same holder has been read at the place: `user.role` shows that `user` is there. */
function isReadThroughBefore(
  path: readonly string[],
  variable: Candidate["variable"],
  at: Node,
  handler: HandlerSite,
  file: SourceFile,
): boolean {
  const holder = path.slice(0, -1).join(".");
  return nodesIn(file.outline.members, handler.fn!).some(
    (member) =>
      !member.optional &&
      /^[\w$.]+$/.test(file.view.text.slice(...member.object.range)) &&
      dottedPath(member.object)?.join(".") === holder &&
      !isValueOfField(member, "actor") &&
      file.bindings.lookUp(path[0]!, member) === variable &&
      runsBefore(member, at),
  );
}
