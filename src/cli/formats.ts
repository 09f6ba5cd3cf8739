/** What --format may be, by command. Names alone: what prints a format is loaded when it is asked for. */
import type { AlertFormat } from "../alerts/render/index.js";

/** Those of `report`; the first is what it prints without --format. */
export const REPORT_FORMATS = ["text", "markdown", "json", "jsonl", "sarif", "html", "prompt", "agent"] as const;
/** One of REPORT_FORMATS. */
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** Those of `fix`; the first is what it prints without --format. */
export const FIX_FORMATS = ["text", "json", "patch"] as const;
/** One of FIX_FORMATS. */
export type FixFormat = (typeof FIX_FORMATS)[number];

/** Those of `alerts list` and `alerts test`; the first is what they print without --format. */
export const ALERT_ANSWERS = ["text", "json"] as const;

/** Those of `alerts render` and `init --alerts`: the keys of RENDERERS, which brings all renderers along. */
export const ALERT_FORMATS = ["sigma", "loki", "grafana", "sql", "axiom", "datadog"] as const satisfies readonly AlertFormat[];
