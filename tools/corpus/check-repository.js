/** One repository through the rules and the codemods: what they find, what they change, and which laws that breaks. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "../build.js";
import { brokenInsertions, brokenRest, brokenSilence, brokenSyntax } from "./laws.js";
import { commitOf, filesOf, openLinter } from "./repository.js";

/** @import { Break } from "./laws.js" */
/** @import { Repository } from "./repository.js" */

/**
 * @typedef {object} Fault
 * @property {string} path
 * @property {string} where `rules`, `codemods`, or the name of a codemod
 * @property {string} error message and the first places of its stack
 */

/**
 * @typedef {object} Result
 * @property {string} repository
 * @property {string | undefined} commit
 * @property {number} files
 * @property {Record<"changed" | "unchanged" | "skipped" | "failed", number>} counts
 * @property {Record<string, number>} findings by rule
 * @property {{ path: string, error: string }[]} unparsable by typescript-eslint's parser
 * @property {Fault[]} crashes
 * @property {(Break & { path: string, codemod: string })[]} breaks
 * @property {string[]} account what does not add up
 */

/** These exist to replace something, so a line may lose what they take out. */
const REPLACING = new Set(["redact-log-secrets", "replace-console"]);

/** What breaks where nothing was changed: the codemods saw less than ESLint does. */
const PARITY = "both parsers lead to the same findings";

/**
 * @param {Repository} repository
 * @param {(done: number, all: number) => void} progress
 * @returns {Promise<Result>}
 */
export async function checkRepository({ name, folder }, progress) {
  /** @param {string} module */
  const built = (module) => import(pathToFileURL(join(ROOT, "build", module)).href);
  const { CODEMODS, runCodemods } = /** @type {typeof import("../../codemods/run-codemods.js")} */ (await built("codemods/run-codemods.js"));
  const { readSettings } = /** @type {typeof import("../../src/settings.js")} */ (await built("src/settings.js"));
  const { parseSource } = /** @type {typeof import("../../src/parse.js")} */ (await built("src/parse.js"));
  const { readSource } = /** @type {typeof import("../../src/cli/read-source.js")} */ (await built("src/cli/read-source.js"));
  const { projectAt } = /** @type {typeof import("../../src/project/project.js")} */ (await built("src/project/project.js"));
  /** A rule without a codemod, as require-audit-fields, has suggestions alone: what it reports stays. */
  const repaired = new Set(CODEMODS.flatMap(({ rules }) => rules));
  const settings = readSettings(undefined);
  const project = projectAt(folder, settings);
  const lint = await openLinter(folder);
  const files = await filesOf(folder);

  /** @type {Result} */
  const result = {
    repository: name,
    commit: commitOf(folder),
    files: files.length,
    counts: { changed: 0, unchanged: 0, skipped: 0, failed: 0 },
    findings: {},
    unparsable: [],
    crashes: [],
    breaks: [],
    account: [],
  };
  for (const [index, path] of files.entries()) {
    progress(index, files.length);
    checkFile(path);
  }
  result.account = account(folder, result);
  return result;

  /** @param {string} path */
  function checkFile(path) {
    const source = readSource(join(folder, path));
    if ("status" in source) return void result.counts[source.status]++;
    const before = source.text;
    const reports = attempt(path, "rules", () => lint(path, before));
    if (reports && "fatal" in reports) result.unparsable.push({ path, error: reports.fatal });
    const findings = reports && "findings" in reports ? reports.findings : [];
    for (const { rule } of findings) result.findings[rule] = (result.findings[rule] ?? 0) + 1;

    const change = attempt(path, "codemods", () => runCodemods(before, path, settings, undefined, {}, project));
    if (!change || change.status === "failed") return void result.counts.failed++;
    // What does not parse, and what a tool has written: the rules may speak of its handlers, `fix` names it and edits nothing.
    const isLeft = change.status === "unparsable" || change.status === "generated";
    result.counts[isLeft ? "skipped" : change.status === "changed" ? "changed" : "unchanged"]++;
    if (isLeft) return;
    /** @param {string} codemod @param {readonly Break[]} breaks */
    const note = (codemod, breaks) => void result.breaks.push(...breaks.map((broken) => ({ path, codemod, ...broken })));
    if (change.status !== "changed") {
      if (reports && "findings" in reports) note("all", brokenSilence(ofCodemods(findings), change.skipped).map((broken) => ({ ...broken, rule: PARITY })));
      return;
    }

    const after = change.text;
    const again = attempt(path, "second run", () => runCodemods(after, path, settings, undefined, {}, project));
    if (again) note("all", brokenRest(after, again.text));
    const left = attempt(path, "rules after the run", () => lint(path, after));
    if (left && "findings" in left) note("all", brokenSilence(ofCodemods(left.findings), change.skipped));
    const parsers = {
      "oxc-parser": (/** @type {string} */ text) => messageOf(() => parseSource(text, path)),
      "typescript-eslint": () => (left && "fatal" in left && !(reports && "fatal" in reports) ? left.fatal : undefined),
    };
    note("all", brokenSyntax(parsers, after));

    for (const codemod of CODEMODS) {
      const alone = attempt(path, codemod.name, () => runCodemods(before, path, settings, new Set([codemod.name]), {}, project));
      if (alone?.status === "changed") note(codemod.name, brokenInsertions(before, alone.text, { replaces: REPLACING.has(codemod.name) }));
    }
  }

  /**
   * @template {{ rule: string }} F
   * @param {readonly F[]} findings
   */
  function ofCodemods(findings) {
    return findings.filter(({ rule }) => repaired.has(rule));
  }

  /**
   * @template T
   * @param {string} path
   * @param {string} where
   * @param {() => T} work
   * @returns {T | undefined}
   */
  function attempt(path, where, work) {
    try {
      return work();
    } catch (error) {
      const { message, stack = "" } = /** @type {Error} */ (error);
      const places = stack.split("\n").filter((text) => /^\s+at /.test(text)).slice(0, 4);
      result.crashes.push({ path, where, error: [message.split("\n")[0], ...places.map((place) => place.trim().replace(/\(?file:.*\/dist\//, "("))].join(" < ") });
      return undefined;
    }
  }
}

/** @param {() => unknown} work */
function messageOf(work) {
  try {
    work();
    return undefined;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
}

/**
 * The program's own count of the same files must add up, and be that of the codemods called one file at a time.
 * @param {string} folder
 * @param {Result} result
 */
function account(folder, { files, counts }) {
  const faults = [];
  const sum = counts.changed + counts.unchanged + counts.skipped + counts.failed;
  if (sum !== files) faults.push(`${files} files were found, but ${sum} are accounted for`);
  const cli = join(ROOT, "dist/src/cli/main.js");
  const config = join(import.meta.dirname, "no-settings.json");
  const args = [cli, "fix", "--root", folder, "--format", "json", "--config", config];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) faults.push(`fix ended with ${status}: ${stderr.trim().split("\n")[0]}`);
  try {
    /** @type {Record<string, number>} */
    const own = JSON.parse(stdout).counts;
    if (own["scanned"] !== files) faults.push(`fix scanned ${own["scanned"]} files, of ${files}`);
    for (const [end, count] of Object.entries(counts)) {
      if (own[end] !== count) faults.push(`fix counts ${own[end]} ${end} files, the codemods ${count}`);
    }
  } catch {
    faults.push("fix printed no JSON");
  }
  return faults;
}
