/**
 * How many of the first of a list it holds for, found by halving: those that it holds for stand before all others, as what
 * ends before a place does in a list in source order.
 * @param end how many of the list are looked at
 */
export function countFirst<T>(list: readonly T[], holds: (one: T) => boolean, end = list.length): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
