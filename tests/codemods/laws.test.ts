/** What holds for every codemod on every file: the fixtures, and all files of the apps. */
import { describe, expect, test } from "vitest";
import { CODEMODS, isCandidate, runCodemods } from "../../codemods/run-codemods.js";
import noSecretInLog from "../../rules/no-secret-in-log.js";
import { factsOf } from "../../src/analysis/file-facts.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { APP_FILES } from "../support/apps.js";
import { FIXTURES } from "../support/codemod-fixtures.js";
import { viewFromEslint } from "../support/parsers.js";
import { applySuggestions } from "../support/suggestions.js";
import { changedLines, isAccountedFor } from "../support/surviving-lines.js";

interface Subject {
  readonly label: string;
  readonly codemod: string;
  readonly path: string;
  readonly text: string;
  readonly settings: unknown;
}

const SUBJECTS: readonly Subject[] = [
  ...FIXTURES.map(({ name, input, ...rest }) => ({ ...rest, label: `${rest.codemod}: ${name}`, text: input })),
  ...APP_FILES.flatMap(({ app, ...rest }) =>
    CODEMODS.filter(({ name }) => isCandidate(rest.text, rest.path, readSettings(rest.settings), new Set([name]))).map(
      ({ name }) => ({
        ...rest,
        codemod: name,
        label: `${name}: ${app}/${rest.path}`,
      }),
    ),
  ),
];

function run({ text, path, settings, codemod }: Subject) {
  return runCodemods(text, path, readSettings(settings), new Set([codemod]));
}

function rulesOf(codemod: string): readonly string[] {
  return CODEMODS.find(({ name }) => name === codemod)!.rules;
}

function secretsIn(text: string, { path, settings }: Subject): number {
  const { definition } = noSecretInLog;
  return definition.check(factsOf(parseSource(text, path), readSettings(settings)), definition.defaults).length;
}

function commentsOf(text: string, path: string): string[] {
  return parseSource(text, path).comments.map(({ value }) => value);
}

test("there are fixtures for every codemod, and none for another", () => {
  expect(new Set(FIXTURES.map(({ codemod }) => codemod))).toEqual(new Set(CODEMODS.map(({ name }) => name)));
});

describe("every fixture", () => {
  test.each(FIXTURES.map((fixture) => [`${fixture.codemod}: ${fixture.name}`, fixture] as const))("%s", (_label, fixture) => {
    const change = runCodemods(fixture.input, fixture.path, readSettings(fixture.settings), new Set([fixture.codemod]));
    expect(change.text).toBe(fixture.expected);
    expect(change.skipped.map(({ rule, reason }) => ({ rule, reason }))).toEqual(fixture.skipped);
    const again = runCodemods(fixture.expected, fixture.path, readSettings(fixture.settings), new Set([fixture.codemod]));
    expect(again.text).toBe(fixture.expected);
  });
});

describe.each(SUBJECTS.map((subject) => [subject.label, subject] as const))("%s", (_label, subject) => {
  const { text: before, codemod, path, settings } = subject;
  const change = run(subject);
  const after = change.text;

  test("keeps its byte order mark, line ends, comments and every line that needs no change", () => {
    expect(change.status).not.toBe("failed");
    expect(after.startsWith("\uFEFF")).toBe(before.startsWith("\uFEFF"));
    if (!/(?<!\r)\n/.test(before)) expect(after).not.toMatch(/(?<!\r)\n/);
    if (!before.includes("\r")) expect(after).not.toContain("\r");
    if (codemod === "redact-log-secrets") return;
    expect(commentsOf(after, path)).toEqual(commentsOf(before, path));
    expect(changedLines(before, after).filter((line) => !isAccountedFor(codemod, line))).toEqual([]);
  });

  test("changes nothing when it runs again", () => {
    const again = run({ ...subject, text: after });
    expect(again.text).toBe(after);
    expect(again.applied).toEqual([]);
  });

  test("silences its rules, or says why a site was left", () => {
    const { skipped } = run({ ...subject, text: after });
    expect(skipped.map(({ rule, reason }) => [rule, reason])).toEqual(change.skipped.map(({ rule, reason }) => [rule, reason]));
    for (const { reason } of change.skipped) expect(reason).not.toMatch(/another edit|would not settle/);
  });

  test("leaves text that both parsers read", () => {
    parseSource(after, path);
    viewFromEslint(after, path);
  });

  test("writes what ESLint's suggestions write, one after the other", () => {
    expect(applySuggestions(before, path, rulesOf(codemod), settings)).toBe(after);
  });

  test("writes no secret", () => {
    expect(secretsIn(after, subject)).toBeLessThanOrEqual(secretsIn(before, subject));
  });
});
