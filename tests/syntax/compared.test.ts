import { expect, test } from "vitest";
import { compared } from "../../src/syntax/compared.js";

test.each([
  ["<", [true, false, false]],
  ["<=", [true, true, false]],
  [">", [false, false, true]],
  [">=", [false, true, true]],
  ["===", [false, true, false]],
  ["==", [false, true, false]],
  ["!==", [true, false, true]],
  ["!=", [true, false, true]],
])("400, 401 and 402 %s 401", (operator, holds) => {
  expect([400, 401, 402].map((status) => compared(status, operator, 401))).toEqual(holds);
});

test("nothing is said of another operator, nor of what is no number", () => {
  expect([compared(1, "+", 2), compared(1, "in", 2), compared("1", "<", 2), compared(1, "<", undefined)]).toEqual([undefined, undefined, undefined, undefined]);
});
