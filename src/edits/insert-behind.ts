/** Inserts statements on lines of their own directly behind another, and moves what else stands on its line below them. */
import type { Edit } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";
import { indented } from "./insert-statement.js";
import { endOfLineOrStatement, endOfStatement, lineEnd, lineIndent, textStyle } from "./text-style.js";

/** @param lines from the left margin */
export function insertBehind(statement: Node, lines: readonly string[], file: SourceFile): Edit {
  const { text } = file.view;
  const style = textStyle(file);
  const indent = lineIndent(text, statement.range[0]);
  const end = endOfLineOrStatement(text, endOfStatement(statement, text));
  const inserted = style.newline + indented(lines, indent, style);
  const rest = text.slice(end, lineEnd(text, end));
  const next = rest.trimStart();
  // A brace ends the block, and may stand behind anything.
  if (next === "" || next[0] === "}") return { range: [end, end], text: inserted };
  const guard = style.semicolon === "" && /^[([`/+-]/.test(next) ? ";" : "";
  return { range: [end, end + rest.length - next.length], text: inserted + guard + style.newline + indent };
}
