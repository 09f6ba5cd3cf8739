/** Whether a coding agent runs the command, told by what the agents put into the environment. */
import type { Io } from "./io.js";

/** `AI_AGENT` is the shared convention; the others are each tool's own. */
const VARIABLES = ["AI_AGENT", "CLAUDECODE", "CURSOR_AGENT", "CODEX_SANDBOX", "GEMINI_CLI", "OPENCODE", "AUGMENT_AGENT", "GOOSE_TERMINAL"] as const;

/** True where one of those variables is set to anything but nothing, `0` or `false`. */
export function isAgent(env: Io["env"]): boolean {
  return VARIABLES.some((name) => !/^(?:|0|false)$/i.test(env[name] ?? ""));
}
