/** Makes a jscodeshift transform of a codemod. It returns text and never prints a tree, so only what is edited changes. */
import { readSettings } from "../src/settings.js";
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
 * `(file, api, options) => string | undefined`: undefined for a file that is no candidate or does not parse, the same
 * text when there is nothing to do.
 */
export type Transform = (file: TransformFile, api?: unknown, options?: TransformOptions) => string | undefined;

/** @throws InvalidSettings when `options.settings` is no valid settings object, or no JSON */
export function transformOf(codemod: string): Transform {
  const only = new Set([codemod]);
  return (file, _api, options = {}) => {
    const settings = readSettings(typeof options.settings === "string" ? JSON.parse(options.settings) : options.settings);
    const change = runCodemods(file.source, projectPath(file.path, typeof options.root === "string" ? options.root : process.cwd()), settings, only);
    if (change.status === "unparsable") throw new Error(`${file.path}: ${change.error ?? "does not parse"}`);
    return change.status === "not-candidate" ? undefined : change.text;
  };
}
