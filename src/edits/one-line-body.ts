/** Bodies that stand on one line: what goes into a branch of one cannot be indented before the body has lines of its own. */
import type { Edit } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { standsInList, type Node } from "../syntax/ast.js";
import { isFirstOnLine, lineIndent, spaceBefore, type TextStyle } from "./text-style.js";

/** The edits that put a statement on a line of its own, and what it is then indented with. */
export interface Unfolded {
  readonly edits: readonly Edit[];
  readonly indent: string;
}

/**
 * `(req, res) => { if (a) return b; c(); }` gets a line for each of its statements, and so does the body around it.
 * @param node the statement that is to begin a line, or any part of it
 */
export function unfolded(node: Node, file: SourceFile, style: TextStyle): Unfolded {
  const { text } = file.view;
  const statement = statementInList(node);
  const here = { edits: [], indent: lineIndent(text, node.range[0]) };
  const body = statement?.parent;
  if (!statement || body?.type !== "BlockStatement" || statement.type === "BlockStatement") return here;
  const [open, close] = body.range;
  if (isFirstOnLine(text, statement.range[0]) || text.slice(open, close).includes("\n")) return here;
  const outer = unfolded(body, file, style);
  const indent = outer.indent + style.indent;
  const lines = body.body.map((sibling) => beginLine(sibling.range[0], style.newline + indent, text));
  return { edits: [...outer.edits, ...lines, beginLine(close - 1, style.newline + outer.indent, text)], indent };
}

function beginLine(at: number, lead: string, text: string): Edit {
  return { range: [spaceBefore(text, at), at], text: lead };
}

function statementInList(node: Node): Node | undefined {
  let inner: Node | undefined = node;
  while (inner && !(standsInList(inner) && /Statement$|Declaration$/.test(inner.type))) inner = inner.parent;
  return inner;
}
