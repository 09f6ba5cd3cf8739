/** Events for the alert tests, by minute and second of one morning. */
export interface Given {
  /** `m:s` or `m:s.ms` after 10:00, on which minutes count on: `90:00` is 11:30. */
  readonly at: string;
  readonly event?: string;
  readonly outcome?: "success" | "denied" | "error";
  readonly ip?: string;
  readonly account?: string;
  readonly actor_id?: string;
  readonly target_id?: string;
  readonly route?: string;
}

export const START = Date.parse("2026-03-02T10:00:00.000Z");

export function instant(at: string): number {
  const [minutes, seconds] = at.split(":").map(Number);
  return START + Math.round((minutes! * 60 + seconds!) * 1000);
}

export function line({ at, event = "access.check", outcome = "success", ...rest }: Given): string {
  const level = { success: "info", denied: "warn", error: "error" }[outcome];
  const timestamp = new Date(instant(at)).toISOString();
  return JSON.stringify({ timestamp, schema: "security-event/1", level, event, outcome, actor_id: "anon", request_id: "r-1", ...rest });
}

/** `count` events, from `from` to `to` at even distances, both included. */
export function spread(count: number, from: string, to: string, given: Omit<Given, "at"> | ((index: number) => Omit<Given, "at">)): Given[] {
  const [first, last] = [instant(from), instant(to)];
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? first : first + Math.round(((last - first) * index) / (count - 1));
    return { at: `0:${(at - START) / 1000}`, ...(typeof given === "function" ? given(index) : given) };
  });
}

export const DENIED_LOGIN = { event: "auth.login", outcome: "denied" } as const;
export const LOGIN = { event: "auth.login", outcome: "success" } as const;
