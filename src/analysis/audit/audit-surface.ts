/** What each handler of a file leaves behind, outcome by outcome: the surface that the report shows. */
import { isRedirect } from "../../frameworks/answer.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { Outcome } from "../../vocabulary/outcome.js";
import { exemptionOf } from "./audit-exemptions.js";
import { auditGaps, isDemanded, type AuditDemands } from "./audit-gaps.js";
import type { FileFacts } from "../file-facts.js";
import { isLeftToOthers, type Exit } from "../records/exit.js";
import { isPreflight } from "../handlers/preflight.js";
import { inTrail } from "./outcome-in-trail.js";
import { thrownRefusal } from "./thrown-refusals.js";
import type { RecordCall } from "../records/record-call.js";
import type { RecordStrength } from "../../vocabulary/record-strength.js";
import { isRefusal } from "../refusals/refusals.js";
import type { Sensitivity } from "../operations/sensitive-act.js";

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
  /** True where the trail needs an event of this outcome, whether it is there or not; of a guard's refusals, any record. */
  readonly demanded: boolean;
  /** True where that is demanded and some exit has none. */
  readonly missing: boolean;
}

export interface SurfaceDemands extends AuditDemands {
  /** A console line is record enough of what a guard refuses. */
  readonly console: boolean;
}

/** Handlers, error handlers, and guards: what runs before the handlers and refuses, and a proxy whatever it does. */
export function auditSurface(facts: FileFacts, demands: SurfaceDemands): HandlerSurface[] {
  return facts.handlers.flatMap((handler) => {
    if (handler.role !== "middleware") return handler.fn ? surfaceOf(handler, facts, demands) : madeElsewhere(handler, facts);
    return handler.framework === "next-proxy" || isGuard(handler, facts) ? guardSurface(handler, facts, demands) : [];
  });
}

/**
 * `export const { GET, POST } = handlers`: the file's path is the route, whoever answers it. What is registered by a call is
 * listed where it stands.
 */
function madeElsewhere(handler: HandlerSite, facts: FileFacts): HandlerSurface[] {
  if (handler.framework !== "next-route" && handler.framework !== "next-pages-api") return [];
  return [
    {
      handler,
      sensitivity: facts.sensitivity(handler),
      exempt: exemptionOf(handler, facts.file)?.reason || undefined,
      outcomes: [],
    },
  ];
}

/** Middleware that refuses. A function that is handed a `Request` and also answers it well may be the handler of another file. */
function isGuard(handler: HandlerSite, facts: FileFacts): boolean {
  const { exits } = facts.flow(handler);
  if (handler.framework === "response-guard" && exits.some(({ answer }) => answer.outcome === "success")) return false;
  return exits.some((exit) => isRefusal(exit, handler, facts));
}

/** No event is demanded of a guard, which does nothing that could succeed; what it refuses, no handler sees, so a record is. */
function guardSurface(handler: HandlerSite, facts: FileFacts, { console }: SurfaceDemands): HandlerSurface {
  const { exits, coverage, lost } = facts.flow(handler);
  const listed = exits.filter((exit) => !isPreflight(exit) && (!isLeftToOthers(exit) || lost(exit)));
  const outcomes = OUTCOMES.flatMap((outcome) => {
    const own = listed.filter((exit) => exit.answer.outcome === outcome || (outcome === "denied" && turnsAway(exit)));
    const needed = outcome === "denied" ? own.filter((exit) => isRefusal(exit, handler, facts)) : [];
    const missing = needed.map((exit) => coverage(exit)).some((strength) => strength === undefined || (strength === "console" && !console));
    return own.length > 0 ? [outcomeSurface({ outcome, exits: own, needed, missing, asked: true }, handler, facts)] : [];
  });
  return { handler, sensitivity: undefined, exempt: undefined, outcomes };
}

/** A redirect to the login: no 4xx, and no success either. */
function turnsAway({ answer }: Exit): boolean {
  return answer.outcome === undefined && isRedirect(answer);
}

function surfaceOf(handler: HandlerSite, facts: FileFacts, demands: AuditDemands): HandlerSurface {
  const sensitivity = facts.sensitivity(handler);
  const exempt = exemptionOf(handler, facts.file)?.reason || undefined;
  const gaps = sensitivity && !exempt ? auditGaps(handler, sensitivity, facts, demands) : [];
  const flow = facts.flow(handler);
  const { exits: all, coverage, lost } = flow;
  const inItsTrail = (exit: Exit, of: Sensitivity): Exit =>
    thrownRefusal(exit, handler, flow, facts.file) ?? inTrail(exit, handler, of, facts.file);
  const seen = sensitivity ? all.map((exit) => inItsTrail(exit, sensitivity)) : all;
  // A denial that nobody keeps is missing.
  const isLost = (exit: Exit): boolean => exit.answer.outcome === "denied" && lost(exit);
  const isOwn = (exit: Exit): boolean => !isLeftToOthers(exit) || thrownRefusal(exit, handler, flow, facts.file) !== undefined;
  const exits = seen.filter((exit) => !isPreflight(exit) && (isOwn(exit) || isKept(exit, coverage(exit)) || isLost(exit)));
  const outcomes = OUTCOMES.flatMap((outcome) => {
    const own = exits.filter(({ answer }) => answer.outcome === outcome);
    const needed = sensitivity ? own.filter((exit) => isDemanded(exit, outcome, handler, sensitivity, facts, demands)) : [];
    const missing = gaps.some((gap) => gap.outcome === outcome) || (exempt === undefined && needed.some(isLost));
    return own.length > 0
      ? [outcomeSurface({ outcome, exits: own, needed, missing, asked: sensitivity !== undefined }, handler, facts)]
      : [];
  });
  return { handler, sensitivity, exempt, outcomes };
}

/** What is left to others counts where they are known to record all that its outcome needs; where not, it is theirs to record. */
function isKept({ answer: { outcome } }: Exit, strength: RecordStrength | undefined): boolean {
  return strength === "audit" || (outcome === "error" && (strength === "log" || strength === "reporter"));
}

const WEAKEST_FIRST: readonly (RecordStrength | undefined)[] = [undefined, "console", "reporter", "log", "audit"];

interface OwnExits {
  readonly outcome: Outcome;
  readonly exits: readonly Exit[];
  /** Those whose event is demanded: a complaint about the form beside a refusal does not make it uncovered. */
  readonly needed: readonly Exit[];
  readonly missing: boolean;
  /** Whether anything is demanded of the handler at all. */
  readonly asked: boolean;
}

function outcomeSurface(
  { outcome, exits, needed, missing, asked }: OwnExits,
  handler: HandlerSite,
  facts: FileFacts,
): OutcomeSurface {
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
  const demanded = asked && (needed.length > 0 || strength === "audit");
  return { outcome, exits, strength, records: inOrder, demanded, missing };
}
