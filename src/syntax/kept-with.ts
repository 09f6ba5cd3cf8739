/**
 * What is remembered of an object, and goes away with it. A WeakMap would do the same, but later: V8's collector of young objects
 * takes all values of a WeakMap for alive, so whatever an analysis remembers of a file would keep the file's tree until the
 * next full collection. Here the value is a private field of its key: copies of the key do not have it.
 */
export interface KeptWith<Key extends object, Value> {
  readonly get: (key: Key) => Value | undefined;
  readonly has: (key: Key) => boolean;
  readonly set: (key: Key, value: Value) => void;
}

/** A class whose fields are put on another object: a constructor may return one. */
class FieldsOf {
  constructor(object: object) {
    return object;
  }
}

export function keptWith<Key extends object, Value>(): KeptWith<Key, Value> {
  class Kept extends FieldsOf {
    #value: Value;

    constructor(key: Key, value: Value) {
      super(key);
      this.#value = value;
    }

    static get(key: Key): Value | undefined {
      return #value in key ? (key as unknown as Kept).#value : undefined;
    }

    static has(key: Key): boolean {
      return #value in key;
    }

    static set(key: Key, value: Value): void {
      if (#value in key) (key as unknown as Kept).#value = value;
      else new Kept(key, value);
    }
  }
  return Kept;
}

/**
 * The same answer for the same key, found when it is first asked for: every exit of a handler asks the same of the handler.
 * @param find may ask no more of `rest` than what is the same for all questions about one key, such as its file
 */
export function foundOnce<Key extends object, Rest extends readonly unknown[], Value>(
  find: (key: Key, ...rest: Rest) => Value,
): (key: Key, ...rest: Rest) => Value {
  const found = keptWith<Key, Value>();
  return (key, ...rest) => {
    const known = found.get(key);
    // Most answers are known and something, so that one look is enough: of an object of many shapes each look takes its time.
    if (known !== undefined || found.has(key)) return known!;
    const answer = find(key, ...rest);
    found.set(key, answer);
    return answer;
  };
}
