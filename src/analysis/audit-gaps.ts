/** Which outcomes of a sensitive handler leave no audit event, and what counts as one of each. */
import { wordsOf } from "../frameworks/answer.js";
import { importedSummary } from "../frameworks/imported.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { keptWith } from "../syntax/kept-with.js";
import type { Outcome } from "../vocabulary/outcome.js";
import { SESSION_SEGMENTS } from "../vocabulary/sensitive-actions.js";
import type { FileFacts } from "./file-facts.js";
import { calleeName, chainRoot, dottedPath, isFunction, isInside, parameterName, propertyName, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode } from "../syntax/walk.js";
import { formComplaint } from "./form-complaints.js";
import { isPreflight, type Exit } from "./handler-flow.js";
import { isLetIn } from "./let-in.js";
import { contradictions } from "./outcome-said.js";
import type { Sensitivity } from "./sensitivity.js";

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
    const outcome = outcomeOf(found, sensitivity, facts.file);
    const exit = outcome === found.answer.outcome ? found : { ...found, answer: { ...found.answer, outcome } };
    if (outcome === undefined || isPreflight(exit) || isLeftToOthers(exit)) continue;
    if (!isDemanded(exit, outcome, handler, sensitivity, facts.file, demands) || (outcome !== "error" && isAuditedByHooks(sensitivity, facts.file))) continue;
    const coverage = flow.coverage(exit);
    if ((coverage === "audit" && !contradicted.has(found)) || (outcome === "error" && (coverage === "log" || coverage === "reporter"))) continue;
    missing[outcome].push(exit);
  }
  return (["success", "denied", "error"] as const).flatMap((outcome) => (missing[outcome].length > 0 ? [{ outcome, exits: missing[outcome] }] : []));
}

/** Acts after which people are sent to sign in, all being well. */
const ENDS_SESSION = /^(?:auth\.logout|auth\.password_reset\.complete|auth\.password\.change|auth\.register|user\.delete)$/;

/** A redirect to the login turns somebody away, unless that is where the act leads. */
function outcomeOf({ answer, node, caughtBy, callback }: Exit, { act, event }: Sensitivity, file: SourceFile): Outcome | undefined {
  // What is caught and answered with the way to an error page has failed.
  if (answer.outcome === undefined && caughtBy && !callback && answer.status !== undefined && answer.status >= 300 && answer.status < 400) return "error";
  if (answer.outcome !== undefined || answer.body === undefined || caughtBy || !act || act.range[1] > node.range[0] || !ENDS_SESSION.test(event)) return answer.outcome;
  const target = wordsOf(answer.body, file);
  return /^\/?[\w/-]*(?:log-?in|sign-?in)(?:[?#]|$)/i.test(target) && !/error|denied|failed|invalid|expired/i.test(target) ? "success" : undefined;
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
export function isDemanded(exit: Exit, outcome: Outcome, handler: HandlerSite, sensitivity: Sensitivity, file: SourceFile, demands: AuditDemands): boolean {
  if (outcome === "success") return !onlyReads(exit, handler, sensitivity) && !isBeforeTheAct(exit, sensitivity);
  if (outcome === "error") return true;
  return demands.validation || isDenial(exit, file);
}

/** A look at a page of the admin area is worth an event when it is refused, not each time that it is granted. */
function onlyReads({ node }: Exit, handler: HandlerSite, sensitivity: Sensitivity): boolean {
  const reads = handler.method === "GET" || handler.method === "HEAD" || (handler.method === undefined && isInReadBranch(node));
  return reads && sensitivity.category !== "data" && sensitivity.evidence.startsWith("route");
}

/** `case "GET":` of a switch over the method, `if (req.method === "GET")`. */
function isInReadBranch(node: Node): boolean {
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    const outer = inner.parent;
    if (outer.type === "SwitchCase" && outer.test !== inner && isRead(outer.test)) return true;
    if (outer.type !== "IfStatement" || outer.consequent !== inner || outer.test.type !== "BinaryExpression" || !/^===?$/.test(outer.test.operator)) continue;
    const { left, right } = outer.test;
    if (isRead(right) && /(?:^|\.)method$/.test(dottedPath(left)?.join(".") ?? "")) return true;
  }
  return false;
}

function isRead(value: Node | null): boolean {
  return value?.type === "Literal" && (value.value === "GET" || value.value === "HEAD");
}

/** `if (!sessionId) return redirect("/pricing")` above the payment: nothing was done that a success could be of. */
function isBeforeTheAct({ node, callback }: Exit, { act }: Sensitivity): boolean {
  if (!act || callback || node.range[1] > act.range[0]) return false;
  // In a loop around both, what stands below may have been done the last time round.
  for (let outer = act.parent; outer && !isInside(node, outer); outer = outer.parent) if (isFunction(outer)) return false;
  for (let outer = act.parent; outer && !isFunction(outer); outer = outer.parent) if (LOOPS.test(outer.type) && isInside(node, outer)) return false;
  return true;
}

const LOOPS = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;

const DENIAL_STATUSES = new Set([401, 403, 429]);
/** Statuses that deny or merely complain; their words tell. */
const WORDED_STATUSES = new Set([400, 404, 409, 410, 412, 422, 423]);
const DENIAL_WORDS =
  /credential|unauthori[sz]ed|forbidden|permission|access\s+denied|denied|signature|expired|(?:invalid|incorrect|wrong|bad)\s+(?:\w+\s+){0,2}(?:password|token|code|otp|pin|link|login|e-?mail or)|not\s+(?:logged|signed)\s+in|locked|banned|suspended/i;

/** A refusal of the person or the credential, as against one of malformed input. */
export function isDenial(exit: Exit, file: SourceFile): boolean {
  const { status, body } = exit.answer;
  if (status !== undefined && DENIAL_STATUSES.has(status)) return !answersInputError(exit) && !(status === 403 && asksForPlan(exit, file));
  if (status !== undefined && !WORDED_STATUSES.has(status)) return false;
  return body !== undefined && DENIAL_WORDS.test(wordsOf(body, file));
}

/** An answer of 401, 403 or 429 that turns somebody away; the guard that gives it is the only one who could record it. */
export function isRefusal(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { status } = exit.answer;
  return status !== undefined && DENIAL_STATUSES.has(status) && !isLeftToOthers(exit) && !isPreflight(exit) && !isNoRefusal(exit, handler, facts);
}

/**
 * A status of refusal that refuses nobody: a look at the own session that finds none, an input error or a paywall
 * answered 403, or a complaint about the form to somebody whom the handler has let in.
 */
export function isNoRefusal(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { status } = exit.answer;
  if (complainsOfForm(exit, facts.file)) return true;
  if (status === 401) return looksAtSession(handler) && facts.sensitivity(handler) === undefined;
  if (status === 400 || status === 422) return lacksMoney(exit, facts.file) || isPureForm(exit, handler, facts) || isComplaintToKnown(exit, handler, facts);
  return answersInputError(exit) || (status === 403 && asksForPlan(exit, facts.file));
}

/** "This feature is not part of your plan", "usage limit reached": something to be bought, not an attempt. */
function asksForPlan({ answer: { body } }: Exit, file: SourceFile): boolean {
  const words = body ? wordsOf(body, file) : "";
  // What is suspended until it is paid for is still for sale.
  return BOUGHT.test(words) && !DENIAL_WORDS.test(words.replace(/\b(?:suspended|expired|locked)\b/gi, ""));
}

/** "Insufficient funds", "invalid card": the payment is refused, not the one who pays. */
function lacksMoney({ answer: { body } }: Exit, file: SourceFile): boolean {
  return body !== undefined && /\binsuff\w+ (?:\w+ )?(?:funds|balance|credits?)\b|\b(?:invalid|expired|declined) (?:credit |payment )?card\b|\bcard (?:\w+ )?(?:declined|expired|invalid)\b/i.test(wordsOf(body, file));
}

const BOUGHT =
  /\blicen[sc]e\b|\b(?:your|current) (?:\w+ )?plan\b|\bentitlement\b|\bupgrade (?:your|to|for)\b|\b(?:usage|quota|plan|seat|credit)s?(?: \w+){0,2} (?:exceeded|reached|exhausted|used up)\b|\bnot (?:available|enabled|included) (?:on|in|for|with) (?:your|this) (?:\w+ )?(?:instance|deployment|plan|tier|subscription)\b|\b(?:available|included) (?:only )?(?:for|to|in|on) (?:the )?(?:enterprise|pro|premium|paid|business)\b|\bread-only mode\b|\b(?:sign-?up|registration|feature|endpoint)s? (?:is|are) (?:currently )?(?:disabled|closed|not enabled)\b/i;

/**
 * "Password cannot be empty", "the passwords do not match" under a 401: what was filled in, not who did it. Nor is anybody
 * refused who has yet to give a second factor.
 */
function complainsOfForm({ answer: { body } }: Exit, file: SourceFile): boolean {
  const words = body ? wordsOf(body, file) : "";
  return /\b(?:can ?not|can't|must not|may not|should not) be (?:empty|blank)\b|\b(?:passwords|repeat\w*|confirm\w*)\b[^.]*\b(?:do|does|did) ?(?:not|n't) match\b|\b(?:totp|otp|mfa|2fa|two[-_ ]?factor|second[-_ ]factor)(?:[-_ ]\w+){0,2}[-_ ]required\b/i.test(words);
}

/** What was sent is not what was asked for, and that is all. A login without its password, or a reset without its code, is an attempt. */
function isPureForm(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  if (isDenial(exit, facts.file)) return false;
  const complaint = formComplaint(exit.node, facts.file);
  if (complaint) return !complaint.ofCredential || facts.sensitivity(handler)?.category !== "authentication";
  return exit.caughtBy !== undefined && isProbed(exit.caughtBy, facts) && findNode(exit.caughtBy.body, ({ type }) => type === "IfStatement") === undefined;
}

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
  if (facts.sensitivity(handler)?.category === "authentication" || isDenial(exit, facts.file)) return false;
  if (isGivenCaller(handler) && !exit.caughtBy) return true;
  if (exit.caughtBy && !isProbed(exit.caughtBy, facts)) return false;
  if (isLetIn(handler, exit.node, facts.file) || isSigned(exit.node, handler, facts)) return true;
  return facts.flow(handler).exits.some((other) => (other.answer.status === 401 || other.answer.status === 403) && !other.caughtBy && standsBefore(other.node, exit.node));
}

/** After `stripe.webhooks.constructEvent(…)`, which throws at whoever has no signature. */
function isSigned(at: Node, handler: HandlerSite, { file }: FileFacts): boolean {
  const within = handler.region ?? handler.fn;
  return within !== undefined && nodesIn(file.outline.calls, within).some((call) => call.range[1] <= at.range[0] && /^(?:constructEvent(?:Async)?|unmarshal)$/.test(calleeName(call) ?? ""));
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
