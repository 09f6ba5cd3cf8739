/** The build, where a user's project has it. Only for tests of the project "slow", which build first. */
import { cpSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** A folder that looks like a project with the package installed; what the package depends on stands beside it. */
export function installBuild(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-")));
  const home = join(folder, "node_modules/eslint-plugin-audit-logging");
  for (const part of ["dist", "package.json"]) cpSync(join(ROOT, part), join(home, part), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(home, "node_modules"), "junction");
  return folder;
}
