import { STATUS_CODES } from "node:http";
import { expect, test } from "vitest";
import { HTTP_STATUS_BY_NAME } from "../../src/vocabulary/http-status.js";

test("every status that Node.js names is known by the letters of its name", () => {
  const named = Object.entries(STATUS_CODES).map(([code, name]) => [name!.replaceAll(/[^A-Za-z]/g, "").toLowerCase(), Number(code)]);
  expect(Object.fromEntries(HTTP_STATUS_BY_NAME)).toMatchObject(Object.fromEntries(named));
});

test("beside these there are only names that libraries and people give", () => {
  const official = new Set(Object.values(STATUS_CODES).map((name) => name!.replaceAll(/[^A-Za-z]/g, "").toLowerCase()));
  expect([...HTTP_STATUS_BY_NAME.keys()].filter((name) => !official.has(name))).toEqual(["unprocessable", "validationerror", "ratelimited", "serverok"]);
});
