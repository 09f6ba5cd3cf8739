/** The rules as LogQL, for Loki's ruler and for the dashboard. */
import { NOBODY, type AlertRule, type EventFilter, type KeyField } from "../alert-rule.js";
import { shortDuration } from "../duration.js";
import { SCHEMA } from "../event.js";

/** The stream of the security events. Whoever labels theirs otherwise changes it in the file. */
export const STREAM = '{job="security-events"}';

/** A quantity, and what of it raises the alert. */
export interface LogQl {
  /** What is measured, by key. */
  readonly value: string;
  /** What is compared with it, as `> 20`; a rule whose value is only there when it fires has none. */
  readonly threshold?: string;
  /** Number to draw as a line, where it is one. */
  readonly line?: number;
  readonly by: readonly KeyField[];
}

/** The query that measures what the rule counts, and the comparison by which the rule fires. */
export function logQl({ match, condition }: AlertRule): LogQl {
  switch (condition.kind) {
    case "any": {
      // The first of the fields that has a value; the template is Go's.
      const first = `{{ or ${condition.by.map((field) => `.${field}`).join(" ")} }}`;
      const events = `${select(match, condition.by, [])} | label_format subject=\`${first}\``;
      return { value: `sum by (event, subject) (count_over_time(${events} [1m]))`, threshold: "> 0", line: 0, by: [] };
    }
    case "count": {
      const { by, over, within } = condition;
      return { value: count(match, [by], within), threshold: `> ${over}`, line: over, by: [by] };
    }
    case "distinct": {
      const { of, by, over, within } = condition;
      return { value: `count by (${by}) (${count(match, [by, of], within)})`, threshold: `> ${over}`, line: over, by: [by] };
    }
    case "sequence": {
      const { by, after, least, within } = condition;
      const then = count(match, [by], 60);
      return { value: `(${count(after, [by], within)} and on (${by}) ${then})`, threshold: `>= ${least}`, line: least, by: [by] };
    }
    case "rate": {
      const { times, least, within, baseline } = condition;
      const recent = count(match, [], within);
      const before = `(${count(match, [], baseline, within)} or vector(0))`;
      const begun = `sum(count_over_time(${STREAM} [${shortDuration(within)}] offset ${shortDuration(baseline)})) > 0`;
      return {
        value: recent,
        threshold: `> ${times} * ${before} / ${baseline / within} and ${recent} >= ${least} and ${begun}`,
        line: least,
        by: [],
      };
    }
    case "absence":
      return { value: `absent_over_time(${STREAM} |= \`${SCHEMA}\` [${shortDuration(condition.within)}])`, by: [] };
  }
}

/** Names only the fields it needs: `| json` alone would make each request id a stream of its own, which Loki refuses. */
function select({ events, outcome }: EventFilter, fields: readonly KeyField[], present: readonly KeyField[]): string {
  const asked = [...(events ? ["event"] : []), ...(outcome ? ["outcome"] : []), ...fields];
  const filters = [
    ...(events ? [events.length === 1 ? `event="${events[0]}"` : `event=~"${events.join("|").replaceAll(".", "\\\\.")}"`] : []),
    ...(outcome ? [`outcome="${outcome}"`] : []),
    ...present.flatMap((field) => [`${field}!=""`, ...(field === "actor_id" ? [`${field}!~"${NOBODY.join("|")}"`] : [])]),
  ];
  const json = asked.map((field) => `${field}="${field}"`).join(", ");
  return `${STREAM} |= \`${SCHEMA}\` | json ${json}${filters.map((filter) => ` | ${filter}`).join("")}`;
}

function count(filter: EventFilter, by: readonly KeyField[], within: number, offset?: number): string {
  const range = `[${shortDuration(within)}]${offset === undefined ? "" : ` offset ${shortDuration(offset)}`}`;
  return `sum${by.length > 0 ? ` by (${by.join(", ")})` : ""} (count_over_time(${select(filter, by, by)} ${range}))`;
}
