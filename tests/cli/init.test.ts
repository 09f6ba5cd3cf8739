import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as codemods from "../../codemods/run-codemods.js";
import { PACKAGE, project, read, run, tree } from "./support.js";

/** A package folder whose logger is a word, so that what is written can be told by it. */
function pack(): string {
  return project({
    "package.json": '{ "version": "1.2.3" }',
    "dist/src/logger/logging.ts": "// security-event/1, TypeScript\nexport const securityLog = { info() {}, warn() {}, error() {} };\n",
    "dist/src/logger/logging.js": "// security-event/1, module\nexport const securityLog = { info() {}, warn() {}, error() {} };\n",
    "dist/src/logger/logging.cjs": "// security-event/1, CommonJS\nexports.securityLog = { info() {}, warn() {}, error() {} };\n",
  });
}

const LOGIN = `export async function POST(request: Request) {
  const user = await find(await request.json());
  if (!user) return new Response("no", { status: 401 });
  return new Response("ok");
}
`;
const NEXT = {
  "package.json": '{ "dependencies": { "next": "16.4.0" }, "devDependencies": { "eslint": "^10.0.0" } }',
  "package-lock.json": "{}",
  "tsconfig.json": '{\n  // Next.js\n  "compilerOptions": { "moduleResolution": "bundler", "paths": { "@/*": ["./*"] } },\n}',
  "eslint.config.mjs": "export default [\n  {},\n];\n",
  "app/api/auth/login/route.ts": LOGIN,
};

const loadCodemods = async () => codemods;

async function init(files: Record<string, string>, ...argv: string[]) {
  const folder = project(files);
  const packageFolder = pack();
  const result = await run(folder, ["init", ...argv], { packageFolder: () => packageFolder });
  return { folder, packageFolder, ...result, again: () => run(folder, ["init", ...argv], { packageFolder: () => packageFolder }) };
}

test("without --yes, and with nobody to ask, it shows what it would write and writes nothing", async () => {
  const { folder, code, stdout, stderr } = await init(NEXT);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(
    /^Found next-route \(1 route, 1 sensitive\), TypeScript, npm, eslint\.config\.mjs; \d findings?\.\n\nnew file lib\/logging\.ts \(2 lines\)\n--- a\/eslint\.config\.mjs\n/,
  );
  expect(stdout).toContain("+  ...auditLogging.configs.recommended,\n");
  expect(stdout).toContain("new file docs/logging.md (");
  expect(stdout).toMatch(/Nothing is written\. `audit-logging init --yes` writes it without asking\.\n\nNot in package\.json yet/);
  expect(tree(folder).filter((path) => /logging|docs/.test(path))).toEqual([]);
  expect(read(folder, "eslint.config.mjs")).toBe(NEXT["eslint.config.mjs"]);
});

test("with --yes it writes the logger, the config and the spec, and says what comes next", async () => {
  const { folder, code, stdout } = await init(NEXT, "--yes");
  expect(code).toBe(0);
  expect(read(folder, "lib/logging.ts")).toMatch(/TypeScript/);
  expect(read(folder, "eslint.config.mjs")).toBe(
    'import auditLogging from "eslint-plugin-audit-logging";\n\nexport default [\n  {},\n  ...auditLogging.configs.recommended,\n  { settings: { "audit-logging": { emitter: { account: true } } } },\n];\n',
  );
  expect(read(folder, "docs/logging.md")).toContain("| `POST /api/auth/login` | `auth.login` | authentication | success (missing), denied (missing) | `app/api/auth/login/route.ts` |");
  expect(stdout).toMatch(
    /written lib\/logging\.ts\nchanged eslint\.config\.mjs\nwritten docs\/logging\.md\n\nNot in package\.json yet, and ESLint needs it: npm install --save-dev eslint-plugin-audit-logging\n\nNext:\n {2}npx audit-logging fix\n {2}npx audit-logging fix --write\n$/,
  );
});

describe("what comes next", () => {
  const after = (stdout: string) => stdout.slice(stdout.indexOf("\nNext"));

  test("is a commit first, where there is git: the repairs are written over nothing that is not committed", async () => {
    const { stdout } = await init({ ...NEXT, ".git/HEAD": "" }, "--yes");
    expect(after(stdout)).toBe(`
Next:
  git add --all && git commit --message "Set up audit logging"
  npx audit-logging fix
  npx audit-logging fix --write
`);
  });

  test("is the project's own formatter before that, for the files that are new", async () => {
    const { stdout } = await init({ ...NEXT, ".git/HEAD": "", "package.json": '{ "devDependencies": { "prettier": "^3.0.0" } }' }, "--yes");
    expect(after(stdout)).toMatch(/^\nNext:\n {2}npx prettier --write lib\/logging\.ts docs\/logging\.md\n {2}git add /);
  });

  test("is a baseline and one folder, of the first sensitive route, where all at once would be too much to review", async () => {
    const catches = Array.from({ length: 110 }, (_, index) => `export async function a${index}() { try { await work(); } catch {} }\n`).join("");
    const { "app/api/auth/login/route.ts": login, ...others } = NEXT;
    const files = { ...others, "app/api/(auth)/login/route.ts": login, "app/api/(about)/work/route.ts": `${catches}export async function GET() { return new Response("ok"); }\n` };
    expect(after((await init({ ...files, ".git/HEAD": "" }, "--yes")).stdout)).toBe(`
Next, as all at once would be too much to review:
  npx eslint . --suppress-all
  git add --all && git commit --message "Set up audit logging"
  npx audit-logging fix "app/api/(auth)/login" --only add-security-log
  npx audit-logging fix "app/api/(auth)/login" --only add-security-log --write
`);
  });
});

test("run again it changes nothing", async () => {
  const { folder, again } = await init(NEXT, "--yes", "--agents", "--alerts", "sigma");
  const files = () => tree(folder).map((path) => [path, statSync(join(folder, path)).isFile() ? read(folder, path) : ""]);
  const before = files();
  const { code, stdout } = await again();
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Found .+\n\n(?:.+\n\n)*Everything is in place: nothing to write\.\n\nNot in package\.json yet/);
  expect(files()).toEqual(before);
});

describe("docs/logging.md, once the code has changed", () => {
  const REPAIRED = LOGIN.replace(/if \(!user\) (return .*;)/, 'if (!user) { securityLog.warn("auth.login", { actor: "anon" }); $1 }');

  test("gets the routes as they are now, and keeps all that its owner wrote", async () => {
    const { folder, again } = await init(NEXT, "--yes");
    const spec = read(folder, "docs/logging.md").replace("# Logging spec", "# What we log").concat("\nAsk Ada.\n");
    writeFileSync(join(folder, "docs/logging.md"), spec);
    expect((await again()).stdout).toContain("Everything is in place: nothing to write.\n");
    writeFileSync(join(folder, "app/api/auth/login/route.ts"), REPAIRED);
    const { stdout } = await again();
    expect(stdout).toContain("-| `POST /api/auth/login` | `auth.login` | authentication | success (missing), denied (missing) |");
    expect(stdout).toContain("+| `POST /api/auth/login` | `auth.login` | authentication | success (missing), denied |");
    expect(stdout).toContain("changed docs/logging.md\n");
    expect(read(folder, "docs/logging.md")).toBe(spec.replace("success (missing), denied (missing)", "success (missing), denied"));
    expect((await again()).stdout).toContain("Everything is in place: nothing to write.\n");
  });

  test.each([
    ["without the marks", "# Ours\n\n| route | event |\n"],
    ["with one mark only", "<!-- audit-logging:routes:start -->\nOurs.\n"],
  ])("is left as it is %s", async (_, ours) => {
    const { folder } = await init({ ...NEXT, "docs/logging.md": ours }, "--yes");
    expect(read(folder, "docs/logging.md")).toBe(ours);
  });

  test("is left as it is where a formatter has only set the table in columns", async () => {
    const { folder, again } = await init(NEXT, "--yes");
    const spec = read(folder, "docs/logging.md");
    const wide = spec.replace("| route | event | category |", "| route                  | event        | category       |").replace("| --- | --- | --- |", "| ---------------------- | ------------ | -------------- |");
    expect(wide).not.toBe(spec);
    writeFileSync(join(folder, "docs/logging.md"), wide);
    expect((await again()).stdout).toContain("Everything is in place: nothing to write.\n");
    expect(read(folder, "docs/logging.md")).toBe(wide);
  });

  test("keeps its line ends", async () => {
    const ours = "<!-- audit-logging:routes:start -->\r\nold\r\n<!-- audit-logging:routes:end -->\r\nOurs.\r\n";
    const { folder } = await init({ ...NEXT, "docs/logging.md": ours }, "--yes");
    expect(read(folder, "docs/logging.md")).toMatch(/^<!-- audit-logging:routes:start -->\r\n\r\n\| route \|[^]*\r\n<!-- audit-logging:routes:end -->\r\nOurs\.\r\n$/);
    expect(read(folder, "docs/logging.md")).not.toMatch(/[^\r]\n/);
  });

  test("asks the settings of the run before", async () => {
    const ignored = JSON.stringify({ ignoredRoutes: ["/api/auth/login"] });
    const { "eslint.config.mjs": _, ...files } = NEXT;
    const { folder } = await init({ ...files, ".eslintrc.json": "{}", "audit-logging.json": ignored }, "--yes");
    expect(read(folder, "docs/logging.md")).toContain("No sensitive route was found.");
  });
});

test("a person at a terminal is asked, and a yes writes", async () => {
  const folder = project(NEXT);
  const packageFolder = pack();
  const asked: string[] = [];
  const answer = (text: string) => ({
    terminal: true,
    packageFolder: () => packageFolder,
    prompt: async (question: string) => (asked.push(question), text),
  });
  expect((await run(folder, ["init"], answer("no"))).stdout).toContain("Nothing is written.");
  expect(tree(folder)).not.toContain("lib");
  await run(folder, ["init"], answer("y"));
  expect(asked).toEqual(["Write 3 files? [y/N] ", "Write 3 files? [y/N] "]);
  expect(tree(folder)).toContain("lib/logging.ts");
});

describe("where the logger goes, and how it is imported", () => {
  const settings = (folder: string) => /settings: (.*) \},\n/.exec(read(folder, "eslint.config.mjs"))?.[1];
  const config = { "eslint.config.mjs": "export default [\n  {},\n];\n" };
  const express = (extra: Record<string, string>) => ({
    ...config,
    "src/app.ts": 'import express from "express";\nconst app = express();\napp.post("/login", (req, res) => res.sendStatus(401));\n',
    ...extra,
  });

  test.each<[string, Record<string, string>, path: string, settings: string, word: RegExp]>([
    ["the root, by the alias that is the default", NEXT, "lib/logging.ts", '{ "audit-logging": { emitter: { account: true } } }', /TypeScript/],
    [
      "src, by a path, without an ending where none is wanted",
      express({ "package.json": "{}", "tsconfig.json": "{}" }),
      "src/lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./src/lib/logging", account: true } } }',
      /TypeScript/,
    ],
    [
      "src, with an ending under Node.js' own resolution",
      express({ "package.json": '{ "type": "module" }', "tsconfig.json": '{ "compilerOptions": { "module": "nodenext" } }' }),
      "src/lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./src/lib/logging.js", account: true } } }',
      /TypeScript/,
    ],
    [
      "an alias of src",
      express({ "package.json": "{}", "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }' }),
      "src/lib/logging.ts",
      '{ "audit-logging": { emitter: { account: true } } }',
      /TypeScript/,
    ],
    [
      "an alias that reaches the folder and no more",
      { ...config, "package.json": "{}", "tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/components/*": ["components/*"], "@/lib/*": ["lib/*"] } } }', "lib/a.ts": "" },
      "lib/logging.ts",
      '{ "audit-logging": { emitter: { account: true } } }',
      /TypeScript/,
    ],
    [
      "an alias of another name",
      express({ "package.json": "{}", "tsconfig.json": '{ "compilerOptions": { "paths": { "~/*": ["./src/*"], "~/env": ["./env.ts"] } } }' }),
      "src/lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "~/lib/logging", account: true } } }',
      /TypeScript/,
    ],
    [
      "a path where the alias is of another folder",
      express({ "package.json": "{}", "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./client/src/*"] } } }' }),
      "src/lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./src/lib/logging", account: true } } }',
      /TypeScript/,
    ],
    [
      "Edge Functions of a repository that is the supabase folder itself, with a package.json among them",
      {
        ...config,
        "config.toml": 'project_id = "shop"\n',
        "functions/package.json": "{}",
        "functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n',
      },
      "functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./functions/_shared/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "functions of another host, beside settings that are not Supabase's",
      { ...config, "config.toml": 'title = "blog"\n', "package.json": "{}", "functions/app.js": 'const app = require("express")();\napp.post("/login", (req, res) => res.status(401).end());\n' },
      "lib/logging.js",
      '{ "audit-logging": { emitter: { import: "./lib/logging", account: true } } }',
      /CommonJS|JavaScript/,
    ],
    [
      "functions of Cloudflare Pages, beside which there are no such settings at all",
      { ...config, "package.json": "{}", "functions/login.js": 'export const onRequestPost = () => new Response("no", { status: 401 });\n' },
      "lib/logging.js",
      '{ "audit-logging": { emitter: { import: "./lib/logging", account: true } } }',
      /CommonJS|JavaScript/,
    ],
    [
      "Supabase Edge Functions, which know no alias of the tsconfig",
      { ...config, "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }', "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n' },
      "supabase/functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./supabase/functions/_shared/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "the package of a repository that has the routes, with the words of that package",
      {
        ...config,
        "package.json": "{}",
        "pnpm-workspace.yaml": "packages:\n  - apps/*\n",
        "apps/site/package.json": '{ "name": "site" }',
        "apps/site/page.js": "export const page = 1;",
        "apps/server/package.json": '{ "name": "server", "type": "module" }',
        "apps/server/tsconfig.json": '{ "compilerOptions": { "module": "nodenext", "paths": { "@/*": ["./src/*"] } } }',
        "apps/server/src/app.ts": 'import express from "express";\nconst app = express();\napp.post("/login", (req, res) => res.sendStatus(401));\n',
      },
      "apps/server/src/lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./apps/server/src/lib/logging.js", account: true } } }',
      /TypeScript/,
    ],
    [
      "the root, where two packages share the routes",
      {
        ...config,
        "package.json": "{}",
        "tsconfig.json": "{}",
        ...Object.fromEntries(
          ["a", "b"].flatMap((name) => [
            [`apps/${name}/package.json`, `{ "name": "${name}" }`],
            [`apps/${name}/app/api/login/route.ts`, 'export async function POST() {\n  return new Response("no", { status: 401 });\n}\n'],
          ]),
        ),
      },
      "lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./lib/logging", account: true } } }',
      /TypeScript/,
    ],
    ["JavaScript modules", { ...config, "package.json": '{ "type": "module" }', "src/a.js": "" }, "src/lib/logging.js", '{ "audit-logging": { emitter: { import: "./src/lib/logging.js", account: true } } }', /module/],
    ["CommonJS", { ...config, "package.json": "{}", "lib/a.js": "" }, "lib/logging.js", '{ "audit-logging": { emitter: { import: "./lib/logging", account: true } } }', /CommonJS/],
    [
      "Supabase Edge Functions",
      { ...config, "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n' },
      "supabase/functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./supabase/functions/_shared/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "Supabase Edge Functions and what refuses for several of them",
      {
        ...config,
        "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n',
        "supabase/functions/_shared/guard.ts": 'export function guard(req: Request): Response | null {\n  return req.headers.get("authorization") ? null : new Response("no", { status: 401 });\n}\n',
      },
      "supabase/functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./supabase/functions/_shared/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "Supabase Edge Functions and a route of something else",
      {
        ...config,
        "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n',
        "app/api/login/route.ts": 'export function POST() {\n  return new Response("no", { status: 401 });\n}\n',
      },
      "lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./lib/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "Supabase Edge Functions beside a logger of JavaScript, which keeps its ending",
      {
        ...config,
        "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n',
        "supabase/functions/_shared/logger.js": "export const logger = { info(message, fields) {}, error(message, fields) {} };\n",
      },
      "supabase/functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./supabase/functions/_shared/logging.ts", account: true }, logger: { import: "./supabase/functions/_shared/logger.js" } } }',
      /TypeScript/,
    ],
    [
      "Supabase Edge Functions beside what a script logs with",
      {
        ...config,
        "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n',
        "scripts/import-logger.ts": "export const logger = { info(message, fields) {}, error(message, fields) {} };\n",
      },
      "supabase/functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./supabase/functions/_shared/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "Supabase Edge Functions beside the logger of a browser application, which they do not reach",
      {
        ...config,
        "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
        "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n',
        "src/utils/logger.ts": "export const logger = { info(message: string, fields?: object) {}, error(message: string, fields?: object) {} };\n",
      },
      "supabase/functions/_shared/logging.ts",
      '{ "audit-logging": { emitter: { import: "./supabase/functions/_shared/logging.ts", account: true } } }',
      /TypeScript/,
    ],
    [
      "the package where something is to be repaired, where the routes of another need nothing",
      {
        ...config,
        "package.json": "{}",
        "tsconfig.json": "{}",
        "apps/site/package.json": '{ "name": "site" }',
        "apps/site/app/api/health/route.ts": 'export function GET() {\n  return Response.json({ ok: true });\n}\n',
        "packages/auth/package.json": '{ "name": "auth" }',
        "packages/auth/tsconfig.json": "{}",
        "packages/auth/src/sessions.ts": "export async function lookUp(id: string) {\n  try {\n    return await db.session.find(id);\n  } catch {\n    return null;\n  }\n}\n",
      },
      "packages/auth/src/lib/logging.ts",
      '{ "audit-logging": { emitter: { import: "./packages/auth/src/lib/logging", account: true } } }',
      /TypeScript/,
    ],
  ])("%s", async (_, files, path, expected, word) => {
    const { folder, code } = await init(files, "--yes");
    expect(code).toBe(0);
    expect(read(folder, path)).toMatch(word);
    expect(settings(folder)).toBe(expected);
  });

  test("several packages with routes are told to get one each", async () => {
    const route = 'export async function POST() {\n  return new Response("no", { status: 401 });\n}\n';
    const files = Object.fromEntries(["a", "b"].flatMap((name) => [[`apps/${name}/package.json`, "{}"], [`apps/${name}/app/api/login/route.ts`, route]]));
    const { stdout } = await init({ ...config, ...files }, "--yes");
    expect(stdout).toContain("The routes stand in 2 packages (apps/a, apps/b), which may not reach a file at the root. To give each a logger of its own, run init in it: init --root apps/a.\n");
    const { stdout: one } = await init({ ...config, "apps/a/package.json": "{}", "apps/a/app/api/login/route.ts": route }, "--yes");
    expect(one).not.toContain("The routes stand in");
  });

  test("a file that is there is left as it is, and another name is taken", async () => {
    const { folder, stdout } = await init({ ...NEXT, "lib/logging.ts": "export const mine = 1;\n" }, "--yes");
    expect(read(folder, "lib/logging.ts")).toBe("export const mine = 1;\n");
    expect(read(folder, "lib/security-log.ts")).toMatch(/TypeScript/);
    expect(stdout).toContain("lib/logging.ts is there already and is left as it is; the logger goes to lib/security-log.ts.\n");
    expect(settings(folder)).toBe('{ "audit-logging": { emitter: { import: "@/lib/security-log", account: true } } }');
  });

  test("an emitter that the project has is used, and no logger is added", async () => {
    const audit = "export function auditLog(event: string, fields: object) {\n  return db.auditLog.create({ data: { event, ...fields } });\n}\n";
    const { folder, stdout } = await init({ ...NEXT, "lib/audit.ts": audit }, "--yes");
    expect(tree(folder)).not.toContain("lib/logging.ts");
    expect(stdout).toContain("lib/audit.ts exports auditLog, so the events are written with that, and no logger is added.\n");
    expect(settings(folder)).toBe('{ "audit-logging": { emitter: { import: "@/lib/audit", name: "auditLog", style: "call", context: null } } }');
  });

  test.each([
    ["on exports", "exports.auditLog = function (event, fields) {};\n"],
    ["on module.exports", "module.exports.auditLog = (event, fields) => {};\n"],
    ["in the object that is exported", "function auditLog(event, fields) {}\nmodule.exports = { ...others, auditLog };\n"],
  ])("an emitter of a CommonJS project is used, too: %s", async (_, audit) => {
    const { folder } = await init({ "package.json": "{}", "src/app.js": "", "src/audit.js": audit }, "--yes");
    expect(tree(folder)).not.toContain("src/lib/logging.js");
    expect(settings(folder)).toBe('{ "audit-logging": { emitter: { import: "./src/audit", name: "auditLog", style: "call", context: null } } }');
  });

  test("what is a field of another export is no emitter", async () => {
    const { folder } = await init({ "package.json": "{}", "src/audit.js": "exports.kinds.auditLog = function (event, fields) {};\nother.auditLog = (event, fields) => {};\n" }, "--yes");
    expect(tree(folder)).toContain("src/lib/logging.js");
  });

  test.each([
    ["class", "class Logger {\n  info(message: string, fields?: object) {}\n  error(message: string, error?: Error) {}\n}\nexport const logger = new Logger();\n"],
    ["object", "export const logger = { error(message: string, error: Error) {} };\n"],
    ["arrow function with a tag before the message", "export const logger = { error: (tag: string, message: string, extra?: unknown) => write(tag, message, extra) };\n"],
  ])("a logger whose error() takes no fields behind its first text is not used: %s", async (_, source) => {
    const { folder } = await init({ ...NEXT, "lib/logger.ts": source }, "--yes");
    expect(settings(folder)).toBe(settings((await init(NEXT, "--yes")).folder));
  });

  test("a logger whose error() takes fields is used", async () => {
    const source = "class Logger {\n  error(message: string, fields?: object) {}\n}\nexport const logger = new Logger();\n";
    const { folder } = await init({ ...NEXT, "lib/logger.ts": source }, "--yes");
    expect(settings(folder)).toContain("@/lib/logger");
  });

  test("a logger that the project has is what replace-console writes with", async () => {
    const { folder } = await init({ ...NEXT, "lib/logger.ts": 'import pino from "pino";\nexport const logger = pino();\n' }, "--yes");
    expect(tree(folder)).toContain("lib/logging.ts");
    expect(settings(folder)).toBe('{ "audit-logging": { emitter: { account: true }, logger: { import: "@/lib/logger", order: "object-first" } } }');
  });

  test("one that a package of the workspace offers is imported by that package's name", async () => {
    const logger = 'import pino from "pino";\nexport const logger = pino();\n';
    const web = { "apps/web/package.json": '{ "name": "web" }', "apps/web/app/api/login/route.ts": 'export async function POST() {\n  return new Response("no", { status: 401 });\n}\n' };
    const workspace = { ...config, "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - apps/*\n  - packages/*\n", ...web, "packages/log/package.json": '{ "name": "@acme/log", "main": "./dist/index.js" }', "packages/log/src/logger.ts": logger };
    const offered = await init({ ...workspace, "packages/log/src/index.ts": 'export { logger } from "./logger";\n' }, "--yes");
    expect(settings(offered.folder)).toContain('logger: { import: "@acme/log", order: "object-first" }');
    const kept = await init({ ...workspace, "packages/log/src/index.ts": "export const other = 1;\n" }, "--yes");
    expect(settings(kept.folder)).not.toContain("logger");
    const own = await init({ ...workspace, "apps/web/lib/logger.ts": logger }, "--yes");
    expect(settings(own.folder)).toContain('logger: { import: "./apps/web/lib/logger", order: "object-first" }');
  });
});

describe("the ESLint config", () => {
  test("is written where there is none", async () => {
    const { "eslint.config.mjs": _, ...files } = NEXT;
    const { folder, stdout } = await init(files, "--yes");
    expect(read(folder, "eslint.config.mjs")).toContain("...auditLogging.configs.recommended,");
    expect(stdout).toContain("npm install --save-dev eslint-plugin-audit-logging @typescript-eslint/parser\n");
  });

  test("leaves TypeScript out where ESLint's parser does not take the compiler, and says so", async () => {
    const { "eslint.config.mjs": _, ...files } = NEXT;
    const seven = '{ "dependencies": { "next": "16.4.0" }, "devDependencies": { "eslint": "^10.0.0", "typescript": "^7.0.2" } }';
    const { folder, stdout } = await init({ ...files, "package.json": seven }, "--yes");
    expect(read(folder, "eslint.config.mjs")).toContain('  { ignores: ["**/*.{ts,tsx,mts,cts}"] },\n');
    expect(stdout).toContain("npm install --save-dev eslint-plugin-audit-logging\n");
    expect(stdout).toContain("@typescript-eslint/parser does not take TypeScript 7, so eslint.config.mjs leaves TypeScript out; report and fix read it all the same.");
    const installed = { ...files, "package.json": seven, "node_modules/typescript/package.json": '{ "version": "6.0.3" }' };
    expect(read((await init(installed, "--yes")).folder, "eslint.config.mjs")).toContain("languageOptions: { parser }");
  });

  test("that names the plugin already gets the settings by which the logger is found", async () => {
    const byHand = 'import auditLogging from "eslint-plugin-audit-logging";\n\nexport default [...auditLogging.configs.recommended];\n';
    const { "tsconfig.json": _, ...files } = NEXT;
    const { folder } = await init({ ...files, "eslint.config.mjs": byHand }, "--yes");
    const emitter = '{ emitter: { import: "./lib/logging", account: true } }';
    expect(read(folder, "eslint.config.mjs")).toContain(`[...auditLogging.configs.recommended, { settings: { "audit-logging": ${emitter} } }];`);
  });

  test("that cannot be edited safely is left, and the snippet is printed", async () => {
    const antfu = 'import antfu from "@antfu/eslint-config";\nexport default antfu();\n';
    const { folder, stdout } = await init({ ...NEXT, "eslint.config.mjs": antfu }, "--yes");
    expect(read(folder, "eslint.config.mjs")).toBe(antfu);
    expect(stdout).toContain(
      'eslint.config.mjs is left as it is, because what it exports is no plain list of configs. Add to it by hand:\n\nimport auditLogging from "eslint-plugin-audit-logging";\n',
    );
  });

  test("of the old form is not touched, and the way to the new one is named", async () => {
    const { "eslint.config.mjs": _, ...files } = NEXT;
    const { folder, stdout } = await init({ ...files, ".eslintrc.json": "{}" }, "--yes");
    expect(tree(folder)).not.toContain("eslint.config.mjs");
    expect(stdout).toContain(".eslintrc.json is a config of the old form, which the plugin does not take: it needs ESLint 9.15 and a flat config");
  });

  test("of the old form holds no settings, so they get a file of their own, and what comes next names it and installs nothing", async () => {
    const app = 'const express = require("express");\nconst app = express();\napp.post("/login", (req, res) => res.status(401).json({}));\n';
    const { folder, stdout, again } = await init({ "package.json": '{ "devDependencies": { "eslint": "^7.0.0" } }', ".eslintrc.json": "{}", "src/app.js": app }, "--yes");
    expect(JSON.parse(read(folder, "audit-logging.json"))).toEqual({ emitter: { import: "./src/lib/logging", account: true } });
    expect(stdout).toContain("Until then report and fix take the settings from audit-logging.json, by --config.\n");
    expect(stdout).toMatch(
      /\nNext:\n {2}npx eslint-plugin-audit-logging fix --config audit-logging\.json\n {2}npx eslint-plugin-audit-logging fix --config audit-logging\.json --write\n$/,
    );
    const { stdout: diff, stderr } = await run(folder, ["fix", "--config", "audit-logging.json", "src/app.js"], { loadCodemods });
    expect(stderr).toBe("");
    expect(diff).toContain('+const { securityLog, requestContext } = require("./lib/logging");\n');
    expect((await again()).stdout).toMatch(/Everything is in place: nothing to write\.\n$/);
  });
});

describe("--agents", () => {
  test("adds a block to AGENTS.md, keeps what is there, and writes a skill that reads and one that writes", async () => {
    const { folder } = await init({ ...NEXT, "AGENTS.md": "# Ours\n\nBe kind.\n" }, "--yes", "--agents");
    const agents = read(folder, "AGENTS.md");
    expect(agents).toMatch(/^# Ours\n\nBe kind\.\n\n<!-- audit-logging:start -->\n## Audit logging\n/);
    expect(agents).toMatch(/\n<!-- audit-logging:end -->\n$/);
    expect(agents).toContain("`npx audit-logging report --check <files you changed>` must find nothing.");
    expect(read(folder, ".claude/skills/audit-logging-review/SKILL.md")).toContain("Change no file.");
    expect(read(folder, ".claude/skills/audit-logging-review/SKILL.md")).not.toContain("--write");
    expect(read(folder, ".claude/skills/audit-logging-fix/SKILL.md")).toContain("--write");
  });
});

describe("--alerts", () => {
  test("writes the rules in the format", async () => {
    const { folder } = await init(NEXT, "--yes", "--alerts", "sql");
    expect(tree(folder).filter((path) => path.startsWith("alerts/") && path.endsWith(".sql"))).not.toEqual([]);
  });

  test("of an unknown format is an error that names the formats", async () => {
    const { code, stderr } = await init(NEXT, "--alerts", "splunk");
    expect({ code, stderr }).toEqual({ code: 2, stderr: "audit-logging: --alerts must be one of sigma, loki, grafana, sql, axiom, datadog, but is splunk.\n" });
  });
});

describe("without ESLint", () => {
  const { "eslint.config.mjs": _, ...files } = NEXT;
  const bare = { ...files, "package.json": '{ "dependencies": { "next": "16.4.0" } }' };
  const all = "npm install --save-dev eslint eslint-plugin-audit-logging @typescript-eslint/parser";

  test("all is written, and one line says what to install", async () => {
    const { folder, code, stdout } = await init(bare, "--yes");
    expect(code).toBe(0);
    expect(tree(folder)).toEqual(expect.arrayContaining(["lib/logging.ts", "eslint.config.mjs", "docs/logging.md"]));
    expect(stdout.split("\n").filter((line) => /install/.test(line))).toEqual([`Not in package.json yet, and ESLint needs it: ${all}`]);
  });

  test("the line is there when nothing is written, and when nothing is left to write", async () => {
    expect((await init(bare)).stdout).toMatch(new RegExp(`writes it without asking\\.\n\nNot in package\\.json yet, and ESLint needs it: ${all}\n$`));
    const { again } = await init(bare, "--yes");
    expect((await again()).stdout).toContain(`nothing to write.\n\nNot in package.json yet, and ESLint needs it: ${all}\n`);
  });

  test("and without a package.json, the line makes one", async () => {
    const { "package.json": _, ...functions } = bare;
    expect((await init(functions, "--yes")).stdout).toContain(`\nThere is no package.json, and ESLint needs one: npm init --yes && ${all}\n`);
  });
});

describe("the package manager", () => {
  const next = { ...NEXT, "package.json": "{}" };
  const runBy = async (userAgent: string, files: Record<string, string>, ...argv: string[]) =>
    (await run(project(files), ["init", "--yes", ...argv], { packageFolder: pack, env: { npm_config_user_agent: userAgent } })).stdout;

  test("is told by packageManager, then by the lock file", async () => {
    expect((await init({ ...next, "pnpm-lock.yaml": "" }, "--yes")).stdout).toContain("pnpm add --save-dev eslint eslint-plugin-audit-logging");
    expect((await init({ ...next, "package.json": '{ "packageManager": "yarn@4.1.0" }' }, "--yes")).stdout).toContain("yarn add --dev eslint");
  });

  test("is the one that runs this, where several have left a lock file, and only there", async () => {
    const both = { ...next, "bun.lock": "" };
    expect(await runBy("npm/11.6.0 node/v24.0.0 linux x64", both)).toContain("npm install --save-dev eslint");
    expect(await runBy("bun/1.3.0 npm/? node/v24.0.0", both)).toContain("bun add --dev eslint");
    expect(await runBy("pnpm/9.15.9 npm/? node/v24.0.0", both)).toContain("bun add --dev eslint");
    expect(await runBy("pnpm/9.15.9 npm/? node/v24.0.0", next)).toContain("npm install --save-dev eslint");
  });

  test("of a workspace is that of its root, whose packages are there for all", async () => {
    const { "package-lock.json": _, ...web } = next;
    const member = Object.fromEntries(Object.entries(web).map(([path, text]) => [`apps/web/${path}`, text]));
    const workspace = {
      ...member,
      "apps/web/package.json": '{ "name": "web" }',
      "package.json": '{ "devDependencies": { "eslint": "^10.0.0" } }',
      "pnpm-workspace.yaml": "packages:\n  - apps/*\n",
      "pnpm-lock.yaml": "",
    };
    expect(await runBy("", workspace, "--root", "apps/web")).toMatch(/needs it: pnpm add --save-dev eslint-plugin-audit-logging\n/);
    expect(await runBy("", workspace)).toContain("pnpm add --save-dev --workspace-root eslint-plugin-audit-logging");
  });
});

test("a project with nothing to repair is not sent to repair it", async () => {
  const { stdout } = await init({ ...NEXT, "app/api/auth/login/route.ts": 'export const GET = () => new Response("ok");\n' }, "--yes");
  expect(stdout).toMatch(/\nwritten docs\/logging\.md\n\nNot in package\.json yet, and ESLint needs it: npm install --save-dev eslint-plugin-audit-logging\n$/);
});

test("paths are refused, as it is about the whole project", async () => {
  expect(await run(project(), ["init", "src"], { packageFolder: () => PACKAGE })).toEqual({
    code: 2,
    stdout: "",
    stderr: "audit-logging: init takes no paths, but was given src. Give the folder with --root.\n",
  });
});
