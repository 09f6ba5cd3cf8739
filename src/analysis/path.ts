/** What is known at one point of a function, on all the ways that lead there. */
import type { RecordCall } from "./records.js";

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

export function startPath(): Path {
  return { must: new Set(), may: new Set(), open: new Map(), status: undefined, live: true };
}

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
  for (const record of target.must) if (!other.must.has(record)) target.must.delete(record);
  for (const record of other.may) target.may.add(record);
  for (const [answer, records] of other.open) {
    const mine = target.open.get(answer);
    if (!mine) target.open.set(answer, new Set(records));
    else for (const record of mine) if (!records.has(record)) mine.delete(record);
  }
  if (target.status !== other.status) target.status = "unknown";
}
