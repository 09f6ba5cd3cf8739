import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commitAll, git, project, read, run, type Result } from "./support.js";

/** Applies the patch with the real git, in the folder that the run had as root. */
function apply(folder: string, patch: string): void {
  execFileSync("git", ["apply", "-"], { cwd: folder, input: patch, stdio: ["pipe", "pipe", "pipe"] });
}

async function patchOf(folder: string, ...argv: string[]): Promise<Result> {
  return run(folder, ["fix", "--format", "patch", ...argv]);
}

test("the patch alone is on standard output, the rest on standard error", async () => {
  const folder = project({ "a.ts": "one\nFIX\nthree\n", "b.ts": "LEFT\n", "c.ts": "BROKEN\n" });
  expect(await patchOf(folder)).toEqual({
    code: 0,
    stdout: `--- a/a.ts
+++ b/a.ts
@@ -1,3 +1,4 @@
 one
+securityLog();
 FIX
 three
`,
    stderr: `Left for you, as no edit is safe (1):
  b.ts:1  log-on-4xx: This 403 leaves no record.
    its two arms have different outcomes
Skipped (1):
  c.ts: it does not parse: line 1: Unexpected token
1 edit: log-silent-catch 1.
Scanned 3 files: 1 would change, 1 unchanged, 1 skipped, 0 failed.
Nothing is written yet: add --write.
`,
  });
});

test("a run with nothing to change prints an empty patch", async () => {
  const folder = project({ "a.ts": "fine\n" });
  expect(await patchOf(folder, "--quiet")).toEqual({
    code: 0,
    stdout: "",
    stderr: "Scanned 1 file: 0 would change, 1 unchanged, 0 skipped, 0 failed.\n",
  });
});

const TEXTS: Record<string, string> = {
  "line ends of Windows": "one\r\nFIX\r\nthree\r\n",
  "mixed line ends": "one\r\ntwo\nFIX\r\nfour\n",
  "no line end at the end of the file, far from the change": "FIX\n2\n3\n4\n5\n6\n7\nend",
  "no line end at the end of the file, in the context of the change": "FIX\nend",
  "no line end at the end of the file, at the change": "one\nFIX",
  "a byte order mark": "\uFEFFFIX\nend\n",
  "two changes far from each other": `FIX\n${"line\n".repeat(30)}FIX\n`,
  "characters that only some take for line ends": "a\u2028b\u2029c\u0085d\fe\vf\nFIX\n",
  "lines that look like a patch": "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\nFIX\n-- \n\\ No newline at end of file\n",
  "tabs and trailing spaces": "\tone  \n\tFIX \t\n   \n",
};

for (const [what, text] of Object.entries(TEXTS)) {
  test(`git applies a patch of a file with ${what}, and gets the bytes that --write writes`, async () => {
    const patched = project({ "a.ts": text });
    commitAll(patched);
    git(patched, "config", "core.autocrlf", "false");
    apply(patched, (await patchOf(patched)).stdout);

    const written = project({ "a.ts": text });
    await run(written, ["fix", "--write"]);
    expect(read(patched, "a.ts")).toBe(read(written, "a.ts"));
    expect(read(patched, "a.ts")).toContain("securityLog();");
  });
}

const NAMES = [
  "with space.ts",
  "ends with space /a.ts",
  "app/(shop)/[id]/route.ts",
  "ünïcode-日本.ts",
  'quote".ts',
  "back\\slash.ts",
  "tab\there.ts",
  "new\nline.ts",
  "dev/null.ts",
  "b/a.ts",
  "-dash.ts",
  "date 2024-01-01 10:00:00.000000000 +0000.ts",
];

for (const name of NAMES) {
  test(`git applies a patch of a file that is called ${JSON.stringify(name)}`, async () => {
    const folder = project({ [name]: "FIX\n" });
    commitAll(folder);
    apply(folder, (await patchOf(folder)).stdout);
    expect(read(folder, name)).toBe("securityLog();\nFIX\n");
  });
}

test("git applies a patch of several files at once", async () => {
  const folder = project({ "a.ts": "FIX\n", "b c.ts": "one\nFIX", "sub/d.ts": "FIX\r\n" });
  commitAll(folder);
  apply(folder, (await patchOf(folder)).stdout);
  expect([read(folder, "a.ts"), read(folder, "b c.ts"), read(folder, "sub/d.ts")]).toEqual([
    "securityLog();\nFIX\n",
    "one\nsecurityLog();\nFIX",
    "securityLog();\r\nFIX\r\n",
  ]);
});

test("git applies the patch in the root, also where that is a folder of a larger repository", async () => {
  const folder = project({ "packages/api/a.ts": "FIX\n" });
  commitAll(folder);
  const root = join(folder, "packages", "api");
  apply(root, (await patchOf(root)).stdout);
  expect(read(folder, "packages/api/a.ts")).toBe("securityLog();\nFIX\n");
});

test("a patch that was written too is the patch of what was written", async () => {
  const folder = project({ "a.ts": "one\nFIX\n" });
  commitAll(folder);
  const preview = await patchOf(folder);
  const { code, stdout, stderr } = await patchOf(folder, "--write");
  expect(stdout).toBe(preview.stdout);
  expect(stderr).toBe("1 edit: log-silent-catch 1.\nScanned 1 file: 1 changed, 0 unchanged, 0 skipped, 0 failed.\n");
  expect(code).toBe(0);
  expect(git(folder, "diff")).toContain("+securityLog();");
});
