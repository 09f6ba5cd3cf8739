import { expect, test } from "vitest";
import { isTestFile } from "../../src/vocabulary/file-kinds.js";

test.each([
  ["a file in a folder of tests", "tests/login.ts"],
  ["a file below such a folder", "packages/api/test/support/login.ts"],
  ["a file that is called so", "src/login.test.ts"],
  ["a test beside a route", "app/api/test/route.test.ts"],
  ["a file in Jest's folder, below the routes too", "app/api/__tests__/route.ts"],
  ["the route of an app that tests run", "tests/shop/app/api/login/route.ts"],
  ["the route of such an app whose address says test again", "e2e/app/test/route.ts"],
  ["an example of a library", "examples/next/app/api/login/route.ts"],
  ["the library's playground", "apps/next-playground/app/api/login/route.ts"],
  ["a helper among the routes", "app/api/test/answers.ts"],
])("%s is a test", (_, path) => {
  expect(isTestFile(path)).toBe(true);
});

test.each([
  ["a file of the app", "src/login.ts"],
  ["a template whose name speaks of an example", "saas-example-template/src/login.ts"],
  ["a route whose address has the word", "app/api/email/test/route.ts"],
  ["the same in the Pages Router", "src/pages/api/test/send.ts"],
  ["the same in a package", "apps/web/app/(api)/tests/[id]/route.ts"],
  ["a file by its whole path, whatever the folders of the machine are called", "/home/tests/shop/src/login.ts"],
])("%s is none", (_, path) => {
  expect(isTestFile(path)).toBe(false);
});
