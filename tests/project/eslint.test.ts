import { join } from "node:path";
import * as typescriptParser from "@typescript-eslint/parser";
import { ESLint } from "eslint";
import { describe, expect, test } from "vitest";
import * as codemods from "../../codemods/run-codemods.js";
import { NO_ESLINT, run } from "../cli/support.js";
import plugin from "../../src/index.js";
import { projectAt } from "../../src/project/project.js";
import { readSettings } from "../../src/settings.js";
import { folderOf, projectOf } from "./support.js";

const ROUTE = `import { deny } from "@/lib/deny";

export async function POST(request: Request) {
  if (!request.headers.has("x-user")) return deny("Unauthorized");
  return Response.json({});
}
`;

const FILES = {
  "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
  "src/lib/deny.ts": "export const deny = (text: string) => Response.json({ text }, { status: 401 });\n",
  "app/api/things/route.ts": ROUTE,
};

async function lint(root: string, project: boolean): Promise<string[]> {
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ["**/*.ts"],
        languageOptions: { parser: typescriptParser as never },
        plugins: { "audit-logging": plugin as never },
        rules: { "audit-logging/log-on-4xx": "error" },
        settings: { "audit-logging": { project } },
      },
    ],
  });
  const [result] = await eslint.lintFiles([join(root, "app/api/things/route.ts")]);
  return result!.messages.map(({ message }) => message);
}

const MESSAGE = "POST /api/things answers 401 and keeps nothing; record the denial (actor, route, outcome, reason) before this exit.";

describe("in ESLint", () => {
  test("the setting brings what other files say", async () => {
    const root = folderOf(FILES);
    expect(await lint(root, true)).toEqual([MESSAGE]);
  });

  test("without it a file is looked at by itself", async () => {
    const root = folderOf(FILES);
    expect(await lint(root, false)).toEqual([]);
  });

  test("a change of the other file is seen by the next look", async () => {
    const { root, write } = projectOf(FILES);
    expect(await lint(root, true)).toEqual([MESSAGE]);
    write("src/lib/deny.ts", 'import { logger } from "./logger";\nexport const deny = (text: string) => { logger.warn({ text }); return Response.json({ text }, { status: 401 }); };\n');
    expect(await lint(root, true)).toEqual([]);
  });
});

test("the command line asks other files without being told to", async () => {
  const root = folderOf({ ...FILES, ...NO_ESLINT });
  const { code, stdout } = await run(root, ["fix"], { loadCodemods: async () => codemods });
  expect(code).toBe(0);
  expect(stdout).toContain('+    securityLog.warn("access.check"');
});

test("a codemod repairs what the rule finds with the project, and nothing remains", () => {
  const root = folderOf(FILES);
  const settings = readSettings(undefined);
  const project = projectAt(root, settings);
  const change = codemods.runCodemods(ROUTE, "app/api/things/route.ts", settings, new Set(["log-on-4xx"]), {}, project);
  expect(change).toMatchObject({ status: "changed", skipped: [] });
  expect(change.text).toContain('securityLog.warn("access.check"');
  expect(codemods.runCodemods(change.text, "app/api/things/route.ts", settings, new Set(["log-on-4xx"]), {}, project).status).toBe("unchanged");
  expect(codemods.runCodemods(ROUTE, "app/api/things/route.ts", settings, new Set(["log-on-4xx"])).status).toBe("unchanged");
});
