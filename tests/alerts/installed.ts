/** Packages that only these tests need, installed from a lock file of their own. */
import { mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installOnce } from "../support/install-once.js";

/** Resolves to a folder of the file's own, below what is installed; what that has is loaded with `load`. */
export async function installed(name: "engines" | "validators"): Promise<Installed> {
  const folder = mkdtempSync(join(await installOnce(join(import.meta.dirname, name)), "of-one-file-"));
  return { folder, load: createRequire(join(folder, "package.json")) };
}

export interface Installed {
  readonly folder: string;
  readonly load: NodeJS.Require;
}
