/** Opens a text in which a place is marked, so that an edit can be asked for without a rule that finds the place. */
import { applyEdits } from "../../src/edits/apply-edits.js";
import type { FileFacts } from "../../src/analysis/file-facts.js";
import type { Edit } from "../../src/finding.js";
import type { SourceFile } from "../../src/source-file.js";
import { enclosingStatement, type Node } from "../../src/syntax/ast.js";
import { findNode } from "../../src/syntax/walk.js";
import type { ParserCase } from "../support/parsers.js";

/** The call `here()` in the text: the place that is asked about. */
export function placeIn(file: SourceFile): { node: Node; statement: Node } {
  const node = findNode(
    file.view.ast,
    (inner) => inner.type === "CallExpression" && inner.callee.type === "Identifier" && inner.callee.name === "here",
    true,
  );
  if (!node) throw new Error("the text has no here()");
  return { node, statement: enclosingStatement(node) ?? node };
}

export function opened({ facts }: ParserCase, text: string, path?: string, settings?: unknown): FileFacts {
  return facts(text, path, settings);
}

/** The text after the edits, or the reason why there are none. */
export function after(text: string, edits: readonly Edit[] | { readonly skipped: string }): string {
  return "skipped" in edits ? edits.skipped : applyEdits(text, edits);
}
