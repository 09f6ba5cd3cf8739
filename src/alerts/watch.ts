/** One watch for each kind of condition: it takes the events of an instant, then says for which keys the rule fires. */
import { ALL, type AlertRule, type Condition, type KeyField } from "./alert-rule.js";
import { groupOf, passes, type AlertEvent } from "./event.js";
import type { Instant } from "./in-order.js";
import { MinuteCounts } from "./rate.js";
import { RecentTimes, RecentValues } from "./recent.js";

/** For which key a condition holds, and at which instant, in milliseconds since 1970. */
export interface Firing {
  readonly key: string;
  readonly at: number;
}

/** The state that one condition keeps over a stream of events. */
export interface Watch {
  /** Instants come in the order of time. What fires may repeat itself; the cap is not the watch's. */
  see(instant: Instant): readonly Firing[];
  /** How many times, values or counters it keeps. */
  readonly held: number;
}

type Of<Kind extends Condition["kind"]> = Extract<Condition, { readonly kind: Kind }>;

const MS = 1000;

/** A new watch for the rule's condition, which has seen nothing yet. */
export function watch(rule: AlertRule): Watch {
  const { condition } = rule;
  switch (condition.kind) {
    case "any":
      return watchAny(rule, condition);
    case "count":
      return watchCount(rule, condition);
    case "distinct":
      return watchDistinct(rule, condition);
    case "sequence":
      return watchSequence(rule, condition);
    case "rate":
      return watchRate(rule, condition);
    case "absence":
      return watchAbsence(condition);
  }
}

function watchAny({ match }: AlertRule, { by }: Of<"any">): Watch {
  return {
    held: 0,
    see: ({ at, events }) =>
      fire(at, events.flatMap((event) => (passes(event, match) ? (firstKey(event, by) ?? []) : []))),
  };
}

function watchCount({ match }: AlertRule, { by, over, within }: Of<"count">): Watch {
  const times = new RecentTimes(over + 1, within * MS);
  return {
    get held() {
      return times.held;
    },
    see({ at, events }) {
      const touched = events.flatMap((event) => (passes(event, match) ? (groupOf(event, by) ?? []) : []));
      for (const key of touched) times.add(key, at);
      return fire(at, touched.filter((key) => times.isEnough(key, at)));
    },
  };
}

function watchDistinct({ match }: AlertRule, { of, by, over, within }: Of<"distinct">): Watch {
  const values = new RecentValues(over + 1, within * MS);
  return {
    get held() {
      return values.held;
    },
    see({ at, events }) {
      const touched: string[] = [];
      for (const event of events) {
        const [key, value] = [groupOf(event, by), groupOf(event, of)];
        if (key === undefined || value === undefined || !passes(event, match)) continue;
        values.add(key, value, at);
        touched.push(key);
      }
      return fire(at, touched.filter((key) => values.isEnough(key, at)));
    },
  };
}

function watchSequence({ match }: AlertRule, { by, after, least, within }: Of<"sequence">): Watch {
  const times = new RecentTimes(least, within * MS);
  return {
    get held() {
      return times.held;
    },
    see({ at, events }) {
      const last: string[] = [];
      for (const event of events) {
        const key = groupOf(event, by);
        if (key === undefined) continue;
        if (passes(event, after)) times.add(key, at);
        if (passes(event, match)) last.push(key);
      }
      return fire(at, last.filter((key) => times.isEnough(key, at)));
    },
  };
}

function watchRate({ match }: AlertRule, { times, least, within, baseline }: Of<"rate">): Watch {
  const counts = new MinuteCounts(within * MS, baseline * MS);
  let begun: number | undefined;
  return {
    get held() {
      return counts.held;
    },
    see({ at, events }) {
      begun ??= at;
      const matched = events.filter((event) => passes(event, match));
      for (const _ of matched) counts.add(at);
      // A log that is younger than window and baseline has no mean yet.
      if (matched.length === 0 || begun > at - (within + baseline) * MS) return [];
      const { recent, before } = counts.counts;
      // Over the same length of time, and without a division, so that a database gets the same answer.
      return recent >= least && recent * baseline > times * before * within ? fire(at, [ALL]) : [];
    },
  };
}

/** It fires at the end of the gap's first window; which is known when the next event comes, for a file has no clock. */
function watchAbsence({ within }: Of<"absence">): Watch {
  let last: number | undefined;
  return {
    held: 1,
    see({ at }) {
      const until = last === undefined ? undefined : last + within * MS;
      last = at;
      return until !== undefined && at > until ? fire(until, [ALL]) : [];
    },
  };
}

function fire(at: number, keys: readonly string[]): Firing[] {
  return [...new Set(keys)].sort().map((key) => ({ key, at }));
}

function firstKey({ keys }: AlertEvent, fields: readonly KeyField[]): string | undefined {
  const field = fields.find((candidate) => keys[candidate] !== undefined);
  return field && keys[field];
}
