/**
 * Child process: what one case's rules cost. Each round parses each file once and gives the same SourceCode to "no rules"
 * and to the case in turn; what the case takes more is the rules' cost, and parsing with scopes and one traversal without
 * rules is what it is held against.
 *
 * The first traversal of a SourceCode is dearer, because ESLint keeps its steps; so one without rules goes before the two
 * that are compared. And each round parses anew, because rules keep what they know of a file by its tree.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Linter } from "eslint";
import { configOf, NO_RULES, prepared } from "./lint-cases.js";

/** @type {{ name: string, peers: string, sources: string, files: string[], rounds: number }} */
const { name, peers, sources, files, rounds } = JSON.parse(readFileSync(0, "utf8"));

const config = prepared(await configOf(name, peers), sources);
const noRules = prepared(NO_RULES, sources);
const linter = new Linter({ configType: "flat", cwd: sources });
const texts = files.map((path) => ({ filename: join(sources, path), text: readFileSync(join(sources, path), "utf8") }));

/**
 * Milliseconds of CPU, of all threads: the collector's work is a cost of what made the garbage.
 * @param {() => void} work
 */
function cpu(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** @param {number} round */
function measure(round) {
  let base = 0;
  let without = 0;
  let withRules = 0;
  let reports = 0;
  for (const [index, { filename, text }] of texts.entries()) {
    let fatal = false;
    base += cpu(() => (fatal = linter.verify(text, noRules, { filename }).some((message) => message.fatal)));
    if (fatal) continue;
    const sourceCode = linter.getSourceCode();
    const none = () => void (without += cpu(() => linter.verify(sourceCode, noRules, { filename })));
    /** @type {Linter.LintMessage[]} */
    let messages = [];
    const rules = () => void (withRules += cpu(() => (messages = linter.verify(sourceCode, config, { filename }))));
    // Whichever goes second finds warmer caches, so they take turns.
    for (const step of (index + round) % 2 === 0 ? [none, rules] : [rules, none]) step();
    // ESLint's own warnings have no rule: it tells of each disable comment that it was told not to read.
    reports += messages.filter(({ ruleId }) => ruleId !== null).length;
  }
  return { base, cost: withRules - without, ratio: (withRules - without) / base, reports };
}

measure(0);
const results = Array.from({ length: rounds }, (_, round) => measure(round + 1));
process.stdout.write(JSON.stringify({ name, rounds: results }));
