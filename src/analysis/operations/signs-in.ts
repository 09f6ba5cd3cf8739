/** Whether a handler hands out what somebody is known by from then on: a session, or the token or cookie of one. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, propertyValue, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { callPath } from "../../syntax/call-path.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import type { Sensitivity } from "./sensitive-act.js";

export function signsIn(handler: HandlerSite, within: Node, file: SourceFile): Sensitivity | undefined {
  const calls = nodesIn(file.outline.calls, within);
  const { response } = handler.parameters;
  const makes = setsCookie(within, file);
  for (const call of calls) {
    const found = (makes ? givesSession(call) : undefined) ?? sendsToken(call, response) ?? setsTokenCookie(call, file);
    if (found) return found;
  }
  const field = fieldOfSession(handler, within, file);
  return field === undefined ? undefined : { category: "authentication", event: "auth.login", evidence: `writes ${field}` };
}

function setsCookie(within: Node, file: SourceFile): boolean {
  return /set-cookie|\.cookie\(|cookies?\w*(?:\(\))?\)?\.set\(/i.test(file.view.text.slice(...within.range));
}

/** `generateToken(user.id)` where a cookie is set: whoever comes back from another service, say, is signed in. */
export function givesSession(call: CallNode): Sensitivity | undefined {
  const name = call.type === "CallExpression" && call.arguments.length > 0 ? calleeName(call) : undefined;
  const [verb = "", ...made] = splitWords(name ?? "");
  const isOfSession = made.every((word) => SESSION_WORDS.test(word)) && made.some((word) => CREDENTIAL.test(word));
  if (!MAKES.test(verb) || !isOfSession) return undefined;
  return { category: "authentication", event: "auth.login", evidence: `calls ${callPath(call) ?? name!}`, act: call };
}

const MAKES = /^(?:generate|create|sign|issue|mint|make)$/;
const SESSION_WORDS = /^(?:access|and|auth|cookie|jwt|login|pair|refresh|session|tokens?|user)$/;
const CREDENTIAL = /^(?:cookie|jwt|session|tokens?)$/;

/** `sendToken(user, 200, res)`, `generateTokenAndSetCookie(res, id)`: the helper is handed the answer; a mailer is not. */
function sendsToken(call: CallNode, response: string | undefined): Sensitivity | undefined {
  const name = call.type === "CallExpression" && response !== undefined ? calleeName(call) : undefined;
  const [verb = "", ...sent] = splitWords(name ?? "");
  if (!SENDS.test(verb) || !sent.every((word) => SENT_WORDS.test(word))) return undefined;
  // A cookie alone may be one of anything, but for `attachCookiesToResponse({ res, user })`.
  if (!sent.some((word) => (verb === "attach" ? /^cookies?$/ : /^(?:jwt|session|tokens?)$|^(?:auth|login)$/).test(word))) return undefined;
  const isHandedOver = call.arguments.some((argument) => isName(argument, response) || (argument.type === "ObjectExpression" && argument.properties.some((property) => property.type === "Property" && isName(property.value, response))));
  return isHandedOver ? { category: "authentication", event: "auth.login", evidence: `calls ${callPath(call) ?? name!}`, act: call } : undefined;
}

function isName(node: Node, name: string | undefined): boolean {
  return node.type === "Identifier" && node.name === name;
}

const SENDS = /^(?:attach|create|generate|give|issue|send|set|sign|store|write)$/;
const SENT_WORDS = /^(?:access|and|auth|client|cookies?|http|in|jwt|login|new|only|refresh|response|send|session|set|to|tokens?|user)$/;

/** `res.cookie("refreshToken", token)`, `cookies().set("access_token", token)`; not one that is emptied. */
function setsTokenCookie(call: CallNode, file: SourceFile): Sensitivity | undefined {
  const callee = unwrap(call.callee);
  if (call.type !== "CallExpression" || callee.type !== "MemberExpression" || call.arguments.length < 2) return undefined;
  const method = memberName(callee);
  if (method !== "cookie" && !(method === "set" && /cookie/i.test(callPath(call) ?? ""))) return undefined;
  const name = staticString(call.arguments[0], file.bindings);
  const [, value, options] = call.arguments;
  if (name === undefined || !TOKEN_COOKIE.test(name) || value!.type === "Literal" || isExpired(options)) return undefined;
  return { category: "authentication", event: "auth.login", evidence: `sets the cookie ${name}`, act: call };
}

const TOKEN_COOKIE = /^(?:(?:access|admin|auth|id|jwt|login|refresh|session|user)[-_]?)?token$|^jwt$|^(?:admin|auth|user)[-_]?(?:jwt|session)$/i;

function isExpired(options: Node | undefined): boolean {
  const age = propertyValue(options, "maxAge") ?? propertyValue(options, "expires");
  return age !== undefined && (age.type === "Literal" ? age.value === 0 : age.type === "NewExpression" && age.arguments[0]?.type === "Literal");
}

/** `req.session.user = { id }`: who that is was found out just now. One that was read before is only brought up to date. */
function fieldOfSession({ parameters: { request } }: HandlerSite, within: Node, file: SourceFile): string | undefined {
  if (request === undefined || !WRITES_SESSION.test(file.view.text.slice(...within.range))) return undefined;
  let field: string | undefined;
  const read = new Set<string>();
  findNode(within, (node) => {
    if (node.type === "AssignmentExpression") {
      const name = sessionField(node.left, request);
      if (name !== undefined && !read.has(name) && IDENTITY.test(name) && isSomebody(node)) field ??= name;
      if (name !== undefined) return false;
    }
    const name = node.type === "MemberExpression" && !isWritten(node) ? sessionField(node, request) : undefined;
    if (name !== undefined) read.add(name);
    return field !== undefined;
  });
  return field === undefined ? undefined : `session.${field}`;
}

const WRITES_SESSION = /\bsession\.\w+\s*=[^=]/;
const IDENTITY = /^(?:user|admin|account|customer|member)(?:_?id)?$|^uid$|^(?:is_?)?(?:auth|authenticated|logged_?in|signed_?in|admin)$/i;

function sessionField(node: Node, request: string): string | undefined {
  const path = node.type === "MemberExpression" ? dottedPath(node) : undefined;
  return path?.length === 3 && path[0] === request && path[1] === "session" ? path[2] : undefined;
}

function isWritten(node: TSESTree.MemberExpression): boolean {
  return node.parent.type === "AssignmentExpression" && node.parent.left === node;
}

function isSomebody({ operator, right }: TSESTree.AssignmentExpression): boolean {
  const value = unwrap(right);
  if (operator !== "=" || (value.type === "Identifier" && value.name === "undefined")) return false;
  return value.type !== "Literal" || value.value === true || typeof value.value === "string";
}
