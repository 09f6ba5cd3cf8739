/** What an alert rule is, whoever evaluates it. docs/alerts.md says what each kind of condition means to the millisecond. */

/** The fields of an event by which rules group, and whose values they count. */
export const KEY_FIELDS = ["ip", "account", "actor_id", "target_id", "route"] as const;
/** The name of such a field, in the words of `security-event/1`. */
export type KeyField = (typeof KEY_FIELDS)[number];

/** Actors who are nobody in particular. What several of them did is not what one actor did, so no group is theirs. */
export const NOBODY = ["anon", "unknown"] as const;

/** How an event may have ended, in the words of `security-event/1`. */
export const OUTCOMES = ["success", "denied", "error"] as const;
/** One of OUTCOMES. */
export type Outcome = (typeof OUTCOMES)[number];

/** How urgent an alert is: Sigma's levels without `informational`, since an alert always wants a look. */
export type Severity = "low" | "medium" | "high" | "critical";

/** An event passes when its name is one of `events`, where they are given, and its outcome is `outcome`, where that is. */
export interface EventFilter {
  readonly events?: readonly [string, ...string[]];
  readonly outcome?: Outcome;
}

/** Durations are whole seconds, and windows are (t − within, t] for an event at t. */
export type Condition =
  /** Each event alone. The key is the first of the fields that the event has. */
  | { readonly kind: "any"; readonly by: readonly [KeyField, ...KeyField[]] }
  /** More than `over` events with one value of `by`. */
  | { readonly kind: "count"; readonly by: KeyField; readonly over: number; readonly within: number }
  /** More than `over` values of `of` among the events with one value of `by`. */
  | { readonly kind: "distinct"; readonly of: KeyField; readonly by: KeyField; readonly over: number; readonly within: number }
  /** An event of the rule, with `least` events or more that pass `after` in the window before it. */
  | { readonly kind: "sequence"; readonly by: KeyField; readonly after: EventFilter; readonly least: number; readonly within: number }
  /** At least `least` events in the window, and more than `times` the mean of as long a time over `baseline` before it. */
  | { readonly kind: "rate"; readonly times: number; readonly least: number; readonly within: number; readonly baseline: number }
  /** No event at all. */
  | { readonly kind: "absence"; readonly within: number };

/** A rule: which events it looks at, what has to be true of them, and how often it may say so. */
export interface AlertRule {
  readonly id: string;
  /** What has happened, without a full stop. */
  readonly title: string;
  /** What it may mean, and what to look at. */
  readonly why: string;
  readonly severity: Severity;
  /** MITRE ATT&CK techniques. */
  readonly attack: readonly string[];
  readonly cwe: readonly number[];
  readonly match: EventFilter;
  readonly condition: Condition;
  /** After an alert none is raised for the same rule and key for this many seconds. */
  readonly cap: number;
}

/** The key of conditions that look at all events together. */
export const ALL = "all";
