/** Results as a table that is Markdown too. */

/**
 * @param {readonly (readonly (string | number)[])[]} rows the first is the head
 */
export function markdownTable(rows) {
  const text = rows.map((row) => row.map(String));
  const widths = text[0]?.map((_, column) => Math.max(3, ...text.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = text.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return `${lines.join("\n")}\n`;
}
