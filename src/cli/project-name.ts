/** What a project is called: on a page that is handed on, the name is all that tells which one it is of. */
import { basename, join } from "node:path";
import { readJson } from "../project/read-json.js";

/** @param root absolute path of the project's root */
export function projectName(root: string): string {
  const name = readJson(join(root, "package.json"))?.["name"];
  return typeof name === "string" && name !== "" ? name : basename(root);
}
