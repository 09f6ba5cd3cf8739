/** The few numbers about numbers that the bench needs. */

/** @param {readonly number[]} values */
export function median(values) {
  if (values.length === 0) throw new Error("There is no median of nothing.");
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (/** @type {number} */ (sorted[middle - 1]) + upper) / 2;
}

/**
 * How far the values lie apart, as a part of their median: what a ratio must exceed before it means anything.
 * @param {readonly number[]} values
 */
export function spread(values) {
  const middle = median(values);
  return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / Math.abs(middle);
}
