/** A text that may ask a client whose failure is a result: see analysis/failures/result-clients.ts. */
import { WordedPattern } from "../syntax/worded-pattern.js";

/** By the client's name, or by what only such a client is asked: another file may make it, and call it what it likes. */
export const GIVES_RESULTS = new WordedPattern(
  ["supabase", ".eq(", ".neq(", ".upsert(", ".maybeSingle(", ".functions", ".auth"],
  /supabase|\.(?:eq|neq|upsert|maybeSingle)\(|\.functions\s*\.invoke\(|\.auth\s*\.admin\b/i,
);
