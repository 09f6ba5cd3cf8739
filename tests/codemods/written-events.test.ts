/** What the codemods write is what the rules on events and lines ask for. */
import { expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import noLogInjection from "../../rules/no-log-injection.js";
import requireAuditFields from "../../rules/require-audit-fields.js";
import { factsOf } from "../../src/analysis/file-facts.js";
import type { AuditRule } from "../../src/define-rule.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { APP_FILES } from "../support/apps.js";
import { FIXTURES } from "../support/codemod-fixtures.js";

const ASKED = [requireAuditFields, noLogInjection] as readonly unknown[] as readonly AuditRule[];

/** `require-audit-fields missing 12`: rule, message and line of each finding. */
function findingsIn(text: string, path: string, raw: unknown): string[] {
  const settings = readSettings(raw);
  const facts = factsOf(parseSource(text.replace(/^\uFEFF/, ""), path), settings);
  return ASKED.flatMap(({ definition }) =>
    definition.check(facts, definition.defaults).map(({ messageId, range }) => `${definition.name} ${messageId}: ${facts.file.view.text.slice(...range)}`),
  );
}

/** Findings that were not there before the codemods ran. */
function newFindings(before: string, after: string, path: string, settings: unknown): string[] {
  const old = findingsIn(before, path, settings);
  return findingsIn(after, path, settings).filter((finding) => {
    const index = old.indexOf(finding);
    if (index >= 0) old.splice(index, 1);
    return index < 0;
  });
}

test.each(FIXTURES.map((fixture) => [`${fixture.codemod}: ${fixture.name}`, fixture] as const))("%s", (_label, { input, expected, path, settings }) => {
  expect(newFindings(input, expected, path, settings)).toEqual([]);
});

test.each(APP_FILES.map((file) => [`${file.app}/${file.path}`, file] as const))("%s, repaired", (_label, { text, path, settings }) => {
  const { text: after } = runCodemods(text, path, readSettings(settings));
  expect(newFindings(text, after, path, settings)).toEqual([]);
});

test("events are there to be asked", () => {
  const written = FIXTURES.filter(({ input, expected }) => /securityLog\.\w+\(/.test(expected) && !/securityLog\.\w+\(/.test(input));
  expect(written.length).toBeGreaterThan(20);
});
