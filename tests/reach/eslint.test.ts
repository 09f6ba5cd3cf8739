/** What ESLint does with the findings, beside reporting them: suppressions, cache, threads. docs/eslint.md says how. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { installPrograms, runScript, writeFiles, type Ended, type Installed } from "./installed.js";
import { ESLINT_CONFIG, LOGIN, LOGIN_PATH, LOGIN_RULES } from "./login.js";

let programs: Installed;
beforeAll(async () => {
  programs = await installPrograms();
});

const FILES = { "eslint.config.js": ESLINT_CONFIG, [LOGIN_PATH]: LOGIN };

const eslint = (folder: string, ...words: string[]): Promise<Ended> => runScript(folder, programs.program("eslint/bin/eslint.js"), ...words);

/** Runs a command as the page gives it, which has to be there. */
const PAGE = readFileSync(join(import.meta.dirname, "../../docs/eslint.md"), "utf8");
async function asOnThePage(folder: string, command: string): Promise<Ended> {
  expect(PAGE.split("\n")).toContain(command);
  const [npx, program, ...words] = command.replace(/\s+#.*/, "").split(" ");
  expect([npx, program]).toEqual(["npx", "eslint"]);
  return eslint(folder, ...words);
}

function rulesIn({ stdout }: Ended): string[] {
  const files = JSON.parse(stdout) as { messages: { ruleId: string }[] }[];
  return files.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

describe("a baseline of suppressions", () => {
  test("what was there passes, and is counted by rule", async () => {
    const folder = programs.project(FILES);
    expect((await eslint(folder, ".")).code).toBe(1);

    expect(await asOnThePage(folder, "npx eslint . --suppress-all")).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(join(folder, "eslint-suppressions.json"), "utf8"))).toEqual({
      [LOGIN_PATH]: Object.fromEntries(LOGIN_RULES.map((rule) => [rule, { count: 1 }])),
    });
    expect(await eslint(folder, ".")).toMatchObject({ code: 0, stdout: "" });
  });

  test("what is new fails", async () => {
    const folder = programs.project(FILES);
    await eslint(folder, ".", "--suppress-all");
    writeFiles(folder, { "app/api/auth/reset/route.ts": LOGIN });
    const ended = await eslint(folder, ".", "--format", "json");
    expect([ended.code, rulesIn(ended)]).toEqual([1, LOGIN_RULES]);
  });

  test("one more of the same rule in the same file fails, and shows all of that rule", async () => {
    const folder = programs.project(FILES);
    await eslint(folder, ".", "--suppress-all");
    writeFileSync(join(folder, LOGIN_PATH), `${LOGIN}\nexport const refresh = () => fetch("/").catch(() => {});\n`);
    const ended = await eslint(folder, ".", "--format", "json");
    expect([ended.code, rulesIn(ended)]).toEqual([1, ["audit-logging/no-silent-catch", "audit-logging/no-silent-catch"]]);
  });

  test("one rule alone can be suppressed", async () => {
    const folder = programs.project(FILES);
    const ended = await asOnThePage(folder, "npx eslint . --suppress-rule audit-logging/no-silent-catch");
    expect(ended).toMatchObject({ code: 1 });
    expect(rulesIn(await eslint(folder, ".", "--format", "json"))).toEqual(LOGIN_RULES.filter((rule) => !rule.endsWith("no-silent-catch")));
  });

  test("what is repaired makes its suppression unused, which fails until it is pruned", async () => {
    const folder = programs.project(FILES);
    await eslint(folder, ".", "--suppress-all");
    writeFileSync(join(folder, LOGIN_PATH), LOGIN.replace("(error) {\n", '(error) {\n    logger.error("login failed", { error });\n'));
    const unused = await eslint(folder, ".");
    expect(unused.code).toBe(2);
    expect(unused.stderr).toContain("There are suppressions left that do not occur anymore");

    expect(await asOnThePage(folder, "npx eslint . --pass-on-unpruned-suppressions")).toMatchObject({ code: 0 });
    expect(await asOnThePage(folder, "npx eslint . --prune-suppressions")).toMatchObject({ code: 0 });
    const left = JSON.parse(readFileSync(join(folder, "eslint-suppressions.json"), "utf8")) as Record<string, object>;
    expect(Object.keys(left[LOGIN_PATH]!)).not.toContain("audit-logging/no-silent-catch");
    expect((await eslint(folder, ".")).code).toBe(0);
  });
});

describe("cache and threads", () => {
  /** Several files, so that there is something to keep and to share out. */
  const many = Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`app/api/auth/login${index}/route.ts`, LOGIN]));

  test("the same findings from the cache, by content, and after a change", async () => {
    const folder = programs.project({ ...FILES, ...many });
    const command = "npx eslint . --cache --cache-strategy content";
    const json = async () => rulesIn(await asOnThePageInJson(folder, command));
    const plain = rulesIn(await eslint(folder, ".", "--format", "json"));
    expect(await json()).toEqual(plain);
    expect(await json()).toEqual(plain);

    writeFileSync(join(folder, LOGIN_PATH), "export {};\n");
    const changed = rulesIn(await eslint(folder, ".", "--format", "json"));
    expect(changed.length).toBeLessThan(plain.length);
    expect(await json()).toEqual(changed);
  });

  test("the same findings in two threads", async () => {
    const folder = programs.project({ ...FILES, ...many });
    const { code, stdout } = await eslint(folder, ".", "--format", "json");
    expect(rulesIn({ code, stdout, stderr: "" }).length).toBe(7 * LOGIN_RULES.length);
    expect(await asOnThePageInJson(folder, "npx eslint . --concurrency 2")).toMatchObject({ code, stdout });
  });

  const asOnThePageInJson = (folder: string, command: string) => {
    expect(PAGE.split("\n")).toContain(command);
    return eslint(folder, ...command.split(" ").slice(2), "--format", "json");
  };
});
