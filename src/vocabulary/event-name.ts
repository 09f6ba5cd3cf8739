/** The form of an event's name: `area.thing` or `area.thing.verb`, and the outcome that a last word may add to it. */
import { OUTCOME_SUFFIXES } from "./events.js";
import type { Outcome } from "./outcome.js";

/** Lower case, two to four parts with a dot between them, each with a letter in it: a number alone is an id. */
export const EVENT_NAME = /^[a-z][a-z0-9_]*(?:\.[0-9_]*[a-z][a-z0-9_]*){1,3}$/;

const OUTCOME_SUFFIX = new RegExp(`\\.(${Object.keys(OUTCOME_SUFFIXES).join("|")})$`);

/** The outcome that `auth.login.failure` ends in; undefined for a name that does not say. */
export function outcomeOfName(name: string): Outcome | undefined {
  const suffix = OUTCOME_SUFFIX.exec(name)?.[1];
  return suffix === undefined ? undefined : OUTCOME_SUFFIXES[suffix];
}

/** `auth.login` of `auth.login.failure`. */
export function withoutOutcome(name: string): string {
  return name.replace(OUTCOME_SUFFIX, "");
}
