/** The rules under oxlint, as they are: what it reports and offers for each codemod's case is what ESLint does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import plugin from "../../src/index.js";
import { FIXTURES, type Fixture } from "../support/codemod-fixtures.js";
import { installPrograms, runScript, type Installed } from "./installed.js";
import { startEditor, withEdits, type Editor } from "./language-server.js";
import { LOGIN, LOGIN_PATH, LOGIN_RULES } from "./login.js";

interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly text: string;
  readonly start: number;
  /** The suggestions, each with the whole file after it. */
  readonly offers?: readonly { readonly title: string; readonly after: string }[];
}

const RULE_NAMES = RULES.map(({ definition }) => definition.name);

/** What stands in `.oxlintrc.json`: nothing but our rules. */
function oxlintConfig(settings: unknown): string {
  return JSON.stringify({
    plugins: [],
    categories: { correctness: "off" },
    jsPlugins: ["eslint-plugin-audit-logging"],
    rules: Object.fromEntries(RULE_NAMES.map((name) => [`audit-logging/${name}`, "error"])),
    ...(settings !== undefined && { settings: { "audit-logging": settings } }),
  });
}

/** What ESLint reports for a case, with the same paths. */
function eslintFindings({ path, settings, input }: Case): Finding[] {
  const text = input.replace(/^\uFEFF/, "");
  const messages = new Linter({ configType: "flat", cwd: folder }).verify(
    text,
    {
      files: ["**/*.*"],
      languageOptions: { parser: typescriptParser as never, parserOptions: { ecmaFeatures: { jsx: !path.endsWith(".ts") } } },
      plugins: { "audit-logging": plugin },
      rules: Object.fromEntries(RULE_NAMES.map((name) => [`audit-logging/${name}`, "error" as const])),
      ...(settings !== undefined && { settings: { "audit-logging": settings as Linter.Config["settings"] } }),
    },
    { filename: join(folder, path) },
  );
  // A comment may name rules of plugins that are not here.
  const ours = messages.filter(({ ruleId }) => ruleId?.startsWith("audit-logging/"));
  return inOrder(
    ours.map(({ ruleId, message, line, column, endLine = line, endColumn = column, suggestions = [] }) => {
      const [start, end] = [placeIn(text, line, column), placeIn(text, endLine, endColumn)];
      const offers = suggestions.map(({ desc: title, fix: { range, text: inserted } }) => ({
        title,
        after: text.slice(0, range[0]) + inserted + text.slice(range[1]),
      }));
      return { rule: ruleId!, message, start, text: text.slice(start, end), offers };
    }),
  );
}

function placeIn(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}

interface OxlintDiagnostic {
  readonly message: string;
  readonly code: string;
  readonly filename: string;
  readonly labels: readonly [{ readonly span: { readonly offset: number; readonly length: number } }];
}

/** oxlint counts bytes, and a byte order mark with them. */
function oxlintFinding({ message, code, labels: [{ span }] }: OxlintDiagnostic, input: string): Finding {
  const bytes = Buffer.from(input);
  const before = bytes.subarray(0, span.offset).toString().replace(/^\uFEFF/, "");
  const text = bytes.subarray(span.offset, span.offset + span.length).toString();
  return { rule: nameOf(code), message, start: before.length, text };
}

/** `audit-logging(no-silent-catch)` is what ESLint calls `audit-logging/no-silent-catch`. */
const nameOf = (code: string): string => code.replace(/\((.+)\)$/, "/$1");

/** Each prints its findings in an order of its own. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const key = ({ start, rule, text, message }: Finding) => `${String(start).padStart(9, "0")} ${rule} ${text} ${message}`;
  return [...findings].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

const withoutOffers = ({ rule, message, start, text }: Finding) => ({ rule, message, start, text });

interface Case extends Fixture {
  /** A folder of its own: many stand at the same path. */
  readonly folder: string;
}

const CASES: readonly Case[] = FIXTURES.map((fixture, index) => ({ ...fixture, folder: `case-${index}`, path: `case-${index}/${fixture.path}` }));

let programs: Installed;
let oxlint: string;
let folder: string;
let reported: Map<string, OxlintDiagnostic[]>;
let editor: Editor;

beforeAll(async () => {
  programs = await installPrograms();
  const configs = CASES.map(({ folder, settings }) => [`${folder}/.oxlintrc.json`, oxlintConfig(settings)]);
  const inputs = CASES.map(({ path, input }) => [path, input]);
  folder = programs.project(Object.fromEntries([...inputs, ...configs]) as Record<string, string>);

  oxlint = programs.program("oxlint/bin/oxlint");
  const { stdout, stderr } = await runScript(folder, oxlint, "--format", "json");
  if (!stdout.startsWith("{")) throw new Error(stdout + stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: OxlintDiagnostic[] };
  reported = new Map(CASES.map(({ path }) => [path, diagnostics.filter(({ filename }) => filename.replaceAll("\\", "/") === path)]));

  const options = { run: "onType", fixKind: "safe_fix_or_suggestion" };
  editor = await startEditor([process.execPath, oxlint, "--lsp"], folder, options, [{ workspaceUri: pathToFileURL(folder).href, options }]);
});

afterAll(() => editor?.close());

test.each(CASES)("oxlint reports what ESLint does: $codemod, $name", (one) => {
  const found = reported.get(one.path) ?? [];
  const findings = inOrder(found.map((diagnostic) => oxlintFinding(diagnostic, one.input)));
  expect(findings).toEqual(eslintFindings(one).map(withoutOffers));
});

test.each(CASES)("its language server offers the same changes: $codemod, $name", async (one) => {
  const { uri, text } = editor.open(join(folder, one.path), "typescript");
  const offers = new Set<string>();
  for (const diagnostic of await editor.diagnostics(uri)) {
    for (const action of await editor.actions(uri, diagnostic)) {
      if (!action.title.startsWith("Disable ")) offers.add(`${action.title}\n${withEdits(text, await editor.changesOf(action))}`);
    }
  }
  // Where two findings overlap, the server offers what either does.
  const expected = eslintFindings(one).flatMap(({ offers }) => offers!.map(({ title, after }) => `${title}\n${after}`));
  expect([...offers].sort()).toEqual([...new Set(expected)].sort());
});

test("every rule is tried by one case or another", () => {
  const found = [...reported.values()].flat().map(({ code }) => nameOf(code));
  expect([...new Set(found)].sort()).toEqual(RULE_NAMES.map((name) => `audit-logging/${name}`).sort());
});

describe("docs/oxlint.md", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/oxlint.md"), "utf8");
  const config = /```json\n([\s\S]*?)```/.exec(page)![1]!;

  test("gives a config that is the preset", () => {
    expect((JSON.parse(config) as { rules: unknown }).rules).toEqual(plugin.configs.recommended[0]!.rules);
  });

  test("and that finds the silent login", async () => {
    expect(page).toContain("```sh\nnpx oxlint\n```");
    const project = programs.project({ ".oxlintrc.json": config, [LOGIN_PATH]: LOGIN });
    const { code, stdout } = await runScript(project, oxlint, "--format", "json");
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: OxlintDiagnostic[] };
    const found = diagnostics.map(({ code }) => nameOf(code)).filter((rule) => rule.startsWith("audit-logging/"));
    expect([code, found.sort()]).toEqual([1, LOGIN_RULES.toSorted()]);
  });
});

test("a finding that needs another file is there with the setting `project`", async () => {
  const files = {
    ".oxlintrc.json": oxlintConfig({ project: true }),
    "src/deny.ts": "export const deny = (text: string) => Response.json({ text }, { status: 401 });\n",
    "app/api/things/route.ts": `import { deny } from "../../../src/deny";

export async function POST(request: Request) {
  if (!request.headers.has("x-user")) return deny("Unauthorized");
  return Response.json({});
}
`,
  };
  const rulesIn = async (project: string) => {
    const { stdout } = await runScript(project, oxlint, "--format", "json");
    return (JSON.parse(stdout) as { diagnostics: OxlintDiagnostic[] }).diagnostics.map(({ code }) => nameOf(code));
  };
  expect(await rulesIn(programs.project(files))).toEqual(["audit-logging/log-on-4xx"]);
  expect(await rulesIn(programs.project({ ...files, ".oxlintrc.json": oxlintConfig({ project: false }) }))).toEqual([]);
});

test.each(["oxlint", "eslint"])("a comment `%s-disable-next-line` holds", async (linter) => {
  const comment = `// ${linter}-disable-next-line audit-logging/no-silent-catch\n  } catch`;
  const files = { ".oxlintrc.json": oxlintConfig(undefined), [LOGIN_PATH]: LOGIN.replace("} catch", comment) };
  const { stdout } = await runScript(programs.project(files), oxlint, "--format", "json");
  const found = (JSON.parse(stdout) as { diagnostics: OxlintDiagnostic[] }).diagnostics.map(({ code }) => nameOf(code));
  expect(found.sort()).toEqual(LOGIN_RULES.filter((rule) => !rule.endsWith("no-silent-catch")).sort());
});
