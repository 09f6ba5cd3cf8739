/** The class that a place stands in. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Node } from "./ast.js";

/** The body of the innermost class around the place; undefined outside of classes. */
export function classBodyAround(place: Node): TSESTree.ClassBody | undefined {
  let body: Node | undefined = place;
  while (body && body.type !== "ClassBody") body = body.parent;
  return body;
}

/** The class that the place stands in. */
export function classAround(place: Node): TSESTree.ClassDeclaration | TSESTree.ClassExpression | undefined {
  return classBodyAround(place)?.parent;
}
