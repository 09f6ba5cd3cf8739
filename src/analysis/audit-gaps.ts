/** Which outcomes of a sensitive handler leave no audit event, and what counts as one of each. */
import { wordsOf } from "../frameworks/answer.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import type { Outcome } from "../vocabulary/outcome.js";
import type { FileFacts } from "./file-facts.js";
import { isPreflight, type Exit } from "./handler-flow.js";
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
  const missing: Record<Outcome, Exit[]> = { success: [], denied: [], error: [] };
  for (const exit of flow.exits) {
    const { outcome } = exit.answer;
    if (outcome === undefined || isPreflight(exit) || isLeftToOthers(exit)) continue;
    if (!isDemanded(exit, outcome, handler, sensitivity, facts.file, demands)) continue;
    const coverage = flow.coverage(exit);
    if (coverage === "audit" || (outcome === "error" && (coverage === "log" || coverage === "reporter"))) continue;
    missing[outcome].push(exit);
  }
  return (["success", "denied", "error"] as const).flatMap((outcome) => (missing[outcome].length > 0 ? [{ outcome, exits: missing[outcome] }] : []));
}

/** What is thrown or passed on is answered elsewhere, and may be recorded there. */
export function isLeftToOthers(exit: Exit): boolean {
  return exit.kind === "throw" || exit.kind === "pass";
}

function isDemanded(exit: Exit, outcome: Outcome, handler: HandlerSite, sensitivity: Sensitivity, file: SourceFile, demands: AuditDemands): boolean {
  if (outcome === "success") return !onlyReads(handler, sensitivity);
  if (outcome === "error") return true;
  return demands.validation || isDenial(exit, file);
}

/** A look at a page of the admin area is worth an event when it is refused, not each time that it is granted. */
function onlyReads(handler: HandlerSite, sensitivity: Sensitivity): boolean {
  const reads = handler.method === "GET" || handler.method === "HEAD";
  return reads && sensitivity.category !== "data" && sensitivity.evidence.startsWith("route");
}

const DENIAL_STATUSES = new Set([401, 403, 429]);
/** Statuses that deny or merely complain; their words tell. */
const WORDED_STATUSES = new Set([400, 404, 409, 410, 412, 422, 423]);
const DENIAL_WORDS =
  /credential|unauthori[sz]ed|forbidden|permission|access\s+denied|denied|signature|expired|(?:invalid|incorrect|wrong|bad)\s+(?:\w+\s+){0,2}(?:password|token|code|otp|pin|link|login|e-?mail or)|not\s+(?:logged|signed)\s+in|locked|banned|suspended/i;

/** A refusal of the person or the credential, as against one of malformed input. */
export function isDenial(exit: Exit, file: SourceFile): boolean {
  const { status, body } = exit.answer;
  if (status !== undefined && DENIAL_STATUSES.has(status)) return true;
  if (status !== undefined && !WORDED_STATUSES.has(status)) return false;
  return body !== undefined && DENIAL_WORDS.test(wordsOf(body, file));
}
