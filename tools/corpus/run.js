/**
 * `npm run corpus -- <folder> …`: real repositories through the rules and the codemods. Nothing is written to them. Ends
 * with 1 where something crashed, was lost, or broke one of the codemods' laws.
 */
import { parseArgs } from "node:util";
import { freshBuild } from "../build.js";
import { checkRepository } from "./check-repository.js";
import { readRepository } from "./repository.js";
import { markdownTable } from "./table.js";

/** @import { Result } from "./check-repository.js" */

const HELP = `npm run corpus -- [--json] <folder> …

  <folder>   a checked-out repository: a folder called owner+name, or owner/name=<folder>
  --json     print JSON instead of the table
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } },
});

if (values.help || positionals.length === 0) {
  process.stdout.write(HELP);
  process.exitCode = values.help ? 0 : 2;
} else {
  await freshBuild();
  /** @type {Result[]} */
  const results = [];
  for (const repository of positionals.map(readRepository)) {
    const progress = (/** @type {number} */ done, /** @type {number} */ all) => {
      if (process.stderr.isTTY && done % 20 === 0) process.stderr.write(`\r\x1b[K${repository.name} ${done}/${all}`);
    };
    results.push(await checkRepository(repository, progress));
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
    process.stderr.write(`${repository.name}: ${results.at(-1)?.files} files\n`);
  }
  process.stdout.write(values.json ? `${JSON.stringify({ version: 1, results }, undefined, 2)}\n` : shown(results));
  if (results.some(({ crashes, breaks, account }) => crashes.length + breaks.length + account.length > 0)) process.exitCode = 1;
}

/** @param {readonly Result[]} results */
function shown(results) {
  const rules = [...new Set(results.flatMap(({ findings }) => Object.keys(findings)))].sort();
  const table = markdownTable([
    ["repository", "files", "changed", "unchanged", "skipped", "failed", "crashes", "laws broken", ...rules],
    ...results.map(({ repository, files, counts, crashes, breaks, account, findings }) => [
      repository,
      files,
      counts.changed,
      counts.unchanged,
      counts.skipped,
      counts.failed,
      crashes.length,
      breaks.length + account.length,
      ...rules.map((rule) => findings[rule] ?? 0),
    ]),
  ]);
  const notes = results.flatMap(({ repository, crashes, breaks, account, unparsable }) => [
    ...crashes.map(({ path, where, error }) => `${repository} ${path}: ${where} crashed: ${error}`),
    ...breaks.map(({ path, line, law, rule, codemod, detail }) => `${repository} ${path}:${line}: law ${law}, ${rule} (${codemod}): ${detail}`),
    ...account.map((fault) => `${repository}: ${fault}`),
    ...unparsable.map(({ path, error }) => `${repository} ${path}: ESLint does not parse it: ${error}`),
  ]);
  return `${table}${notes.length > 0 ? `\n${notes.join("\n")}\n` : ""}`;
}
