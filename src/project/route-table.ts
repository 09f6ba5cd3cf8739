/**
 * Where routers are mounted, and which handlers of other files are registered: read from all files of the project whose text
 * can do either, the first time that a router or a handler asks, and again from those that have changed.
 */
import { dirname, join, relative } from "node:path";
import { auditBefore } from "../analysis/handlers/mounted-handlers.js";
import { factsOf } from "../analysis/file-facts.js";
import { isAuditMiddleware, strengthAround } from "../analysis/records/records-around.js";
import { handedHandlers, leadOf } from "../frameworks/handed-handlers.js";
import { guardBefore, isGuard, isGuarded } from "../analysis/operations/let-in.js";
import { recordsAlways } from "../analysis/records/function-records.js";
import { ERROR_PARAMETERS, isAlone, isForAll } from "../frameworks/error-registrations.js";
import { handlerValue } from "../frameworks/handler-value.js";
import { importedSummary } from "../frameworks/imported.js";
import { asObject, readJson } from "./read-json.js";
import { type RecordStrength, strongerOf } from "../vocabulary/record-strength.js";
import { MADE, type Lead } from "../frameworks/find-export.js";
import { givenAwayAs, handovers, isRouter, joinRoutes, mountCalls, mountedNode, parameterKey, registeredOn, type Handover, type MountCall } from "../frameworks/mounting.js";
import type { ErrorMiddleware, ErrorsEnd, Mount, Registered } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";
import { isTestFile } from "../vocabulary/file-kinds.js";
import { FileList } from "./list-files.js";
import type { SourceStore } from "./source-store.js";

interface Note {
  readonly strength: Mount["strength"];
  readonly guarded: boolean;
  /** Where the router or the handler comes from. */
  readonly lead: Lead;
  /** The names under which other files know the router that it is put on. */
  readonly on: readonly string[];
}

/** One router in one call. */
interface MountNote extends Note {
  readonly prefix: string | null;
  /** The parameter that it becomes, where it is handed to a function. */
  readonly parameter: number | undefined;
  /** Set where it stands before all routes of the app, or behind them: whether nothing else there may record errors. */
  readonly alone: boolean | undefined;
}

/** One handler under one route. */
interface HandlerNote extends Note {
  readonly route: string;
  readonly method: string | undefined;
}

interface FileNotes {
  readonly version: number;
  readonly mounts: readonly MountNote[];
  readonly handlers: readonly HandlerNote[];
  readonly errors: ErrorsNote | undefined;
}

/** What the error middleware of an app records. */
interface ErrorsNote {
  readonly strength: RecordStrength | undefined;
  readonly takesAsync: boolean;
}

interface Placed<T> {
  /** The file that says so. */
  readonly file: string;
  readonly note: T;
}

interface Joined {
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

const DEPTH = 6;

export class RouteTable {
  readonly #root: string;
  readonly #list: FileList;
  readonly #sources: SourceStore;
  readonly #origin: FindOrigin;
  readonly #notes = new Map<string, FileNotes>();
  #joined: Joined | undefined;
  #files: readonly string[] = [];

  /** @param root absolute path below which all files are looked at */
  constructor(root: string, sources: SourceStore, origin: FindOrigin) {
    this.#root = root;
    this.#list = new FileList(root);
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

  /** A router that is mounted in several places gives its handlers the part of the route that they all share: its own. */
  registeredIn(file: string): readonly Registered[] {
    const placed = this.#table().handlers.get(file) ?? [];
    return placed.map(({ file: from, note, path }) => {
      const outer = this.#around(from, note.on, []);
      const { prefix, strength, guarded } = outer ?? { prefix: "", strength: undefined, guarded: false };
      return {
        path,
        route: joinRoutes(prefix, note.route),
        method: note.method,
        strength: strongerOf(strength, note.strength),
        guarded: guarded || note.guarded,
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

  /** Undefined for a router that nothing mounts; null where that cannot be told. */
  #find(origin: string, trail: readonly string[]): Mount | undefined | null {
    if (trail.includes(origin)) return null;
    const mounts = this.#table().mounts.get(origin) ?? [];
    const [first, ...others] = mounts.map(({ file, note }) => this.#whole(file, note, [...trail, origin]));
    if (!others.every((other) => other?.prefix === first?.prefix && other?.strength === first?.strength)) return null;
    return first && { ...first, guarded: first.guarded && others.every((other) => other?.guarded) };
  }

  /** With what the router that it is mounted on is mounted under. */
  #whole(file: string, { prefix, strength, guarded, on }: MountNote, trail: readonly string[]): Mount | null {
    if (prefix === null) return null;
    const outer = this.#around(file, on, trail);
    if (outer === null) return null;
    return { prefix: joinRoutes(outer?.prefix ?? "", prefix), strength: strongerOf(outer?.strength, strength), guarded: guarded || outer?.guarded === true };
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

  #read(path: string): Omit<FileNotes, "version"> {
    const file = !isTestFile(relative(this.#root, path).replaceAll("\\", "/")) && this.#sources.mayRoute(path) ? this.#sources.open(path) : undefined;
    if (!file) return NO_NOTES;
    const calls = mountCalls(file);
    return {
      mounts: [
        ...calls.flatMap((mount) => mountNotes(mount, calls, file)),
        ...handovers(file).flatMap((handover) => handoverNotes(handover, calls, file)),
      ],
      handlers: handlerNotes(calls, file),
      errors: errorsNote(calls, file, path),
    };
  }

  #join(): Joined {
    const joined: Joined = { mounts: new Map(), handlers: new Map(), forAll: new Map(), keepsNothing: undefined };
    const there = new Set(this.#files);
    for (const [file, { mounts, handlers }] of this.#notes) {
      if (!there.has(file)) {
        this.#notes.delete(file);
        continue;
      }
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

const NO_NOTES = { mounts: [], handlers: [], errors: undefined };

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

type OnRouter = Pick<MountCall, "receiver" | "prefix">;

/** The prefix of the router that the call mounts on, where that is mounted in the same file. */
function prefixWithin({ receiver, prefix }: OnRouter, calls: readonly MountCall[], file: SourceFile, depth = DEPTH): { prefix: string | null; on: MountCall["receiver"] } {
  const own = prefix === undefined ? "" : prefix;
  const outer = depth > 0 ? calls.find(({ given }) => given.some((node) => isRouter(node, receiver, file))) : undefined;
  if (!outer || own === null) return { prefix: own, on: receiver };
  const around = prefixWithin(outer, calls, file, depth - 1);
  return { prefix: around.prefix === null ? null : joinRoutes(around.prefix, own), on: around.on };
}

function mountNotes(mount: MountCall, calls: readonly MountCall[], file: SourceFile): MountNote[] {
  return mount.given.flatMap((given, index) => {
    const lead = routerLead(mountedNode(given), file);
    if (!lead) return [];
    const { prefix, on } = prefixWithin(mount, calls, file);
    const before = mount.given.slice(0, index).some((node) => isAuditMiddleware(node, file)) ? ("audit" as const) : undefined;
    const strength = before ?? auditBefore(mount.receiver, mount.call.range[0], calls, file);
    const guarded = mount.given.slice(0, index).some(isGuard) || guardBefore(mount.receiver, mount.call.range[0], calls, file);
    return [
      {
        lead,
        prefix,
        strength,
        guarded,
        on: givenAwayAs(on, file),
        parameter: undefined,
        alone: isForAll(mount) ? isAlone(given, mount, calls, file) : undefined,
      },
    ];
  });
}

function handoverNotes({ call, receiver, index }: Handover, calls: readonly MountCall[], file: SourceFile): MountNote[] {
  const lead = leadOf(call.callee, file);
  if (!lead) return [];
  const { prefix, on } = prefixWithin({ receiver, prefix: undefined }, calls, file);
  return [
    {
      lead,
      prefix,
      strength: auditBefore(receiver, call.range[0], calls, file),
      guarded: guardBefore(receiver, call.range[0], calls, file),
      on: givenAwayAs(on, file),
      parameter: index,
      alone: undefined,
    },
  ];
}

function handlerNotes(calls: readonly MountCall[], file: SourceFile): HandlerNote[] {
  return handedHandlers(file).map(({ site, lead }) => {
    const router = registeredOn(site.place);
    const on = router ? givenAwayAs(prefixWithin({ receiver: router, prefix: undefined }, calls, file).on, file) : [];
    const strength = strengthAround(site, file) ?? (router && auditBefore(router, site.place.range[0], calls, file));
    const guarded = isGuarded(site) || (router !== undefined && guardBefore(router, site.place.range[0], calls, file));
    return { lead, route: site.route!, method: site.method, strength, guarded, on };
  });
}

/** Undefined for a file that puts no error middleware on an app. */
function errorsNote(calls: readonly MountCall[], file: SourceFile, path: string): ErrorsNote | undefined {
  const given = calls.filter(isForAll).flatMap((call) => call.given);
  const strengths = given.flatMap((node) => {
    const { fn } = handlerValue(node, file.bindings);
    if (fn) return fn.params.length === ERROR_PARAMETERS ? [recordsAlways(fn, file)] : [];
    const library = libraryStrength(file.view.text.slice(...node.range));
    const summary = library ? undefined : importedSummary(node, file);
    return library ? [library] : summary?.parameterTypes.length === ERROR_PARAMETERS ? [summary.records] : [];
  });
  for (const call of file.outline.calls) {
    const strength = call.arguments.length > 0 && libraryStrength(file.view.text.slice(...call.callee.range));
    if (strength) strengths.push(strength);
  }
  if (strengths.length === 0) return undefined;
  return { strength: strengths.reduce(strongerOf), takesAsync: takesAsync(dirname(path)) || /["']express-async-errors["']/.test(file.view.text) };
}

/** `Sentry.setupExpressErrorHandler(app)`, `expressWinston.errorLogger({ … })`. */
function libraryStrength(text: string): RecordStrength | undefined {
  if (/^Sentry\.(?:setupExpressErrorHandler|expressErrorHandler|Handlers\.errorHandler)\b/.test(text)) return "reporter";
  return /^expressWinston\.errorLogger\b/.test(text) ? "log" : undefined;
}

/** Express 5 takes what an async handler throws; its version stands in the nearest package.json. */
function takesAsync(folder: string): boolean {
  const json = readJson(join(folder, "package.json"));
  if (!json) return dirname(folder) !== folder && takesAsync(dirname(folder));
  const version = asObject(json["dependencies"])?.["express"];
  return typeof version === "string" && /^\D*5/.test(version);
}

/** `adminRouter`, `createRouter()`, `require("./admin")`: what makes a router goes by the name of the router. */
function routerLead(node: Node, file: SourceFile): Lead | undefined {
  const lead = leadOf(node, file);
  return lead && { source: lead.source, path: lead.path.filter((part) => part !== MADE) };
}
