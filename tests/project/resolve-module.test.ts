import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { ModuleResolver } from "../../src/project/resolve-module.js";
import { folderOf, type Files } from "./support.js";

const CODE = "export {};";

/** Files, the importing file, the specifier, and the file that it names from the root. */
type Case = readonly [form: string, files: Files, from: string, specifier: string, expected: string | undefined];

const WORKSPACE: Files = {
  "package.json": `{ "private": true, "workspaces": ["apps/*", "packages/*"] }`,
  "apps/web/package.json": `{ "name": "web" }`,
  "packages/audit/package.json": `{ "name": "@acme/audit", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" }, "./server": "./dist/server/index.js", "./of/*": "./dist/kinds/*.js", "./flat": "./build/src/flat.js" } }`,
  "packages/audit/src/index.ts": CODE,
  "packages/audit/src/server/index.ts": CODE,
  "packages/audit/src/kinds/user.ts": CODE,
  "packages/audit/src/flat.ts": CODE,
  "packages/audit/src/loose.ts": CODE,
  "packages/plain/package.json": `{ "name": "plain", "main": "lib/main.js" }`,
  "packages/plain/main.ts": CODE,
};

const CASES: readonly Case[] = [
  ["a relative path without an ending", { "lib/a.ts": CODE }, "src/x.ts", "../lib/a", "lib/a.ts"],
  ["an index file", { "lib/index.ts": CODE }, "x.ts", "./lib", "lib/index.ts"],
  [".js that is a .ts file", { "a.ts": CODE }, "x.ts", "./a.js", "a.ts"],
  [".js that is a .tsx file", { "a.tsx": CODE }, "x.ts", "./a.js", "a.tsx"],
  [".js that is itself", { "a.js": CODE }, "x.js", "./a.js", "a.js"],
  [".mjs that is an .mts file", { "a.mts": CODE }, "x.mts", "./a.mjs", "a.mts"],
  ["a package's own import", { "package.json": `{ "imports": { "#lib/*": "./src/lib/*.ts" } }`, "src/lib/a.ts": CODE }, "src/x.ts", "#lib/a", "src/lib/a.ts"],
  ["a package's own import whose build is not there", { "package.json": `{ "imports": { "#lib/*": "./dist/lib/*.js" } }`, "src/lib/a.ts": CODE }, "src/x.ts", "#lib/a", "src/lib/a.ts"],
  ["a package's own import with its source under a condition", { "package.json": `{ "imports": { "#a": { "development": "./code/a.ts", "default": "./out/a.js" } } }`, "code/a.ts": CODE }, "src/x.ts", "#a", "code/a.ts"],
  ["the entry of a package that an import is given, not that of a browser", { "package.json": `{ "workspaces": ["packages/*"] }`, "packages/audit/package.json": `{ "name": "audit", "exports": { ".": { "browser": "./src/page.ts", "require": "./src/old.ts", "import": "./src/server.ts" } } }`, "packages/audit/src/page.ts": CODE, "packages/audit/src/old.ts": CODE, "packages/audit/src/server.ts": CODE }, "src/x.ts", "audit", "packages/audit/src/server.ts"],
  ["an alias of the tsconfig", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "src/lib/a.ts": CODE }, "src/x.ts", "@/lib/a", "src/lib/a.ts"],
  ["an alias with comments and last commas around", { "tsconfig.json": `{\n// one\n"compilerOptions": { /* two */ "paths": { "@/*": ["./src/*", ], }, },\n}`, "src/a.ts": CODE }, "src/x.ts", "@/a", "src/a.ts"],
  ["the second target of an alias", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./gen/*", "./src/*"] } } }`, "src/a.ts": CODE }, "src/x.ts", "@/a", "src/a.ts"],
  ["the alias with the longest beginning", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"], "@/lib/*": ["./lib/*"] } } }`, "src/lib/a.ts": CODE, "lib/a.ts": CODE }, "src/x.ts", "@/lib/a", "lib/a.ts"],
  ["the alias with the longest beginning, whichever comes first", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/lib/*": ["./lib/*"], "@/*": ["./src/*"] } } }`, "src/lib/a.ts": CODE, "lib/a.ts": CODE }, "src/x.ts", "@/lib/a", "lib/a.ts"],
  ["an alias with an ending", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*.model": ["./src/models/*.ts"], "@/*": ["./src/*"] } } }`, "src/models/a.ts": CODE, "src/b.ts": CODE }, "src/x.ts", "@/a.model", "src/models/a.ts"],
  ["an alias from the folder of the config that extends another", { "packages/config/base.json": `{ "compilerOptions": { "paths": { "@/*": ["\${configDir}/src/*"] } } }`, "apps/web/tsconfig.json": `{ "extends": "../../packages/config/base.json" }`, "apps/web/src/a.ts": CODE, "packages/config/src/a.ts": CODE }, "apps/web/x.ts", "@/a", "apps/web/src/a.ts"],
  ["an alias from such a base", { "packages/config/base.json": `{ "compilerOptions": { "baseUrl": "\${configDir}/src", "paths": { "@/*": ["lib/*"] } } }`, "apps/web/tsconfig.json": `{ "extends": "../../packages/config/base.json" }`, "apps/web/src/lib/a.ts": CODE }, "apps/web/x.ts", "@/a", "apps/web/src/lib/a.ts"],
  ["an alias without a star", { "tsconfig.json": `{ "compilerOptions": { "paths": { "audit": ["./src/audit.ts"] } } }`, "src/audit.ts": CODE }, "src/x.ts", "audit", "src/audit.ts"],
  ["an alias from a base", { "tsconfig.json": `{ "compilerOptions": { "baseUrl": "./src", "paths": { "~/*": ["lib/*"] } } }`, "src/lib/a.ts": CODE }, "src/x.ts", "~/a", "src/lib/a.ts"],
  ["a base alone", { "tsconfig.json": `{ "compilerOptions": { "baseUrl": "./src" } }`, "src/lib/a.ts": CODE }, "src/x.ts", "lib/a", "src/lib/a.ts"],
  ["an alias of a jsconfig", { "jsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "src/a.js": CODE }, "src/x.js", "@/a", "src/a.js"],
  ["an alias of the config that is extended", { "base.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "app/tsconfig.json": `{ "extends": "../base" }`, "src/a.ts": CODE }, "app/x.ts", "@/a", "src/a.ts"],
  ["an alias beside a config that is not installed", { "tsconfig.json": `{ "extends": "@acme/tsconfig/next.json", "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "src/a.ts": CODE }, "src/x.ts", "@/a", "src/a.ts"],
  ["an alias of a project that a solution refers to", { "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.app.json" }] }`, "tsconfig.app.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "src/a.ts": CODE }, "src/x.ts", "@/a", "src/a.ts"],
  ["the alias of the nearest of two tsconfigs, here", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "api/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`, "src/a.ts": CODE, "api/lib/a.ts": CODE }, "api/x.ts", "@/a", "api/lib/a.ts"],
  ["the alias of the nearest of two tsconfigs, there", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`, "api/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`, "src/a.ts": CODE, "api/lib/a.ts": CODE }, "web/x.ts", "@/a", "src/a.ts"],
  ["a package of the workspace, its source and not its build", { ...WORKSPACE, "packages/audit/dist/index.js": CODE }, "apps/web/x.ts", "@acme/audit", "packages/audit/src/index.ts"],
  ["an entry of such a package", WORKSPACE, "apps/web/x.ts", "@acme/audit/server", "packages/audit/src/server/index.ts"],
  ["an entry by a pattern", WORKSPACE, "apps/web/x.ts", "@acme/audit/of/user", "packages/audit/src/kinds/user.ts"],
  ["an entry whose build keeps the folder of the sources", WORKSPACE, "apps/web/x.ts", "@acme/audit/flat", "packages/audit/src/flat.ts"],
  ["an entry that the package does not list", WORKSPACE, "apps/web/x.ts", "@acme/audit/loose", "packages/audit/src/loose.ts"],
  ["a package with a main file", WORKSPACE, "apps/web/x.ts", "plain", "packages/plain/main.ts"],
  ["a package of a pnpm workspace", { "pnpm-workspace.yaml": `packages:\n  # all\n  - "apps/*"\n  - packages/**\n\ncatalog:\n  x: 1\n`, "apps/web/package.json": `{ "name": "web" }`, "packages/one/two/package.json": `{ "name": "two" }`, "packages/one/two/src/index.ts": CODE }, "apps/web/x.ts", "two", "packages/one/two/src/index.ts"],
  ["a config that a package of the workspace holds", { ...WORKSPACE, "packages/config/package.json": `{ "name": "@acme/config" }`, "packages/config/web.json": `{ "compilerOptions": { "baseUrl": "../../apps/web" } }`, "apps/web/tsconfig.json": `{ "extends": "@acme/config/web.json" }`, "apps/web/lib/a.ts": CODE }, "apps/web/x.ts", "lib/a", "apps/web/lib/a.ts"],
  ["nothing for a package of others", { "node_modules/pino/package.json": `{ "main": "index.js" }`, "node_modules/pino/index.js": CODE }, "x.ts", "pino", undefined],
  ["nothing for a file of a package of others", { "node_modules/pino/index.js": CODE }, "x.ts", "./node_modules/pino/index.js", undefined],
  ["nothing for a module of Node.js", { "fs.ts": CODE }, "x.ts", "node:fs", undefined],
  ["nothing for a style sheet", { "a.css": "" }, "x.ts", "./a.css", undefined],
  ["nothing for a declaration", { "a.d.ts": CODE }, "x.ts", "./a", undefined],
  ["nothing for an alias that leads nowhere", { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }` }, "x.ts", "@/a", undefined],
  ["nothing for a workspace package without its source", { ...WORKSPACE, "packages/built/package.json": `{ "name": "built", "main": "dist/index.js" }`, "packages/built/dist/index.js": CODE }, "apps/web/x.ts", "built", undefined],
  ["nothing where the tsconfig is broken", { "tsconfig.json": "{", "src/a.ts": CODE }, "src/x.ts", "@/a", undefined],
  ["nothing where configs extend each other", { "tsconfig.json": `{ "extends": "./other.json" }`, "other.json": `{ "extends": "./tsconfig.json" }` }, "x.ts", "@/a", undefined],
];

describe("an import names", () => {
  test.each(CASES)("%s", (_form, files, from, specifier, expected) => {
    const root = folderOf(files);
    const found = new ModuleResolver(root).resolve(specifier, join(root, from));
    expect(found && relative(root, found).replaceAll("\\", "/")).toBe(expected);
  });

  test("an alias of a config, a base and a target that are named by absolute paths", () => {
    const root = folderOf({ "shared/base.json": "{}", "src/a.ts": CODE, "lib/b.ts": CODE });
    const options = { baseUrl: join(root, "src"), paths: { "@/*": [join(root, "lib/*")] } };
    writeFileSync(join(root, "shared/base.json"), JSON.stringify({ compilerOptions: options }));
    writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ extends: join(root, "shared/base.json") }));
    const resolver = new ModuleResolver(root);
    expect([resolver.resolve("@/b", join(root, "x.ts")), resolver.resolve("a", join(root, "x.ts"))]).toEqual([join(root, "lib/b.ts"), join(root, "src/a.ts")]);
  });

  test("a package of the workspace, where the project is one package of it", () => {
    const root = folderOf(WORKSPACE);
    const found = new ModuleResolver(join(root, "apps/web")).resolve("@acme/audit", join(root, "apps/web/x.ts"));
    expect(found && relative(root, found)).toBe(join("packages", "audit", "src", "index.ts"));
  });

  test("no package of a workspace that does not list the project", () => {
    const root = folderOf({ ...WORKSPACE, "tools/one/package.json": "{}" });
    expect(new ModuleResolver(join(root, "tools/one")).resolve("@acme/audit", join(root, "tools/one/x.ts"))).toBeUndefined();
  });

  test("the real file behind a link", () => {
    const root = folderOf({ "real/a.ts": CODE });
    mkdirSync(join(root, "links"));
    symlinkSync(join(root, "real"), join(root, "links", "to"), "junction");
    expect(new ModuleResolver(root).resolve("./links/to/a", join(root, "x.ts"))).toBe(join(root, "real", "a.ts"));
  });
});
