/** Runs a line of shell as the docs print it: our command line and ESLint's in process, git as it is, on a temporary project. */
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { vi } from "vitest";
import * as codemods from "../../codemods/run-codemods.js";
import plugin from "../../src/index.js";
import { stripTypes, toCommonJs } from "../../tools/strip-types.js";
import { git, installEslint, PACKAGE, project, run, type Result } from "../cli/support.js";
import { readPage } from "./blocks.js";

const PLUGIN = Symbol.for("audit-logging, as the tests see it");
Object.assign(globalThis, { [PLUGIN]: plugin });

/** What no test can or should do. Each line of shell is run, or is one of these. */
const NOT_RUN: readonly (readonly [command: RegExp, why: string])[] = [
  [/^(?:npm (?:ci|install|init)|pnpm (?:add|install)|deno install)\b/, "package managers ask a registry"],
  [/^npm (?:run (?:demo|quick|check)|test)\b/, "the repository's own scripts, which CI runs"],
  [/^npx jscodeshift\b/, "it loads the built package, and is tested on that in tests/codemods and tests/package"],
  [/^npx (?:turbo|nx|lint-staged)\b/, "a tool that this repository does not install"],
  [/^(?:pre-commit|code|nvim)\b/, "a program of the reader's machine"],
];

/** Variables of CI systems and agents, as they stand in the docs. */
const VARIABLES: Readonly<Record<string, string>> = {
  $CI_MERGE_REQUEST_DIFF_BASE_SHA: "origin/main",
  $CLAUDE_PROJECT_DIR: ".",
  $GITHUB_STEP_SUMMARY: "summary.md",
};

/** This package as `npm pack` would leave it, as far as the commands read it. */
export function packageFolder(): string {
  const source = readPage("src/logger/logging.ts");
  const module = stripTypes(source);
  const folder = project({
    "package.json": readPage("package.json"),
    "dist/src/logger/logging.ts": source,
    "dist/src/logger/logging.js": module,
    "dist/src/logger/logging.cjs": toCommonJs(module),
  });
  symlinkSync(join(PACKAGE, "docs"), join(folder, "docs"), "dir");
  return folder;
}

/** A committed project with ESLint, the parser, and the plugin that is tested; `origin/main` is its first commit. */
export function docsProject(files: Readonly<Record<string, string>>, later: Readonly<Record<string, string>> = {}): string {
  const folder = project({ ".gitignore": "node_modules\n", ...files });
  installEslint(folder);
  for (const name of ["@typescript-eslint/parser", "typescript-eslint", "@eslint/js"]) link(name, folder);
  const own = join(folder, "node_modules", "eslint-plugin-audit-logging");
  mkdirSync(own);
  writeFileSync(join(own, "package.json"), '{ "type": "module", "exports": "./index.js" }');
  writeFileSync(join(own, "index.js"), `export default globalThis[Symbol.for(${JSON.stringify(PLUGIN.description)})];\n`);
  git(folder, "init", "--quiet");
  commit(folder);
  git(folder, "update-ref", "refs/remotes/origin/main", "HEAD");
  for (const [path, text] of Object.entries(later)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (Object.keys(later).length > 0) commit(folder);
  return folder;
}

function commit(folder: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "work");
}

function link(name: string, folder: string): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(join(PACKAGE, "node_modules", name), target, "dir");
}

/** The commands of a block or a script: one a line, without comments; a backslash joins lines. */
export function commandsIn(text: string): string[] {
  const lines = text.replaceAll(/\\\n\s*/g, "").split("\n");
  return lines.map((line) => line.replace(/(?:^|\s+)# .*$/, "").trim()).filter((line) => line !== "");
}

/** @returns undefined for a command that is not run */
export async function runCommand(line: string, folder: string, packed: string, stdin = ""): Promise<Result | undefined> {
  let shell = line;
  for (const [name, value] of Object.entries(VARIABLES)) shell = shell.replaceAll(name, value);
  let result: Result | undefined;
  for (const command of shell.split(" && ")) {
    if (NOT_RUN.some(([pattern]) => pattern.test(command))) continue;
    result = await runPipe(command, folder, packed, stdin);
    if (result.code !== 0) break;
  }
  return result;
}

async function runPipe(pipe: string, folder: string, packed: string, stdin: string): Promise<Result> {
  const [, commands, target] = /^(.*?)(?: >>? "?([^"\s]+)"?)?$/.exec(pipe)!;
  let last: Result = { code: 0, stdout: stdin, stderr: "" };
  for (const command of commands!.split(" | ")) {
    last = await runOne(words(command), folder, packed, last.stdout);
    // As in a shell without pipefail, only the last one counts.
  }
  if (target !== undefined) writeFileSync(join(folder, target), last.stdout);
  return last;
}

async function runOne(argv: string[], folder: string, packed: string, stdin: string): Promise<Result> {
  const [program, ...rest] = argv[0] === "npx" ? argv.slice(1) : argv;
  switch (program) {
    case "audit-logging":
    case "eslint-plugin-audit-logging":
      return run(folder, rest, { packageFolder: () => packed, loadCodemods: async () => codemods, stdin });
    case "eslint":
      return runEslint(rest, folder);
    case "git":
      return runGit(rest, folder, stdin);
    default:
      throw new Error(`Nothing here runs \`${argv.join(" ")}\`. Give NOT_RUN the reason, where no test can.`);
  }
}

function runGit(argv: readonly string[], folder: string, stdin: string): Result {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  const { status, stdout, stderr, error } = spawnSync("git", [...identity, ...argv], { cwd: folder, input: stdin, encoding: "utf8" });
  // What is given to a program that reads nothing, and may have ended, is an error of the pipe and none of the program.
  if (error && (error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  if (status !== 0) throw new Error(`git ${argv.join(" ")} ended with ${String(status)}: ${stderr}`);
  return { code: 0, stdout, stderr: "" };
}

interface EslintCli {
  execute(argv: readonly string[], text?: string | null): Promise<number>;
}

async function runEslint(argv: readonly string[], folder: string): Promise<Result> {
  // By its path: the package exports no command line.
  const cli = createRequire(import.meta.url)(join(PACKAGE, "node_modules/eslint/lib/cli.js")) as EslintCli;
  const before = process.cwd();
  const printed = { stdout: "", stderr: "" };
  const spies = (["log", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void (printed[name === "log" ? "stdout" : "stderr"] += `${args.join(" ")}\n`)),
  );
  process.chdir(folder);
  try {
    return { code: await cli.execute(["node", "eslint", ...argv]), ...printed };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}

function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([whole, double, single]) => double ?? single ?? whole);
}
