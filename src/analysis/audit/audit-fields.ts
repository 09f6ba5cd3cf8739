/**
 * What the audit events of a file say of themselves, and what they leave out. Events of the project's own emitter, and of the
 * functions that its settings name, are asked for every field. What an audit function of somebody else's takes the file cannot
 * show: there only what is wrong under any schema counts.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { handlerAround } from "../../frameworks/handler-around.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import { staticString } from "../../scope/static-value.js";
import type { Node } from "../../syntax/ast.js";
import type { Outcome } from "../../vocabulary/outcome.js";
import type { FileFacts } from "../file-facts.js";
import { nobodysRow, placeholderActor, unnamedRow } from "../records/audit-row-faults.js";
import type { Exit } from "../records/exit.js";
import type { RecordCall } from "../records/record-call.js";
import { recordOf } from "../records/records.js";
import { echoedReason } from "./echoed-error.js";
import { AUDIT_FIELDS, ownForm, readFields, type AuditField, type GivenFields } from "./given-fields.js";
import { foreignName, idInName, isNamedBeside, nameFault, type NameFault } from "./named-event.js";
import { contradictions, fieldObjects, outcomeSaid, type Contradiction } from "./outcome-said.js";

export interface AuditEvent {
  readonly record: RecordCall;
  /** The innermost handler that the call stands in. */
  readonly handler: HandlerSite | undefined;
  /** The ends of the handler that the event stands on the way to. */
  readonly exits: readonly Exit[];
  /** The expression that names the event. */
  readonly name: Node | undefined;
  /** The event's name, where it is always the same. */
  readonly event: string | undefined;
  /** The fields, where the form of the call is known. */
  readonly given: GivenFields | undefined;
  /** How the event says that it ended. */
  readonly outcome: Outcome | undefined;
  readonly missing: readonly AuditField[];
  readonly nameFault: NameFault | undefined;
  /** The property whose value is an error's message where a code is wanted. */
  readonly echo: TSESTree.Property | undefined;
  readonly contradiction: Contradiction | undefined;
  /** The property that names the actor with a text in which somebody was to put an id. */
  readonly placeholder: TSESTree.Property | undefined;
  /** The table of a row that does not say what was done. */
  readonly unnamed: string | undefined;
  /** The table of a row that a handler writes and that does not say who did it. */
  readonly nobodys: string | undefined;
}

/** Every audit event of the file, in source order. */
export function auditEvents(facts: FileFacts): AuditEvent[] {
  const { file } = facts;
  const records = file.outline.calls.map((call) => recordOf(call, file)).filter((record) => record?.strength === "audit");
  if (records.length === 0) return [];
  const contradicting = new Map(contradictions(facts).map((contradiction) => [contradiction.record, contradiction] as const));
  return records.map((record) => describe(record!, contradicting.get(record!), facts));
}

function describe(record: RecordCall, contradiction: Contradiction | undefined, facts: FileFacts): AuditEvent {
  const { file } = facts;
  const form = ownForm(record, file);
  const handler = handlerAround(record.node, facts);
  const exits = handler ? facts.flow(handler).exits.filter(({ records, maybe }) => records.has(record) || maybe.has(record)) : [];
  const given = form && readFields(form.fields, record, file);
  const name = form?.name ?? given?.property("event")?.value ?? (form ? undefined : foreignName(record, file));
  const outcome = outcomeSaid(record, file);
  const objects = given?.object ? [given.object] : fieldObjects(record.node, file);
  return {
    record,
    handler,
    exits,
    name,
    event: staticString(name, file.bindings),
    given,
    outcome,
    missing: given ? missingFields(given, outcome, handler, exits) : [],
    nameFault: name && (form ? nameFault(name, file) : isNamedBeside(name, objects) ? undefined : idInName(name, file)),
    echo: echoedReason(objects, file),
    contradiction,
    placeholder: placeholderActor(objects),
    unnamed: form ? undefined : unnamedRow(record, file),
    nobodys: form || !handler ? undefined : nobodysRow(record, file),
  };
}

/**
 * A route is asked for where the file knows one: not of services, jobs and middleware. A reason is asked for where the event
 * says, or its place shows, that it did not go through.
 */
function missingFields(
  given: GivenFields,
  outcome: Outcome | undefined,
  handler: HandlerSite | undefined,
  exits: readonly Exit[],
): AuditField[] {
  if (given.open) return [];
  const said = given.has("outcome") || outcome !== undefined;
  const failed = said ? outcome === "denied" || outcome === "error" : exits.length > 0 && exits.every(isFailure);
  const asked: Readonly<Record<AuditField, boolean>> = {
    actor: true,
    route: handler?.route !== undefined,
    outcome: !said,
    reason: failed,
  };
  return AUDIT_FIELDS.filter((field) => asked[field] && !given.has(field));
}

function isFailure({ answer }: Exit): boolean {
  return answer.outcome === "denied" || answer.outcome === "error";
}
