/**
 * The pages that explain how to use the product. Their commands are run, section by section, on a small project, and print
 * what the block below them shows; their JSON and YAML is parsed, and the commands in it are run too; their links lead somewhere.
 */
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { COMMANDS } from "../../src/cli/commands.js";
import { OPTIONS, type OptionSpec } from "../../src/cli/options.js";
import { parseSource } from "../../src/parse.js";
import { git, PACKAGE, project, read } from "../cli/support.js";
import { allPages, anchorsOf, blocksOf, linksOf, readPage, type Block } from "./blocks.js";
import { commandsIn, docsProject, packageFolder, runCommand } from "./run-command.js";
import { SHOP, SHOP_BRANCH, STARTING } from "./sample-projects.js";

const PAGES = ["README.md", ...["README", "getting-started", "adopting", "ci", "editors", "agents", "report", "faq", "standards"].map((name) => `docs/${name}.md`)];

/** What a block may be; a block of another language is checked by nothing. */
const LANGUAGES = ["sh", "text", "diff", "ts", "js", "json", "yaml", "md", "lua"];

/** An agent's edit hook, as it would be called. */
const EDIT = JSON.stringify({ tool_input: { file_path: "app/api/auth/login/route.ts" } });

/** A demand that is not met is an answer, too; anything else but 0 is a mistake in the docs. */
const MAY_FAIL = /--check|--min-coverage|\beslint\b|audit-logging hook/;

async function runAll(lines: readonly string[], folder: string, packed: string): Promise<string> {
  let shown = "";
  for (const line of lines) {
    const result = await runCommand(line, folder, packed, EDIT);
    if (!result) continue;
    const expected = MAY_FAIL.test(line) ? [0, 1] : [0];
    expect(expected, `${line}\n${result.stdout}${result.stderr}`).toContain(result.code);
    shown = result.stdout + result.stderr;
  }
  return shown;
}

function filesOf(blocks: readonly Block[]): Record<string, string> {
  const files = blocks.flatMap(({ path, text }) => (path === undefined ? [] : [[path, text.slice(text.indexOf("\n") + 1)] as const]));
  return Object.fromEntries(files);
}

/** Commands in the values of a config: scripts, hooks and steps. */
function commandsOf(value: unknown): string[] {
  if (typeof value === "string") return /\b(?:audit-logging|eslint) /.test(value) ? commandsIn(value) : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(commandsOf) : [];
}

describe.each(PAGES)("%s", (name) => {
  const page = readPage(name);
  const blocks = blocksOf(page);
  const titles = [...new Set(blocks.map(({ section }) => section))];
  const sections = titles.map((title) => [title, blocks.filter(({ section }) => section === title)] as const);

  test("has only blocks that are checked", () => {
    expect([...page.matchAll(/^ *```/gm)].length).toBe(2 * blocks.length);
    for (const { language, text } of blocks) expect(LANGUAGES, text).toContain(language);
  });

  test("has links that lead somewhere", () => {
    for (const link of linksOf(page)) {
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? name : normalize(join(dirname(name), path)).replaceAll("\\", "/");
      expect(existsSync(join(PACKAGE, target)), `${link} of ${name}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readPage(target)), `${link} of ${name}`).toContain(anchor);
    }
  });

  const code = blocks.filter(({ language }) => language === "ts" || language === "js");
  if (code.length > 0) test("has code that parses", () => {
    for (const { language, text } of code) expect(() => parseSource(text, `example.${language}`), text).not.toThrow();
  });

  const runnable = sections.filter(([, own]) => own.some(({ language, text }) => /^(?:sh|json|yaml)$/.test(language) || isConfig(language, text)));
  if (runnable.length > 0) test.each(runnable)("the commands and configs of “%s” do what it says", async (section, own) => {
    const files = filesOf(own);
    const starting = name === "docs/getting-started.md" ? STARTING[section] : undefined;
    const folder = starting ? docsProject({ ...starting, ...files }) : docsProject({ ...SHOP, ...files }, SHOP_BRANCH);
    const packed = packageFolder();
    let shown = "";
    for (const { language, text } of own) {
      if (language === "sh") shown = await runAll(commandsIn(text), folder, packed);
      if (language === "text" || language === "diff") expect(`${shown}\n`).toContain(text);
      if (language === "json") await runAll(commandsOf(JSON.parse(text)), folder, packed);
      if (language === "yaml") await runAll(commandsOf(parseYaml(text)), folder, packed);
      if (isConfig(language, text)) {
        const configured = docsProject({ ...SHOP, "eslint.config.mjs": text });
        await runAll(["npx eslint app"], configured, packed);
      }
    }
  });
});

function isConfig(language: string, text: string): boolean {
  return language === "js" && text.includes("eslint-plugin-audit-logging") && text.includes("export default");
}

test("every page is in the index of docs/README.md", () => {
  const linked = linksOf(readPage("docs/README.md")).map((link) => normalize(join("docs", link.split("#")[0]!)).replaceAll("\\", "/"));
  const pages = allPages().filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect([...new Set(linked)].filter((page) => page.startsWith("docs/")).sort()).toEqual(pages);
});

describe("docs/getting-started.md", () => {
  const page = readPage("docs/getting-started.md");
  test.each(Object.keys(STARTING))("shows the whole diff of %s", async (section) => {
    const blocks = blocksOf(page).filter((block) => block.section === section);
    expect(blocks.filter(({ language }) => language === "diff")).toHaveLength(1);
    const folder = docsProject({ ...STARTING[section], ...filesOf(blocks) });
    const packed = packageFolder();
    await runAll(["npx audit-logging init --yes", "git add --all", 'git commit --quiet --message "Set up"'], folder, packed);
    const { stdout } = (await runCommand("npx audit-logging fix --format patch", folder, packed))!;
    expect(stdout).toBe(blocks.find(({ language }) => language === "diff")!.text);
    await runAll(["npx audit-logging fix --write"], folder, packed);
    expect((await runCommand("npx audit-logging report --check", folder, packed))!.stdout).toContain("No findings.");
  });
});

describe("what the pages promise of the commands that they show", () => {
  test("suppressed findings pass in ESLint, and one more in the same file does not", async () => {
    const folder = docsProject(SHOP, SHOP_BRANCH);
    const packed = packageFolder();
    expect((await runCommand("npx eslint app", folder, packed))!.code).toBe(1);
    expect((await runCommand("npx eslint --suppress-all app", folder, packed))!.code).toBe(0);
    expect((await runCommand("npx eslint app", folder, packed))!.code).toBe(0);
    const login = "app/api/auth/login/route.ts";
    writeFileSync(join(folder, login), `${read(folder, login)}export async function PUT() {\n  return new Response("no", { status: 403 });\n}\n`);
    expect((await runCommand("npx eslint app", folder, packed))!.code).toBe(1);
  });

  test("lint-staged's way, with absolute paths behind the command, finds what is staged", async () => {
    const folder = docsProject(SHOP);
    const path = "app/api/orders/[id]/refund/route.ts";
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), SHOP_BRANCH[path]!);
    git(folder, "add", "--all");
    const [command] = commandsOf(JSON.parse(blocksOf(readPage("docs/ci.md")).find(({ section }) => section === "lint-staged")!.text));
    const result = (await runCommand(`${command} ${join(folder, path)} ${join(folder, "app/api/auth/login/route.ts")}`, folder, packageFolder()))!;
    expect(result.code).toBe(1);
    expect(result.stdout).toContain(`\n    ${path}:1  `);
    expect(result.stdout).not.toContain("login/route.ts:");
  });
});

describe("docs/report.md", () => {
  const page = readPage("docs/report.md");

  test("names every option of report", () => {
    const own = Object.entries<OptionSpec>(OPTIONS).filter(([, { commands }]) => commands?.includes("report"));
    for (const [option] of own) expect(page).toContain(`\`--${option}`);
  });

  test("names every format", () => {
    for (const format of COMMANDS.report.formats) expect(page).toContain(`| \`${format}\` |`);
  });

  test("has a row for each key of the JSON, and no other", async () => {
    const folder = docsProject({ ...SHOP, "app/api/broken.ts": "POST( {\n  catch 401" }, SHOP_BRANCH);
    const { stdout } = (await runCommand("npx audit-logging report --format json", folder, packageFolder()))!;
    const section = page.slice(page.indexOf("\n## The JSON\n"));
    const documented = [...section.matchAll(/^\| `(.+?)` \|/gm)].map(([, key]) => key!);
    expect(documented.toSorted()).toEqual([...keysOf(JSON.parse(stdout), "")].toSorted());
  });
});

/** Groups of the same four numbers as `coverage`. */
const COUNTS: ReadonlySet<string> = new Set(["byCategory", "guards"]);

/** `routes[].outcomes[].missing`; of groups of numbers only the first level. */
function keysOf(value: unknown, path: string): Set<string> {
  const keys = new Set<string>();
  if (Array.isArray(value)) for (const item of value) for (const key of keysOf(item, `${path}[]`)) keys.add(key);
  else if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const own = path === "" ? key : `${path}.${key}`;
      keys.add(own);
      if (!COUNTS.has(key)) for (const below of keysOf(inner, own)) keys.add(below);
    }
  }
  return keys;
}

describe("docs/agents.md", () => {
  test("an edit that leaves a denial unrecorded is sent back to the agent by the hook that is configured", async () => {
    const hook = blocksOf(readPage("docs/agents.md")).flatMap(({ language, text }) => (language === "json" ? commandsOf(JSON.parse(text)) : [])).find((command) => command.includes("audit-logging hook"));
    const folder = docsProject(SHOP);
    git(folder, "rm", "--quiet", "--cached", "app/api/auth/login/route.ts");
    git(folder, "commit", "--quiet", "--message", "not there yet");
    const result = await runCommand(hook!, folder, packageFolder(), EDIT);
    expect(result!.code).toBe(2);
    expect(result!.stderr).toContain("app/api/auth/login/route.ts:8 (no-silent-catch)");
  });

  // The stand-in for npx is a shell script.
  test.skipIf(process.platform === "win32").each([
    [1, JSON.stringify({ followup_message: "Repair it." })],
    [0, "{}"],
    [2, "{}"],
  ])("the hook for Cursor answers an exit code %d with %s", (code, answer) => {
    const script = blocksOf(readPage("docs/agents.md")).find(({ path }) => path === ".cursor/hooks/audit-logging.mjs")!;
    const folder = project({ "hook.mjs": script.text, "bin/npx": `#!/bin/sh\nprintf "Repair it."\nexit ${code}\n` });
    chmodSync(join(folder, "bin/npx"), 0o755);
    const path = [join(folder, "bin"), process.env["PATH"]].join(delimiter);
    expect(execFileSync(process.execPath, ["hook.mjs"], { cwd: folder, encoding: "utf8", env: { ...process.env, PATH: path } })).toBe(answer);
  });

  test("shows the block that init --agents writes", async () => {
    const folder = docsProject(SHOP);
    await runAll(["npx audit-logging init --yes --agents"], folder, packageFolder());
    const shown = blocksOf(readPage("docs/agents.md")).find(({ language }) => language === "md")!.text;
    expect(read(folder, "AGENTS.md")).toBe(shown);
  });
});
