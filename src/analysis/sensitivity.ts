/** Why a handler is sensitive: by its route, by what it does, or by its name, with the evidence for the message. */
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { splitWords } from "../syntax/names.js";
import { sensitiveOperation, type Sensitivity } from "./sensitive-operations.js";
import {
  ACCOUNT_SEGMENTS,
  BULK_RECORDS,
  HARMLESS_LAST_SEGMENTS,
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
export function sensitivityOf(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[] = []): Sensitivity | undefined {
  if (handler.role !== "handler" || isIgnored(handler.route, file)) return undefined;
  const reads = handler.method === "GET" || handler.method === "HEAD" || handler.method === "OPTIONS";
  return configuredRoute(handler.route, file) ?? byOperation(handler, file, handlers) ?? byRoute(handler, reads, file) ?? (reads ? undefined : byName(handler));
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
  if (route === undefined) return undefined;
  const segments = route.split("/").filter((segment) => segment && !/^[:[{*]/.test(segment));
  const last = segments.at(-1)?.toLowerCase();
  if (last !== undefined && HARMLESS_LAST_SEGMENTS.has(last)) return undefined;
  const words = segments.map((segment) => splitWords(segment));
  const found = ROUTE_PHRASES.find((phrase) => matchesPhrase(phrase, words));
  if (!found) return undefined;
  if (reads && found.category !== "admin" && found.event !== "data.export") return undefined;
  if (reads && found.event === "data.export" && isJob(route)) return undefined;
  if (found.event === "billing.subscription" && words.flat().some((word) => NOT_BILLING.has(word))) return undefined;
  const evidence = `route ${route}`;
  if (found.category === "billing" && isWebhookFile(file.view.path)) return { category: "webhook", event: "webhook.verify", evidence };
  if (found.event === "webhook.verify" && last === "webhooks" && segments.length > 2) return { category: "configuration", event: "config.change", evidence };
  if (reads && found.category === "admin" && last !== undefined && BULK_RECORDS.has(last)) return { category: "data", event: "data.read", evidence };
  if (found.words[0] === "auth" && READING_WORDS.has(words.at(-1)?.[0] ?? "")) return undefined;
  return { category: found.category, event: eventFor(found, handler.method, words), evidence };
}

/** `routes/webhooks.ts`, `webhooks/stripe.ts`: what is mounted there is called by a service, whatever its path says. */
function isWebhookFile(path: string): boolean {
  return path.split("/").slice(-2).some((part) => splitWords(part).some((word) => word === "webhook" || word === "webhooks"));
}

/** `/exports/[jobId]`: how far an export has come. */
function isJob(route: string): boolean {
  const last = route.split("/").filter(Boolean).at(-1) ?? "";
  return /^[:[{]/.test(last) && splitWords(last).some((word) => JOB_WORDS.has(word));
}

function matchesPhrase(phrase: Phrase, segments: readonly (readonly string[])[]): boolean {
  if (phrase.words.length > 1) return holdsPhrase(segments.flat(), phrase.words);
  const [word] = phrase.words;
  if (!phrase.ofAccounts) return segments.some((segment) => segment.includes(word!));
  return segments.some((segment, index) => segment.length === 1 && segment[0] === word && (index === 0 || ACCOUNT_SEGMENTS.has(segments[index - 1]!.join(""))));
}

/** `/auth/…` with nothing that is known behind it. */
const isPlainAuth = ({ words }: Phrase): boolean => words.length === 1 && words[0] === "auth";

/** `DELETE /api-keys/:id` revokes what `POST /api-keys` creates; `/admin/users` is `admin.users`. */
function eventFor(action: Phrase, method: string | undefined, segments: readonly (readonly string[])[]): string {
  if (action.event === "key.create" && method === "DELETE") return "key.revoke";
  if (action.event === "auth.token.create" && method === "DELETE") return "auth.token.revoke";
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

function byName(handler: HandlerSite): Sensitivity | undefined {
  const { name } = handler;
  if (name === undefined) return undefined;
  const words = splitWords(name);
  if (words.some((word) => READING_WORDS.has(word) || THING_WORDS.has(word))) return undefined;
  const first = words.findIndex((word) => !LEADING_WORDS.has(word));
  const act = first < 0 ? words : words.slice(first);
  const found = NAME_PHRASES.find((phrase) => phrase.words.every((word, index) => act[index] === word || words[index] === word));
  return found && { category: found.category, event: found.event, evidence: `named ${name}` };
}

/** Comparing a password is a login, and updating a user is just that, unless the route says what it is for. */
function byOperation(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const found = sensitiveOperation(handler, file, handlers);
  // Whoever signs up becomes a member of something, too.
  const isAside = found?.event === "user.role.change" && found.evidence.startsWith("writes to");
  if (!found || !(isAside || found.event === "auth.login" || found.event === "admin.user_update")) return found;
  const named = byRoute(handler, false, file) ?? byName(handler);
  if (named?.category !== "authentication") return found;
  return isAside ? named : { ...found, event: isKnown(named.event) ? named.event : found.event };
}

/** Not one that was made of the route's own words. */
function isKnown(event: string): boolean {
  return [...ROUTE_PHRASES, ...NAME_PHRASES].some((phrase) => phrase.event === event);
}

function holdsPhrase(words: readonly string[], phrase: readonly string[]): boolean {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, index) => words[start + index] === word)) return true;
  }
  return false;
}
