/** Monitors for Axiom, each the body of a request that creates it; the queries are APL. */
import { NOBODY, type AlertRule, type EventFilter, type KeyField } from "../alert-rule.js";
import { describeCondition } from "../describe.js";
import { durationInWords, shortDuration } from "../duration.js";
import { SCHEMA } from "../event.js";
import { json, type Renderer } from "./rendered.js";

/** The dataset of the security events. Whoever named theirs otherwise changes it in the files. */
const DATASET = "['security-events']";

const inexact: Renderer["inexact"] = {
  distinct: "dcount is an estimate; for tens of values it is near.",
  sequence: "Failures of the same window that came after the login count too, but one has to come before it.",
  rate: "The window is the last hour to the second, and not of whole minutes.",
};

/** One file a rule: `<rule>.axiom.json`. */
export const axiom: Renderer = {
  title: "Monitors for Axiom, each the body of POST /v2/monitors",
  inexact,
  files: (rules) => rules.map((rule) => ({ name: `${rule.id}.axiom.json`, text: json(monitor(rule)) })),
};

function monitor(rule: AlertRule): object {
  const { condition } = rule;
  const note = inexact[condition.kind];
  const span = condition.kind === "rate" ? condition.within + condition.baseline : condition.kind === "any" ? 60 : condition.within;
  const description = [
    describeCondition(rule),
    rule.why,
    ...(note ? [note] : []),
    `One alert for a key in ${durationInWords(rule.cap)} is enough.`,
  ].join(" ");
  return {
    name: `${rule.id}: ${rule.title}`,
    description,
    aplQuery: query(rule),
    rangeMinutes: span / 60,
    intervalMinutes: 1,
    disabled: false,
    notifierIds: [],
    ...check(rule),
  };
}

function check({ condition }: AlertRule): object {
  const threshold = { type: "Threshold", columnName: "value", resolvable: true, notifyEveryRun: false };
  switch (condition.kind) {
    case "any":
      return { type: "MatchEvent" };
    case "count":
    case "distinct":
      return { ...threshold, operator: "Above", threshold: condition.over, notifyByGroup: true, alertOnNoData: false };
    case "sequence":
      return { ...threshold, operator: "AboveOrEqual", threshold: condition.least, notifyByGroup: true, alertOnNoData: false };
    case "rate":
      return { ...threshold, operator: "Above", threshold: 0, notifyByGroup: false, alertOnNoData: false };
    case "absence":
      return { ...threshold, operator: "BelowOrEqual", threshold: 0, notifyByGroup: false, alertOnNoData: true };
  }
}

function query({ match, condition }: AlertRule): string {
  switch (condition.kind) {
    case "any":
      return pipe(where(match, []), `extend subject = coalesce(${condition.by.join(", ")})`);
    case "count":
      return pipe(where(match, [condition.by]), `summarize value = count() by ${condition.by}`);
    case "distinct":
      return pipe(where(match, [condition.by, condition.of]), `summarize value = dcount(${condition.of}) by ${condition.by}`);
    case "sequence": {
      const [before, last] = [test(condition.after), test(match)];
      return pipe(
        where({}, [condition.by]),
        `summarize failures = countif(${before}), first_failure = minif(_time, ${before}), last_success = maxif(_time, ${last}) by ${condition.by}`,
        "where last_success >= first_failure",
        `summarize value = max(failures) by ${condition.by}`,
      );
    }
    case "rate": {
      const { times, least, within, baseline } = condition;
      const recently = `_time > ago(${shortDuration(within)})`;
      return pipe(
        where({}, []),
        `summarize recent = countif(${test(match)} and ${recently}), before = countif(${test(match)} and not(${recently})), begun = min(_time)`,
        `where recent >= ${least} and recent * ${baseline / within} > ${times} * before and begun <= ago(${shortDuration(baseline)})`,
        "summarize value = max(recent)",
      );
    }
    case "absence":
      return pipe(where({}, []), "summarize value = count()");
  }
}

function pipe(...steps: readonly string[]): string {
  return [DATASET, ...steps].join("\n| ");
}

function where(filter: EventFilter, present: readonly KeyField[]): string {
  return `where ${[`schema == "${SCHEMA}"`, ...tests(filter), ...present.flatMap(isThere)].join(" and ")}`;
}

function isThere(field: KeyField): string[] {
  const nobody = NOBODY.map((id) => `"${id}"`).join(", ");
  return [`isnotempty(${field})`, ...(field === "actor_id" ? [`not(${field} in (${nobody}))`] : [])];
}

function test(filter: EventFilter): string {
  const all = tests(filter).join(" and ");
  return `(${all})`;
}

function tests({ events, outcome }: EventFilter): string[] {
  const names = events?.map((name) => `"${name}"`);
  return [
    ...(names ? [names.length === 1 ? `event == ${names[0]}` : `event in (${names.join(", ")})`] : []),
    ...(outcome ? [`outcome == "${outcome}"`] : []),
  ];
}
