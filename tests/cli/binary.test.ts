/** The compiled binary in a process of its own, with the real codemods. The other tests compare what is printed, in process. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { commitAll, PACKAGE, project, read } from "./support.js";

/** Inside the package, so that what is compiled finds the package's dependencies, version and docs. */
const OUT = join(PACKAGE, "node_modules", ".cache", "audit-logging-binary");
const MAIN = join(OUT, "src", "cli", "main.js");

beforeAll(() => {
  const tsc = join(PACKAGE, "node_modules", "typescript", "bin", "tsc");
  const { status, stdout } = spawnSync(
    process.execPath,
    [tsc, "-p", join(PACKAGE, "tsconfig.build.json"), "--outDir", OUT, "--noCheck", "--declaration", "false"],
    { encoding: "utf8" },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
}, 120_000);

function node(cwd: string, ...argv: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, argv, { cwd, encoding: "utf8", env: { ...process.env, NO_COLOR: "" } });
}

test("the entry can be run as a program", () => {
  expect(readFileSync(MAIN, "utf8").split("\n", 1)[0]).toBe("#!/usr/bin/env node");
});

test("--version is the package's own", () => {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as { version: string };
  const { status, stdout, stderr } = node(project(), MAIN, "--version");
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("a wrong argument ends the process with 2", () => {
  const { status, stdout, stderr } = node(project(), MAIN, "fix", "--wirte");
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: "",
    stderr: "audit-logging: There is no option --wirte. Did you mean --write? See --help for all of them.\n",
  });
});

const SILENT = `export async function save(order: Order) {
  try {
    await db.insert(order);
  } catch (error) {
  }
}
`;

test("the real codemods are planned, applied and then silent", () => {
  const folder = project({ "src/orders.ts": SILENT });
  commitAll(folder);
  const only = ["--only", "no-silent-catch"];

  const preview = node(folder, MAIN, "fix", ...only, "--check");
  // Nobody has run init here.
  expect(preview.stderr).toMatch(/^Warning: src\/orders\.ts is to import @\/lib\/logging, which is not there\. [^\n]+\n$/);
  expect(preview.stdout).toMatch(/^--- a\/src\/orders\.ts\n\+\+\+ b\/src\/orders\.ts\n@@ /);
  expect(preview.stdout).toMatch(
    /\nScanned 1 file: 1 would change, 0 unchanged, 0 skipped, 0 failed\.\nNothing is written yet: add --write\.\n$/,
  );
  expect(preview.status).toBe(1);
  expect(read(folder, "src/orders.ts")).toBe(SILENT);

  expect(node(folder, MAIN, "fix", ...only, "--write").status).toBe(0);
  expect(read(folder, "src/orders.ts")).not.toBe(SILENT);

  const second = node(folder, MAIN, "fix", ...only, "--write", "--check");
  expect({ status: second.status, stdout: second.stdout }).toEqual({
    status: 0,
    stdout: "Scanned 1 file: 0 changed, 1 unchanged, 0 skipped, 0 failed.\n",
  });
});

test("what is printed and written does not depend on the number of threads", () => {
  const sources = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`src/orders-${index}.ts`, SILENT.replace("save", `save${index}`)]));
  const files = { ...sources, "package.json": '{ "name": "shop" }' };
  const [one, three] = ["1", "3"].map((jobs) => {
    const folder = project(files);
    const preview = node(folder, MAIN, "fix", "--format", "json", "--jobs", jobs);
    const written = node(folder, MAIN, "fix", "--write", "--jobs", jobs);
    const texts = Object.keys(files).map((path) => read(folder, path));
    const report = node(project(files), MAIN, "report", "--format", "json", "--jobs", jobs);
    return { preview: preview.stdout, status: preview.status, written: written.stdout, texts, report: report.stdout };
  });
  expect(three).toEqual(one);
  expect(JSON.parse(one!.report)).toMatchObject({ files: { scanned: 50, analysed: 50, failed: 0 } });
  expect(one!.written).toContain("Scanned 50 files: 50 changed, 0 unchanged, 0 skipped, 0 failed.");
});

test("a file that does not parse is skipped by the real parser, with its line", () => {
  const folder = project({ "src/orders.ts": `${SILENT}\nconst order = ;\n` });
  const { status, stdout } = node(folder, MAIN, "fix");
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^Skipped \(1\):\n {2}src\/orders\.ts: it does not parse: line 8: .+\nScanned 1 file: 0 would change, 0 unchanged, 1 skipped, 0 failed\.\n$/,
  );
});

test("a reader that closes the pipe early does not keep files from being written", () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`src/orders${index}.ts`, SILENT]));
  const folder = project(files);
  const script = `"${process.execPath}" "${MAIN}" fix --write --format patch --only no-silent-catch | true`;
  const { status, stderr } = spawnSync("sh", ["-c", script], { cwd: folder, encoding: "utf8" });
  expect(status).toBe(0);
  expect(stderr).not.toContain("EPIPE");
  expect(Object.keys(files).filter((path) => read(folder, path) === SILENT)).toEqual([]);
});

test("the signals that end a process are heard, and no longer once that is taken back", () => {
  const io = pathToFileURL(join(OUT, "src", "cli", "io.js")).href;
  const script = `
    import { processIo } from ${JSON.stringify(io)};
    const alive = setInterval(() => undefined, 1000);
    const heard = [];
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    const takeBack = processIo().onInterrupt((signal) => {
      heard.push(signal);
      if (heard.length < signals.length) return process.kill(process.pid, signals[heard.length]);
      takeBack();
      clearInterval(alive);
      console.log(heard.join(" "), signals.map((name) => process.listenerCount(name)).join(" "));
    });
    process.kill(process.pid, signals[0]);`;
  const { stdout, stderr } = node(project(), "--input-type=module", "--eval", script);
  expect({ stdout, stderr }).toEqual({ stdout: "SIGINT SIGTERM SIGHUP 0 0 0\n", stderr: "" });
});
