/** What .gitignore files leave out: nested ones too, and those between the repository's root and the project's. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import type { Ignore } from "ignore";

// Loaded with the first file of patterns, and required: to import a CommonJS package takes Node.js three times as long.
const require = createRequire(import.meta.url);

/** One file of patterns, and the folder that they count from. */
interface Layer {
  readonly folder: string;
  /** How messages name it. */
  readonly source: string;
  readonly patterns: Ignore;
}

/** The innermost layer first: as in git, the first that knows a path decides. */
export type IgnoreRules = readonly Layer[];

/** What git's core.ignorecase is by default. */
const IGNORE_CASE = process.platform === "win32" || process.platform === "darwin";

function layer(folder: string, source: string, patterns: string): Layer {
  const ignore = require("ignore") as typeof import("ignore");
  return { folder, source, patterns: ignore({ ignorecase: IGNORE_CASE }).add(patterns) };
}

/** The patterns of --ignore. */
export function givenPatterns(patterns: readonly string[], root: string): IgnoreRules {
  return patterns.length > 0 ? [layer(root, "--ignore", patterns.join("\n"))] : [];
}

/**
 * The rules that hold inside `folder`, given those that hold around it.
 * @param names what the folder holds, where that is known: it spares two questions to the disk
 * @param root messages name a .gitignore by its path from here
 */
export function enterFolder(outer: IgnoreRules, folder: string, root: string, names?: ReadonlySet<string>): IgnoreRules {
  const has = (name: string) => (names ? names.has(name) : existsSync(join(folder, name)));
  // A repository inside another one (a submodule, say) does not inherit.
  let rules = has(".git") ? excludeFile(folder) : outer;
  if (has(".gitignore")) {
    const file = join(folder, ".gitignore");
    const source = file.startsWith(root + sep) ? file.slice(root.length + 1).replaceAll("\\", "/") : file;
    // One that cannot be read hides nothing: git does the same, with a warning.
    const patterns = readOrEmpty(file);
    if (patterns) rules = [layer(folder, source, patterns), ...rules];
  }
  return rules;
}

/**
 * The rules that hold inside the project's root. Where the root itself is ignored by a repository around it, that
 * repository's patterns are dropped: who names a folder as root means what is in it.
 */
export function rulesAtRoot(root: string): IgnoreRules {
  const folders = foldersFromRepository(root);
  let rules: IgnoreRules = [];
  for (const folder of folders) {
    if (isIgnored(rules, folder, true)) rules = [];
    rules = enterFolder(rules, folder, root);
  }
  return rules;
}

/** The name of what ignores a path; undefined where nothing does. The path's parents are taken to be asked before. */
export function isIgnored(rules: IgnoreRules, path: string, isFolder: boolean): string | undefined {
  for (const { folder, source, patterns } of rules) {
    const inside = path.slice(folder.endsWith(sep) ? folder.length : folder.length + 1).replaceAll(sep, "/");
    const { ignored, unignored } = patterns.test(isFolder ? `${inside}/` : inside);
    if (ignored) return source;
    if (unignored) return undefined;
  }
  return undefined;
}

/** From the repository's root down to `root`, both included; only `root` where there is no repository. */
function foldersFromRepository(root: string): string[] {
  const folders = [root];
  let folder = root;
  while (!existsSync(join(folder, ".git"))) {
    const parent = dirname(folder);
    if (parent === folder) return [root];
    folder = parent;
    folders.unshift(folder);
  }
  return folders;
}

/** What the user excludes from a repository without telling others. */
function excludeFile(repository: string): IgnoreRules {
  const patterns = readOrEmpty(join(repository, ".git", "info", "exclude"));
  return patterns ? [layer(repository, ".git/info/exclude", patterns)] : [];
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
