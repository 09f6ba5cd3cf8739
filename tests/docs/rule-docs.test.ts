import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { lint } from "../rules/lint.js";

const FOLDER = join(import.meta.dirname, "../../docs/rules");
const SECTIONS = ["Background", "Rule Details", "Options", "Limits", "When Not To Use It"];

interface Block {
  readonly title: string;
  readonly kind: "incorrect" | "correct";
  readonly path: string;
  readonly options: unknown;
  readonly code: string;
}

/** Code blocks below `<!-- incorrect: path { "option": … } -->`; path and options may be left out. */
function blocksOf(page: string): Block[] {
  const found = page.matchAll(/<!-- (incorrect|correct)(?:: (\S+))?(?: (\{.*\}))? -->\n```(?:ts|tsx|js)\n([\s\S]*?)```/g);
  return [...found].map(([, kind, path = "src/server.ts", options, code]) => ({
    title: `${kind}: ${code!.split("\n").find((line) => line.trim() !== "" && !line.startsWith("import"))}`,
    kind: kind as Block["kind"],
    path,
    options: options === undefined ? undefined : JSON.parse(options),
    code: code!,
  }));
}

describe.each(RULES.map(({ definition }) => [definition.name, definition] as const))("docs/rules/%s.md", (name, { docs, options, defaults, messages }) => {
  const page = readFileSync(join(FOLDER, `${name}.md`), "utf8");
  const blocks = blocksOf(page);

  test("begins with the rule's name and goes through the sections in order", () => {
    expect(page.split("\n")[0]).toMatch(new RegExp(`^# (?:audit-logging/)?${name}$`));
    expect([...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual(SECTIONS);
  });

  test("says which of its code blocks is right and which is wrong", () => {
    expect(blocks.length).toBe([...page.matchAll(/^```(?:ts|tsx|js)$/gm)].length);
    expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(["incorrect", "correct"]));
  });

  test.each(blocks)("$title", ({ kind, path, options: given, code }) => {
    const reports = lint(name, code, { path, options: given });
    if (kind === "correct") expect(reports.map(({ message }) => message)).toEqual([]);
    else expect(reports.length).toBeGreaterThan(0);
  });

  test("has a heading for each option, with its default below", () => {
    for (const option of Object.keys(options)) {
      const [, section = ""] = new RegExp(`^### \`${option}\`\\n([\\s\\S]*?)(?=^##|$(?![\\s\\S]))`, "m").exec(page) ?? [];
      const value = JSON.stringify((defaults as Record<string, unknown>)[option]).replaceAll(",", ", ");
      expect(section, option).toContain(`Default \`${value}\``);
    }
    const headings = [...page.matchAll(/^### `(.+)`$/gm)].map(([, option]) => option);
    expect(headings).toEqual(Object.keys(options));
  });

  test("speaks of each message by its id", () => {
    for (const message of Object.keys(messages)) expect(page).toContain(`\`${message}\``);
  });

  test("names the weaknesses and requirements that the rule speaks to", () => {
    for (const cwe of docs.cwe) expect(page).toContain(`CWE-${cwe}`);
    for (const requirement of docs.asvs) expect(page).toContain(requirement);
  });
});
