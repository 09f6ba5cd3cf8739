import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findFiles } from "../../src/cli/find-files.js";
import { FolderNames } from "../../src/cli/folder-names.js";
import { project } from "./support.js";

test("a folder gives the names of all that stands in it, and is read once", () => {
  const folder = project({ "a.ts": "", "sub/b.ts": "" });
  const folders = new FolderNames();
  expect([...folders.of(folder)].sort()).toEqual(["a.ts", "sub"]);
  writeFileSync(join(folder, "c.ts"), "");
  expect([...folders.of(folder)].sort()).toEqual(["a.ts", "sub"]);
});

test("one that cannot be read gives none", () => {
  expect([...new FolderNames().of(join(project({}), "nowhere"))]).toEqual([]);
});

test("those that are walked to find files are not read again", async () => {
  const folder = project({ "a.ts": "", "sub/b.ts": "", "sub/eslint.config.js": "" });
  const folders = new FolderNames();
  await findFiles([], folder, folder, [], folders);
  rmSync(join(folder, "sub"), { recursive: true });
  expect([...folders.of(join(folder, "sub"))].sort()).toEqual(["b.ts", "eslint.config.js"]);
});
