/** Rules for Loki's ruler, and the routes for Alertmanager that hold each alert to its cap. */
import { Document } from "yaml";
import type { AlertRule } from "../alert-rule.js";
import { describeCondition } from "../describe.js";
import { shortDuration } from "../duration.js";
import { logQl } from "./logql.js";
import type { Renderer } from "./rendered.js";

const inexact: Renderer["inexact"] = {
  sequence: "LogQL cannot ask what came first, so failures of the same window that came after the login count too.",
  rate: "The mean is of sliding hours, and a log counts as a day old when the first hour of that day has lines.",
};

/** Two files for all rules: `security-alerts.loki.yml` for the ruler, `security-alerts.alertmanager.yml` for Alertmanager. */
export const loki: Renderer = {
  title: "Rules for Grafana Loki's ruler, with Alertmanager routes for the caps",
  inexact,
  files: (rules) => [
    { name: "security-alerts.loki.yml", text: ruleFile(rules) },
    { name: "security-alerts.alertmanager.yml", text: routeFile(rules) },
  ],
};

function ruleFile(rules: readonly AlertRule[]): string {
  const document = new Document({
    groups: [{ name: "security-events", interval: "1m", rules: rules.map(alertingRule) }],
  });
  document.commentBefore = ` Rules for Loki's ruler. They run once a minute, over windows that end with that minute.
 Put your own labels in place of {job="security-events"}.`;
  return document.toString({ lineWidth: 0 });
}

function alertingRule(rule: AlertRule): object {
  const { value, threshold } = logQl(rule);
  const note = inexact[rule.condition.kind];
  const keys = keysOf(rule);
  return {
    alert: rule.id,
    expr: threshold === undefined ? value : `${value} ${threshold}`,
    for: "0m",
    labels: { severity: rule.severity, kind: "security-event" },
    annotations: {
      summary: `${rule.title}${keys.length > 0 ? `: ${keys.map((key) => `{{ $labels.${key} }}`).join(" ")}` : ""}`,
      description: `${describeCondition(rule)} ${rule.why}`,
      ...(note ? { inexact: note } : {}),
    },
  };
}

function keysOf({ condition }: AlertRule): string[] {
  if (condition.kind === "any") return ["event", "subject"];
  return "by" in condition ? [condition.by] : [];
}

function routeFile(rules: readonly AlertRule[]): string {
  const caps = [...new Set(rules.map(({ cap }) => cap))].sort((a, b) => a - b);
  const document = new Document({
    route: {
      routes: caps.map((cap) => {
        const names = rules.filter((rule) => rule.cap === cap).map(({ id }) => id);
        const keys = new Set(rules.filter((rule) => rule.cap === cap).flatMap(keysOf));
        return {
          matchers: ['kind="security-event"', `alertname=~"${names.join("|")}"`],
          group_by: ["alertname", ...keys],
          group_wait: "0s",
          group_interval: shortDuration(cap),
          repeat_interval: shortDuration(cap),
        };
      }),
    },
  });
  document.commentBefore = ` Routes to merge into Alertmanager's configuration, each with a receiver of yours: Loki's rules have no cap of their
 own, so the caps are here.`;
  return document.toString({ lineWidth: 0 });
}
