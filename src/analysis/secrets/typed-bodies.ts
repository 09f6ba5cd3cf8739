/** What a request's body holds by the type that it is given: `RequestHandler<Params, Answer, Body>`, `req.json<Body>()`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { membersOf } from "../../syntax/declared-types.js";
import { isAboutAccounts } from "../../vocabulary/account-words.js";
import { isTellingType } from "./cleared-values.js";
import { secretFields } from "./secret-fields.js";
import type { Trace } from "./secret-trace.js";
import { OPAQUE, type IsSecretField, type Value } from "./secret-value.js";
import { fieldsOfTypeNode } from "./typed-fields.js";

/**
 * The fields of the type where the file declares it; of an imported one nothing is known, and who names it knows what he logs,
 * unless it is about accounts. Undefined without a type.
 *
 * @param read where the body is read: `req.body`, or the property of a pattern that takes it out
 */
export function typedBody(read: Node, trace: Trace): Value | undefined {
  const fn = functionOfRequest(read, trace);
  const type = fn && bodyType(fn.fn, fn.index);
  return type && bodyOfType(type, trace);
}

/** The same of a type that is written where the body is read. */
export function bodyOfType(type: TSESTree.TypeNode, trace: Trace): Value | undefined {
  if (type.type === "TSAnyKeyword" || type.type === "TSUnknownKeyword") return undefined;
  const known = fieldsOfTypeNode(type, trace);
  if (known) return known;
  if (type.type !== "TSTypeReference" || isAboutAccounts(trace.textOf(type)) || isAboutAccounts(trace.file.view.path)) return undefined;
  return OPAQUE;
}

/**
 * The same of a body that is only said to be of a type, `const search: Search = await req.json()` or `req.body as Search`:
 * the file must show each part of it, and no secret in the inner ones.
 */
export function bodyOfShownType(type: TSESTree.TypeNode, trace: Trace): Value | undefined {
  return showsMembers(type, MOST_LEVELS, trace, () => false) ? fieldsOfTypeNode(type, trace) : undefined;
}

const MOST_LEVELS = 3;

function showsMembers(type: TSESTree.TypeNode, levels: number, trace: Trace, isSecret: IsSecretField): boolean {
  const members = levels > 0 ? membersOf(type, trace.file.view.ast) : undefined;
  return (
    members?.every(
      (member) =>
        (member.type === "TSPropertySignature" || member.type === "PropertyDefinition") &&
        member.key.type === "Identifier" &&
        !isSecret(member.key.name) &&
        isShown(member.typeAnnotation?.typeAnnotation, levels - 1, trace),
    ) === true
  );
}

function isShown(type: TSESTree.TypeNode | undefined, levels: number, trace: Trace): boolean {
  if (!type) return false;
  if (type.type === "TSStringKeyword" || isTellingType(type)) return true;
  if (type.type === "TSUnionType") return type.types.every((one) => isShown(one, levels, trace));
  if (type.type === "TSArrayType") return isShown(type.elementType, levels, trace);
  if (type.type === "TSTypeReference" && type.typeArguments && /^(?:Readonly)?Array$/.test(trace.textOf(type.typeName)))
    return isShown(type.typeArguments.params[0], levels, trace);
  return showsMembers(type, levels, trace, secretFields(trace.file.settings));
}

function functionOfRequest(read: Node, trace: Trace): { readonly fn: FunctionNode; readonly index: number } | undefined {
  const request = read.type === "MemberExpression" ? read.object : read.parent?.parent?.type === "VariableDeclarator" ? read.parent.parent.init : undefined;
  const inner = request && unwrap(request);
  const binding = inner?.type === "Identifier" ? trace.file.bindings.of(inner) : undefined;
  return binding?.kind === "parameter" && !binding.pattern ? binding : undefined;
}

/** The third of the types that a request, or its handler, is given. */
function bodyType(fn: FunctionNode, index: number): TSESTree.TypeNode | undefined {
  const parameter = fn.params[index];
  const own = parameter?.type === "Identifier" ? parameter.typeAnnotation : undefined;
  const holder = fn.parent.type === "VariableDeclarator" && fn.parent.id.type === "Identifier" ? fn.parent.id.typeAnnotation : undefined;
  const type = (own ?? holder)?.typeAnnotation;
  return type?.type === "TSTypeReference" ? type.typeArguments?.params[2] : undefined;
}
