/**
 * Which files a run is about. A plain walk and not a globber: it prunes ignored folders before it reads them, which needs
 * each folder's own .gitignore, and says of a named path why it is left out.
 */
import { lstatSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { join, resolve, sep } from "node:path";
import { CliError, reasonOf } from "./cli-error.js";
import { FolderNames } from "./folder-names.js";
import { enterFolder, givenPatterns, isIgnored, rulesAtRoot, type IgnoreRules } from "../project/ignore-rules.js";
import { fileIsNeverRead, folderIsNeverRead } from "../project/never-read.js";

/** A file that the run reads. */
export interface FoundFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly full: string;
}

/** A named path that is left out, or one that the disk refuses. */
export interface LeftOut {
  readonly path: string;
  readonly status: "skipped" | "failed";
  readonly reason: string;
}

/** What a path came to. */
export type Found = FoundFile | LeftOut;

interface Search {
  readonly root: string;
  readonly given: IgnoreRules;
  readonly folders: FolderNames;
  /** By the path that links lead to: a file that is named twice is found once. */
  readonly found: Map<string, Found>;
}

/**
 * Files below the paths, in the order of their paths.
 *
 * As ESLint does, a file that is named and yet ignored is not read; it is told of, so that no one takes it for repaired.
 * Links that are met on the way are not followed, as git does not either: what they point to is found where it is, and
 * loops do no harm. A link that is named is followed.
 * @param paths as the user gave them, from `cwd`; without any, the root
 * @param folders is told what stands in those that are read on the way
 * @throws CliError for a path that is empty, does not exist, or lies outside the root
 */
export async function findFiles(
  paths: readonly string[],
  root: string,
  cwd: string,
  ignored: readonly string[],
  folders = new FolderNames(),
): Promise<Found[]> {
  const search: Search = { root, given: givenPatterns(ignored, root), folders, found: new Map() };
  const rules = rulesAtRoot(root);
  for (const path of paths.length > 0 ? paths : [root]) {
    // Resolved, it would be the current folder, with all that stands there.
    if (path === "") throw new CliError("A path is empty. Give a file or a folder; . is the current one.");
    const full = resolve(cwd, path);
    const stats = statsOf(full, search);
    if (stats) findNamed(full, stats, rules, search);
    else if (stats === undefined) await findGlob(path, cwd, rules, search);
  }
  return [...search.found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Undefined for a path that does not exist; null for one that cannot be asked, which is then noted as failed. */
function statsOf(full: string, search: Search): Stats | undefined | null {
  try {
    return statSync(full, { throwIfNoEntry: false });
  } catch (error) {
    // `file.ts/x`: not there, as much as any other path that is not.
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    leaveOut(full, "failed", reasonOf(error), search);
    return null;
  }
}

function findNamed(full: string, stats: Stats, rules: IgnoreRules, search: Search): void {
  const inner = rulesAround(full, rules, search);
  if (typeof inner === "string") return leaveOut(full, "skipped", inner, search);
  const path = shownPath(full, search);
  const reason = whyLeftOut(full, path, stats.isDirectory(), inner, search);
  if (reason) return leaveOut(full, "skipped", reason, search);
  if (stats.isDirectory()) return walk({ full, real: realpathSync(full), path: full === search.root ? "" : path }, inner, search);
  if (!stats.isFile()) return leaveOut(full, "skipped", "neither a file nor a folder", search);
  take({ full, real: realpathSync(full), path }, search);
}

/** The rules that hold for a path below the root; or why a folder around it is left out, and the path with it. */
function rulesAround(full: string, rules: IgnoreRules, search: Search): IgnoreRules | string {
  const steps = shownPath(full, search).split("/").slice(0, -1);
  let folder = search.root;
  for (const step of steps) {
    folder = join(folder, step);
    const reason = whyLeftOut(folder, shownPath(folder, search), true, rules, search);
    if (reason) return reason;
    rules = enterFolder(rules, folder, search.root);
  }
  return rules;
}

function whyLeftOut(full: string, path: string, isFolder: boolean, rules: IgnoreRules, search: Search): string | undefined {
  if (full === search.root) return undefined;
  const never = isFolder ? folderIsNeverRead(path) : fileIsNeverRead(path);
  if (never) return never;
  const source = isIgnored(search.given, full, isFolder) ?? isIgnored(rules, full, isFolder);
  return source && `ignored by ${source}`;
}

/** A file or a folder by the path that led to it, by the one without links, and as it is shown: from the root, which is "". */
interface Place {
  readonly full: string;
  readonly real: string;
  readonly path: string;
}

/** Below the folder no links are left to resolve, as they are not followed. */
function walk(folder: Place, outer: IgnoreRules, search: Search): void {
  let entries;
  try {
    entries = readdirSync(folder.full, { withFileTypes: true });
  } catch (error) {
    return leaveOut(folder.full, "failed", `the folder cannot be read: ${reasonOf(error)}`, search);
  }
  const names = new Set(entries.map(({ name }) => name));
  search.folders.note(folder.full, names);
  // The root's own rules are there already.
  const rules = folder.path === "" ? outer : enterFolder(outer, folder.full, search.root, names);
  for (const entry of entries) {
    if (!entry.isDirectory() && !entry.isFile()) continue;
    const place = placeIn(folder, entry.name);
    if (whyLeftOut(place.full, place.path, entry.isDirectory(), rules, search)) continue;
    if (entry.isDirectory()) walk(place, rules, search);
    else take(place, search);
  }
}

/** Put together by hand: `join` reads each path letter by letter, which took a third of the walk. */
function placeIn({ full, real, path }: Place, name: string): Place {
  return { full: below(full, name), real: below(real, name), path: path === "" ? name : `${path}/${name}` };
}

function below(folder: string, name: string): string {
  return folder.endsWith(sep) ? folder + name : folder + sep + name;
}

/** A path that does not exist may be a glob that the shell has left alone. */
async function findGlob(path: string, cwd: string, rules: IgnoreRules, search: Search): Promise<void> {
  const { glob, isDynamicPattern } = await import("tinyglobby");
  const pattern = asPattern(path, sep);
  if (!isDynamicPattern(pattern)) throw new CliError(missing(path, cwd));
  const files = await glob(pattern, {
    cwd,
    absolute: true,
    dot: true,
    expandDirectories: false,
    followSymbolicLinks: false,
    ignore: ["**/node_modules/**", "**/.git/**"],
  });
  if (files.length === 0) throw new CliError(`No file matches ${pattern} in ${cwd}. Check the pattern, or give a folder.`);
  for (const file of files) {
    const full = resolve(file);
    // A glob names no single file, so what is ignored is passed over in silence, as below a folder.
    const inner = rulesAround(full, rules, search);
    if (typeof inner === "string") continue;
    const path = shownPath(full, search);
    if (!whyLeftOut(full, path, false, inner, search)) take({ full, real: realpathSync(full), path }, search);
  }
}

/**
 * The pattern that a path spells where the separator is this one. The shells of Windows complete paths with backslashes, which
 * in a pattern would take the special meaning from what follows them.
 */
export function asPattern(path: string, separator: string): string {
  return path.replaceAll(separator, "/");
}

function missing(path: string, cwd: string): string {
  const full = resolve(cwd, path);
  if (isLink(full)) return `${path} is a link to something that does not exist.`;
  return `${path} does not exist: there is no file or folder ${full}. Paths count from the current folder.`;
}

function isLink(full: string): boolean {
  try {
    return lstatSync(full).isSymbolicLink();
  } catch {
    return false;
  }
}

function take({ full, real, path }: Place, search: Search): void {
  if (!search.found.has(real)) search.found.set(real, { path, full });
}

function leaveOut(full: string, status: LeftOut["status"], reason: string, search: Search): void {
  if (!search.found.has(full)) search.found.set(full, { path: shownPath(full, search), status, reason });
}

function shownPath(full: string, { root }: Search): string {
  const prefix = root.endsWith(sep) ? root : root + sep;
  if (full === root) return ".";
  if (!full.startsWith(prefix)) {
    throw new CliError(`${full} lies outside the root, ${root}. Give a --root that holds it.`);
  }
  return full.slice(prefix.length).replaceAll(sep, "/");
}
