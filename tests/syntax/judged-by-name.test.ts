import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test, vi } from "vitest";
import { judgedByName } from "../../src/syntax/judged-by-name.js";

test("a name is judged once, and each name for itself", () => {
  const judge = vi.fn((name: string) => name.length);
  const lengthOf = judgedByName(judge);
  expect([lengthOf("one"), lengthOf("three"), lengthOf("one")]).toEqual([3, 5, 3]);
  expect(judge.mock.calls).toEqual([["one"], ["three"]]);
});

test("a verdict of undefined is one too", () => {
  const judge = vi.fn(() => undefined);
  const verdictOf = judgedByName(judge);
  verdictOf("name");
  verdictOf("name");
  expect(judge).toHaveBeenCalledTimes(1);
});

test("names beyond the most that are kept are judged anew each time", () => {
  const judge = vi.fn((name: string) => name.length);
  const lengthOf = judgedByName(judge);
  for (let at = 0; at <= 20_000; at++) lengthOf(`name${at}`);
  judge.mockClear();
  expect([lengthOf("name0"), lengthOf("name20000")]).toEqual([5, 9]);
  expect(judge.mock.calls).toEqual([["name20000"]]);
});

test("a name of many scripts stays what it is", () => {
  const name = "naïve😀\ud83d名";
  expect(judgedByName((text) => text)(name)).toBe(name);
});

test("a name that is kept does not keep the text that it was cut from", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = (): number => {
    collect();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const judge = judgedByName((text) => text);
  const megabyte = Buffer.alloc(1e6, "x");
  const before = used();
  for (let file = 0; file < 40; file++) judge(megabyte.toString("latin1").slice(file, file + 40 + file));
  expect(used() - before).toBeLessThan(20);
});
