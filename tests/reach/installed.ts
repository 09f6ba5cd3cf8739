/** The programs that run the rules, installed from a lock file of their own, with the built plugin beside them. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { installOnce } from "../support/install-once.js";

const ROOT = join(import.meta.dirname, "../..");

export interface Installed {
  /** Projects are made below it, and so find what is installed. */
  readonly folder: string;
  /** The path of a program, such as `eslint/bin/eslint.js`. */
  readonly program: (path: string) => string;
  /** A folder with these files. */
  readonly project: (files: Readonly<Record<string, string>>) => string;
}

/** Resolves when all is there; what is installed is the same for all files of the run. */
export async function installPrograms(): Promise<Installed> {
  const shared = await installOnce(join(import.meta.dirname, "programs"));
  const folder = mkdtempSync(join(shared, "of-one-file-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(ROOT, join(folder, "node_modules/eslint-plugin-audit-logging"), "junction");
  return {
    folder,
    program: (path) => join(shared, "node_modules", path),
    project(files) {
      const project = mkdtempSync(join(folder, "project-"));
      writeFiles(project, { "package.json": `{ "private": true, "type": "module" }`, ...files });
      return project;
    },
  };
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of Node.js to its end, in a folder. */
export async function runScript(folder: string, script: string, ...words: readonly string[]): Promise<Ended> {
  try {
    const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
    return { code: 0, ...(await promisify(execFile)(process.execPath, [script, ...words], options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ended;
    if (typeof code !== "number") throw error;
    return { code, stdout, stderr };
  }
}
