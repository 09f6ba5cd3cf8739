import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { RULES } from "../../rules/index.js";
import type { Report } from "../../src/report/model.js";
import { commitAll, git, NO_ESLINT, PACKAGE, project, read, run, tree } from "./support.js";

const ROUTE = "app/api/things/route.ts";
const SILENT = `export async function POST(request: Request) {
  if (!request.headers.get("x-user")) return new Response("no", { status: 401 });
  return new Response("ok");
}
`;
const LOGIN = "app/api/auth/login/route.ts";
const RECORDED = `import { securityLog } from "@/lib/logging";

export async function POST(request: Request) {
  if (!(await find(request))) {
    securityLog.warn("auth.login", { actor: "anon", route: "POST /api/auth/login", outcome: "denied", reason: "invalid_credentials" });
    return new Response("no", { status: 401 });
  }
  securityLog.info("auth.login", { actor: "anon", route: "POST /api/auth/login", outcome: "success" });
  return new Response("ok");
}
`;
const REAL = { packageFolder: () => PACKAGE };

const findings = ({ stdout }: { stdout: string }) => (JSON.parse(stdout) as Report).findings.map(({ path, line, rule }) => `${path}:${line} ${rule}`);

test("the bare command is the report, and its text names each sensitive route and counts every file", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT, [LOGIN]: RECORDED, "src/one.ts": "export const one = 1;\n" });
  const expected = {
    code: 0,
    stderr: "",
    stdout: `Audit surface: 2 routes, 1 sensitive

  route                 category       success    denied     error
  POST /api/auth/login  authentication audit      audit      –
    ${LOGIN}:3

  – no such answer here

1 more handler without anything sensitive; --format markdown lists it.

Coverage: 2 of 2 (100 %) of the outcomes of sensitive routes leave an audit event
  authentication   2 of 2 (100 %)

1 finding:
  log-on-4xx (1)
    ${ROUTE}:2  POST /api/things answers 401 and keeps nothing; record the denial (actor, route, outcome, reason) before this exit.

\`audit-logging fix\` shows what would repair them as a diff.

Scanned 3 files: 2 analysed, 1 with nothing to look at, 0 skipped, 0 failed.
`,
  };
  expect(await run(folder, [], REAL)).toEqual(expected);
  expect(await run(folder, ["report"], REAL)).toEqual(expected);
});

test.each([[ROUTE], ["app"], ["./app/api"], ["app/**/*.ts"]])("a path in place of a command is a report of it: %s", async (path) => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT, "src/one.ts": "export const one = 1;\n" });
  const { code, stdout } = await run(folder, [path, "--check"], REAL);
  expect(code).toBe(1);
  expect(stdout).toContain("Scanned 1 file: 1 analysed");
  expect(stdout).toBe((await run(folder, ["report", path], REAL)).stdout);
});

test("a path that is not there is told of as a path", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  expect((await run(folder, ["app/nothing"], REAL)).stderr).toContain("app/nothing does not exist");
  expect((await run(folder, ["nothing"], REAL)).stderr).toContain("There is no command nothing.");
});

test("the project is called what its package.json says, or else what its folder is called", async () => {
  const name = async (files: Record<string, string>) => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT, ...files });
    const { project: called } = JSON.parse((await run(folder, ["--format", "json"], REAL)).stdout) as { project: string };
    return called === basename(folder) ? "its folder" : called;
  };
  expect(await name({ "package.json": '{ "name": "@acme/shop" }' })).toBe("@acme/shop");
  expect(await name({ "package.json": '{ "name": 1 }' })).toBe("its folder");
  expect(await name({})).toBe("its folder");
});

test("nothing is written", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  const before = tree(folder);
  for (const format of ["text", "markdown", "json", "jsonl", "sarif", "html", "prompt", "agent"]) {
    expect(await run(folder, ["report", "--format", format], REAL)).toMatchObject({ code: 0, stderr: "" });
  }
  expect(tree(folder)).toEqual(before);
  expect(read(folder, ROUTE)).toBe(SILENT);
});

test("a coding agent that runs the bare command gets the short lines, and another format when it asks", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  const env = { PATH: process.env["PATH"], AI_AGENT: "some-agent" };
  expect((await run(folder, [], { ...REAL, env })).stdout.split("\n")[0]).toMatch(/^app\/api\/things\/route\.ts:2 log-on-4xx: /);
  expect((await run(folder, ["--format", "text"], { ...REAL, env })).stdout).toMatch(/^Audit surface: /);
  expect((await run(folder, [], { ...REAL, env: { ...env, AI_AGENT: "0" } })).stdout).toMatch(/^Audit surface: /);
});

describe("exit codes", () => {
  test("--check is 1 when there is a finding, and 0 when there is none", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT, [LOGIN]: RECORDED });
    expect((await run(folder, ["report", "--check"], REAL)).code).toBe(1);
    expect((await run(folder, ["report", "--check", LOGIN], REAL)).code).toBe(0);
  });

  test("--min-coverage is 1 when less is covered, and says how much is", async () => {
    const half = RECORDED.replace(/ {2}securityLog\.info.*\n/, "");
    const folder = project({ ...NO_ESLINT, [LOGIN]: half });
    expect(await run(folder, ["report", "--min-coverage", "90", "--quiet"], REAL)).toEqual({
      code: 1,
      stdout: "1 finding.\nScanned 1 file: 1 analysed, 0 with nothing to look at, 0 skipped, 0 failed.\n",
      stderr: "audit-logging: 1 of 2 outcomes of sensitive routes leave an audit event: 50 %, and --min-coverage asks for 90 %.\n",
    });
    expect((await run(folder, ["report", "--min-coverage", "50"], REAL)).code).toBe(0);
  });

  test("--quiet prints what failed and the counts, and shortens no format that a program reads", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    expect(await run(folder, ["report", "--check", "--quiet"], REAL)).toEqual({
      code: 1,
      stdout: "1 finding.\nScanned 1 file: 1 analysed, 0 with nothing to look at, 0 skipped, 0 failed.\n",
      stderr: "",
    });
    const { stdout } = await run(folder, ["report", "--quiet", "--format", "json"], REAL);
    expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toHaveLength(1);
  });

  test("a file that does not parse is told of, and is no failure", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: `${SILENT}}` });
    const { code, stdout } = await run(folder, ["report"], REAL);
    expect(code).toBe(0);
    expect(stdout).toContain(`Not read (1):\n  ${ROUTE}: it does not parse: line 5: `);
  });

  test("a file over which a rule breaks is a failure that the others do not share, and shows its stack with --debug alone", async () => {
    const { definition } = RULES.find((one) => one.definition.name === "log-on-4xx")!;
    const breaks = vi.spyOn(definition, "check").mockImplementation(() => {
      throw new TypeError("no such answer");
    });
    onTestFinished(() => breaks.mockRestore());
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT, "src/jobs.js": "export async function nightly() {\n  await sweep().catch(() => {});\n}\n" });
    const plain = await run(folder, ["report"], REAL);
    expect(plain).toMatchObject({ code: 2, stderr: "" });
    expect(plain.stdout).toContain(`Not read (1):\n  ${ROUTE}: no such answer`);
    expect(plain.stdout).toContain("1 analysed, 0 with nothing to look at, 0 skipped, 1 failed.");
    expect((await run(folder, ["report", "--debug"], REAL)).stderr).toMatch(/^TypeError: no such answer\n {4}at .*report\.test\.ts/);
  });

  test("a folder without a file to read is an error", async () => {
    expect(await run(project(), ["report"], REAL)).toEqual({
      code: 2,
      stdout: "",
      stderr: "audit-logging: There is no JavaScript or TypeScript file to read in <root>. See report --help for what is read.\n",
    });
  });
});

describe("--output", () => {
  test("writes the report to a file, and again over its own", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    for (let time = 0; time < 2; time++) {
      expect(await run(folder, ["report", "--format", "json", "--output", "audit.json"], REAL)).toEqual({ code: 0, stdout: "", stderr: "" });
    }
    expect((JSON.parse(read(folder, "audit.json")) as Report).findings).toHaveLength(1);
  });

  test("does not write over a file that is no report", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    expect(await run(folder, ["report", "--output", ROUTE], REAL)).toEqual({
      code: 2,
      stdout: "",
      stderr: `audit-logging: --output ${ROUTE} is there already and does not look like a report. Give another name, or remove it first.\n`,
    });
    expect(read(folder, ROUTE)).toBe(SILENT);
  });

  test("into a folder that is not there is an error that names it", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    expect(await run(folder, ["report", "--output", "out/audit.html"], REAL)).toEqual({
      code: 2,
      stdout: "",
      stderr: "audit-logging: --output out/audit.html: there is no folder <root>/out. Make it first.\n",
    });
  });
});

describe("--since", () => {
  test("reports what a change adds: a new file, a new line, and not what was there before", async () => {
    const folder = project({ ...NO_ESLINT, ".gitignore": "node_modules\n", [ROUTE]: SILENT, "app/api/other/route.ts": SILENT });
    commitAll(folder);
    writeFileSync(join(folder, ROUTE), `// Moved down.\n${SILENT.replace("  return new", '  if (locked) return new Response("no", { status: 403 });\n  return new')}`);
    writeFileSync(join(folder, "app/api/fresh.ts"), "export const one = 1;\n");
    writeFileSync(join(folder, "app/api/other/proxy.ts"), "");
    const result = await run(folder, ["report", "--since", "HEAD", "--format", "json"], REAL);
    expect(findings(result)).toEqual([`${ROUTE}:4 log-on-4xx`]);
    expect((JSON.parse(result.stdout) as Report).files.scanned).toBe(3);
  });

  test("counts from the root, where that is a folder of the repository", async () => {
    const folder = project({ ...NO_ESLINT, [`web/${ROUTE}`]: "export const GET = () => new Response('ok');\n", "api/a.ts": "" });
    commitAll(folder);
    writeFileSync(join(folder, "web", ROUTE), SILENT);
    writeFileSync(join(folder, "api/a.ts"), SILENT);
    expect(findings(await run(folder, ["report", "--root", "web", "--since", "HEAD", "--format", "json"], REAL))).toEqual([`${ROUTE}:2 log-on-4xx`]);
  });

  test("is counted from where the branch left the commit, as a pull request shows it: what is new there is not of this change", async () => {
    const old = { "app/api/theirs/route.ts": SILENT, "app/api/both/route.ts": SILENT };
    const folder = project({ ...NO_ESLINT, ...old });
    commitAll(folder);
    git(folder, "branch", "feature");
    // Meanwhile the other branch repairs one, and takes another away.
    writeFileSync(join(folder, "app/api/theirs/route.ts"), "export const GET = () => new Response('ok');\n");
    writeFileSync(join(folder, "app/api/both/route.ts"), "export const GET = () => new Response('ok');\n");
    git(folder, "commit", "--quiet", "--all", "--message", "theirs");
    git(folder, "branch", "base");
    git(folder, "switch", "--quiet", "feature");
    writeFileSync(join(folder, "app/api/both/route.ts"), `// Touched.\n${SILENT}`);
    mkdirSync(join(folder, "app/api/things"));
    writeFileSync(join(folder, ROUTE), SILENT);
    const result = await run(folder, ["report", "--since", "base", "--format", "json"], REAL);
    expect(findings(result)).toEqual([`${ROUTE}:2 log-on-4xx`]);
    expect((JSON.parse(result.stdout) as Report).files.scanned).toBe(2);
  });

  test("a commit that shares no history with this one is an error that says why", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    commitAll(folder);
    git(folder, "branch", "base");
    git(folder, "switch", "--quiet", "--orphan", "alone");
    writeFileSync(join(folder, "a.ts"), "");
    git(folder, "add", "a.ts");
    git(folder, "commit", "--quiet", "--message", "alone");
    expect(await run(folder, ["report", "--since", "base"], REAL)).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "audit-logging: --since base: git finds no commit where this branch left it. A shallow clone may lack it: fetch more of the history, or name a commit that this one stands on.\n",
    });
  });

  test("a file that was renamed is compared with what it was", async () => {
    const folder = project({ ...NO_ESLINT, ".gitignore": "node_modules\n", [ROUTE]: SILENT });
    commitAll(folder);
    mkdirSync(join(folder, "app/api/renamed"));
    git(folder, "mv", ROUTE, "app/api/renamed/route.ts");
    expect(findings(await run(folder, ["report", "--since", "HEAD", "--format", "json"], REAL))).toEqual([]);
    expect(findings(await run(folder, ["report", "--staged", "--format", "json"], REAL))).toEqual([]);
    const more = 'export const GET = () => new Response("no", { status: 403 });\n';
    writeFileSync(join(folder, "app/api/renamed/route.ts"), SILENT + more);
    expect(findings(await run(folder, ["report", "--since", "HEAD", "--format", "json"], REAL))).toEqual([expect.stringMatching(/renamed.*log-on-4xx/)]);
  });

  test("an unknown commit is an error that says what to give", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    commitAll(folder);
    expect(await run(folder, ["report", "--since", "--no-such"], REAL)).toMatchObject({ code: 2 });
    expect(await run(folder, ["report", "--since", "nowhere"], REAL)).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "audit-logging: --since nowhere: git knows no commit of that name in <root>. Give a branch, a tag or a commit; a shallow clone may lack it.\n",
    });
  });

  test("outside a repository is an error that says so", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    expect(await run(folder, ["report", "--since", "HEAD"], REAL)).toEqual({
      code: 2,
      stdout: "",
      stderr: "audit-logging: --since and --staged need a git repository, and <root> is in none.\n",
    });
  });
});

describe("--staged", () => {
  test("reports what the next commit will hold, and not what is only on the disk", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: "export const GET = () => new Response('ok');\n" });
    commitAll(folder);
    writeFileSync(join(folder, ROUTE), SILENT);
    expect(findings(await run(folder, ["report", "--staged", "--format", "json"], REAL))).toEqual([]);
    git(folder, "add", "--all", "--force");
    writeFileSync(join(folder, ROUTE), "export const GET = () => new Response('ok');\n");
    expect(findings(await run(folder, ["report", "--staged", "--format", "json"], REAL))).toEqual([`${ROUTE}:2 log-on-4xx`]);
  });

  test("works before the first commit", async () => {
    const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
    execFileSync("git", ["init", "--quiet"], { cwd: folder });
    git(folder, "add", "--all", "--force");
    expect(findings(await run(folder, ["report", "--staged", "--format", "json"], REAL))).toEqual([`${ROUTE}:2 log-on-4xx`]);
  });
});
