/** How this repository's own code is linted. Who may import whom is tested in tests/house/boundaries.test.ts. */
import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** Globals of Node.js that scripts in plain JavaScript use; TypeScript knows its own. */
const NODE = Object.fromEntries(["console", "process", "performance", "URL"].map((name) => [name, "readonly"]));

export default defineConfig([
  // Apps and fixtures are what the product is tried on: the worse they are, the better.
  globalIgnores(["dist/", "build/", "coverage/", "tests/apps/*/", "tests/codemods/*/", "tests/runtimes/app/", "tools/templates/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-len": ["error", { code: 130, ignoreRegExpLiterals: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreUrls: true }],
      "no-restricted-syntax": [
        "error",
        { selector: "ExportAllDeclaration", message: "Name what is exported, so that a reader finds where it comes from." },
      ],
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "object-shorthand": "error",
      "prefer-template": "error",
    },
  },
  { files: ["tools/**/*.js", "*.config.js"], languageOptions: { globals: NODE } },
]);
