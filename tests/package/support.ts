/** The package as a user gets it: packed, and installed into projects of their own. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll } from "vitest";

export const ROOT = join(import.meta.dirname, "..", "..");

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function project(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-package-")));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(folder: string, command: string, ...words: readonly string[]): Promise<Result> {
  // What npm tells the scripts that it runs is about this repository, and npm would heed it in the project too.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)|^npm_config_local_prefix$/.test(name)));
  try {
    const { stdout, stderr } = await promisify(execFile)(command, words, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number | string } & Record<"stdout" | "stderr", string>;
    if (typeof code !== "number") throw error;
    return { code, stdout, stderr };
  }
}

export interface Tarball {
  readonly path: string;
  readonly files: readonly string[];
}

/** Without its scripts: the build is made, once, before the tests. */
export async function pack(): Promise<Tarball> {
  const folder = project();
  const { stdout } = await run(ROOT, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
  const [{ filename, files }] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  return { path: join(folder, filename), files: files.map(({ path }) => path).sort() };
}

/** What npm says against the set of packages, one line each; it prints much else that depends on the machine. */
export async function install(folder: string, ...packages: readonly string[]): Promise<string[]> {
  const options = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel", "warn"];
  const { code, stderr } = await run(folder, "npm", "install", ...options, ...packages);
  if (code !== 0) throw new Error(stderr);
  return stderr.split("\n").filter((line) => /ERESOLVE|peer|EBADENGINE|deprecated/i.test(line));
}
