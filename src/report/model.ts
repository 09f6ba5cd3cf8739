/** The audit surface of a code base as data: what every format of the report is made from, and what --format json prints. */
import type { RecordStrength } from "../vocabulary/record-strength.js";
import type { Outcome } from "../vocabulary/outcome.js";

/** All that a run has found. `report.schema.json` says the same for programs. */
export interface Report {
  /** Of this shape; a new number means that a reader of the old one breaks. */
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** Its name in package.json, or else that of its folder. */
  readonly project: string;
  /** Sorted by path, then by place. */
  readonly routes: readonly ReportedRoute[];
  readonly findings: readonly ReportedFinding[];
  readonly coverage: Coverage;
  readonly files: FileCounts;
  /** Files that were not read, each with the reason. */
  readonly unread: readonly UnreadFile[];
}

/** How the files came to their ends; what is in none of the last three holds nothing to look at. */
export interface FileCounts {
  readonly scanned: number;
  /** Parsed and analysed; the others hold nothing that any rule looks at. */
  readonly analysed: number;
  readonly skipped: number;
  readonly failed: number;
}

/** A file that the report says nothing of, and why. */
export interface UnreadFile {
  readonly path: string;
  readonly status: "skipped" | "failed";
  readonly reason: string;
}

/** Lines and columns count from 1; columns in UTF-16 units; an end is exclusive. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A handler, what it answers and what is recorded then; the place is that of its name or of its registration. */
export interface ReportedRoute extends Place {
  readonly path: string;
  readonly framework: string;
  /**
   * `error-handler` for Express' functions of four parameters; the last two are guards, which run before handlers and refuse:
   * `proxy` is that of Next.js, listed whatever it answers.
   */
  readonly role: "handler" | "error-handler" | "middleware" | "proxy";
  /** Upper case; `ACTION` for a server action; null where the handler takes any. */
  readonly method: string | null;
  /** Template such as `/api/users/[id]`; of a proxy its matchers, with commas; null where no file tells it. */
  readonly route: string | null;
  readonly name: string | null;
  /** Null for a route that is not sensitive. */
  readonly sensitive: { readonly category: string; readonly event: string; readonly evidence: string } | null;
  /** The reason of an `audit-exempt`, or null. */
  readonly exempt: string | null;
  /** Outcomes that the handler's own answers have. */
  readonly outcomes: readonly ReportedOutcome[];
}

/** The answers of one route that have the same outcome, taken together. */
export interface ReportedOutcome {
  readonly outcome: Outcome;
  /** What the least recorded answer of this outcome leaves behind. */
  readonly recorded: RecordStrength | "nothing";
  /**
   * True where the route is sensitive and its trail needs an event of this outcome, whether it is there or not; also where a
   * guard refuses.
   */
  readonly demanded: boolean;
  /**
   * True where that is demanded and some answer has none. An error is content with a logger's line, a guard's refusal with any
   * record.
   */
  readonly missing: boolean;
  /** Lines of the answers, and of the calls in this file that record them. */
  readonly exits: readonly number[];
  readonly records: readonly number[];
}

/** What a rule reports of a file. */
export interface ReportedFinding extends Place {
  readonly rule: string;
  readonly severity: "error" | "warning" | "note";
  readonly messageId: string;
  readonly message: string;
  readonly path: string;
  /** The source line that it begins on, without indentation. */
  readonly code: string;
  /** The same for the same finding when lines above it move; 32 hexadecimal digits. */
  readonly fingerprint: string;
  /** `POST /api/login` of the handler that it stands in, or null. */
  readonly route: string | null;
  /** What can be done about it, best first. */
  readonly remedies: readonly ReportedRemedy[];
}

/** One way to mend a finding: the suggestion that an editor would offer. */
export interface ReportedRemedy {
  readonly title: string;
  /** Null where no edit is safe; `reason` then says why. */
  readonly edits: readonly ReportedEdit[] | null;
  readonly reason: string | null;
  /** Unified diff of the edits, or null. */
  readonly diff: string | null;
}

/** Offsets count UTF-16 units from the start of the text, behind a byte order mark. */
export interface ReportedEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Of the outcomes that need an audit event: how many have it on every answer. */
export interface CoverageCount {
  readonly routes: number;
  readonly outcomes: number;
  readonly covered: number;
  /** 0 to 100, rounded down; 100 where there is no outcome to cover. */
  readonly percent: number;
}

/** The count over all sensitive routes, then over each category of them that is there, and over the guards. */
export interface Coverage extends CoverageCount {
  readonly byCategory: Readonly<Record<string, CoverageCount>>;
  /** Guards that refuse, and those of them that record each refusal. They count by themselves: any record is enough there. */
  readonly guards: CoverageCount;
}
