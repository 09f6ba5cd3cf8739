/** Second signs that a route does what a word of it says: the words beside it, and what stands in the handler. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, type CallNode, type Node } from "../../syntax/ast.js";
import { callPath } from "../../syntax/call-path.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { AROUND_EXPORTS, AROUND_MONEY, AROUND_RIGHTS, AROUND_SIGN_IN, AROUND_WEBHOOKS, CONTENT, OPINIONS, OVER_CONTENT, SHOWN_OF_PAYMENT, TELLS_OF_MONEY, type Category, type Phrase } from "../../vocabulary/sensitive-actions.js";
import { tableWriteOf } from "../records/table-writes.js";

/** `/import-payouts`, `/cleanup-exports`, `/register-webhook`: another verb says what is done with the thing. */
export function isSaidAside({ category, event }: Phrase, segment: readonly string[]): boolean {
  if (segment.length === 1) return false;
  // `/is-admin` asks for oneself, `/send-admin-notification` writes to one.
  if (category === "admin") return /^(?:is|has|check)$/.test(segment[0]!) || segment.some((word) => /^notif(?:y|ications?)$/.test(word));
  // `/get-login-email`: something is looked up by which somebody would sign in.
  if (event === "auth.login" && segment.length > 2 && /^(?:get|list|fetch|count)$/.test(segment[0]!)) return true;
  const verbs = event === "data.export" ? AROUND_EXPORTS : AROUND.get(category);
  return verbs !== undefined && segment.some((word) => verbs.has(word));
}

const AROUND: ReadonlyMap<Category, ReadonlySet<string>> = new Map([
  ["billing", AROUND_MONEY],
  ["webhook", AROUND_WEBHOOKS],
  ["authentication", AROUND_SIGN_IN],
  ["authorization", AROUND_RIGHTS],
]);

/** `/products/export`, `/product-export-data`: goods and texts, and nobody's data. */
export function isExportOfContent({ event }: Phrase, segments: readonly (readonly string[])[]): boolean {
  const at = segments.findIndex((words) => words.includes("export") || words.includes("exports"));
  if (event !== "data.export" || at < 0) return false;
  const near = segments.slice(Math.max(0, at - 1)).flat();
  // `/export/pdf` says in which form.
  return near.some((word) => CONTENT.has(word) && !/^pdfs?$/.test(word)) && !near.some((word) => word !== "export" && OVER_CONTENT.has(word));
}

/** What a payment would come to. */
const ASKS_PRICE = /^(?:quote|estimate|preview|calculate)$/;

/** `/webhooks/setup`, `/permissions/check`, `/payments/quote`: the last segment says what is done with them. */
export function isSaidBehind({ category, words }: Phrase, segments: readonly (readonly string[])[]): boolean {
  const last = segments.at(-1) ?? [];
  if (category === "billing") return ASKS_PRICE.test(last[0] ?? "") || segments.some((segment) => segment.some((word) => OPINIONS.has(word))) || tellsOrShows(words, last);
  const verbs = category === "webhook" || category === "authorization" ? AROUND.get(category) : undefined;
  return verbs !== undefined && last.every((word) => verbs.has(word));
}

/** `/billing/renewal-reminders`, `/payments/:id/description`. By whose name somebody is billed is part of that. */
function tellsOrShows([thing]: readonly string[], last: readonly string[]): boolean {
  return last[0] === "resend" || TELLS_OF_MONEY.has(last.at(-1) ?? "") || (thing !== "billing" && SHOWN_OF_PAYMENT.has(last.at(-1) ?? ""));
}

/** Guests check out of their rooms, and readers take out books: no money need change hands. */
export function leavesAPlace(handler: HandlerSite, file: SourceFile): boolean {
  const text = textOf(handler, file);
  return /check(?:ed)?[-_ ]?in(?![a-z])|checked[-_ ]?out/i.test(text) && !/pay|price|stripe|cart|charge|amount|invoice|currency/i.test(text);
}

/** `/google-auth`, `/auth-handler`: somebody gets a session there, or a cookie, or a token of this server. */
export function handsOutCredential(handler: HandlerSite, file: SourceFile): boolean {
  const within = handler.region ?? handler.fn;
  if (!within) return false;
  return nodesIn(file.outline.calls, within).some(isHandedOut) || /["'`]set-cookie["'`]/i.test(textOf(handler, file));
}

function isHandedOut(call: CallNode): boolean {
  const words = splitWords(callPath(call) ?? "");
  if (/^(?:log|sign)$/.test(words[0] ?? "") ? words[1] === "in" : /^(?:login|signin)$/.test(words[0] ?? "")) return true;
  return words.some((word) => GIVES.has(word)) && words.some((word) => CREDENTIALS.has(word));
}

const GIVES: ReadonlySet<string> = new Set(["set", "create", "issue", "sign", "generate", "start", "compare"]);
const CREDENTIALS: ReadonlySet<string> = new Set(["cookie", "cookies", "session", "sessions", "token", "tokens", "jwt", "password", "user", "credential", "credentials"]);

/** `grant_type=authorization_code`: somebody's account at another service is connected. */
export function connectsAccount(handler: HandlerSite, file: SourceFile): boolean {
  return /\bauthorization_code\b/.test(textOf(handler, file));
}

/** The way to another service's own page, where all the rest is done. */
export const leadsToProvider = foundOnce((handler: HandlerSite, file: SourceFile): boolean => {
  const text = textOf(handler, file);
  return /\bresponse_type\b|\bauthori[sz]ation_?[uU]rl\b|\b(?:getAuthorizationUrl|generateAuthUrl|createAuthorizationURL|getAuthUrl|(?:build|make|create|generate)\w*Auth(?:orization|orize)?U[rR][lL])\b/.test(text) && !/\bgrant_type\b|\baccess_?token\b|exchange\w*Code|\bgetTokens?\b|validateAuthorizationCode/i.test(text);
});

/** `signIn("google")`, `signInWithOAuth(…)`: they lead to the provider's page; somebody is signed in where that leads back to. */
export function startsAtProvider(act: Node): boolean {
  if (act.type !== "CallExpression") return false;
  const [first] = act.arguments;
  const name = calleeName(act);
  if (name === "signInWithOAuth") return true;
  return name === "signIn" && first?.type === "Literal" && typeof first.value === "string" && !OWN_PROVIDERS.test(first.value);
}

/** Providers of Auth.js that ask for a password, or send a link, here. */
const OWN_PROVIDERS = /credential|password|mail|resend|nodemailer|sendgrid|passkey|webauthn|otp|magic|custom/i;

/** A webhook of whoever writes the texts of a site: its pages are built anew, and nothing else comes of it. */
export function onlyRevalidates(handler: HandlerSite, file: SourceFile): boolean {
  const within = handler.region ?? handler.fn;
  const calls = within ? nodesIn(file.outline.calls, within) : [];
  return calls.some((call) => /^revalidate(?:Path|Tag)$/.test(calleeName(call) ?? "")) && !calls.some((call) => call.type === "CallExpression" && tableWriteOf(call, file)?.certain);
}

function textOf({ region, fn }: HandlerSite, file: SourceFile): string {
  const within = region ?? fn;
  return within ? file.view.text.slice(...within.range) : "";
}
