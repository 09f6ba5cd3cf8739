/**
 * Plans a run's files, in this thread and in others beside it. Each thread takes the next part of the list that nobody has
 * taken; the outcomes come out in the order of the list, so that nobody can tell how many threads there were.
 */
import type { EventEmitter } from "node:events";
import { setImmediate } from "node:timers/promises";
import type { Codemods } from "./codemods.js";
import type { FoundFile } from "./find-files.js";
import { planFile, type FileOutcome } from "./plan-file.js";
import type { FileSettings } from "./read-config.js";

/** All that a thread must know. It is copied to each, but for `taken`, which they share. */
export interface PlanJob {
  readonly files: readonly FoundFile[];
  /** The settings of each file, by their place in `settings`. */
  readonly settingsOf: readonly number[];
  readonly settings: readonly FileSettings[];
  readonly root: string;
  readonly only: ReadonlySet<string> | undefined;
  /** How many files are taken, as one 32-bit number. */
  readonly taken: SharedArrayBuffer;
}

/** What a thread sends: the outcomes of one part. */
export interface PlannedPart {
  readonly first: number;
  /** Undefined for an answer of the codemods that is not understood; the account will name the file. */
  readonly outcomes: readonly (FileOutcome | undefined)[];
}

/** The part of a worker that is used here. */
export interface PlanThread extends Pick<EventEmitter, "on"> {
  terminate(): Promise<unknown>;
}

const PART = 16;

/** @param answers the settings of each file */
export function planJob(
  files: readonly FoundFile[],
  answers: readonly FileSettings[],
  rest: Pick<PlanJob, "root" | "only">,
): PlanJob {
  const settings = [...new Set(answers)];
  const places = new Map(settings.map((one, index) => [one, index]));
  return { ...rest, files, settings, settingsOf: answers.map((one) => places.get(one)!), taken: new SharedArrayBuffer(4) };
}

/** Plans the next part that no thread has taken; undefined when all are. */
export function planNext(job: PlanJob, codemods: Codemods): PlannedPart | undefined {
  const { files, settings, settingsOf, root, only, taken } = job;
  const first = Atomics.add(new Int32Array(taken), 0, PART);
  if (first >= files.length) return undefined;
  const part = files.slice(first, first + PART);
  const outcomes = part.map((file, index) => planFile(file, settings[settingsOf[first + index]!]!, { codemods, root, only }));
  return { first, outcomes };
}

/** The outcomes of a job, one after the other. */
export class Planning {
  readonly #job: PlanJob;
  readonly #codemods: Codemods;
  readonly #threads: readonly PlanThread[];
  /** Parts that are planned and not asked for yet, by their first file. */
  readonly #parts = new Map<number, PlannedPart["outcomes"]>();
  #asked = 0;
  #working: number;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;

  /** @param threads that are at work on the same job */
  constructor(job: PlanJob, codemods: Codemods, threads: readonly PlanThread[] = []) {
    this.#job = job;
    this.#codemods = codemods;
    this.#threads = threads;
    this.#working = threads.length;
    for (const thread of threads) {
      thread.on("message", (part: PlannedPart) => {
        this.#parts.set(part.first, part.outcomes);
        this.#wake();
      });
      thread.on("error", (error: unknown) => {
        this.#failure ??= { error };
        this.#wake();
      });
      thread.on("exit", () => {
        this.#working--;
        this.#wake();
      });
    }
  }

  /**
   * The outcome of the next file. What no thread has taken is planned here meanwhile.
   * @throws what a thread throws
   */
  async next(): Promise<FileOutcome | undefined> {
    const index = this.#asked++;
    const first = index - (index % PART);
    while (!this.#parts.has(first)) {
      const own = planNext(this.#job, this.#codemods);
      if (own) this.#parts.set(own.first, own.outcomes);
      // Between two parts what the others have sent is read; when all are taken, one of them has the part that is asked for.
      if (this.#threads.length > 0) await (own ? setImmediate() : this.#arrival());
    }
    const outcomes = this.#parts.get(first)!;
    if (index === first + outcomes.length - 1) this.#parts.delete(first);
    return outcomes[index - first];
  }

  /** Ends the threads, whatever they are at. */
  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  async #arrival(): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    if (this.#working === 0) throw new Error("A thread ended before its files were planned.");
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}
