/** What an exit means for the audit trail: it went through, it was refused, or it broke. */
export type Outcome = "success" | "denied" | "error";

/** 1xx to 3xx success, 4xx denied, 5xx error. */
export function outcomeOfStatus(status: number): Outcome {
  return status < 400 ? "success" : status < 500 ? "denied" : "error";
}

const OUTCOME_OF_WORD: ReadonlyMap<string, Outcome> = new Map(
  Object.entries({
    success: "success",
    succeeded: "success",
    successful: "success",
    ok: "success",
    granted: "success",
    allowed: "success",
    completed: "success",
    denied: "denied",
    deny: "denied",
    failure: "denied",
    fail: "denied",
    failed: "denied",
    unsuccessful: "denied",
    refused: "denied",
    rejected: "denied",
    blocked: "denied",
    forbidden: "denied",
    unauthorized: "denied",
    error: "error",
    errored: "error",
  } as const satisfies Record<string, Outcome>),
);

/** The outcome that a word stands for, in whatever case it is written. A failure that says no more was a denial. */
export function outcomeOfWord(word: string): Outcome | undefined {
  return OUTCOME_OF_WORD.get(word.toLowerCase());
}
