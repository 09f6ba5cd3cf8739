/** What each handler of a file leaves behind, outcome by outcome: the surface that the report shows. */
import type { HandlerSite } from "../frameworks/framework.js";
import type { Outcome } from "../vocabulary/outcome.js";
import { exemptionOf } from "./audit-exemptions.js";
import { auditGaps, isDemanded, isLeftToOthers, type AuditDemands } from "./audit-gaps.js";
import type { FileFacts } from "./file-facts.js";
import { isPreflight, type Exit } from "./handler-flow.js";
import type { RecordCall, RecordStrength } from "./records.js";
import type { Sensitivity } from "./sensitivity.js";

const OUTCOMES: readonly Outcome[] = ["success", "denied", "error"];

export interface HandlerSurface {
  readonly handler: HandlerSite;
  /** Undefined for a handler that is not sensitive. */
  readonly sensitivity: Sensitivity | undefined;
  /** Why nothing has to be recorded here, where an `audit-exempt` says so. */
  readonly exempt: string | undefined;
  /** Outcomes that the handler's own exits have, in the order success, denied, error. */
  readonly outcomes: readonly OutcomeSurface[];
}

export interface OutcomeSurface {
  readonly outcome: Outcome;
  readonly exits: readonly Exit[];
  /** What the least recorded of the exits leaves, those that need an event first; undefined where one leaves nothing. */
  readonly strength: RecordStrength | undefined;
  /** The calls that record these exits, in source order. Wrappers and middleware of other files are not among them. */
  readonly records: readonly RecordCall[];
  /** True where the trail needs an event of this outcome, whether it is there or not. */
  readonly demanded: boolean;
  /** True where an event is demanded and some exit has none. */
  readonly missing: boolean;
}

/** Handlers and error handlers; a guard's refusals belong to what it guards. */
export function auditSurface(facts: FileFacts, demands: AuditDemands): HandlerSurface[] {
  return facts.handlers.filter(({ fn, role }) => fn && role !== "middleware").map((handler) => surfaceOf(handler, facts, demands));
}

function surfaceOf(handler: HandlerSite, facts: FileFacts, demands: AuditDemands): HandlerSurface {
  const sensitivity = facts.sensitivity(handler);
  const exempt = exemptionOf(handler, facts.file)?.reason || undefined;
  const gaps = sensitivity && !exempt ? auditGaps(handler, sensitivity, facts, demands) : [];
  const exits = facts.flow(handler).exits.filter((exit) => !isPreflight(exit) && !isLeftToOthers(exit));
  const outcomes = OUTCOMES.flatMap((outcome) => {
    const own = exits.filter(({ answer }) => answer.outcome === outcome);
    const needed = sensitivity ? own.filter((exit) => isDemanded(exit, outcome, handler, sensitivity, facts.file, demands)) : [];
    const missing = gaps.some((gap) => gap.outcome === outcome);
    return own.length > 0 ? [outcomeSurface({ outcome, exits: own, needed, missing }, handler, facts)] : [];
  });
  return { handler, sensitivity, exempt, outcomes };
}

const WEAKEST_FIRST: readonly (RecordStrength | undefined)[] = [undefined, "console", "reporter", "log", "audit"];

interface OwnExits {
  readonly outcome: Outcome;
  readonly exits: readonly Exit[];
  /** Those whose event is demanded: a complaint about the form beside a refusal does not make it uncovered. */
  readonly needed: readonly Exit[];
  readonly missing: boolean;
}

function outcomeSurface({ outcome, exits, needed, missing }: OwnExits, handler: HandlerSite, facts: FileFacts): OutcomeSurface {
  const { coverage } = facts.flow(handler);
  const strengths = (needed.length > 0 ? needed : exits).map((exit) => coverage(exit));
  const strength = WEAKEST_FIRST.find((one) => strengths.includes(one));
  const records = new Set<RecordCall>();
  for (const exit of exits) {
    const best = coverage(exit);
    if (best === undefined) continue;
    for (const record of [...exit.records, ...exit.finally]) if (record.strength === best) records.add(record);
  }
  const inOrder = [...records].sort((a, b) => a.node.range[0] - b.node.range[0]);
  // A look at a page, or a complaint about a form, needs no event; where there is one all the same, it counts.
  const demanded = facts.sensitivity(handler) !== undefined && (needed.length > 0 || strength === "audit");
  return { outcome, exits, strength, records: inOrder, demanded, missing };
}
