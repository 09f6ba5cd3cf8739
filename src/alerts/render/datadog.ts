/** Log monitors for Datadog, each the body of a request that creates it; the sequence is a rule for its Cloud SIEM. */
import { NOBODY, type AlertRule, type EventFilter, type KeyField, type Severity } from "../alert-rule.js";
import { describeCondition } from "../describe.js";
import { durationInWords, shortDuration } from "../duration.js";
import { SCHEMA } from "../event.js";
import { json, type RenderedFile, type Renderer } from "./rendered.js";

const PRIORITIES: Readonly<Record<Severity, number>> = { critical: 1, high: 2, medium: 3, low: 4 };

const inexact: Renderer["inexact"] = {
  any: "A monitor cannot take the first of several fields, so it groups by event: the account is in the log.",
  sequence:
    "A log monitor cannot ask what came after what, so this is a rule for Cloud SIEM, in which failures after the login count too.",
  rate: "A log monitor knows no mean, so this counts errors against a fixed number: set it to four times what an hour of yours brings.",
};

/** One file a rule: `<rule>.datadog.json`, or `<rule>.datadog-siem.json` for a sequence, which a monitor cannot watch. */
export const datadog: Renderer = {
  title: "Monitors for Datadog, each the body of POST /api/v1/monitor, and one rule for its Cloud SIEM",
  inexact,
  files: (rules) => rules.map(datadogFile),
};

function datadogFile(rule: AlertRule): RenderedFile {
  return rule.condition.kind === "sequence"
    ? { name: `${rule.id}.datadog-siem.json`, text: json(siemRule(rule, rule.condition)) }
    : { name: `${rule.id}.datadog.json`, text: json(monitor(rule)) };
}

function monitor(rule: AlertRule): object {
  const { query, critical, silent } = measured(rule);
  return {
    name: `${rule.id}: ${rule.title}`,
    type: "log alert",
    query,
    message: messageOf(rule),
    tags: tagsOf(rule),
    priority: PRIORITIES[rule.severity],
    options: {
      thresholds: { critical },
      enable_logs_sample: true,
      include_tags: true,
      notify_audit: false,
      on_missing_data: silent ? "show_and_notify_no_data" : "default",
      // A reminder while it lasts, and not more often.
      renotify_interval: Math.max(10, rule.cap / 60),
    },
  };
}

function measured({ match, condition }: AlertRule): { query: string; critical: number; silent?: true } {
  const over = (query: string, within: number, critical: number) => ({
    query: `${query}.last("${shortDuration(within)}") > ${critical}`,
    critical,
  });
  switch (condition.kind) {
    case "any":
      return over(`${logs(match, [])}.rollup("count").by("@event")`, 300, 0);
    case "count":
      return over(`${logs(match, [condition.by])}.rollup("count").by("@${condition.by}")`, condition.within, condition.over);
    case "distinct": {
      const { by, of, within } = condition;
      return over(`${logs(match, [by, of])}.rollup("cardinality", "@${of}").by("@${by}")`, within, condition.over);
    }
    case "rate":
      return over(`${logs(match, [])}.rollup("count")`, condition.within, condition.least - 1);
    case "absence":
      return { query: `${logs({}, [])}.rollup("count").last("${shortDuration(condition.within)}") < 1`, critical: 1, silent: true };
    case "sequence":
      throw new Error("A sequence is a rule for Cloud SIEM.");
  }
}

function siemRule(rule: AlertRule, { by, after, least, within }: Extract<AlertRule["condition"], { kind: "sequence" }>): object {
  const query = (name: string, filter: EventFilter) => ({
    name,
    query: search(filter, [by]),
    aggregation: "count",
    distinctFields: [],
    groupByFields: [`@${by}`],
  });
  return {
    name: `${rule.id}: ${rule.title}`,
    type: "log_detection",
    isEnabled: true,
    message: messageOf(rule),
    tags: tagsOf(rule),
    queries: [query("before", after), query("last", rule.match)],
    cases: [{ name: rule.title, status: rule.severity, condition: `before >= ${least} && last > 0`, notifications: [] }],
    options: { detectionMethod: "threshold", evaluationWindow: within, keepAlive: rule.cap, maxSignalDuration: 24 * 3600 },
    filters: [],
  };
}

function messageOf(rule: AlertRule): string {
  const note = inexact[rule.condition.kind];
  const cap = `While it lasts, it says so again after ${durationInWords(Math.max(600, rule.cap))}.`;
  return [describeCondition(rule), rule.why, ...(note ? [note] : []), cap].join("\n\n");
}

function tagsOf({ severity, attack, cwe }: AlertRule): string[] {
  return ["kind:security-event", `severity:${severity}`, ...attack.map((id) => `attack:${id.toLowerCase()}`), ...cwe.map((id) => `cwe:${id}`)];
}

function logs(filter: EventFilter, present: readonly KeyField[]): string {
  return `logs("${search(filter, present)}").index("*")`;
}

function search({ events, outcome }: EventFilter, present: readonly KeyField[]): string {
  return [
    `@schema:${SCHEMA}`,
    ...(events ? [events.length === 1 ? `@event:${events[0]}` : `@event:(${events.join(" OR ")})`] : []),
    ...(outcome ? [`@outcome:${outcome}`] : []),
    ...present.flatMap((field) => [`@${field}:*`, ...(field === "actor_id" ? [`-@${field}:(${NOBODY.join(" OR ")})`] : [])]),
  ].join(" ");
}
