/**
 * Where routers are mounted, and which handlers of other files are registered: read from all files of the project whose text
 * can do either, the first time that a router or a handler asks, and again from those that have changed.
 */
import { relative } from "node:path";
import { factsOf } from "../analysis/file-facts.js";
import { MADE } from "../frameworks/lead-of.js";
import { joinRoutes, parameterKey } from "../frameworks/mounting.js";
import type { ErrorMiddleware, ErrorsEnd, Mount, Registered } from "../neighbours.js";
import { isTestFile } from "../vocabulary/file-kinds.js";
import { strongerOf } from "../vocabulary/record-strength.js";
import type { FileList } from "./list-files.js";
import { routeNotes, type HandlerNote, type MountNote, type RouteNotes, type SelfMountNote } from "./route-notes.js";
import type { SourceStore } from "./source-store.js";

interface FileNotes extends RouteNotes {
  readonly version: number;
}

interface Placed<T> {
  /** The file that says so. */
  readonly file: string;
  readonly note: T;
}

/** What one call says of where a router stands. */
type PlaceNote = Omit<MountNote, "lead" | "parameter" | "alone">;

interface Joined {
  readonly selfMounts: Placed<SelfMountNote>[];
  readonly mounts: Map<string, Placed<MountNote>[]>;
  readonly handlers: Map<string, (Placed<HandlerNote> & { readonly path: readonly string[] })[]>;
  /** What apps are given for all requests, by file. */
  readonly forAll: Map<string, ErrorMiddleware[]>;
  /** Found when it is first asked for. */
  keepsNothing: boolean | undefined;
}

/** Where an export is made: the file, and the path of the export there. */
export interface Origin {
  readonly file: string;
  readonly path: readonly string[];
}

type FindOrigin = (from: string, source: string, path: readonly string[]) => Origin | undefined;

/** The joined notes of all files. */
export class RouteTable {
  readonly #root: string;
  readonly #list: FileList;
  readonly #sources: SourceStore;
  readonly #origin: FindOrigin;
  readonly #notes = new Map<string, FileNotes>();
  #joined: Joined | undefined;
  #files: readonly string[] = [];

  /**
   * @param root absolute path from which the paths of answers count
   * @param list the files that are looked at
   */
  constructor(root: string, list: FileList, sources: SourceStore, origin: FindOrigin) {
    this.#root = root;
    this.#list = list;
    this.#sources = sources;
    this.#origin = origin;
  }

  /** What has changed on disk is read again before the next answer. */
  refresh(): void {
    this.#files = [];
  }

  /** @param exported as `givenAwayAs` names it */
  mountOf(file: string, exported: string): Mount | undefined {
    return this.#find(keyOf(file, exported), []) ?? undefined;
  }

  /** A router that is mounted in several places gives its handlers the part of the route that they all share. */
  registeredIn(file: string): readonly Registered[] {
    const placed = this.#table().handlers.get(file) ?? [];
    return placed.map(({ file: from, note, path }) => {
      const outer = this.#around(from, note.on, []);
      const { prefix, strength, guarded, forAdmins } = outer ?? { prefix: "", strength: undefined, guarded: false, forAdmins: false };
      return {
        path,
        route: joinRoutes(prefix, note.route),
        method: note.method,
        inRouteFile: note.inRouteFile,
        strength: strongerOf(strength, note.strength),
        guarded: guarded || note.guarded,
        forAdmins: forAdmins || note.forAdmins,
      };
    });
  }

  errorMiddlewareIn(file: string): readonly ErrorMiddleware[] {
    return this.#table().forAll.get(file) ?? [];
  }

  /** What all apps of the project record of errors that reach them: which of them a handler belongs to is not asked. */
  errors(): ErrorsEnd | undefined {
    this.#table();
    const [first, ...others] = [...this.#notes.values()].flatMap(({ errors }) => errors ?? []);
    if (!first || others.some(({ strength }) => strength !== first.strength)) return undefined;
    if (!first.strength && !this.#keepsNothing()) return undefined;
    return { strength: first.strength, takesAsync: [first, ...others].every(({ takesAsync }) => takesAsync) };
  }

  /** True where error middleware that is the last to hold an error answers it, and keeps nothing: see no-silent-catch. */
  #keepsNothing(): boolean {
    const table = this.#table();
    if (table.keepsNothing === undefined) {
      table.keepsNothing = false;
      const registering = [...this.#notes].flatMap(([file, { errors }]) => (errors ? [file] : []));
      table.keepsNothing = [...new Set([...registering, ...table.forAll.keys()])].some((path) => {
        const file = this.#sources.open(path);
        return file !== undefined && factsOf(file.view, file.settings, file.neighbours).caught.some(({ form, fate }) => form === "middleware" && fate === "answered");
      });
    }
    return table.keepsNothing;
  }

  /** Undefined for a router that nothing mounts; null where that cannot be told. Of several places it is what they share. */
  #find(origin: string, trail: readonly string[]): Mount | undefined | null {
    if (trail.includes(origin)) return null;
    const mounts = this.#table().mounts.get(origin) ?? this.#byItself(origin);
    const wholes = mounts.map(({ file, note }) => this.#whole(file, note, [...trail, origin]));
    const told = wholes.filter((whole) => whole !== null);
    const [first] = told;
    if (told.length < wholes.length || told.some(({ strength }) => strength !== first?.strength)) return null;
    if (first === undefined) return undefined;
    const prefix = sharedEnd(told.map((whole) => whole.prefix));
    return {
      ...first,
      prefix,
      guarded: told.every(({ guarded }) => guarded),
      forAdmins: told.every(({ forAdmins }) => forAdmins),
    };
  }

  /** Where a field beside the router says it, for whatever mounts all that it is given like that. */
  #byItself(origin: string): Placed<PlaceNote>[] {
    const [file = "", name = ""] = origin.split("\0");
    const [, field] = /^prototype\.(.+)$/.exec(name) ?? [];
    const fields = field === undefined ? undefined : this.#notes.get(file)?.fields;
    if (!fields || fields.size === 0) return [];
    return this.#table().selfMounts.flatMap(({ file: from, note }) => {
      const path = note.fields.router === field ? fields.get(note.fields.path) : undefined;
      const prefix = path === undefined || note.prefix === null ? null : joinRoutes(note.prefix, path);
      return path === undefined ? [] : [{ file: from, note: { ...note, prefix } }];
    });
  }

  /** With what the router that it is mounted on is mounted under. */
  #whole(file: string, { prefix, strength, guarded, forAdmins, on }: PlaceNote, trail: readonly string[]): Mount | null {
    if (prefix === null) return null;
    const outer = this.#around(file, on, trail);
    if (outer === null) return null;
    return {
      prefix: joinRoutes(outer?.prefix ?? "", prefix),
      strength: strongerOf(outer?.strength, strength),
      guarded: guarded || outer?.guarded === true,
      forAdmins: forAdmins || outer?.forAdmins === true,
    };
  }

  #around(file: string, on: readonly string[], trail: readonly string[]): Mount | undefined | null {
    for (const name of on) {
      const outer = this.#find(keyOf(file, name), trail);
      if (outer !== undefined) return outer;
    }
    return undefined;
  }

  #table(): Joined {
    if (this.#joined && this.#files.length > 0) return this.#joined;
    this.#files = this.#list.files();
    let changed = this.#joined === undefined || this.#notes.size !== this.#files.length;
    for (const file of this.#files) {
      const version = this.#sources.version(file);
      if (this.#notes.get(file)?.version === version) continue;
      this.#notes.set(file, { version, ...this.#read(file) });
      changed = true;
    }
    if (changed) this.#joined = this.#join();
    return this.#joined!;
  }

  #read(path: string): RouteNotes {
    const file = !isTestFile(relative(this.#root, path).replaceAll("\\", "/")) && this.#sources.mayRoute(path) ? this.#sources.open(path) : undefined;
    if (!file) return NO_NOTES;
    return routeNotes(file, path);
  }

  #join(): Joined {
    const joined: Joined = { selfMounts: [], mounts: new Map(), handlers: new Map(), forAll: new Map(), keepsNothing: undefined };
    const there = new Set(this.#files);
    for (const [file, { mounts, handlers, selfMounts }] of this.#notes) {
      if (!there.has(file)) {
        this.#notes.delete(file);
        continue;
      }
      joined.selfMounts.push(...selfMounts.map((note) => ({ file, note })));
      for (const note of mounts) {
        const origin = this.#origin(file, note.lead.source, note.lead.path);
        if (!origin) continue;
        const name = nameOf(origin.path);
        if (note.alone !== undefined) addTo(joined.forAll, origin.file, { path: origin.path, alone: note.alone });
        addTo(joined.mounts, keyOf(origin.file, note.parameter === undefined ? name : parameterKey(name, note.parameter)), {
          file,
          note,
        });
      }
      for (const note of handlers) {
        const origin = this.#origin(file, note.lead.source, note.lead.path);
        if (origin) addTo(joined.handlers, origin.file, { file, note, path: origin.path });
      }
    }
    return joined;
  }
}

const NO_NOTES: RouteNotes = { mounts: [], handlers: [], errors: undefined, selfMounts: [], fields: new Map() };

/** `/api/admin` and `/v2/admin` → `/admin`: the whole segments at the end that all of them have. */
function sharedEnd(prefixes: readonly string[]): string {
  const [first, ...others] = prefixes.map((prefix) => prefix.split("/").filter(Boolean).reverse());
  const differs = first!.findIndex((segment, index) => others.some((other) => other[index] !== segment));
  return joinRoutes("", first!.slice(0, differs < 0 ? undefined : differs).reverse().join("/"));
}

function addTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function keyOf(file: string, exported: string): string {
  return `${file}\0${exported}`;
}

/** As `givenAwayAs` names it. */
function nameOf(path: readonly string[]): string {
  const parts = path.filter((part) => part !== MADE).slice(-2);
  return parts[0] === "prototype" ? parts.join(".") : (parts.at(-1) ?? "default");
}
