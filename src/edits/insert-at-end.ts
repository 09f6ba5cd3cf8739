/** Inserts a statement behind the last one of a function that ends without a `return`. */
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";
import { indented, type Insertion, type StatementText } from "./insert-statement.js";
import { endOfLineOrStatement, isFirstOnLine, lineIndent, textStyle } from "./text-style.js";

/** @param last the last statement of the function's body */
export function insertAtEnd(last: Node, write: StatementText, file: SourceFile): Insertion {
  const { text } = file.view;
  const close = last.parent!.range[1] - 1;
  if (!isFirstOnLine(text, last.range[0]) || !text.slice(last.range[1], close).includes("\n")) {
    return { skipped: "the function's body stands on one line; put its statements on lines of their own first" };
  }
  const style = textStyle(file);
  const end = endOfLineOrStatement(text, last.range[1]);
  return [{ range: [end, end], text: style.newline + indented(write(style), lineIndent(text, last.range[0]), style) }];
}
