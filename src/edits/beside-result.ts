/** Takes the error out of a result beside its data, and records it: `const { data, error } = …; if (error) logger.error(…);`. */
import type { Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { enclosingStatement, propertyName, standsInList, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { indented, type StatementText } from "./insert-statement.js";
import type { ProjectLogger } from "./project-logger.js";
import { endOfLineOrStatement, isFirstOnLine, lineIndent, textStyle } from "./text-style.js";

/**
 * @param call the awaited call whose result is taken apart
 * @param write the record, for the name under which the error is taken
 */
export function besideResult(call: Node, write: (error: string) => StatementText, logger: ProjectLogger, file: SourceFile): Plan {
  const statement = enclosingStatement(call);
  const declarator = statement?.type === "VariableDeclaration" && statement.declarations.length === 1 ? statement.declarations[0] : undefined;
  const pattern = declarator?.id;
  if (!statement || pattern?.type !== "ObjectPattern" || !standsInList(statement) || !isFirstOnLine(file.view.text, statement.range[0]))
    return { skipped: "the result is not taken apart by a statement of its own" };
  const name = errorName(pattern);
  if (name === undefined || file.bindings.lookUp(name, call)) return { skipped: `the name ${name ?? "error"} is taken there; choose another for the error` };
  const last = pattern.properties.at(-1)!;
  const style = textStyle(file);
  const indent = lineIndent(file.view.text, statement.range[0]);
  const lines = write(name)(style).map((line) => `if (${name}) ${line}`);
  const end = endOfLineOrStatement(file.view.text, statement.range[1]);
  return {
    edits: [
      { range: [last.range[1], last.range[1]], text: name === "error" ? ", error" : `, error: ${name}` },
      { range: [end, end], text: style.newline + indented(lines, indent, style) },
    ],
    imports: logger.needs,
  };
}

/** `error` beside `data`, `userError` beside `data: user`: two results in one block do not share a name. */
function errorName(pattern: Node): string | undefined {
  if (pattern.type !== "ObjectPattern") return undefined;
  const taken = pattern.properties.find((property) => propertyName(property) === "data" || propertyName(property) === "count");
  const held = taken?.type === "Property" ? findNode(taken.value, (node) => node.type === "Identifier") : undefined;
  if (held?.type !== "Identifier") return undefined;
  return held.name === "data" ? "error" : `${held.name}Error`;
}
