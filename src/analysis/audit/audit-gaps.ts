/** Which outcomes of a sensitive handler leave no audit event, and what counts as one of each. */
import { isRedirect, wordsOf } from "../../frameworks/answer.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { chainRoot, dottedPath, isFunction, isInside, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import type { Outcome } from "../../vocabulary/outcome.js";
import { BULK_RECORDS, READING_WORDS } from "../../vocabulary/sensitive-actions.js";
import { isToldWhereItCan } from "./events-for-some.js";
import type { FileFacts } from "../file-facts.js";
import { isLeftToOthers, type Exit } from "../records/exit.js";
import { isAuthentication } from "../handlers/known-callers.js";
import { isPreflight } from "../handlers/preflight.js";
import { methodLetThrough } from "../operations/method-let-through.js";
import { onlyAcknowledges } from "./mere-acks.js";
import { inTrail } from "./outcome-in-trail.js";
import { contradictions } from "./outcome-said.js";
import { thrownRefusal } from "./thrown-refusals.js";
import { formComplaint } from "../refusals/form-complaints.js";
import { saysNotThere } from "../refusals/mere-complaints.js";
import { endsBasicAuth, isDenial, isNoRefusal } from "../refusals/refusals.js";
import { leadsToProvider, onlyRevalidates, startsAtProvider } from "../operations/route-signs.js";
import type { Sensitivity } from "../operations/sensitive-act.js";
import { refusesSignature } from "../refusals/webhook-signature.js";
import { saidSegments } from "../operations/said-segments.js";

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
    const exit = isLeftToOthers(found)
      ? thrownRefusal(found, handler, flow, facts.file)
      : inTrail(found, handler, sensitivity, facts.file);
    const outcome = exit?.answer.outcome;
    if (!exit || outcome === undefined || isPreflight(exit)) continue;
    if (outcome === "success" && isToldWhereItCan(found, sensitivity)) continue;
    if (!isDemanded(exit, outcome, handler, sensitivity, facts, demands) || (outcome !== "error" && isAuditedByHooks(sensitivity, facts.file))) continue;
    const coverage = flow.coverage(exit);
    const isFailure = outcome === "error" || isFailureSaidAsDenial(exit, facts.file);
    if ((coverage === "audit" && !contradicted.has(found)) || (isFailure && (coverage === "log" || coverage === "reporter"))) continue;
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

/** Whether the trail of a sensitive handler needs an event of the exit, recorded or not. */
export function isDemanded(
  exit: Exit,
  outcome: Outcome,
  handler: HandlerSite,
  sensitivity: Sensitivity,
  facts: FileFacts,
  demands: AuditDemands,
): boolean {
  const { file } = facts;
  if (outcome === "success")
    return (
      !onlyReads(exit, handler, sensitivity) &&
      !isBeforeTheAct(exit, sensitivity) &&
      !(sensitivity.event === "webhook.verify" && onlyAcknowledges(exit, handler, facts.file)) &&
      !leadsElsewhere(exit, handler, sensitivity, file)
    );
  // A look at the admin area that fails is nobody's act; no-silent-catch sees to it that the failure is kept.
  // Nor is anything tried where there is nothing yet.
  if (outcome === "error") return exit.answer.status !== 501 && !onlyReads(exit, handler, sensitivity);
  if (endsBasicAuth(exit, sensitivity)) return false;
  if (sensitivity.event === "webhook.verify" && refusesSignature(exit.node)) return true;
  // Led to a page that says so: a form has no other way to be refused.
  if (isRedirect(exit.answer)) return true;
  return demands.validation || isDenial(exit, file) || isFailedAttempt(exit, handler, sensitivity, facts);
}

/** A 400 that tells of more than the form: a failure that was caught, a login or a reset for nobody who is there (or a 404). */
function isFailedAttempt(exit: Exit, handler: HandlerSite, sensitivity: Sensitivity, facts: FileFacts): boolean {
  const { status } = exit.answer;
  if (status !== undefined && status < 300) return saysNoMore(exit, handler, facts);
  if ((status !== 400 && status !== 404 && status !== 422) || onlyReads(exit, handler, sensitivity)) return false;
  const { body } = exit.answer;
  const isForNobody = body !== undefined && isAuthentication(handler, facts) && saysNotThere(wordsOf(body, facts.file));
  if (status === 404) return isForNobody;
  return (exit.caughtBy !== undefined || isForNobody) && !isNoRefusal(exit, handler, facts);
}

/** `{ success: false }` of a login, which need not say why; not where something was not filled in. */
function saysNoMore({ answer: { body }, node }: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  if (body === undefined || !isAuthentication(handler, facts)) return false;
  return wordsOf(body, facts.file) === "" && formComplaint(node, facts.file) === undefined;
}

/** A catch that answers 400: what failed there is told by a line of any logger, as where it answers 500. */
function isFailureSaidAsDenial(exit: Exit, file: SourceFile): boolean {
  const { status } = exit.answer;
  return exit.caughtBy !== undefined && (status === 400 || status === 422) && !isDenial(exit, file);
}

/** A route named for a login that does nothing but lead to where that is done: a page of its own, or another service. */
function leadsElsewhere(
  { answer: { status } }: Exit,
  handler: HandlerSite,
  { act, event }: Sensitivity,
  file: SourceFile,
): boolean {
  const { fn } = handler;
  if (event === "webhook.verify") return onlyRevalidates(handler, file);
  if (event !== "auth.login") return false;
  if (act) return startsAtProvider(act);
  if (leadsToProvider(handler, file)) return true;
  if (status === undefined || status < 300 || status >= 400 || fn?.body.type !== "BlockStatement") return false;
  return findNode(fn.body, ({ type }) => type === "AwaitExpression" || type === "IfStatement" || type === "SwitchStatement") === undefined;
}

/** A look at a page of the admin area is worth an event when it is refused, not each time that it is granted. */
function onlyReads({ node }: Exit, handler: HandlerSite, { category, event, evidence, act }: Sensitivity): boolean {
  if (category === "data" || event === "auth.logout") return false;
  const method = methodLetThrough(handler);
  if (method === undefined && category === "admin" && evidence.startsWith("route") && isAsked(handler)) return true;
  const branch = method === undefined ? readBranch(node) : undefined;
  if (method !== "GET" && method !== "HEAD" && !branch) return false;
  // What is done for another method is no act of this one.
  return evidence.startsWith("route") || (branch !== undefined && act !== undefined && !isInside(act, branch));
}

/** `/admin/fetch-settings`, `/admin/dashboard`: the last segment says that something is read, and of no people. */
function isAsked({ route }: HandlerSite): boolean {
  const words = splitWords(saidSegments(route).at(-1) ?? "").filter((word) => word !== "admin");
  return (READING_WORDS.has(words[0] ?? "") || OVERVIEW.test(words.at(-1) ?? "")) && !words.some((word) => BULK_RECORDS.has(word));
}

const OVERVIEW = /^(?:dashboard|overview|analytics|statistics|stats|metrics|summary|insights)$/;

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
