/** How a comparison of two numbers turns out. */
const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "===": (left, right) => left === right,
  "==": (left, right) => left === right,
  "!==": (left, right) => left !== right,
  "!=": (left, right) => left !== right,
};

/** Undefined for another operator, and where one side is no number. */
export function compared(left: unknown, operator: string, right: unknown): boolean | undefined {
  return typeof left === "number" && typeof right === "number" ? COMPARISONS[operator]?.(left, right) : undefined;
}
