/**
 * The project's files, read and parsed when first asked for. What is remembered of each is small; of the trees only the last
 * few are kept. A file that has changed on disk is another version of itself.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { exportList, type ExportList } from "./find-export.js";
import { parseSource, UnparsableFile } from "../parse.js";
import type { Neighbours } from "../neighbours.js";
import type { Settings } from "../settings.js";
import { openSourceFile, type SourceFile } from "../source-file.js";

/** Larger files are generated or bundled, and say nothing that their parts would not. */
const MOST_BYTES = 500_000;
const TREES_KEPT = 24;

interface Known {
  stamp: string;
  hash: string;
  /** Counts up with each change of the content; 0 for a file that is not there. */
  version: number;
  /** When it was last compared with the disk. */
  checked: number;
  speaksOfAudit: boolean;
  mayMount: boolean;
  exports?: ExportList | undefined;
}

/** Text that may mount a router of another file. */
const MOUNTS = /\.(?:use|route|register)\s*\(/;

/** Text that may audit, or that leads on to files that may. */
const AUDITS = /audit|security|activity|access.?log|login.?attempt|compliance|violation/i;
const LEADS_ON = /\bexport\s*(?:\*|\{[^}]*\}\s*from\b)|\bexports\s*=\s*(?:\{\s*\.\.\.)?\s*require\b/;

export class SourceStore {
  readonly #settings: Settings;
  readonly #neighbours: Neighbours;
  readonly #root: string;
  readonly #known = new Map<string, Known>();
  readonly #trees = new Map<string, SourceFile>();
  #round = 1;
  /** Files that were parsed, for those who measure. */
  parsed = 0;

  constructor(root: string, settings: Settings, neighbours: Neighbours) {
    this.#root = root;
    this.#settings = settings;
    this.#neighbours = neighbours;
  }

  /** From here on, each file is compared with the disk once more, and none answers by what others were before. */
  startRound(): void {
    this.#round++;
    for (const path of this.#trees.keys()) this.forgetAnswers(path);
  }

  /** 0 for a file that is not there, is too large, or cannot be read. */
  version(path: string): number {
    return this.#look(path).version;
  }

  speaksOfAudit(path: string): boolean {
    const { version, speaksOfAudit } = this.#look(path);
    return version > 0 && speaksOfAudit;
  }

  mayMount(path: string): boolean {
    return this.#look(path).mayMount;
  }

  /** What the file exports; its tree is needed for that but once. */
  exports(path: string): ExportList | undefined {
    const known = this.#look(path);
    if (!known.exports) {
      const file = this.open(path);
      known.exports = file && exportList(file);
    }
    return known.exports;
  }

  /** @param fresh true for one that shares no earlier answers with others of the same file */
  open(path: string, fresh = false): SourceFile | undefined {
    if (this.version(path) === 0) return undefined;
    const known = this.#trees.get(path) ?? this.#parse(path);
    if (!known) return undefined;
    this.#keep(path, known);
    return fresh ? { ...known } : known;
  }

  /** Answers of this file that were given while others were half known are not kept. */
  forgetAnswers(path: string): void {
    const known = this.#trees.get(path);
    // What analyses remember hangs on the object.
    if (known) this.#trees.set(path, { ...known });
  }

  #look(path: string): Known {
    const known = this.#known.get(path);
    if (known?.checked === this.#round) return known;
    const stamp = stampOf(path);
    if (known && known.stamp === stamp) {
      known.checked = this.#round;
      return known;
    }
    const text = stamp === undefined ? undefined : readText(path);
    const hash = text === undefined ? "" : createHash("sha1").update(text).digest("base64");
    const changed = !known || known.hash !== hash;
    if (changed) this.#trees.delete(path);
    const found: Known = {
      stamp: stamp ?? "",
      hash,
      version: text === undefined ? 0 : changed ? (known?.version ?? 0) + 1 : known.version,
      checked: this.#round,
      speaksOfAudit: text !== undefined && (AUDITS.test(text) || LEADS_ON.test(text) || this.#settings.auditFunctions.length > 0),
      mayMount: text !== undefined && MOUNTS.test(text),
    };
    this.#known.set(path, found);
    return found;
  }

  #parse(path: string): SourceFile | undefined {
    const text = readText(path);
    if (text === undefined) return undefined;
    this.parsed++;
    try {
      return openSourceFile(parseSource(text, path, this.#root), this.#settings, this.#neighbours);
    } catch (error) {
      if (error instanceof UnparsableFile) return undefined;
      throw error;
    }
  }

  #keep(path: string, file: SourceFile): void {
    this.#trees.delete(path);
    this.#trees.set(path, file);
    if (this.#trees.size > TREES_KEPT) this.#trees.delete(this.#trees.keys().next().value!);
  }
}

/** Undefined for what is no file of a size that is read. */
function stampOf(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() && stats.size <= MOST_BYTES ? `${stats.mtimeMs}:${stats.size}` : undefined;
  } catch {
    // A folder on the way that may not be entered: as good as not there.
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
