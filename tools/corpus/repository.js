/** A checked-out repository, as the corpus run and the accuracy sample read it. */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { ROOT } from "../build.js";

/**
 * @typedef {object} Repository
 * @property {string} name `owner/name`
 * @property {string} folder
 */

/**
 * @typedef {object} Found
 * @property {string} rule without the plugin's prefix
 * @property {string} messageId
 * @property {string} message
 * @property {number} line
 * @property {number} column
 */

/** Of the plugin's rules, in ESLint's messages. */
const PREFIX = "audit-logging/";

/**
 * `owner/name=<folder>`, or a folder called `owner+name`: a figure must say which repository it is about.
 * @param {string} argument
 * @returns {Repository}
 */
export function readRepository(argument) {
  const named = /^([\w.-]+\/[\w.-]+)=(.+)$/.exec(argument);
  const folder = resolve(named?.[2] ?? argument);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
  const name = named?.[1] ?? /^([\w.-]+)\+([\w.-]+)$/.exec(basename(folder))?.slice(1).join("/");
  if (!name) throw new Error(`${argument}: give it as owner/name=${argument}, or call the folder owner+name.`);
  return { name, folder };
}

/**
 * The commit that is checked out; undefined without git.
 * @param {string} folder
 */
export function commitOf(folder) {
  try {
    // A folder inside some other repository has that one's commit, which says nothing of it.
    const [top, commit] = execFileSync("git", ["rev-parse", "--show-toplevel", "HEAD"], { cwd: folder, encoding: "utf8", stdio: "pipe" }).split("\n");
    return resolve(top ?? "") === folder ? commit : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The files that `fix` would read, and what keeps it from others.
 * @param {string} folder
 */
export async function filesOf(folder) {
  const { findFiles } = /** @type {typeof import("../../src/cli/find-files.js")} */ (
    await import(pathToFileURL(join(ROOT, "build/src/cli/find-files.js")).href)
  );
  const found = await findFiles([], folder, folder, []);
  return found.map((file) => file.path);
}

/**
 * Lints as `recommended` does with the project index, which `fix` always uses, whatever the repository's own config says.
 * @param {string} folder
 * @param {string} [only] one rule's name
 */
export async function openLinter(folder, only) {
  const { default: plugin } = /** @type {typeof import("../../src/index.js")} */ (
    await import(pathToFileURL(join(ROOT, "dist/src/index.js")).href)
  );
  const linter = new Linter({ configType: "flat", cwd: folder });
  /** @param {string} path */
  const config = (path) => [
    ...plugin.configs.recommended,
    {
      files: ["**/*.*"],
      languageOptions: {
        parser: /** @type {any} */ (parser),
        // In .ts a `<T>x` is a type assertion; everywhere else JSX may stand.
        parserOptions: { ecmaFeatures: { jsx: !/\.[cm]?ts$/.test(path) } },
      },
      settings: { "audit-logging": { project: true } },
      linterOptions: { reportUnusedDisableDirectives: /** @type {const} */ ("off") },
      ...(only && { rules: onlyRule(plugin.configs.recommended, only) }),
    },
  ];

  /**
   * @param {string} path from the folder
   * @param {string} text
   * @returns {{ fatal: string } | { findings: Found[] }}
   * @throws what a rule throws
   */
  return (path, text) => {
    const messages = linter.verify(text, /** @type {any} */ (config(path)), { filename: join(folder, path) });
    const fatal = messages.find((message) => message.fatal);
    if (fatal) return { fatal: `line ${fatal.line}: ${fatal.message}` };
    return {
      // ESLint itself complains of comments that name rules of plugins that are not here.
      findings: messages.flatMap(({ ruleId, messageId, message, line, column }) =>
        ruleId?.startsWith(PREFIX) ? [{ rule: ruleId.slice(PREFIX.length), messageId: messageId ?? "", message, line, column }] : [],
      ),
    };
  };
}

/**
 * @param {readonly import("eslint").Linter.Config[]} recommended
 * @param {string} only
 */
function onlyRule(recommended, only) {
  const names = recommended.flatMap(({ rules }) => Object.keys(rules ?? {}));
  const wanted = `${PREFIX}${only}`;
  if (!names.includes(wanted)) throw new Error(`recommended has no rule ${only}. It has: ${names.join(", ")}.`);
  return Object.fromEntries(names.filter((name) => name !== wanted).map((name) => [name, "off"]));
}

/**
 * @param {string} folder
 * @param {string} path
 */
export function readText(folder, path) {
  return readFileSync(join(folder, path), "utf8");
}
