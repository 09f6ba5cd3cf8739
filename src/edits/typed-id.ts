/**
 * The user's id by a type that the file itself declares: `req.user?.id` of `interface AuthRequest extends Request { user?: { id:
 * string } }`. It is there by that type, whether the file reads it or not.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { isLetIn } from "../analysis/operations/let-in.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { propertyName, type Node } from "../syntax/ast.js";
import { declaredType, membersOf, type TypeMember } from "../syntax/declared-types.js";
import { isFoundOutLater } from "./found-out-later.js";
import { ID } from "./id-reads.js";
import { presenceAt } from "./presence.js";
import { PROVES_WHO, type Recorded } from "./recorded.js";

/** Under which names a request, or what stands beside it, holds who sends it. */
const HOLDER = /^(?:user|currentUser|authUser|viewer)$/;
const ID_BESIDE = /^(?:userId|user_id)$/;

/**
 * @param unnamed what stands for nobody, as it is written
 * @returns undefined where no parameter of the handler has such a type, or the user is known to be missing
 */
export function typedId(
  at: Node,
  handler: HandlerSite,
  { event }: Recorded,
  unnamed: string,
  file: SourceFile,
): string | undefined {
  const fn = handler.fn!;
  // What a server action takes the client has sent; a webhook is a service's; and who signs in is not there yet.
  if (handler.dialect === "action" || event.startsWith("webhook.")) return undefined;
  if (PROVES_WHO.test(event) && !isLetIn(handler, fn, file)) return undefined;
  for (const { name, type, isSure } of fn.params.flatMap((parameter) => typedNames(parameter, file))) {
    const variable = file.bindings.lookUp(name.name, at);
    if (!variable?.defs.some((definition) => (definition.name as Node) === name)) continue;
    const isRequest = name.name === handler.parameters.request;
    const below = isRequest ? idOfRequest(type, file) : HOLDER.test(name.name) ? idIn(type, file) : undefined;
    if (!below) continue;
    const path = [name.name, ...below];
    const holder = path.slice(0, -1).join(".");
    if (isRequest && isFoundOutLater(at, handler, file, below.length > 1 ? below[0] : below.join("."))) continue;
    const here = presenceAt(path, variable, at, fn, file);
    if (here.standing === "absent") continue;
    const whole = path.join(".");
    if (isSure || here.proven.includes(whole) || (path.length > 2 && here.proven.includes(holder))) return whole;
    return `${holder}${holder === handler.parameters.request ? "." : "?."}${path.at(-1)!} ?? ${unnamed}`;
  }
  return undefined;
}

interface TypedName {
  readonly name: TSESTree.Identifier;
  readonly type: TSESTree.TypeNode;
  /** True where the type says that it is there, and nothing has to be left for later to fill in. */
  readonly isSure: boolean;
}

/** `req` of `req: AuthRequest`, and `user` of `{ user }: { user: User }`, with their types. */
function typedNames(parameter: Node, file: SourceFile): TypedName[] {
  const type = "typeAnnotation" in parameter ? (parameter.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation : undefined;
  if (!type) return [];
  if (parameter.type === "Identifier") return [{ name: parameter, type, isSure: false }];
  if (parameter.type !== "ObjectPattern") return [];
  return parameter.properties.flatMap((property) => {
    if (property.type !== "Property" || property.value.type !== "Identifier") return [];
    const field = fieldsOf(type, file).find(({ key }) => key === propertyName(property));
    if (!field?.typeAnnotation) return [];
    return [{ name: property.value, type: field.typeAnnotation, isSure: !field.optional && field.typeAnnotation.type !== "TSUnionType" }];
  });
}

/** `["user", "id"]` of `{ user?: { id: string } }`, and `["userId"]` of `{ userId?: string }`. */
function idOfRequest(type: TSESTree.TypeNode, file: SourceFile): string[] | undefined {
  for (const { key, typeAnnotation } of fieldsOf(type, file)) {
    if (ID_BESIDE.test(key)) return [key];
    const below = HOLDER.test(key) && typeAnnotation ? idIn(typeAnnotation, file) : undefined;
    if (below) return [key, ...below];
  }
  return undefined;
}

function idIn(type: TSESTree.TypeNode, file: SourceFile): string[] | undefined {
  const id = fieldsOf(type, file).find(({ key }) => ID.test(key));
  return id && [id.key];
}

interface Field {
  readonly key: string;
  readonly optional: boolean;
  readonly typeAnnotation: TSESTree.TypeNode | undefined;
}

/** The fields that are written there, or in the type of the file that is named there; of `A & B`, those of both. */
function fieldsOf(type: TSESTree.TypeNode, file: SourceFile): readonly Field[] {
  const { ast } = file.view;
  if (type.type === "TSIntersectionType") return type.types.flatMap((one) => fieldsOf(one, file));
  if (type.type === "TSUnionType") {
    const kept = type.types.filter(({ type: kind }) => kind !== "TSNullKeyword" && kind !== "TSUndefinedKeyword");
    return kept.length === 1 ? fieldsOf(kept[0]!, file) : [];
  }
  if (type.type === "TSTypeReference") {
    if (type.typeArguments || type.typeName.type !== "Identifier") return [];
    const declared = declaredType(type.typeName.name, ast);
    // Types that are joined by name are looked into once: one may be made of itself.
    if (declared?.type === "TSTypeAliasDeclaration" && declared.typeAnnotation.type === "TSIntersectionType")
      return declared.typeAnnotation.types.flatMap((one) => fieldsAmong(membersOf(one, ast)));
  }
  return fieldsAmong(membersOf(type, ast));
}

function fieldsAmong(members: readonly TypeMember[] = []): readonly Field[] {
  return members.flatMap((member) =>
    (member.type === "TSPropertySignature" || member.type === "PropertyDefinition") && member.key.type === "Identifier"
      ? [{ key: member.key.name, optional: member.optional, typeAnnotation: member.typeAnnotation?.typeAnnotation }]
      : [],
  );
}
