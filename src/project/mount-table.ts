/**
 * Where routers are mounted: read from all files of the project whose text can mount one, the first time that a router asks,
 * and again from those that have changed.
 */
import { auditBefore } from "../analysis/mounted-handlers.js";
import { isAuditMiddleware } from "../analysis/handler-flow.js";
import { givenAwayAs, joinRoutes, mountCalls, mountedNode, type MountCall } from "../frameworks/mounting.js";
import type { Mount } from "../neighbours.js";
import { importedPath } from "../scope/imported-path.js";
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";
import { strongerOf } from "../analysis/records.js";
import { FileList } from "./list-files.js";
import type { SourceStore } from "./source-store.js";

/** One router in one call, by the names that other files know. */
interface MountNote {
  readonly prefix: string | null;
  readonly strength: Mount["strength"];
  /** Where the mounted router comes from. */
  readonly source: string;
  readonly path: readonly string[];
  /** The exports under which the router that it is mounted on goes on to others. */
  readonly on: readonly string[];
}

interface FileNotes {
  readonly version: number;
  readonly notes: readonly MountNote[];
}

/** A router by where it is made: the file, and its export there. */
type Origin = (from: string, source: string, path: readonly string[]) => string | undefined;

const DEPTH = 6;

export class MountTable {
  readonly #list: FileList;
  readonly #sources: SourceStore;
  readonly #origin: Origin;
  readonly #notes = new Map<string, FileNotes>();
  #mounts: Map<string, { readonly file: string; readonly note: MountNote }[]> | undefined;
  #files: readonly string[] = [];

  /** @param root absolute path below which all files are looked at */
  constructor(root: string, sources: SourceStore, origin: Origin) {
    this.#list = new FileList(root);
    this.#sources = sources;
    this.#origin = origin;
  }

  /** What has changed on disk is read again before the next answer. */
  refresh(): void {
    this.#files = [];
  }

  mountOf(origin: string): Mount | undefined {
    return this.#find(origin, []) ?? undefined;
  }

  /** Undefined for a router that nothing mounts; null where that cannot be told. */
  #find(origin: string, trail: readonly string[]): Mount | undefined | null {
    if (trail.includes(origin)) return null;
    const mounts = this.#table().get(origin) ?? [];
    const [first, ...others] = mounts.map(({ file, note }) => this.#whole(file, note, [...trail, origin]));
    return others.every((other) => other?.prefix === first?.prefix && other?.strength === first?.strength) ? first : null;
  }

  /** With what the router that it is mounted on is mounted under. */
  #whole(file: string, note: MountNote, trail: readonly string[]): Mount | null {
    if (note.prefix === null) return null;
    for (const name of note.on) {
      const outer = this.#find(keyOf(file, name), trail);
      if (outer === null) return null;
      if (outer) return { prefix: joinRoutes(outer.prefix, note.prefix), strength: strongerOf(outer.strength, note.strength) };
    }
    return { prefix: joinRoutes(note.prefix, undefined), strength: note.strength };
  }

  #table(): Map<string, { readonly file: string; readonly note: MountNote }[]> {
    if (this.#mounts && this.#files.length > 0) return this.#mounts;
    this.#files = this.#list.files();
    let changed = this.#mounts === undefined || this.#notes.size !== this.#files.length;
    for (const file of this.#files) {
      const version = this.#sources.version(file);
      if (this.#notes.get(file)?.version === version) continue;
      this.#notes.set(file, { version, notes: this.#read(file) });
      changed = true;
    }
    if (changed) this.#mounts = this.#join();
    return this.#mounts!;
  }

  #read(path: string): readonly MountNote[] {
    if (!this.#sources.mayMount(path)) return [];
    const file = this.#sources.open(path);
    if (!file) return [];
    const calls = mountCalls(file);
    return calls.flatMap((mount) => notesOf(mount, calls, file));
  }

  #join(): Map<string, { readonly file: string; readonly note: MountNote }[]> {
    const mounts = new Map<string, { readonly file: string; readonly note: MountNote }[]>();
    const there = new Set(this.#files);
    for (const [file, { notes }] of this.#notes) {
      if (!there.has(file)) this.#notes.delete(file);
      else {
        for (const note of notes) {
          const origin = this.#origin(file, note.source, note.path);
          const known = origin === undefined ? undefined : mounts.get(origin);
          if (known) known.push({ file, note });
          else if (origin !== undefined) mounts.set(origin, [{ file, note }]);
        }
      }
    }
    return mounts;
  }
}

export function keyOf(file: string, exported: string): string {
  return `${file}\0${exported}`;
}

/** The prefix of the router that the call mounts on, where that is mounted in the same file. */
function prefixWithin({ receiver, prefix }: MountCall, calls: readonly MountCall[], file: SourceFile, depth = DEPTH): { prefix: string | null; on: MountCall["receiver"] } {
  const own = prefix === undefined ? "" : prefix;
  const variable = file.bindings.variableOf(receiver);
  const outer = depth > 0 && variable ? calls.find(({ given }) => given.some((node) => node.type === "Identifier" && file.bindings.variableOf(node) === variable)) : undefined;
  if (!outer || own === null) return { prefix: own, on: receiver };
  const around = prefixWithin(outer, calls, file, depth - 1);
  return { prefix: around.prefix === null ? null : joinRoutes(around.prefix, own), on: around.on };
}

function notesOf(mount: MountCall, calls: readonly MountCall[], file: SourceFile): MountNote[] {
  return mount.given.flatMap((given, index) => {
    const lead = leadOf(mountedNode(given), file);
    if (!lead) return [];
    const { prefix, on } = prefixWithin(mount, calls, file);
    const before = mount.given.slice(0, index).some((node) => isAuditMiddleware(node, file)) ? ("audit" as const) : undefined;
    const strength = before ?? auditBefore(mount.receiver, mount.call.range[0], calls, file);
    return [{ ...lead, prefix, strength, on: givenAwayAs(on, file) }];
  });
}

/** `adminRouter`, `createRouter()`, `require("./admin")`, as imports. */
function leadOf(node: Node, file: SourceFile): { source: string; path: readonly string[] } | undefined {
  const direct = importedPath(node, file.bindings);
  if (direct) return direct;
  if (node.type !== "CallExpression") return undefined;
  const [given] = node.arguments;
  if (node.callee.type === "Identifier" && node.callee.name === "require" && given?.type === "Literal" && typeof given.value === "string") {
    return { source: given.value, path: ["default"] };
  }
  return importedPath(node.callee, file.bindings);
}
