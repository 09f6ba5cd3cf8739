import { describe, expect, test } from "vitest";
import { disableDirectives } from "../../src/disable-directives.js";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";
import { PARSERS } from "../support/parsers.js";

/** `^` marks what is asked; the mark itself is taken out. */
const cases: Record<string, [marked: string, rule: string, hidden: boolean]> = {
  "no directive hides nothing": ["^x();", "no-silent-catch", false],
  "the next line is off for the named rule": [
    "// eslint-disable-next-line audit-logging/no-silent-catch\n^x();",
    "no-silent-catch",
    true,
  ],
  "the next line stays on for another rule": [
    "// eslint-disable-next-line audit-logging/log-on-4xx\n^x();",
    "no-silent-catch",
    false,
  ],
  "the line after the next is on again": [
    "// eslint-disable-next-line audit-logging/no-silent-catch\ny();\n^x();",
    "no-silent-catch",
    false,
  ],
  "oxlint's comments count as ESLint's do": [
    "// oxlint-disable-next-line audit-logging/no-silent-catch\n^x();",
    "no-silent-catch",
    true,
  ],
  "oxlint takes a whole file from a line comment too": ["// oxlint-disable audit-logging/no-silent-catch\ny();\n^x();", "no-silent-catch", true],
  "ESLint does not": ["// eslint-disable audit-logging/no-silent-catch\ny();\n^x();", "no-silent-catch", false],
  "the plugin may be registered under another name": [
    "// eslint-disable-next-line audit/no-silent-catch\n^x();",
    "no-silent-catch",
    true,
  ],
  "a list of rules, with a description": [
    "// eslint-disable-next-line no-console, audit-logging/no-silent-catch -- the queue logs it\n^x();",
    "no-silent-catch",
    true,
  ],
  "a rule that only the description names is on": [
    "// eslint-disable-next-line no-console -- unlike audit-logging/no-silent-catch\n^x();",
    "no-silent-catch",
    false,
  ],
  "without a name every rule is off": ["// eslint-disable-next-line\n^x();", "no-silent-catch", true],
  "the same line, in a comment behind it": ["^x(); // eslint-disable-line audit-logging/no-silent-catch", "no-silent-catch", true],
  "the same line says nothing of the next": ["y(); // eslint-disable-line\n^x();", "no-silent-catch", false],
  "a block is off to the end of the file": ["/* eslint-disable audit-logging/no-silent-catch */\ny();\n^x();", "no-silent-catch", true],
  "a block is on before the comment": ["^x();\n/* eslint-disable audit-logging/no-silent-catch */\ny();", "no-silent-catch", false],
  "a block is on again after enable": ["/* eslint-disable */\ny();\n/* eslint-enable */\n^x();", "no-silent-catch", false],
  "a block is off up to enable": ["/* eslint-disable */\n^x();\n/* eslint-enable */\ny();", "no-silent-catch", true],
  "enable of one rule leaves the other off": [
    "/* eslint-disable a/no-silent-catch, a/log-on-4xx */\n/* eslint-enable a/log-on-4xx */\n^x();",
    "no-silent-catch",
    true,
  ],
  "enable of one rule turns that one on": [
    "/* eslint-disable a/no-silent-catch, a/log-on-4xx */\n/* eslint-enable a/log-on-4xx */\n^x();",
    "log-on-4xx",
    false,
  ],
  "enable of one rule turns that one on where all were off": ["/* eslint-disable */\n/* eslint-enable a/log-on-4xx */\n^x();", "log-on-4xx", false],
  "enable of one rule leaves the others off where all were off": [
    "/* eslint-disable */\n/* eslint-enable a/log-on-4xx */\n^x();",
    "no-silent-catch",
    true,
  ],
  "a line comment that says eslint-disable is none, as in ESLint": ["// eslint-disable\n^x();", "no-silent-catch", false],
  "words that begin alike are no directive": ["/* eslint-disabled */\n^x();", "no-silent-catch", false],
  "lines may end with CR LF": ["// eslint-disable-next-line\r\n^x();\r\n", "no-silent-catch", true],
};

describe.each(PARSERS)("under $parser", ({ facts }) => {
  test.each(Object.entries(cases))("%s", (_, [marked, rule, hidden]) => {
    const offset = marked.indexOf("^");
    const text = marked.replace("^", "");
    expect(disableDirectives(facts(text).file.view).hides(rule, offset)).toBe(hidden);
  });
});

const ROUTE = `export async function POST(req: Request) {
  try {
    await save(await req.formData());
    return new Response("ok");
    // eslint-disable-next-line audit-logging/no-silent-catch -- the queue keeps it
  } catch {
    return new Response("failed", { status: 500 });
  }
}
`;

test("a codemod leaves alone what a comment has turned off", () => {
  const settings = readSettings(undefined);
  const only = new Set(["no-silent-catch"]);
  expect(runCodemods(ROUTE, "app/api/a/route.ts", settings, only)).toEqual({
    status: "unchanged",
    text: ROUTE,
    applied: [],
    skipped: [],
  });
  expect(runCodemods(ROUTE.replace("eslint-disable", "eslint-enable"), "app/api/a/route.ts", settings, only).status).toBe("changed");
});
