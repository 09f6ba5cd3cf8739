/** What `init` sees of a project: how it is built, and what it has of a logger already. Reads, and writes nothing. */
import { dirname, join, relative, sep } from "node:path";
import { readJson } from "../project/read-json.js";
import { TsconfigPaths } from "../project/tsconfig-paths.js";
import { kindOf } from "./path-kind.js";

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

export interface ProjectLook {
  readonly packageManager: PackageManager;
  readonly typescript: boolean;
  /** The kind of module that a plain .js file is. */
  readonly modules: "esm" | "commonjs";
  /** How a relative import names a file: `./a`, `./a.js`, or `./a.ts` under Deno. */
  readonly importEnding: "" | ".js" | ".ts";
  /** What `@/` stands for by tsconfig's paths: a folder from the root, `""` for the root itself; undefined without. */
  readonly alias: string | undefined;
  /** From the root; undefined where there is none. */
  readonly eslintConfig: string | undefined;
  /** Names of the packages that package.json lists. */
  readonly packages: ReadonlySet<string>;
  readonly hasPackageJson: boolean;
}

const ESLINT_CONFIGS = ["js", "mjs", "cjs", "ts", "mts", "cts"].map((ending) => `eslint.config.${ending}`);

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

export function lookAtProject(root: string): ProjectLook {
  const has = (path: string): boolean => kindOf(join(root, path)) === "file";
  const manifest = readJson(join(root, "package.json"));
  const packages = new Set(["dependencies", "devDependencies", "peerDependencies"].flatMap((key) => Object.keys((manifest?.[key] as object) ?? {})));
  const tsconfig = readJson(join(root, "tsconfig.json"));
  const compiler = (tsconfig?.["compilerOptions"] ?? {}) as { module?: string; moduleResolution?: string };
  const deno = has("deno.json") || has("deno.jsonc") || kindOf(join(root, "supabase", "functions")) === "folder";
  // Deno runs TypeScript as it is.
  const typescript = deno || tsconfig !== undefined || packages.has("typescript");
  const modules = manifest?.["type"] === "module" || deno ? "esm" : "commonjs";
  const strictEndings = /^node/i.test(compiler.moduleResolution ?? compiler.module ?? "") && !/^node(?:10)?$/i.test(compiler.moduleResolution ?? "");
  return {
    packageManager: managerOf(manifest, has),
    typescript,
    modules,
    importEnding: deno ? ".ts" : (typescript ? strictEndings : modules === "esm") ? ".js" : "",
    alias: aliasOf(root),
    eslintConfig: ESLINT_CONFIGS.find(has),
    packages,
    hasPackageJson: manifest !== undefined,
  };
}

function managerOf(manifest: Record<string, unknown> | undefined, has: (path: string) => boolean): PackageManager {
  const named = /^(npm|pnpm|yarn|bun)@/.exec(String(manifest?.["packageManager"] ?? ""))?.[1];
  return (named as PackageManager | undefined) ?? LOCK_FILES.find(([file]) => has(file))?.[1] ?? "npm";
}

/** `"@/*": ["./src/*"]`, in the tsconfig or in one that it extends → `src`. */
function aliasOf(root: string): string | undefined {
  const [target] = new TsconfigPaths(() => undefined).candidates("@/x", join(root, "index.ts"));
  return target?.endsWith(`${sep}x`) ? relative(root, dirname(target)).replaceAll(sep, "/") : undefined;
}

const ADD: Readonly<Record<PackageManager, string>> = { npm: "npm install --save-dev", pnpm: "pnpm add --save-dev", yarn: "yarn add --dev", bun: "bun add --dev" };
const RUN: Readonly<Record<PackageManager, string>> = { npm: "npx", pnpm: "pnpm exec", yarn: "yarn", bun: "bunx" };

export function addCommand({ packageManager }: ProjectLook, packages: readonly string[]): string {
  return `${ADD[packageManager]} ${packages.join(" ")}`;
}

export function runCommand({ packageManager }: ProjectLook): string {
  return RUN[packageManager];
}
