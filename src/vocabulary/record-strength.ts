/** What a record is worth: an audit event, a logger's line, a report to an error tracker, or only console. */
export type RecordStrength = "audit" | "log" | "reporter" | "console";
