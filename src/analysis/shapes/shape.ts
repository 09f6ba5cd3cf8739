/** The shapes of values: which fields they have, and whether they may be missing. */
import type { Kind, ObjectKind, Shape } from "../../neighbours.js";

export const UNKNOWN: Shape = [{ is: "unknown" }];
export const NOTHING: Shape = [{ is: "nothing" }];
export const PLAIN: Shape = [{ is: "plain" }];
/** What TypeScript makes of `ok: true` in an object without a declared type. */
export const EITHER: Shape = [
  { is: "constant", value: true },
  { is: "constant", value: false },
];

export function objectShape(
  fields: ReadonlyMap<string, Shape>,
  extent: ObjectKind["extent"],
  name?: string,
): Shape {
  return [{ is: "object", name, fields, extent }];
}

/** A value of a class or type of which nothing is known but that it is an object. */
export function namedObject(name: string): Shape {
  return objectShape(new Map(), "open", name);
}

export function mayBeNothing(shape: Shape): boolean {
  return shape.some(({ is }) => is === "nothing");
}

export function withoutNothing(shape: Shape): Shape {
  return shape.filter(({ is }) => is !== "nothing");
}

/** Either of them; the same scalar twice is one. */
export function eitherOf(shapes: readonly Shape[]): Shape {
  const kinds: Kind[] = [];
  for (const kind of shapes.flat()) {
    const isThere = kinds.some((other) => other.is === kind.is && kind.is !== "object" && (kind.is !== "constant" || kind.value === (other as typeof kind).value));
    if (!isThere) kinds.push(kind);
  }
  return kinds;
}

/** The field, where the object is there; unknown where one of its kinds may have it or not. */
export function fieldOf(shape: Shape, name: string): Shape {
  return eitherOf(withoutNothing(shape).map((kind) => fieldOfKind(kind, name)));
}

export function fieldOfKind(kind: Kind, name: string): Shape {
  if (kind.is !== "object") return UNKNOWN;
  return kind.fields.get(name) ?? (kind.extent === "literal" ? NOTHING : UNKNOWN);
}

/** `A & B`, `{ ...a, ...b }`: what is written last holds. Objects alone can be joined. */
export function mergeShapes(shapes: readonly Shape[], extent: ObjectKind["extent"]): Shape {
  const fields = new Map<string, Shape>();
  let isOpen = false;
  let name: string | undefined;
  for (const shape of shapes) {
    const [only, ...others] = withoutNothing(shape);
    if (only?.is !== "object" || others.length > 0) {
      isOpen = true;
      continue;
    }
    isOpen ||= only.extent === "open";
    name ??= only.name;
    const isOptional = mayBeNothing(shape);
    for (const [key, field] of only.fields) fields.set(key, isOptional ? eitherOf([fields.get(key) ?? NOTHING, field]) : field);
  }
  return objectShape(fields, isOpen ? "open" : extent, name);
}

/** How deep shapes are looked into: `{ data: { session: { user: { id } } } }`. */
export const DEPTH = 9;

/** Fields that may say who is calling, or lead there. */
export const TELLING =
  /^(?:_?id|uid|sub|user_?id|data|user|(?:current|auth|session|db)User|session|auth|claims|caller|viewer|principal|admin|member|profile|account|actor|payload|context|ctx|value|result)$/i;
