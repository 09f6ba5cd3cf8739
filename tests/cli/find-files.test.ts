import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { asPattern, findFiles } from "../../src/cli/find-files.js";
import { asUser, commitAll, git, project, run } from "./support.js";

/** Found paths; one that is left out with its reason. */
async function find(folder: string, paths: string[] = [], ignored: string[] = [], root = folder): Promise<string[]> {
  const found = await findFiles(paths, root, folder, ignored);
  return found.map((entry) =>
    "full" in entry ? entry.path : `${entry.path} ${entry.status}: ${entry.reason.replaceAll(folder, "<root>")}`,
  );
}

const empty = (paths: string[]) => Object.fromEntries(paths.map((path) => [path, ""]));

test("sources of every ending are found, in the order of their paths", async () => {
  const sources = ["a.cjs", "a.cts", "a.js", "a.jsx", "a.mjs", "a.mts", "a.ts", "a.tsx", "b/c/d.ts", "b/e.ts"];
  expect(await find(project(empty([...sources, "a.json", "a.css", "a.vue", "README.md", "ts", ".ts.swp"])))).toEqual(sources);
});

test("dependencies, build outputs, declarations and minified files are never read, at any depth", async () => {
  const folders = ["node_modules", "dist", "build", ".next", ".vercel", ".wrangler", "coverage", "out", ".git"];
  const inside = folders.flatMap((name) => [`${name}/a.ts`, `src/${name}/deep/a.ts`]);
  const files = ["a.min.js", "a.min.mjs", "a.d.ts", "a.d.mts", "a.d.cts", "style.d.css.ts"];
  expect(await find(project(empty([...inside, ...files, "src/a.ts", "build.ts", "distance/a.ts"])))).toEqual([
    "build.ts",
    "distance/a.ts",
    "src/a.ts",
  ]);
});

test("a route that is called as a build output is, is read", async () => {
  const folder = project(empty(["app/api/build/route.ts", "src/pages/api/out/x.ts", "apps/api/dist/a.js", "app/dist/a.js"]));
  expect(await find(folder)).toEqual(["app/api/build/route.ts", "src/pages/api/out/x.ts"]);
});

test("hidden files and folders are read as others are", async () => {
  expect(await find(project(empty([".storybook/main.ts", ".hidden.js"])))).toEqual([".hidden.js", ".storybook/main.ts"]);
});

test("nested .gitignore files are honoured, the innermost deciding", async () => {
  const folder = project({
    ".gitignore": "*.gen.ts\n/only-here/\nlogs\n# a comment\n",
    "a.gen.ts": "",
    "only-here/a.ts": "",
    "sub/only-here/a.ts": "",
    "sub/logs/a.ts": "",
    "sub/.gitignore": "!kept.gen.ts\nsecret/*\n!secret/open.ts\n",
    "sub/kept.gen.ts": "",
    "sub/other.gen.ts": "",
    "sub/secret/a.ts": "",
    "sub/secret/open.ts": "",
    "secret/a.ts": "",
  });
  expect(await find(folder)).toEqual(["secret/a.ts", "sub/kept.gen.ts", "sub/only-here/a.ts", "sub/secret/open.ts"]);
});

test("an ignored folder is not entered, so nothing in it can be taken back in", async () => {
  const folder = project({ ".gitignore": "tmp/\n", "tmp/.gitignore": "!*.ts\n", "tmp/a.ts": "", "b.ts": "" });
  expect(await find(folder)).toEqual(["b.ts"]);
});

test("what is found is what git calls its own", async () => {
  const folder = project({
    ".gitignore": "*.log.ts\n!important.log.ts\n/a/b\n**/tmp/**\n\\#x.ts\nspace\\ .ts\nfoo/*.js\n[ab]c.ts\n",
    ...empty(["x.log.ts", "important.log.ts", "a/b/c.ts", "z/a/b/c.ts", "q/tmp/r/s.ts", "#x.ts", "space .ts"]),
    ...empty(["foo/a.js", "foo/bar/a.js", "x/foo/a.js", "ac.ts", "cc.ts", "deep/bc.ts", "deep/.keep.ts"]),
  });
  git(folder, "init", "--quiet");
  const own = git(folder, "ls-files", "--others", "--exclude-standard")
    .split("\n")
    .filter((path) => /\.[jt]s$/.test(path));
  expect(await find(folder)).toEqual(own.sort());
});

test("a subfolder as root keeps to what the repository around it ignores", async () => {
  const folder = project({
    ".gitignore": "*.gen.ts\n/packages/api/private/\n",
    ...empty(["packages/api/a.gen.ts", "packages/api/private/a.ts", "packages/api/b.ts"]),
  });
  git(folder, "init", "--quiet");
  expect(await find(join(folder, "packages", "api"))).toEqual(["b.ts"]);
  expect(await find(folder, ["packages/api/private/a.ts"], [], join(folder, "packages", "api"))).toEqual([
    "private/a.ts skipped: ignored by <root>/.gitignore",
  ]);
});

test("a .gitignore above the root counts in a repository only", async () => {
  const folder = project({ ".gitignore": "*.ts\n", "sub/a.ts": "" });
  expect(await find(join(folder, "sub"))).toEqual(["a.ts"]);
});

test("a root that its repository ignores is read all the same", async () => {
  const folder = project({
    ".gitignore": "vendor/\n",
    "vendor/app/a.ts": "",
    "vendor/app/.gitignore": "b.ts\n",
    "vendor/app/b.ts": "",
  });
  git(folder, "init", "--quiet");
  expect(await find(join(folder, "vendor", "app"))).toEqual(["a.ts"]);
});

test("a repository within the repository has its own rules", async () => {
  const folder = project({
    ".gitignore": "*.gen.ts\n",
    "a.gen.ts": "",
    "module/a.gen.ts": "",
    "module/.gitignore": "b.ts\n",
    "module/b.ts": "",
  });
  git(folder, "init", "--quiet");
  git(join(folder, "module"), "init", "--quiet");
  expect(await find(folder)).toEqual(["module/a.gen.ts"]);
});

test("what a user excludes without telling others is left out", async () => {
  const folder = project({ "a.ts": "", "mine.ts": "" });
  git(folder, "init", "--quiet");
  git(folder, "config", "core.excludesFile", "/dev/null");
  mkdirSync(join(folder, ".git", "info"), { recursive: true });
  writeFileSync(join(folder, ".git", "info", "exclude"), "mine.ts\n");
  expect(await find(folder)).toEqual(["a.ts"]);
});

test("--ignore counts from the root, and may be repeated", async () => {
  const folder = project(empty(["a.ts", "legacy/a.ts", "src/legacy/a.ts", "src/b.spec.ts"]));
  expect(await find(folder, [], ["/legacy", "*.spec.ts"])).toEqual(["a.ts", "src/legacy/a.ts"]);
  expect(await find(folder, [], ["**/legacy/**"])).toEqual(["a.ts", "src/b.spec.ts"]);
});

test("a path that is named and yet left out is told of, with the reason", async () => {
  const folder = project({
    ".gitignore": "ignored/\n*.gen.ts\n",
    ...empty([
      "ignored/a.ts",
      "a.gen.ts",
      "dist/a.ts",
      "a.d.ts",
      "a.min.js",
      "README.md",
      "off.ts",
      "a.ts",
      "node_modules/x/a.ts",
    ]),
  });
  const named = ["ignored/a.ts", "ignored", "a.gen.ts", "dist", "dist/a.ts", "a.d.ts", "a.min.js", "README.md", "off.ts", "a.ts"];
  expect(await find(folder, [...named, "node_modules/x"], ["off.ts"])).toEqual([
    "README.md skipped: not a JavaScript or TypeScript file",
    "a.d.ts skipped: a declaration file, which holds no code that runs",
    "a.gen.ts skipped: ignored by .gitignore",
    "a.min.js skipped: minified",
    "a.ts",
    "dist skipped: in dist, which is never read",
    "dist/a.ts skipped: in dist, which is never read",
    "ignored skipped: ignored by .gitignore",
    "ignored/a.ts skipped: ignored by .gitignore",
    "node_modules/x skipped: in node_modules, which is never read",
    "off.ts skipped: ignored by --ignore",
  ]);
});

test("a file that several paths lead to is found once", async () => {
  const folder = project(empty(["src/a.ts", "src/b.ts"]));
  symlinkSync("src", join(folder, "linked"), "dir");
  symlinkSync("a.ts", join(folder, "src", "alias.ts"));
  expect(await find(folder, ["src", "src/a.ts", "./src/../src/b.ts", "linked", "src/alias.ts", "."])).toEqual([
    "src/a.ts",
    "src/b.ts",
  ]);
});

test("links that go round in a circle, or to nothing, do no harm below a folder", async () => {
  const folder = project(empty(["src/a.ts"]));
  symlinkSync("..", join(folder, "src", "up"), "dir");
  symlinkSync("self.ts", join(folder, "src", "self.ts"));
  symlinkSync("nowhere.ts", join(folder, "src", "dangling.ts"));
  expect(await find(folder)).toEqual(["src/a.ts"]);
});

test("a link is not followed below a folder, and is where it is named", async () => {
  const folder = project(empty(["real/a.ts", "b.ts"]));
  symlinkSync("../real", join(folder, "link"), "dir");
  const outside = project(empty(["c.ts"]));
  symlinkSync(outside, join(folder, "elsewhere"), "dir");
  expect(await find(folder)).toEqual(["b.ts", "real/a.ts"]);
  expect(await find(folder, ["elsewhere"])).toEqual(["elsewhere/c.ts"]);
});

test("a link in a circle that is named has failed", async () => {
  const folder = project();
  symlinkSync("self.ts", join(folder, "self.ts"));
  expect(await find(folder, ["self.ts"])).toEqual(["self.ts failed: its links go round in a circle"]);
});

test("a folder that may not be read has failed, and the others go on", async () => {
  const folder = project(empty(["a.ts", "closed/b.ts", "z.ts"]));
  chmodSync(join(folder, "closed"), 0o000);
  await asUser(folder, async () => {
    expect(await find(folder)).toEqual(["a.ts", "closed failed: the folder cannot be read: no permission", "z.ts"]);
    expect(await find(folder, ["closed/b.ts"])).toEqual(["closed/b.ts failed: no permission"]);
  });
  chmodSync(join(folder, "closed"), 0o755);
});

test("a glob that the shell has left alone is resolved, without what is ignored", async () => {
  const folder = project({
    ".gitignore": "gen/\n",
    ...empty(["src/a.ts", "src/b/c.ts", "src/d.js", "src/gen/e.ts", "src/f.d.ts", "dist/g.ts"]),
  });
  expect(await find(folder, ["**/*.ts"])).toEqual(["src/a.ts", "src/b/c.ts"]);
  expect(await find(folder, ["src/*.{ts,js}"])).toEqual(["src/a.ts", "src/d.js"]);
});

test("a pattern's separator is the slash, also where that of paths is the backslash", () => {
  expect(asPattern("src\\routes\\*.ts", "\\")).toBe("src/routes/*.ts");
  expect(asPattern("src/\\[id\\]/*.ts", "/")).toBe("src/\\[id\\]/*.ts");
});

test("a path that exists is no glob, whatever it looks like", async () => {
  const folder = project(empty(["app/(shop)/[id]/route.ts", "app/i/route.ts", "app/[...all].ts"]));
  expect(await find(folder, ["app/(shop)/[id]/route.ts"])).toEqual(["app/(shop)/[id]/route.ts"]);
  expect(await find(folder, ["app/(shop)/[id]", "app/[...all].ts"])).toEqual(["app/(shop)/[id]/route.ts", "app/[...all].ts"]);
});

test("paths count from the current folder, and are shown from the root", async () => {
  const folder = project(empty(["packages/api/src/a.ts", "packages/api/b.ts", "packages/web/c.ts"]));
  const root = join(folder, "packages", "api");
  expect(await find(folder, [], [], root)).toEqual(["b.ts", "src/a.ts"]);
  expect(await find(folder, ["packages/api/src"], [], root)).toEqual(["src/a.ts"]);
});

const errors: Record<string, [paths: string[], message: string]> = {
  "a path that does not exist": [
    ["a.ts", "src"],
    "src does not exist: there is no file or folder <root>/src. Paths count from the current folder.",
  ],
  "a path below a file": [
    ["a.ts/b.ts"],
    "a.ts/b.ts does not exist: there is no file or folder <root>/a.ts/b.ts. Paths count from the current folder.",
  ],
  "a glob that matches nothing": [["*.tsx"], "No file matches *.tsx in <root>. Check the pattern, or give a folder."],
  "a link to nothing": [["dangling"], "dangling is a link to something that does not exist."],
  "an empty path, as of a shell's variable that is not set": [
    ["a.ts", ""],
    "A path is empty. Give a file or a folder; . is the current one.",
  ],
  "a path outside the root": [["/"], "/ lies outside the root, <root>. Give a --root that holds it."],
  "a folder without a source": [
    ["docs"],
    "There is no JavaScript or TypeScript file to read in docs. See fix --help for what is read.",
  ],
};

for (const [what, [paths, message]] of Object.entries(errors)) {
  test(`${what} is an error, and nothing is done`, async () => {
    const folder = project({ "a.ts": "FIX\n", "docs/a.md": "" });
    symlinkSync("nowhere", join(folder, "dangling"));
    expect(await run(folder, ["fix", ...paths])).toEqual({ code: 2, stdout: "", stderr: `audit-logging: ${message}\n` });
  });
}

test("a root without a source is an error", async () => {
  expect(await run(project({ "README.md": "" }), ["fix"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "audit-logging: There is no JavaScript or TypeScript file to read in <root>. See fix --help for what is read.\n",
  });
});

test("a file that git tracks in spite of .gitignore is ignored all the same, as by ESLint", async () => {
  const folder = project({ ".gitignore": "a.ts\n", "a.ts": "", "b.ts": "" });
  commitAll(folder);
  expect(await find(folder)).toEqual(["b.ts"]);
});
