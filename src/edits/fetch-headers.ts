/** The `Headers` of a Fetch request: no field of theirs is a property, so that what reads an object finds nothing in them. */
import { factsOf } from "../analysis/file-facts.js";
import { handlerAround } from "../frameworks/handler-around.js";
import type { SourceFile } from "../source-file.js";
import { chainRoot, dottedPath, type Node } from "../syntax/ast.js";

/** True for `request.headers` where the request is known for one of Fetch, by its handler or by its type. */
export function isHeaders(node: Node, file: SourceFile): boolean {
  const path = dottedPath(node);
  if (path?.length !== 2 || path[1] !== "headers") return false;
  const request = file.bindings.ofExpression(chainRoot(node));
  if (request?.kind !== "parameter") return false;
  const type = request.node.type === "Identifier" ? request.node.typeAnnotation?.typeAnnotation : undefined;
  if (type?.type === "TSTypeReference" && type.typeName.type === "Identifier")
    return type.typeName.name === "NextRequest" || (type.typeName.name === "Request" && !file.bindings.lookUp("Request", node));
  const handler = handlerAround(node, factsOf(file.view, file.settings, file.neighbours));
  return handler !== undefined && handler.fn === request.fn && handler.dialect === "response" && handler.parameters.request === path[0];
}
