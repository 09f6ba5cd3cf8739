/** An app as its owner would have it after `init` and `fix`: copied without a logger and a config of its own, then repaired. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { APPS_FOLDER } from "../apps.js";
import { installOnce, linkModules, npmCi } from "../install-once.js";

const call = promisify(execFile);

const REPOSITORY = join(import.meta.dirname, "../../..");
const BINARY = join(REPOSITORY, "dist/src/cli/main.js");
/** Linked, not installed: the app uses the plugin, and the packages that its config needs, as they are here. */
const LINKED = {
  "eslint-plugin-audit-logging": ".",
  eslint: "node_modules/eslint",
  "@typescript-eslint/parser": "node_modules/@typescript-eslint/parser",
};

export interface PreparedApp {
  readonly folder: string;
  /** What `init --yes` said the first time and the second. */
  readonly said: readonly [string, string];
}

export async function prepareApp(app: string): Promise<PreparedApp> {
  const folder = copyOf(join(APPS_FOLDER, app), app);
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (/(?:^|[\\/])(?:logging\.ts|eslint\.config\.m?js)$/.test(path)) rmSync(join(folder, path));
  }
  linkModules(await installOnce(join(APPS_FOLDER, app)), folder);
  for (const [name, path] of Object.entries(LINKED)) {
    mkdirSync(join(folder, "node_modules", name, ".."), { recursive: true });
    symlinkSync(join(REPOSITORY, path), join(folder, "node_modules", name), "dir");
  }
  const said = [await auditLogging(folder, "init", "--yes"), await auditLogging(folder, "init", "--yes")] as const;
  await auditLogging(folder, "fix", "--write");
  return { folder, said };
}

/** The programs that run the apps: installed once for all. */
export async function installTools(): Promise<string> {
  const folder = copyOf(join(APPS_FOLDER, "runners"), "runners");
  await npmCi(folder);
  return folder;
}

/** @returns what the built command line printed */
export async function auditLogging(cwd: string, ...args: string[]): Promise<string> {
  return run(cwd, BINARY, args);
}

/** A program of an installed package, or any script, by this Node.js. */
export async function run(cwd: string, script: string, args: readonly string[], env: object = {}): Promise<string> {
  const options = { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env } };
  try {
    return (await call(process.execPath, [script, ...args], options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${script} ${args.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`, { cause: error });
  }
}

function copyOf(source: string, name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)));
  cpSync(source, folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|\.next|\.wrangler)$/.test(path) });
  return folder;
}
