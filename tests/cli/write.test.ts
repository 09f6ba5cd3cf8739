import * as fs from "node:fs";
import { chmodSync, existsSync, lstatSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { asUser, commitAll, git, project, read, run, stubCodemods, tree } from "./support.js";

vi.mock("node:fs", async (original) => ({ ...(await original<typeof fs>()) }));

const NO_GIT = "Warning: <root> is in no git repository, so git cannot take the changes back.\n";

test("a clean git working tree is written to without a word", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  commitAll(folder);
  expect(await run(folder, ["fix", "--write"])).toEqual({
    code: 0,
    stderr: "",
    stdout: `fixed a.ts (1 edit)

1 edit: log-silent-catch 1.
Scanned 1 file: 1 changed, 0 unchanged, 0 skipped, 0 failed.
`,
  });
  expect(git(folder, "status", "--porcelain")).toBe(" M a.ts\n");
});

const dirty: Record<string, (folder: string) => void> = {
  "a changed file": (folder) => writeFileSync(join(folder, "b.ts"), "changed\n"),
  "a new file": (folder) => writeFileSync(join(folder, "new.ts"), "new\n"),
  "a deleted file": (folder) => rmSync(join(folder, "b.ts")),
  "a staged change": (folder) => {
    writeFileSync(join(folder, "b.ts"), "staged\n");
    git(folder, "add", "b.ts");
  },
};

for (const [what, change] of Object.entries(dirty)) {
  test(`with ${what} in the working tree nothing is written, and the way out is told`, async () => {
    const folder = project({ "a.ts": "FIX\n", "b.ts": "fine\n" });
    commitAll(folder);
    change(folder);
    const path = what === "a new file" ? "new.ts" : "b.ts";
    expect(await run(folder, ["fix", "--write"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        `audit-logging: Nothing was written: the git working tree has uncommitted changes (${path}). ` +
        "Commit or stash them, so that the changes can be told apart and taken back; or add --force.\n",
    });
    expect(read(folder, "a.ts")).toBe("FIX\n");
  });
}

test("of many uncommitted changes three are named", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  commitAll(folder);
  for (const name of ["v", "w", "x", "y", "z"]) writeFileSync(join(folder, name), "");
  expect((await run(folder, ["fix", "--write"])).stderr).toContain("uncommitted changes (v, w, x and 2 more).");
});

test("a change elsewhere in the repository counts, and an ignored file does not", async () => {
  const folder = project({ ".gitignore": "*.log\n", "api/a.ts": "FIX\n", "web/b.ts": "" });
  commitAll(folder);
  writeFileSync(join(folder, "debug.log"), "");
  writeFileSync(join(folder, "web", "b.ts"), "changed\n");
  expect((await run(join(folder, "api"), ["fix", "--write"])).code).toBe(2);
  git(folder, "checkout", "web/b.ts");
  expect((await run(join(folder, "api"), ["fix", "--write"])).code).toBe(0);
});

test("--force writes to a dirty working tree", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  commitAll(folder);
  writeFileSync(join(folder, "new.ts"), "");
  const { code, stderr } = await run(folder, ["fix", "--write", "--force"]);
  expect({ code, stderr, text: read(folder, "a.ts") }).toEqual({ code: 0, stderr: "", text: "securityLog();\nFIX\n" });
});

test("a preview of a dirty working tree is not blocked", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  git(folder, "init", "--quiet");
  const { code, stderr } = await run(folder, ["fix"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("a dirty working tree does not matter where there is nothing to write", async () => {
  const folder = project({ "a.ts": "fine\n" });
  git(folder, "init", "--quiet");
  expect((await run(folder, ["fix", "--write"])).code).toBe(0);
});

test("without git installed there is a warning", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  git(folder, "init", "--quiet");
  const { code, stderr } = await run(folder, ["fix", "--write"], { env: { PATH: folder } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "Warning: git is not installed, so git cannot take the changes back.\n" });
});

test("a git that will not speak blocks writing, and what it said is told", async () => {
  const folder = project({ "a.ts": "FIX\n", ".git": "gitdir: nowhere\n" });
  expect(await run(folder, ["fix", "--write"])).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "audit-logging: Nothing was written: git does not say whether the working tree is clean " +
      "(fatal: not a git repository: <root>/nowhere). Mend that, or add --force.\n",
  });
});

test("a written file keeps its mode, whatever the umask", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n" });
  chmodSync(join(folder, "a.ts"), 0o755);
  chmodSync(join(folder, "b.ts"), 0o666);
  await run(folder, ["fix", "--write"]);
  expect([statSync(join(folder, "a.ts")).mode & 0o777, statSync(join(folder, "b.ts")).mode & 0o777]).toEqual([0o755, 0o666]);
});

test.skipIf(process.getuid?.() !== 0)("a file that the root user writes keeps its owner", async () => {
  const folder = project({ "a.ts": "FIX\n" });
  fs.chownSync(join(folder, "a.ts"), 1234, 5678);
  await run(folder, ["fix", "--write"]);
  const { uid, gid } = statSync(join(folder, "a.ts"));
  expect({ uid, gid, text: read(folder, "a.ts") }).toEqual({ uid: 1234, gid: 5678, text: "securityLog();\nFIX\n" });
});

test("a link that is named stays a link, and the file that it points to is written", async () => {
  const folder = project({ "real/a.ts": "FIX\n" });
  symlinkSync("real/a.ts", join(folder, "link.ts"));
  expect((await run(folder, ["fix", "--write", "link.ts"])).code).toBe(0);
  expect(lstatSync(join(folder, "link.ts")).isSymbolicLink()).toBe(true);
  expect(read(folder, "real/a.ts")).toBe("securityLog();\nFIX\n");
  expect(tree(folder)).toEqual(["link.ts", "real", "real/a.ts"]);
});

/** Codemods that do `meanwhile` while they look at `path`, as another program might. */
function meanwhile(path: string, act: () => void) {
  return async () => ({
    ...stubCodemods,
    runCodemods: (...args: Parameters<typeof stubCodemods.runCodemods>) => {
      if (args[1] === path) act();
      return stubCodemods.runCodemods(...args);
    },
  });
}

test("a file that changes while it is fixed is left alone, and the others are written", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n" });
  const loadCodemods = meanwhile("a.ts", () => writeFileSync(join(folder, "a.ts"), "FIX by hand\n"));
  expect(await run(folder, ["fix", "--write", "--check"], { loadCodemods })).toEqual({
    code: 1,
    stderr: NO_GIT,
    stdout: `fixed b.ts (1 edit)

Skipped (1):
  a.ts: changed while it was being fixed
1 edit: log-silent-catch 1.
Scanned 2 files: 1 changed, 0 unchanged, 1 skipped, 0 failed.
`,
  });
  expect(read(folder, "a.ts")).toBe("FIX by hand\n");
});

test("a file that goes while it is fixed has failed, and is not made anew", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n" });
  const loadCodemods = meanwhile("a.ts", () => rmSync(join(folder, "a.ts")));
  expect(await run(folder, ["fix", "--write", "--quiet"], { loadCodemods })).toEqual({
    code: 2,
    stderr: "",
    stdout: `Failed (1):
  a.ts: it cannot be written: it is gone
Scanned 2 files: 1 changed, 0 unchanged, 0 skipped, 1 failed.
`,
  });
  expect(tree(folder)).toEqual(["b.ts"]);
});

test("a file that goes before it is read has failed", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n" });
  const loadCodemods = meanwhile("a.ts", () => rmSync(join(folder, "b.ts")));
  expect((await run(folder, ["fix", "--quiet"], { loadCodemods })).stdout).toBe(`Failed (1):
  b.ts: it cannot be read: it is gone
Scanned 2 files: 1 would change, 0 unchanged, 0 skipped, 1 failed.
`);
});

test("files that may not be read or written have failed, and the others go on", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n", "closed/c.ts": "FIX\n", "d.ts": "FIX\n" });
  chmodSync(join(folder, "a.ts"), 0o000);
  chmodSync(join(folder, "b.ts"), 0o444);
  chmodSync(join(folder, "closed"), 0o555);
  await asUser(folder, async () => {
    expect(await run(folder, ["fix", "--write", "--quiet"])).toEqual({
      code: 2,
      stderr: "",
      stdout: `Failed (3):
  a.ts: it cannot be read: no permission
  b.ts: it cannot be written: no permission
  closed/c.ts: it cannot be written: no permission
Scanned 4 files: 1 changed, 0 unchanged, 0 skipped, 3 failed.
`,
    });
  });
  expect(tree(folder)).toEqual(["a.ts", "b.ts", "closed", "closed/c.ts", "d.ts"]);
  expect([read(folder, "b.ts"), read(folder, "closed/c.ts"), read(folder, "d.ts")]).toEqual([
    "FIX\n",
    "FIX\n",
    "securityLog();\nFIX\n",
  ]);
});

const faults: Record<string, "renameSync" | "writeFileSync" | "fchmodSync"> = {
  "in the middle of writing": "writeFileSync",
  "between writing and setting the mode": "fchmodSync",
  "at the last step": "renameSync",
};

for (const [when, step] of Object.entries(faults)) {
  test(`a disk that is full ${when} leaves the old file whole and no temporary one`, async () => {
    const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n" });
    const full = vi.spyOn(fs, step).mockImplementationOnce(() => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    });
    const { code, stdout } = await run(folder, ["fix", "--write", "--quiet"]);
    full.mockRestore();
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: `Failed (1):
  a.ts: it cannot be written: no space is left on the disk
Scanned 2 files: 1 changed, 0 unchanged, 0 skipped, 1 failed.
`,
    });
    expect(tree(folder)).toEqual(["a.ts", "b.ts"]);
    expect([read(folder, "a.ts"), read(folder, "b.ts")]).toEqual(["FIX\n", "securityLog();\nFIX\n"]);
  });
}

test("a temporary file of that name that is there already is not written over", async () => {
  const temporary = `.a.ts.${process.pid}.audit-logging`;
  const folder = project({ "a.ts": "FIX\n", [temporary]: "someone else's\n" });
  const { code, stdout } = await run(folder, ["fix", "--write", "--quiet"]);
  expect(code).toBe(2);
  expect(stdout).toContain("  a.ts: it cannot be written: EEXIST: file already exists");
  expect([read(folder, "a.ts"), read(folder, temporary)]).toEqual(["FIX\n", "someone else's\n"]);
});

test("a run that is interrupted finishes the file in hand, leaves the rest, and accounts for all", async () => {
  const folder = project({ "a.ts": "FIX\n", "b.ts": "FIX\n", "c.ts": "fine\n", "d.ts": "FIX\n" });
  let stop = () => undefined as void;
  let listening = false;
  const printed: string[] = [];
  const code = (
    await run(folder, ["fix", "--write"], {
      onInterrupt: (callback) => {
        [stop, listening] = [callback, true];
        return () => (listening = false);
      },
      stdout: {
        write: (text) => {
          printed.push(text);
          if (text.startsWith("fixed a.ts")) stop();
        },
      },
    })
  ).code;
  expect({ code, listening }).toEqual({ code: 130, listening: false });
  expect(printed.join("")).toBe(`fixed a.ts (1 edit)

Skipped (2):
  b.ts: the run was interrupted before it was written
  d.ts: the run was interrupted before it was written
1 edit: log-silent-catch 1.
Scanned 4 files: 1 changed, 1 unchanged, 2 skipped, 0 failed.
`);
  expect(tree(folder)).toEqual(["a.ts", "b.ts", "c.ts", "d.ts"]);
  expect([read(folder, "a.ts"), read(folder, "b.ts")]).toEqual(["securityLog();\nFIX\n", "FIX\n"]);
});

test("a preview listens for no signal: it has nothing to put in order", async () => {
  let listened = false;
  await run(project({ "a.ts": "FIX\n" }), ["fix"], { onInterrupt: () => ((listened = true), () => undefined) });
  expect(listened).toBe(false);
});

test("preview and write speak of the same files and edits", async () => {
  const files = { "a.ts": "FIX\nLEFT\n", "b.ts": "BROKEN\n", "c.ts": "one\nFIX\nFIX\n", "d.ts": "FAILED\n" };
  const folder = project(files);
  const preview = JSON.parse((await run(folder, ["fix", "--format", "json"])).stdout) as object;
  const written = JSON.parse((await run(folder, ["fix", "--format", "json", "--write"])).stdout) as { files: { path: string }[] };
  const byPath = (run: { files?: { path: string }[] }) => [...(run.files ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1));
  expect({ ...written, files: byPath(written), written: false }).toEqual({ ...preview, files: byPath(preview) });
  expect(existsSync(join(folder, "a.ts"))).toBe(true);
});
