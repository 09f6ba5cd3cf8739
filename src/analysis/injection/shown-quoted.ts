/** Whether console shows an argument as it shows objects, with its texts in quotes: no line break in them breaks the line. */
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { outermostFunction } from "./checked-text.js";

const GOES_THROUGH = /^(?:map|forEach|filter|flatMap|reduce|some|every|push|sort)$/;

/** A list or an object: by its type, or by what is done with it. */
export function isShownQuoted(node: Node, file: SourceFile): boolean {
  const binding = node.type === "Identifier" ? file.bindings.of(node) : undefined;
  const name = binding?.kind === "parameter" ? (binding.variable.defs[0]?.name as Node | undefined) : undefined;
  const type = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  if (type && /^TS(?:Array|Tuple|TypeReference|TypeLiteral)/.test(type.type)) return true;
  const within = outermostFunction(node);
  const path = pathOf(node);
  if (!within || path === undefined) return false;
  const isGoneThrough = (other: Node): boolean => {
    if (other.type === "ForOfStatement") return pathOf(other.right) === path;
    if (other.type !== "CallExpression") return false;
    const callee = unwrap(other.callee);
    return callee.type === "MemberExpression" && GOES_THROUGH.test(calleeName(other) ?? "") && pathOf(callee.object) === path;
  };
  return findNode(within, isGoneThrough, true) !== undefined;
}

function pathOf(node: Node): string | undefined {
  return dottedPath(node)?.join(".");
}
