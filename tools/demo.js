/**
 * Shows the product at work: what `recommended` finds, then the diff that `audit-logging fix` proposes. Without an argument on
 * the sample shop, with a folder on the reader's own code. Nothing is written to either.
 */
import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { styleText } from "node:util";
import * as parser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import { ROOT } from "./build.js";
import { loadCommandLine, loadProduct } from "./product.js";

const SAMPLE = join(ROOT, "tests/apps/next-shop");

/** The files of the sample that are shown, in this order; of the reader's own, those with most findings. */
const SHOWN = [
  "app/api/auth/login/route.ts",
  "app/api/admin/users/[id]/role/route.ts",
  "app/api/webhooks/payments/route.ts",
  "proxy.ts",
];
const MOST_FILES = 4;
/** Default settings for both halves: the reader's ESLint config may need what is not installed yet. */
const SETTINGS = join(ROOT, "tools/demo.settings.json");
const MOST_FINDINGS_A_FILE = 3;
/** Lines above and below the line of a finding. */
const AROUND = 1;

const folder = resolve(process.argv[2] ?? SAMPLE);
if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
  process.stderr.write(`There is no folder ${folder}. Give the root of a project, as in: npm run demo -- ../my-app\n`);
  process.exit(2);
}

const { plugin, isCandidate, readSettings } = await loadProduct();
const { main, processIo, findFiles } = await loadCommandLine();

const results = await lint(folder);
const shown =
  folder === SAMPLE
    ? SHOWN.flatMap((path) => results.find((result) => result.path === path) ?? [])
    : results.slice(0, MOST_FILES);

const where = relative(process.cwd(), folder) || ".";
heading(`What eslint-plugin-audit-logging finds in ${where}`);
for (const result of shown) showFindings(result);
showTotals(results, shown.length);

if (shown.length > 0) {
  heading("What `audit-logging fix` proposes for these files (nothing is written)");
  const paths = shown.map(({ path }) => join(folder, path));
  process.exitCode = await main(["fix", "--root", folder, "--config", SETTINGS, ...paths], processIo());
  const command = folder === SAMPLE ? "npm run demo -- <folder>" : "npx eslint-plugin-audit-logging fix --write";
  process.stdout.write(`\n${folder === SAMPLE ? "On your own code" : "To write it, in that folder"}: ${paint("cyan", command)}\n`);
}

/**
 * @typedef {object} FileResult
 * @property {string} path from the folder
 * @property {string[]} lines
 * @property {import("eslint").Linter.LintMessage[]} messages
 */

/**
 * Files with findings, most first. A file whose text leaves nothing to find is not parsed.
 * @param {string} root
 * @returns {Promise<FileResult[]>}
 */
async function lint(root) {
  const eslint = new ESLint({
    cwd: root,
    // Neither the reader's config nor its plugins are needed to see what the presets find.
    overrideConfigFile: true,
    overrideConfig: [...plugin.configs.recommended, { files: ["**/*.{ts,tsx,mts,cts}"], languageOptions: { parser } }],
    allowInlineConfig: false,
    ruleFilter: ({ ruleId }) => ruleId.startsWith("audit-logging/"),
  });
  const settings = readSettings(undefined);
  const results = [];
  for (const file of await findFiles([], root, root, [])) {
    if (!("full" in file)) continue;
    const text = readFileSync(file.full, "utf8");
    if (!isCandidate(text, file.path, settings)) continue;
    const [result] = await eslint.lintText(text, { filePath: file.full });
    const messages = result?.messages.filter(({ fatal }) => !fatal) ?? [];
    if (messages.length > 0) results.push({ path: file.path, lines: text.split(/\r?\n/), messages });
  }
  return results.sort((a, b) => b.messages.length - a.messages.length);
}

/** @param {FileResult} result */
function showFindings({ path, lines, messages }) {
  process.stdout.write(`${paint("underline", path)}\n\n`);
  for (const { line, column, endLine, endColumn, message, ruleId } of messages.slice(0, MOST_FINDINGS_A_FILE)) {
    process.stdout.write(`  ${paint("red", "✖")} ${message}  ${paint("dim", ruleId ?? "")}\n\n`);
    const end = endLine === line && endColumn ? endColumn : (lines[line - 1] ?? "").length + 1;
    process.stdout.write(`${frame(lines, line, column, Math.max(end, column + 1))}\n`);
  }
  const more = messages.length - MOST_FINDINGS_A_FILE;
  if (more > 0) process.stdout.write(`  ${paint("dim", `… and ${more} more here`)}\n\n`);
}

/**
 * The lines around a finding, with a mark below what it points at.
 * @param {readonly string[]} lines
 * @param {number} line
 * @param {number} column
 * @param {number} end
 */
function frame(lines, line, column, end) {
  const first = Math.max(1, line - AROUND);
  const width = String(line + AROUND).length;
  const rows = [];
  for (let number = first; number <= Math.min(lines.length, line + AROUND); number++) {
    const text = lines[number - 1] ?? "";
    rows.push(`    ${paint("dim", `${String(number).padStart(width)} │`)} ${number === line ? text : paint("dim", text)}`);
    if (number !== line) continue;
    // Tabs are kept, so that the mark stands below its text however wide they are.
    const before = text.slice(0, column - 1).replaceAll(/[^\t]/g, " ");
    rows.push(`    ${" ".repeat(width)} ${paint("dim", "│")} ${before}${paint("red", "^".repeat(end - column))}`);
  }
  return `${rows.join("\n")}\n`;
}

/**
 * @param {readonly FileResult[]} all
 * @param {number} files that were shown
 */
function showTotals(all, files) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { ruleId } of all.flatMap(({ messages }) => messages)) counts.set(ruleId ?? "", (counts.get(ruleId ?? "") ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    process.stdout.write("Nothing was found.\n");
    return;
  }
  const hidden = all.length > files ? `; ${files} of them are shown here` : "";
  process.stdout.write(paint("bold", `${total} findings in ${all.length} files${hidden}\n`));
  const rows = [...counts].sort(([, a], [, b]) => b - a);
  for (const [rule, count] of rows) process.stdout.write(`  ${String(count).padStart(4)}  ${rule}\n`);
}

/** @param {string} text */
function heading(text) {
  process.stdout.write(`\n${paint("bold", text)}\n${paint("dim", "─".repeat(text.length))}\n\n`);
}

/**
 * Without colours where the output is no terminal, or the reader has said no.
 * @param {Parameters<typeof styleText>[0]} style
 * @param {string} text
 */
function paint(style, text) {
  return styleText(style, text, { stream: process.stdout });
}
