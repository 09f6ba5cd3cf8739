/** Counts by whole minutes: the errors of a day and an hour are a number for each minute, however many they are. */

const MINUTE = 60_000;

interface Count {
  readonly minute: number;
  count: number;
}

/** How many events there were in a window, and in the baseline before it. */
export class MinuteCounts {
  readonly #within: number;
  readonly #baseline: number;
  /** Minutes of the window, and those of the baseline before it, earliest first. */
  readonly #recent: Count[] = [];
  readonly #before: Count[] = [];
  #inRecent = 0;
  #inBefore = 0;

  /** Both in milliseconds, of whole minutes. */
  constructor(within: number, baseline: number) {
    this.#within = within / MINUTE;
    this.#baseline = baseline / MINUTE;
  }

  /** Times never go back. */
  add(at: number): void {
    const minute = Math.floor(at / MINUTE);
    this.#moveTo(minute);
    const last = this.#recent.at(-1);
    if (last?.minute === minute) last.count++;
    else this.#recent.push({ minute, count: 1 });
    this.#inRecent++;
  }

  /** How many there are in the window that ends with the minute last added to, and in the baseline before it. */
  get counts(): { readonly recent: number; readonly before: number } {
    return { recent: this.#inRecent, before: this.#inBefore };
  }

  get held(): number {
    return this.#recent.length + this.#before.length;
  }

  #moveTo(minute: number): void {
    while (this.#recent.length > 0 && this.#recent[0]!.minute <= minute - this.#within) {
      const left = this.#recent.shift()!;
      this.#inRecent -= left.count;
      this.#before.push(left);
      this.#inBefore += left.count;
    }
    while (this.#before.length > 0 && this.#before[0]!.minute <= minute - this.#within - this.#baseline) {
      this.#inBefore -= this.#before.shift()!.count;
    }
  }
}
