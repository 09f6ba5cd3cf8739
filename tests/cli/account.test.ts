import { expect, test } from "vitest";
import { Account } from "../../src/cli/account.js";

test("files that each come to one end add up", () => {
  const account = new Account();
  for (const path of ["a", "b", "c", "d"]) account.scan(path);
  account.settle("a", "changed");
  account.settle("b", "unchanged");
  account.settle("c", "skipped");
  account.settle("d", "failed");
  expect(account.counts()).toEqual({ scanned: 4, changed: 1, unchanged: 1, skipped: 1, failed: 1 });
  expect(account.faults()).toEqual([]);
});

test("a file that comes to no end is named", () => {
  const account = new Account();
  account.scan("a");
  account.scan("b");
  account.settle("b", "changed");
  expect(account.faults()).toEqual(["a came to no end", "2 files were scanned, but 1 are accounted for"]);
});

test("a file that comes to two ends is named", () => {
  const account = new Account();
  account.scan("a");
  account.settle("a", "changed");
  account.settle("a", "failed");
  expect(account.faults()).toEqual([
    "a came to an end (failed) that no scan had begun",
    "1 files were scanned, but 2 are accounted for",
  ]);
});

test("two mistakes that cancel out in the sum are still found", () => {
  const account = new Account();
  account.scan("a");
  account.settle("b", "changed");
  expect(account.faults()).toEqual(["b came to an end (changed) that no scan had begun", "a came to no end"]);
});

test("a file that is scanned twice is named", () => {
  const account = new Account();
  account.scan("a");
  account.scan("a");
  account.settle("a", "changed");
  expect(account.faults()).toEqual(["a was scanned twice", "2 files were scanned, but 1 are accounted for"]);
});
