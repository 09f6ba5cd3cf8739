/** Why a handler is sensitive: by its route, by what it does, or by its name, with the evidence for the message. */
import type { HandlerSite } from "../frameworks/framework.js";
import { localFunction } from "../frameworks/local-function.js";
import type { SourceFile } from "../source-file.js";
import { parameterName } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { laterAct } from "./later-acts.js";
import { methodLetThrough } from "./method-let-through.js";
import { namedAct, withoutWhoSignsIn } from "./named-acts.js";
import { byFirstWord, firstOf } from "./phrase-tables.js";
import { sensitiveOperation, type Sensitivity } from "./sensitive-operations.js";
import { checks, sensitiveRoute } from "./sensitive-routes.js";
import { SECURITY_EVENTS } from "../vocabulary/events.js";
import { LEADING_WORDS, NAME_PHRASES, READING_WORDS, THING_WORDS, type Category, type Phrase } from "../vocabulary/sensitive-actions.js";

export type { Sensitivity } from "./sensitive-operations.js";

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
  const reads = method === "GET" || method === "HEAD";
  return (
    configuredRoute(handler.route, file) ??
    byOperation(handler, file, handlers) ??
    sensitiveRoute(handler, reads, file) ??
    (reads && !saysChange(handler) ? undefined : byName(handler, file, handlers)) ??
    laterAct(handler, file, handlers)
  );
}

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

const PHRASES = byFirstWord(NAME_PHRASES);

function byName(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const { name } = handler;
  if (name === undefined) return undefined;
  // `changeMyPassword` is `changePassword`.
  const words = withoutWhoSignsIn(splitWords(name).filter((word) => word !== "my"));
  if (words.some((word) => READING_WORDS.has(word) || THING_WORDS.has(word))) return undefined;
  const first = words.findIndex((word) => !LEADING_WORDS.has(word));
  const act = first < 0 ? words : words.slice(first);
  const found = firstOf(PHRASES, [act[0]!, words[0]!], (phrase) =>
    [act, words].some((said) => phrase.words.every((word, index) => said[index] === word)),
  );
  const isIt = found && !registersAThing(found, act, handler, file) && !isOfARecord(found, handler) && !isOfAUser(found, words);
  const said = isIt ? found : namedAct(name);
  if (!said || handsOn(handler, file, handlers)) return undefined;
  return { category: said.category, event: said.event, evidence: `named ${name}` };
}

/** `const result = await register(form)`: what another handler of the file does, which is asked by itself. */
function handsOn({ fn, region }: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): boolean {
  const within = region ?? fn;
  return within !== undefined && nodesIn(file.outline.calls, within).some((call) => {
    const called = localFunction(call.callee, file);
    return called !== undefined && called !== fn && handlers.some((other) => other.fn === called);
  });
}

/** `deleteUserImages`: something of a user's, and the user stays. */
function isOfAUser({ words }: Phrase, act: readonly string[]): boolean {
  const at = words.join(" ") === "delete user" ? act.indexOf("user") : -1;
  const next = at < 0 ? undefined : act[at + 1];
  return next !== undefined && !/^(?:accounts?|by|with|and|from|admin|action|handler|controller|data|profile|self|\d+)$/.test(next);
}

/** `deleteAccount(accountId)` of a ledger or a list of customers; somebody's own account needs no id. */
function isOfARecord({ words }: Phrase, { fn }: HandlerSite): boolean {
  return words.join(" ") === "delete account" && (fn?.params ?? []).some((parameter) => /^account_?id$/i.test(parameterName(parameter) ?? ""));
}

/** `registerMetrics`, `registerClientApplication`: no person signs up there. Nor does one whom others put on a list. */
function registersAThing({ words }: Phrase, act: readonly string[], { fn }: HandlerSite, file: SourceFile): boolean {
  if (words.join() !== "register" || act.length === 1) return false;
  const said = act.slice(1).filter((word) => PEOPLE.has(word));
  if (said.length === 0) return true;
  return said.every((word) => ON_LISTS.has(word)) && fn !== undefined && !/passw|credential|sign_?up|create_?user/i.test(file.view.text.slice(...fn.range));
}

/** People of whom a clinic or a school keeps records. */
const ON_LISTS: ReadonlySet<string> = new Set(["person", "student", "patient"]);

const PEOPLE: ReadonlySet<string> = new Set([
  "user", "users", "account", "accounts", "member", "members", "customer", "admin", "owner", "person", "student", "patient", "seller", "merchant", "company",
  "organization", "tenant", "with", "new", "by", "using", "via", "me", "action", "handler", "controller", "post", "route", "form", "submit", "email", "password", "and", "auth", "local", "oauth",
]);

/** Acts that a login, a sign-up or a reset is made of. */
const RENAMED_BY_ROUTE: ReadonlySet<string> = new Set(["auth.login", "auth.password.change", "auth.token.create", "admin.user_update", "user.create"]);

/** Comparing a password is a login, and updating a user is just that, unless the route says what it is for. */
function byOperation(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const found = sensitiveOperation(handler, file, handlers);
  // A signature under GET is one of a link, and nothing is delivered.
  if (found?.event === "webhook.verify" && /^(?:GET|HEAD)$/.test(methodLetThrough(handler) ?? "")) return undefined;
  if (found?.event === "billing.subscription" && found.evidence.startsWith("writes ") && handler.route !== undefined && checks(handler.route.split("/").map((segment) => splitWords(segment)))) return undefined;
  // Whoever signs up becomes a member of something, too.
  const isAside = found?.event === "user.role.change" && found.evidence.startsWith("writes to");
  const mayBeTold = found?.category === "billing" && found.evidence.startsWith("writes ");
  if (!found || !(isAside || mayBeTold || RENAMED_BY_ROUTE.has(found.event))) return found;
  const named = sensitiveRoute(handler, false, file) ?? byName(handler, file, handlers);
  // Who tells of a payment by a webhook must be who it says; the payment was made elsewhere.
  if (mayBeTold) return named?.category === "webhook" ? named : found;
  if (named?.category !== "authentication") return found;
  // What is signed for somebody who signs in is part of that; anywhere else below `auth` it is a token.
  if (found.event === "auth.token.create" && named.event === "auth.login" && !/log-?in|sign-?in|otp|magic/i.test(`${handler.route ?? ""} ${handler.name ?? ""}`)) return found;
  // A new password is what a reset ends in, and no step of signing in.
  if (found.event === "auth.password.change" && !/^auth\.(?:password|register)/.test(named.event)) return found;
  return isAside ? named : found.event === "user.create" ? { ...named, evidence: found.evidence, ...(found.act && { act: found.act }) } : { ...found, event: isKnown(named.event) ? named.event : found.event };
}

/** Not one that was made of the route's own words. */
function isKnown(event: string): boolean {
  return SECURITY_EVENTS.some(({ name }) => name === event);
}
