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
  { eslint: "~9.39.0", configs: [...EVERYWHERE, "define-config.ts", "typescript-eslint.ts"] },
  { eslint: NEWEST, configs: [...EVERYWHERE, "define-config.ts", "typescript-eslint.ts"] },
];

describe.for(CONSUMERS)("ESLint $eslint", ({ eslint, configs }) => {
  let folder: string;
  beforeAll(async () => {
    folder = project({ "package.json": `{ "private": true, "type": "module" }`, ...CONFIGS });
    const compilers = COMPILERS.map((version) => `typescript-${version}@npm:typescript@~${version}.0`);
    await install(folder, tarball, `eslint@${eslint}`, "typescript-eslint@8", "@types/node@20", ...compilers);
  });

  describe.for(COMPILERS)("TypeScript %s", (version) => {
    const compile = (module: string, files: readonly Config[]) => {
      const compiler = join(folder, "node_modules", `typescript-${version}`, "bin", "tsc");
      const options = ["--noEmit", "--strict", "--target", "es2022", "--types", "node", "--skipLibCheck", "false"];
      return run(folder, process.execPath, compiler, ...options, ...module.split(" "), ...files);
    };
    const clean = { code: 0, stdout: "", stderr: "" };

    test("as a module of Node.js", async () => {
      expect(await compile("--module nodenext", configs)).toEqual(clean);
    });

    // How a module is found does not depend on ESLint, so once is enough.
    test.runIf(eslint === NEWEST)("through a bundler", async () => {
      const modules = configs.filter((config) => config.endsWith(".ts"));
      expect(await compile("--module esnext --moduleResolution bundler", modules)).toEqual(clean);
    });
  });
});
