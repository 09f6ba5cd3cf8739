/** Temporary projects, and the command line run in process on them with codemods whose every answer the text decides. */
import { execFileSync } from "node:child_process";
import {
  chownSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { afterAll } from "vitest";
import type { Codemods, FileChange } from "../../src/cli/codemods.js";
import { main } from "../../src/cli/command-line.js";
import type { Io } from "../../src/cli/io.js";

export const PACKAGE = join(import.meta.dirname, "..", "..");

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files, as text or bytes; real path, so that messages can be compared. */
export function project(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-")));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A package that lets no one in: Node.js then looks no further up, whatever is installed around the temporary folder. */
export const NO_ESLINT = { "node_modules/eslint/package.json": '{ "name": "eslint", "exports": {} }' };

/** The project can import this repository's ESLint. */
export function installEslint(folder: string): void {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(join(PACKAGE, "node_modules", "eslint"), join(folder, "node_modules", "eslint"), "dir");
}

export function git(folder: string, ...words: string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, ...words], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

export function commitAll(folder: string): void {
  git(folder, "init", "--quiet");
  git(folder, "add", "--all", "--force");
  git(folder, "commit", "--quiet", "--message", "start");
}

export function read(folder: string, path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

/** Every path below the folder, sorted, without .git. */
export function tree(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !path.startsWith(".git/") && path !== ".git")
    .sort();
}

export interface Result {
  readonly code: number;
  /** With the project's folder shown as `<root>`. */
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(
  folder: string,
  argv: readonly string[],
  change: Partial<Omit<Io, "stdin">> & { terminal?: boolean; stdin?: string | AsyncIterable<string | Uint8Array> } = {},
): Promise<Result> {
  const { terminal = false, stdin = "", ...given } = change;
  const printed = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr") => ({ isTTY: terminal, write: (text: string) => (printed[name] += text) });
  const code = await main(argv, {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1" },
    stdin: typeof stdin === "string" ? Readable.from([stdin]) : stdin,
    stdout: output("stdout"),
    stderr: output("stderr"),
    now: () => 0,
    packageFolder: () => folder,
    loadCodemods: async () => stubCodemods,
    onInterrupt: () => () => undefined,
    ...given,
  });
  const shown = (text: string) => text.replaceAll(folder, "<root>");
  return { code, stdout: shown(printed.stdout), stderr: shown(printed.stderr) };
}

/**
 * Puts `emitter();` above each line that says `FIX`, by the emitter's name in the settings. Other words in capitals make it
 * answer as a file that is past mending would.
 */
export const stubCodemods: Codemods = {
  CODEMODS: [
    { name: "redact-log-secrets", rules: ["no-secret-in-log"] },
    { name: "add-security-log", rules: ["require-audit-on-sensitive-route", "log-on-4xx"] },
    { name: "log-silent-catch", rules: ["no-silent-catch"] },
    { name: "replace-console", rules: ["no-console-in-handlers"] },
  ],
  isCandidate: (text) => /[A-Z]{3}/.test(text),
  runCodemods(text, path, settings, only) {
    const unchanged: FileChange = { status: "unchanged", text, applied: [], skipped: [] };
    if (!/[A-Z]{3}/.test(text)) return { ...unchanged, status: "not-candidate" };
    if (text.includes("BROKEN")) return { ...unchanged, status: "unparsable", error: "line 1: Unexpected token" };
    if (text.includes("FAILED")) return { ...unchanged, status: "failed", error: "the result does not parse" };
    if (text.includes("THROWS")) throw new TypeError("Cannot read properties of undefined\nsecond line");
    if (text.includes("STRANGE")) return { ...unchanged, status: "strange" as "failed" };
    const applied: FileChange["applied"][number][] = [];
    const skipped: FileChange["skipped"][number][] = [];
    const lines = text.split("\n").map((line, index) => {
      if (line.includes("LEFT")) {
        skipped.push({
          rule: "log-on-4xx",
          line: index + 1,
          message: "This 403 leaves no record.",
          reason: "its two arms have different outcomes",
        });
      }
      if (!line.includes("FIX") || (only && !only.has("no-silent-catch") && !only.has("log-silent-catch"))) return line;
      if (text.includes(`${settings.emitter.name}();`)) return line;
      applied.push({
        rule: "no-silent-catch",
        codemod: "log-silent-catch",
        line: index + 1,
        message: `Nothing is recorded in ${path}.`,
      });
      return `${settings.emitter.name}();${line.endsWith("\r") ? "\r" : ""}\n${line}`;
    });
    return applied.length > 0 ? { status: "changed", text: lines.join("\n"), applied, skipped } : { ...unchanged, skipped };
  },
};

const NOBODY = 65534;

/** Runs `work` as a user whom permissions bind: the root user, whom CI often is, may do everything. */
export async function asUser(folder: string, work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  chownSync(folder, NOBODY, NOBODY);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) lchownSync(join(folder, path), NOBODY, NOBODY);
  process.seteuid!(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid!(0);
  }
}
