/** Names that say little by themselves (`pin`, `sid`, `sessionId`): what else must bear them out. */
import type { SourceFile } from "../source-file.js";
import { dottedPath, type Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";

/** Cookies hold sessions under short names; in another place these words say nothing. */
export function cookieName(name: string): string {
  return /^(?:session|sess|sid|auth|login|remember|rememberMe|__session|refresh|access)$/i.test(name) ? "session_token" : name;
}

/** `user.pin`, `login.pass`: a word that says little by itself, of something that people sign in with. */
export function isLoginField(name: string, node: Node): boolean {
  if (!/^(?:pin|pass|pw)$/i.test(name) || node.type !== "MemberExpression") return false;
  const owner = dottedPath(node.object)?.at(-1) ?? "";
  return SIGNED_IN_WITH.test(owner);
}

const SIGNED_IN_WITH =
  /^(?:user|account|card|customer|member|employee|patient|login|credentials?|creds|auth|smtp|db|body|input|payload|form|data)$/i;

/** A `pin` is a secret where the file checks or stores one, and a place on a map or a board elsewhere. */
export function isLoginPin(name: string, file: SourceFile): boolean {
  return /^(?:user|new|old|current)?pin$/i.test(name) && CHECKS_PINS.test(file.view.text);
}

const CHECKS_PINS = /\b(?:verify|check|validate|set|change|update|hash|reset)\w*Pin\b|pin_?(?:Hash|code)\b|\bPIN\b/;

/** `tokens` of a request are credentials where the file deals in those, and an amount of them elsewhere. */
export function dealsInLoginTokens(file: SourceFile): boolean {
  return /oauth|(?:refresh|access|id|auth|session)_?tokens?\b/i.test(file.view.text);
}

/** The code under which a hotel or an airline keeps a booking is printed on its confirmation. */
export function isBookingCode(name: string, file: SourceFile): boolean {
  return /^(?:\w*_)?confirmation_?code$/i.test(name) && /reservation|booking|itinerary/i.test(file.view.text);
}

const loginSessions = keptWith<SourceFile, boolean>();

/** `sessionId` is a login's only where the file deals with cookies, sessions or logins; elsewhere it is a chat or a checkout. */
export function keepsLoginSessions(file: SourceFile): boolean {
  let known = loginSessions.get(file);
  if (known === undefined) {
    // Beside a checkout, a session may be that one.
    known = SESSION_TEXT.test(file.view.text) && !/\bstripe\b[\s\S]*checkout|checkout[\s\S]*\bstripe\b/i.test(file.view.text);
    loginSessions.set(file, known);
  }
  return known;
}

const SESSION_TEXT = new RegExp(
  [
    /express-session|cookie-session|iron-session|\breq(?:uest)?\.session\b|sessionID\b|session(?:Store|Cookie)/,
    /[sS]et-[cC]ookie|httpOnly|\.cookie\(|\bcookies\(\)/,
    /\b(?:log(?:In|Out|in|out)|sign(?:In|Out|in|out)|authenticate)\w*\s*\(|\bbcrypt\b/,
    /\b(?:in|re)?validateSession|destroySession|revokeSession/,
  ]
    .map(({ source }) => source)
    .join("|"),
);
