/** What stands in each folder, by name. A folder is read once, though files are looked for in it and a config too. */
import { readdirSync } from "node:fs";

/** Names by folder, for one run: what is made in a folder meanwhile is not seen. */
export class FolderNames {
  readonly #known = new Map<string, ReadonlySet<string>>();

  /** For one that was read already. */
  note(folder: string, names: ReadonlySet<string>): void {
    this.#known.set(folder, names);
  }

  /** Nothing, where the folder cannot be read. */
  of(folder: string): ReadonlySet<string> {
    let names = this.#known.get(folder);
    if (!names) this.#known.set(folder, (names = read(folder)));
    return names;
  }
}

function read(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}
