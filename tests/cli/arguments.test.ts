import { expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { project, run } from "./support.js";

const wrong: Record<string, [argv: string[], message: string]> = {
  "an unknown command names the commands": [["frobnicate"], "There is no command frobnicate. Commands: report, fix, init, hook, alerts, explain, verify. See --help."],
  "a mistyped command gets the nearest": [
    ["fxi", "src"],
    "There is no command fxi. Did you mean fix? Commands: report, fix, init, hook, alerts, explain, verify. See --help.",
  ],
  "an option of fix alone is no command": [["--write"], "report takes no --write. See audit-logging report --help."],
  "--since and --staged contradict each other": [
    ["report", "--since", "main", "--staged"],
    "--since and --staged each name what to compare with; give one of them.",
  ],
  "a coverage that is no number is refused": [
    ["report", "--min-coverage", "most"],
    "--min-coverage must be a number from 0 to 100, but is most.",
  ],
  "a coverage above a hundred is refused": [
    ["--min-coverage=101"],
    "--min-coverage must be a number from 0 to 100, but is 101.",
  ],
  "a report of a format that only fix has is refused": [
    ["report", "--format", "patch"],
    "--format must be one of text, markdown, json, jsonl, sarif, html, prompt, agent, but is patch.",
  ],
  "a report of an unknown rule names the rules": [
    ["report", "--only", "no-silent-catches"],
    "--only names no-silent-catches, which is no rule. Did you mean no-silent-catch? " +
      `Rules: ${RULES.map(({ definition }) => definition.name).join(", ")}.`,
  ],
  "an unknown option gets the nearest": [
    ["fix", "--wirte"],
    "There is no option --wirte. Did you mean --write? See --help for all of them.",
  ],
  "an unknown option with nothing near it gets no guess": [
    ["fix", "--parallelism"],
    "There is no option --parallelism. See --help for all of them.",
  ],
  "the dashes that all options share bring none nearer": [["fix", "--bogus"], "There is no option --bogus. See --help for all of them."],
  "an unknown short option is an unknown option": [["fix", "-x"], "There is no option -x. See --help for all of them."],
  "a name that every object has is an unknown option too": [
    ["fix", "--constructor"],
    "There is no option --constructor. See --help for all of them.",
  ],
  "a name that every object has is an unknown command too": [
    ["toString"],
    "There is no command toString. Commands: report, fix, init, hook, alerts, explain, verify. See --help.",
  ],
  "an option of another command is refused": [
    ["explain", "no-silent-catch", "--write"],
    "explain takes no --write. See audit-logging explain --help.",
  ],
  "an option that needs a value says so at the end": [["fix", "--root"], "--root needs a value: --root <folder>."],
  "an option that needs a value does not take the next option for it": [
    ["fix", "--only", "--write"],
    "--only needs a value: --only <rule|codemod>, but is followed by --write.",
  ],
  "an empty value is none": [["fix", "--ignore="], "--ignore needs a value: --ignore <glob>."],
  "an option without a value refuses one": [["fix", "--write=yes"], '--write takes no value, but was given "yes".'],
  "an unknown format names the formats": [
    ["fix", "--format", "jsn"],
    "--format must be one of text, json, patch, but is jsn. Did you mean json?",
  ],
  "an unknown name for --only lists the known ones": [
    ["fix", "--only", "no-silent-cach"],
    "--only names no-silent-cach, which is no rule or codemod that fix knows. Did you mean no-silent-catch? " +
      "Codemods: redact-log-secrets, add-security-log, log-silent-catch, replace-console. " +
      "Rules: no-secret-in-log, require-audit-on-sensitive-route, log-on-4xx, no-silent-catch, no-console-in-handlers.",
  ],
  "a hole in the list of --only is told of": [
    ["fix", "--only", "log-on-4xx,,no-silent-catch"],
    "--only names nothing between two commas, which is no rule or codemod that fix knows. " +
      "Codemods: redact-log-secrets, add-security-log, log-silent-catch, replace-console. " +
      "Rules: no-secret-in-log, require-audit-on-sensitive-route, log-on-4xx, no-silent-catch, no-console-in-handlers.",
  ],
  "a root that is not there is told of": [
    ["fix", "--root", "nowhere"],
    "--root nowhere: there is no folder <root>/nowhere. Give the project's root folder.",
  ],
  "a root that is a file is told of": [
    ["fix", "--root", "a.ts"],
    "--root a.ts: there is no folder <root>/a.ts. Give the project's root folder.",
  ],
  "a root below a file is told of": [
    ["fix", "--root", "a.ts/b"],
    "--root a.ts/b: there is no folder <root>/a.ts/b. Give the project's root folder.",
  ],
  "a config below a file is told of": [
    ["fix", "--config", "a.ts/b.json"],
    "--config a.ts/b.json: there is no file <root>/a.ts/b.json. Give an ESLint flat config, or a JSON file.",
  ],
  "explain without a rule says what it needs": [
    ["explain"],
    "explain needs the name of a rule or an event, as in `audit-logging explain no-silent-catch` or `audit-logging explain auth.login`.",
  ],
  "explain takes one rule": [["explain", "a", "b"], "explain takes one name, but was given a and b."],
};

for (const [sentence, [argv, message]] of Object.entries(wrong)) {
  test(`${sentence}, with exit code 2 and nothing on standard output`, async () => {
    const folder = project({ "a.ts": "FIX\n" });
    expect(await run(folder, argv)).toEqual({ code: 2, stdout: "", stderr: `audit-logging: ${message}\n` });
  });
}

test("--version prints the version of the package, with or without a command", async () => {
  const folder = project({ "package.json": '{ "version": "1.2.3" }' });
  const expected = { code: 0, stdout: "1.2.3\n", stderr: "" };
  expect(await run(folder, ["--version"])).toEqual(expected);
  expect(await run(folder, ["fix", "-v"])).toEqual(expected);
});

test("--help prints the commands", async () => {
  const expected = {
    code: 0,
    stderr: "",
    stdout: `Usage: audit-logging [command] [options]

  report [paths]            show what each route leaves behind, and what the rules find
  fix [paths]               repair what the rules find: prints a diff, writes with --write
  init                      set a project up: logger, ESLint config, logging spec, and alerts
  hook                      for coding agents: say what one edit leaves unrecorded
  alerts list|test|render   alert rules over security events: show them, try them on a log, render them
  explain <rule|event>      print a rule's page, or what an event means
  verify <file>             check the hash chain over the lines of a log

  --debug                   print stack traces with errors
  -h, --help                print this
  -v, --version             print the version

audit-logging <command> --help tells more. Without a command, or with a path in its place, it is report.
`,
  };
  expect(await run(project(), ["--help"])).toEqual(expected);
  expect(await run(project(), ["-h"])).toEqual(expected);
});

test("explain --help prints what explain takes", async () => {
  expect(await run(project(), ["explain", "--help"])).toEqual({
    code: 0,
    stderr: "",
    stdout: `Usage: audit-logging explain <rule|event> [options]

Print a rule's page, or what an event means.

  --debug                   print stack traces with errors
  -h, --help                print this
  -v, --version             print the version

Prints docs/rules/<rule>.md of this package, or the event's meaning and its words in other vocabularies.
`,
  });
});

test("fix --help prints each option, no line longer than a terminal takes", async () => {
  const { code, stdout, stderr } = await run(project(), ["fix", "--help", "--write"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const options = [...stdout.matchAll(/^ {2}(?:-\w, )?--(\w+)/gm)].map(([, name]) => name);
  expect(options).toEqual([
    "write",
    "check",
    "only",
    "format",
    "ignore",
    "config",
    "root",
    "jobs",
    "force",
    "quiet",
    "debug",
    "help",
    "version",
  ]);
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

test("no help has a line longer than a terminal takes, or a word that touches the next column", async () => {
  for (const command of [[], ["report"], ["fix"], ["init"], ["hook"], ["alerts"], ["explain"], ["verify"]]) {
    const { stdout } = await run(project(), [...command, "--help"]);
    expect(stdout.split("\n").filter((line) => line.length > 104 || /^ {2}(?:-\w, )?--.{0,60}>\w/.test(line))).toEqual([]);
  }
});

test("an option that commands share is told of as each means it", async () => {
  const told = async (command: string) => /--check +(.*)/.exec((await run(project(), [command, "--help"])).stdout)![1];
  expect(await told("report")).toBe("exit 1 when there is a finding");
  expect(await told("fix")).toBe("exit 1 when a file needs a change, or a finding is left");
  expect(await told("alerts")).toBe("exit 1 when the log raises an alert");
});

test("what follows -- is a path, whatever it looks like", async () => {
  const folder = project({ "-x.ts": "FIX\n" });
  const { code, stdout } = await run(folder, ["fix", "--quiet", "--", "-x.ts"]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: "Scanned 1 file: 1 would change, 0 unchanged, 0 skipped, 0 failed.\n",
  });
});

test("--only takes rules and codemods, repeated, in lists, and with the plugin's prefix", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  const count = async (...argv: string[]) => (await run(folder, ["fix", "--quiet", ...argv])).stdout;
  const some = "Scanned 1 file: 1 would change, 0 unchanged, 0 skipped, 0 failed.\n";
  const none = "Scanned 1 file: 0 would change, 1 unchanged, 0 skipped, 0 failed.\n";
  expect(await count("--only", "log-silent-catch")).toBe(some);
  expect(await count("--only", "no-silent-catch")).toBe(some);
  expect(await count("--only", "audit-logging/no-silent-catch")).toBe(some);
  expect(await count("--only", "log-on-4xx, no-silent-catch")).toBe(some);
  expect(await count("--only", "log-on-4xx", "--only", "no-silent-catch")).toBe(some);
  expect(await count("--only", "log-on-4xx")).toBe(none);
});
