import { auditGaps, type AuditGap } from "../src/analysis/audit/audit-gaps.js";
import { auditExemptions, exemptionOf } from "../src/analysis/audit/audit-exemptions.js";
import type { FileFacts } from "../src/analysis/file-facts.js";
import type { Sensitivity } from "../src/analysis/operations/sensitive-act.js";
import { idleEmitters, swallowedAudits, unsentAudits } from "../src/analysis/audit/swallowed-audits.js";
import { defineRule } from "../src/define-rule.js";
import { planAuditCalls } from "../src/edits/audit-statement.js";
import { routeName } from "../src/edits/route-name.js";
import type { Finding } from "../src/finding.js";
import type { HandlerSite } from "../src/frameworks/framework.js";
import { mayHoldHandlers } from "../src/frameworks/index.js";
import { CLIENT_DIRECTIVE, HOLDS_FUNCTION } from "../src/vocabulary/prefilter.js";
import { isCompiled } from "../src/vocabulary/file-kinds.js";

interface Options {
  readonly validation: boolean;
}

/**
 * One report a sensitive handler (login, role change, refund, export, key, webhook …) that names the outcomes without an
 * audit event, and one for each audit write that is itself swallowed. Left alone: reads that decide nothing, handlers
 * wrapped in something that audits, and handlers under `// audit-exempt: <reason>`, whose reason must be there and used.
 */
export default defineRule<Options>({
  name: "require-audit-on-sensitive-route",
  docs: {
    description: "Require an audit event for every outcome of a sensitive handler",
    cwe: [778, 223],
    asvs: ["16.3.1", "16.3.2", "16.3.3"],
    recommended: "error",
    strict: { validation: true },
  },
  messages: {
    missing: "{{route}} is sensitive ({{category}}: {{evidence}}) and leaves no audit event on {{outcomes}}; record {{event}} there with actor, route, outcome and reason.",
    swallowed: "This audit write fails in silence; let its failure be seen, or the trail has holes that nobody knows of.",
    unsent: "Nothing awaits this audit write, so it is never sent; await it, or hand it to waitUntil.",
    idle: "{{name}} is called to record this and records nothing: no code of it runs.",
    exemptWithoutReason: "audit-exempt needs a reason: `// audit-exempt: <why nothing has to be recorded here>`.",
    exemptUnused: "This audit-exempt exempts nothing; remove it.",
    record: "Record {{outcomes}} with {{emitter}}.",
  },
  options: {
    validation: { description: "Whether refusals of malformed input (400, 404, 409, 422) need an audit event too.", type: "boolean" },
  },
  defaults: { validation: false },
  mayReport: (text, path, settings) =>
    !CLIENT_DIRECTIVE.test(text) &&
    mayHoldHandlers(path, text, settings) &&
    (HOLDS_FUNCTION.test(text) || text.includes("audit-exempt")) &&
    !isCompiled(text),
  check: (facts, options) => [...missingEvents(facts, options), ...lostEvents(facts)],
});

function missingEvents(facts: FileFacts, options: Options): Finding[] {
  const findings: Finding[] = [];
  const used = new Set<object>();
  for (const handler of facts.handlers) {
    const sensitivity = facts.sensitivity(handler);
    if (!sensitivity || !handler.fn) continue;
    const gaps = auditGaps(handler, sensitivity, facts, options);
    if (gaps.length === 0) continue;
    const exemption = exemptionOf(handler, facts.file);
    if (exemption) used.add(exemption.comment);
    else findings.push(missing(handler, sensitivity, gaps, facts));
  }
  for (const { comment, reason } of auditExemptions(facts.file)) {
    if (reason === "") findings.push({ messageId: "exemptWithoutReason", data: {}, range: comment.range, remedies: [] });
    else if (!used.has(comment)) findings.push({ messageId: "exemptUnused", data: {}, range: comment.range, remedies: [] });
  }
  return findings;
}

function lostEvents(facts: FileFacts): Finding[] {
  return [
    ...swallowedAudits(facts).map(({ range }) => ({ messageId: "swallowed", data: {}, range, remedies: [] })),
    ...unsentAudits(facts).map(({ range }) => ({ messageId: "unsent", data: {}, range, remedies: [] })),
    ...idleEmitters(facts).map(({ range, name }) => ({ messageId: "idle", data: { name }, range, remedies: [] })),
  ];
}

function missing(handler: HandlerSite, sensitivity: Sensitivity, gaps: readonly AuditGap[], facts: FileFacts): Finding {
  const outcomes = listed(gaps.map(({ outcome }) => outcome));
  const { file } = facts;
  return {
    messageId: "missing",
    data: {
      route: routeName(handler) ?? "This handler",
      category: sensitivity.category,
      evidence: sensitivity.evidence,
      event: sensitivity.event,
      outcomes,
    },
    range: handler.place.range,
    remedies: [
      {
        messageId: "record",
        data: { outcomes, emitter: file.settings.emitter.name },
        // What a guard of the file refuses is recorded where it refuses.
        plan: () =>
          planAuditCalls(
            gaps.flatMap(({ exits }) => exits.filter(({ answer }) => !answer.passedOn)),
            handler,
            sensitivity,
            file,
          ),
      },
    ],
  };
}

/** `success`, `success and denied`, `success, denied and error`. */
function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`;
}
