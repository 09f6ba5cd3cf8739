/**
 * What has happened lately, by key. More than 20 in five minutes needs no more than the last 21 times of a key: it is so
 * when the oldest of them is not five minutes ago. Keys that nothing has happened to in the window are let go.
 */

/** A map by key whose stale entries are swept out, four times a window: what is kept fits in a window and a quarter. */
export class Fading<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #within: number;
  readonly #newestOf: (value: Value) => number;
  #nextSweep = -Infinity;

  /** @param within milliseconds after which an entry is stale, counted from `newestOf` it */
  constructor(within: number, newestOf: (value: Value) => number) {
    this.#within = within;
    this.#newestOf = newestOf;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value, at: number): void {
    this.#sweep(at);
    this.#entries.set(key, value);
  }

  values(): IterableIterator<Value> {
    return this.#entries.values();
  }

  #sweep(at: number): void {
    if (at < this.#nextSweep) return;
    this.#nextSweep = at + this.#within / 4;
    for (const [key, value] of this.#entries) if (this.#newestOf(value) <= at - this.#within) this.#entries.delete(key);
  }
}

/** Asks whether the last `enough` times of a key lie within the window. */
export class RecentTimes {
  readonly #enough: number;
  readonly #within: number;
  readonly #times: Fading<number[]>;

  constructor(enough: number, within: number) {
    this.#enough = enough;
    this.#within = within;
    this.#times = new Fading(within, (times) => times.at(-1)!);
  }

  add(key: string, at: number): void {
    const times = this.#times.get(key) ?? [];
    times.push(at);
    if (times.length > this.#enough) times.shift();
    this.#times.set(key, times, at);
  }

  isEnough(key: string, at: number): boolean {
    const times = this.#times.get(key) ?? [];
    return times.length === this.#enough && times[0]! > at - this.#within;
  }

  get held(): number {
    return [...this.#times.values()].reduce((sum, times) => sum + times.length, 0);
  }
}

/** Asks whether the last `enough` different values of a key were all seen within the window. */
export class RecentValues {
  readonly #enough: number;
  readonly #within: number;
  /** When each value was last seen, the longest ago first. */
  readonly #seen: Fading<Map<string, number>>;

  constructor(enough: number, within: number) {
    this.#enough = enough;
    this.#within = within;
    this.#seen = new Fading(within, (seen) => Math.max(...seen.values()));
  }

  add(key: string, value: string, at: number): void {
    const seen = this.#seen.get(key) ?? new Map<string, number>();
    seen.delete(value);
    seen.set(value, at);
    const [longestAgo] = seen.keys();
    if (seen.size > this.#enough) seen.delete(longestAgo!);
    this.#seen.set(key, seen, at);
  }

  isEnough(key: string, at: number): boolean {
    const seen = this.#seen.get(key);
    const [oldest = -Infinity] = seen?.values() ?? [];
    return seen?.size === this.#enough && oldest > at - this.#within;
  }

  get held(): number {
    return [...this.#seen.values()].reduce((sum, seen) => sum + seen.size, 0);
  }
}
