import { expect, test } from "vitest";
import { commitAll, installEslint, NO_ESLINT, PACKAGE, project, read, run, tree } from "./support.js";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const SILENT = `export async function POST(request: Request) {
  const user = await find(await request.json());
  if (!user) return new Response("no", { status: 401 });
  return new Response("ok");
}
`;
const ROUTE = "app/api/things/route.ts";
const REAL = { packageFolder: () => PACKAGE };

const edit = (path: string) => JSON.stringify({ hook_event_name: "PostToolUse", tool_name: "Edit", tool_input: { file_path: path } });

test("an edit that answers 401 and keeps nothing is told of on standard error, with exit code 2 and the edit to make", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  const { code, stdout, stderr } = await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, ROUTE)) });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`## 1. ${ROUTE}:3 (log-on-4xx)`);
  expect(stderr).toContain("+  if (!user) {\n+    securityLog.warn(");
});

test("nothing is written", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  const before = tree(folder);
  await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, ROUTE)) });
  expect(tree(folder)).toEqual(before);
  expect(read(folder, ROUTE)).toBe(SILENT);
});

test("an edit that leaves nothing unrecorded is passed over in silence", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: "export const GET = () => new Response('ok');\n" });
  expect(await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, ROUTE)) })).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("what the last commit has already is not this edit's, even when lines above it moved", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  commitAll(folder);
  writeFileSync(join(folder, ROUTE), `// Things that people made.\n\n${SILENT}`);
  expect(await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, ROUTE)) })).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("a second refusal like the first is told of, and only it", async () => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  commitAll(folder);
  const second = '  if (user.banned) return new Response("banned", { status: 403 });\n';
  writeFileSync(join(folder, ROUTE), SILENT.replace("  return new Response(\"ok\");\n", (line) => second + line));
  const { code, stderr } = await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, ROUTE)) });
  expect(code).toBe(2);
  expect([...stderr.matchAll(/^## (.+)$/gm)].map(([, title]) => title)).toEqual([`1. ${ROUTE}:4 (log-on-4xx)`]);
});

test.each([
  ["Cursor's shape", (path: string) => ({ file_path: path, edits: [{ old_string: "a", new_string: "b" }] })],
  ["a relative path and a folder", (_: string, folder: string) => ({ cwd: folder, tool_input: { path: ROUTE } })],
  ["several edits, each with its file", (path: string) => ({ tool_input: { edits: [{ file_path: path }] } })],
])("%s is understood", async (_, event) => {
  const folder = project({ ...NO_ESLINT, [ROUTE]: SILENT });
  const { code } = await run(folder, ["hook"], { ...REAL, stdin: JSON.stringify(event(join(folder, ROUTE), folder)) });
  expect(code).toBe(2);
});

test.each([
  ["a file of another kind", "README.md"],
  ["a file of a dependency", "node_modules/x/index.js"],
  ["a file that was removed", "src/gone.ts"],
  ["a file outside the project", "../elsewhere.ts"],
  ["a folder", "app/api"],
  ["a test", "tests/api/route.ts"],
  ["a file in a hidden folder", ".next/server/route.ts"],
  ["a file that does not parse, as it may be in the middle of several edits", "app/api/broken/route.ts"],
])("%s is passed over", async (_, path) => {
  const files = ["README.md", "node_modules/x/index.js", ROUTE, "tests/api/route.ts", ".next/server/route.ts"].map((one) => [one, SILENT] as const);
  const folder = project({ ...NO_ESLINT, ...Object.fromEntries(files), "app/api/broken/route.ts": SILENT.slice(0, -2) });
  expect(await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, path)) })).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("a file that the ESLint config ignores is passed over, and another is not", async () => {
  const folder = project({ "package.json": "{}", "eslint.config.mjs": 'export default [{ ignores: ["app/api/old/**"] }];\n', [ROUTE]: SILENT, "app/api/old/route.ts": SILENT });
  installEslint(folder);
  const code = async (path: string) => (await run(folder, ["hook"], { ...REAL, stdin: edit(join(folder, path)) })).code;
  expect([await code("app/api/old/route.ts"), await code(ROUTE)]).toEqual([0, 2]);
});

test("an edit of no file, such as a command that was run, is passed over", async () => {
  expect(await run(project(), ["hook"], { ...REAL, stdin: '{"tool_name":"Bash","tool_input":{"command":"ls"}}' })).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});

test.each([
  ["a path alone", "src/a.ts\n", "src/a.ts"],
  ["JSON that is no object", '["src/a.ts"]', '["src/a.ts"]'],
  ["a diff, of which the beginning is repeated", `--- ${"a".repeat(80)}`, `--- ${"a".repeat(56)}`],
  ["nothing", "\n", "nothing"],
])("%s is refused, with what was expected", async (_, stdin, shown) => {
  expect(await run(project(), ["hook"], { stdin })).toEqual({
    code: 2,
    stdout: "",
    stderr: `audit-logging: hook needs one JSON object on standard input, as an agent's edit hook gives it, such as {"tool_input":{"file_path":"src/a.ts"}}, but was given ${shown}.\n`,
  });
});

test("a path is refused, as the edit comes on standard input", async () => {
  expect(await run(project(), ["hook", "src/a.ts"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "audit-logging: hook takes no paths, but was given src/a.ts: the edit comes on standard input.\n",
  });
});
