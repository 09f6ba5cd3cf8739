/** From offsets of a text to lines and columns. */
import { countFirst } from "../syntax/count-first.js";
import type { Place } from "./model.js";

/** The lines of one text, found once and asked often. */
export class Places {
  readonly #text: string;
  /** Offset at which each line begins. */
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
  }

  /** Counted from 1. */
  line(offset: number): number {
    return countFirst(this.#starts, (start) => start <= offset);
  }

  place([start, end]: readonly [number, number]): Place {
    const line = this.line(start);
    const endLine = this.line(end);
    return { line, column: start - this.#starts[line - 1]! + 1, endLine, endColumn: end - this.#starts[endLine - 1]! + 1 };
  }

  /** Offset at which a line begins; that of the text's end for one behind the last. */
  start(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  get lines(): number {
    return this.#starts.length;
  }

  /** A line's text without indentation and line end. */
  code(line: number): string {
    return this.#text.slice(this.#starts[line - 1], this.#starts[line] ?? this.#text.length).trim();
  }
}
