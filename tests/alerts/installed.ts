/** Packages that only these tests need, installed from a lock file of their own into a folder that is gone afterwards. */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";

/** Resolves to the folder; what it has is loaded with `load`. */
export async function installed(name: "engines" | "validators"): Promise<Installed> {
  const folder = mkdtempSync(join(tmpdir(), `alert-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(import.meta.dirname, name), folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
  return { folder, load: createRequire(join(folder, "package.json")) };
}

export interface Installed {
  readonly folder: string;
  readonly load: NodeJS.Require;
}
