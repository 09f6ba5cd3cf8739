/** Measurements as lines with a target and a verdict, and those lines as a table. */

/**
 * @typedef {object} Line
 * @property {string} group
 * @property {string} what
 * @property {number} value what is judged, in `unit`
 * @property {"percent" | "times" | "ms" | "MB" | "files/s" | "µs/line"} unit
 * @property {string} detail
 * @property {{ most: number } | { least: number }} [target] left out for a line that is only there to compare with
 */

/** @typedef {"ok" | "missed" | "-"} Verdict */

/**
 * @param {Line} line
 * @returns {Verdict}
 */
export function verdictOf({ value, target }) {
  if (!target) return "-";
  return ("most" in target ? value <= target.most : value >= target.least) ? "ok" : "missed";
}

/**
 * @param {number} value
 * @param {Line["unit"]} unit
 */
export function shown(value, unit) {
  switch (unit) {
    case "percent":
      return `${value > 0 ? "+" : ""}${(value * 100).toFixed(1)} %`;
    case "times":
      return `${value.toFixed(2)} x`;
    case "MB":
    case "ms":
    case "files/s":
      return `${value.toFixed(0)} ${unit}`;
    case "µs/line":
      return `${value.toFixed(1)} ${unit}`;
  }
}

/** @param {Line} line */
function shownTarget({ target, unit }) {
  if (!target) return "";
  return "most" in target ? `at most ${shown(target.most, unit)}` : `at least ${shown(target.least, unit)}`;
}

/**
 * A table for a terminal that is a Markdown table as well.
 * @param {readonly Line[]} lines
 */
export function table(lines) {
  const rows = [
    ["", "what", "result", "target", "verdict", "detail"],
    ...lines.map((line, index) => [
      lines[index - 1]?.group === line.group ? "" : line.group,
      line.what,
      shown(line.value, line.unit),
      shownTarget(line),
      verdictOf(line),
      line.detail,
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const text = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  text.splice(1, 0, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`);
  return `${text.join("\n")}\n`;
}
