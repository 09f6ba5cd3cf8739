/** The real jscodeshift runs the transforms over real files, in each way that it can be called. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CODEMODS, runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";
import { APP_SETTINGS, APPS_FOLDER, sourcesOf } from "../support/apps.js";
import { FIXTURES } from "../support/codemod-fixtures.js";
import { installBuild } from "../support/installed.js";

const BIN = join(import.meta.dirname, "../../node_modules/jscodeshift/bin/jscodeshift.js");
const APP = "express-shop";

let folder = "";
beforeAll(() => {
  folder = installBuild();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const project = (): string => join(folder, "project");

beforeEach(() => rmSync(project(), { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project(), path)), { recursive: true });
  writeFileSync(join(project(), path), text);
}

function jscodeshift(codemod: string, ...options: readonly string[]): string {
  const transform = join(folder, "node_modules/eslint-plugin-audit-logging/dist/codemods", `${codemod}.js`);
  return execFileSync(process.execPath, [BIN, "-t", transform, "--extensions=ts,tsx,js,mjs,cjs", "--cpus=2", ...options, "."], {
    cwd: project(),
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1", BABEL_DISABLE_CACHE: "1" },
  });
}

describe.each([
  ["compiling what it loads", []],
  ["compiling what it loads, in one process", ["--run-in-band"]],
  ["with --no-babel", ["--no-babel"]],
  ["with --no-babel, in one process", ["--no-babel", "--run-in-band"]],
] as const)("%s", (_label, mode) => {
  test.each(["ts", "tsx"])("--parser=%s writes what the command line writes", (parser) => {
    const settings = APP_SETTINGS[APP]!;
    cpSync(join(APPS_FOLDER, APP, "src"), join(project(), "src"), { recursive: true });
    const files = sourcesOf(APP).filter((path) => path.startsWith("src/"));
    const output = jscodeshift("add-security-log", `--parser=${parser}`, `--settings=${JSON.stringify(settings)}`, ...mode);
    expect(output).toMatch(/^0 errors$/m);
    for (const path of files) {
      const before = readFileSync(join(APPS_FOLDER, APP, path), "utf8");
      const { text } = runCodemods(before, path, readSettings(settings), new Set(["add-security-log"]));
      expect(readFileSync(join(project(), path), "utf8"), path).toBe(text);
    }
  });
});

test.each(CODEMODS.map(({ name }) => name))("%s keeps each fixture's byte order mark and line ends", (codemod) => {
  const wanted = new Map<string, string>();
  for (const { codemod: other, settings, name, path, input } of FIXTURES) {
    if (other !== codemod || settings !== undefined) continue;
    const place = `${name}/${path}`;
    write(place, input);
    wanted.set(place, runCodemods(input, place, readSettings(undefined), new Set([codemod])).text);
  }
  expect(jscodeshift(codemod, "--parser=tsx")).toMatch(/^0 errors$/m);
  for (const [place, text] of wanted) expect(readFileSync(join(project(), place), "utf8"), place).toBe(text);
});

describe("settings on the command line", () => {
  const path = "src/routes/reports.js";
  const text =
    'const router = require("express").Router();\nrouter.get("/a", (req, res) => res.sendStatus(403));\nmodule.exports = router;\n';

  beforeEach(() => write(path, text));

  test("are taken as JSON", () => {
    jscodeshift("add-security-log", '--settings={"emitter":{"import":"./src/audit","name":"audit","context":null}}');
    expect(readFileSync(join(project(), path), "utf8")).toContain('const { audit } = require("../audit");');
  });

  test("may be left out", () => {
    jscodeshift("add-security-log");
    expect(readFileSync(join(project(), path), "utf8")).toContain('require("@/lib/logging")');
  });

  test.each([
    ["an unknown key", '{"emiter":{}}', 'has no key "emiter"'],
    ["no JSON", "{emitter", "--settings must be JSON"],
    ["a value of the wrong shape", '{"emitter":{"style":"loud"}}', 'emitter.style must be one of "method", "call", "object"'],
    ["no object", "3", "must be an object"],
  ])("%s is each file's error, and nothing is written", (_label, settings, message) => {
    const output = jscodeshift("add-security-log", "--no-babel", `--settings=${settings}`);
    expect(output).toContain(message);
    expect(output).toMatch(/^1 errors$/m);
    expect(readFileSync(join(project(), path), "utf8")).toBe(text);
  });

  test("--root says from where routes are read", () => {
    write(
      "apps/web/app/api/reports/route.ts",
      'export async function GET() {\n  return new Response("Forbidden", { status: 403 });\n}\n',
    );
    jscodeshift("add-security-log", `--root=${join(project(), "apps/web")}`);
    expect(readFileSync(join(project(), "apps/web/app/api/reports/route.ts"), "utf8")).toContain('route: "GET /api/reports"');
  });
});

test("a file that does not parse is an error, and is left alone", () => {
  const text =
    'import { Router } from "express";\nexport const router = Router();\nrouter.get("/a", (req, res) => res.sendStatus(403);\n';
  write("src/routes/broken.ts", text);
  expect(jscodeshift("add-security-log", "--parser=ts")).toMatch(/broken\.ts does not parse: line 3/);
  expect(readFileSync(join(project(), "src/routes/broken.ts"), "utf8")).toBe(text);
});
