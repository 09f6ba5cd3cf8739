/** Why a handler is sensitive: by its route, by what it does, or by its name, with the evidence for the message. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import type { Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { isBehindAdmins } from "./admin-guards.js";
import { chosenBranch } from "./chosen-acts.js";
import { endsSession } from "./ends-session.js";
import { isLetIn } from "./let-in.js";
import { laterAct } from "./later-acts.js";
import { methodLetThrough } from "./method-let-through.js";
import { namedAct } from "./named-acts.js";
import { sensitiveName } from "./sensitive-names.js";
import { handsOutCredential } from "./route-signs.js";
import type { Sensitivity } from "./sensitive-act.js";
import { firstAct, sensitiveOperation } from "./sensitive-operations.js";
import { signsIn } from "./signs-in.js";
import { checks, sensitiveRoute } from "./sensitive-routes.js";
import { inTeams, isOfTalk } from "./team-events.js";
import { saidSegments } from "./said-segments.js";
import { SECURITY_EVENTS } from "../../vocabulary/events.js";
import { type Category } from "../../vocabulary/sensitive-actions.js";

/** The category, event and evidence of a sensitive handler; undefined for one that is not, and for guards and error handlers. */
export function sensitivityOf(
  handler: HandlerSite,
  file: SourceFile,
  handlers: readonly HandlerSite[] = [],
): Sensitivity | undefined {
  if (handler.role !== "handler" || isIgnored(handler.route, file)) return undefined;
  const method = methodLetThrough(handler);
  // A preflight decides nothing, wherever it is asked.
  if (method === "OPTIONS") return undefined;
  const reads = method === "GET" || method === "HEAD" || LISTS.test(handler.name ?? "");
  const configured = configuredRoute(handler.route, file);
  if (configured) return configured;
  const found =
    byOperation(handler, file, handlers) ??
    sensitiveRoute(handler, reads, file) ??
    (reads ? endsSession(handler, file) : undefined) ??
    (reads && !saysChange(handler) ? undefined : sensitiveName(handler, file, handlers)) ??
    laterAct(handler, file, handlers);
  return found && !isOfTalk(found, handler) ? inTeams(found, handler, file) : undefined;
}

/** `handleUsersList`: whatever the method, somebody only looks. */
const LISTS = /[a-z]sList(?:Handler|Controller)?$/;

/** `changePassword` and `exportOrders` under GET do what they say; `login` and `resetPassword` may be the page with the form. */
function saysChange({ name }: HandlerSite): boolean {
  return name !== undefined && (/^(?:change|delete|remove|revoke|disable|grant)[A-Z]/.test(name) || namedAct(name)?.event === "data.export");
}

function isIgnored(route: string | undefined, file: SourceFile): boolean {
  return route !== undefined && file.settings.ignoredRoutes.some((pattern) => matchesRoute(route, pattern));
}

function configuredRoute(route: string | undefined, file: SourceFile): Sensitivity | undefined {
  if (route === undefined) return undefined;
  const setting = file.settings.sensitiveRoutes.find((candidate) => matchesRoute(route, candidate.route));
  return setting && { category: setting.category as Category, event: EVENT_OF_CATEGORY[setting.category as Category], evidence: `route ${route}` };
}

const EVENT_OF_CATEGORY: Readonly<Record<Category, string>> = {
  authentication: "auth.login",
  authorization: "user.role.change",
  admin: "admin.action",
  billing: "billing.change",
  data: "data.read",
  keys: "key.create",
  webhook: "webhook.verify",
  configuration: "config.change",
  ai: "ai.tool_call",
};

/** `/api/vault` matches itself and all below it; `*` stands for one segment, `**` for any number. */
export function matchesRoute(route: string, pattern: string): boolean {
  const source = pattern
    .replace(/\/$/, "")
    .split("/")
    .map((segment) => (segment === "**" ? ".*" : segment === "*" ? "[^/]+" : segment.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "[^/]*")))
    .join("/");
  return new RegExp(`^${source}(?:/.*)?$`, "i").test(route);
}

const PROVES = /^writes \w*(?:verified|confirmed|activated)/i;

/** Acts that a login, a sign-up or a reset is made of. */
const RENAMED_BY_ROUTE: ReadonlySet<string> = new Set(["auth.login", "auth.password.change", "auth.token.create", "admin.user_update", "user.create"]);

/** Comparing a password is a login, and updating a user is just that, unless the route says what it is for. */
function byOperation(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const found = sensitiveOperation(handler, file, handlers);
  // A signature under GET is one of a link, and nothing is delivered.
  if (found?.event === "webhook.verify" && /^(?:GET|HEAD)$/.test(methodLetThrough(handler) ?? "")) return undefined;
  if (found?.event === "billing.subscription" && found.evidence.startsWith("writes ") && handler.route !== undefined && checks(handler.route.split("/").map((segment) => splitWords(segment)))) return undefined;
  if (found?.event === "data.export" && isFilledIn(handler)) return undefined;
  // Who asks for settings that nobody has made yet is given some.
  if (found?.event === "config.change" && found.evidence.startsWith("writes ") && methodLetThrough(handler) === "GET") return undefined;
  const general = found && isOneOfSeveral(found, handler) ? asOneOfSeveral(found, handler, file) : undefined;
  if (general) return general;
  if (found?.event === "auth.logout") return signedOutBy(handler, file, handlers) ?? found;
  // Sessions of whoever is deleted, or has a new password, end as well.
  const endsSessions = found?.event === "auth.token.revoke" && /^deletes from|session/i.test(found.evidence);
  // Whoever signs up becomes a member of something, too.
  const isAside = found?.event === "user.role.change" && found.evidence.startsWith("writes to");
  // Whoever proves an address does so to sign up, or to sign in.
  const proves = found?.event === "user.update" && PROVES.test(found.evidence);
  const mayBeTold = found?.category === "billing" && found.evidence.startsWith("writes ");
  // A sign-up that fails half-way takes back what it has made.
  const mayTakeBack = found?.event === "data.delete" || found?.event === "user.delete";
  // One handler may send the code, and take it.
  if (found?.event === "auth.login.request" && actsIn(handler, file).some(({ event }) => event === "auth.login")) return { ...found, event: "auth.login" };
  const mayBeRenamed = isAside || endsSessions || mayBeTold || proves || mayTakeBack;
  if (!found || !(mayBeRenamed || RENAMED_BY_ROUTE.has(found.event))) return found;
  const named = sensitiveRoute(handler, false, file) ?? sensitiveName(handler, file, handlers);
  if (mayTakeBack) return named?.event === "auth.register" ? named : found;
  if (named?.category !== "authentication" && endsRegistration(handler)) return { ...found, category: "authentication", event: "auth.register" };
  // Who tells of a payment by a webhook must be who it says; the payment was made elsewhere.
  if (mayBeTold) return named?.category === "webhook" ? named : isMoneyBack(found, named) ? { ...found, event: named!.event } : found;
  if (endsSessions) return named ?? found;
  if (proves) return named?.category === "authentication" ? { ...named, evidence: found.evidence, ...(found.act && { act: found.act }) } : found;
  if (found.event === "auth.token.create" && (named?.category === "billing" || named?.event === "user.impersonate")) return { ...found, category: named.category, event: named.event };
  if (MAKES.has(found.event) && named?.category !== "authentication" && opensOwnAccount(handler, file)) return { ...found, category: "authentication", event: "auth.register" };
  if (found.event === "auth.login" && changesAddress(handler, file)) return { ...found, event: "user.update" };
  if (found.event === "auth.login" && named?.category !== "authentication" && setsPassword(handler, file)) return { ...found, event: "auth.password.change" };
  // Before much is deleted, the password is asked for once more.
  if (found.event === "auth.login" && !named && methodLetThrough(handler) === "DELETE") return { ...found, category: "data", event: "data.delete" };
  if (found.event === "auth.login" && named?.category !== "authentication" && changesAccount(handler)) return { ...found, event: "user.update" };
  if (named?.category !== "authentication") return found;
  // What is signed for somebody who signs in is part of that; anywhere else below `auth` it is a token.
  if (found.event === "auth.token.create" && named.event === "auth.login" && !saysSignIn(handler)) return found;
  // A new password is what a reset ends in, and no step of signing in.
  if (found.event === "auth.password.change" && !/^auth\.(?:password|register)/.test(named.event)) return found;
  return isAside ? named : found.event === "user.create" ? { ...named, evidence: found.evidence, ...(found.act && { act: found.act }) } : { ...found, event: isKnown(named.event) ? named.event : found.event };
}

function isOneOfSeveral({ act }: Sensitivity, { fn, region }: HandlerSite): boolean {
  const within = region ?? fn;
  return act !== undefined && within !== undefined && chosenBranch(act, within) !== undefined;
}

/** What is refused, or goes wrong, before it is known what was to be done is a matter of the whole route. */
function asOneOfSeveral(found: Sensitivity, handler: HandlerSite, file: SourceFile): Sensitivity | undefined {
  const named = sensitiveRoute(handler, false, file);
  if (named?.category !== "admin" && !isBehindAdmins(handler, file)) return undefined;
  return { ...found, category: "admin", event: named?.event ?? "admin.action" };
}

/** The same for one place in it: behind `case "delete":` it is known. */
export function sensitivityAt(
  place: Node,
  sensitivity: Sensitivity,
  handler: HandlerSite,
  file: SourceFile,
): Sensitivity {
  if (sensitivity.category !== "admin" || !isOneOfSeveral(sensitivity, handler)) return sensitivity;
  const branch = chosenBranch(place, (handler.region ?? handler.fn)!);
  return (branch && firstAct(nodesIn(file.outline.calls, branch), file)) ?? sensitivity;
}

/** `deleteAccount`, `/change-password`: whoever is gone, or has a new password, is signed out as well. */
function signedOutBy(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const named = sensitiveRoute(handler, false, file) ?? sensitiveName(handler, file, handlers);
  return named && /^(?:user\.delete|auth\.password)/.test(named.event) ? named : undefined;
}

/** An account, and what whoever has it is known by. */
const MAKES: ReadonlySet<string> = new Set(["user.create", "auth.token.create"]);

function saysSignIn({ route, name }: HandlerSite): boolean {
  return /log-?in|sign-?in|otp|magic/i.test(`${route ?? ""} ${name ?? ""}`);
}

/** `/payments/refund`: the entry in somebody's balance is how the money goes back. */
function isMoneyBack(found: Sensitivity, named: Sensitivity | undefined): boolean {
  return found.event === "billing.payment" && named?.event === "billing.refund";
}

/** The old password was asked for, and a new one is kept; whoever signs in is given a session or a token. */
function setsPassword(handler: HandlerSite, file: SourceFile): boolean {
  return actsIn(handler, file).some(({ event }) => event === "auth.password.change") && !handsOutCredential(handler, file);
}

/** The password was asked for once more before another address is kept; nobody signs in by that. */
function changesAddress(handler: HandlerSite, file: SourceFile): boolean {
  const changes = actsIn(handler, file).some(({ event, evidence }) => event === "user.update" && !PROVES.test(evidence));
  return changes && !saysSignIn(handler) && !givesCredential(handler, file);
}

/**
 * Whoever is handed a token or a session with the account has made it for themselves. Where one is only made for whoever has
 * none yet, they sign in by another service.
 */
function opensOwnAccount(handler: HandlerSite, file: SourceFile): boolean {
  const made = actsIn(handler, file).find(({ event }) => event === "user.create")?.act;
  if (!made || testsAround(made).some((test) => missing(test)) || isLetIn(handler, made, file)) return false;
  return givesCredential(handler, file);
}

/** `!user`, `user === null`. */
function missing(test: Node): boolean {
  return test.type === "UnaryExpression" ? test.operator === "!" : test.type === "BinaryExpression" && /^===?$/.test(test.operator);
}

function givesCredential(handler: HandlerSite, file: SourceFile): boolean {
  const within = handler.region ?? handler.fn;
  if (!within) return false;
  return signsIn(handler, within, file) !== undefined || actsIn(handler, file).some(({ event }) => event === "auth.token.create");
}

/** All that a handler does that is sensitive, in source order. */
const actsIn = foundOnce((handler: HandlerSite, file: SourceFile): Sensitivity[] => {
  const within = handler.region ?? handler.fn;
  return within ? nodesIn(file.outline.calls, within).flatMap((call) => firstAct([call], file) ?? []) : [];
});

/** `PUT /users/me`, `/change-email`: whoever is signed in gives the password once more. */
function changesAccount(handler: HandlerSite): boolean {
  const last = splitWords(handler.route?.split("/").at(-1) ?? handler.name ?? "");
  return /^(?:PUT|PATCH)$/.test(methodLetThrough(handler) ?? "") || /^(?:change|update)$/.test(last[0] ?? "");
}

/** `/imports/template/:type`, `downloadTemplate`: a table to be filled in, with nobody in it. */
function isFilledIn({ route, name }: HandlerSite): boolean {
  const last = saidSegments(route).at(-1);
  return [last, name].some((said) => splitWords(said ?? "").some((word) => /^(?:template|sample)s?$/.test(word)));
}

/** `/users/complete-registration`, `finishRegistration`: what is written of an account there is the end of a sign-up. */
function endsRegistration({ route, name }: HandlerSite): boolean {
  return [route?.split("/").at(-1), name].some((said) => splitWords(said ?? "").at(-1) === "registration");
}

/** Not one that was made of the route's own words. */
function isKnown(event: string): boolean {
  return SECURITY_EVENTS.some(({ name }) => name === event);
}
