/** Could an argument carry a secret? A look at the syntax alone, before anything is followed. */
import type { SourceFile } from "../../source-file.js";
import { dottedPath, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { BUILDS_ERRORS, ERROR_NAME, TELLING_MEMBER, TOLD_BY_ERROR } from "../../vocabulary/logged-text.js";
import { looksLikeCredential } from "./cleared-values.js";

/** A look at the syntax alone: literal texts, numbers, flags, ids and caught errors carry nothing. */
export function mayCarry(argument: Node, file: SourceFile): boolean {
  const any = (parts: readonly (Node | null)[]): boolean => parts.some((part) => part !== null && mayCarry(part, file));
  const inner = unwrap(argument);
  switch (inner.type) {
    case "Literal":
      return typeof inner.value === "string" && looksLikeCredential(inner.value);
    case "UnaryExpression":
      return false;
    case "TemplateLiteral":
      return any(inner.expressions);
    case "BinaryExpression":
      return inner.operator === "+" && any([inner.left, inner.right]);
    case "ConditionalExpression":
      return any([inner.consequent, inner.alternate]);
    case "ObjectExpression":
      return any(inner.properties.map((property) => (property.type === "Property" ? property.value : property)));
    case "ArrayExpression":
      return any(inner.elements);
    case "Identifier":
      return inner.name !== "undefined" && (!ERROR_NAME.test(inner.name) || throwsBuiltErrors(file));
    case "MemberExpression": {
      const name = memberName(inner) ?? "";
      if (TELLING_MEMBER.test(name)) return /(?:session|card)s?$/i.test(dottedPath(inner.object)?.at(-1) ?? "");
      const ofError = TOLD_BY_ERROR.test(name) && inner.object.type === "Identifier" && ERROR_NAME.test(inner.object.name);
      return !ofError || throwsBuiltErrors(file);
    }
    default:
      return true;
  }
}

const builtErrors = keptWith<SourceFile, boolean>();

function throwsBuiltErrors(file: SourceFile): boolean {
  let known = builtErrors.get(file);
  if (known === undefined) builtErrors.set(file, (known = BUILDS_ERRORS.test(file.view.text)));
  return known;
}
