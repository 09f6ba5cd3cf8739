/** The fields that a value has by its type, where the type is written in the file. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { FunctionNode, Node } from "../../syntax/ast.js";
import { membersOf } from "../../syntax/declared-types.js";
import { isTellingType } from "./cleared-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, OPAQUE, type Value } from "./secret-value.js";

/** An object whose fields carry what their names say, or a list of such; undefined where the file does not declare the type. */
export function fieldsOfType(parameter: Node, trace: Trace): Value | undefined {
  const inner = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  const annotation =
    "typeAnnotation" in inner ? (inner.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation : undefined;
  return annotation && fieldsOfTypeNode(annotation, trace);
}

/** The same of what a function says that it gives back, now or as a promise. */
export function fieldsOfResult(fn: FunctionNode, trace: Trace): Value | undefined {
  const type = fn.returnType?.typeAnnotation;
  return type && fieldsOfTypeNode(innerType(type, /^Promise(?:Like)?$/) ?? type, trace);
}

/** Types refer to each other and to themselves; what is logged is seldom deeper than this. */
const MOST_LEVELS = 3;

/** The same of a type that stands elsewhere. */
export function fieldsOfTypeNode(node: TSESTree.TypeNode, trace: Trace, levels = MOST_LEVELS): Value | undefined {
  const type = withoutWrapping(node);
  if (isFetchInit(type, trace)) return FETCH_INIT;
  const element = elementType(type);
  if (element) {
    const item = fieldsOfTypeNode(element, trace, levels);
    return item && { kind: "list", items: [item] };
  }
  const members = levels > 0 ? membersOf(type, trace.file.view.ast) : undefined;
  if (!members) return undefined;
  const fields = new Map<string, Value>();
  for (const member of members) {
    if ((member.type !== "TSPropertySignature" && member.type !== "PropertyDefinition") || member.key.type !== "Identifier") continue;
    fields.set(member.key.name, valueOfField(member.key, member.typeAnnotation?.typeAnnotation, levels - 1, trace));
  }
  return { kind: "object", fields, rest: [OPAQUE] };
}

/** What `fetch` is told: its `credentials` say whether cookies go along. */
const FETCH_INIT: Value = { kind: "object", fields: new Map([["credentials", CLEAN]]), rest: [OPAQUE] };

function isFetchInit(type: TSESTree.TypeNode, trace: Trace): boolean {
  return type.type === "TSTypeReference" && trace.textOf(type.typeName) === "RequestInit";
}

function valueOfField(key: TSESTree.Identifier, type: TSESTree.TypeNode | undefined, levels: number, trace: Trace): Value {
  if (!type || isTellingType(type)) return type ? CLEAN : OPAQUE;
  const inner = withoutWrapping(type);
  const element = elementType(inner);
  if (isText(element ?? inner)) return trace.byName(key.name, key);
  return fieldsOfTypeNode(inner, trace, levels) ?? OPAQUE;
}

function isText(type: TSESTree.TypeNode): boolean {
  return type.type === "TSStringKeyword" || (type.type === "TSUnionType" && type.types.every((one) => isText(one) || isTellingType(one)));
}

/** `Session` of `Session | null`, of `Readonly<Session>` and of `readonly Session[]`. */
function withoutWrapping(type: TSESTree.TypeNode): TSESTree.TypeNode {
  if (type.type === "TSUnionType") {
    const kept = type.types.filter(({ type: kind }) => kind !== "TSNullKeyword" && kind !== "TSUndefinedKeyword");
    return kept.length === 1 ? withoutWrapping(kept[0]!) : type;
  }
  if (type.type === "TSTypeOperator" && type.operator === "readonly" && type.typeAnnotation) return type.typeAnnotation;
  return innerType(type, /^(?:Readonly|Partial|Required)$/) ?? type;
}

/** `Session` of `Session[]` and of `Array<Session>`. */
function elementType(type: TSESTree.TypeNode): TSESTree.TypeNode | undefined {
  return type.type === "TSArrayType" ? type.elementType : innerType(type, /^(?:Readonly)?(?:Array|Set)$/);
}

function innerType(type: TSESTree.TypeNode, generic: RegExp): TSESTree.TypeNode | undefined {
  const isGeneric = type.type === "TSTypeReference" && type.typeName.type === "Identifier" && generic.test(type.typeName.name);
  return isGeneric ? type.typeArguments?.params[0] : undefined;
}
