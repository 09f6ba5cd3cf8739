/** What the alerts need of a security event, read from a line of a log. */
import { KEY_FIELDS, NOBODY, OUTCOMES, type EventFilter, type KeyField, type Outcome } from "./alert-rule.js";

/** What the field `schema` of a line says that this program understands. */
export const SCHEMA = "security-event/1";

/** What is kept of an event: when, what, how it ended, and whom it may be counted for. */
export interface AlertEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly event: string;
  readonly outcome: Outcome;
  /** Only fields with a value: an empty one is none. */
  readonly keys: Readonly<Partial<Record<KeyField, string>>>;
}

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The event of a line; undefined for one that holds none. Fields that no alert asks for are not looked at. */
export function readAlertEvent(line: string): AlertEvent | undefined {
  const value = parsed(line);
  if (value?.["schema"] !== SCHEMA) return undefined;
  const { event, outcome, timestamp } = value;
  const at = typeof timestamp === "string" ? instantOf(timestamp) : undefined;
  if (at === undefined || typeof event !== "string" || event === "" || !isOutcome(outcome)) return undefined;
  const keys: Partial<Record<KeyField, string>> = {};
  for (const field of KEY_FIELDS) {
    const key = value[field];
    if (typeof key === "string" && key !== "") keys[field] = key;
  }
  return { at, event, outcome, keys };
}

/** What the event is grouped by; undefined where it has none, or one that stands for nobody in particular. */
export function groupOf({ keys }: AlertEvent, by: KeyField): string | undefined {
  const key = keys[by];
  return by === "actor_id" && (NOBODY as readonly unknown[]).includes(key) ? undefined : key;
}

/** Whether a rule's filter lets the event through; a filter without conditions lets every event through. */
export function passes({ event, outcome }: AlertEvent, filter: EventFilter): boolean {
  if (filter.outcome !== undefined && filter.outcome !== outcome) return false;
  return filter.events === undefined || filter.events.includes(event);
}

function parsed(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** 30 February is no date, although Date takes it for 2 March. */
function instantOf(timestamp: string): number | undefined {
  if (!TIMESTAMP.test(timestamp)) return undefined;
  const at = Date.parse(timestamp);
  return Number.isNaN(at) || !timestamp.startsWith(new Date(at).toISOString().slice(0, 19)) ? undefined : at;
}

function isOutcome(value: unknown): value is Outcome {
  return (OUTCOMES as readonly unknown[]).includes(value);
}
