import { expect, test } from "vitest";
import { quotedArgument } from "../../src/report/quoted-argument.js";

test.each([
  ["no sign that a shell reads", "src/routes/auth.ts", "src/routes/auth.ts"],
  ["brackets of a route", "app/(shop)/[id]/route.ts", '"app/(shop)/[id]/route.ts"'],
  ["a single quote", "app/it's/route.ts", `"app/it's/route.ts"`],
  ["a dollar, which double quotes would expand", "app/$id/route.ts", "'app/$id/route.ts'"],
  ["both a dollar and a single quote", "app/$it's.ts", `'app/$it'\\''s.ts'`],
])("a path with %s is written for a shell", (_sentence, path, written) => {
  expect(quotedArgument(path)).toBe(written);
});
