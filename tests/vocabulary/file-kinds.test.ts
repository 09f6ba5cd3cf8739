import { expect, test } from "vitest";
import { isScript, isTestFile } from "../../src/vocabulary/file-kinds.js";

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
  ["what Next.js has built", "apps/web/.next/server/app/api/login/route.js"],
  ["what a worker is built into", ".wrangler/tmp/dev/index.js"],
  ["a copy that somebody has put away", ".fix-backups/2025-09-26/api/login.js"],
  ["functions that are kept as old ones", "api/archive-old-functions/login.js"],
  ["a dated copy of the sources", "src-backup-20251111-181132/pages/login.ts"],
  ["a folder of old code", "src/_archive/login.ts"],
  ["an old server in an archive", "archive/old-website/server/login.ts"],
  ["what a project is tested with", "testing/login-monitor.js"],
  ["what Yarn resolves packages by", "shop/.pnp.loader.mjs"],
  ["a server that stands in for another", "apps/mock-login-server/src/index.ts"],
])("%s is a test", (_, path) => {
  expect(isTestFile(path)).toBe(true);
});

test.each([
  ["a file of the app", "src/login.ts"],
  ["a file that is called after Yarn's", "src/pnp.loader.mjs"],
  ["a folder that is called after a framework", "packages/next/login.ts"],
  ["a route at a well-known address", "app/.well-known/keys/route.ts"],
  ["an archive that the app has", "app/api/archive/route.ts"],
  ["backups that the app makes", "src/backups/service.ts"],
  ["a job that makes backups of a number of days", "src/backup-30/run.ts"],
  ["a template whose name speaks of an example", "saas-example-template/src/login.ts"],
  ["a product that has the word", "apps/mock-interviews/src/server.ts"],
  ["a route whose address has the word", "app/api/email/test/route.ts"],
  ["the same in the Pages Router", "src/pages/api/test/send.ts"],
  ["the same in a package", "apps/web/app/(api)/tests/[id]/route.ts"],
  ["a file by its whole path, whatever the folders of the machine are called", "/home/tests/shop/src/login.ts"],
])("%s is none", (_, path) => {
  expect(isTestFile(path)).toBe(false);
});

test.each([
  ["a script", "scripts/migrate.ts"],
  ["a migration", "src/db/migrations/0001-users.ts"],
  ["a command's source", "packages/cli/src/run.ts"],
  ["what fills the database", "prisma/seed.ts"],
  ["a tool's configuration", "vitest.config.ts"],
  ["the route of an app below a folder of scripts", "scripts/demo/app/api/login/route.ts"],
  ["a script beside a function", "supabase/migrations/fill.ts"],
])("%s is a script", (_, path) => {
  expect(isScript(path)).toBe(true);
});

test.each([
  ["a file of the app", "src/login.ts"],
  ["a route whose address has the word", "app/api/schema/migrations/route.ts"],
  ["a route for a command line", "apps/web/app/api/cli/stats/[slug]/route.ts"],
  ["the same in the Pages Router", "apps/web/pages/api/v1/migrations/index.ts"],
  ["a function that fills the database", "supabase/functions/seed/index.ts"],
  ["the configuration of sign-in, which holds its callbacks", "src/lib/auth/auth.config.ts"],
])("%s is no script", (_, path) => {
  expect(isScript(path)).toBe(false);
});
