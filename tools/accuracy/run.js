/**
 * `npm run accuracy`: how often the rules are right on real code. `sample` draws findings and prints the code around each;
 * a reader writes `right` or `wrong` into the verdict file; `table` shows what came of it in docs/accuracy.md.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freshBuild, ROOT } from "../build.js";
import { commitOf, filesOf, openLinter, readRepository, readText } from "../corpus/repository.js";
import { markdownTable } from "../corpus/table.js";
import { drawSample, withVerdicts } from "./sample.js";
import { accuracyRows, betweenMarkers, readVerdicts, writeVerdicts } from "./verdicts.js";

/** @import { Site } from "./sample.js" */
/** @import { Drawn } from "./verdicts.js" */

const HELP = `npm run accuracy -- sample --rule <rule> [options] <folder> …
npm run accuracy -- table [--check]

  <folder>        a checked-out repository: a folder called owner+name, or owner/name=<folder>
  --rule <rule>   the rule whose findings are drawn
  --count <n>     how many; 50 by default
  --seed <n>      another seed gives another sample; 1 by default
  --around <n>    lines of code to print before and after each; 12 by default
  --check         write nothing; end with 1 when the page is not up to date
`;

const VERDICTS = join(import.meta.dirname, "verdicts");
const PAGE = join(ROOT, "docs/accuracy.md");

/**
 * @param {string} rule
 * @param {{ count: number, seed: number, around: number }} options
 * @param {string[]} folders
 */
async function sample(rule, { count, seed, around }, folders) {
  await freshBuild();
  /** @type {(Site & { folder: string, message: string })[]} */
  const sites = [];
  /** @type {Drawn["repositories"]} */
  const read = {};
  for (const { name, folder } of folders.map(readRepository)) {
    const lint = await openLinter(folder, rule);
    const before = sites.length;
    for (const path of await filesOf(folder)) {
      const result = lint(path, readText(folder, path));
      if ("fatal" in result) continue;
      for (const { line, messageId, message } of result.findings) {
        sites.push({ repository: name, path, line, rule, messageId, folder, message });
      }
    }
    const commit = commitOf(folder);
    read[name] = { findings: sites.length - before, ...(commit && { commit }) };
    process.stderr.write(`${name}: ${sites.length - before} findings\n`);
  }

  const drawn = drawSample(sites, count, seed);
  const file = join(VERDICTS, `${rule}.jsonl`);
  const known = existsSync(file) ? readVerdicts(readFileSync(file, "utf8"), file).judgements : [];
  const judgements = withVerdicts(drawn, known);
  const kept = judgements.filter(({ verdict }) => verdict !== null).length;
  const lost = known.filter(({ verdict }) => verdict !== null).length - kept;
  mkdirSync(VERDICTS, { recursive: true });
  writeFileSync(
    file,
    writeVerdicts({
      drawn: {
        rule,
        date: new Date().toISOString().slice(0, 10),
        seed,
        command: `npm run accuracy -- sample --rule ${rule} --count ${count} --seed ${seed}`,
        repositories: read,
      },
      judgements,
    }),
  );
  for (const [index, site] of drawn.entries()) {
    process.stdout.write(`${shown(site, index + 1, judgements[index]?.verdict ?? null, around)}\n`);
  }
  const place = `tools/accuracy/verdicts/${rule}.jsonl`;
  process.stderr.write(`${drawn.length} of ${sites.length} findings are in ${place}; ${kept} are judged already.\n`);
  if (lost > 0) process.stderr.write(`${lost} earlier verdicts are gone with their findings, or were not drawn again.\n`);
}

/**
 * @param {Site & { folder: string, message: string }} site
 * @param {number} number
 * @param {string | null} verdict
 * @param {number} around
 */
function shown({ folder, repository, path, line, messageId, message }, number, verdict, around) {
  const lines = readText(folder, path).split("\n");
  const first = Math.max(0, line - 1 - around);
  const code = lines
    .slice(first, line + around)
    .map((text, index) => `${first + index + 1 === line ? ">" : " "} ${String(first + index + 1).padStart(5)}  ${text.replace(/\r$/, "")}`);
  return [`── ${number}. ${repository} ${path}:${line} [${messageId}]${verdict ? ` (${verdict})` : ""}`, message, ...code, ""].join("\n");
}

/** @param {boolean} check */
function table(check) {
  const files = existsSync(VERDICTS) ? readdirSync(VERDICTS).filter((name) => name.endsWith(".jsonl")).sort() : [];
  const all = files.map((name) => readVerdicts(readFileSync(join(VERDICTS, name), "utf8"), name));
  const before = readFileSync(PAGE, "utf8");
  const after = betweenMarkers(before, all.length === 0 ? "Nothing has been judged yet.\n" : markdownTable(accuracyRows(all)));
  if (check && after !== before) {
    process.stderr.write("docs/accuracy.md is not up to date; run npm run accuracy -- table.\n");
    process.exitCode = 1;
  } else if (!check) writeFileSync(PAGE, after);
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rule: { type: "string" },
    count: { type: "string", default: "50" },
    seed: { type: "string", default: "1" },
    around: { type: "string", default: "12" },
    check: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const [command, ...folders] = positionals;
if (values.help) process.stdout.write(HELP);
else if (command === "table") table(values.check);
else if (command === "sample" && values.rule && folders.length > 0) {
  await sample(values.rule, { count: Number(values.count), seed: Number(values.seed), around: Number(values.around) }, folders);
} else {
  process.stderr.write(HELP);
  process.exitCode = 2;
}
