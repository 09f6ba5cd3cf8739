/** What is known at one point of a function, on all the ways that lead there. */
import { strongerOf } from "../../vocabulary/record-strength.js";
import type { RecordCall } from "./record-call.js";

export interface Path {
  /** Records that ran on every way here. */
  must: Set<RecordCall>;
  /** Records that ran on some way here. */
  may: Set<RecordCall>;
  /** Answers already given on the way here, with the records that followed each. */
  open: Map<object, Set<RecordCall>>;
  /** Status that `res.status(…)` has set for the answer to come. */
  status: number | "unknown" | undefined;
  /** False after a return, a throw or a break: nothing follows. */
  live: boolean;
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
    open: new Map([...path.open].map(([answer, records]) => [answer, new Set(records)])),
    status: path.status,
    live: path.live,
  };
}

/** A record runs here: it stands on every way from here on, and follows all answers given so far. */
export function addRecord(path: Path, record: RecordCall): void {
  path.must.add(record);
  path.may.add(record);
  for (const records of path.open.values()) records.add(record);
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
    const mine = target.open.get(answer);
    target.open.set(answer, mine ? onBoth(mine, records) : new Set(records));
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

/** The strongest record of one way alone, and of those the last. */
function ownRecord(records: ReadonlySet<RecordCall>, shared: ReadonlySet<RecordCall>): RecordCall | undefined {
  let own: RecordCall | undefined;
  for (const record of records) {
    if (!shared.has(record) && strongerOf(record.strength, own?.strength) === record.strength) own = record;
  }
  return own;
}
