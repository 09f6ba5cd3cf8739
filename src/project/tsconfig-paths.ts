/**
 * The path aliases that hold for a file: of the nearest tsconfig or jsconfig, of those that it extends, and of those that a
 * solution refers to. A config that extends one which is not installed still holds for what it says itself, so this is not
 * left to a reader that throws there.
 */
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { asObject, asStrings, readJson } from "./read-json.js";

interface Aliases {
  /** Folder that the targets count from. */
  readonly base: string;
  /** Targets, which may begin with `CONFIG_FOLDER`. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Set where bare specifiers are looked for below it too. */
  readonly baseUrl: string | undefined;
}

const DEPTH = 8;

/** The folder of the config that extends the others, as one that is shared may write it in its paths. */
const CONFIG_FOLDER = "${configDir}";

export class TsconfigPaths {
  readonly #byFolder = new Map<string, Aliases | undefined>();
  readonly #locate: (specifier: string, from: string) => string | undefined;

  /** @param locate the file that a config's `extends` names, for one that is no path */
  constructor(locate: (specifier: string, from: string) => string | undefined) {
    this.#locate = locate;
  }

  /** Where the specifier may lead, best first, as absolute paths that may lack an ending. */
  candidates(specifier: string, from: string): string[] {
    const aliases = this.#around(dirname(from));
    if (!aliases) return [];
    const { base, paths, baseUrl } = aliases;
    const found = bestMatch(specifier, [...paths.keys()]);
    const targets = found ? paths.get(found.pattern)!.map((target) => resolve(base, target.replace("*", found.star))) : [];
    return baseUrl === undefined ? targets : [...targets, join(baseUrl, specifier)];
  }

  /** The folders that a specifier reaches by what it begins with, as absolute paths: `"@/lib/*": ["./lib/*"]` → `@/lib/`. */
  beginnings(from: string): { readonly begins: string; readonly folder: string }[] {
    const aliases = this.#around(dirname(from));
    if (!aliases) return [];
    return [...aliases.paths].flatMap(([pattern, [target]]) =>
      pattern.endsWith("/*") && target?.endsWith("*") ? [{ begins: pattern.slice(0, -1), folder: resolve(aliases.base, target.slice(0, -1)) }] : [],
    );
  }

  #around(folder: string): Aliases | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const config = ["tsconfig.json", "jsconfig.json"].map((name) => join(folder, name)).find((path) => existsSync(path));
    const parent = dirname(folder);
    const aliases = config ? inFolder(this.#read(config, DEPTH), folder) : parent === folder ? undefined : this.#around(parent);
    this.#byFolder.set(folder, aliases);
    return aliases;
  }

  #read(path: string, depth: number): Aliases | undefined {
    const config = depth > 0 ? readJson(path) : undefined;
    if (!config) return undefined;
    const folder = dirname(path);
    const options = asObject(config["compilerOptions"]) ?? {};
    const given = typeof options["baseUrl"] === "string" ? withinConfig(options["baseUrl"], folder) : undefined;
    const inherited = asStrings(config["extends"]).map((name) => this.#extended(name, path, depth)).findLast(Boolean);
    const baseUrl = given ?? inherited?.baseUrl;
    const paths = asObject(options["paths"]);
    if (paths)
      return {
        base: baseUrl ?? folder,
        baseUrl,
        paths: new Map(Object.entries(paths).map(([key, value]) => [key, asStrings(value)])),
      };
    if (inherited && inherited.paths.size > 0) return { ...inherited, baseUrl };
    const referred = this.#referred(config, folder, depth);
    return referred ?? (baseUrl === undefined ? undefined : { base: baseUrl, baseUrl, paths: new Map() });
  }

  #extended(name: string, from: string, depth: number): Aliases | undefined {
    const path = name.startsWith(".") || isAbsolute(name) ? resolve(dirname(from), name) : this.#locate(name, from);
    if (path === undefined) return undefined;
    return this.#read([path, `${path}.json`, join(path, "tsconfig.json")].find((candidate) => isFile(candidate)) ?? path, depth - 1);
  }

  /** A solution that holds no aliases itself: those of the first project that has some. */
  #referred(config: Record<string, unknown>, folder: string, depth: number): Aliases | undefined {
    const references = Array.isArray(config["references"]) ? config["references"] : [];
    for (const reference of references) {
      const target = asObject(reference)?.["path"];
      if (typeof target !== "string") continue;
      const path = resolve(folder, target);
      const aliases = this.#read(isFile(path) ? path : join(path, "tsconfig.json"), depth - 1);
      if (aliases && aliases.paths.size > 0) return aliases;
    }
    return undefined;
  }
}

/** `baseUrl`, which counts from the config that it stands in unless it names the folder of the outermost. */
function withinConfig(given: string, folder: string): string {
  return given.startsWith(CONFIG_FOLDER) ? given : resolve(folder, given);
}

/** @param folder of the outermost config, which is known only once all those that it extends are read */
function inFolder(aliases: Aliases | undefined, folder: string): Aliases | undefined {
  if (!aliases) return undefined;
  const { base, baseUrl, paths } = aliases;
  const filled = (path: string): string => path.replace(CONFIG_FOLDER, () => folder);
  return {
    base: filled(base),
    baseUrl: baseUrl && filled(baseUrl),
    paths: new Map([...paths].map(([pattern, targets]) => [pattern, targets.map(filled)])),
  };
}

function isFile(path: string): boolean {
  return path.endsWith(".json") && existsSync(path);
}

/** As TypeScript does: an exact name first, else the pattern with the longest beginning. */
function bestMatch(specifier: string, patterns: readonly string[]): { pattern: string; star: string } | undefined {
  let best: { pattern: string; star: string; length: number } | undefined;
  for (const pattern of patterns) {
    if (pattern === specifier) return { pattern, star: "" };
    const [start, end] = pattern.split("*", 2);
    if (end === undefined || !specifier.startsWith(start!) || !specifier.endsWith(end)) continue;
    if (specifier.length < start!.length + end.length || (best && best.length >= start!.length)) continue;
    best = { pattern, star: specifier.slice(start!.length, specifier.length - end.length), length: start!.length };
  }
  return best;
}
