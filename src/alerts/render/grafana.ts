/** A Grafana dashboard over Loki: what each rule measures, with the line above which it fires, and the events below. */
import type { AlertRule } from "../alert-rule.js";
import { describeCondition } from "../describe.js";
import { SCHEMA } from "../event.js";
import { loki } from "./loki.js";
import { logQl, STREAM } from "./logql.js";
import { json, type Renderer } from "./rendered.js";

const DATASOURCE = { type: "loki", uid: "${datasource}" };
const [WIDTH, HEIGHT] = [12, 8];

/** One file for all rules: `security-alerts.dashboard.json`. */
export const grafana: Renderer = {
  title: "A Grafana dashboard over Loki",
  inexact: { ...loki.inexact, absence: "A dashboard shows the silence; it does not tell of it." },
  files: (rules) => [{ name: "security-alerts.dashboard.json", text: json(dashboard(rules)) }],
};

function dashboard(rules: readonly AlertRule[]): object {
  const below = Math.ceil(rules.length / 2) * HEIGHT;
  return {
    uid: "security-alerts",
    title: "Security events",
    description: "What the alert rules measure. The red line is where each fires.",
    tags: ["security"],
    timezone: "utc",
    editable: true,
    schemaVersion: 39,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    annotations: { list: [] },
    templating: {
      list: [{ name: "datasource", type: "datasource", label: "Loki", query: "loki", hide: 0, multi: false, includeAll: false }],
    },
    panels: [
      ...rules.map(rulePanel),
      {
        id: rules.length + 1,
        type: "logs",
        title: "Events that were denied or failed",
        datasource: DATASOURCE,
        gridPos: { x: 0, y: below, w: 2 * WIDTH, h: HEIGHT },
        targets: [{ refId: "A", datasource: DATASOURCE, queryType: "range", expr: `${STREAM} |= \`${SCHEMA}\` | json outcome="outcome" | outcome=~"denied|error"` }],
        options: {
          showTime: true,
          showLabels: false,
          showCommonLabels: false,
          wrapLogMessage: true,
          prettifyLogMessage: false,
          enableLogDetails: true,
          dedupStrategy: "none",
          sortOrder: "Descending",
        },
      },
    ],
  };
}

function rulePanel(rule: AlertRule, index: number): object {
  const { value, line } = logQl(rule);
  const note = grafana.inexact[rule.condition.kind];
  const steps = [{ value: null, color: "green" }, ...(line === undefined ? [] : [{ value: line, color: "red" }])];
  return {
    id: index + 1,
    type: "timeseries",
    title: rule.title,
    description: `${describeCondition(rule)} ${rule.why}${note ? ` ${note}` : ""}`,
    datasource: DATASOURCE,
    gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    targets: [{ refId: "A", datasource: DATASOURCE, queryType: "range", expr: value }],
    fieldConfig: {
      defaults: {
        unit: "short",
        min: 0,
        thresholds: { mode: "absolute", steps },
        custom: { drawStyle: "line", fillOpacity: 10, thresholdsStyle: { mode: line === undefined ? "off" : "line" } },
      },
      overrides: [],
    },
  };
}
