/** Packages that only tests need, installed from a lock file once for all files of a run. Only for tests of "slow". */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { inject } from "vitest";

/**
 * Resolves to a folder in which the packages of `source` are installed. Other tests use it at the same time.
 * @param source folder of a package.json and its lock file; nothing else of it is copied
 */
export async function installOnce(source: string): Promise<string> {
  const folder = join(inject("sharedFolder"), basename(source));
  const [done, failed] = [join(folder, "installed"), join(folder, "failed")];
  if (isFirst(folder)) {
    try {
      for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(source, file), join(folder, file));
      await npmCi(folder);
    } catch (error) {
      writeFileSync(failed, "");
      throw error;
    }
    writeFileSync(done, "");
  }
  // Another worker is at it; its test's time limit ends this one too.
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error(`What ${source} names could not be installed; another file has the reason.`);
    await setTimeout(100);
  }
  return folder;
}

/** Of all that make a folder, one makes it. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

export async function npmCi(folder: string): Promise<void> {
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
  await promisify(execFile)("npm", ["ci", ...options], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
}

/** Puts what is installed in one folder into another, file by file the same on the disk: a tenth of the time of a copy. */
export function linkModules(from: string, to: string): void {
  linkFolder(join(from, "node_modules"), join(to, "node_modules"));
}

function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}
