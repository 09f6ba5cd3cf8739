/** Whether a part of a text is an object, which prints as "[object Object]": none of its fields comes along. */
import { constantOf } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { propertyName, unwrap, type Node } from "../../syntax/ast.js";

/** True for `options` in `` `sending ${options}` `` and in `options.toString()`, where the file writes it as an object. */
export function printsAsObject(part: Node, file: SourceFile): boolean {
  const inner = unwrap(part);
  if (inner.type !== "Identifier" && inner.type !== "ObjectExpression") return false;
  const made = inner.type === "Identifier" ? constantOf(inner, file.bindings) : inner;
  const object = made && unwrap(made);
  return object?.type === "ObjectExpression" && !object.properties.some((property) => propertyName(property) === "toString");
}
