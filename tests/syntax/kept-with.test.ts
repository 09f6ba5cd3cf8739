import { expect, test } from "vitest";
import { keptWith } from "../../src/syntax/kept-with.js";

test("what is kept is found by its object, and can be replaced", () => {
  const [one, two] = [{ name: "one" }, { name: "two" }];
  const ages = keptWith<object, number | undefined>();
  ages.set(one, 1);
  ages.set(two, 2);
  ages.set(one, 11);
  expect([ages.get(one), ages.get(two), ages.get({})]).toEqual([11, 2, undefined]);
});

test("a value that is undefined is kept too", () => {
  const object = {};
  const seen = keptWith<object, undefined>();
  expect(seen.has(object)).toBe(false);
  seen.set(object, undefined);
  expect(seen.has(object)).toBe(true);
});

test("two kinds of values do not meet", () => {
  const object = {};
  const [first, second] = [keptWith<object, string>(), keptWith<object, string>()];
  first.set(object, "first");
  expect([first.get(object), second.get(object)]).toEqual(["first", undefined]);
});

test("nobody sees it on the object, and a copy does not have it", () => {
  const object = Object.freeze({ name: "one" });
  const kept = keptWith<object, string>();
  kept.set(object, "value");
  expect(Reflect.ownKeys(object)).toEqual(["name"]);
  expect(kept.has({ ...object })).toBe(false);
});
