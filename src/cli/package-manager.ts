/** Which package manager a project uses, and how that one installs and runs. */
import { join } from "node:path";
import { kindOf } from "./path-kind.js";

/** Those that `init` knows the commands of. */
export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

/**
 * @param folders of the project, and of the workspace that it belongs to
 * @param named what their package.json says in `packageManager`, if anything
 * @param userAgent the environment's `npm_config_user_agent`: what runs this program, as in `pnpm/9.15.9 npm/? node/v24`
 */
export function packageManagerOf(
  folders: readonly string[],
  named: readonly unknown[],
  userAgent: string | undefined,
): PackageManager {
  for (const text of named) if (isManager(text)) return nameIn(text);
  for (const folder of folders) {
    const locked = LOCK_FILES.flatMap(([file, manager]) => (kindOf(join(folder, file)) === "file" ? [manager] : []));
    // Where two have left a lock file, the one that is used now is the one that somebody just typed.
    const running = isManager(userAgent) ? nameIn(userAgent) : undefined;
    if (locked.length > 0) return running && locked.includes(running) ? running : locked[0]!;
  }
  return "npm";
}

const NAME = /^(npm|pnpm|yarn|bun)(?=[@/])/;
const isManager = (text: unknown): text is string => typeof text === "string" && NAME.test(text);
const nameIn = (text: string): PackageManager => NAME.exec(text)![1] as PackageManager;

const ADD: Readonly<Record<PackageManager, string>> = { npm: "npm install --save-dev", pnpm: "pnpm add --save-dev", yarn: "yarn add --dev", bun: "bun add --dev" };
const RUN: Readonly<Record<PackageManager, string>> = { npm: "npx", pnpm: "pnpm exec", yarn: "yarn", bun: "bunx" };

/** @param atWorkspaceRoot pnpm adds nothing to the root of a workspace unless it is told that this is meant */
export function addCommand(manager: PackageManager, packages: readonly string[], atWorkspaceRoot: boolean): string {
  return [ADD[manager], ...(atWorkspaceRoot && manager === "pnpm" ? ["--workspace-root"] : []), ...packages].join(" ");
}

/** How that one runs the program of an installed package: `npx`, `pnpm exec` … */
export function runCommand(manager: PackageManager): string {
  return RUN[manager];
}
