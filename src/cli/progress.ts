/** A bar on a terminal for work that takes over a second; nothing anywhere else. */
import type { Io } from "./io.js";

const PATIENCE = 1000;
const REDRAW = 100;
const WIDTH = 24;

/** The run of one command; its time counts from when it is made. */
export class Progress {
  readonly #io: Io;
  readonly #total: number;
  readonly #start: number;
  #done = 0;
  #drawn = 0;
  #visible = false;

  constructor(io: Io, total: number) {
    this.#io = io;
    this.#total = total;
    this.#start = io.now();
  }

  /** One more file is done. The bar is drawn from here and not by a timer, which would not fire while files are parsed. */
  step(): void {
    this.#done++;
    if (!this.#io.stderr.isTTY) return;
    const now = this.#io.now();
    if (now - this.#start < PATIENCE || now - this.#drawn < REDRAW) return;
    this.#drawn = now;
    this.#visible = true;
    const filled = Math.round((this.#done / this.#total) * WIDTH);
    this.#io.stderr.write(`\r[${"=".repeat(filled)}${" ".repeat(WIDTH - filled)}] ${this.#done}/${this.#total} files`);
  }

  /** Takes the bar off the line, before anything else is printed there. */
  clear(): void {
    if (this.#visible) this.#io.stderr.write("\r\u001B[K");
    this.#visible = false;
  }
}
