/** Every format that the alert rules are rendered in, by the name that `alerts render --format` takes. */
import { axiom } from "./axiom.js";
import { datadog } from "./datadog.js";
import { grafana } from "./grafana.js";
import { loki } from "./loki.js";
import type { Renderer } from "./rendered.js";
import { sigma } from "./sigma.js";
import { sql } from "./sql.js";

export const RENDERERS = { sigma, loki, grafana, sql, axiom, datadog } as const satisfies Record<string, Renderer>;

/** The name of a format, as `alerts render --format` and `init --alerts` take it. */
export type AlertFormat = keyof typeof RENDERERS;
