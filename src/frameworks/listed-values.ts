/** What stands for a loop's variables at each element of a list that the file writes out: tables of routes and routers. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import { memberName, parameterName, propertyName, propertyValue, unwrap, type Node } from "../syntax/ast.js";

/**
 * `routes.forEach(({ path, router }) => app.use(path, router))`, `for (const r of routes) app[r.method](r.path, r.handler)`: the
 * nodes as they are for each element, undefined where an element has none. The first node that a list gives tells the list;
 * undefined when none does.
 */
export function valuesOverList(nodes: readonly Node[], file: SourceFile): (Node | undefined)[][] | undefined {
  const parts = nodes.map((node) => elementPart(node, file));
  const list = parts.find((part) => part !== undefined)?.list;
  return list?.elements.map((element) =>
    nodes.map((node, index) => {
      const part = parts[index];
      if (part?.list !== list) return node;
      return element ? partOf(unwrap(element), part.key) : undefined;
    }),
  );
}

interface ElementPart {
  readonly list: TSESTree.ArrayExpression;
  /** The property of the element, or its place in one that is a list itself. */
  readonly key: string | number;
}

function elementPart(node: Node, file: SourceFile): ElementPart | undefined {
  const inner = unwrap(node);
  const root = inner.type === "MemberExpression" ? unwrap(inner.object) : inner;
  if (root.type !== "Identifier") return undefined;
  const binding = file.bindings.of(root);
  const pattern = binding.kind === "parameter" || binding.kind === "variable" ? binding.pattern : undefined;
  const key = inner.type === "MemberExpression" ? (pattern ? undefined : memberName(inner)) : pattern && takenAs(pattern, root.name);
  const list = key === undefined ? undefined : goneThrough(binding, file);
  return list && { list, key: key! };
}

function partOf(element: Node, key: string | number): Node | undefined {
  if (typeof key === "string") return propertyValue(element, key);
  return (element.type === "ArrayExpression" && element.elements[key]) || undefined;
}

/** `path` of `{ path: prefix }`, `1` of `[method, path]`, by the local name. */
function takenAs(pattern: Node, local: string): string | number | undefined {
  if (pattern.type === "ArrayPattern") {
    const place = pattern.elements.findIndex((element) => element !== null && parameterName(element) === local);
    return place < 0 ? undefined : place;
  }
  if (pattern.type !== "ObjectPattern") return undefined;
  const property = pattern.properties.find((one) => one.type === "Property" && parameterName(one.value) === local);
  return property && propertyName(property);
}

function goneThrough(binding: Binding, file: SourceFile): TSESTree.ArrayExpression | undefined {
  let list: Node | undefined;
  if (binding.kind === "parameter" && binding.index === 0) {
    const call = binding.fn.parent;
    const callee = call.type === "CallExpression" && call.arguments[0] === binding.fn ? unwrap(call.callee) : undefined;
    list = callee?.type === "MemberExpression" && /^(?:forEach|map)$/.test(memberName(callee) ?? "") ? callee.object : undefined;
  } else if (binding.kind === "variable" && binding.node.parent?.parent?.type === "ForOfStatement") {
    list = binding.node.parent.parent.left === binding.node.parent ? binding.node.parent.parent.right : undefined;
  }
  const inner = list && unwrap(file.bindings.constantValue(list) ?? list);
  return inner?.type === "ArrayExpression" ? inner : undefined;
}
