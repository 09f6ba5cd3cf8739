/** What an exit means for the audit trail: it went through, it was refused, or it broke. */
export type Outcome = "success" | "denied" | "error";

/** 1xx to 3xx success, 4xx denied, 5xx error. */
export function outcomeOfStatus(status: number): Outcome {
  return status < 400 ? "success" : status < 500 ? "denied" : "error";
}
