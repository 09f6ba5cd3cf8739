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
