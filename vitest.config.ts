import { configDefaults, defineConfig } from "vitest/config";
import { SlowFirst } from "./tests/support/slow-first.js";

/** What installs packages, packs, compiles or runs the tools: half a minute and more a file. */
const SLOW = [
  "tests/browser/**/*.test.ts",
  "tests/codemods/jscodeshift.test.ts",
  "tests/package/**/*.test.ts",
  "tests/house/new-*.test.ts",
  "tests/apps/*.test.ts",
  "tests/runtimes/*.test.ts",
  "tests/reach/*.test.ts",
  "tests/alerts/{agreement,formats}.test.ts",
];

// An app may have tests of its own, for its own runner, and a fixture may look like a test.
const exclude = [...configDefaults.exclude, "tests/apps/*/**", "tests/codemods/*/**", "tests/runtimes/app/**"];

export default defineConfig({
  test: {
    // Vitest would leave one core to itself, which is half of two.
    maxWorkers: "100%",
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        test: {
          name: "quick",
          include: ["tests/**/*.test.ts"],
          exclude: [...exclude, ...SLOW],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "slow",
          include: SLOW,
          exclude,
          globalSetup: ["tests/support/fresh-build.ts", "tests/support/shared-folder.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
