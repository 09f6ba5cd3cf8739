import type { TSESTree } from "@typescript-eslint/utils";
import { AUDIT_FIELDS, type AuditField } from "../src/analysis/audit/given-fields.js";
import { auditEvents, type AuditEvent } from "../src/analysis/audit/audit-fields.js";
import type { FileFacts } from "../src/analysis/file-facts.js";
import { defineRule } from "../src/define-rule.js";
import {
  contradictedOutcome,
  planEventName,
  planMissingFields,
  planOutcome,
  planActor,
  planReasonCode,
  vocabularyName,
} from "../src/edits/fill-audit-fields.js";
import type { Finding } from "../src/finding.js";
import { unwrap } from "../src/syntax/ast.js";
import { CLIENT_DIRECTIVE, mayAudit, mayLogOutcome } from "../src/vocabulary/prefilter.js";

interface Options {
  readonly fields: readonly AuditField[];
}

/**
 * Reports audit events that say too little or the wrong thing: no actor, route, outcome or reason, a name that changes with
 * each call, an error's message for a reason, a success on the way to a refusal, a placeholder for an actor, a row of
 * the audit table that names nobody. Left alone: other fields of audit functions whose
 * schema the file does not show, what an unknown object may hold, and routes where there is none (services, jobs, middleware).
 */
export default defineRule<Options>({
  name: "require-audit-fields",
  docs: {
    description: "Require who, where, how it ended and why in each audit event",
    cwe: [778],
    asvs: ["16.2.1"],
    recommended: "warn",
  },
  messages: {
    missing:
      "{{event}} is recorded without {{fields}}; an event has to say who did it, where, how it ended and, when it failed, why.",
    openName:
      "This event has another name for each value that is put into it, so nothing can count it; name it once and put the value in a field.",
    name: '"{{name}}" is no event name of the form area.thing.verb in lower case, so rules and alerts written for one pass it by.',
    echo: "This reason is an error's text: it can hold data, and no two are alike; write a code, and keep the error in a field of its own.",
    contradiction: 'This event says "{{said}}" on the way to {{end}}; the trail would be wrong where it matters.',
    placeholder: '"{{said}}" stands where the actor should be: the event names nobody, and what everybody does is done by one.',
    unnamed: "This row of {{table}} says nothing of what was done: no action, event, type or description.",
    nobody: "This row of {{table}} names nobody: no actor, user or account, so nobody can be asked about it.",
    who: "Write who it is.",
    add: "Add {{fields}}.",
    rename: 'Name it "{{name}}".',
    code: "Write a code.",
    correct: 'Say "{{outcome}}".',
  },
  options: {
    fields: {
      description: "Which fields an event must have.",
      type: "array",
      items: { type: "string", enum: [...AUDIT_FIELDS] },
      uniqueItems: true,
    },
  },
  defaults: { fields: AUDIT_FIELDS },
  mayReport: (text, _path, settings) =>
    !CLIENT_DIRECTIVE.test(text) &&
    (mayAudit(text, settings.emitter.name) ||
      mayLogOutcome(text, settings.loggers.length > 0) ||
      settings.auditFunctions.length > 0),
  check: (facts, options) => auditEvents(facts).flatMap((event) => findings(event, options, facts)),
});

function findings(event: AuditEvent, options: Options, facts: FileFacts): Finding[] {
  const { file } = facts;
  const found: Finding[] = [];
  const missing = event.missing.filter((field) => options.fields.includes(field));
  if (event.contradiction) found.push(contradiction(event, facts));
  if (missing.length > 0) {
    const fields = listed(missing);
    found.push({
      messageId: "missing",
      data: { event: event.event === undefined ? "This event" : `"${event.event}"`, fields },
      range: event.record.node.callee.range,
      remedies: [{ messageId: "add", data: { fields }, plan: () => planMissingFields(event, missing, file) }],
    });
  }
  if (event.nameFault) found.push(wrongName(event, facts));
  if (event.placeholder) found.push(placeholder(event, facts));
  if (event.unnamed !== undefined) {
    found.push({ messageId: "unnamed", data: { table: event.unnamed }, range: event.record.node.callee.range, remedies: [] });
  }
  if (event.nobodys !== undefined && options.fields.includes("actor")) {
    found.push({ messageId: "nobody", data: { table: event.nobodys }, range: event.record.node.callee.range, remedies: [] });
  }
  if (event.echo) {
    found.push({
      messageId: "echo",
      data: {},
      range: event.echo.range,
      remedies: [{ messageId: "code", plan: () => planReasonCode(event, file) }],
    });
  }
  return found;
}

function contradiction(event: AuditEvent, { file }: FileFacts): Finding {
  const { said, exit } = event.contradiction!;
  const { status } = exit.answer;
  return {
    messageId: "contradiction",
    data: { said, end: status === undefined ? "a failure" : `a ${status}` },
    range: (event.given?.property("outcome") ?? event.record.node.callee).range,
    remedies: [{ messageId: "correct", data: { outcome: contradictedOutcome(event) }, plan: () => planOutcome(event, file) }],
  };
}

function placeholder(event: AuditEvent, { file }: FileFacts): Finding {
  const property = event.placeholder!;
  const plan = planActor(event, file);
  return {
    messageId: "placeholder",
    data: { said: String((unwrap(property.value) as TSESTree.Literal).value) },
    range: property.range,
    remedies: "skipped" in plan ? [] : [{ messageId: "who", plan: () => plan }],
  };
}

function wrongName(event: AuditEvent, facts: FileFacts): Finding {
  const { kind, node } = event.nameFault!;
  const name = vocabularyName(event, facts);
  return {
    messageId: kind === "open" ? "openName" : "name",
    data: { name: event.event ?? facts.file.view.text.slice(...node.range) },
    range: node.range,
    remedies: name === undefined ? [] : [{ messageId: "rename", data: { name }, plan: () => planEventName(event, name, facts.file) }],
  };
}

/** `actor`, `actor and route`, `actor, route and outcome`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}
