/** The runtime's own console, which nothing in the file has taken the name of. */
import type { SourceFile } from "../../source-file.js";
import { memberName, unwrap, type Node } from "../../syntax/ast.js";

/** `console`, `globalThis.console`, `global.console`. */
export function isConsole(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return memberName(inner) === "console" && isGlobal(inner.object, /^global(?:This)?$/, file);
  return isGlobal(inner, /^console$/, file);
}

function isGlobal(node: Node, name: RegExp, file: SourceFile): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && name.test(inner.name) && file.bindings.of(inner).kind === "global";
}
