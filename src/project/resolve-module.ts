/** Which file of the project an import names. Packages that are no part of the workspace are never entered. */
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { ResolverFactory } from "oxc-resolver";
import type { Alias } from "../neighbours.js";
import { TsconfigPaths } from "./tsconfig-paths.js";
import { sourcesOf, sourcesOfImport, workspaceAround, type Workspace } from "./workspaces.js";

// Loaded when the first import is asked about.
const require = createRequire(import.meta.url);

const SOURCE = /(?<!\.d)\.[cm]?[jt]s$|\.[jt]sx$/;

/** Remembers each answer; `refresh` and `forget` take back those that the disk may have changed. All paths are absolute. */
export class ModuleResolver {
  readonly #root: string;
  readonly #workspace: Workspace;
  readonly #aliases: TsconfigPaths;
  readonly #known = new Map<string, Map<string, string | undefined>>();
  #factory: ResolverFactory | undefined;
  #missed = false;

  /** @param root absolute path of the project's root */
  constructor(root: string) {
    this.#root = root;
    this.#workspace = workspaceAround(root);
    this.#aliases = new TsconfigPaths((specifier) => this.#inWorkspace(specifier));
  }

  /** The file's absolute path; undefined for packages of others, for what is no code, and for what is not there. */
  resolve(specifier: string, from: string): string | undefined {
    // What a folder's files import resolves alike for all of them.
    const folder = dirname(from);
    let known = this.#known.get(folder);
    if (!known) this.#known.set(folder, (known = new Map()));
    if (known.has(specifier)) return known.get(specifier);
    const found = this.#candidates(specifier, from)
      .map((candidate) => this.#file(folder, candidate))
      .find((path) => path !== undefined);
    this.#missed ||= found === undefined;
    known.set(specifier, found);
    return found;
  }

  /**
   * See `Neighbours.aliasesOf`.
   * @param from absolute path of the file that imports
   */
  aliasesOf(module: string, from: string): Alias[] {
    const target = join(this.#root, module);
    return this.#aliases
      .beginnings(from)
      .flatMap(({ begins, folder }) => {
        const inside = relative(folder, target).replaceAll(sep, "/");
        return begins === "/" || inside === "" || inside.startsWith("..") || isAbsolute(inside) ? [] : [{ begins, specifier: begins + inside }];
      })
      .sort((a, b) => a.specifier.length - b.specifier.length);
  }

  /** Files may have come and gone: what was not found is looked for again. */
  refresh(): void {
    if (!this.#missed) return;
    this.#missed = false;
    this.#factory?.clearCache();
    for (const known of this.#known.values()) {
      for (const [specifier, found] of known) if (found === undefined) known.delete(specifier);
    }
  }

  /** A file that was found is gone. */
  forget(path: string): void {
    this.#factory?.clearCache();
    for (const known of this.#known.values()) {
      for (const [specifier, found] of known) if (found === path) known.delete(specifier);
    }
  }

  #candidates(specifier: string, from: string): string[] {
    if (specifier.startsWith("#")) return [...this.#aliases.candidates(specifier, from), specifier, ...sourcesOfImport(specifier, from)];
    if (specifier.startsWith(".") || isAbsolute(specifier)) return [...this.#aliases.candidates(specifier, from), specifier];
    if (specifier.startsWith("node:")) return [];
    const [name, subpath] = packageName(specifier);
    const member = this.#workspace.packages.get(name);
    return [...this.#aliases.candidates(specifier, from), ...(member ? sourcesOf(member, subpath) : [])];
  }

  #file(folder: string, candidate: string): string | undefined {
    const path = this.#resolver().sync(folder, candidate).path;
    if (path === undefined || !SOURCE.test(path) || !path.startsWith(this.#workspace.root + sep)) return undefined;
    return path.includes(`${sep}node_modules${sep}`) ? undefined : path;
  }

  #inWorkspace(specifier: string): string | undefined {
    const [name, subpath] = packageName(specifier);
    const member = this.#workspace.packages.get(name);
    return member && join(member.folder, subpath);
  }

  #resolver(): ResolverFactory {
    if (!this.#factory) {
      const { ResolverFactory: Factory } = require("oxc-resolver") as typeof import("oxc-resolver");
      this.#factory = new Factory({
        extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"],
        extensionAlias: {
          ".js": [".ts", ".tsx", ".js", ".jsx"],
          ".jsx": [".tsx", ".jsx"],
          ".mjs": [".mts", ".mjs"],
          ".cjs": [".cts", ".cjs"],
        },
        conditionNames: ["source", "development", "import", "require", "node", "default"],
        mainFields: ["source", "module", "main"],
      });
    }
    return this.#factory;
  }
}

/** `@acme/audit/server` → `@acme/audit`, `./server`. */
function packageName(specifier: string): [name: string, subpath: string] {
  const parts = specifier.split("/");
  const count = specifier.startsWith("@") ? 2 : 1;
  const rest = parts.slice(count).join("/");
  return [parts.slice(0, count).join("/"), rest ? `./${rest}` : "."];
}
