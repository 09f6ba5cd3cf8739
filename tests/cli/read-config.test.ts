import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSettings } from "../../src/cli/read-config.js";
import { installEslint, NO_ESLINT, project, read, run, stubCodemods } from "./support.js";

/** The name of the emitter in the text that would be written: it tells which settings were read. */
function emitters(stdout: string): string[] {
  return [...stdout.matchAll(/^\+(\w+)\(\);/gm)].map(([, name]) => name!);
}

const config = (name: string, rest = "{}") =>
  `export default [{ settings: { "audit-logging": { emitter: { name: "${name}" } } } }, ${rest}];\n`;

test("without a config the defaults hold, and no ESLint is needed", async () => {
  const { code, stdout, stderr } = await run(project({ "a.ts": "FIX\n" }), ["fix"]);
  expect({ code, emitters: emitters(stdout), stderr }).toEqual({ code: 0, emitters: ["securityLog"], stderr: "" });
});

test("the project's ESLint config gives the settings, of TypeScript files too where it speaks of JavaScript alone", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.js": "FIX\n", "eslint.config.mjs": config("fromEslint") });
  installEslint(folder);
  const { code, stdout, stderr } = await run(folder, ["fix"]);
  expect({ code, emitters: emitters(stdout), stderr }).toEqual({ code: 0, emitters: ["fromEslint", "fromEslint"], stderr: "" });
});

test("each file gets the settings that hold for it", async () => {
  const block = '{ files: ["admin/*.ts"], settings: { "audit-logging": { emitter: { name: "adminLog" } } } }';
  const folder = project({ "admin/a.ts": "FIX\n", "admin/b.js": "FIX\n", "eslint.config.mjs": config("fromEslint", block) });
  installEslint(folder);
  expect(emitters((await run(folder, ["fix"])).stdout)).toEqual(["adminLog", "fromEslint"]);
});

test("a config above the root is found, and one below it holds for its folder", async () => {
  const folder = project({
    "eslint.config.mjs": config("outer"),
    "packages/a/x.ts": "FIX\n",
    "packages/b/eslint.config.mjs": config("inner"),
    "packages/b/y.ts": "FIX\n",
  });
  installEslint(folder);
  expect(emitters((await run(join(folder, "packages"), ["fix"])).stdout)).toEqual(["outer", "inner"]);
});

test("a module that the settings name counts from the folder of their config, wherever the command runs", async () => {
  const named = (path: string) => `export default [{ settings: { "audit-logging": { emitter: { import: "${path}" } } } }];\n`;
  const folder = project({
    "eslint.config.mjs": named("./packages/api/src/lib/logging"),
    "packages/api/src/routes/x.ts": "FIX\n",
    "packages/web/eslint.config.mjs": named("./src/log"),
    "packages/web/src/y.ts": "FIX\n",
  });
  installEslint(folder);
  const [api, web] = ["packages/api/src/routes/x.ts", "packages/web/src/y.ts"].map((path) => join(folder, path));
  const module = async (root: string, file: string) => {
    const answer = await (await openSettings(undefined, root, root, () => undefined))(file);
    return "settings" in answer && answer.settings.emitter.import;
  };
  expect([await module(folder, api!), await module(folder, web!)]).toEqual(["./packages/api/src/lib/logging", "./packages/web/src/log"]);
  expect(await module(join(folder, "packages/api"), api!)).toBe("./src/lib/logging");
  expect(await module(join(folder, "packages/web"), web!)).toBe("./src/log");
});

test("a module that is a package, an alias or outside of the root is named as the settings name it", async () => {
  const root = (path: string) => project({ "eslint.config.mjs": `export default [{ settings: { "audit-logging": { emitter: { import: "${path}" } } } }];\n`, "app/x.ts": "FIX\n" });
  for (const path of ["@acme/audit", "@/lib/logging", "./other/logging"]) {
    const folder = root(path);
    installEslint(folder);
    const answer = await (await openSettings(undefined, join(folder, "app"), folder, () => undefined))(join(folder, "app/x.ts"));
    expect("settings" in answer && answer.settings.emitter.import).toBe(path);
  }
});

test("a file that the ESLint config ignores is skipped, as no rule reports there", async () => {
  const folder = project({
    "a.ts": "FIX\n",
    "legacy/b.ts": "FIX\n",
    "eslint.config.mjs": config("fromEslint", '{ ignores: ["legacy/**"] }'),
  });
  installEslint(folder);
  expect((await run(folder, ["fix", "--format", "patch"])).stderr).toBe(`Skipped (1):
  legacy/b.ts: ignored by eslint.config.mjs
1 edit: log-silent-catch 1.
Scanned 3 files: 1 would change, 1 unchanged, 1 skipped, 0 failed.
Nothing is written yet: add --write.
`);
});

test("a file that the ESLint config ignores is not told of where there is nothing to repair", async () => {
  const folder = project({
    "a.ts": "FIX\n",
    "legacy/b.ts": "fine\n",
    "eslint.config.mjs": config("fromEslint", '{ ignores: ["legacy/**"] }'),
  });
  installEslint(folder);
  expect((await run(folder, ["fix", "--quiet"])).stdout).toBe(
    "Scanned 3 files: 1 would change, 2 unchanged, 0 skipped, 0 failed.\n",
  );
});

test("where ESLint is not installed its config is not read, and that is said once", async () => {
  const folder = project({ ...NO_ESLINT, "a.ts": "FIX\n", "b.ts": "FIX\n", "eslint.config.mjs": config("fromEslint") });
  const { code, stdout, stderr } = await run(folder, ["fix"]);
  expect({ code, emitters: emitters(stdout), stderr }).toEqual({
    code: 0,
    emitters: ["securityLog", "securityLog"],
    stderr:
      "Warning: eslint.config.mjs is not read, because ESLint is not installed there; default settings are used. " +
      "Install it, or give --config <file>.\n",
  });
});

test("where ESLint is not installed nothing is written against the settings of its config", async () => {
  const folder = project({ ...NO_ESLINT, "a.ts": "FIX\n", "eslint.config.mjs": config("fromEslint") });
  expect(await run(folder, ["fix", "--write"])).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "audit-logging: eslint.config.mjs is not read, because ESLint is not installed there, and it has settings for what is to be " +
      "written. Install it, or give --config <file>.\n",
  });
  expect(read(folder, "a.ts")).toBe("FIX\n");
});

test("a config that says nothing of audit logging does not keep anything from being written", async () => {
  const folder = project({ ...NO_ESLINT, "a.ts": "FIX\n", "eslint.config.mjs": "export default [];\n" });
  expect((await run(folder, ["fix", "--write"])).code).toBe(0);
  expect(read(folder, "a.ts")).toBe("securityLog();\nFIX\n");
});

test("an ESLint that is too old is told of", async () => {
  const folder = project({
    "a.ts": "FIX\n",
    "eslint.config.mjs": config("fromEslint"),
    "node_modules/eslint/package.json": '{ "name": "eslint", "main": "api.js" }',
    "node_modules/eslint/api.js": "exports.ESLint = class { static version = '8.57.1' };\n",
  });
  expect(await run(folder, ["fix"])).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "audit-logging: eslint.config.mjs cannot be read: ESLint in <root>/node_modules/eslint/api.js cannot be used: " +
      "it is version 8.57.1, and 9.15 or newer is needed. Mend it, or give the settings with --config <file>.\n",
  });
});

test("an ESLint that knows of no config for a file leaves it the defaults", async () => {
  const missing = 'Object.assign(new Error("Could not find config file."), { messageTemplate: "config-file-missing" })';
  const folder = project({
    "packages/a/x.ts": "FIX\n",
    "packages/a/eslint.config.mjs": config("inner"),
    "node_modules/eslint/package.json": '{ "name": "eslint", "main": "api.js" }',
    "node_modules/eslint/api.js": `exports.ESLint = class { static version = "9.20.0"; async calculateConfigForFile() { throw ${missing}; } };\n`,
  });
  const { code, stdout } = await run(folder, ["fix"]);
  expect({ code, emitters: emitters(stdout) }).toEqual({ code: 0, emitters: ["securityLog"] });
});

const brokenConfigs: Record<string, [text: string, message: string]> = {
  "a config that throws": ['throw new Error("no such plugin\\nat line 3");\n', "cannot be read: no such plugin."],
  "a config that is no JavaScript": ["export default [;\n", "cannot be read: Unexpected token ';'."],
  "a config that ESLint refuses": [
    "export default [{ nonsense: true }];\n",
    'cannot be read: Config (unnamed): Unexpected key "nonsense" found.',
  ],
  "options that a rule does not take": [
    'export default [{ rules: { "no-empty": ["error", { nonsense: true }] } }];\n',
    'cannot be read: Key "rules": Key "no-empty": Value {"allowEmptyCatch":false,"nonsense":true} should NOT have additional ' +
      'properties. Unexpected property "nonsense". Expected properties: "allowEmptyCatch".',
  ],
  "a config that throws nothing that could tell": ["throw null;\n", "cannot be read: null."],
};

for (const [what, [text, message]] of Object.entries(brokenConfigs)) {
  test(`${what} ends the run, and its name, fault and way out are told`, async () => {
    const folder = project({ "a.ts": "FIX\n", "eslint.config.mjs": text });
    installEslint(folder);
    expect(await run(folder, ["fix", "--write"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `audit-logging: eslint.config.mjs ${message} Mend it, or give the settings with --config <file>.\n`,
    });
  });
}

test("a config whose imports are not installed yet is to be followed by an installation", async () => {
  const folder = project({ "a.ts": "FIX\n", "eslint.config.mjs": 'import parser from "@typescript-eslint/parser";\nexport default [parser];\n' });
  installEslint(folder);
  expect((await run(folder, ["report"])).stderr).toMatch(
    /^audit-logging: eslint\.config\.mjs cannot be read: Cannot find package '@typescript-eslint\/parser' imported from .*\. Install it, or give the settings with --config <file>\.\n$/,
  );
});

test("a file of the project's own that a config misses is no package to install", async () => {
  const folder = project({ "a.ts": "FIX\n", "eslint.config.mjs": 'import rules from "./rules.mjs";\nexport default [rules];\n' });
  installEslint(folder);
  expect((await run(folder, ["report"])).stderr).toMatch(/Cannot find module .*rules\.mjs.* Mend it, or give/);
});

test("the stack of a broken config is printed with --debug", async () => {
  const folder = project({ "a.ts": "FIX\n", "eslint.config.mjs": 'throw new Error("no such plugin");\n' });
  installEslint(folder);
  expect((await run(folder, ["fix", "--debug"])).stderr).toMatch(/\nError: no such plugin\n {4}at file:.*eslint\.config\.mjs/);
});

test("settings in the ESLint config that are wrong name the config and the key", async () => {
  const folder = project({
    "a.ts": "FIX\n",
    "eslint.config.mjs": 'export default [{ settings: { "audit-logging": { emiter: {} } } }];\n',
  });
  installEslint(folder);
  const { code, stderr } = await run(folder, ["fix"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^audit-logging: eslint\.config\.mjs: settings\["audit-logging"\] has no key "emiter"; it takes emitter, .+\.\n$/,
  );
});

test("--config takes a JSON file with the settings, and asks no ESLint", async () => {
  const folder = project({
    "a.ts": "FIX\n",
    "audit.json": '\uFEFF{ "emitter": { "name": "fromJson" } }',
    "eslint.config.mjs": 'throw new Error("it was loaded");\n',
  });
  expect(emitters((await run(folder, ["fix", "--config", "audit.json"])).stdout)).toEqual(["fromJson"]);
});

test("--config takes an ESLint config of any name, instead of the project's own", async () => {
  const folder = project({ "a.ts": "FIX\n", "audit.config.mjs": config("given"), "eslint.config.mjs": config("own") });
  installEslint(folder);
  expect(emitters((await run(folder, ["fix", "--config", "audit.config.mjs"])).stdout)).toEqual(["given"]);
});

test("--config counts from the current folder", async () => {
  const folder = project({ "audit.json": '{ "emitter": { "name": "fromJson" } }', "sub/a.ts": "FIX\n" });
  expect(emitters((await run(folder, ["fix", "--root", "sub", "--config", "audit.json"])).stdout)).toEqual(["fromJson"]);
});

const EXPECTED = 'A JSON object was expected: the one that stands below settings["audit-logging"] in an ESLint config.';

const wrongConfigs: Record<string, [file: string, text: string | undefined, message: RegExp | string]> = {
  "is not there": [
    "a.json",
    undefined,
    "--config a.json: there is no file <root>/a.json. Give an ESLint flat config, or a JSON file.",
  ],
  "is neither": [
    "a.yaml",
    "emitter: x\n",
    "--config a.yaml: an ESLint flat config (.js, .mjs, .cjs, .ts, .mts, .cts) or a .json file was expected.",
  ],
  "is no JSON": ["a.json", "{ emitter", /^--config a\.json: .+ in JSON at position 2.*\. A JSON object was expected: /],
  "is JSON and no object": ["a.json", "[1]", `--config a.json holds [1]. ${EXPECTED}`],
  "is JSON and null": ["a.json", "null", `--config a.json holds null. ${EXPECTED}`],
  "holds wrong settings": [
    "a.json",
    '{ "secretWords": "pin" }',
    '--config a.json: settings["audit-logging"].secretWords must be an array of strings, but is "pin".',
  ],
  "is an ESLint config, without ESLint": [
    "a.mjs",
    "export default [];\n",
    "--config a.mjs needs ESLint, which is not installed in <root>. Install it, or give a JSON file.",
  ],
};

for (const [what, [file, text, message]] of Object.entries(wrongConfigs)) {
  test(`a --config that ${what} is an error, even when no file would ask for it`, async () => {
    const folder = project({ ...NO_ESLINT, "src/x.ts": "fine\n", ...(text !== undefined && { [file]: text }) });
    const { code, stdout, stderr } = await run(folder, ["fix", "--config", file]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const told = stderr.replace(/^audit-logging: /, "").trimEnd();
    if (typeof message === "string") expect(told).toBe(message);
    else expect(told).toMatch(message);
  });
}

test("a --config that is a folder is an error", async () => {
  const folder = project({ "a.ts": "fine\n" });
  mkdirSync(join(folder, "conf.json"));
  expect((await run(folder, ["fix", "--config", "conf.json"])).stderr).toBe(
    "audit-logging: --config conf.json: there is no file <root>/conf.json. Give an ESLint flat config, or a JSON file.\n",
  );
});

test("a --config with a broken ESLint config is an error, even when no file would ask for it", async () => {
  const folder = project({ "a.ts": "fine\n", "audit.config.mjs": 'throw new Error("no such plugin");\n' });
  installEslint(folder);
  expect((await run(folder, ["fix", "--config", "audit.config.mjs"])).stderr).toBe(
    "audit-logging: audit.config.mjs cannot be read: no such plugin. Mend it, or give the settings with --config <file>.\n",
  );
});

test("a rule that the ESLint config turns off is not repaired, and options of the others hold", async () => {
  const folder = project({
    "a.ts": "FIX\n",
    "eslint.config.mjs": `const rule = { meta: { schema: false }, create: () => ({}) };
const plugin = { rules: { "no-silent-catch": rule, "log-on-4xx": rule, "no-secret-in-log": rule } };
export default [{
  plugins: { "audit-logging": plugin },
  rules: {
    "audit-logging/no-silent-catch": "off",
    "audit-logging/log-on-4xx": ["warn", { statuses: "4xx" }],
    "audit-logging/no-secret-in-log": "error",
    "no-console": ["error", { allow: ["warn"] }],
  },
}];
`,
  });
  installEslint(folder);
  const choices: unknown[] = [];
  const loadCodemods = async () => ({
    ...stubCodemods,
    runCodemods: (...args: Parameters<typeof stubCodemods.runCodemods>) => {
      if (args[1] === "a.ts") choices.push(args[4]);
      return stubCodemods.runCodemods(...args);
    },
  });
  await run(folder, ["fix"], { loadCodemods });
  expect(choices).toEqual([{ "no-silent-catch": false, "log-on-4xx": { statuses: "4xx" } }]);
});
