/** The folder that a run is about, and what to say when nothing is in it. */
import { resolve } from "node:path";
import { CliError } from "./cli-error.js";
import { kindOf } from "./path-kind.js";

/** @throws CliError where --root names no folder */
export function rootFolder(given: string | undefined, cwd: string): string {
  const root = resolve(cwd, given ?? ".");
  if (kindOf(root) === "folder") return root;
  throw new CliError(`--root ${given}: there is no folder ${root}. Give the project's root folder.`);
}

/** The sentence for a run that found no file: it names the paths that were given, or else the root. */
export function nothingFound(paths: readonly string[], root: string): string {
  const where = paths.length > 0 ? paths.join(", ") : root;
  return `There is no JavaScript or TypeScript file to read in ${where}.`;
}
