/** What the rest of the project says of a name that the file imports. */
import { NO_NEIGHBOURS, type ExportSummary, type Question } from "../neighbours.js";
import { importedPath } from "../scope/imported-path.js";
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";

/** The summary of what an expression imports; undefined where it is made in this file, or the project cannot tell. */
export function importedSummary(node: Node, file: SourceFile, question: Question = "anything"): ExportSummary | undefined {
  // Without neighbours no scope need be made for the asking.
  if (file.neighbours === NO_NEIGHBOURS) return undefined;
  const imported = importedPath(node, file.bindings);
  return imported && file.neighbours.exportOf(file.view.path, imported.source, imported.path, question);
}
