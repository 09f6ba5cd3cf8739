/** What was asked of a command: its operands, and its options by name, all known and checked. */
import type { OptionName } from "./options.js";

/** Made by `readArguments`, which has refused what the command does not know. */
export class Asked {
  readonly operands: readonly string[];
  readonly #given: ReadonlyMap<OptionName, readonly string[]>;

  constructor(operands: readonly string[], given: ReadonlyMap<OptionName, readonly string[]>) {
    this.operands = operands;
    this.#given = given;
  }

  has(name: OptionName): boolean {
    return this.#given.has(name);
  }

  /** Every value of an option that may be repeated. */
  all(name: OptionName): readonly string[] {
    return this.#given.get(name) ?? [];
  }

  /** The value of an option; the last one, where it was given more than once. */
  one(name: OptionName): string | undefined {
    return this.all(name).at(-1);
  }

  /** An option's values, each of which may be a list with commas. */
  names(name: OptionName): string[] {
    return this.all(name).flatMap((value) => value.split(",").map((part) => part.trim()));
  }
}
