/** The shapes of what other files export, and of what they leave at a request: each found when it is first asked for. */
import { posix, relative } from "node:path";
import { declaredAtRequest, joinRequests, leftAtRequest } from "../analysis/shapes/request-shape.js";
import { findExport } from "../frameworks/find-export.js";
import type { Lead } from "../frameworks/lead-of.js";
import type { Facet, Shape } from "../neighbours.js";
import { isStackOverflow } from "../syntax/stack-overflow.js";
import { isTestFile } from "../vocabulary/file-kinds.js";
import { leadsOf } from "./export-list.js";
import type { FileList } from "./list-files.js";
import { MOST_STEPS, type Founded, type OpenQuestions } from "./open-questions.js";
import { packageOf } from "./package-of.js";
import { isOfType, shapeInFile, typeLeads } from "./shapes.js";
import type { SourceStore } from "./source-store.js";

interface FoundedShape extends Founded {
  readonly shape: Shape | undefined;
}

export class ShapesAcrossFiles {
  readonly #root: string;
  readonly #sources: SourceStore;
  readonly #list: FileList;
  readonly #open: OpenQuestions;
  readonly #shapes = new Map<string, FoundedShape>();
  readonly #requests = new Map<string, FoundedShape & { readonly among: readonly string[] }>();
  readonly #homes = new Map<string, string>();

  /** @param root absolute path from which the paths of views count */
  constructor(root: string, sources: SourceStore, list: FileList, open: OpenQuestions) {
    this.#root = root;
    this.#sources = sources;
    this.#list = list;
    this.#open = open;
  }

  /**
   * See `Neighbours.shapeOf`.
   * @param from absolute path of the file that imports
   */
  of(from: string, specifier: string, path: readonly string[], facet: Facet): Shape | undefined {
    const target = this.#open.locate(from, specifier);
    if (target === undefined) return undefined;
    this.#open.standsOn(target);
    const key = `shape\0${target}\0${path.join(".")}\0${facet}`;
    const known = this.#shapes.get(key);
    if (known && this.#open.holds(known)) {
      this.#open.inherit(known);
      return known.shape;
    }
    const at = this.#open.placeOf(key);
    if (at >= 0 || this.#open.isFull) return this.#open.unknownUntil(Math.max(at, 0));
    let shape: Shape | undefined;
    const frame = this.#open.ask(key, target, () => {
      try {
        shape = this.#at(target, path, facet, MOST_STEPS);
      } catch (error) {
        // Nothing is known of what cannot be read, and whoever imports it is read all the same.
        if (!isStackOverflow(error)) throw error;
      }
    });
    if (frame.low < frame.place) this.#open.unknownUntil(frame.low);
    else this.#shapes.set(key, { shape, ...this.#open.founded(frame) });
    return shape;
  }

  /** In the file, or in those that it hands the export on from. */
  #at(target: string, path: readonly string[], facet: Facet, depth: number): Shape | undefined {
    this.#open.standsOn(target);
    if (!isOfType(facet)) {
      const exports = this.#sources.exports(target);
      const leads = exports ? leadsOf(exports, path) : [];
      if (leads !== "here") return this.#behind(target, leads, facet, depth);
      const file = this.#sources.open(target);
      const found = file && findExport(file, path);
      if (found?.kind === "elsewhere") return this.#behind(target, found.leads, facet, depth);
      return found && shapeInFile(file!, path, facet);
    }
    const file = path.length === 1 ? this.#sources.open(target) : undefined;
    if (!file) return undefined;
    const leads = typeLeads(file, path[0]!);
    return "here" in leads ? shapeInFile(file, [leads.here], facet) : this.#behind(target, leads, facet, depth);
  }

  #behind(from: string, leads: readonly Lead[], facet: Facet, depth: number): Shape | undefined {
    for (const lead of depth > 0 ? leads : []) {
      const target = this.#open.locate(from, lead.source);
      if (target === undefined || (leads.length > 1 && !this.#mayHold(from, target, lead, facet))) continue;
      const shape = this.#at(target, lead.path, facet, depth - 1);
      if (shape) return shape;
    }
    return undefined;
  }

  #mayHold(from: string, target: string, lead: Lead, facet: Facet): boolean {
    return isOfType(facet) ? this.#sources.holds(target, lead.path[0]!) : this.#open.mayHold(from, lead);
  }

  /**
   * See `Neighbours.requestShape`.
   * @param from path of the file that asks, from the root
   */
  ofRequests(from: string, by: "types" | "assignments"): Shape | undefined {
    const home = this.#homeOf(from);
    const key = `request\0${by}\0${home}`;
    const known = this.#requests.get(key);
    const among = this.#list.files();
    if (known && (this.#open.isOfRound(known) || (known.among === among && this.#open.holds(known)))) return known.shape;
    let shape: Shape | undefined;
    const frame = this.#open.ask(key, "", () => {
      const files = by === "types" ? [...this.#list.declarations(), ...among] : among;
      const telling = files
        .filter((path) => this.#sources.atRequests(path)[by])
        .map((path) => ({ path, place: relative(this.#root, path).replaceAll("\\", "/") }))
        .filter(({ place }) => !isTestFile(place));
      const own = telling.filter(({ place }) => this.#homeOf(place) === home);
      const told = (own.length > 0 ? own : telling).flatMap(({ path }) => this.#tellingFile(path, by) ?? []);
      shape = joinRequests(told.map((kind) => [kind]));
    });
    this.#requests.set(key, { shape, ...this.#open.founded(frame), among });
    return shape;
  }

  /** The package of a file; those of a folder are of one. */
  #homeOf(path: string): string {
    const folder = posix.dirname(path);
    let home = this.#homes.get(folder);
    if (home === undefined) this.#homes.set(folder, (home = packageOf(this.#root, path)));
    return home;
  }

  #tellingFile(path: string, by: "types" | "assignments"): Shape | undefined {
    this.#open.standsOn(path);
    const file = this.#sources.open(path);
    return file && (by === "types" ? declaredAtRequest(file) : leftAtRequest(file));
  }
}
