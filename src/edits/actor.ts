/**
 * Who the request is from, as the code at that point really knows: taken from what the file itself reads, so that no
 * property is written that its types do not have. Never an e-mail or a token, and never the user whom a request is about.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { isLetIn } from "../analysis/operations/let-in.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  chainRoot,
  dottedPath,
  enclosingFunction,
  isInside,
  isWritten,
  memberName,
  propertyName,
  propertyValue,
  unwrap,
  type Node,
} from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import type { Outcome } from "../vocabulary/outcome.js";
import { answeredId, idBesideRights } from "./answered-id.js";
import { accountInList, isGivenSession, isOfLogin } from "./account-holder.js";
import { isClaim, isKnownUser, isLoadedUser, isSentByClient, isSessionLike, rankOfHolder } from "./actor-source.js";
import { isFoundOutLater } from "./found-out-later.js";
import { isSettledAt, isValueOfField, runsBefore } from "./known-before.js";
import { isQuestioned, presenceAt } from "./presence.js";
import { nameOfRead, optionalRead } from "./read-again.js";
import { quoted, textStyle } from "./text-style.js";
import { actorOutOfReach, unnamedActor } from "./unnamed-actor.js";

type Variable = TSESLint.Scope.Variable;

/** What is recorded: an unproven login has no actor yet, and a user who was only looked up is one when it went through. */
export interface Recorded {
  readonly event: string;
  readonly outcome: Outcome;
  /** The answer's, where it is known. */
  readonly status?: number | undefined;
}

interface Candidate {
  readonly path: readonly string[];
  readonly variable: Variable;
  readonly rank: number;
  /** The read itself, where the handler has one; what another handler of the file reads shows that the property is there. */
  readonly read: Node;
  readonly isOwn: boolean;
}

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
    idBesideRights(at, handler.fn, unnamed, file) ??
    provenUser(at, handler, recorded, file) ??
    accountInList(at, handler.fn, signsIn, file) ??
    quoted(actorOutOfReach(at, handler, recorded.event, recorded.status, file), textStyle(file))
  );
}

/** Whoever fails to log in, or asks for a reset, is anyone at all; whose account it is says nothing of who is asking. */
function isUnproven({ event, outcome }: Recorded): boolean {
  if (event === "auth.password_reset.request") return true;
  return outcome !== "success" && PROVES_WHO.test(event);
}

const PROVES_WHO = /^auth\.(?:login|register|password_reset)/;
const ID = /^(?:id|userId|user_id|uid|sub|_id)$/;

interface IdRead {
  readonly member: TSESTree.MemberExpression;
  readonly path: readonly string[];
  readonly root: Binding | undefined;
}

/** What the file reads that is called an id of something. */
interface IdReads {
  /** In source order. */
  readonly members: readonly TSESTree.MemberExpression[];
  /** Those that say the same of another handler: one of each is enough there, and a file of handlers has many alike. */
  readonly alike: readonly (readonly IdRead[])[];
}

/** `req.user.id` is there for whoever came through a guard, and who signs in, or up, did not. */
function beginsWithNobody(handler: HandlerSite, { event }: Recorded, file: SourceFile): boolean {
  return PROVES_WHO.test(event) && !isLetIn(handler, handler.fn!, file);
}

/** Found once: every exit asks. */
const idReads = foundOnce((file: SourceFile): IdReads => {
  const all = file.outline.members.flatMap((member): IdRead[] => {
    const name = memberName(member);
    if (name === undefined || !ID.test(name) || member.parent?.type === "MemberExpression") return [];
    const path = dottedPath(member);
    return path && path.length >= 2 && path.length <= 4 && !isWritten(member) && !isValueOfField(member, "actor")
      ? [{ member, path, root: file.bindings.bindingNamed(path[0]!, member) }]
      : [];
  });
  const alike = new Map<string, IdRead[]>();
  for (const read of all) {
    const key = `${textOf(read.member, file)}\n${rootAsWritten(read.root, file)}`;
    const known = alike.get(key);
    if (known) known.push(read);
    else alike.set(key, [read]);
  }
  return { members: all.map(({ member }) => member), alike: [...alike.values()] };
});

/** All by which `sameRoot` tells one root from another. */
function rootAsWritten(there: Binding | undefined, file: SourceFile): string {
  switch (there?.kind) {
    case "variable":
      return there.init ? `${fieldTaken(there) ?? "{}"} = ${textOf(there.init, file)}` : "";
    case "parameter":
      return there.pattern ? "{}" : `${there.index}/${there.fn.params.length} ${annotation(there.node, file)}`;
    default:
      return "";
  }
}

/** Reads of the user's id that hold at the place, best source first, then in source order. */
function candidates(at: Node, handler: HandlerSite, recorded: Recorded, file: SourceFile): Candidate[] {
  const found: Candidate[] = [];
  const { members, alike } = idReads(file);
  for (const member of nodesIn(members, handler.fn!))
    addCandidate(found, dottedPath(member)!, member, true, at, handler, recorded, file);
  // What other handlers read of their users says nothing of a webhook, which a service sends.
  for (const reads of recorded.event.startsWith("webhook.") ? [] : alike) {
    const { path } = reads[0]!;
    const here = file.bindings.bindingNamed(path[0]!, at);
    const isHere = (root: Binding | undefined): boolean =>
      root?.kind === "variable" && here?.kind === "variable" && root.variable === here.variable;
    const other = reads.find(({ member, root }) => !isInside(member, handler.fn!) && !isHere(root));
    if (!other) continue;
    const { member, root } = other;
    if (
      root?.kind === "parameter" &&
      (beginsWithNobody(handler, recorded, file) || isFoundOutLater(at, handler, file, path.slice(1, -1).join(".")))
    )
      continue;
    const name = sameRoot(other, at, handler, file);
    if (name !== undefined) addCandidate(found, [name, ...path.slice(1)], member, false, at, handler, recorded, file);
  }
  for (const name of ["userId", "user_id", "currentUserId", "callerId", "requesterId", "actorId", "uid"])
    addCandidate(found, [name], at, true, at, handler, recorded, file);
  return found.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.rank - b.rank || a.read.range[0] - b.read.range[0]);
}

function addCandidate(
  found: Candidate[],
  path: readonly string[],
  read: Node,
  isOwn: boolean,
  at: Node,
  handler: HandlerSite,
  recorded: Recorded,
  file: SourceFile,
): void {
  const variable = file.bindings.lookUp(path[0]!, at);
  if (!variable || !isSettledAt(variable, at, file)) return;
  const rank =
    path.length === 1
      ? rankOfName(variable, handler, recorded, file)
      : rankOfPath(path, variable, at, handler, recorded, file);
  if (rank !== undefined) found.push({ path, variable, rank, read, isOwn });
}

/** `const { userId } = await auth()`: a name for an id that comes out of a session, or from the wrapper that asked for it. */
function rankOfName(
  variable: Variable,
  handler: HandlerSite,
  { event, outcome }: Recorded,
  file: SourceFile,
): number | undefined {
  const binding = file.bindings.describe(variable);
  if (binding.kind === "parameter" && binding.fn === handler.fn && binding.index > 0 && handler.wrappers.length > 0)
    return binding.pattern && takenFrom(binding.node) === binding.pattern ? 2 : undefined;
  if (binding.kind !== "variable" || !binding.init) return undefined;
  if (outcome === "success" && PROVES_WHO.test(event) && binding.pattern && isOfLogin(binding.init, file)) return 2;
  const path = dottedPath(binding.init);
  if (path) {
    const isId = path.length > 1 && ID.test(path.at(-1)!);
    return isId && (rankOfHolder(path) !== undefined || isClaim(path, file.bindings.ofExpression(chainRoot(binding.init))))
      ? 2
      : undefined;
  }
  return isSessionLike(binding.init) ? 2 : undefined;
}

/** The pattern of which a name is a field itself, and not one of `params` or the like: `{ userId }`. */
function takenFrom(name: Node): Node | undefined {
  const property = name.parent?.type === "AssignmentPattern" ? name.parent.parent : name.parent;
  return property?.type === "Property" ? property.parent : undefined;
}

function rankOfPath(
  path: readonly string[],
  variable: Variable,
  at: Node,
  handler: HandlerSite,
  recorded: Recorded,
  file: SourceFile,
): number | undefined {
  if (isClaim(path, file.bindings.describe(variable))) return CLAIM;
  const rank = rankOfHolder(path) ?? (/^session/i.test(path[0]!) && path.length === 2 && isKnownUser(path, file) ? 0 : undefined);
  if (rank === undefined) return undefined;
  const binding = file.bindings.describe(variable);
  if (binding.kind === "variable" && binding.init && isSentByClient(binding.init)) return undefined;
  const isGiven =
    binding.kind === "parameter"
      ? binding.fn === handler.fn
      : binding.kind === "variable" && (isSessionLike(binding.init!) || isTakenFromRequest(path, variable, binding));
  if (isGiven || !isLoadedUser(path[0]!)) return rank;
  return provesLoaded(recorded) || isGivenSession(variable, at) ? rank + LOADED : undefined;
}

/** `const { user } = req`: what middleware has left there. */
function isTakenFromRequest(path: readonly string[], variable: Variable, { pattern, init }: Extract<Binding, { kind: "variable" }>): boolean {
  const holder = init && dottedPath(init);
  if (!pattern || !holder || takenFrom(variable.defs[0]!.name as Node) !== pattern) return false;
  return rankOfHolder([...holder, ...path]) === 1;
}

/** A user who was looked up has proven to be that one, where it went through; anybody can have a code sent to them. */
function provesLoaded({ event, outcome }: Recorded): boolean {
  return outcome === "success" && event.startsWith("auth.") && !/^auth\.(?:(?:re)?send|start|request|initiate|generate)_/.test(event);
}

/** As good as what a decoded token is called by. */
const CLAIM = 3;

/** A user who was only looked up ranks behind all that a session says. */
const LOADED = 10;

/** The name that a root of another function has here: made alike there, or the request parameter of the same type. */
function sameRoot({ path, root: there }: IdRead, at: Node, handler: HandlerSite, file: SourceFile): string | undefined {
  if (there?.kind === "variable") {
    const here = file.bindings.bindingNamed(path[0]!, at);
    const alike =
      here?.kind === "variable" && here.init && there.init && isTakenAlike(here, there) && here.variable !== there.variable;
    return alike && textOf(here.init!, file) === textOf(there.init!, file) ? path[0] : undefined;
  }
  const { request } = handler.parameters;
  if (there?.kind !== "parameter" || there.pattern || request === undefined || request.includes(".")) return undefined;
  const here = file.bindings.bindingNamed(request, at);
  if (here?.kind !== "parameter" || here.index !== there.index || here.fn.params.length < there.fn.params.length - 1)
    return undefined;
  return annotation(here.node, file) === annotation(there.node, file) ? request : undefined;
}

/** The whole of it, or the same field: `const { member, response } = await requireMember()`. */
function isTakenAlike(here: Extract<Binding, { kind: "variable" }>, there: Extract<Binding, { kind: "variable" }>): boolean {
  const field = fieldTaken(here);
  return field !== undefined && field === fieldTaken(there);
}

/** The field that a name is of what it is made from, empty for all of it; undefined where it lies deeper. */
function fieldTaken({ variable, pattern }: Extract<Binding, { kind: "variable" }>): string | undefined {
  if (!pattern) return "";
  const name = variable.defs[0]!.name as Node;
  return takenFrom(name) === pattern ? propertyName(name.parent as never) : undefined;
}

function annotation(parameter: Node, file: SourceFile): string {
  return parameter.type === "Identifier" && parameter.typeAnnotation ? textOf(parameter.typeAnnotation, file) : "";
}

function textOf(node: Node, file: SourceFile): string {
  return file.view.text.slice(node.range[0], node.range[1]);
}

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
  const source = textOf(read, file);
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
  variable: Variable,
  at: Node,
  handler: HandlerSite,
  file: SourceFile,
): boolean {
  const holder = path.slice(0, -1).join(".");
  return nodesIn(file.outline.members, handler.fn!).some(
    (member) =>
      !member.optional &&
      /^[\w$.]+$/.test(textOf(member.object, file)) &&
      dottedPath(member.object)?.join(".") === holder &&
      !isValueOfField(member, "actor") &&
      file.bindings.lookUp(path[0]!, member) === variable &&
      runsBefore(member, at),
  );
}

/** `const user = await verifyCredentials(…)`: who has just proven to be that user, or was just registered. */
function provenUser(at: Node, handler: HandlerSite, { event, outcome }: Recorded, file: SourceFile): string | undefined {
  if (outcome !== "success" || !/^auth\.(?:login|register)$/.test(event)) return undefined;
  for (const name of ["user", "newUser", "createdUser", "existingUser", "account", "member"]) {
    const variable = file.bindings.lookUp(name, at);
    if (!variable || !isSettledAt(variable, at, file)) continue;
    const binding = file.bindings.describe(variable);
    const init = binding.kind === "variable" && !binding.pattern ? binding.init : undefined;
    if (!(init ? mayHaveId(init, variable, file) : isOfStrategy(binding))) continue;
    const here = presenceAt([name, "id"], variable, at, handler.fn!, file);
    if (here.standing === "absent") continue;
    const trusted =
      here.proven.length > 0 ||
      (init && isJustMade(init)) ||
      (here.standing === "open" && isHandedOn(variable, at, file) && !isQuestioned(name, handler.fn!));
    return trusted ? `${name}.id` : `${name}?.id ?? ${quoted("anon", textStyle(file))}`;
  }
  return undefined;
}

/** `passport.authenticate("local", (error, user) => …)`: whom the strategy has found. */
function isOfStrategy(binding: Binding): boolean {
  if (binding.kind !== "parameter" || binding.pattern || binding.index !== 1) return false;
  const { parent } = binding.fn;
  return parent.type === "CallExpression" && calleeName(parent) === "authenticate";
}

/** `await prisma.user.create({ … })` gives the row, or throws. */
function isJustMade(init: Node): boolean {
  const made = unwrap(init);
  const call = made.type === "AwaitExpression" ? unwrap(made.argument) : made;
  return call.type === "CallExpression" && call.callee.type === "MemberExpression" && memberName(call.callee) === "create";
}

/** A user from a call, or put together here, with its id: not one of whom other fields were selected, nor known by another id. */
function mayHaveId(init: Node, variable: Variable, file: SourceFile): boolean {
  const call = unwrap(init);
  if (call.type === "ObjectExpression") return propertyValue(call, "id") !== undefined;
  if (call.type !== "CallExpression") return false;
  const words = splitWords(textOf(call.callee, file));
  if (!words.some((word) => /^(?:users?|accounts?|members?|credentials|login|register|signup|signin|authenticate)$/.test(word)))
    return false;
  const text = textOf(call, file);
  if (/\bselect\b/.test(text) && !/\bid\s*:\s*true\b/.test(text)) return false;
  return !variable.references.some(({ identifier }) => {
    const { parent } = identifier as Node;
    return (
      parent?.type === "MemberExpression" &&
      parent.object === (identifier as Node) &&
      /^(?:_id|userId|user_id|uid|uuid|ID|Id)$/.test(dottedPath(parent)?.[1] ?? "")
    );
  });
}

/** Handed to another function before the place, unasked: the code itself takes it to be there, and its types with it. */
function isHandedOn(variable: Variable, at: Node, file: SourceFile): boolean {
  if (/\.[cm]?jsx?$/.test(file.view.path)) return false;
  return variable.references.some(({ identifier }) => {
    const use = identifier as Node;
    return use.range[1] <= at.range[1] && use.parent?.type === "CallExpression" && use.parent.arguments.includes(use as never);
  });
}
