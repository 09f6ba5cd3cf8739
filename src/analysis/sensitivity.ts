/** Why a handler is sensitive: by its route, by what it does, or by its name, with the evidence for the message. */
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { splitWords } from "../syntax/names.js";
import { methodLetThrough } from "./method-let-through.js";
import { sensitiveOperation, type Sensitivity } from "./sensitive-operations.js";
import { SECURITY_EVENTS } from "../vocabulary/events.js";
import {
  ACCOUNT_SEGMENTS,
  BULK_RECORDS,
  HARMLESS_LAST_SEGMENTS,
  IDENTITY_SEGMENTS,
  JOB_WORDS,
  LEADING_WORDS,
  NAME_PHRASES,
  NOT_BILLING,
  READING_WORDS,
  ROUTE_PHRASES,
  THING_WORDS,
  type Category,
  type Phrase,
} from "../vocabulary/sensitive-actions.js";

export type { Sensitivity } from "./sensitive-operations.js";

/** The category, event and evidence of a sensitive handler; undefined for one that is not, and for guards and error handlers. */
export function sensitivityOf(
  handler: HandlerSite,
  file: SourceFile,
  handlers: readonly HandlerSite[] = [],
): Sensitivity | undefined {
  if (handler.role !== "handler" || isIgnored(handler.route, file)) return undefined;
  const method = methodLetThrough(handler);
  const reads = method === "GET" || method === "HEAD" || method === "OPTIONS";
  return (
    configuredRoute(handler.route, file) ??
    byOperation(handler, file, handlers) ??
    byRoute(handler, reads, file) ??
    (reads && !saysChange(handler) ? undefined : byName(handler))
  );
}

/** `changePassword` under GET does what it says all the same; `login` and `resetPassword` may be the page with the form. */
function saysChange({ name }: HandlerSite): boolean {
  return name !== undefined && /^(?:change|delete|remove|revoke|disable|grant)[A-Z]/.test(name);
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

function byRoute(handler: HandlerSite, reads: boolean, file: SourceFile): Sensitivity | undefined {
  const { route } = handler;
  const method = methodLetThrough(handler);
  if (route === undefined) return undefined;
  const segments = route.split("/").filter((segment) => segment && !/^[:[{*]/.test(segment));
  const last = segments.at(-1)?.toLowerCase();
  if (last !== undefined && HARMLESS_LAST_SEGMENTS.has(last)) return undefined;
  const words = segments.map((segment) => splitWords(segment));
  const found = firstOf(ROUTE_PHRASES_BY_WORD, words.flat(), (phrase) => matchesPhrase(phrase, words));
  if (!found) return letsPeopleIn(words) && !reads ? { category: "configuration", event: "config.change", evidence: `route ${route}` } : undefined;
  if (reads && found.category !== "admin" && found.event !== "data.export") return undefined;
  if (reads && found.event === "data.export" && isJob(route)) return undefined;
  if (found.event === "billing.subscription" && (words.flat().some((word) => NOT_BILLING.has(word)) || checks(words))) return undefined;
  if (found.event === "webhook.verify" && words.flat().some((word) => OUTGOING_WORDS.has(word))) return undefined;
  if (found.event === "data.export" && isNoticeOf(route, words)) return undefined;
  const evidence = `route ${route}`;
  if (found.category === "billing" && isWebhookFile(file.view.path)) return { category: "webhook", event: "webhook.verify", evidence };
  if (found.event === "webhook.verify" && last === "webhooks" && segments.length > 2) return { category: "configuration", event: "config.change", evidence };
  if (reads && found.category === "admin" && last !== undefined && BULK_RECORDS.has(last)) return { category: "data", event: "data.read", evidence };
  if (found.words[0] === "auth" && (READING_WORDS.has(words.at(-1)?.[0] ?? "") || (isPlainAuth(found) && SENDING_WORDS.has(words.at(-1)?.[0] ?? "")))) return undefined;
  return { category: found.category, event: eventFor(found, method, words), evidence };
}

/** `/check-subscription`, `/subscription/check`: how it stands, whatever copy of that is brought up to date on the way. */
function checks(words: readonly (readonly string[])[]): boolean {
  return READING_WORDS.has(words.at(-1)?.[0] ?? "");
}

/** `/teams/:id/sso`: how the people of a team sign in. */
function letsPeopleIn(words: readonly (readonly string[])[]): boolean {
  return words.length > 1 && IDENTITY_SEGMENTS.has(words.at(-1)!.join("")) && words.slice(0, -1).some((segment) => HAS_PEOPLE.test(segment.join("")));
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

type PhrasesByWord = ReadonlyMap<string, readonly (readonly [number, Phrase])[]>;

function byFirstWord(phrases: readonly Phrase[]): PhrasesByWord {
  const byWord = new Map<string, (readonly [number, Phrase])[]>();
  phrases.forEach((phrase, index) => {
    const word = phrase.words[0]!;
    byWord.set(word, [...(byWord.get(word) ?? []), [index, phrase]]);
  });
  return byWord;
}

const ROUTE_PHRASES_BY_WORD = byFirstWord(ROUTE_PHRASES);
const NAME_PHRASES_BY_WORD = byFirstWord(NAME_PHRASES);

/** The first phrase of the table that matches; only those that begin with one of the words are tried. */
function firstOf(phrases: PhrasesByWord, words: readonly string[], matches: (phrase: Phrase) => boolean): Phrase | undefined {
  let first: readonly [number, Phrase] | undefined;
  for (const word of new Set(words)) {
    for (const entry of phrases.get(word) ?? []) {
      if (first && entry[0] >= first[0]) break;
      if (matches(entry[1])) first = entry;
    }
  }
  return first?.[1];
}

function matchesPhrase(phrase: Phrase, segments: readonly (readonly string[])[]): boolean {
  if (phrase.words.length > 1) return holdsPhrase(segments.flat(), phrase.words);
  const [word] = phrase.words;
  if (!phrase.ofAccounts) return segments.some((segment) => segment.includes(word!));
  return segments.some((segment, index) => segment.length === 1 && segment[0] === word && (index === 0 || ACCOUNT_SEGMENTS.has(segments[index - 1]!.join(""))));
}

/** A mail that is sent, or sent again, changes nobody's rights. */
const SENDING_WORDS: ReadonlySet<string> = new Set(["send", "resend"]);

/** `/auth/…` with nothing that is known behind it. */
const isPlainAuth = ({ words }: Phrase): boolean => words.length === 1 && words[0] === "auth";

/** `DELETE /api-keys/:id` revokes what `POST /api-keys` creates; `/admin/users` is `admin.users`. */
function eventFor(action: Phrase, method: string | undefined, segments: readonly (readonly string[])[]): string {
  const opposite = OPPOSITES.get(action.event);
  if (opposite && (method === "DELETE" || segments.slice(-2).flat().some((word) => opposite.words.has(word)))) return opposite.event;
  if (action.event === "auth.mfa.enable" && CHECKING_WORDS.has(segments.at(-1)?.join(" ") ?? "")) return "auth.mfa.verify";
  if (action.event === "admin.action") {
    const thing = segments.slice(segments.findIndex((words) => words.includes("admin")) + 1).at(-1);
    return thing ? `admin.${thing.join("_")}` : action.event;
  }
  if (isPlainAuth(action)) {
    const last = segments.at(-1) ?? [];
    // A name of several words says what it does; one word, as of a provider, is most often a step of signing in.
    return last.length > 1 && !last.includes("auth") && last.at(-1) !== "callback" ? `auth.${last.join("_")}` : action.event;
  }
  return action.event;
}

/**
 * What undoes an act, and the words by which a route says so. Whoever resets a second factor takes it away; a key that is
 * reset is a new one.
 */
const OPPOSITES: ReadonlyMap<string, { readonly event: string; readonly words: ReadonlySet<string> }> = new Map([
  ["auth.mfa.enable", { event: "auth.mfa.disable", words: new Set(["disable", "remove", "delete", "reset", "unenroll", "deactivate", "off"]) }],
  ["auth.token.create", { event: "auth.token.revoke", words: new Set(["revoke", "remove", "delete", "invalidate"]) }],
  ["key.create", { event: "key.revoke", words: new Set(["revoke", "remove", "delete", "disable", "deactivate"]) }],
]);

/** Last segments below a second factor that ask for its code. */
const CHECKING_WORDS: ReadonlySet<string> = new Set(["verify", "validate", "challenge", "authenticate"]);

function byName(handler: HandlerSite): Sensitivity | undefined {
  const { name } = handler;
  if (name === undefined) return undefined;
  // `changeMyPassword` is `changePassword`.
  const words = splitWords(name).filter((word) => word !== "my");
  if (words.some((word) => READING_WORDS.has(word) || THING_WORDS.has(word))) return undefined;
  const first = words.findIndex((word) => !LEADING_WORDS.has(word));
  const act = first < 0 ? words : words.slice(first);
  const found = firstOf(NAME_PHRASES_BY_WORD, [act[0]!, words[0]!], (phrase) =>
    phrase.words.every((word, index) => act[index] === word || words[index] === word),
  );
  if (!found || registersAThing(found, act)) return undefined;
  return { category: found.category, event: found.event, evidence: `named ${name}` };
}

/** `registerMetrics`, `registerClientApplication`: no person signs up there. */
function registersAThing({ words }: Phrase, act: readonly string[]): boolean {
  return words.join() === "register" && act.length > 1 && !act.slice(1).some((word) => PEOPLE.has(word));
}

const PEOPLE: ReadonlySet<string> = new Set([
  "user", "users", "account", "accounts", "member", "members", "customer", "admin", "owner", "person", "student", "patient", "seller", "merchant", "company",
  "organization", "tenant", "with", "new", "by", "using", "via", "me", "action", "handler", "controller", "post", "route", "form", "submit", "email", "password", "and", "auth", "local", "oauth",
]);

/** Acts that a login, a sign-up or a reset is made of. */
const RENAMED_BY_ROUTE: ReadonlySet<string> = new Set(["auth.login", "auth.password.change", "admin.user_update", "user.create"]);

/** Comparing a password is a login, and updating a user is just that, unless the route says what it is for. */
function byOperation(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const found = sensitiveOperation(handler, file, handlers);
  if (found?.event === "billing.subscription" && found.evidence.startsWith("writes ") && handler.route !== undefined && checks(handler.route.split("/").map((segment) => splitWords(segment)))) return undefined;
  // Whoever signs up becomes a member of something, too.
  const isAside = found?.event === "user.role.change" && found.evidence.startsWith("writes to");
  if (!found || !(isAside || RENAMED_BY_ROUTE.has(found.event))) return found;
  const named = byRoute(handler, false, file) ?? byName(handler);
  if (named?.category !== "authentication") return found;
  // A new password is what a reset ends in, and no step of signing in.
  if (found.event === "auth.password.change" && !/^auth\.(?:password|register)/.test(named.event)) return found;
  return isAside ? named : found.event === "user.create" ? { ...named, evidence: found.evidence, ...(found.act && { act: found.act }) } : { ...found, event: isKnown(named.event) ? named.event : found.event };
}

/** Not one that was made of the route's own words. */
function isKnown(event: string): boolean {
  return SECURITY_EVENTS.some(({ name }) => name === event);
}

function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, index) => words[start + index] === word)) return true;
  }
  return false;
}
