/** The package that a file belongs to: a repository may hold several. */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";

/**
 * @param root absolute path of the project
 * @param path a file of it, from the root, with forward slashes
 * @returns the nearest folder with a package.json, from the root; `""` for the root, and where there is none
 */
export function packageOf(root: string, path: string): string {
  if (posix.isAbsolute(path)) return "";
  for (let folder = posix.dirname(path); folder !== "." && !folder.endsWith(".."); folder = posix.dirname(folder)) {
    if (existsSync(join(root, folder, "package.json"))) return folder;
  }
  return "";
}
