/**
 * Does one thing with each of a run's files, in this thread and in others beside it. Each thread takes the next part of the list
 * that nobody has taken; the results come out in the order of the list, so that nobody can tell how many threads there were.
 */
import type { EventEmitter } from "node:events";
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { FoundFile } from "./find-files.js";
import type { FileSettings } from "./read-config.js";

/** What is done with each file, as plain data: a thread loads the code for it. */
export type FileWork =
  | { readonly kind: "plan"; readonly root: string; readonly only: ReadonlySet<string> | undefined }
  | { readonly kind: "survey"; readonly root: string; readonly only: ReadonlySet<string> | undefined; readonly remedies: boolean };

/** All that a thread must know. It is copied to each, but for `taken`, which they share. */
export interface QueueJob {
  readonly files: readonly FoundFile[];
  /** The settings of each file, by their place in `settings`. */
  readonly settingsOf: readonly number[];
  readonly settings: readonly FileSettings[];
  readonly work: FileWork;
  /** How many files are taken, as one 32-bit number. */
  readonly taken: SharedArrayBuffer;
}

/** What a thread sends: the results of one part. */
export interface QueuePart<T> {
  readonly first: number;
  readonly results: readonly T[];
}

/** What is done with each file. */
export type Treat<T> = (file: FoundFile, settings: FileSettings) => T;

/** The part of a worker that is used here. */
export interface QueueThread extends Pick<EventEmitter, "on"> {
  terminate(): Promise<unknown>;
}

const PART = 16;

/** @param answers the settings of each file */
export function queueJob(files: readonly FoundFile[], answers: readonly FileSettings[], work: FileWork): QueueJob {
  const settings = [...new Set(answers)];
  const places = new Map(settings.map((one, index) => [one, index]));
  return { work, files, settings, settingsOf: answers.map((one) => places.get(one)!), taken: new SharedArrayBuffer(4) };
}

/** Does the next part that no thread has taken; undefined when all are. */
export function nextPart<T>(job: QueueJob, treat: Treat<T>): QueuePart<T> | undefined {
  const { files, settings, settingsOf, taken } = job;
  const first = Atomics.add(new Int32Array(taken), 0, PART);
  if (first >= files.length) return undefined;
  const results = files.slice(first, first + PART).map((file, index) => treat(file, settings[settingsOf[first + index]!]!));
  return { first, results };
}

/** The results of a job, one after the other. */
export class FileQueue<T> {
  readonly #job: QueueJob;
  readonly #treat: Treat<T> | Promise<Treat<T>>;
  readonly #threads: readonly QueueThread[];
  /** Parts that are done and not asked for yet, by their first file. */
  readonly #parts = new Map<number, readonly T[]>();
  #asked = 0;
  #working: number;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => undefined;

  /**
   * @param treat a promise where its code is still being loaded: the threads load theirs meanwhile
   * @param threads that are at work on the same job
   */
  constructor(job: QueueJob, treat: Treat<T> | Promise<Treat<T>>, threads: readonly QueueThread[] = []) {
    this.#job = job;
    this.#treat = treat;
    this.#threads = threads;
    this.#working = threads.length;
    for (const thread of threads) {
      thread.on("message", (part: QueuePart<T>) => {
        this.#parts.set(part.first, part.results);
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
   * The result of the next file. What no thread has taken is done here meanwhile.
   * @throws what a thread throws
   */
  async next(): Promise<T> {
    const treat = await this.#treat;
    const index = this.#asked++;
    const first = index - (index % PART);
    while (!this.#parts.has(first)) {
      const own = nextPart(this.#job, treat);
      if (own) this.#parts.set(own.first, own.results);
      // Between two parts what the others have sent is read; when all are taken, one of them has the part that is asked for.
      if (this.#threads.length > 0) await (own ? setImmediate() : this.#arrival());
    }
    const results = this.#parts.get(first)!;
    if (index === first + results.length - 1) this.#parts.delete(first);
    return results[index - first]!;
  }

  /** Ends the threads, whatever they are at. */
  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  async #arrival(): Promise<void> {
    if (this.#failure) throw this.#failure.error;
    if (this.#working === 0) throw new Error("A thread ended before its files were done.");
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}

/** A thread takes a quarter of a second to load and warm up what it works with, so each must have these many files to do. */
const FILES_A_THREAD = 250;
/** Each thread holds the parser and what it knows of the project. */
const MOST_THREADS = 4;

/** How many threads to work with, this one among them. */
function threadsFor(files: number, asked: number | undefined): number {
  return asked ?? Math.max(1, Math.min(availableParallelism(), Math.floor(files / FILES_A_THREAD), MOST_THREADS));
}

/** The threads beside this one; none where the world has no way to start them. */
export function startThreads(
  job: QueueJob,
  asked: number | undefined,
  start: ((job: QueueJob) => QueueThread) | undefined,
): QueueThread[] {
  return start ? Array.from({ length: threadsFor(job.files.length, asked) - 1 }, () => start(job)) : [];
}
