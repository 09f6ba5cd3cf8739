/** Checks the hash chain over the lines of a log that the logger wrote with `chain`. */
import { createHash, createHmac } from "node:crypto";

/** What a first line says of the line before it. */
const NONE = "0".repeat(64);

/** The chain is the last of a line, and its hash is of the line with the hash left empty. */
const CHAIN = /"chain":\{"prev":"([0-9a-f]{64})","hash":"([0-9a-f]{64})"\}\}\}$/;

export interface BrokenLine {
  readonly line: number;
  /** `changed`: the line has not the text that its hash was made of. `missing`: the line that it follows on is not there. */
  readonly reason: "changed" | "missing";
  /** How many lines the logger knew that it had lost, as this line tells. */
  readonly dropped: number;
}

export interface ChainReport {
  readonly lines: number;
  /** Lines that are no part of a chain: those of other programs, and of the time before it was switched on. */
  readonly unchained: number;
  /** One a process, and one more for each restart. */
  readonly chains: number;
  readonly broken: BrokenLine | undefined;
}

/**
 * Reads to the first line that is not in order. Chains of several processes may be interleaved.
 * @param lines without their line ends
 * @param key of the hashes, where they were made with one
 */
export async function verifyChain(lines: AsyncIterable<string>, key?: string): Promise<ChainReport> {
  const heads = new Set<string>();
  const counts = { lines: 0, unchained: 0, chains: 0 };
  let line = 0;
  for await (const text of lines) {
    line++;
    if (text.trim() === "") continue;
    counts.lines++;
    const [, prev, hash] = CHAIN.exec(text) ?? [];
    if (prev === undefined || hash === undefined) {
      counts.unchained++;
      continue;
    }
    const broken = (reason: BrokenLine["reason"]) => ({ ...counts, broken: { line, reason, dropped: droppedIn(text) } });
    if (hashOf(`${text.slice(0, -(hash.length + '"}}}'.length))}"}}}`, key) !== hash) return broken("changed");
    if (prev === NONE) counts.chains++;
    else if (!heads.delete(prev)) return broken("missing");
    heads.add(hash);
  }
  return { ...counts, broken: undefined };
}

function hashOf(text: string, key: string | undefined): string {
  return (key === undefined ? createHash("sha256") : createHmac("sha256", key)).update(text).digest("hex");
}

function droppedIn(text: string): number {
  return Number(/"dropped":(\d+)/.exec(text)?.[1] ?? 0);
}
