/** The package in an empty project, under each ESLint that it says it supports. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { VERSION } from "../../src/version.js";
import { install, pack, project, run } from "./support.js";

let tarball: string;
beforeAll(async () => {
  tarball = (await pack()).path;
});

const SILENT_LOGIN = `export async function POST(req) {
  const { email, password } = await req.json();
  try {
    const user = await verifyCredentials(email, password);
    return Response.json({ token: await createSession(user) });
  } catch (error) {
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
}
`;

const FILES = {
  "package.json": `{ "private": true, "type": "module" }`,
  "eslint.config.js": `import auditLogging from "eslint-plugin-audit-logging";
export default [...auditLogging.configs.recommended];
`,
  "required.config.cjs": `module.exports = require("eslint-plugin-audit-logging").configs.recommended;
`,
  "app/api/auth/login/route.js": SILENT_LOGIN,
};

async function rulesThatReport(folder: string, ...words: string[]): Promise<string[]> {
  const eslint = join(folder, "node_modules/eslint/bin/eslint.js");
  const { code, stdout, stderr } = await run(folder, process.execPath, eslint, "--format", "json", ...words, "app");
  if (code !== 1) throw new Error(`ESLint ended with ${code}: ${stderr}${stdout}`);
  const files = JSON.parse(stdout) as { messages: { ruleId: string }[] }[];
  return [...new Set(files.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)))].sort();
}

const REPORTED = ["audit-logging/log-on-4xx", "audit-logging/no-silent-catch", "audit-logging/require-audit-on-sensitive-route"];

// TypeScript 7 has no API that a parser could use, so typescript-eslint refuses it; the plugin must not care.
const TYPESCRIPT = "typescript@7";

describe.for(["9.15.0", "~9.39.0", "~10.15.0"])("ESLint %s", (version) => {
  test("installs without a warning, lints, can be required, and has its binary", async () => {
    const folder = project(FILES);
    expect(await install(folder, tarball, `eslint@${version}`, TYPESCRIPT)).toEqual([]);

    expect(await rulesThatReport(folder)).toEqual(REPORTED);
    expect(await rulesThatReport(folder, "--config", "required.config.cjs")).toEqual(REPORTED);

    const script = `const plugin = require("eslint-plugin-audit-logging"); console.log(plugin.meta.version, typeof plugin.rules);`;
    expect(await run(folder, process.execPath, "--eval", script)).toEqual({ code: 0, stdout: `${VERSION} object\n`, stderr: "" });

    for (const name of ["audit-logging", "eslint-plugin-audit-logging"]) {
      expect(await run(folder, "npx", name, "--version")).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
    }
  });
});

test("the binary runs by either name without an installation", async () => {
  const folder = project();
  const package_ = ["--yes", "--prefer-offline", "--package", tarball];
  for (const name of ["audit-logging", "eslint-plugin-audit-logging"]) {
    expect(await run(folder, "npx", ...package_, name, "--version")).toMatchObject({ code: 0, stdout: `${VERSION}\n` });
  }
});

test("neither a compiler nor jscodeshift comes along", async () => {
  const folder = project({ "package.json": `{ "private": true }` });
  await install(folder, tarball, "eslint@~10.15.0");
  for (const name of ["typescript", "jscodeshift", "@typescript-eslint/utils", "@typescript-eslint/parser"]) {
    const { stdout } = await run(folder, "npm", "ls", name, "--all", "--parseable");
    expect(stdout.trim()).toBe("");
  }
});
