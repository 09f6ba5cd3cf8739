/**
 * The fields of an object with one of them set, the others shared: an object that is filled in hundreds of places has as many
 * states, and each would copy all fields of the one before.
 */
const MOST_CHANGED = 32;

/** @returns a map with the keys in the order in which they were first set, as a copy with the key set would have them */
export function withKey<Value>(fields: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  if (fields.size < MOST_CHANGED) return new Map(fields).set(key, value);
  if (!(fields instanceof ChangedMap)) return new ChangedMap(fields, new Map([[key, value]]));
  const { base, changed } = fields as ChangedMap<Value>;
  if (changed.size < MOST_CHANGED || changed.has(key)) return new ChangedMap(base, new Map(changed).set(key, value));
  return new Map(fields).set(key, value);
}

class ChangedMap<Value> implements ReadonlyMap<string, Value> {
  readonly base: ReadonlyMap<string, Value>;
  readonly changed: ReadonlyMap<string, Value>;
  readonly size: number;

  constructor(base: ReadonlyMap<string, Value>, changed: ReadonlyMap<string, Value>) {
    this.base = base;
    this.changed = changed;
    let size = base.size;
    for (const key of changed.keys()) if (!base.has(key)) size++;
    this.size = size;
  }

  get(key: string): Value | undefined {
    return this.changed.get(key) ?? this.base.get(key);
  }

  has(key: string): boolean {
    return this.changed.has(key) || this.base.has(key);
  }

  *entries(): MapIterator<[string, Value]> {
    for (const [key, value] of this.base) yield [key, this.changed.get(key) ?? value];
    for (const entry of this.changed) if (!this.base.has(entry[0])) yield entry;
  }

  *keys(): MapIterator<string> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  forEach(call: (value: Value, key: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [key, value] of this) call(value, key, this);
  }
}
