import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { homesOf, isAllOnEdge } from "../../src/cli/init-home.js";
import { isSupabaseFolder, lookAtProject, specifierOf } from "../../src/cli/init-look.js";
import { packageOf } from "../../src/project/package-of.js";
import { project } from "./support.js";

const look = (files: Record<string, string>, home = "") => lookAtProject(project(files), {}, home);
const compiler = (options: object) => ({ "tsconfig.json": JSON.stringify({ compilerOptions: options }) });
const TYPE_MODULE = { "package.json": '{ "type": "module" }' };

describe("a project is TypeScript", () => {
  test.each([
    ["with a tsconfig.json", compiler({}), true],
    ["with the compiler among its packages", { "package.json": '{ "devDependencies": { "typescript": "^6.0.0" } }' }, true],
    ["under Deno, by deno.json", { "deno.json": "{}" }, true],
    ["under Deno, by deno.jsonc", { "deno.jsonc": "{}" }, true],
    ["with Supabase's functions in it", { "supabase/functions/login/index.ts": "" }, true],
    ["and not for a folder that is called supabase", { "supabase/config.toml": "" }, false],
    ["and not with none of these", { "package.json": "{}" }, false],
  ])("%s", (_, files, typescript) => {
    expect(look(files as Record<string, string>).typescript).toBe(typescript);
  });
});

describe("a relative import names a file", () => {
  test.each([
    ["without an ending where a bundler resolves it", compiler({ moduleResolution: "bundler" }), ""],
    ["with .js for Node.js' modules", compiler({ moduleResolution: "nodenext" }), ".js"],
    ["with .js where only the kind of module says so", compiler({ module: "node16" }), ".js"],
    ["without one for the old way of Node.js", compiler({ module: "node16", moduleResolution: "node" }), ""],
    ["without one for the old way of Node.js by its other name", compiler({ moduleResolution: "node10" }), ""],
    ["with .js in ES modules of JavaScript", TYPE_MODULE, ".js"],
    ["without one in CommonJS", { "package.json": "{}" }, ""],
    ["without one in TypeScript, whatever package.json says", { ...TYPE_MODULE, ...compiler({}) }, ""],
    ["with .ts under Deno", { "deno.jsonc": "{}" }, ".ts"],
  ])("%s", (_, files, ending) => {
    expect(look(files as Record<string, string>).importEnding).toBe(ending);
  });
});

test.each([
  ["takes the alias that leads to the least", "src/lib/logging", { "@/*": ["./*"], "~/*": ["./src/*"] }, "~/lib/logging"],
  ["takes one that leads to the root", "lib/logging", { "@/*": ["./*"], "~/*": ["./src/*"] }, "@/lib/logging"],
  ["is relative where none leads there", "lib/logging", { "~/*": ["./src/*"] }, "./lib/logging"],
  ["is relative where a folder only begins like an alias", "srcs/logging", { "~/*": ["./src/*"] }, "./srcs/logging"],
  ["is relative for Deno, which reads no aliases", "supabase/functions/_shared/logging", { "@/*": ["./*"] }, "./supabase/functions/_shared/logging"],
])("an import of the logger %s", (_, path, paths, specifier) => {
  expect(specifierOf(`${path}.ts`, look(compiler({ moduleResolution: "bundler", paths })))).toBe(specifier);
});

describe("a repository is Supabase's folder itself", () => {
  const CONFIG = { "config.toml": 'project_id = "shop"\n' };
  test.each([
    ["with its settings beside the functions", { ...CONFIG, "functions/login/index.ts": "" }, true],
    ["and not without functions", CONFIG, false],
    ["and not with a file of that name", { ...CONFIG, functions: "" }, false],
    ["and not with the settings of something else", { "config.toml": 'title = "shop"\n', "functions/login/index.ts": "" }, false],
  ])("%s", (_, files, is) => {
    expect(isSupabaseFolder(project(files as Record<string, string>))).toBe(is);
  });
});

describe("the logger's package", () => {
  const FILES = { "package.json": "{}", "apps/api/package.json": "{}", "apps/web/package.json": "{}", "apps/shop/app.ts": "" };

  test("is the nearest with a package.json, or the root", () => {
    const root = project(FILES);
    expect(["apps/api/src/a.ts", "apps/shop/app.ts", "server.ts"].map((path) => packageOf(root, path))).toEqual(["apps/api", "", ""]);
  });

  test("is looked for no further up than beside the root, and not for an absolute path", () => {
    const root = join(project(FILES), "apps/web");
    expect(["../api/src/a.ts", "../shop/app.ts", "/a.ts"].map((path) => packageOf(root, path))).toEqual(["../api", "", ""]);
  });

  test.each([
    ["the one that has four of five routes", ["apps/api/a.ts", "apps/api/b.ts", "apps/api/c.ts", "apps/api/d.ts", "apps/web/a.ts"], ["apps/api"]],
    ["none where one has less: those with more come first", ["apps/web/a.ts", "apps/api/a.ts", "apps/api/b.ts"], ["apps/api", "apps/web"]],
    ["none where two have as many: they come by name", ["apps/web/a.ts", "apps/api/a.ts"], ["apps/api", "apps/web"]],
    ["the root where there are no routes", [], [""]],
  ])("is %s", (_, paths, homes) => {
    expect(homesOf(project(FILES), paths)).toEqual(homes);
  });
});

test("a project is all Edge Functions only when each of its routes is, and one is for sure", () => {
  const route = (framework: string, path: string) => ({ framework, path }) as never;
  const edge = route("supabase-edge", "supabase/functions/login/index.ts");
  expect(isAllOnEdge({ routes: [edge] })).toBe(true);
  expect(isAllOnEdge({ routes: [edge, route("express", "supabase/functions/api/app.ts")] })).toBe(true);
  expect(isAllOnEdge({ routes: [edge, route("next-route", "app/api/login/route.ts")] })).toBe(false);
  expect(isAllOnEdge({ routes: [route("express", "supabase/functions/api/app.ts")] })).toBe(false);
  expect(isAllOnEdge({ routes: [] })).toBe(false);
});
