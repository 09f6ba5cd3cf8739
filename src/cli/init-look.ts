/** What `init` sees of a project: how it is built, and what it has of a logger already. Reads, and writes nothing. */
import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { readJson } from "../project/read-json.js";
import { TsconfigPaths } from "../project/tsconfig-paths.js";
import { workspaceAround } from "../project/workspaces.js";
import type { Io } from "./io.js";
import { packageManagerOf, type PackageManager } from "./package-manager.js";
import { kindOf } from "./path-kind.js";
import { CONFIG_NAMES } from "./read-config.js";

/** The facts of a project that decide what is written into it, and how. */
export interface ProjectLook {
  /** The package that the logger is for, a folder from the root: `""` where that is the project itself. */
  readonly home: string;
  readonly packageManager: PackageManager;
  readonly typescript: boolean;
  /** Whether ESLint's parser for TypeScript takes the compiler that the project has: it has no release for 7. */
  readonly parsesTypescript: boolean;
  /** The kind of module that a plain .js file is. */
  readonly modules: "esm" | "commonjs";
  /** How a relative import names a file: `./a`, `./a.js`, or `./a.ts` under Deno. */
  readonly importEnding: "" | ".js" | ".ts";
  /** Folders from the root that tsconfig's paths reach, `""` for the root itself, with what an import of them begins with. */
  readonly aliases: readonly { readonly begins: string; readonly folder: string }[];
  /** From the root; undefined where there is none. */
  readonly eslintConfig: string | undefined;
  /** Names of the packages that package.json lists, and that of the workspace around it. */
  readonly packages: ReadonlySet<string>;
  /** The same of the package that the logger is for. */
  readonly homePackages: ReadonlySet<string>;
  readonly hasPackageJson: boolean;
  /** Whether other packages stand below it as members of its workspace. */
  readonly isWorkspaceRoot: boolean;
}

const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies"];

/** @param home see `ProjectLook`: how its modules are written and run is its own */
export function lookAtProject(root: string, env: Io["env"], home: string): ProjectLook {
  const whole = lookAtPackage(root, env);
  if (home === "") return whole;
  const own = lookAtPackage(join(root, home), env);
  return {
    ...whole,
    home,
    homePackages: own.packages,
    typescript: own.typescript,
    parsesTypescript: own.parsesTypescript,
    modules: own.modules,
    importEnding: own.importEnding,
    // An alias of the package leads nowhere in those beside it.
    aliases: [],
  };
}

function lookAtPackage(root: string, env: Io["env"]): ProjectLook {
  const has = (path: string): boolean => kindOf(join(root, path)) === "file";
  const manifest = readJson(join(root, "package.json"));
  const workspace = workspaceAround(root);
  const manifests = [manifest, workspace.root === root ? undefined : readJson(join(workspace.root, "package.json"))];
  const packages = new Set(manifests.flatMap((one) => DEPENDENCIES.flatMap((key) => Object.keys((one?.[key] as object) ?? {}))));
  const tsconfig = readJson(join(root, "tsconfig.json"));
  const compiler = (tsconfig?.["compilerOptions"] ?? {}) as { module?: string; moduleResolution?: string };
  const deno = has("deno.json") || has("deno.jsonc") || kindOf(join(root, "supabase", "functions")) === "folder" || isSupabaseFolder(root);
  // Deno runs TypeScript as it is.
  const typescript = deno || tsconfig !== undefined || packages.has("typescript");
  const modules = manifest?.["type"] === "module" || deno ? "esm" : "commonjs";
  const strictEndings = /^node/i.test(compiler.moduleResolution ?? compiler.module ?? "") && !/^node(?:10)?$/i.test(compiler.moduleResolution ?? "");
  return {
    home: "",
    packageManager: packageManagerOf([root, workspace.root], manifests.map((one) => one?.["packageManager"]), env["npm_config_user_agent"]),
    typescript,
    parsesTypescript: compilerMajor(root, manifests) < 7,
    modules,
    importEnding: deno ? ".ts" : (typescript ? strictEndings : modules === "esm") ? ".js" : "",
    aliases: aliasesOf(root),
    eslintConfig: CONFIG_NAMES.find(has),
    packages,
    homePackages: packages,
    hasPackageJson: manifest !== undefined,
    isWorkspaceRoot: workspace.root === root && workspace.packages.size > 0,
  };
}

/** A repository that is no more than what others have below `supabase/`: its functions stand beside Supabase's settings. */
export function isSupabaseFolder(root: string): boolean {
  if (kindOf(join(root, "config.toml")) !== "file" || kindOf(join(root, "functions")) !== "folder") return false;
  return /^project_id\s*=/m.test(readFileSync(join(root, "config.toml"), "utf8"));
}

/** Of the compiler that is installed, or of the first version that package.json takes; 0 where nobody tells. */
function compilerMajor(root: string, manifests: readonly (Record<string, unknown> | undefined)[]): number {
  const installed = readJson(join(root, "node_modules", "typescript", "package.json"))?.["version"];
  const asked = manifests.flatMap((one) => DEPENDENCIES.map((key) => (one?.[key] as Record<string, unknown> | undefined)?.["typescript"]));
  const version = [installed, ...asked].find((said) => typeof said === "string");
  return Number(/\d+/.exec(version ?? "")?.[0] ?? 0);
}

/** `"@/*": ["./src/*"]`, in the tsconfig or in one that it extends → `@/` for `src`. Those that lead to the least come first. */
function aliasesOf(root: string): ProjectLook["aliases"] {
  return new TsconfigPaths(() => undefined)
    .beginnings(join(root, "index.ts"))
    .map(({ begins, folder }) => ({ begins, folder: relative(root, folder).replaceAll(sep, "/") }))
    .sort((a, b) => b.folder.length - a.folder.length);
}

/** `@/lib/logging` where an alias reaches it, else a path from the root, as the settings take it. */
export function specifierOf(path: string, { aliases, importEnding }: ProjectLook): string {
  const bare = path.replace(/\.[cm]?[jt]sx?$/, "");
  // Deno reads no tsconfig.
  const alias = bare.startsWith("supabase/") ? undefined : aliases.find(({ folder }) => folder === "" || bare.startsWith(`${folder}/`));
  // Deno takes the ending that the file has, TypeScript's or not.
  if (!alias) return `./${bare}${importEnding === ".ts" ? path.slice(bare.length) || importEnding : importEnding}`;
  return alias.begins + (alias.folder === "" ? bare : bare.slice(alias.folder.length + 1));
}
