/** Which export of which module an expression stands for. */
import { memberName, unwrap, type Node } from "../syntax/ast.js";
import type { Bindings } from "./bindings.js";

export interface ImportedPath {
  /** Module specifier as it is written in the file. */
  readonly source: string;
  /** The export (`default`, `*` for the whole module), then members of it; `prototype` stands before those of an instance. */
  readonly path: readonly string[];
}

const DEPTH = 4;

/**
 * `track` of `import { track }`, `audit.track` of `import * as audit`, `logger.error` of an imported object, `service.log`
 * of `const service = new Imported()`; undefined for what is made in the file.
 */
export function importedPath(node: Node, bindings: Bindings, depth = DEPTH): ImportedPath | undefined {
  const inner = unwrap(node);
  if (depth === 0) return undefined;
  if (inner.type === "MemberExpression") {
    const name = memberName(inner);
    const object = name === undefined ? undefined : importedPath(inner.object, bindings, depth - 1);
    return object && { source: object.source, path: [...object.path, name!] };
  }
  if (inner.type === "NewExpression") {
    const made = importedPath(inner.callee, bindings, depth - 1);
    return made && { source: made.source, path: [...made.path, "prototype"] };
  }
  if (inner.type !== "Identifier") return undefined;
  const binding = bindings.of(inner);
  if (binding.kind === "import") return binding.constant ? { source: binding.source, path: [binding.imported] } : undefined;
  const constant = bindings.constantValue(inner);
  return constant && importedPath(constant, bindings, depth - 1);
}
