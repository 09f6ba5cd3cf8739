/**
 * Acts that are asked for last, of handlers whose route, name and known calls say nothing: what a function is called that the
 * handler calls, what the functions of the same file do for it, secrets that are compared by hand, and whom it lets in.
 */
import { staticString } from "../../scope/static-value.js";
import { isReturned } from "../../frameworks/answering-functions.js";
import { localFunction } from "../../frameworks/local-function.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { callPath } from "../../syntax/call-path.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import { LEAVE_WORDS, NOT_BILLING, type SensitiveAction } from "../../vocabulary/sensitive-actions.js";
import { isForAdminsAlone } from "./admin-gates.js";
import { methodLetThrough } from "./method-let-through.js";
import { namedAct } from "./named-acts.js";
import { ruledByAdmins } from "./ruled-by-admins.js";
import type { Sensitivity } from "./sensitive-act.js";
import { firstAct } from "./sensitive-operations.js";
import { givesSession, signsIn } from "./signs-in.js";

export function laterAct(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const within = handler.region ?? handler.fn;
  if (!within) return undefined;
  const signedIn = signsIn(handler, within, file);
  if (signedIn) return renews(handler) ? { ...signedIn, event: "auth.token.create" } : signedIn;
  const listed = listsUsers(handler, within, file);
  if (listed) return listed;
  if (/^(?:GET|HEAD)$/.test(methodLetThrough(handler) ?? "")) return ofLink(handler, within, file);
  const calls = nodesIn(file.outline.calls, within);
  const handedOn = calls.filter((call) => takesRequest(call, handler));
  // A dispatcher gives the request to many, and each of them is asked by itself.
  const own = handedOn.length > 1 ? calls.filter((call) => !handedOn.includes(call)) : calls;
  const found =
    firstOf(own, (call) => ofName(call, file)) ??
    comparedSecret(within, file) ??
    firstOf(calls, (call) => doneBy(call, file, handlers));
  if (found) return found;
  const ruled = ruledByAdmins(handler, file);
  if (ruled) return { ...ruled, evidence: "lets in administrators alone" };
  return isForAdminsAlone(handler, file) ? { category: "admin", event: "admin.action", evidence: "lets in administrators alone" } : undefined;
}

/** `auth.admin.listUsers()` under a name that says so: everybody's addresses are read. Elsewhere somebody is looked for by it. */
function listsUsers({ route, name }: HandlerSite, within: Node, file: SourceFile): Sensitivity | undefined {
  const last = splitWords(route?.split("/").at(-1) ?? name ?? "");
  if (!/^(?:users|accounts|members)$/.test(last.at(-1) ?? "")) return undefined;
  const act = nodesIn(file.outline.calls, within).find((call) => /(?:^|\.)auth\.admin\.listUsers$/.test(callPath(call) ?? ""));
  return act && { category: "data", event: "data.read", evidence: "calls auth.admin.listUsers", act };
}

/** What a GET does that is no look at something: a link in a mail was followed, or another service led back here. */
function ofLink(handler: HandlerSite, within: Node, file: SourceFile): Sensitivity | undefined {
  const calls = nodesIn(file.outline.calls, within);
  const named = firstOf(calls, (call) => (CHANGES.test(splitWords(calleeName(call) ?? "")[0] ?? "") || PROVES_ADDRESS.test(calleeName(call) ?? "") ? ofName(call, file) : undefined)) ?? firstOf(calls, (call) => exported(call, file));
  if (named || !LED_BACK.test(handler.route ?? "")) return named;
  const session = firstOf(calls, (call) => (/session/i.test(calleeName(call) ?? "") ? givesSession(call) : undefined));
  if (session) return session;
  if (handsOutCookie(handler, calls)) return { category: "authentication", event: "auth.login", evidence: "hands out a cookie" };
  const exchange = calls.find((call) => EXCHANGES.test(calleeName(call) ?? ""));
  if (!exchange && !GRANT.test(file.view.text.slice(...within.range))) return undefined;
  return { category: "configuration", event: "config.change", evidence: "exchanges a code for another service's token", ...(exchange && { act: exchange }) };
}

/** `downloadCsv(search)`: tables are asked for by GET. */
function exported(call: CallNode, file: SourceFile): Sensitivity | undefined {
  const found = /^(?:export|download)/.test(calleeName(call) ?? "") ? ofName(call, file) : undefined;
  return found?.event === "data.export" ? found : undefined;
}

/** `/oauth/google/callback` that sets a cookie of its own by a name that says what it is: somebody is signed in there. */
function handsOutCookie({ route }: HandlerSite, calls: readonly CallNode[]): boolean {
  return /callback$/i.test(route ?? "") && calls.some((call) => COOKIE_GIVEN.test(calleeName(call) ?? ""));
}

const COOKIE_GIVEN = /^(?:set|create|issue|make|build)\w*(?:Auth|Session|Token|Login|Jwt)\w*Cookies?$/;
const CHANGES = /^(?:accept|approve|confirm|deny|disconnect|join|mark|redeem|reject|revoke)$/;
const PROVES_ADDRESS = /^verifyEmail[A-Z]/;
const LED_BACK = /(?:^|[/_-])(?:callback|oauth2?|connect)(?:$|[/_-])/i;
const GRANT = /\bgrant_?[tT]ype["']?\s*[:=,]\s*["'`]?authorization_code\b/;
const EXCHANGES = /^(?:exchange\w*[cC]ode\w*|handle\w*(?:OAuth|Oauth|OIDC|Oidc|SSO|Sso)\w*Callback\w*|validateAuthorizationCode|authorizationCodeGrant|getTokensFromCode)$/;

function firstOf(calls: readonly CallNode[], read: (call: CallNode) => Sensitivity | undefined): Sensitivity | undefined {
  for (const call of calls) {
    const found = read(call);
    if (found) return found;
  }
  return undefined;
}

/** `return await handleInvite(request, env)`. */
function takesRequest(call: CallNode, { parameters: { request } }: HandlerSite): boolean {
  return isReturned(call) && call.arguments.some((argument) => argument.type === "Identifier" && argument.name === request);
}

/** `POST /refresh`, `refreshTokens`: whoever is signed in already stays so. */
function renews({ route, name }: HandlerSite): boolean {
  return [route?.split("/").at(-1), name].some((said) => /^(?:refresh|renew)$/.test(splitWords(said ?? "")[0] ?? ""));
}

/** `refunds.approveRefund(id)`, `await suspendUser(id)`. */
function ofName(call: CallNode, file: SourceFile): Sensitivity | undefined {
  const name = call.type === "CallExpression" ? calleeName(call) : undefined;
  const act = name === undefined ? undefined : namedAct(name);
  if (!act) return name === "rpc" ? ofProcedure(call, file) : undefined;
  const path = callPath(call) ?? name!;
  // A topic has subscriptions, and a newsletter.
  if (act.event === "billing.subscription" && splitWords(path).some((word) => NOT_BILLING.has(word))) return undefined;
  if (isToldToClient(call, act, name!) || isOfLeave(call, act, file)) return undefined;
  return { category: act.category, event: act.event, evidence: `calls ${path}`, act: call };
}

/** `oauth2Client.setCredentials(tokens)`, `mail.setApiKey(key)`: what a client is to use; who keeps it says whose it is. */
function isToldToClient(call: CallNode, { category }: SensitiveAction, name: string): boolean {
  if (category !== "keys" || !name.startsWith("set")) return false;
  return call.callee.type === "MemberExpression" && call.arguments.length === 1;
}

/** `deductBalance(leave.requesterId, leave.type, days)`: days off, and no money. */
function isOfLeave(call: CallNode, { event }: SensitiveAction, file: SourceFile): boolean {
  if (event !== "billing.payment") return false;
  const wordsOf = ({ range }: Node): string[] => splitWords(file.view.text.slice(...range));
  return call.arguments.some((argument) => wordsOf(argument).some((word) => LEAVE_WORDS.has(word)));
}

/** `supabase.rpc("deduct_credits", …)`: the name of the procedure is one of an act. */
function ofProcedure(call: CallNode, file: SourceFile): Sensitivity | undefined {
  const procedure = staticString(call.arguments[0], file.bindings);
  const act = procedure === undefined ? undefined : namedAct(procedure);
  return act && { category: act.category, event: act.event, evidence: `calls ${procedure!}`, act: call };
}

/** `if (user.otp !== otp)`, `password === process.env.SITE_PASSWORD`: somebody proves who they are. */
function comparedSecret(within: Node, file: SourceFile): Sensitivity | undefined {
  if (!/[!=]==?\s*\(?[\w.]*(?:otp|passw|pass_?(?:hash|code)|pin|code)|(?:otp|passw|pass_?(?:hash|code)|pin|code)\w*\)*\s*[!=]==?/i.test(file.view.text.slice(...within.range))) return undefined;
  let secret: string | undefined;
  const found = findNode(within, (node) => {
    if (node.type !== "BinaryExpression" || !/^[!=]==?$/.test(node.operator)) return false;
    const sides = [node.left, node.right].map((side) => unwrap(side as Node));
    const names = sides.map(nameOf);
    if (!names.every((name) => (SECRET.test(name) || HASHED.test(name)) && !REPEATED.test(name))) return false;
    secret = names.find((name) => SECRET.test(name) && !/passw|pass_?hash/i.test(name)) ?? names.find((name) => SECRET.test(name));
    return secret !== undefined && (sides.some(({ type }) => type === "MemberExpression") || names.some((name) => KEPT.test(name)));
  });
  return found && { category: "authentication", event: /passw|pass_?hash/i.test(secret!) ? "auth.login" : "auth.mfa.verify", evidence: `compares ${secret!}` };
}

/** `password` of `user.password`, and of `await sha256(password)`. */
function nameOf(node: Node): string {
  if (node.type === "AwaitExpression") return nameOf(unwrap(node.argument));
  if (node.type === "CallExpression") return node.arguments[0] ? nameOf(unwrap(node.arguments[0])) : "";
  return dottedPath(node)?.at(-1) ?? "";
}

const SECRET = /otp(?:_?code)?$|passwo?r?d$|passwo?r?d_?(?:hash|digest)$|^(?:hashed_?)?pass_?(?:hash|wo?r?d)$|passcode$|^pin$|pin_?(?:code|hash)\w*$|(?:verification|reset|login|access|auth|sms|mfa|two_?factor)_?code$/i;
const HASHED = /^(?:computed|input|candidate|derived|given|hashed)?_?(?:hash|digest)(?:_?hex)?$|^hashed(?:_?input)?$/i;
const REPEATED = /confirm|repeat|again|retype|new/i;
const KEPT = /correct|expected|stored|saved|kept|cached|valid|admin|secret|master/i;

/** What a function of the file does that the handler calls. One that is a handler itself is asked by itself. */
function doneBy(
  call: CallNode,
  file: SourceFile,
  handlers: readonly HandlerSite[],
  depth = DEPTH,
): Sensitivity | undefined {
  const fn = depth > 0 && call.type === "CallExpression" ? localFunction(call.callee, file) : undefined;
  if (!fn || handlers.some((handler) => handler.fn === fn)) return undefined;
  const calls = nodesIn(file.outline.calls, fn);
  const deeper = (inner: CallNode): Sensitivity | undefined => doneBy(inner, file, handlers, depth - 1);
  const found = firstAct(calls, file) ?? firstOf(calls, (inner) => ofName(inner, file)) ?? firstOf(calls, deeper);
  if (!found || (PROVES.test(found.category) && !isReturned(call))) return undefined;
  return { ...found, act: call };
}

const DEPTH = 2;

/** A guard compares secrets and signatures too: only where the handler answers with what comes of it is it the act. */
const PROVES = /^(?:authentication|webhook)$/;
