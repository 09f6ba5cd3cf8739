/** Names that say little by themselves (`pin`, `sid`, `sessionId`): what else must bear them out. */
import type { SourceFile } from "../../source-file.js";
import { dottedPath, enclosingFunction, functionName, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { saidInFile } from "../../syntax/said-in-file.js";
import { isAboutAccounts } from "../../vocabulary/account-words.js";

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

/** `message.sid`: what a telephone service calls the id of a thing; a session's is read from a session, or from a request. */
export function isSidOfThing(name: string, node: Node): boolean {
  if (name !== "sid" || node.type !== "MemberExpression") return false;
  return !/sess|cookie|auth|user|login|claims|token|payload|req|query|body|store|data$/i.test(dottedPath(node.object)?.at(-1) ?? "session");
}

/** A `pin` is a secret where the file checks or stores one, and a place on a map or a board elsewhere. */
export function isLoginPin(name: string, file: SourceFile): boolean {
  return /^(?:user|new|old|current)?pin$/i.test(name) && checksPins(file);
}

const checksPins = saidInFile(
  /\b(?:verify|check|validate|set|change|update|hash|reset)\w*Pin\b|pin_?(?:Hash|code)\b|\bPIN\b/,
);

/** A sort code is a bank's where the file has account numbers, and a parcel's elsewhere. */
export const hasAccountNumbers = saidInFile(/account_?n(?:o|um)|\biban\b/i);

/** `tokens` of a request are credentials where the file deals in those, and an amount of them elsewhere. */
export const dealsInLoginTokens = saidInFile(/oauth|(?:refresh|access|id|auth|session)_?tokens?\b/i);

/** A `token` in a function about the addresses of devices at a push service, or a file about those that signs nobody in. */
export function isDeviceToken(name: string, node: Node, file: SourceFile): boolean {
  if (!/^tokens?$/i.test(name) || !pushes(file)) return false;
  return !signsIn(file) || functionsAround(node).some((fn) => DEVICE_TOKEN.test(functionName(fn) ?? ""));
}

/** A `token` in a file that calls contracts on a chain, and signs nobody in, is the address or the symbol of a coin. */
export function isCoin(name: string, file: SourceFile): boolean {
  return /^tokens?$/i.test(name) && callsContracts(file) && !signsIn(file);
}

const callsContracts = saidInFile(
  /["'](?:ethers|web3|viem|@solana\/(?:web3|spl-token)[\w.-]*|@ethersproject\/[\w-]+|@openzeppelin\/[\w-]+)["']|\berc-?20\b/i,
);

function functionsAround(node: Node): FunctionNode[] {
  const fn = enclosingFunction(node);
  return fn ? [fn, ...functionsAround(fn)] : [];
}

const DEVICE_TOKEN = /(?:[dD]evice|[fF]cm|FCM|[aA]pns)_?[tT]okens?(?![a-z])|(?:^|[a-z_])[pP]ush(?![a-z])|[nN]otification/;

const pushes = saidInFile(
  /expo-notifications|registration-token|firebase-admin\/messaging|\bmessaging\(\)|(?:device|push|fcm|apns)_?tokens?\b|registerFor\w*Push|\bsendPush/i,
);
const signsIn = saidInFile(
  /\bjwt|jsonwebtoken|bearer|authorization|(?:access|refresh|auth|session|id|reset|verif\w+|invit\w+|api|csrf)_?tokens?\b|passw|log_?in\b|sign_?in\b/i,
);

/** `session.id` where the file puts that very id into a cookie. */
export function isIdInCookie(name: string, node: Node, file: SourceFile): boolean {
  if (name !== "id" || node.type !== "MemberExpression") return false;
  return dottedPath(node.object)?.at(-1) === "session" && putsSessionInCookie(file);
}

/** As the value: what a cookie is called by may be any number that is sent around. */
const putsSessionInCookie = saidInFile(/cookie[^\n;]{0,200}(?:[=,:]["'`]?\s*(?:\+\s*)?(?:\$\{\s*)?(?:\w+\(\s*)?)session\.id\b/i);

/** The code under which a hotel or an airline keeps a booking is printed on its confirmation. */
export function isBookingCode(name: string, file: SourceFile): boolean {
  return /^(?:\w*_)?confirmation_?code$/i.test(name) && takesBookings(file);
}

const takesBookings = saidInFile(/reservation|booking|itinerary/i);

/** Brazil's tax office knows an invoice by its `access_key`, which is printed on it. */
export function isKeyOfInvoice(name: string, file: SourceFile): boolean {
  return /^access_?key$/i.test(name) && dealsInInvoices(file);
}

const dealsInInvoices = saidInFile(/\bnf-?c?e\b|nfc?e_|sefaz|nota_?fiscal/i);

const loginSessions = keptWith<SourceFile, boolean>();

/** `sessionId` is a login's only where the file deals with cookies, sessions or logins; elsewhere it is a chat or a checkout. */
export function keepsLoginSessions(file: SourceFile): boolean {
  let known = loginSessions.get(file);
  if (known === undefined) {
    // Beside a checkout or a chat, a session may be that one.
    const { text, path } = file.view;
    const signsIn = SESSION_TEXT.test(text) || (GUARD_OR_WAY_OUT.test(text) && isAboutAccounts(path));
    known = signsIn && !/\bstripe\b[\s\S]*checkout|checkout[\s\S]*\bstripe\b/i.test(text) && !OTHER_SESSION.test(text) && !SESSION_CLAIM.test(text);
    known &&= !OPENED_BY_TOKEN.test(text) || OPENED_BY_ID.test(text);
    loginSessions.set(file, known);
  }
  return known;
}

const OTHER_SESSION =
  /baileys|whats-?app|wppconnect|puppeteer|playwright|(?:chat|game|quiz|exam|workout|training|upload|call|terminal|agent|conversation|study|interview|trading|charging|parking|tutoring|therapy|meeting|video|recording|import|scan|cash|shift|browser|browserbase)[-_ ]?sessions?(?![a-z])|\b(?:re_?key|ratchet)/i;

/** In a file about accounts; a device has a way out as well, and any file of routes a guard. */
const GUARD_OR_WAY_OUT = /\b(?:log(?:Out|out)|sign(?:Out|out)|authenticate)\w*\s*\(/;

/** An id that is read from a signed token, or written into one, opens nothing by itself. */
const SESSION_CLAIM = /\b(?:decoded|claims|jwtPayload|tokenPayload|decodedToken)(?:\?|!)?\.(?:sessionId|sid)\b|\b(?:sign|generate|create)\w*(?:Token|JWT|Jwt)\(\s*\{[^}]*\bsessionId\b/;

/** Where a token opens the session, its id is that of a row; unless a cookie holds it, or the framework's own session has it. */
const OPENED_BY_TOKEN = /(?:session|refresh)_?token/i;
const OPENED_BY_ID = /(?:express|cookie|iron)-session|\breq(?:uest)?\.session\b|sessionID\b|[cC]ookies?\b[^\n;]*\b(?:session_?[iI]d|sid)\b/;

const SESSION_TEXT = new RegExp(
  [
    /express-session|cookie-session|iron-session|\breq(?:uest)?\.session\b|sessionID\b|session(?:Store|Cookie)/,
    /[sS]et-[cC]ookie|httpOnly|\.cookie\(|\bcookies\(\)|headers\.get\(\s*["'][cC]ookie["']\s*\)/,
    /\b(?:log(?:In|in)|sign(?:In|in))\w*\s*\(|\bbcrypt\b/,
    /\b(?:in|re)?validateSession|destroySession|revokeSession/,
  ]
    .map(({ source }) => source)
    .join("|"),
);
