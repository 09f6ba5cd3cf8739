/**
 * Puts events in the order of their timestamps. Lines of several processes mix by a few seconds, so an event waits until a
 * newer one is a minute ahead; what comes later than that is refused, or a whole log would have to be kept.
 */
import type { AlertEvent } from "./event.js";

/** Milliseconds that an event may come after a newer one. */
export const LATENESS = 60_000;

/** All events of one instant. What is judged is the instant, so that the order of its lines cannot matter. */
export interface Instant {
  readonly at: number;
  readonly events: readonly AlertEvent[];
}

/** A queue of events, out of which whole instants come in the order of time. */
export class InOrder {
  readonly #waiting = new Map<number, AlertEvent[]>();
  /** A binary heap: the earliest instant first, the two children of i at 2i + 1 and 2i + 2. */
  readonly #instants: number[] = [];
  #newest = -Infinity;
  #held = 0;

  /** How many events wait. */
  get held(): number {
    return this.#held;
  }

  /** False for an event that comes too late to be put in its place. */
  add(event: AlertEvent): boolean {
    if (event.at < this.#newest - LATENESS) return false;
    this.#newest = Math.max(this.#newest, event.at);
    this.#held++;
    const together = this.#waiting.get(event.at);
    if (together) together.push(event);
    else {
      this.#waiting.set(event.at, [event]);
      this.#push(event.at);
    }
    return true;
  }

  /** The instants that no event can come into any more, earliest first; with `end`, all that are left. */
  *ready(end = false): Generator<Instant> {
    while (this.#instants.length > 0 && (end || this.#instants[0]! < this.#newest - LATENESS)) {
      const at = this.#pop();
      const events = this.#waiting.get(at)!;
      this.#waiting.delete(at);
      this.#held -= events.length;
      yield { at, events };
    }
  }

  #push(at: number): void {
    const heap = this.#instants;
    let index = heap.push(at) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (heap[parent]! <= at) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = at;
  }

  #pop(): number {
    const heap = this.#instants;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
      if (child >= heap.length || heap[child]! >= last) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}
