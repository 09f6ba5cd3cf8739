import { describe, expect, test } from "vitest";
import { addToEslintConfig, newEslintConfig } from "../../src/init/eslint-config.js";

const SETTINGS = { emitter: { import: "./src/lib/logging.js" } };

/** From what is there to what it becomes; the path is eslint.config.mjs unless the text is CommonJS. */
const cases: Record<string, [before: string, after: string, path?: string]> = {
  "a list gets the presets and the settings behind its last entry, and the import below the others": [
    `import js from "@eslint/js";

export default [
  js.configs.recommended,
  { rules: { "no-console": "error" } },
];
`,
    `import js from "@eslint/js";
import auditLogging from "eslint-plugin-audit-logging";

export default [
  js.configs.recommended,
  { rules: { "no-console": "error" } },
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
];
`,
  ],
  "the file's quotes, semicolons, indentation and line ends are kept": [
    "import js from '@eslint/js'\r\n\r\nexport default [\r\n\tjs.configs.recommended\r\n]\r\n",
    "import js from '@eslint/js'\r\nimport auditLogging from 'eslint-plugin-audit-logging'\r\n\r\nexport default [\r\n\tjs.configs.recommended,\r\n\t...auditLogging.configs.recommended,\r\n\t{ settings: { 'audit-logging': { emitter: { import: './src/lib/logging.js' } } } },\r\n]\r\n",
  ],
  "a list on one line stays on one line": [
    `import js from "@eslint/js";
export default [js.configs.recommended];
`,
    `import js from "@eslint/js";
import auditLogging from "eslint-plugin-audit-logging";
export default [js.configs.recommended, ...auditLogging.configs.recommended, { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } }];
`,
  ],
  "an empty list": [
    "export default [];\n",
    `import auditLogging from "eslint-plugin-audit-logging";

export default [
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
];
`,
  ],
  "defineConfig with a list": [
    `import { defineConfig } from "eslint/config";
export default defineConfig([
  { rules: {} },
]);
`,
    `import { defineConfig } from "eslint/config";
import auditLogging from "eslint-plugin-audit-logging";
export default defineConfig([
  { rules: {} },
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
]);
`,
  ],
  "tseslint.config with one config an argument": [
    `import tseslint from "typescript-eslint";

export default tseslint.config(
  tseslint.configs.recommended,
  { rules: {} },
);
`,
    `import tseslint from "typescript-eslint";
import auditLogging from "eslint-plugin-audit-logging";

export default tseslint.config(
  tseslint.configs.recommended,
  { rules: {} },
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
);
`,
  ],
  "a constant that is exported": [
    `const config = [
  { rules: {} }, // ours
];
export default config;
`,
    `import auditLogging from "eslint-plugin-audit-logging";

const config = [
  { rules: {} }, // ours
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
];
export default config;
`,
  ],
  "a list that has the presets gets the settings alone": [
    `const auditLogging = require("eslint-plugin-audit-logging");
module.exports = [...auditLogging.configs.recommended, { settings: { react: { version: "19" } } }];
`,
    `const auditLogging = require("eslint-plugin-audit-logging");
module.exports = [...auditLogging.configs.recommended, { settings: { react: { version: "19" } } }, { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } }];
`,
    "eslint.config.cjs",
  ],
  "a CommonJS config": [
    `const js = require("@eslint/js");

module.exports = [
  js.configs.recommended,
];
`,
    `const js = require("@eslint/js");
const auditLogging = require("eslint-plugin-audit-logging");

module.exports = [
  js.configs.recommended,
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
];
`,
    "eslint.config.cjs",
  ],
};

test.each(Object.entries(cases))("%s", (_, [before, after, path = "eslint.config.mjs"]) => {
  expect(addToEslintConfig(before, path, SETTINGS)).toEqual({ text: after });
  expect(addToEslintConfig(after, path, SETTINGS), "a second time").toEqual({ unchanged: true });
});

test("without settings of its own only the presets are added", () => {
  expect(addToEslintConfig("export default [\n  {},\n];\n", "eslint.config.js", undefined)).toEqual({
    text: 'import auditLogging from "eslint-plugin-audit-logging";\n\nexport default [\n  {},\n  ...auditLogging.configs.recommended,\n];\n',
  });
});

test.each([
  ["it has settings, whatever they say", `export default [auditLogging.configs.recommended, { settings: { "audit-logging": { emitter: null } } }];`, SETTINGS],
  ["its settings stand elsewhere", "export default [auditLogging.configs.recommended, { settings }];", SETTINGS],
  ["its settings hold others", `export default [auditLogging.configs.recommended, { settings: { ...shared } }];`, SETTINGS],
  ["no settings are needed", "export default [auditLogging.configs.recommended];", undefined],
  ["it has settings and does not parse", `export default [{ settings: { "audit-logging": {} } };`, SETTINGS],
])("a config that names the plugin stays as it is where %s", (_, rest, settings) => {
  const text = `import auditLogging from "eslint-plugin-audit-logging";\n${rest}\n`;
  expect(addToEslintConfig(text, "eslint.config.mjs", settings)).toEqual({ unchanged: true });
});

test("settings that cannot be put beside the presets are given as a snippet", () => {
  const text = `import auditLogging from "eslint-plugin-audit-logging";\nexport default antfu({}, auditLogging.configs.recommended);\n`;
  expect(addToEslintConfig(text, "eslint.config.mjs", SETTINGS)).toEqual({
    snippet: `// in the list of configs:\n  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },`,
    reason: "what it exports is no plain list of configs",
  });
});

describe("what cannot be edited safely is given as a snippet, with the reason", () => {
  const snippet = `import auditLogging from "eslint-plugin-audit-logging";

// in the list of configs:
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },`;

  test.each([
    ["a config that some function makes", 'import antfu from "@antfu/eslint-config";\nexport default antfu({});\n', "what it exports is no plain list of configs"],
    ["a chain", "export default base.append({});\n", "what it exports is no plain list of configs"],
    ["nothing exported", "const a = [];\n", "what it exports is no plain list of configs"],
    ["a name that is taken", "const auditLogging = 1;\nexport default [{}];\n", "it uses the name auditLogging already"],
  ])("%s", (_, text, reason) => {
    expect(addToEslintConfig(text, "eslint.config.mjs", SETTINGS)).toEqual({ snippet, reason });
  });

  test("a file that does not parse", () => {
    expect(addToEslintConfig("export default [\n", "eslint.config.mjs", SETTINGS)).toEqual({
      snippet,
      reason: expect.stringMatching(/^it does not parse: line \d+: /) as string,
    });
  });
});

test("a project without a config gets one, with a parser where it has TypeScript that one can read", () => {
  expect(newEslintConfig(SETTINGS, "parser")).toBe(`import parser from "@typescript-eslint/parser";
import auditLogging from "eslint-plugin-audit-logging";

export default [
  { files: ["**/*.{ts,tsx,mts,cts}"], languageOptions: { parser } },
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
];
`);
  expect(newEslintConfig(SETTINGS, "left out")).toBe(`import auditLogging from "eslint-plugin-audit-logging";

export default [
  { ignores: ["**/*.{ts,tsx,mts,cts}"] },
  ...auditLogging.configs.recommended,
  { settings: { "audit-logging": { emitter: { import: "./src/lib/logging.js" } } } },
];
`);
  expect(newEslintConfig(undefined, "none")).toBe(`import auditLogging from "eslint-plugin-audit-logging";

export default [
  ...auditLogging.configs.recommended,
];
`);
});
