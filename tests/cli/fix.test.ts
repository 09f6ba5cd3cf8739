import { expect, test } from "vitest";
import { project, read, run, tree } from "./support.js";

const MIXED = {
  "src/broken.js": "BROKEN\n",
  "src/clean.ts": "nothing here\n",
  "src/failed.ts": "FAILED\n",
  "src/fix.ts": "one\nFIX\nFIX\n",
  "src/left.ts": "one\nLEFT\n",
  "src/throws.ts": "THROWS\n",
};

const DIFF = `--- a/src/fix.ts
+++ b/src/fix.ts
@@ -1,3 +1,5 @@
 one
+securityLog();
 FIX
+securityLog();
 FIX
`;

const REST = `Left for you, as no edit is safe (1):
  src/left.ts:2  log-on-4xx: This 403 leaves no record.
    its two arms have different outcomes
Skipped (1):
  src/broken.js: it does not parse: line 1: Unexpected token
Failed (2):
  src/failed.ts: the result does not parse
  src/throws.ts: Cannot read properties of undefined
2 edits: log-silent-catch 2.
`;

test("of more files than one diff is reviewed with, it says how to take them in parts", async () => {
  const files = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}.ts`, "FIX\n"]));
  const last = async (count: number, ...more: string[]) => (await run(project(files(count)), ["fix", ...more])).stdout.trimEnd().split("\n").at(-1);
  expect(await last(21)).toBe("Nothing is written yet: add --write; and to review it in parts, a folder, or --only <codemod>.");
  expect(await last(20)).toBe("Nothing is written yet: add --write.");
  expect(await last(21, "--write")).toMatch(/^Scanned 21 files: 21 changed/);
});

test("a preview prints the diff, what is left, what was left out and the count, and touches nothing", async () => {
  const folder = project(MIXED);
  expect(await run(folder, ["fix"])).toEqual({
    code: 2,
    stderr: "",
    stdout: `${DIFF}
${REST}Scanned 6 files: 1 would change, 2 unchanged, 1 skipped, 2 failed.
Nothing is written yet: add --write.
`,
  });
  expect(tree(folder)).toEqual(["src", ...Object.keys(MIXED)]);
  for (const [path, text] of Object.entries(MIXED)) expect(read(folder, path)).toBe(text);
});

test("--write writes the changed files, and no other", async () => {
  const folder = project(MIXED);
  expect(await run(folder, ["fix", "--write"])).toEqual({
    code: 2,
    stderr: "Warning: <root> is in no git repository, so git cannot take the changes back.\n",
    stdout: `fixed src/fix.ts (2 edits)

${REST}Scanned 6 files: 1 changed, 2 unchanged, 1 skipped, 2 failed.
`,
  });
  expect(tree(folder)).toEqual(["src", ...Object.keys(MIXED)]);
  for (const [path, text] of Object.entries(MIXED)) {
    expect(read(folder, path)).toBe(path === "src/fix.ts" ? "one\nsecurityLog();\nFIX\nsecurityLog();\nFIX\n" : text);
  }
});

test("a second run changes nothing", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  await run(folder, ["fix", "--write"]);
  expect(await run(folder, ["fix", "--write"])).toEqual({
    code: 0,
    stderr: "",
    stdout: "Scanned 1 file: 0 changed, 1 unchanged, 0 skipped, 0 failed.\n",
  });
});

test("the diff is coloured on a terminal", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  const { stdout } = await run(folder, ["fix"], { terminal: true });
  expect(stdout).toBe(`\u001B[1m--- a/a.ts\u001B[22m
\u001B[1m+++ b/a.ts\u001B[22m
\u001B[36m@@ -1,1 +1,2 @@\u001B[39m
\u001B[32m+securityLog();\u001B[39m
 FIX

1 edit: log-silent-catch 1.
Scanned 1 file: 1 would change, 0 unchanged, 0 skipped, 0 failed.
Nothing is written yet: add --write.
`);
});

test("NO_COLOR and a dumb terminal take the colours away", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  const plain = await run(folder, ["fix"]);
  expect(await run(folder, ["fix"], { terminal: true, env: { NO_COLOR: "1" } })).toEqual(plain);
  expect(await run(folder, ["fix"], { terminal: true, env: { TERM: "dumb" } })).toEqual(plain);
  expect(plain.stdout).not.toContain("\u001B");
});

test("an empty NO_COLOR says nothing", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  expect((await run(folder, ["fix"], { terminal: true, env: { NO_COLOR: "" } })).stdout).toContain("\u001B[32m+");
});

test("--quiet prints what failed and the count", async () => {
  expect(await run(project(MIXED), ["fix", "--quiet"])).toEqual({
    code: 2,
    stderr: "",
    stdout: `Failed (2):
  src/failed.ts: the result does not parse
  src/throws.ts: Cannot read properties of undefined
Scanned 6 files: 1 would change, 2 unchanged, 1 skipped, 2 failed.
`,
  });
});

test("--quiet leaves out warnings and written files too", async () => {
  expect(await run(project({ "a.ts": "FIX\n" }), ["fix", "--quiet", "--write"])).toEqual({
    code: 0,
    stderr: "",
    stdout: "Scanned 1 file: 1 changed, 0 unchanged, 0 skipped, 0 failed.\n",
  });
});

test("--debug prints the stack of what was thrown", async () => {
  const { stdout } = await run(project({ "a.ts": "THROWS\n" }), ["fix", "--debug"]);
  expect(stdout).toMatch(
    /^Failed \(1\):\n {2}a\.ts: Cannot read properties of undefined\n {4}TypeError: Cannot read.+\n {4}second line\n {8}at .*support\.ts/,
  );
});

test("--format json prints one object", async () => {
  const { code, stdout, stderr } = await run(project(MIXED), ["fix", "--format", "json"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    written: false,
    files: [
      { path: "src/broken.js", status: "skipped", reason: "it does not parse: line 1: Unexpected token" },
      { path: "src/failed.ts", status: "failed", reason: "the result does not parse" },
      { path: "src/fix.ts", status: "changed", diff: DIFF },
      { path: "src/throws.ts", status: "failed", reason: "Cannot read properties of undefined" },
    ],
    applied: [
      {
        path: "src/fix.ts",
        rule: "no-silent-catch",
        codemod: "log-silent-catch",
        line: 2,
        message: "Nothing is recorded in src/fix.ts.",
      },
      {
        path: "src/fix.ts",
        rule: "no-silent-catch",
        codemod: "log-silent-catch",
        line: 3,
        message: "Nothing is recorded in src/fix.ts.",
      },
    ],
    skipped: [
      {
        path: "src/left.ts",
        rule: "log-on-4xx",
        line: 2,
        message: "This 403 leaves no record.",
        reason: "its two arms have different outcomes",
      },
    ],
    counts: { scanned: 6, changed: 1, unchanged: 2, skipped: 1, failed: 2 },
  });
});

test("--format json says whether it was written, and is never coloured", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  const { stdout } = await run(folder, ["fix", "--format", "json", "--write", "--quiet"], { terminal: true });
  expect(stdout).not.toContain("\\u001b");
  expect(JSON.parse(stdout)).toMatchObject({ written: true, files: [{ path: "a.ts", status: "changed" }] });
  expect(read(folder, "a.ts")).toBe("securityLog();\nFIX\n");
});

const CHECKS: Record<string, [files: Record<string, string>, argv: string[], code: number]> = {
  "--check exits 1 when a file needs a change": [{ "a.ts": "FIX\n" }, ["--check"], 1],
  "--check exits 1 when a finding has no safe edit": [{ "a.ts": "LEFT\n" }, ["--check"], 1],
  "--check exits 0 when there is nothing to do": [{ "a.ts": "fine\n" }, ["--check"], 0],
  "--check exits 0 after it has written all there was": [{ "a.ts": "FIX\n" }, ["--check", "--write"], 0],
  "--check exits 1 when a finding is left in a file that was written": [{ "a.ts": "FIX\nLEFT\n" }, ["--check", "--write"], 1],
  "--check exits 0 with a skipped file, where nothing is known to be wrong": [{ "a.ts": "BROKEN\n" }, ["--check"], 0],
  "--check exits 2 when a file failed, whatever else remains": [{ "a.ts": "FAILED\n", "b.ts": "FIX\n" }, ["--check"], 2],
  "without --check a needed change is no failure": [{ "a.ts": "FIX\nLEFT\n" }, [], 0],
};

for (const [sentence, [files, argv, code]] of Object.entries(CHECKS)) {
  test(sentence, async () => {
    expect((await run(project(files), ["fix", ...argv])).code).toBe(code);
  });
}

test("a file that comes to no end is named, with exit code 2", async () => {
  expect(await run(project({ "a.ts": "STRANGE\n", "b.ts": "fine\n" }), ["fix"])).toEqual({
    code: 2,
    stdout: "Scanned 2 files: 0 would change, 1 unchanged, 0 skipped, 0 failed.\n",
    stderr:
      "audit-logging: The count does not add up, which is a bug in audit-logging: a.ts came to no end; " +
      "2 files were scanned, but 1 are accounted for.\n",
  });
});

test("a fault in the program itself is told of as one, and shows its stack with --debug alone", async () => {
  const loadCodemods = () => Promise.reject(new Error("Cannot find module\nRequire stack:"));
  const short = "audit-logging: This is a bug in audit-logging: Cannot find module\n";
  expect(await run(project({ "a.ts": "plain\n" }), ["fix"], { loadCodemods })).toEqual({
    code: 2,
    stdout: "",
    stderr: `${short}Run it again with --debug for the stack trace.\n`,
  });
  const { stderr } = await run(project({ "a.ts": "plain\n" }), ["fix", "--debug"], { loadCodemods });
  expect(stderr).toMatch(
    /^audit-logging: This is a bug in audit-logging: Cannot find module\nError: Cannot find module\nRequire stack:\n {4}at /,
  );
});

test("text that is not UTF-8 and binary files are skipped and stay byte for byte", async () => {
  const latin1 = Buffer.from("FIX // caf\xE9\n", "latin1");
  const utf16 = Buffer.from("\uFEFFFIX\n", "utf16le");
  const folder = project({
    "latin1.ts": latin1,
    "utf16.ts": utf16,
    "video.ts": Buffer.from([0x47, 0, 0x46, 0x49, 0x58]),
    "empty.ts": "",
  });
  expect((await run(folder, ["fix", "--write"])).stdout).toBe(`Skipped (3):
  latin1.ts: not valid UTF-8
  utf16.ts: binary, or not UTF-8
  video.ts: binary, or not UTF-8
Scanned 4 files: 0 changed, 1 unchanged, 3 skipped, 0 failed.
`);
});

test("a byte order mark is handed on and written back", async () => {
  const folder = project({ "a.ts": "\uFEFFone\nFIX\n" });
  await run(folder, ["fix", "--write"]);
  expect(read(folder, "a.ts")).toBe("\uFEFFone\nsecurityLog();\nFIX\n");
});
