/**
 * Builds dist: the compiler makes a module of each source in `build`, and these are joined into few files. As a program it always
 * does (`npm run build`); other tools ask `freshBuild`, which builds only when a source is newer than what was built, so that a
 * reader's first `npm run demo` needs no step before it. That leaves the types unchecked, which takes two thirds of the time and
 * is what `npm run types` is for; what is built is the same.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { bundle } from "./bundle.js";
import { stripTypes, toCommonJs } from "./strip-types.js";

export const ROOT = join(import.meta.dirname, "..");

const SOURCES = ["src", "rules", "codemods", "tools/strip-types.js", "tools/bundle.js", "tsconfig.json", "tsconfig.build.json"];

/**
 * @param {readonly string[]} [options] of the compiler
 * @throws when the compiler finds an error; its messages are printed
 */
export async function build(options = []) {
  for (const folder of ["build", "dist"]) rmSync(join(ROOT, folder), { recursive: true, force: true });
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--project", "tsconfig.build.json", ...options], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed; the compiler's messages are above.");
  await bundle(ROOT, join(ROOT, "build"), join(ROOT, "dist"));
  copyFileSync(join(ROOT, "build/src/index.d.ts"), join(ROOT, "dist/src/index.d.ts"));
  buildLogger();
  mkdirSync(join(ROOT, "dist/src/report"));
  copyFileSync(join(ROOT, "src/report/report.schema.json"), join(ROOT, "dist/src/report/report.schema.json"));
}

/** What users get to own is made to be read: the source as it is, and JavaScript that the compiler's printer has not been at. */
function buildLogger() {
  const [from, to] = [join(ROOT, "src/logger"), join(ROOT, "dist/src/logger")];
  mkdirSync(to, { recursive: true });
  for (const file of ["logging.ts", "security-event.schema.json"]) copyFileSync(join(from, file), join(to, file));
  const module = stripTypes(readFileSync(join(from, "logging.ts"), "utf8"));
  writeFileSync(join(to, "logging.js"), module);
  writeFileSync(join(to, "logging.cjs"), toCommonJs(module));
}

export async function freshBuild() {
  const built = statSync(join(ROOT, "dist/src/index.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.every((source) => newest(join(ROOT, source)) <= built)) return;
  process.stderr.write("Building …\n");
  await build(["--noCheck"]);
}

/**
 * When the file, or anything in the folder, was last changed. Folders count too: theirs is the time a file was removed.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

if (process.argv[1] === import.meta.filename) await build();
