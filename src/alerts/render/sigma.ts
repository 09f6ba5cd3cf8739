/** Sigma v2: each alert a file, of the rules that find its events and, but for single events, the correlation over them. */
import { createHash } from "node:crypto";
import { Document } from "yaml";
import { NOBODY, type AlertRule, type EventFilter, type KeyField } from "../alert-rule.js";
import { describeCondition } from "../describe.js";
import { shortDuration } from "../duration.js";
import { SCHEMA } from "../event.js";
import { underscored, type RenderedFile, type Renderer } from "./rendered.js";

const inexact: Renderer["inexact"] = {
  rate:
    "Sigma knows no mean, so this counts errors against a fixed number: set it to four times what an hour of yours brings.",
  absence: "Sigma describes events that are there, so it cannot tell that none came: this rule has no file.",
};

/** One file a rule, `audit_logging_<rule>.yml`; none for a rule that Sigma has no words for. */
export const sigma: Renderer = {
  title: "Sigma rules and correlations, version 2",
  inexact,
  files: (rules) => rules.flatMap((rule) => sigmaFile(rule) ?? []),
};

function sigmaFile(rule: AlertRule): RenderedFile | undefined {
  const documents = documentsOf(rule);
  if (documents.length === 0) return undefined;
  const note = inexact[rule.condition.kind];
  const comment = ` ${rule.title}.\n ${describeCondition(rule)}\n${note ? ` ${note}\n` : ""}`;
  const texts = documents.map((value) => new Document(value).toString({ lineWidth: 110, indentSeq: true }));
  return { name: `audit_logging_${underscored(rule.id)}.yml`, text: `${comment.replaceAll(/^ /gm, "# ")}\n${texts.join("---\n")}` };
}

/** Those that others refer to come first. */
function documentsOf(rule: AlertRule): object[] {
  const { id, match, condition } = rule;
  const name = underscored(id);
  const events = `${name}_events`;
  switch (condition.kind) {
    case "any":
      return [{ ...head(rule), ...detection(match, []), level: rule.severity }];
    case "count":
      return [
        part(events, detection(match, [condition.by])),
        { ...head(rule), correlation: { ...correlation("event_count", [events], [condition.by], condition.within), condition: { gt: condition.over } }, level: rule.severity },
      ];
    case "distinct":
      return [
        part(events, detection(match, [condition.by, condition.of])),
        {
          ...head(rule),
          correlation: {
            ...correlation("value_count", [events], [condition.by], condition.within),
            condition: { field: condition.of, gt: condition.over },
          },
          level: rule.severity,
        },
      ];
    case "sequence": {
      const [before, many] = [`${name}_before`, `${name}_many_before`];
      return [
        part(before, detection(condition.after, [condition.by])),
        part(many, {
          correlation: {
            ...correlation("event_count", [before], [condition.by], condition.within),
            condition: { gte: condition.least },
          },
        }),
        part(events, detection(match, [condition.by])),
        {
          ...head(rule),
          // Sigma asks for a condition; for an order of two it is that both are there.
          correlation: { ...correlation("temporal_ordered", [many, events], [condition.by], condition.within), condition: { gte: 2 } },
          level: rule.severity,
        },
      ];
    }
    case "rate":
      return [
        part(events, detection(match, [])),
        {
          ...head(rule),
          correlation: { ...correlation("event_count", [events], ["service"], condition.within), condition: { gte: condition.least } },
          level: rule.severity,
        },
      ];
    case "absence":
      return [];
  }
}

function head({ id, title, why, attack, cwe }: AlertRule): object {
  const references = cwe.map((number) => `https://cwe.mitre.org/data/definitions/${number}.html`);
  return {
    title,
    id: uuidOf(id),
    status: "experimental",
    description: why,
    ...(references.length > 0 ? { references } : {}),
    tags: attack.map((technique) => `attack.${technique.toLowerCase()}`),
  };
}

/** A document that only the correlation of its file uses. */
function part(name: string, rest: object): object {
  return { title: name.replaceAll("_", " "), id: uuidOf(name), name, status: "experimental", ...rest };
}

function detection({ events, outcome }: EventFilter, present: readonly KeyField[]): object {
  const selection = {
    schema: SCHEMA,
    ...(events ? { event: events.length === 1 ? events[0] : events } : {}),
    ...(outcome ? { outcome } : {}),
    // Events without an address are not events of one address.
    ...Object.fromEntries(present.map((field) => [`${field}|exists`, true])),
  };
  const one = present.includes("actor_id")
    ? { selection, nobody: { actor_id: [...NOBODY] }, condition: "selection and not nobody" }
    : { selection, condition: "selection" };
  return { logsource: { category: "application", product: "security-event" }, detection: one };
}

function correlation(type: string, rules: readonly string[], by: readonly string[], within: number): object {
  return { type, rules, "group-by": by, timespan: shortDuration(within) };
}

/** A UUID of version 5 from a name: the same for everybody, so that a rule that is rendered again replaces itself. */
function uuidOf(name: string): string {
  const bytes = createHash("sha1").update(`${SCHEMA}/alerts/${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
