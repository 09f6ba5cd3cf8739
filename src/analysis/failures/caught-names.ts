/** Under which names a caught failure is known inside its catch: its own, and those of what is made of it there. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { chainRoot, isFunction, type Node } from "../../syntax/ast.js";
import { findNode, walk } from "../../syntax/walk.js";
import { recordOfCall } from "../records/function-records.js";
import { recordOfTemplate } from "../records/template-records.js";

/** The names that a parameter or a pattern binds. */
export function namesBound(pattern: Node | null | undefined): Set<string> {
  const names = new Set<string>();
  if (!pattern) return names;
  const collect = (node: Node): void => {
    if (node.type === "Identifier") names.add(node.name);
    else if (node.type === "ObjectPattern") for (const property of node.properties) collect(property.type === "Property" ? property.value : property.argument);
    else if (node.type === "ArrayPattern") node.elements.forEach((element) => element !== null && collect(element));
    else if (node.type === "AssignmentPattern") collect(node.left);
  };
  collect(pattern);
  return names;
}

export interface CaughtNames {
  /** The failure, and what is made of it. */
  readonly tainted: ReadonlySet<string>;
  /** Variables that the catch declares itself: to write there is to keep nothing. */
  readonly locals: ReadonlySet<string>;
}

/** One walk over the catch, in the order of the text. */
export function caughtNames(body: Node, names: ReadonlySet<string>, file: SourceFile): CaughtNames {
  const tainted = new Set(names);
  const locals = new Set<string>();
  walk(body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "VariableDeclarator") {
      const bound = namesBound(node.id);
      for (const name of bound) locals.add(name);
      if (node.init && mentions(node.init, tainted) && !recordsIn(node.init, file)) for (const name of bound) tainted.add(name);
    }
    if (node.type === "AssignmentExpression" && isWithin(node.left, locals) && mentions(node.right, tainted)) {
      tainted.add((chainRoot(node.left) as TSESTree.Identifier).name);
    }
    return undefined;
  });
  return { tainted, locals };
}

/** True when the target is one of those variables or a field of one. */
export function isWithin(target: Node, names: ReadonlySet<string>): boolean {
  const root = chainRoot(target);
  return root.type === "Identifier" && names.has(root.name);
}

/** Whether a call somewhere in the node records anything. */
export function recordsIn(node: Node, file: SourceFile): boolean {
  const records = (inner: Node): boolean =>
    inner.type === "CallExpression"
      ? recordOfCall(inner, file) !== undefined
      : inner.type === "TaggedTemplateExpression" && recordOfTemplate(inner, file) !== undefined;
  return findNode(node, records) !== undefined;
}

/** Whether one of the names is used in the node: not as a property, nor as a key. */
export function mentions(node: Node, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  return findNode(node, (inner) => inner.type === "Identifier" && names.has(inner.name) && !isKey(inner), true) !== undefined;
}

function isKey(node: Node): boolean {
  const { parent } = node as { parent?: Node };
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent?.type === "Property" && parent.key === node && !parent.computed;
}
