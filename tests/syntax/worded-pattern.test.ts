import { describe, expect, test, vi } from "vitest";
import { RULES } from "../../rules/index.js";
import { readSettings } from "../../src/settings.js";
import { PlacedPattern, WordedPattern } from "../../src/syntax/worded-pattern.js";
import { FIXTURES } from "../support/codemod-fixtures.js";

describe("a pattern with words", () => {
  test("matches where its words and the pattern both do", () => {
    const pattern = new WordedPattern(["catch"], /\bcatch\b/);
    expect(pattern.test("try {} catch {}")).toBe(true);
    expect(pattern.test("const catcher = 1;")).toBe(false);
    expect(pattern.test("const other = 1;")).toBe(false);
  });

  test("is not run on a text without its words", () => {
    const pattern = /anything/;
    const run = vi.spyOn(pattern, "test");
    expect(new WordedPattern(["anything"], pattern).test("something")).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  test.each([
    ["a word in the middle of another", "log", "catalogue"],
    ["upper case for lower", "winston", "WINSTON"],
    ["a word that begins like one that broke off", "logger", "lologger"],
    ["a word that is the end of another's beginning", "udit", "xaudix audit"],
    ["a word at the end of the text", "audit", "the audit"],
    ["any blank for a blank", " as ", "logger\nas\tany"],
    ["any quote for a quote", '"use server"', "'use server'"],
    ["a comma for a colon", "err:", "(err, data)"],
    ["the end of the text for a sign", "pass_", "const pass"],
    ["a word behind letters of other scripts", "token", "тест — token"],
  ])("finds %s", (_sentence, word, text) => {
    expect(new WordedPattern([word], /(?:)/).mayMatch(text)).toBe(true);
  });

  test.each([
    ["a letter for a sign", "pass_", "passing"],
    ["one sign for another", "fetch(", "fetch.call"],
    ["a part of a word", "winston", "winsto"],
  ])("does not take %s", (_sentence, word, text) => {
    expect(new WordedPattern([word], /(?:)/).mayMatch(text)).toBe(false);
  });

  test("that is made after a text was looked at is found in it too", () => {
    const text = "first and second";
    expect(new WordedPattern(["first"], /first/).test(text)).toBe(true);
    expect(new WordedPattern(["second"], /second/).test(text)).toBe(true);
  });

  test("is one of many", () => {
    const words = Array.from({ length: 80 }, (_, index) => `word${String.fromCharCode(97 + (index % 26), 97 + Math.floor(index / 26))}`);
    const patterns = words.map((word) => new WordedPattern([word], new RegExp(word)));
    const held = words.filter((_, index) => index % 7 === 0);
    expect(words.filter((_, index) => patterns[index]!.test(held.join(" ")))).toEqual(held);
  });
});

describe("a pattern that is tried where its words begin", () => {
  const matches = (words: string[], pattern: RegExp, text: string): string[] => {
    const found: string[] = [];
    new PlacedPattern(words, pattern).some(text, (start, end) => {
      found.push(text.slice(start, end));
      return false;
    });
    return found;
  };

  test("gives each match", () => {
    expect(matches(["log", "audit"], /log\w*|audit\w*/, "log(a); logger.info(b); audit(c);")).toEqual(["log", "logger", "audit"]);
  });

  test("gives no match inside another", () => {
    expect(matches(["audit", "log"], /audit\w*|log/i, "auditLog log")).toEqual(["auditLog", "log"]);
  });

  test("tries a word that ends inside a longer one, where the longer one does not match", () => {
    expect(matches(["accesslog", "log"], /AccessLog(?=\()|Log(?=\.)/, "AccessLog.info()")).toEqual(["Log"]);
  });

  test("looks back from the word", () => {
    expect(matches(["stdout"], /(?<=process\.)stdout/, "stdout; process.stdout")).toEqual(["stdout"]);
  });

  test("stops at the first that is accepted", () => {
    const accepts = vi.fn(() => true);
    expect(new PlacedPattern(["log"], /log/).some("log log", accepts)).toBe(true);
    expect(accepts).toHaveBeenCalledTimes(1);
  });

  test("goes on with its own text when another is looked at meanwhile", () => {
    const pattern = new PlacedPattern(["log"], /log/);
    let count = 0;
    pattern.some("log log", () => {
      count++;
      return pattern.test("nothing");
    });
    expect(count).toBe(2);
  });
});

test("the words of the rules' patterns are in every fixture, and every line of one, that the pattern matches", () => {
  const wrong = new Set<string>();
  const asked = new Set<RegExp>();
  const hold = (kind: typeof WordedPattern | typeof PlacedPattern): void => {
    const { test: answer } = kind.prototype;
    vi.spyOn(kind.prototype, "test").mockImplementation(function (this: WordedPattern | PlacedPattern, text: string) {
      asked.add(this.pattern);
      const found = answer.call(this as never, text);
      if (found !== this.pattern.test(text)) wrong.add(`${this.pattern.source.slice(0, 60)} in ${text.slice(0, 80)}`);
      return found;
    });
  };
  hold(WordedPattern);
  hold(PlacedPattern);
  try {
    for (const { input, path, settings: raw } of FIXTURES) {
      const settings = readSettings(raw);
      for (const text of [input, ...input.split("\n")]) {
        for (const { definition } of RULES) definition.mayReport(text, path, settings, definition.defaults);
      }
    }
  } finally {
    vi.restoreAllMocks();
  }
  expect([...wrong]).toEqual([]);
  expect(asked.size).toBeGreaterThan(20);
});
