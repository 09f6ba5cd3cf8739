/** One command makes a rule, a framework or a codemod that is listed, documented, tested and within the walls. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { copy, node, tsc, vitest } from "./support.js";

let folder: string;
beforeAll(() => {
  folder = copy();
});

const done = { code: 0, output: expect.any(String) as string };
const read = (path: string) => readFileSync(join(folder, path), "utf8");

describe("new-rule, new-framework, new-codemod", () => {
  test("a rule is made", () => {
    expect(node(folder, "tools/new-rule.js", "no-quiet-logout")).toEqual(done);
    expect(read("rules/index.ts")).toContain(`import noQuietLogout from "./no-quiet-logout.js";`);
    expect(read("docs/rules/no-quiet-logout.md")).toContain("- In the presets `strict` (error)");
    expect(read("README.md")).toContain("| [no-quiet-logout](docs/rules/no-quiet-logout.md) |");
  });

  test("a framework is made", () => {
    expect(node(folder, "tools/new-framework.js", "tiny-http")).toEqual(done);
    expect(read("docs/frameworks.md")).toContain("## TinyHttp");
    expect(read("README.md")).toContain("| TinyHttp |");
  });

  test("a codemod is made", () => {
    expect(node(folder, "tools/new-codemod.js", "log-quiet-logout", "no-quiet-logout")).toEqual(done);
    expect(read("docs/codemods/log-quiet-logout.md")).toContain("Repairs the findings of [`no-quiet-logout`](../rules/no-quiet-logout.md)");
    const { exports } = JSON.parse(read("package.json")) as { exports: Record<string, unknown> };
    expect(Object.keys(exports)).toContain("./codemods/log-quiet-logout");
    expect(existsSync(join(folder, "dist/codemods/log-quiet-logout.js"))).toBe(true);
  });

  test("all three compile, their tests pass, and the house stands as before", () => {
    expect(tsc(folder)).toEqual(done);
    const house = ["tests/house/boundaries", "tests/house/lists"];
    expect(vitest(folder, "tests/rules/no-quiet-logout", "tests/frameworks/tiny-http", ...house)).toEqual(done);
    expect(vitest(folder, "tests/docs", "--testNamePattern", "no-quiet-logout")).toEqual(done);
    expect(node(folder, "tools/docs.js", "--check")).toEqual(done);
  });

  test("what is there is not written over", () => {
    const before = read("rules/no-quiet-logout.ts");
    const again = node(folder, "tools/new-rule.js", "no-quiet-logout");
    expect(again).toEqual({ code: 2, output: "rules/no-quiet-logout.ts is already there; nothing is written.\n" });
    expect(read("rules/no-quiet-logout.ts")).toBe(before);
  });

  test.for([
    [["tools/new-rule.js"], "A name is needed: npm run new-rule no-silent-logout\n"],
    [["tools/new-rule.js", "../x"], "../x is no name: lower case with dashes, as in npm run new-rule no-silent-logout\n"],
    [
      ["tools/new-codemod.js", "x"],
      "Which rules' findings does x repair? As in: npm run new-codemod close-open-catch no-silent-catch\n",
    ],
    [
      ["tools/new-codemod.js", "x", "no-such-rule"],
      "There is no rule no-such-rule: a codemod applies what a rule suggests, so the rule comes first.\n",
    ],
  ] as const)("%s is told what is missing", ([words, output]) => {
    expect(node(folder, ...words)).toEqual({ code: 2, output });
  });

  test("docs --check names what has drifted, and writes nothing", () => {
    const other = copy();
    const drifted = readFileSync(join(other, "package.json"), "utf8").replace(/"version": "[^"]+"/, `"version": "9.9.9"`);
    node(other, "--eval", `require("node:fs").writeFileSync("package.json", ${JSON.stringify(drifted)})`);
    const { code, output } = node(other, "tools/docs.js", "--check");
    expect(code).toBe(1);
    expect(output).toContain("  src/version.ts\n");
    expect(readFileSync(join(other, "src/version.ts"), "utf8")).not.toContain("9.9.9");
  });
});
