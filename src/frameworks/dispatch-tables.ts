/**
 * Handlers that a worker looks up in a table of its own: `routes[request.method][url.pathname](request)`, also where what is
 * found there is given a name first.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { isFunction, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { localFunction } from "./local-function.js";
import { conditionOfKey, type Condition } from "./routing.js";

export interface TableEntry {
  readonly fn: FunctionNode;
  readonly condition: Condition;
}

/** The functions of the file that the callee may stand for, each with the path and the method under which it is kept. */
export function tableEntries(callee: Node, file: SourceFile): TableEntry[] {
  const lookup = lookedUp(callee, file);
  return lookup ? entriesOf(lookup.table, lookup.keys, ANY, file) : [];
}

const ANY: Condition = { route: undefined, method: undefined };

interface Lookup {
  readonly table: TSESTree.ObjectExpression;
  /** What the table is asked by, the outermost level first. */
  readonly keys: readonly Node[];
}

/** `(routes[method] || {})[path]`, through a name, or a default behind it. */
function lookedUp(node: Node, file: SourceFile, keys: readonly Node[] = [], depth = 6): Lookup | undefined {
  const inner = unwrap(node);
  if (depth === 0) return undefined;
  if (inner.type === "LogicalExpression") return lookedUp(inner.left, file, keys, depth - 1);
  if (inner.type === "MemberExpression") return inner.computed ? lookedUp(inner.object, file, [inner.property, ...keys], depth - 1) : undefined;
  if (inner.type === "ObjectExpression") return { table: inner, keys };
  const declared = file.bindings.declaredValue(inner);
  return declared && lookedUp(declared, file, keys, depth - 1);
}

function entriesOf(
  { properties }: TSESTree.ObjectExpression,
  [key, ...deeper]: readonly Node[],
  held: Condition,
  file: SourceFile,
): TableEntry[] {
  return properties.flatMap((property) => {
    const name = propertyName(property);
    const said = name === undefined || key === undefined ? undefined : conditionOfKey(key, name, file);
    if (property.type !== "Property" || !said) return [];
    const condition = { route: said.route ?? held.route, method: said.method ?? held.method };
    const value = unwrap(property.value as Node);
    if (deeper.length > 0) return value.type === "ObjectExpression" ? entriesOf(value, deeper, condition, file) : [];
    const fn = isFunction(value) ? value : localFunction(value, file);
    return fn ? [{ fn, condition }] : [];
  });
}
