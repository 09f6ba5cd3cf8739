/**
 * The packages of a workspace, by name: found through the workspace's own list, as links in node_modules are there only after
 * an installation.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve, sep } from "node:path";
import { asObject, asStrings, readJson } from "./read-json.js";

/** A member of a workspace: its name, its absolute folder and its package.json. */
export interface Package {
  readonly name: string;
  readonly folder: string;
  readonly json: Record<string, unknown>;
}

/** The packages that may import each other by name. */
export interface Workspace {
  /** The folder that holds all packages; the project's own where there is no workspace. */
  readonly root: string;
  readonly packages: ReadonlyMap<string, Package>;
}

/** The workspace that the folder belongs to. */
export function workspaceAround(folder: string): Workspace {
  for (let root = folder; ; root = dirname(root)) {
    const patterns = packagePatterns(root);
    if (patterns.length > 0) {
      const packages = packagesOf(root, patterns);
      // A workspace further up that does not list the project is none of its own.
      if (root === folder || packages.some((member) => folder === member.folder || folder.startsWith(member.folder + sep))) {
        return { root, packages: new Map(packages.map((member) => [member.name, member])) };
      }
    }
    if (dirname(root) === root) return { root: folder, packages: new Map() };
  }
}

function packagePatterns(root: string): readonly string[] {
  const workspaces = readJson(join(root, "package.json"))?.["workspaces"];
  const listed = asStrings(asObject(workspaces)?.["packages"] ?? workspaces);
  return listed.length > 0 ? listed : pnpmPatterns(join(root, "pnpm-workspace.yaml"));
}

/** The list below `packages:`, the one part of the file that is read. */
function pnpmPatterns(path: string): string[] {
  if (!existsSync(path)) return [];
  const list = /^packages:[^\S\n]*\n((?:[^\S\n]*(?:-.*|#.*)?\n?)*)/m.exec(`${readFileSync(path, "utf8").replaceAll("\r", "")}\n`)?.[1] ?? "";
  return [...list.matchAll(/^\s*-\s*["']?([^"'#\n]+?)["']?\s*(?:#.*)?$/gm)].map((match) => match[1]!.trim());
}

const require = createRequire(import.meta.url);

function packagesOf(root: string, patterns: readonly string[]): Package[] {
  const { globSync } = require("tinyglobby") as typeof import("tinyglobby");
  const isOut = (pattern: string): boolean => pattern.startsWith("!");
  const asFile = (pattern: string): string => `${pattern.replace(/^!/, "").replace(/^\.\//, "").replace(/\/+$/, "")}/package.json`;
  const files = globSync(patterns.filter((pattern) => !isOut(pattern)).map(asFile), {
    cwd: root,
    absolute: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ["**/node_modules/**", ...patterns.filter(isOut).map(asFile)],
  });
  return files.flatMap((file) => {
    const json = readJson(file);
    const name = json?.["name"];
    return json && typeof name === "string" ? [{ name, folder: dirname(resolve(file)), json }] : [];
  });
}

const OUTPUT = /^(?:dist|build|lib|out|esm|cjs)$/;

/**
 * Where the source of a package's entry may stand, best first: absolute paths without their endings. What a build would put
 * into `dist` is looked for in `src` and beside it.
 * @param subpath `.`, or `./server`
 */
export function sourcesOf({ folder, json }: Package, subpath: string): string[] {
  const entries = subpath === "." ? ["source", "module", "main", "types"].map((key) => json[key]) : [];
  const targets = [...exportTargets(json["exports"], subpath), ...entries].filter((target) => typeof target === "string");
  const inside = subpath.slice(2);
  const custom = subpath === "." ? ["src/index", "index"] : [`src/${inside}`, inside];
  return [...targets.flatMap(sourcesOfTarget), ...custom].map((path) => join(folder, path));
}

function sourcesOfTarget(target: string): string[] {
  const path = target.replace(/^\.\//, "").replace(/\.d\.[cm]?ts$|\.[cm]?[jt]sx?$/, "");
  const parts = path.split("/");
  const output = parts.findIndex((part) => OUTPUT.test(part));
  if (output < 0) return [path];
  const inner = parts.slice(output + 1);
  while (inner.length > 1 && /^(?:esm|cjs|types|node)$/.test(inner[0]!)) inner.shift();
  const before = parts.slice(0, output);
  return [[...before, "src", ...inner], [...before, ...inner]].map((path) => path.join("/"));
}

/**
 * Where the source behind one of a package's own imports, `#lib/audit`, may stand.
 * @param from absolute path of the file that imports
 */
export function sourcesOfImport(specifier: string, from: string): string[] {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const json = readJson(join(folder, "package.json"));
    if (json) return targetsOf(asObject(json["imports"]) ?? {}, specifier).flatMap(sourcesOfTarget).map((path) => join(folder, path));
    if (dirname(folder) === folder) return [];
  }
}

/** Every target of the subpath, those first that an import gets: the source behind them is mostly the same. */
function exportTargets(exports: unknown, subpath: string): string[] {
  const map = asObject(exports);
  if (!map || !Object.keys(map).some((key) => key.startsWith("."))) return subpath === "." ? leavesOf(exports) : [];
  return targetsOf(map, subpath);
}

function targetsOf(map: Record<string, unknown>, subpath: string): string[] {
  if (subpath in map) return leavesOf(map[subpath]);
  for (const [key, value] of Object.entries(map)) {
    const [start, end] = key.split("*", 2);
    if (end === undefined || !subpath.startsWith(start!) || !subpath.endsWith(end)) continue;
    const star = subpath.slice(start!.length, subpath.length - end.length);
    return leavesOf(value).map((target) => target.replace("*", star));
  }
  return [];
}

/** What a server's import is given, best first; what a package has for browsers and others is no server's. */
const CONDITIONS = ["source", "development", "import", "node", "module", "default", "require", "types"];

function leavesOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  const map = asObject(value);
  if (!map) return [];
  const rank = (condition: string): number => {
    const place = CONDITIONS.indexOf(condition);
    return place < 0 ? CONDITIONS.length : place;
  };
  return Object.keys(map)
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((condition) => leavesOf(map[condition]));
}
