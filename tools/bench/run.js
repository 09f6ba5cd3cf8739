/**
 * `npm run bench`: what the plugin costs, beside its peers, on published sources that it fetches. See docs/performance.md.
 * All is a ratio within one run; milliseconds are only there to see what a ratio is made of.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { freshBuild, ROOT } from "../build.js";
import { consecutiveBranches, handlers, HANDLER_LINES, linesOfHandlers, nestedBranches, REPEATED } from "./generate.js";
import { ALL_RULES, loadPlugin, PEER_CASES } from "./lint-cases.js";
import { table, verdictOf } from "./report.js";
import { astGrep, jscodeshift, openBench } from "./sources.js";
import { median, spread } from "./statistics.js";

/** @import { Line } from "./report.js" */
/** @import { Bench } from "./sources.js" */

const HELP = `npm run bench -- [options]

  --only <part>      rules, fix, memory or growth; repeat it for several. All by default
  --rounds <n>       measurements of which the median is taken; 3 by default
  --every <n>        measure the rules on every nth file only, for a quick look
  --sources <folder> measure on your own code in place of the published sources; growth stays as it is
  --cache <folder>   where the sources and the peers are kept; in the system's temporary folder by default
  --json             print JSON instead of the table
`;

const CLI = join(ROOT, "dist/src/cli/main.js");

/** @typedef {{ bench: Bench, rounds: number, every: number }} Setup */

/** @type {Record<string, (setup: Setup) => Promise<Line[]> | Line[]>} */
const PARTS = { rules: ruleCost, fix: fixSpeed, memory: peakMemory, growth };

/** @param {string} text */
const say = (text) => process.stderr.write(`${text}\n`);

/**
 * Runs a measuring script in a process of its own.
 * @param {string} script
 * @param {unknown} input
 * @returns {any}
 */
function child(script, input) {
  const { status, stdout } = spawnSync(process.execPath, ["--max-old-space-size=4096", join(import.meta.dirname, script)], {
    input: JSON.stringify(input),
    encoding: "utf8",
    stdio: ["pipe", "pipe", "inherit"],
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}.`);
  return JSON.parse(stdout);
}

/**
 * @param {Setup} setup
 * @returns {Promise<Line[]>}
 */
async function ruleCost({ bench: { sources, files, peers }, rounds, every }) {
  const chosen = files.filter((_, index) => index % every === 0);
  const rules = Object.keys((await loadPlugin()).rules ?? {});
  const results = [...PEER_CASES, ALL_RULES, ...rules].map((name) => {
    say(`Rules: ${name} …`);
    /** @type {{ name: string, rounds: { ratio: number, base: number, cost: number, reports: number }[] }} */
    const result = child("measure-rules.js", { name, peers, sources, files: chosen, rounds });
    const ratio = median(result.rounds.map((round) => round.ratio));
    const base = median(result.rounds.map((round) => round.base));
    const cost = median(result.rounds.map((round) => round.cost));
    const range = result.rounds.map((round) => (round.ratio * 100).toFixed(1)).join(", ");
    return { name, ratio, detail: `${cost.toFixed(0)} of ${base.toFixed(0)} ms; rounds ${range}; ${result.rounds[0]?.reports ?? 0} reports` };
  });
  const security = results.find(({ name }) => name === "eslint-plugin-security")?.ratio ?? NaN;
  const ours = results.find(({ name }) => name === ALL_RULES)?.ratio ?? NaN;
  return [
    ...results.map(({ name, ratio, detail }) => ({
      group: "CPU of rules, over ESLint without rules",
      what: name === ALL_RULES ? "all of recommended" : name,
      value: ratio,
      unit: /** @type {const} */ ("percent"),
      detail,
      ...(name === ALL_RULES && { target: { most: 0.05 } }),
    })),
    {
      group: "CPU of rules, over ESLint without rules",
      what: "all of recommended, to eslint-plugin-security",
      value: ours / security,
      unit: "times",
      detail: "",
      target: { most: 1 / 3 },
    },
  ];
}

/**
 * Milliseconds from start to end of a program, its output thrown away.
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 */
function wall(program, args, cwd) {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
  const time = performance.now() - start;
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return time;
}

/**
 * @param {Setup} setup
 * @returns {Promise<Line[]>}
 */
async function fixSpeed({ bench: { sources, files, peers }, rounds }) {
  const scan = ["TypeScript", "Tsx", "JavaScript"].map((language) => `id: ${language}\nlanguage: ${language}\nrule: { kind: catch_clause }`);
  /** @type {Record<string, () => number>} */
  const programs = {
    fix: () => wall(process.execPath, [CLI, "fix", "--root", sources], sources),
    "fix --jobs 1": () => wall(process.execPath, [CLI, "fix", "--root", sources, "--jobs", "1"], sources),
    "fix --quiet": () => wall(process.execPath, [CLI, "fix", "--root", sources, "--quiet"], sources),
    "ast-grep": () => wall(astGrep(peers), ["scan", "--inline-rules", scan.join("\n---\n"), "--json=stream", "."], sources),
    jscodeshift: () =>
      wall(
        process.execPath,
        [jscodeshift(peers), "--dry", "--silent", "--extensions=ts,tsx,js,mjs,cjs", "-t", join(import.meta.dirname, "noop-transform.cjs"), "."],
        sources,
      ),
  };
  /** @type {Record<string, number[]>} */
  const times = {};
  // In turn, so that whatever else the machine does falls on all of them.
  for (let round = 0; round <= rounds + 2; round++) {
    say(`Whole processes: round ${round} …`);
    for (const [name, run] of Object.entries(programs)) {
      const time = run();
      if (round > 0) (times[name] ??= []).push(time);
    }
  }
  /** @param {string} name */
  const time = (name) => median(times[name] ?? []);
  const gated = await countCandidates(sources, files);
  const group = "fix, dry run of the whole process";
  return [
    ...Object.keys(programs).map((name) => ({
      group,
      what: name,
      value: files.length / (time(name) / 1000),
      unit: /** @type {const} */ ("files/s"),
      detail: `${time(name).toFixed(0)} ms, spread ${(spread(times[name] ?? []) * 100).toFixed(0)} %`,
    })),
    {
      group,
      what: "jscodeshift's time, to fix",
      value: time("jscodeshift") / time("fix"),
      unit: "times",
      target: { least: 8 },
      detail: `jscodeshift parses ${gated.jscodeshift} of ${files.length} files, fix ${gated.fix}`,
    },
    { group, what: "fix, to ast-grep's time", value: time("fix") / time("ast-grep"), unit: "times", target: { most: 1.5 }, detail: "" },
  ];
}

/**
 * How many files each side takes for candidates: the two text gates let through about as much.
 * @param {string} sources
 * @param {readonly string[]} files
 */
async function countCandidates(sources, files) {
  const { isCandidate } = await import(pathToFileURL(join(ROOT, "build/codemods/run-codemods.js")).href);
  const { readSettings } = await import(pathToFileURL(join(ROOT, "build/src/settings.js")).href);
  const settings = readSettings(undefined);
  const texts = files.map((path) => [path, readFileSync(join(sources, path), "utf8")]);
  const gate = /const CANDIDATE = \/(.+)\/;/.exec(readFileSync(join(import.meta.dirname, "noop-transform.cjs"), "utf8"))?.[1] ?? "";
  return {
    fix: texts.filter(([path, text]) => isCandidate(text, path, settings)).length,
    jscodeshift: texts.filter(([, text]) => new RegExp(gate).test(text ?? "")).length,
  };
}

/**
 * @param {Setup} setup
 * @returns {Line[]}
 */
function peakMemory({ bench: { sources, files, peers }, rounds }) {
  /** @param {string} name */
  const lint = (name) => {
    say(`Memory: ${name} …`);
    return child("measure-memory.js", { name, peers, sources, files }).megabytes;
  };
  /** @type {{ none: number[], ours: number[], half: number[], fix: number[] }} */
  const peaks = { none: [], ours: [], half: [], fix: [] };
  const half = readdirSync(sources).filter((_, index) => index % 2 === 0).map((entry) => join(sources, entry));
  for (let round = 0; round < rounds; round++) {
    peaks.none.push(lint("none"));
    peaks.ours.push(lint(ALL_RULES));
    peaks.half.push(fixMemory(sources, half));
    peaks.fix.push(fixMemory(sources, []));
  }
  const group = "Peak memory";
  const none = median(peaks.none);
  const ours = median(peaks.ours);
  return [
    { group, what: "ESLint without rules", value: none, unit: "MB", detail: `${files.length} files, one after the other` },
    { group, what: "ESLint with recommended", value: ours, unit: "MB", detail: "" },
    { group, what: "recommended, over ESLint without rules", value: ours / none - 1, unit: "percent", target: { most: 0.1 }, detail: "" },
    { group, what: "fix", value: median(peaks.fix), unit: "MB", detail: "the same files" },
    { group, what: "fix on all, over fix on a part of them", value: median(peaks.fix) / median(peaks.half) - 1, unit: "percent", detail: "" },
  ];
}

/**
 * @param {string} sources
 * @param {string[]} paths
 */
function fixMemory(sources, paths) {
  const { status, output } = spawnSync(process.execPath, [join(import.meta.dirname, "measure-program.js"), CLI, "fix", "--root", sources, ...paths], {
    cwd: sources,
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`fix ended with ${status}.`);
  return JSON.parse(/** @type {string} */ (output[3])).megabytes;
}

/**
 * @param {Setup} setup
 * @returns {Line[]}
 */
function growth({ rounds }) {
  const warmUp = linesOfHandlers(1000);
  /** @type {Line[]} */
  const lines = [];
  /**
   * @param {string} what
   * @param {readonly (readonly [string, string, number])[]} sizes label, text and size of each; the first is what the others
   * are held against
   * @param {string} unit
   */
  const series = (what, sizes, unit) => {
    /** @type {{ rules: number, codemods: number } | undefined} */
    let first;
    for (const [label, text, size] of sizes) {
      say(`Growth: ${label} …`);
      /** @type {{ parse: number, rules: number, codemods: number }[]} */
      const measured = child("measure-growth.js", { text, warmUp: [warmUp, sizes[0]?.[1] ?? ""], rounds });
      const per = {
        rules: median(measured.map(({ rules }) => rules)) / size,
        codemods: median(measured.map(({ codemods }) => codemods)) / size,
      };
      const parse = median(measured.map((round) => round.parse));
      for (const asked of /** @type {const} */ (["rules", "codemods"])) {
        const time = per[asked] * size;
        lines.push({
          group: `Growth: ${what}`,
          what: `${label}, ${asked}`,
          value: first ? per[asked] / first[asked] : 1,
          unit: "times",
          ...(first && { target: { most: 2 } }),
          detail: `${time.toFixed(0)} ms, ${(per[asked] * 1000).toFixed(0)} µs a ${unit}; parsing takes ${parse.toFixed(0)} ms`,
        });
      }
      first ??= per;
    }
  };
  series(
    "time per line",
    [1000, 2000, 5000, 20_000].map((count) => [`${count} lines`, linesOfHandlers(count), count]),
    "line",
  );
  series(
    "time per handler",
    [100, 500].map((count) => [`${count} handlers (${count * HANDLER_LINES} lines)`, handlers(count), count]),
    "handler",
  );
  series(
    "time per nested branch",
    [50, 200].map((depth) => [`${depth} branches in one another`, nestedBranches(depth), depth]),
    "branch",
  );
  series(
    "time per branch in a row",
    [50, 200].map((count) => [`${count} branches in a row`, consecutiveBranches(count), count]),
    "branch",
  );
  for (const [shape, text] of Object.entries(REPEATED))
    series(
      `time per part, ${shape}`,
      [200, 800].map((count) => [`${count} ${shape}`, text(count), count]),
      "part",
    );
  return lines;
}

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      rounds: { type: "string", default: "3" },
      every: { type: "string", default: "1" },
      sources: { type: "string" },
      cache: { type: "string", default: join(tmpdir(), "audit-logging-bench") },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const unknown = values.only?.find((part) => !Object.hasOwn(PARTS, part));
  if (unknown) throw new Error(`There is no part ${unknown}. Parts: ${Object.keys(PARTS).join(", ")}.`);
  await freshBuild();
  const setup = {
    bench: openBench(values.cache, values.sources && resolve(values.sources)),
    rounds: Number(values.rounds),
    every: Number(values.every),
  };
  const { files, lines } = setup.bench;

  /** @type {Line[]} */
  const results = [];
  for (const [name, part] of Object.entries(PARTS)) {
    if (!values.only || values.only.includes(name)) results.push(...(await part(setup)));
  }
  const machine = { node: process.version, cores: cpus().length, eslint: eslintVersion() };
  if (values.json) {
    const judged = results.map((line) => ({ ...line, verdict: verdictOf(line) }));
    process.stdout.write(`${JSON.stringify({ version: 1, files: files.length, lines, ...machine, results: judged }, undefined, 2)}\n`);
  } else {
    process.stdout.write(`${files.length} files, ${lines} lines. Node.js ${machine.node}, ESLint ${machine.eslint}, ${machine.cores} cores.\n\n${table(results)}`);
  }
  if (results.some((line) => verdictOf(line) === "missed")) process.exitCode = 1;
}

function eslintVersion() {
  return JSON.parse(readFileSync(join(ROOT, "node_modules/eslint/package.json"), "utf8")).version;
}

await main();
