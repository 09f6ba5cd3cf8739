/**
 * What a value's use tells when neither its source nor its type does: a value that fields are read from is an object, no
 * secret by its own name; and when one of these fields is a secret, the object as a whole carries it.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { memberName, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { classifySecretName } from "../../vocabulary/secret-words.js";
import { isTellingType } from "./cleared-values.js";
import type { Trace } from "./secret-trace.js";
import { OPAQUE, type Value } from "./secret-value.js";
import { usesOf } from "./variable-uses.js";

type Variable = TSESLint.Scope.Variable;

const foundIn = foundOnce((_: SourceFile) => new Map<Variable, Value | undefined>());

/** @param type what the variable is declared as */
export function valueByUse(variable: Variable, type: TSESTree.TypeNode | undefined, trace: Trace): Value | undefined {
  const found = foundIn(trace.file);
  if (!found.has(variable)) found.set(variable, findByUse(variable, type, trace));
  return found.get(variable);
}

const STRING_MEMBERS =
  /^(?:length|trim\w*|toString|slice|substr|substring|split|replace|replaceAll|includes|startsWith|endsWith|indexOf|toLowerCase|toUpperCase|match|at|charAt|padStart|padEnd|concat|test|normalize|value|current|search)$/;

function findByUse(variable: Variable, type: TSESTree.TypeNode | undefined, trace: Trace): Value | undefined {
  if (type && isListOfTexts(type) && !NAMES_NAMES.test(variable.name)) return undefined;
  const fields = new Map<string, Value>();
  let isObject = type !== undefined && isObjectType(type);
  for (const member of usesOf(variable).members) {
    const name = memberName(member);
    if (name === undefined || STRING_MEMBERS.test(name)) continue;
    isObject = true;
    const verdict = classifySecretName(name, trace.file.settings);
    if (!verdict || "safe" in verdict || verdict.weak || verdict.class === "cookie") continue;
    if (member.parent?.type === "CallExpression" && member.parent.callee === member) continue;
    if (member.parent?.type === "MemberExpression" && member.parent.object === member) continue;
    if (isWritten(member) || VOCABULARY_OWNER.test(variable.name)) continue;
    fields.set(name, trace.byName(name, member));
  }
  if (!isObject || /^(?:password|credentials?|creds)$/i.test(variable.name)) return undefined;
  return { kind: "object", fields, rest: [OPAQUE] };
}

/** `passwords: string[]`: what is asked of it (`join`, `map`) is asked of a list, and its elements are what its name says. */
function isListOfTexts(type: TSESTree.TypeNode): boolean {
  switch (type.type) {
    case "TSTypeOperator":
      return type.typeAnnotation !== undefined && isListOfTexts(type.typeAnnotation);
    case "TSArrayType":
      return type.elementType.type === "TSStringKeyword";
    case "TSTypeReference": {
      const { typeName, typeArguments } = type;
      const isList = typeName.type === "Identifier" && /^(?:Readonly)?(?:Array|Set)$/.test(typeName.name);
      return isList && typeArguments?.params[0]?.type === "TSStringKeyword";
    }
    default:
      return false;
  }
}

/** `requiredSecrets: string[]`: as often the names by which they are looked up. */
const NAMES_NAMES = /secrets$/i;

/** Values whose fields are messages, rules or settings of a form, not the data. */
const VOCABULARY_OWNER =
  /errors?$|schema|messages?|labels?|form$|state$|props$|styles?|touched|theme|^e$|^t$|rules?$|usage|store$|context$|client$|service$|api$|module$|exports$|config$/i;

function isWritten(member: Node): boolean {
  const parent = member.parent;
  return (
    (parent?.type === "AssignmentExpression" && parent.left === member) ||
    (parent?.type === "UnaryExpression" && parent.operator === "delete")
  );
}

function isObjectType(type: TSESTree.TypeNode): boolean {
  if (type.type === "TSTypeReference")
    return type.typeName.type !== "Identifier" || !/^(?:Promise|Readonly|string|ReturnType|Awaited)$/i.test(type.typeName.name);
  return type.type === "TSUnionType"
    ? type.types.every((one) => isObjectType(one) || isTellingType(one))
    : type.type === "TSFunctionType";
}
