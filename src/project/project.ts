/**
 * The index of a project: summaries of what its files export, each made when an analysis first asks for it and kept until one
 * of the files behind it changes.
 */
import { realpathSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { recordsWhenDone } from "../analysis/records/records-when-done.js";
import { findExport } from "../frameworks/find-export.js";
import type { Lead } from "../frameworks/lead-of.js";
import type { Alias, ErrorMiddleware, ErrorsEnd, ExportSummary, Facet, Mount, Neighbours, Question, Registered, Shape } from "../neighbours.js";
import type { Settings } from "../settings.js";
import type { RecordStrength } from "../vocabulary/record-strength.js";
import { declaredAtRequest, joinRequests, leftAtRequest } from "../analysis/shapes/request-shape.js";
import { isTestFile } from "../vocabulary/file-kinds.js";
import { isStackOverflow } from "../syntax/stack-overflow.js";
import { leadsOf } from "./export-list.js";
import { FileList } from "./list-files.js";
import { ModuleResolver } from "./resolve-module.js";
import { RouteTable, type Origin } from "./route-table.js";
import { isOfType, shapeInFile, typeLeads } from "./shapes.js";
import { SourceStore } from "./source-store.js";
import { summarise } from "./summarise.js";

/** Files that one question may lead through. */
const MOST_STEPS = 12;

/** What an answer rests on: the versions of files, and imports that lead nowhere. */
interface Grounds {
  readonly files: Map<string, number>;
  readonly missing: Map<string, Set<string>>;
}

interface Founded {
  readonly grounds: Grounds;
  checked: number;
}

interface Settled extends Founded {
  readonly summary: ExportSummary | undefined;
}

/** An answer that is being found. */
interface Frame {
  readonly key: string;
  readonly target: string;
  readonly grounds: Grounds;
  /** The outermost open question that this one came back to: until that is answered, neither is this. */
  low: number;
  circular: boolean;
}

/**
 * The answers to what rules and codemods ask of other files. Paths are those of views: from the root, with forward slashes.
 */
export class Project implements Neighbours {
  readonly #root: string;
  readonly #sources: SourceStore;
  readonly #resolver: ModuleResolver;
  readonly #list: FileList;
  readonly #routes: RouteTable;
  readonly #aliasesInUse = new Map<string, boolean>();
  readonly #settled = new Map<string, Settled>();
  /** Answers found inside a circle: they hold for the question that is being asked, and for no other. */
  readonly #provisional = new Map<string, { readonly summary: ExportSummary | undefined; readonly low: number }>();
  readonly #shapes = new Map<string, Founded & { readonly shape: Shape | undefined }>();
  readonly #requests = new Map<string, Founded & { readonly shape: Shape | undefined; readonly among: readonly string[] }>();
  readonly #open: Frame[] = [];
  #round = 1;

  /** @param root absolute path from which the paths of views count */
  constructor(root: string, settings: Settings) {
    this.#root = realPath(root);
    this.#sources = new SourceStore(this.#root, settings, this);
    this.#resolver = new ModuleResolver(this.#root);
    this.#list = new FileList(this.#root);
    this.#routes = new RouteTable(this.#root, this.#list, this.#sources, (from, specifier, path) =>
      this.#origin(from, specifier, path),
    );
  }

  /** Files parsed so far. */
  get parsed(): number {
    return this.#sources.parsed;
  }

  /** Another file is looked at: what has changed on disk since the last one counts. */
  startRound(): this {
    this.#round++;
    this.#sources.startRound();
    this.#resolver.refresh();
    this.#routes.refresh();
    return this;
  }

  exportOf(from: string, specifier: string, path: readonly string[], question: Question = "anything"): ExportSummary | undefined {
    return this.#ask(resolve(this.#root, from), specifier, path, question);
  }

  shapeOf(from: string, specifier: string, path: readonly string[], facet: Facet): Shape | undefined {
    const target = this.#locate(resolve(this.#root, from), specifier);
    if (target === undefined) return undefined;
    this.#standsOn(target);
    const key = `shape\0${target}\0${path.join(".")}\0${facet}`;
    const known = this.#shapes.get(key);
    if (known && this.#holds(known)) {
      this.#inherit(known.grounds);
      return known.shape;
    }
    const at = this.#open.findIndex((frame) => frame.key === key);
    if (at >= 0 || this.#open.length >= MOST_STEPS) return this.#unknownUntil(Math.max(at, 0));
    const frame: Frame = { key, target, grounds: { files: new Map(), missing: new Map() }, low: Infinity, circular: false };
    const depth = this.#open.push(frame) - 1;
    let shape: Shape | undefined;
    try {
      this.#standsOn(target);
      shape = this.#shapeAt(target, path, facet, MOST_STEPS);
    } catch (error) {
      if (!isStackOverflow(error)) throw error;
    } finally {
      this.#open.pop();
    }
    this.#inherit(frame.grounds);
    if (frame.low < depth) this.#unknownUntil(frame.low);
    else this.#shapes.set(key, { shape, grounds: frame.grounds, checked: this.#round });
    return shape;
  }

  /** In the file, or in those that it hands the export on from. */
  #shapeAt(target: string, path: readonly string[], facet: Facet, depth: number): Shape | undefined {
    this.#standsOn(target);
    if (!isOfType(facet)) {
      const exports = this.#sources.exports(target);
      const leads = exports ? leadsOf(exports, path) : [];
      if (leads !== "here") return this.#shapeBehind(target, leads, facet, depth);
      const file = this.#sources.open(target);
      const found = file && findExport(file, path);
      if (found?.kind === "elsewhere") return this.#shapeBehind(target, found.leads, facet, depth);
      return found && shapeInFile(file!, path, facet);
    }
    const file = path.length === 1 ? this.#sources.open(target) : undefined;
    if (!file) return undefined;
    const leads = typeLeads(file, path[0]!);
    return "here" in leads ? shapeInFile(file, [leads.here], facet) : this.#shapeBehind(target, leads, facet, depth);
  }

  #shapeBehind(from: string, leads: readonly Lead[], facet: Facet, depth: number): Shape | undefined {
    for (const lead of depth > 0 ? leads : []) {
      const target = this.#locate(from, lead.source);
      const mayHold = (): boolean =>
        isOfType(facet) ? target !== undefined && this.#sources.holds(target, lead.path[0]!) : this.#mayHold(from, lead);
      if (leads.length > 1 && !mayHold()) continue;
      const shape = target === undefined ? undefined : this.#shapeAt(target, lead.path, facet, depth - 1);
      if (shape) return shape;
    }
    return undefined;
  }

  requestShape(by: "types" | "assignments"): Shape | undefined {
    const known = this.#requests.get(by);
    if (known?.checked === this.#round || (known?.among === this.#list.files() && this.#holds(known))) return known.shape;
    const files = by === "types" ? [...this.#list.declarations(), ...this.#list.files()] : this.#list.files();
    const frame: Frame = { key: `request\0${by}`, target: "", grounds: { files: new Map(), missing: new Map() }, low: Infinity, circular: false };
    this.#open.push(frame);
    try {
      const telling = files.filter((path) => this.#sources.atRequests(path)[by] && !isTestFile(relative(this.#root, path)));
      const shapes = telling.flatMap((path) => {
        this.#standsOn(path);
        const file = this.#sources.open(path);
        return file ? ((by === "types" ? declaredAtRequest(file) : leftAtRequest(file)) ?? []) : [];
      });
      const shape = joinRequests(shapes.map((kind) => [kind]));
      this.#requests.set(by, { shape, grounds: frame.grounds, checked: this.#round, among: this.#list.files() });
      return shape;
    } finally {
      this.#open.pop();
    }
  }

  recordsWhenDone(from: string, specifier: string, path: readonly string[], depth: number): RecordStrength | undefined {
    const origin = this.#origin(resolve(this.#root, from), specifier, path);
    const file = origin && this.#sources.open(origin.file);
    const found = file && findExport(file, origin.path);
    return found?.kind === "function" ? recordsWhenDone(found.fn, file!, depth) : undefined;
  }

  mountOf(file: string, exported: string): Mount | undefined {
    return this.#routes.mountOf(resolve(this.#root, file), exported);
  }

  errorMiddlewareIn(file: string): readonly ErrorMiddleware[] {
    return this.#routes.errorMiddlewareIn(resolve(this.#root, file));
  }

  errorsOf(file: string, framework: "express" | "next"): ErrorsEnd | undefined {
    return framework === "express" ? this.#routes.errors() : this.#instrumented(dirname(resolve(this.#root, file)));
  }

  /** What `onRequestError` of the nearest instrumentation file records. */
  #instrumented(folder: string): ErrorsEnd | undefined {
    for (const name of ["./instrumentation", "./src/instrumentation"]) {
      const from = join(folder, "package.json");
      if (this.#locate(from, name) === undefined) continue;
      const strength = this.exportOf(from, name, ["onRequestError"])?.records;
      return strength && { strength, takesAsync: true };
    }
    return folder === this.#root || dirname(folder) === folder ? undefined : this.#instrumented(dirname(folder));
  }

  aliasesOf(file: string, module: string): readonly Alias[] {
    return this.#resolver.aliasesOf(module, resolve(this.#root, file));
  }

  isAliasInUse(begins: string): boolean {
    let isUsed = this.#aliasesInUse.get(begins);
    if (isUsed === undefined) {
      const written = [`"${begins}`, `'${begins}`];
      isUsed = this.#list.files().some((file) => written.some((start) => this.#sources.holds(file, start)));
      this.#aliasesInUse.set(begins, isUsed);
    }
    return isUsed;
  }

  registeredIn(file: string): readonly Registered[] {
    return this.#routes.registeredIn(resolve(this.#root, file));
  }

  /** The file and export in which what is imported is made, through all files that only hand it on. */
  #origin(from: string, specifier: string, path: readonly string[], depth = MOST_STEPS): Origin | undefined {
    const target = depth > 0 ? this.#locate(from, specifier) : undefined;
    const exports = target === undefined ? undefined : this.#sources.exports(target);
    if (target === undefined || !exports) return undefined;
    let leads = leadsOf(exports, path);
    // A router that a factory of another package makes is found as an export and no further.
    let here: Origin | undefined;
    if (leads === "here") {
      const file = this.#sources.open(target);
      const found = file && findExport(file, path);
      here = { file: target, path };
      if (found?.kind !== "elsewhere") return here;
      leads = found.leads;
    }
    for (const lead of leads) {
      if (leads.length > 1 && !this.#mayHold(target, lead)) continue;
      const origin = this.#origin(target, lead.source, lead.path, depth - 1);
      if (origin !== undefined) return origin;
    }
    return here;
  }

  #ask(from: string, specifier: string, path: readonly string[], question: Question): ExportSummary | undefined {
    const target = this.#locate(from, specifier);
    if (target === undefined || target === from) return undefined;
    this.#standsOn(target);
    if (!this.#sources.maySay(target, question)) return undefined;
    const whole = `${target}\0${path.join(".")}`;
    const key = `${whole}\0${question}`;
    for (const known of [whole, key]) {
      const settled = this.#settled.get(known);
      if (!settled || !this.#holds(settled)) continue;
      this.#inherit(settled.grounds);
      return settled.summary;
    }
    const at = this.#open.findIndex((frame) => frame.key === key);
    if (at >= 0) return this.#unknownUntil(at);
    const provisional = this.#provisional.get(key);
    if (provisional) {
      this.#unknownUntil(provisional.low);
      return provisional.summary;
    }
    return this.#open.length >= MOST_STEPS ? this.#unknownUntil(0) : this.#find(key, target, path, question);
  }

  #find(key: string, target: string, path: readonly string[], question: Question): ExportSummary | undefined {
    const inUse = this.#open.some((frame) => frame.target === target);
    const frame: Frame = { key, target, grounds: { files: new Map(), missing: new Map() }, low: Infinity, circular: false };
    const depth = this.#open.push(frame) - 1;
    let summary: ExportSummary | undefined;
    try {
      this.#standsOn(target);
      summary = this.#summaryOf(target, path, question, inUse);
    } catch (error) {
      // Nothing is known of what cannot be read, and whoever imports it is read all the same.
      if (!isStackOverflow(error)) throw error;
    } finally {
      this.#open.pop();
    }
    this.#inherit(frame.grounds);
    if (frame.circular && !inUse) this.#sources.forgetAnswers(target);
    if (frame.low < depth) {
      this.#unknownUntil(frame.low);
      this.#provisional.set(key, { summary, low: frame.low });
    } else {
      // What was found answers every question; what was not may yet be, by another one.
      this.#settled.set(summary || question === "anything" ? key.slice(0, key.lastIndexOf("\0")) : key, { summary, grounds: frame.grounds, checked: this.#round });
      for (const [other, { low }] of this.#provisional) if (low >= depth) this.#provisional.delete(other);
    }
    return summary;
  }

  #summaryOf(target: string, path: readonly string[], question: Question, fresh: boolean): ExportSummary | undefined {
    const exports = this.#sources.exports(target);
    let leads = exports ? leadsOf(exports, path) : [];
    if (leads === "here") {
      const file = this.#sources.open(target, fresh);
      const found = file && findExport(file, path);
      if (found?.kind !== "elsewhere") return found && summarise(found, file!);
      leads = found.leads;
    }
    for (const lead of leads) {
      if (leads.length > 1 && !this.#mayHold(target, lead)) continue;
      const summary = this.#ask(target, lead.source, lead.path, question);
      if (summary) return summary;
    }
    return undefined;
  }

  /** One of several files that all of their exports are taken from. */
  #mayHold(from: string, { source, path }: Lead): boolean {
    const target = this.#locate(from, source);
    if (target === undefined) return false;
    this.#standsOn(target);
    return path[0] === undefined || this.#sources.mayHold(target, path[0]);
  }

  #unknownUntil(index: number): undefined {
    const asking = this.#open.at(-1);
    if (!asking) return undefined;
    asking.low = Math.min(asking.low, index);
    asking.circular = true;
    return undefined;
  }

  #locate(from: string, specifier: string): string | undefined {
    const target = this.#resolver.resolve(specifier, from);
    if (target !== undefined && this.#sources.version(target) === 0) {
      this.#resolver.forget(target);
      return this.#resolver.resolve(specifier, from);
    }
    if (target === undefined) {
      const missing = this.#open.at(-1)?.grounds.missing;
      const known = missing?.get(from);
      if (known) known.add(specifier);
      else missing?.set(from, new Set([specifier]));
    }
    return target;
  }

  #standsOn(path: string): void {
    this.#open.at(-1)?.grounds.files.set(path, this.#sources.version(path));
  }

  #inherit({ files, missing }: Grounds): void {
    const mine = this.#open.at(-1)?.grounds;
    if (!mine) return;
    for (const [path, version] of files) mine.files.set(path, version);
    for (const [from, specifiers] of missing) mine.missing.set(from, new Set([...(mine.missing.get(from) ?? []), ...specifiers]));
  }

  #holds(settled: Founded): boolean {
    if (settled.checked === this.#round) return true;
    const { files, missing } = settled.grounds;
    for (const [path, version] of files) if (this.#sources.version(path) !== version) return false;
    for (const [from, specifiers] of missing) {
      for (const specifier of specifiers) if (this.#resolver.resolve(specifier, from) !== undefined) return false;
    }
    settled.checked = this.#round;
    return true;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

const projects = new WeakMap<Settings, Map<string, Project>>();

/** The index of a project, one for each set of settings that its files are read by. */
export function projectAt(root: string, settings: Settings): Project {
  let known = projects.get(settings);
  if (!known) projects.set(settings, (known = new Map()));
  let project = known.get(root);
  if (!project) known.set(root, (project = new Project(root, settings)));
  return project;
}

