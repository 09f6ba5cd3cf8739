/** Makes a jscodeshift transform of a codemod. It returns text and never prints a tree, so only what is edited changes. */
import "./leave-babel.js";
import { InvalidSettings, readSettings, type Settings } from "../src/settings.js";
import { projectPath } from "../src/source-view.js";
import { runCodemods } from "./run-codemods.js";

export interface TransformFile {
  readonly path: string;
  readonly source: string;
}

/** Options on jscodeshift's command line: `--settings='{"emitter":{"name":"auditLog"}}'` as JSON, `--root=<folder>`. */
export interface TransformOptions {
  readonly settings?: unknown;
  readonly root?: unknown;
}

/**
 * `(file, api, options) => string | undefined`: undefined for a file that is no candidate, the same text when there is
 * nothing to do. jscodeshift reports what is thrown as the file's error, and goes on.
 */
export type Transform = (file: TransformFile, api?: unknown, options?: TransformOptions) => string | undefined;

/** @throws InvalidSettings when `options.settings` is no valid settings object, or no JSON; Error when the file does not parse */
export function transformOf(codemod: string): Transform {
  const only = new Set([codemod]);
  return (file, _api, options = {}) => {
    const path = projectPath(file.path, typeof options.root === "string" ? options.root : process.cwd());
    const change = runCodemods(file.source, path, settingsOf(options.settings), only);
    if (change.status === "unparsable") throw new Error(`${file.path} does not parse: ${change.error ?? "no reason given"}`);
    return change.status === "not-candidate" || change.status === "generated" ? undefined : change.text;
  };
}

let known: { readonly raw: string; readonly settings: Settings } | undefined;

/** jscodeshift hands over what is JSON as the value, and anything else as the text that it is. */
function settingsOf(raw: unknown): Settings {
  if (typeof raw !== "string") return readSettings(raw);
  if (known?.raw !== raw) known = { raw, settings: readSettings(parsed(raw)) };
  return known.settings;
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new InvalidSettings(`--settings must be JSON, such as '{"emitter":{"import":"./src/lib/logging.js"}}', but is ${raw}`);
  }
}
