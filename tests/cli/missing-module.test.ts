import { expect, test } from "vitest";
import * as codemods from "../../codemods/run-codemods.js";
import { NO_ESLINT, project, run } from "./support.js";

const loadCodemods = async () => codemods;
const LOGIN = 'export const POST = () => new Response("no", { status: 401 });\n';
const ROUTES = { ...NO_ESLINT, "app/api/auth/login/route.ts": LOGIN, "app/api/auth/token/route.ts": LOGIN };
const ALIAS = { "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }' };
const LOGGER = "export const securityLog = { info() {}, warn() {}, error() {} };\nexport const requestContext = () => ({});\n";

const warnings = async (files: Record<string, string>, ...argv: string[]) => (await run(project({ ...ROUTES, ...files }), ["fix", ...argv], { loadCodemods })).stderr;

test("an import that would lead nowhere is told of, once for all files, and before anything is written", async () => {
  const expected =
    "Warning: app/api/auth/login/route.ts is to import @/lib/logging, which is not there. `audit-logging init` writes a logger and the settings " +
    'that name it; or name your own with the setting "emitter".\n';
  expect(await warnings({})).toBe(expected);
  expect(await warnings(ALIAS)).toBe(expected);
  expect(await warnings({}, "--write", "--force")).toContain(expected);
  expect(await warnings({}, "--quiet")).toBe("");
});

test("a module that is there is not told of, by alias or by path", async () => {
  expect(await warnings({ ...ALIAS, "lib/logging.ts": LOGGER })).toBe("");
  const settings = '{ "emitter": { "import": "./server/log" } }';
  expect(await warnings({ "server/log.ts": LOGGER, "audit.json": settings }, "--config", "audit.json")).toBe("");
  expect(await warnings({ "audit.json": settings }, "--config", "audit.json")).toContain("is to import ../../../../server/log, which is not there.");
});

test("a package is not looked for: it may be installed elsewhere", async () => {
  expect(await warnings({ "audit.json": '{ "emitter": { "import": "@acme/audit" } }' }, "--config", "audit.json")).toBe("");
});

test("a file that imports it already has been told by its own compiler", async () => {
  const there = `import { securityLog } from "@/lib/logging";\n${LOGIN}securityLog.info("start", {});\n`;
  expect(await warnings({ "app/api/auth/login/route.ts": there, "app/api/auth/token/route.ts": "" })).toBe("");
});
