/** Keeps count of a run: every file that was scanned must come to exactly one end. */

/** The ends that a file can come to. */
const ENDS = ["changed", "unchanged", "skipped", "failed"] as const;
/** One of ENDS. */
export type End = (typeof ENDS)[number];

/** Files by their end. That scanned is the sum of the ends is what the account is there for. */
export interface Counts extends Readonly<Record<End, number>> {
  readonly scanned: number;
}

/** Each file is first scanned, then settled. What breaks that is no exception but a fault, told when the run is over. */
export class Account {
  #scanned = 0;
  readonly #ends: Record<End, number> = { changed: 0, unchanged: 0, skipped: 0, failed: 0 };
  /** Files that were scanned and have come to no end yet. */
  readonly #open = new Set<string>();
  readonly #faults: string[] = [];

  scan(path: string): void {
    this.#scanned++;
    if (this.#open.has(path)) this.#faults.push(`${path} was scanned twice`);
    this.#open.add(path);
  }

  settle(path: string, end: End): void {
    if (!this.#open.delete(path)) this.#faults.push(`${path} came to an end (${end}) that no scan had begun`);
    this.#ends[end]++;
  }

  counts(): Counts {
    return { scanned: this.#scanned, ...this.#ends };
  }

  /** What does not add up, one line each; empty when every file is accounted for. */
  faults(): string[] {
    const faults = [...this.#faults, ...[...this.#open].map((path) => `${path} came to no end`)];
    const sum = ENDS.reduce((total, end) => total + this.#ends[end], 0);
    if (sum !== this.#scanned) faults.push(`${this.#scanned} files were scanned, but ${sum} are accounted for`);
    return faults;
  }
}
