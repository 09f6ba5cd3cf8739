import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** The text of the first code block of a language behind a place in a page. */
function block(page: string, language: string): string {
  const match = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page);
  if (!match) throw new Error(`The page has no block of ${language}.`);
  return match[1]!;
}

describe("README.md", () => {
  const page = read("README.md");
  const before = block(page, "ts");
  const after = runCodemods(before, "app/api/auth/login/route.ts", readSettings(undefined)).text;

  it("shows the lines that the codemods insert into the silent login, and no others", () => {
    const shown = block(page, "diff").split("\n").filter((line) => line.startsWith("+")).map((line) => line.slice(1));
    const known = new Set(before.split("\n"));
    const inserted = after.split("\n").filter((line) => !known.has(line) && !line.startsWith("import "));
    expect(shown.filter((line) => !known.has(line))).toEqual(inserted);
  });

  it("shows the handler's own lines as they are", () => {
    const lines = before.split("\n");
    for (const line of block(page, "diff").split("\n")) if (line.startsWith(" ")) expect(lines).toContain(line.slice(1));
  });
});

describe("docs/settings.md", () => {
  it("gives settings that are read without complaint", () => {
    const objects = [...read("docs/settings.md").matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json!) as unknown);
    expect(objects).not.toEqual([]);
    for (const settings of objects) expect(() => readSettings(settings)).not.toThrow();
  });
});
