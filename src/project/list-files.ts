/** The project's source files, as `fix` without a path would find them; looked for again once a folder has changed. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { enterFolder, isIgnored, rulesAtRoot, type IgnoreRules } from "./ignore-rules.js";
import { fileIsNeverRead, folderIsNeverRead, isDeclarations } from "./never-read.js";

/** The list of one root. What cannot be read holds no files. */
export class FileList {
  readonly #root: string;
  #files: string[] | undefined;
  readonly #declarations: string[] = [];
  readonly #folders = new Map<string, number>();

  /** @param root absolute path */
  constructor(root: string) {
    this.#root = root;
  }

  /** Absolute paths, in order. */
  files(): readonly string[] {
    if (!this.#files || [...this.#folders].some(([folder, changed]) => changedAt(folder) !== changed)) {
      this.#files = [];
      this.#declarations.length = 0;
      this.#folders.clear();
      this.#walk(this.#root, "", rulesAtRoot(this.#root), this.#files);
    }
    return this.#files;
  }

  /** Files of declarations, which hold no code that runs. */
  declarations(): readonly string[] {
    this.files();
    return this.#declarations;
  }

  #walk(folder: string, path: string, outer: IgnoreRules, files: string[]): void {
    this.#folders.set(folder, changedAt(folder));
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      // A folder that may not be read holds nothing that can be known.
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const rules = path === "" ? outer : enterFolder(outer, folder, this.#root, new Set(entries.map(({ name }) => name)));
    for (const entry of entries) {
      const full = join(folder, entry.name);
      const inner = path === "" ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!folderIsNeverRead(inner) && !isIgnored(rules, full, true)) this.#walk(full, inner, rules, files);
      } else if (entry.isFile() && !isIgnored(rules, full, false)) {
        if (!fileIsNeverRead(entry.name)) files.push(full);
        else if (isDeclarations(entry.name)) this.#declarations.push(full);
      }
    }
  }
}

function changedAt(folder: string): number {
  try {
    return statSync(folder).mtimeMs;
  } catch {
    return 0;
  }
}
