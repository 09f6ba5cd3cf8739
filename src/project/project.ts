/**
 * The index of a project: summaries of what its files export, each made when an analysis first asks for it and kept until one
 * of the files behind it changes.
 */
import { realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { recordsWhenDone } from "../analysis/records/records-when-done.js";
import { findExport } from "../frameworks/find-export.js";
import type { Alias, ErrorMiddleware, ErrorsEnd, ExportSummary, Facet, Mount, Neighbours, Question, Registered, Shape } from "../neighbours.js";
import type { Settings } from "../settings.js";
import type { RecordStrength } from "../vocabulary/record-strength.js";
import { isStackOverflow } from "../syntax/stack-overflow.js";
import { leadsOf } from "./export-list.js";
import { FileList } from "./list-files.js";
import { MOST_STEPS, OpenQuestions, type Founded } from "./open-questions.js";
import { ModuleResolver } from "./resolve-module.js";
import { RouteTable, type Origin } from "./route-table.js";
import { ShapesAcrossFiles } from "./shapes-across-files.js";
import { SourceStore } from "./source-store.js";
import { summarise } from "./summarise.js";

interface Settled extends Founded {
  readonly summary: ExportSummary | undefined;
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
  readonly #open: OpenQuestions;
  readonly #shapes: ShapesAcrossFiles;

  /** @param root absolute path from which the paths of views count */
  constructor(root: string, settings: Settings) {
    this.#root = realPath(root);
    this.#sources = new SourceStore(this.#root, settings, this);
    this.#resolver = new ModuleResolver(this.#root);
    this.#list = new FileList(this.#root);
    this.#open = new OpenQuestions(this.#sources, this.#resolver);
    this.#shapes = new ShapesAcrossFiles(this.#root, this.#sources, this.#list, this.#open);
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
    this.#open.startRound();
    this.#sources.startRound();
    this.#resolver.refresh();
    this.#routes.refresh();
    return this;
  }

  exportOf(from: string, specifier: string, path: readonly string[], question: Question = "anything"): ExportSummary | undefined {
    return this.#ask(resolve(this.#root, from), specifier, path, question);
  }

  shapeOf(from: string, specifier: string, path: readonly string[], facet: Facet): Shape | undefined {
    return this.#shapes.of(resolve(this.#root, from), specifier, path, facet);
  }

  requestShape(from: string, by: "types" | "assignments"): Shape | undefined {
    return this.#shapes.ofRequests(from, by);
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
      if (this.#open.locate(from, name) === undefined) continue;
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
    const target = depth > 0 ? this.#open.locate(from, specifier) : undefined;
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
      if (leads.length > 1 && !this.#open.mayHold(target, lead)) continue;
      const origin = this.#origin(target, lead.source, lead.path, depth - 1);
      if (origin !== undefined) return origin;
    }
    return here;
  }

  #ask(from: string, specifier: string, path: readonly string[], question: Question): ExportSummary | undefined {
    const target = this.#open.locate(from, specifier);
    if (target === undefined || target === from) return undefined;
    this.#open.standsOn(target);
    if (!this.#sources.maySay(target, question)) return undefined;
    const whole = `${target}\0${path.join(".")}`;
    const key = `${whole}\0${question}`;
    for (const known of [whole, key]) {
      const settled = this.#settled.get(known);
      if (!settled || !this.#open.holds(settled)) continue;
      this.#open.inherit(settled);
      return settled.summary;
    }
    const at = this.#open.placeOf(key);
    if (at >= 0) return this.#open.unknownUntil(at);
    const provisional = this.#provisional.get(key);
    if (provisional) {
      this.#open.unknownUntil(provisional.low);
      return provisional.summary;
    }
    return this.#open.isFull ? this.#open.unknownUntil(0) : this.#find(key, target, path, question);
  }

  #find(key: string, target: string, path: readonly string[], question: Question): ExportSummary | undefined {
    const inUse = this.#open.isAbout(target);
    let summary: ExportSummary | undefined;
    const frame = this.#open.ask(key, target, () => {
      try {
        this.#open.standsOn(target);
        summary = this.#summaryOf(target, path, question, inUse);
      } catch (error) {
        // Nothing is known of what cannot be read, and whoever imports it is read all the same.
        if (!isStackOverflow(error)) throw error;
      }
    });
    if (frame.circular && !inUse) this.#sources.forgetAnswers(target);
    if (frame.low < frame.place) {
      this.#open.unknownUntil(frame.low);
      this.#provisional.set(key, { summary, low: frame.low });
    } else {
      // What was found answers every question; what was not may yet be, by another one.
      this.#settled.set(summary || question === "anything" ? key.slice(0, key.lastIndexOf("\0")) : key, { summary, ...this.#open.founded(frame) });
      for (const [other, { low }] of this.#provisional) if (low >= frame.place) this.#provisional.delete(other);
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
      if (leads.length > 1 && !this.#open.mayHold(target, lead)) continue;
      const summary = this.#ask(target, lead.source, lead.path, question);
      if (summary) return summary;
    }
    return undefined;
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

