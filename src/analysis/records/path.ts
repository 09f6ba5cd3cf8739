/** What is known at one point of a function, on all the ways that lead there. */
import { strongerOf } from "../../vocabulary/record-strength.js";
import type { RecordCall } from "./record-call.js";

export interface Path {
  /** Records that ran on every way here. */
  must: Set<RecordCall>;
  /** Records that ran on some way here. */
  may: Set<RecordCall>;
  /** Answers already given on the way here, with the records that followed each; none yet is `undefined`. */
  open: Map<object, Followed | undefined>;
  /** Status that `res.status(…)` has set for the answer to come. */
  status: number | "unknown" | undefined;
  /** False after a return, a throw or a break: nothing follows. */
  live: boolean;
}

/**
 * Records in a row, the last first. Ways that part share what they had in common, so that a function that answers hundreds of
 * times copies no list for each answer at each of its branches.
 */
interface Followed {
  readonly record: RecordCall;
  readonly before: Followed | undefined;
  readonly count: number;
}

function behind(before: Followed | undefined, record: RecordCall): Followed {
  return { record, before, count: (before?.count ?? 0) + 1 };
}

/** Where a function begins: nothing has run, and whatever follows is reached. */
export function startPath(): Path {
  return { must: new Set(), may: new Set(), open: new Map(), status: undefined, live: true };
}

/** A branch of the way, which goes on by itself. */
export function copyPath(path: Path): Path {
  return {
    must: new Set(path.must),
    may: new Set(path.may),
    open: new Map(path.open),
    status: path.status,
    live: path.live,
  };
}

/** A record runs here: it stands on every way from here on, and follows all answers given so far. */
export function addRecord(path: Path, record: RecordCall): void {
  path.must.add(record);
  path.may.add(record);
  for (const [answer, before] of path.open) path.open.set(answer, behind(before, record));
}

/** An answer is given here: what is recorded from here on follows it. */
export function openAnswer(path: Path, answer: object): void {
  path.open.set(answer, undefined);
}

/** The answers given on the way here, with what followed each. */
export function answersOf(path: Path): [object, Set<RecordCall>][] {
  return [...path.open].map(([answer, followed]) => [answer, new Set(inOrder(followed))]);
}

/** @param end where the row ends, if not at its beginning */
function inOrder(followed: Followed | undefined, end?: Followed): RecordCall[] {
  const records: RecordCall[] = [];
  for (let one = followed; one && one !== end; one = one.before) records.push(one.record);
  return records.reverse();
}

/** Makes `target` what holds where two ways meet. A way that has ended adds nothing. */
export function meet(target: Path, other: Path): void {
  if (!other.live) return;
  if (!target.live) {
    Object.assign(target, copyPath(other));
    return;
  }
  target.must = onBoth(target.must, other.must);
  for (const record of [...other.may, ...target.must]) target.may.add(record);
  for (const [answer, records] of other.open) {
    target.open.set(answer, target.open.has(answer) ? followedOnBoth(target.open.get(answer), records) : records);
  }
  if (target.status !== other.status) target.status = "unknown";
}

/** What holds after two ways: the records of both, and, where each left one of its own, that one of the two ran. */
export function onBoth(one: ReadonlySet<RecordCall>, other: ReadonlySet<RecordCall>): Set<RecordCall> {
  const both = new Set([...one].filter((record) => other.has(record)));
  const mine = ownRecord(one, both);
  const theirs = ownRecord(other, both);
  if (mine && theirs) {
    const weaker = strongerOf(mine.strength, theirs.strength) === mine.strength ? theirs : mine;
    both.add({ ...weaker, either: [mine, theirs] });
  }
  return both;
}

/** The same of rows: they are compared down to where the two ways parted. */
function followedOnBoth(one: Followed | undefined, other: Followed | undefined): Followed | undefined {
  let [mine, theirs] = [one, other];
  while (mine !== theirs) {
    if ((mine?.count ?? 0) >= (theirs?.count ?? 0)) mine = mine!.before;
    else theirs = theirs!.before;
  }
  if (mine === one || mine === other) return mine;
  let both = mine;
  for (const record of onBoth(new Set(inOrder(one, mine)), new Set(inOrder(other, mine)))) both = behind(both, record);
  return both;
}

/** The strongest record of one way alone, and of those the last. */
function ownRecord(records: ReadonlySet<RecordCall>, shared: ReadonlySet<RecordCall>): RecordCall | undefined {
  let own: RecordCall | undefined;
  for (const record of records) {
    if (!shared.has(record) && strongerOf(record.strength, own?.strength) === record.strength) own = record;
  }
  return own;
}
