/** Which routes are sensitive by their words, and what is done there. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { splitWords } from "../../syntax/names.js";
import {
  ACCOUNT_SEGMENTS,
  BULK_RECORDS,
  HARMLESS_LAST_SEGMENTS,
  IDENTITY_SEGMENTS,
  JOB_WORDS,
  LOOK_UP_WORDS,
  NOT_BILLING,
  OF_ONESELF,
  READING_WORDS,
  ROUTE_PHRASES,
  type Phrase,
  type SensitiveAction,
} from "../../vocabulary/sensitive-actions.js";
import { WHO_SIGNS_IN } from "../../vocabulary/named-acts.js";
import { isEverydayWork } from "./admin-routes.js";
import { methodLetThrough, methodsAnswered } from "./method-let-through.js";
import { namedAct } from "./named-acts.js";
import { wordsSaid } from "./run-together.js";
import { saidSegments } from "./said-segments.js";
import { byFirstWord, firstOf } from "./phrase-tables.js";
import { actOnPeople } from "./people-routes.js";
import { erasesTrail } from "./trail-routes.js";
import { eventOfRoute, isPlainAuth } from "./route-events.js";
import { connectsAccount, handsOutCredential, isExportOfContent, isSaidAside, isSaidBehind, leavesAPlace } from "./route-signs.js";
import type { Sensitivity } from "./sensitive-act.js";

const PHRASES = byFirstWord(ROUTE_PHRASES);

/**
 * @param reads whether the handler answers but what is asked for
 * @returns undefined where the route says of nothing sensitive that is done
 */
export function sensitiveRoute(handler: HandlerSite, reads: boolean, file: SourceFile): Sensitivity | undefined {
  const { route } = handler;
  const method = methodLetThrough(handler);
  if (route === undefined || method === "OPTIONS") return undefined;
  const segments = saidSegments(route);
  const last = segments.at(-1)?.toLowerCase();
  const evidence = `route ${route}`;
  const people = reads ? undefined : firstFound(methodsOf(handler), (asked) => actOnPeople(route, asked));
  if (last !== undefined && HARMLESS_LAST_SEGMENTS.has(last) && !(people && /^(?:me|status|session)$/.test(last)) && !setsState(last, segments, method)) return undefined;
  const words = segments.map((segment) => wordsSaid(segment).flatMap((word) => (word === "superadmin" ? ["super", "admin"] : [word])));
  const found = firstOf(PHRASES, words.flat(), (phrase) => matchesPhrase(phrase, words, file.view.path));
  if (people && (!found || last === "session")) return { ...people, evidence };
  if (!found && reads) return undefined;
  if (!found) {
    const act = letsPeopleIn(words) || joinsIdentities(words) ? IDENTITY_CHANGE : method === "DELETE" && last === "bulk" ? BULK_DELETE : (erasesTrail(segments, method) ?? actOfLast(segments) ?? firstFound(methodsOf(handler), (asked) => actOfMethod(segments, asked)));
    return act && { category: act.category, event: act.event, evidence };
  }
  if (reads && found.category !== "admin" && found.event !== "data.export") return undefined;
  if (reads && found.event === "data.export" && isJob(route)) return undefined;
  if (found.event === "billing.subscription" && (words.flat().some((word) => NOT_BILLING.has(word)) || checks(words))) return undefined;
  if (found.category === "billing" && (words.at(-1)?.[0] === "check" || words.at(-2)?.join() === "validate")) return undefined;
  if (found.event === "webhook.verify" && words.flat().some((word) => OUTGOING_WORDS.has(word)))
    return last === "outgoing" && /^webhooks?$/.test(segments.at(-2) ?? "") ? { category: "configuration", event: "config.change", evidence } : undefined;
  if (found.event === "data.export" && isNoticeOf(route, words)) return undefined;
  if (found.event === "billing.checkout" && leavesAPlace(handler, file)) return undefined;
  if (found.category === "billing" && isWebhookFile(file.view.path)) return { category: "webhook", event: "webhook.verify", evidence };
  // A service calls with POST: whoever puts or deletes one sets up where it is called.
  if (found.event === "webhook.verify" && ((last === "webhooks" && segments.length > 2) || /^(?:PUT|PATCH|DELETE)$/.test(method ?? ""))) return { category: "configuration", event: "config.change", evidence };
  if (reads && found.category === "admin" && BULK_RECORDS.has(words.at(-1)?.at(-1) ?? "") && !/[/][:[{][^/]+$/.test(route)) return { category: "data", event: "data.read", evidence };
  if ((found.event === "auth.register" || found.event === "auth.mfa.enable") && words.at(-1)?.[0] === "resend") return undefined;
  if (isPlainAuth(found) && words.at(-1)?.some((word) => /captcha$/.test(word))) return undefined;
  if ((isPlainAuth(found) || found.words[0] === "admin") && OF_ONESELF.has(words.at(-1)?.join("") ?? "")) return undefined;
  if ((isPlainAuth(found) || found.category === "admin") && looksAtLink(words.at(-1) ?? [])) return undefined;
  if (found.event === "auth.login" && looksUp(words.at(-1) ?? [])) return undefined;
  if (found.words[0] === "auth" && (READING_WORDS.has(words.at(-1)?.[0] ?? "") || (isPlainAuth(found) && SENDING_WORDS.has(words.at(-1)?.[0] ?? "")))) return undefined;
  if (isPlainAuth(found) && !words.some(isAuthAlone) && !handsOutCredential(handler, file))
    return connectsAccount(handler, file) ? { category: "configuration", event: "config.change", evidence } : undefined;
  return { category: found.category, event: eventOfRoute(found, method, words, handsOutCredential(handler, file)), evidence };
}

/** Each method for which a handler has a branch that does more than read, and the one that it answers, where it is known. */
function methodsOf(handler: HandlerSite): readonly (string | undefined)[] {
  return [...methodsAnswered(handler).filter((method) => !/^(?:GET|HEAD|OPTIONS)$/.test(method)), methodLetThrough(handler)];
}

function firstFound<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

const IDENTITY_CHANGE: SensitiveAction = { category: "configuration", event: "config.change" };
const BULK_DELETE: SensitiveAction = { category: "data", event: "data.delete" };

/** `/invite-member`, `/sessions/:id/revoke`: the end of the route is a name, or its last two segments are, the act behind. */
function actOfLast(segments: readonly string[]): SensitiveAction | undefined {
  const [last, before] = segments.toReversed();
  return last === undefined ? undefined : (namedAct(last) ?? (before === undefined ? undefined : namedAct(`${last}-${before}`)));
}

/** `DELETE /workspaces/:id`, `PATCH /org/settings`, `PUT /account/email`: the method is the verb of what the segments name. */
function actOfMethod(segments: readonly string[], method: string | undefined): SensitiveAction | undefined {
  const verb = VERB_OF_METHOD.get(method ?? "");
  const [last, before] = segments.toReversed();
  if (verb === undefined || last === undefined) return undefined;
  const isWhole = segments.slice(0, -1).every((segment) => OUTER_SEGMENT.test(segment));
  // `/admin` is a place, and no administrator; what stands below something else is that one's, and named only together with it.
  return (before === undefined ? undefined : namedAct(`${verb}-${before}-${last}`)) ?? (isWhole && last !== "admin" ? namedAct(`${verb}-${last}`) : undefined);
}

const VERB_OF_METHOD: ReadonlyMap<string, string> = new Map([
  ["POST", "create"],
  ["PUT", "update"],
  ["PATCH", "update"],
  ["DELETE", "delete"],
]);
const OUTER_SEGMENT = /^(?:api|rest|v\d+|auth|admin|account|user|me|settings|security)$/i;

/**
 * `PATCH /payments/:id/status`, `PUT /admin/config`, `PUT /admin/oauth/providers/:id`: it is changed, not looked at. Many look by
 * a POST, though not at an admin's. What stands at a counter goes from one state to the next all day.
 */
function setsState(last: string, segments: readonly string[], method: string | undefined): boolean {
  if (!/^(?:status|config|providers)$/.test(last) || COUNTER.test(segments.at(-2) ?? "")) return false;
  if (last === "config" && method === "POST" && WHOLE_SERVICE.test(segments.at(-2) ?? "")) return true;
  return /^(?:PUT|PATCH|DELETE)$/.test(method ?? "") || (method === "POST" && segments.includes("admin"));
}

const WHOLE_SERVICE = /^(?:system|site|global|platform)$/i;
const COUNTER = /^(?:bookings?|reservations?|requests?|tickets?|appointments?|deliver(?:y|ies)|tables?)$/i;

/** A segment that is `auth` and no more, as against `/calendar-auth`, which may be anything about it. */
function isAuthAlone(segment: readonly string[]): boolean {
  return segment.length === 1 && segment[0] === "auth";
}

/** `/check-subscription`, `/subscription/check`: how it stands, whatever copy of that is brought up to date on the way. */
export function checks(words: readonly (readonly string[])[]): boolean {
  return READING_WORDS.has(words.at(-1)?.[0] ?? "");
}

/** `/auth/sso/lookup`, `/login/discover`: by what somebody would sign in, before they do. */
function looksUp(last: readonly string[]): boolean {
  return [last[0], last.at(-1)].some((word) => word !== undefined && LOOK_UP_WORDS.has(word));
}

/** `/auth/verify-invite`, `/verify-reset-token`: whether a link is still good, before anything is done with it. */
function looksAtLink(last: readonly string[]): boolean {
  if (last[0] !== "verify") return false;
  return last.some((word) => INVITED.test(word)) || (last.includes("reset") && last.some((word) => word === "token" || word === "link"));
}

const INVITED = /^(?:invites?|invitations?)$/;

/** `/teams/:id/sso`: how the people of a team sign in. */
function letsPeopleIn(words: readonly (readonly string[])[]): boolean {
  return words.length > 1 && IDENTITY_SEGMENTS.has(words.at(-1)!.join("")) && words.slice(0, -1).some((segment) => HAS_PEOPLE.test(segment.join("")));
}

/** `/sso/identities/link`: with whom somebody is taken for one. A login by it is none of these. */
function joinsIdentities(words: readonly (readonly string[])[]): boolean {
  const [kind, ...below] = words.slice(words.findIndex((segment) => IDENTITY_SEGMENTS.has(segment.join("")))).flat();
  return kind !== undefined && IDENTITY_SEGMENTS.has(kind) && /^(?:identit(?:y|ies)|connections?|providers?|domains?)$/.test(below[0] ?? "");
}

const HAS_PEOPLE = /^(?:teams?|org(?:ani[sz]ation)?s?|workspaces?|tenants?|projects?|accounts?|company|companies|settings|security)$/;

/** `routes/webhooks.ts`, `webhooks/stripe.ts`: what is mounted there is called by a service, whatever its path says. */
function isWebhookFile(path: string): boolean {
  return path.split("/").slice(-2).some((part) => splitWords(part).some((word) => word === "webhook" || word === "webhooks"));
}

/** `/exports/[jobId]`: how far an export has come. */
function isJob(route: string): boolean {
  const last = route.split("/").filter(Boolean).at(-1) ?? "";
  return /^[:[{]/.test(last) && splitWords(last).some((word) => JOB_WORDS.has(word));
}

/** Words of a route that sends webhooks: there is no signature to check. */
const OUTGOING_WORDS: ReadonlySet<string> = new Set(["dispatcher", "dispatch", "deliver", "delivery", "deliveries", "sender", "outgoing"]);

/** `/export-jobs/[id]/send-email`: word of an export that was asked for before. */
function isNoticeOf(route: string, words: readonly (readonly string[])[]): boolean {
  return /[/][:[{][^/]+[/][^/]+$/.test(route) && SENDING_WORDS.has(words.at(-1)?.[0] ?? "");
}

function matchesPhrase(phrase: Phrase, segments: readonly (readonly string[])[], path: string): boolean {
  if (phrase.words.length > 1) return holdsPhrase(segments.flat(), phrase.words) && !isSaidBehind(phrase, segments);
  const [word] = phrase.words;
  if (isSaidBehind(phrase, segments) || isExportOfContent(phrase, segments) || (word === "admin" && isEverydayWork(segments, path))) return false;
  if (!phrase.ofAccounts) return segments.some((segment) => segment.includes(word!) && !isSaidAside(phrase, segment));
  return segments.some((segment, index) => segment.length === 1 && segment[0] === word && (index === 0 || ACCOUNT_SEGMENTS.has(segments[index - 1]!.join("")) || (word === "register" && WHO_SIGNS_IN.has(segments[index - 1]!.join("")))));
}

/** A mail that is sent, or sent again, changes nobody's rights. */
const SENDING_WORDS: ReadonlySet<string> = new Set(["send", "resend"]);

function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, index) => words[start + index] === word)) return true;
  }
  return false;
}
