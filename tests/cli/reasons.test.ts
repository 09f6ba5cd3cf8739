import { expect, test } from "vitest";
import { reasonOf } from "../../src/cli/cli-error.js";

test("code that is nested too deeply for the stack is named with the remedy", () => {
  expect(reasonOf(new RangeError("Maximum call stack size exceeded"))).toBe(
    "its code is nested too deeply to be read. Leave it out by the ignores of the ESLint config",
  );
  expect(reasonOf(new RangeError("Invalid array length"))).toBe("Invalid array length");
});
