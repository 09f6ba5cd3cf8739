/** The questions that are being answered, one for the sake of another, and what their answers rest on. */
import type { Lead } from "../frameworks/lead-of.js";
import type { ModuleResolver } from "./resolve-module.js";
import type { SourceStore } from "./source-store.js";

/** Files that one question may lead through. */
export const MOST_STEPS = 12;

/** What an answer rests on: the versions of files, and imports that lead nowhere. */
interface Grounds {
  readonly files: Map<string, number>;
  readonly missing: Map<string, Set<string>>;
}

/** An answer with what it rests on, and when that was looked at last. */
export interface Founded {
  readonly grounds: Grounds;
  checked: number;
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

export class OpenQuestions {
  readonly #sources: SourceStore;
  readonly #resolver: ModuleResolver;
  readonly #open: Frame[] = [];
  #round = 1;

  constructor(sources: SourceStore, resolver: ModuleResolver) {
    this.#sources = sources;
    this.#resolver = resolver;
  }

  /** Another file is looked at: what has changed on disk since the last one counts. */
  startRound(): void {
    this.#round++;
  }

  get isFull(): boolean {
    return this.#open.length >= MOST_STEPS;
  }

  /** The place of an open question among the others, the outermost first; -1 for one that is not open. */
  placeOf(key: string): number {
    return this.#open.findIndex((frame) => frame.key === key);
  }

  isAbout(target: string): boolean {
    return this.#open.some((frame) => frame.target === target);
  }

  /** Opens a question for as long as `answer` takes; what it rests on, whoever asked it rests on too. */
  ask(key: string, target: string, answer: () => void): Frame & { readonly place: number } {
    const frame: Frame = { key, target, grounds: { files: new Map(), missing: new Map() }, low: Infinity, circular: false };
    const place = this.#open.push(frame) - 1;
    try {
      answer();
    } finally {
      this.#open.pop();
    }
    this.inherit(frame);
    return Object.assign(frame, { place });
  }

  /** An answer that nothing has changed as yet. */
  founded({ grounds }: Frame): Founded {
    return { grounds, checked: this.#round };
  }

  isOfRound({ checked }: Founded): boolean {
    return checked === this.#round;
  }

  /** The innermost question cannot be answered before the one at that place is. */
  unknownUntil(place: number): undefined {
    const asking = this.#open.at(-1);
    if (!asking) return undefined;
    asking.low = Math.min(asking.low, place);
    asking.circular = true;
    return undefined;
  }

  standsOn(path: string): void {
    this.#open.at(-1)?.grounds.files.set(path, this.#sources.version(path));
  }

  inherit({ grounds: { files, missing } }: Pick<Founded, "grounds">): void {
    const mine = this.#open.at(-1)?.grounds;
    if (!mine) return;
    for (const [path, version] of files) mine.files.set(path, version);
    for (const [from, specifiers] of missing) mine.missing.set(from, new Set([...(mine.missing.get(from) ?? []), ...specifiers]));
  }

  /** True while all that the answer rests on is as it was. */
  holds(founded: Founded): boolean {
    if (this.isOfRound(founded)) return true;
    const { files, missing } = founded.grounds;
    for (const [path, version] of files) if (this.#sources.version(path) !== version) return false;
    for (const [from, specifiers] of missing) {
      for (const specifier of specifiers) if (this.#resolver.resolve(specifier, from) !== undefined) return false;
    }
    founded.checked = this.#round;
    return true;
  }

  /** The file that an import leads to; one that leads nowhere may do so later. */
  locate(from: string, specifier: string): string | undefined {
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

  /** One of several files that all of their exports are taken from. */
  mayHold(from: string, { source, path }: Lead): boolean {
    const target = this.locate(from, source);
    if (target === undefined) return false;
    this.standsOn(target);
    return path[0] === undefined || this.#sources.mayHold(target, path[0]);
  }
}
