/** A consumer's config compiles without a cast, whichever compiler, resolution and ESLint it is compiled with. */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { install, pack, project, run } from "./support.js";

let tarball: string;
beforeAll(async () => {
  tarball = (await pack()).path;
});

const CONFIGS = {
  // What every ESLint takes: an array.
  "array.ts": `import auditLogging from "eslint-plugin-audit-logging";
import type { Linter } from "eslint";
export default [...auditLogging.configs.recommended, ...auditLogging.configs.strict] satisfies Linter.Config[];
const name: string = auditLogging.meta.name;
export { name };
`,
  "plugin.ts": `import auditLogging from "eslint-plugin-audit-logging";
import type { ESLint, Linter } from "eslint";
export const plugin: ESLint.Plugin = auditLogging;
export default [
  { plugins: { "audit-logging": auditLogging }, rules: { "audit-logging/no-silent-catch": "warn" } },
] satisfies Linter.Config[];
`,
  "codemod.ts": `import addSecurityLog from "eslint-plugin-audit-logging/codemods/add-security-log";
export const text: string | undefined = addSecurityLog({ path: "app/route.ts", source: "" });
`,
  "define-config.ts": `import { defineConfig } from "eslint/config";
import auditLogging from "eslint-plugin-audit-logging";
export default defineConfig([
  auditLogging.configs.recommended,
  { extends: [auditLogging.configs.strict] },
  { files: ["src/**"], plugins: { "audit-logging": auditLogging }, extends: ["audit-logging/recommended"] },
]);
`,
  "typescript-eslint.ts": `import auditLogging from "eslint-plugin-audit-logging";
import tseslint from "typescript-eslint";
export default tseslint.config(tseslint.configs.recommended, auditLogging.configs.recommended, {
  extends: [auditLogging.configs.strict],
});
`,
  "require.cts": `import auditLogging = require("eslint-plugin-audit-logging");
export const names: string[] = auditLogging.configs.recommended.map((config) => config.name ?? "");
`,
};

type Config = keyof typeof CONFIGS;

const EVERYWHERE: readonly Config[] = ["array.ts", "plugin.ts", "codemod.ts", "require.cts"];

const COMPILERS = ["5.9", "6.0", "7.0"];

const NEWEST = "~10.15.0";

interface Consumer {
  readonly eslint: string;
  readonly configs: readonly Config[];
}

const CONSUMERS: readonly Consumer[] = [
  { eslint: "9.15.0", configs: EVERYWHERE },
  { eslint: "~9.39.0", configs: [...EVERYWHERE, "define-config.ts"] },
  { eslint: NEWEST, configs: [...EVERYWHERE, "define-config.ts"] },
];

describe.for(CONSUMERS)("ESLint $eslint", ({ eslint, configs }) => {
  let folder: string;
  beforeAll(async () => {
    folder = project({ "package.json": `{ "private": true, "type": "module" }`, ...CONFIGS });
    const compilers = COMPILERS.map((version) => `typescript-${version}@npm:typescript@~${version}.0`);
    await install(folder, tarball, `eslint@${eslint}`, "typescript-eslint@8", "@types/node@20", ...compilers);
  });

  const compile = (version: string, options: string, files: readonly Config[]) => {
    const compiler = join(folder, "node_modules", `typescript-${version}`, "bin", "tsc");
    const always = ["--noEmit", "--strict", "--target", "es2022", "--types", "node"];
    return run(folder, process.execPath, compiler, ...always, ...options.split(" "), ...files);
  };
  const clean = { code: 0, stdout: "", stderr: "" };

  test.for(COMPILERS)("TypeScript %s, as a module of Node.js", async (version) => {
    expect(await compile(version, "--module nodenext --skipLibCheck false", configs)).toEqual(clean);
  });

  // How a module is found does not depend on ESLint, so once is enough.
  test.runIf(eslint === NEWEST).for(COMPILERS)("TypeScript %s, through a bundler", async (version) => {
    const modules = configs.filter((config) => config.endsWith(".ts"));
    expect(await compile(version, "--module esnext --moduleResolution bundler --skipLibCheck false", modules)).toEqual(clean);
  });

  // Its types are by far the most to compile, and not ours to check; it supports no TypeScript 7.
  test.runIf(eslint === NEWEST)("typescript-eslint's config()", async () => {
    expect(await compile("6.0", "--module nodenext --skipLibCheck true", ["typescript-eslint.ts"])).toEqual(clean);
  });
});
