/** Copies of this repository, in which the tools may write. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
const LEFT_OUT = ["node_modules", ".git", "coverage", "tests/apps", "tests/package", "tests/codemods"];

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** With the build as it is, and this repository's packages. */
export function copy(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-house-")));
  folders.push(folder);
  cpSync(ROOT, folder, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !LEFT_OUT.includes(relative(ROOT, path).replaceAll("\\", "/")),
  });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
  // The copied folders are new, and would make the build look older than its sources.
  utimesSync(join(folder, "dist/src/index.js"), new Date(), new Date());
  return folder;
}

export interface Result {
  readonly code: number;
  readonly output: string;
}

export function node(folder: string, ...words: readonly string[]): Result {
  try {
    return { code: 0, output: execFileSync(process.execPath, words, { cwd: folder, encoding: "utf8", stdio: "pipe" }) };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number } & Record<"stdout" | "stderr", string>;
    return { code: status, output: stdout + stderr };
  }
}

/** Tests of the copy, by the path of their file. */
export function vitest(folder: string, ...files: readonly string[]): Result {
  return node(folder, join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--project", "quick", ...files);
}

export function tsc(folder: string): Result {
  return node(folder, join(ROOT, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.build.json", "--noEmit");
}
