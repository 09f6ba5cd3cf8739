/** The way from a value to the id of the user that it speaks of, by its shape: `user.id` of `{ user: { id: string } }`. */
import type { Shape } from "../neighbours.js";
import { fieldOf, mayBeNothing, withoutNothing } from "../analysis/shapes/shape.js";
import { splitWords } from "../syntax/names.js";

/** What holds a user, or what holds that. */
const HOLDERS: readonly (readonly string[])[] = [
  ["user"],
  ["currentUser"],
  ["authUser"],
  ["viewer"],
  ["caller"],
  ["admin"],
  ["session", "user"],
  ["data", "user"],
  ["data", "session", "user"],
  ["auth", "user"],
  ["ctx", "user"],
  ["context", "user"],
];
const IDS = ["id", "userId", "_id", "uid", "sub"];
const BESIDE = ["userId", "user_id", "adminId"];
const HOLDERS_OF_IDS: readonly (readonly string[])[] = [[], ["session"], ["auth"], ["data"], ["member"], ["claims"]];

const WAYS: readonly (readonly string[])[] = [
  ...HOLDERS.flatMap((holder) => IDS.map((id) => [...holder, id])),
  ...HOLDERS_OF_IDS.flatMap((holder) => BESIDE.map((id) => [...holder, id])),
  ["claims", "sub"],
];
const OF_A_PERSON = [["userId"], ["user_id"], ...IDS.map((id) => [id])];

/**
 * The keys from a value of the shape down to an id; undefined where it has none, or may have none.
 * @param isPerson the value is a user, by its name: its own id is the one
 */
export function wayToId(shape: Shape, isPerson: boolean): readonly string[] | undefined {
  const ways = isPerson || (withoutNothing(shape).length > 0 && withoutNothing(shape).every((kind) => kind.is === "object" && isPersonal(kind.name)))
    ? [...OF_A_PERSON, ...WAYS]
    : WAYS;
  return ways.find((keys) => leadsToId(shape, keys));
}

function leadsToId(shape: Shape, keys: readonly string[]): boolean {
  let rest = shape;
  for (const key of keys) {
    if (!holds(rest, key)) return false;
    rest = fieldOf(rest, key);
  }
  const ids = withoutNothing(rest);
  return ids.length > 0 && ids.every(({ is }) => is !== "object");
}

/** By its type each of what the value may be has the field: TypeScript gives what is written out the fields of the others. */
function holds(shape: Shape, key: string): boolean {
  const kinds = withoutNothing(shape);
  const isWritten = kinds.some((kind) => kind.is === "object" && kind.extent === "literal" && kind.fields.has(key));
  return (
    kinds.length > 0 &&
    kinds.every((kind) => kind.is === "object" && (kind.fields.has(key) || (isWritten && kind.extent === "literal")))
  );
}

/** For each key, whether what it is read of may be missing; last, whether the id itself may be. */
export function missingOn(shape: Shape, keys: readonly string[]): boolean[] {
  const missing = [mayBeNothing(shape)];
  let rest = shape;
  for (const key of keys) {
    rest = fieldOf(rest, key);
    missing.push(mayBeNothing(rest));
  }
  return missing;
}

/** `userId`, where it may be one. */
export function isIdOfUser(key: string, shape: Shape): boolean {
  const ids = withoutNothing(shape);
  return BESIDE.includes(key) && ids.length > 0 && ids.every(({ is }) => is !== "object");
}

const PERSON = /^(?:users?|admin|superadmin|caller|viewer|principal|me)$/;
const MORE = /^(?:with|from|or|by|for|and|in|of|has|is|as|to)$/;

/** `currentUser`, `getCurrentUserWithTeam`, `_admin`; not `userSettings`. */
export function isPersonal(name: string | undefined): boolean {
  const words = splitWords(name ?? "");
  const more = words.findIndex((word, index) => index > 0 && MORE.test(word));
  return PERSON.test(words.slice(0, more < 0 ? undefined : more).at(-1) ?? "");
}
