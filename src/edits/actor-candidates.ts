/** Reads of an id that may name the actor of a record, the best source first. */
import type { TSESLint } from "@typescript-eslint/utils";
import { isLetIn } from "../analysis/operations/let-in.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isInside, unwrap, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { isGivenSession, isOfLogin, isPutIntoToken } from "./account-holder.js";
import { isClaim, isKnownUser, isLoadedUser, isSentByClient, isSessionLike, rankOfHolder } from "./actor-source.js";
import { isFoundOutLater } from "./found-out-later.js";
import { ID, idReads, sameRoot, takenFrom } from "./id-reads.js";
import { isSettledAt } from "./known-before.js";
import { provesLoaded, PROVES_WHO, type Recorded } from "./recorded.js";

type Variable = TSESLint.Scope.Variable;

/** A read of an id, or a name for one. */
interface Named {
  readonly path: readonly string[];
  /** The read itself, where the handler has one; what another handler of the file reads shows that the property is there. */
  readonly read: Node;
  readonly isOwn: boolean;
}

/** A read, or a name in scope, that may say who acts. */
export interface Candidate extends Named {
  readonly variable: Variable;
  /** How good a source it is, 0 the best. */
  readonly rank: number;
}

/** Reads of the user's id that hold at the place, best source first, then in source order. */
export function candidates(at: Node, handler: HandlerSite, recorded: Recorded, file: SourceFile): Candidate[] {
  const ids = nodesIn(idReads(file).members, handler.fn!);
  return [
    ...ids.map((read) => ({ path: dottedPath(read)!, read, isOwn: true })),
    ...readElsewhere(at, handler, recorded, file),
    ...NAMES_OF_IDS.map((name) => ({ path: [name], read: at, isOwn: true })),
  ]
    .flatMap((named) => candidateAt(named, at, handler, recorded, file) ?? [])
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.rank - b.rank || a.read.range[0] - b.read.range[0]);
}

const NAMES_OF_IDS = ["userId", "user_id", "currentUserId", "callerId", "requesterId", "actorId", "uid"];

/** What other handlers of the file read of their users, under the names that this one has for the same. */
function readElsewhere(at: Node, handler: HandlerSite, recorded: Recorded, file: SourceFile): Named[] {
  // It says nothing of a webhook, which a service sends.
  if (recorded.event.startsWith("webhook.")) return [];
  return idReads(file).alike.flatMap((reads): Named[] => {
    const { path } = reads[0]!;
    const here = file.bindings.bindingNamed(path[0]!, at);
    const isHere = (root: Binding | undefined): boolean =>
      root?.kind === "variable" && here?.kind === "variable" && root.variable === here.variable;
    const other = reads.find(({ member, root }) => !isInside(member, handler.fn!) && !isHere(root));
    if (!other) return [];
    const isOfRequest = other.root?.kind === "parameter";
    if (isOfRequest && (beginsWithNobody(handler, recorded, file) || isFoundOutLater(at, handler, file, path.slice(1, -1).join("."))))
      return [];
    const name = sameRoot(other, at, handler, file);
    return name === undefined ? [] : [{ path: [name, ...path.slice(1)], read: other.member, isOwn: false }];
  });
}

/** `req.user.id` is there for whoever came through a guard, and who signs in, or up, did not. */
function beginsWithNobody(handler: HandlerSite, { event }: Recorded, file: SourceFile): boolean {
  return PROVES_WHO.test(event) && !isLetIn(handler, handler.fn!, file);
}

/** Undefined where the name has no value yet at the place, or says nothing of who is asking. */
function candidateAt(named: Named, at: Node, handler: HandlerSite, recorded: Recorded, file: SourceFile): Candidate | undefined {
  const { path } = named;
  const variable = file.bindings.lookUp(path[0]!, at);
  if (!variable || !isSettledAt(variable, at, file)) return undefined;
  const rank =
    path.length === 1
      ? rankOfName(variable, at, handler, recorded, file)
      : (rankOfPath(path, variable, at, handler, recorded, file) ?? rankInToken(named, recorded));
  return rank === undefined ? undefined : { ...named, variable, rank };
}

/** `const { userId } = await auth()`: a name for an id that comes out of a session, or from the wrapper that asked for it. */
function rankOfName(
  variable: Variable,
  at: Node,
  handler: HandlerSite,
  recorded: Recorded,
  file: SourceFile,
): number | undefined {
  const binding = file.bindings.describe(variable);
  if (binding.kind === "parameter" && binding.fn === handler.fn && binding.index > 0 && handler.wrappers.length > 0)
    return binding.pattern && takenFrom(binding.node) === binding.pattern ? 2 : undefined;
  if (binding.kind !== "variable" || !binding.init) return undefined;
  if (recorded.outcome === "success" && PROVES_WHO.test(recorded.event) && binding.pattern && isOfLogin(binding.init, file)) return 2;
  const path = dottedPath(binding.init);
  if (path) {
    if (path.length < 2 || !ID.test(path.at(-1)!)) return undefined;
    const holder = file.bindings.lookUp(path[0]!, binding.init);
    const rank = holder && rankOfPath(path, holder, at, handler, recorded, file);
    return rank === undefined ? undefined : rank < LOADED ? 2 : 2 + LOADED;
  }
  return isSessionLike(binding.init) ? 2 : undefined;
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
  if (binding.kind === "variable" && binding.init && (isSentByClient(binding.init) || isRowOfRequests(path[0]!, binding.init))) return undefined;
  if (isWhatToDo(path, binding, handler)) return undefined;
  const isGiven =
    binding.kind === "parameter"
      ? binding.fn === handler.fn
      : binding.kind === "variable" && (isSessionLike(binding.init!) || isTakenFromRequest(path, variable, binding));
  if (isGiven || !isLoadedUser(path[0]!)) return rank;
  return provesLoaded(recorded) || isGivenSession(variable, at) ? rank + LOADED : undefined;
}

/** `data.userId` of `updateRole(request, env, data)`: whose role is to change. A wrapper may hand over who asks. */
function isWhatToDo(path: readonly string[], binding: Binding, { wrappers }: HandlerSite): boolean {
  return binding.kind === "parameter" && path[0] === "data" && path.length === 2 && !(wrappers.length > 0 && binding.index > 0);
}

/** `const { data: request } = await db.from("join_requests").select()`: somebody has asked for something, on another day. */
function isRowOfRequests(name: string, init: Node): boolean {
  return /^_?req(?:uest)?$/.test(name) && /^(?:Await|Call)Expression$/.test(unwrap(init).type) && !isSessionLike(init);
}

/** Whoever the handler makes a token for, under whatever name the row was found. */
function rankInToken({ isOwn, path, read }: Named, recorded: Recorded): number | undefined {
  return isOwn && path.length === 2 && provesLoaded(recorded) && isPutIntoToken(read) ? CLAIM + LOADED : undefined;
}

/** `const { user } = req`: what middleware has left there. */
function isTakenFromRequest(path: readonly string[], variable: Variable, { pattern, init }: Extract<Binding, { kind: "variable" }>): boolean {
  const holder = init && dottedPath(init);
  if (!pattern || !holder || takenFrom(variable.defs[0]!.name as Node) !== pattern) return false;
  return rankOfHolder([...holder, ...path]) === 1;
}

/** As good as what a decoded token is called by. */
const CLAIM = 3;

/** A user who was only looked up ranks behind all that a session says. */
const LOADED = 10;
