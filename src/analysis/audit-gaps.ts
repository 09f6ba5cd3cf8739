/** Which outcomes of a sensitive handler leave no audit event, and what counts as one of each. */
import { wordsOf } from "../frameworks/answer.js";
import { importedSummary } from "../frameworks/imported.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { keptWith } from "../syntax/kept-with.js";
import type { Outcome } from "../vocabulary/outcome.js";
import { SESSION_SEGMENTS } from "../vocabulary/sensitive-actions.js";
import type { FileFacts } from "./file-facts.js";
import { chainRoot, dottedPath, isFunction, isInside, parameterName, propertyName, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode } from "../syntax/walk.js";
import { testsAround } from "./branch-tests.js";
import { formComplaint, type FormComplaint } from "./form-complaints.js";
import { isPreflight, type Exit } from "./handler-flow.js";
import { isLetIn } from "./let-in.js";
import { methodLetThrough } from "./method-let-through.js";
import { inTrail } from "./outcome-in-trail.js";
import { contradictions } from "./outcome-said.js";
import { asksForPlan, lacksMoney } from "./plan-limits.js";
import type { Sensitivity } from "./sensitivity.js";
import { hangsOnSetup } from "./server-setup.js";
import { isSignedBefore, refusesSignature } from "./webhook-signature.js";

export interface AuditGap {
  readonly outcome: Outcome;
  readonly exits: readonly Exit[];
}

export interface AuditDemands {
  /** Refusals of malformed input (400, 404, 409, 422 …) count as denials too. */
  readonly validation: boolean;
}

/** The outcomes, in the order success, denied, error, with the exits that no audit event covers. */
export function auditGaps(handler: HandlerSite, sensitivity: Sensitivity, facts: FileFacts, demands: AuditDemands): AuditGap[] {
  const flow = facts.flow(handler);
  const contradicted = contradictedExits(facts);
  const missing: Record<Outcome, Exit[]> = { success: [], denied: [], error: [] };
  for (const found of flow.exits) {
    const exit = inTrail(found, handler, sensitivity, facts.file);
    const { outcome } = exit.answer;
    if (outcome === undefined || isPreflight(exit) || isLeftToOthers(exit)) continue;
    if (!isDemanded(exit, outcome, handler, sensitivity, facts.file, demands) || (outcome !== "error" && isAuditedByHooks(sensitivity, facts.file))) continue;
    const coverage = flow.coverage(exit);
    if ((coverage === "audit" && !contradicted.has(found)) || (outcome === "error" && (coverage === "log" || coverage === "reporter"))) continue;
    missing[outcome].push(exit);
  }
  return (["success", "denied", "error"] as const).flatMap((outcome) => (missing[outcome].length > 0 ? [{ outcome, exits: missing[outcome] }] : []));
}

/** `auth.api.resetPassword(…)`, where the options of `auth` have hooks that audit. */
function isAuditedByHooks({ act }: Sensitivity, file: SourceFile): boolean {
  if (act?.type !== "CallExpression") return false;
  return importedSummary(chainRoot(act.callee), file, "audit")?.auditsInHooks ?? false;
}

/** Found once for a file: every handler asks for them. */
const contradictedIn = keptWith<FileFacts, ReadonlySet<Exit>>();

function contradictedExits(facts: FileFacts): ReadonlySet<Exit> {
  let exits = contradictedIn.get(facts);
  if (!exits) contradictedIn.set(facts, (exits = findContradicted(facts)));
  return exits;
}

/** Exits whose only audit events say that it went through, where it did not: no trace of the refusal is left there. */
function findContradicted(facts: FileFacts): ReadonlySet<Exit> {
  const records = new Set(contradictions(facts).map(({ record }) => record));
  const exits = new Set<Exit>();
  if (records.size === 0) return exits;
  for (const handler of facts.handlers) {
    if (handler.wrappers.length > 0 || handler.middleware.length > 0) continue;
    for (const exit of facts.flow(handler).exits) {
      const audits = [...exit.records, ...exit.finally].filter(({ strength }) => strength === "audit");
      if (audits.length > 0 && audits.every((record) => records.has(record))) exits.add(exit);
    }
  }
  return exits;
}

/** What is thrown or passed on is answered elsewhere, and may be recorded there. */
export function isLeftToOthers(exit: Exit): boolean {
  return exit.kind === "throw" || exit.kind === "pass";
}

/** Whether the trail of a sensitive handler needs an event of the exit, recorded or not. */
export function isDemanded(
  exit: Exit,
  outcome: Outcome,
  handler: HandlerSite,
  sensitivity: Sensitivity,
  file: SourceFile,
  demands: AuditDemands,
): boolean {
  if (outcome === "success")
    return (
      !onlyReads(exit, handler, sensitivity) && !isBeforeTheAct(exit, sensitivity) && !leadsElsewhere(exit, handler, sensitivity)
    );
  if (outcome === "error") return true;
  if (endsBasicAuth(exit, sensitivity)) return false;
  if (sensitivity.event === "webhook.verify" && refusesSignature(exit.node)) return true;
  return demands.validation || isDenial(exit, file);
}

/** A route named for a login that does nothing but lead to where that is done. */
function leadsElsewhere({ answer: { status } }: Exit, { fn }: HandlerSite, { act, event }: Sensitivity): boolean {
  if (act || event !== "auth.login" || status === undefined || status < 300 || status >= 400 || fn?.body.type !== "BlockStatement") return false;
  return findNode(fn.body, ({ type }) => type === "AwaitExpression" || type === "IfStatement" || type === "SwitchStatement") === undefined;
}

/** A logout that always answers 401, so that the browser forgets the password that it sends by itself. */
function endsBasicAuth({ node, answer: { status } }: Exit, sensitivity: Sensitivity | undefined): boolean {
  return status === 401 && sensitivity?.event === "auth.logout" && testsAround(node).length === 0;
}

/** A look at a page of the admin area is worth an event when it is refused, not each time that it is granted. */
function onlyReads({ node }: Exit, handler: HandlerSite, { category, evidence, act }: Sensitivity): boolean {
  if (category === "data") return false;
  const method = methodLetThrough(handler);
  const branch = method === undefined ? readBranch(node) : undefined;
  if (method !== "GET" && method !== "HEAD" && !branch) return false;
  // What is done for another method is no act of this one.
  return evidence.startsWith("route") || (branch !== undefined && act !== undefined && !isInside(act, branch));
}

/** `case "GET":` of a switch over the method, `if (req.method === "GET")`: what runs then. */
function readBranch(node: Node): Node | undefined {
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    const outer = inner.parent;
    if (outer.type === "SwitchCase" && outer.test !== inner && isRead(outer.test)) return outer;
    if (outer.type !== "IfStatement" || outer.consequent !== inner || outer.test.type !== "BinaryExpression" || !/^===?$/.test(outer.test.operator)) {
      continue;
    }
    const { left, right } = outer.test;
    if (isRead(right) && /(?:^|\.)method$/.test(dottedPath(left)?.join(".") ?? "")) return inner;
  }
  return undefined;
}

function isRead(value: Node | null): boolean {
  return value?.type === "Literal" && (value.value === "GET" || value.value === "HEAD");
}

/** `if (!sessionId) return redirect("/pricing")` above the payment: nothing was done that a success could be of. */
function isBeforeTheAct({ node, callback }: Exit, { act }: Sensitivity): boolean {
  if (!act || callback || node.range[1] > act.range[0]) return false;
  // In a loop around both, what stands below may have been done the last time round.
  for (let outer = act.parent; outer && !isInside(node, outer); outer = outer.parent) if (isFunction(outer)) return false;
  for (let outer = act.parent; outer && !isFunction(outer); outer = outer.parent)
    if (LOOPS.test(outer.type) && isInside(node, outer)) return false;
  return true;
}

const LOOPS = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;

const DENIAL_STATUSES = new Set([401, 403, 429]);
/** Statuses that deny or merely complain; their words tell. */
const WORDED_STATUSES = new Set([400, 404, 409, 410, 412, 422, 423]);
const DENIAL_WORDS =
  /credential|unauthori[sz]ed|forbidden|permission|access\s+denied|denied|signature|expired|(?:invalid|incorrect|wrong|bad)[\s_]+(?:[a-z]+[\s_]+){0,2}(?:password|token|code|otp|pin|link|login|e-?mail or)|(?:password|code|otp|pin|token)\s+(?:is|was)\s+(?:incorrect|invalid|wrong)|not\s+(?:logged|signed)\s+in|locked|banned|suspended/i;

/** A refusal of the person or the credential, as against one of malformed input. */
export function isDenial(exit: Exit, file: SourceFile): boolean {
  const { status, body } = exit.answer;
  if (hangsOnSetup(exit.node, file)) return false;
  if (status !== undefined && DENIAL_STATUSES.has(status))
    return !answersInputError(exit) && !(status !== 429 && (asksForPlan(exit, DENIAL_WORDS, file) || isMalformed(exit, file)));
  if (status !== undefined && !WORDED_STATUSES.has(status)) return false;
  return body !== undefined && DENIAL_WORDS.test(wordsOf(body, file));
}

/** An answer of 401, 403 or 429 that turns somebody away; the guard that gives it is the only one who could record it. */
export function isRefusal(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { status } = exit.answer;
  if (status === undefined || !DENIAL_STATUSES.has(status) || isPreflight(exit) || isNoRefusal(exit, handler, facts))
    return false;
  return !isLeftToOthers(exit) || facts.flow(handler).lost(exit);
}

/**
 * A status of refusal that refuses nobody: a look at the own session that finds none, an input error or a paywall
 * answered 403, or a complaint about the form to somebody whom the handler has let in.
 */
export function isNoRefusal(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { status } = exit.answer;
  if (complainsOfForm(exit, facts.file) || hangsOnSetup(exit.node, facts.file)) return true;
  if (endsBasicAuth(exit, facts.sensitivity(handler))) return true;
  if (status === 401 && looksAtSession(handler) && facts.sensitivity(handler) === undefined) return true;
  if (status === 400 || status === 422)
    return (
      lacksMoney(exit, facts.file) ||
      tellsOfConflict(exit, facts.file) ||
      isPureForm(exit, handler, facts) ||
      isComplaintToKnown(exit, handler, facts)
    );
  return (
    answersInputError(exit) ||
    ((status === 401 || status === 403) && (asksForPlan(exit, DENIAL_WORDS, facts.file) || isMalformed(exit, facts.file)))
  );
}

/** "Please choose a valid link" under a 401: a parameter is missing, and the words do not speak of who asks. */
function isMalformed({ node, answer: { body } }: Exit, file: SourceFile): boolean {
  const words = body ? wordsOf(body, file) : "";
  if (words === "" || DENIAL_WORDS.test(words) || /\bauthenticat|\blog ?in\b|\bsign ?in\b|\bsession\b|\ballowed\b/i.test(words)) return false;
  const complaint = formComplaint(node, file);
  return complaint !== undefined && !complaint.ofCredential && !complaint.ofCaller;
}

/** "User already exists", `TOTP_NOT_ENABLED`: a 409 by another number. */
function tellsOfConflict(exit: Exit, file: SourceFile): boolean {
  const { body } = exit.answer;
  return body !== undefined && !isDenial(exit, file) && CONFLICT.test(wordsOf(body, file).replaceAll("_", " "));
}

const CONFLICT =
  /\balready (?:exists?|in use|taken|registered|verified|enabled|disabled|connected|active|subscribed|set up|a member)\b|\b(?:is|are) (?:already )?(?:in use|taken)\b|\bnot (?:yet )?(?:enabled|started|set up|connected)\b/i;

/**
 * "Password cannot be empty", "the passwords do not match" under a 401: what was filled in, not who did it. Nor is anybody
 * refused who has yet to give a second factor.
 */
function complainsOfForm({ answer: { body } }: Exit, file: SourceFile): boolean {
  const words = body ? wordsOf(body, file) : "";
  return /\b(?:can ?not|can't|must not|may not|should not) be (?:empty|blank)\b|\b(?:passwords|repeat\w*|confirm\w*)\b[^.]*\b(?:do|does|did) ?(?:not|n't) match\b|\b(?:totp|otp|mfa|2fa|two[-_ ]?factor|second[-_ ]factor)(?:[-_ ]\w+){0,2}[-_ ]required\b/i.test(words);
}

/**
 * What was sent is not what was asked for, and that is all. A login without its password, or a reset without its code, is an
 * attempt.
 */
function isPureForm(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  if (isDenial(exit, facts.file)) return false;
  const complaint = formComplaint(exit.node, facts.file);
  if (complaint) return !isAttempt(complaint, facts.sensitivity(handler));
  return exit.caughtBy !== undefined && isProbed(exit.caughtBy, facts) && findNode(exit.caughtBy.body, ({ type }) => type === "IfStatement") === undefined;
}

/** A login without its password, a reset without its code. Who signs up or changes a password has nothing to guess. */
function isAttempt({ ofCredential, ofProof }: FormComplaint, sensitivity: Sensitivity | undefined): boolean {
  if (sensitivity?.category !== "authentication" || BY_SOMEBODY_KNOWN.test(sensitivity.event) || NOTHING_TO_GUESS.test(sensitivity.event)) return false;
  return sensitivity.event === "auth.password_reset.complete" ? ofProof : ofCredential;
}

/** Acts of people who are signed in, and acts that no credential is needed for. */
const BY_SOMEBODY_KNOWN = /^(?:user\.\w+|auth\.logout|auth\.password\.change|auth\.mfa\.(?:enable|disable))$/;
const NOTHING_TO_GUESS = /^auth\.(?:register|password_reset\.request)$/;

/** True for a catch around a parse, and little else. */
function isProbed(clause: Node, facts: FileFacts): boolean {
  return facts.caught.some(({ node, excuse }) => node === clause && excuse?.kind === "probe");
}

/** `GET /me` and `GET /auth/user` ask who is signed in, and "nobody" is an answer that each visitor gets. */
function looksAtSession({ method, route }: HandlerSite): boolean {
  const last = route?.split("/").filter(Boolean).at(-1);
  return (method === "GET" || method === "HEAD") && last !== undefined && SESSION_SEGMENTS.has(splitWords(last).join(""));
}

/** An answer under `if (error instanceof InvalidInputError)`: what was sent was wrong, not who sent it. */
function answersInputError({ node }: Exit): boolean {
  for (let inner: Node | undefined = node; inner && !isFunction(inner); inner = inner.parent) {
    const { parent } = inner as { parent?: Node };
    if (parent?.type !== "IfStatement" || parent.consequent !== inner || parent.test.type !== "BinaryExpression" || parent.test.operator !== "instanceof") continue;
    return INPUT_ERROR.test(dottedPath(parent.test.right)?.at(-1) ?? "");
  }
  return false;
}

const INPUT_ERROR = /^(?:Zod|Yup|Joi)?(?:Invalid(?:Input|Argument|Body|Payload|Request)|Validation|BadRequest|Parse|Zod)(?:Error|Exception)$/;

/**
 * A 400 after strangers were turned away. The credential itself is what a login checks, so there every one counts; a
 * failure that is answered 400 has more to say than that the form was wrong.
 */
function isComplaintToKnown(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  if (isAuthentication(handler, facts) || isDenial(exit, facts.file)) return false;
  if (isGivenCaller(handler) && !exit.caughtBy) return true;
  // One kind of failure that is told from all others is expected, and so a complaint like any other.
  if (exit.caughtBy && !isProbed(exit.caughtBy, facts) && testsAround(exit.node).length === 0) return false;
  if (
    isLetIn(handler, exit.node, facts.file) ||
    isSignedBefore(exit.node, handler, facts.file) ||
    isToldCaller(exit.node, handler, facts)
  )
    return true;
  return facts
    .flow(handler)
    .exits.some(
      (other) =>
        (other.answer.status === 401 || other.answer.status === 403) && !other.caughtBy && standsBefore(other.node, exit.node),
    );
}

/**
 * True where it is still to be found out who is calling; not where somebody who is known does something to an account, or
 * gives a PIN once more.
 */
function isAuthentication(handler: HandlerSite, facts: FileFacts): boolean {
  const sensitivity = facts.sensitivity(handler);
  if (sensitivity?.category !== "authentication" || BY_SOMEBODY_KNOWN.test(sensitivity.event)) return false;
  if (!sensitivity.evidence.startsWith("calls ") || handler.route === undefined) return true;
  return splitWords(`${handler.route} ${handler.name ?? ""}`).some((word) => OF_AUTHENTICATION.has(word));
}

const OF_AUTHENTICATION: ReadonlySet<string> = new Set([
  "auth", "oauth", "authenticate", "login", "log", "signin", "sign", "signup", "session", "sessions", "token", "tokens", "verify", "verification", "otp", "totp", "mfa", "2fa", "factor", "password", "passwords", "reset", "register", "callback", "sso", "saml", "passkey", "refresh", "magic", "invite", "invitation",
]);

/** `req.user.id` is read before: the middleware that put it there let somebody in. */
function isToldCaller(at: Node, handler: HandlerSite, { file }: FileFacts): boolean {
  const within = handler.region ?? handler.fn;
  const { request } = handler.parameters;
  if (!within || request === undefined || handler.dialect !== "res") return false;
  return nodesIn(file.outline.members, within).some((member) => {
    const path = member.range[1] <= at.range[0] ? dottedPath(member) : undefined;
    return path?.[0] === request && /^(?:user|userId|auth|account|admin|member)$/.test(path[1] ?? "");
  });
}

/** `createKey(req, res, projectId, scope)`, `async (request, context, user) => {}`: whoever calls it has let somebody in. */
function isGivenCaller({ fn, role }: HandlerSite): boolean {
  if (role !== "handler" || !fn) return false;
  return fn.params.slice(2).some((parameter) => {
    const names = parameter.type === "ObjectPattern" ? parameter.properties.map((property) => propertyName(property)) : [parameterName(parameter)];
    return names.some((name) => CALLER.test(name ?? ""));
  });
}

const CALLER = /^_?(?:user(?:Id)?|currentUser|auth(?:Check|Context|Result)?|scope|session|admin|principal|apiKey|org(?:anization)?Id|projectId|teamId)$/;

/** True when the one stands in an earlier statement of a block around the other, so not on another branch. */
function standsBefore(one: Node, other: Node): boolean {
  let inner: Node | undefined = one;
  while (inner?.parent && !isInside(other, inner.parent)) inner = inner.parent;
  return inner?.parent?.type === "BlockStatement" && inner.range[1] <= other.range[0];
}
