/** Draws findings to be judged by a reader. The same seed and the same findings always give the same sample. */

/**
 * @typedef {object} Site
 * @property {string} repository `owner/name`
 * @property {string} path
 * @property {number} line
 * @property {string} rule
 * @property {string} messageId
 */

/** @typedef {Site & { verdict: "right" | "wrong" | null, note: string }} Judgement */

/**
 * A generator of numbers from 0 to 1 (mulberry32): Math.random cannot be seeded.
 * @param {number} seed
 * @returns {() => number}
 */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} next
 * @returns {T[]} a copy in random order
 */
export function shuffled(items, next) {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [copy[last], copy[other]] = [/** @type {T} */ (copy[other]), /** @type {T} */ (copy[last])];
  }
  return copy;
}

/**
 * At most `count` sites, with no repository above its share as long as others have more to give: one large repository
 * would otherwise be all that is judged.
 * @template {Site} T
 * @param {readonly T[]} sites
 * @param {number} count
 * @param {number} seed
 * @returns {T[]} in the order of repository, path and line
 */
export function drawSample(sites, count, seed) {
  const next = random(seed);
  const names = [...new Set(sites.map(({ repository }) => repository))].sort();
  const piles = names.map((name) => shuffled(inOrder(sites.filter(({ repository }) => repository === name)), next));
  /** @type {T[]} */
  const drawn = [];
  // Round by round, one of each: whoever runs out leaves the rest to the others. The last round is short, so its order
  // is drawn too, or the names that come first in the alphabet would have more.
  for (let round = 0; drawn.length < count && piles.some((pile) => pile.length > round); round++) {
    const offered = shuffled(piles.flatMap((pile) => pile.slice(round, round + 1)), next);
    drawn.push(...offered.slice(0, count - drawn.length));
  }
  return inOrder(drawn);
}

/**
 * @template {Site} T
 * @param {readonly T[]} sites
 * @returns {T[]}
 */
export function inOrder(sites) {
  return [...sites].sort(
    (a, b) =>
      compare(a.repository, b.repository) || compare(a.path, b.path) || a.line - b.line || compare(a.messageId, b.messageId),
  );
}

/**
 * Not localeCompare, which another machine may answer otherwise.
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The sample as judgements: what was judged before, at the same place, stays judged.
 * @param {readonly Site[]} sample
 * @param {readonly Judgement[]} before
 * @returns {Judgement[]}
 */
export function withVerdicts(sample, before) {
  const known = new Map(before.map((judgement) => [keyOf(judgement), judgement]));
  return sample.map(({ repository, path, line, rule, messageId }) => {
    const site = { repository, path, line, rule, messageId };
    const judged = known.get(keyOf(site));
    return { ...site, verdict: judged?.verdict ?? null, note: judged?.note ?? "" };
  });
}

/** @param {Site} site */
function keyOf({ repository, path, line, messageId }) {
  return [repository, path, line, messageId].join("\n");
}
