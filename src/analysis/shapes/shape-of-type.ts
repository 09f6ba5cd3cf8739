/** The shape of values of a type, as far as it is written in the project. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Shape } from "../../neighbours.js";
import { importedPath } from "../../scope/imported-path.js";
import type { SourceFile } from "../../source-file.js";
import type { Node } from "../../syntax/ast.js";
import { declaredType, type TypeMember } from "../../syntax/declared-types.js";
import { DEPTH, EITHER, eitherOf, fieldOf, mergeShapes, namedObject, NOTHING, objectShape, PLAIN, TELLING, UNKNOWN, withoutNothing } from "./shape.js";

type TypeNode = TSESTree.TypeNode;

export function shapeOfType(type: TypeNode, file: SourceFile, depth = DEPTH): Shape {
  switch (type.type) {
    case "TSNullKeyword":
    case "TSUndefinedKeyword":
    case "TSVoidKeyword":
      return NOTHING;
    case "TSStringKeyword":
    case "TSNumberKeyword":
    case "TSBigIntKeyword":
    case "TSTemplateLiteralType":
      return PLAIN;
    case "TSBooleanKeyword":
      return EITHER;
    case "TSNeverKeyword":
      return [];
    case "TSLiteralType":
      return type.literal.type === "Literal" && isScalar(type.literal.value) ? [{ is: "constant", value: type.literal.value }] : PLAIN;
    case "TSUnionType":
      return eitherOf(type.types.map((one) => shapeOfType(one, file, depth)));
    case "TSIntersectionType":
      return mergeShapes(type.types.map((one) => shapeOfType(one, file, depth)), "declared");
    case "TSTypeLiteral":
      return shapeOfMembers(type.members, undefined, file, depth);
    case "TSIndexedAccessType": {
      const { indexType } = type;
      const key = indexType.type === "TSLiteralType" && indexType.literal.type === "Literal" ? indexType.literal.value : undefined;
      return typeof key === "string" && depth > 0 ? fieldOf(shapeOfType(type.objectType, file, depth), key) : UNKNOWN;
    }
    case "TSTypeReference":
      return depth > 0 ? ofReference(type, file, depth) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** What lies below names that tell of nobody is not looked into. */
function shapeOfMembers(members: readonly TypeMember[], name: string | undefined, file: SourceFile, depth: number): Shape {
  const fields = new Map<string, Shape>();
  let isOpen = false;
  for (const member of members) {
    if (member.type !== "TSPropertySignature" && member.type !== "PropertyDefinition") {
      isOpen ||= member.type === "TSIndexSignature";
      continue;
    }
    const key = member.key.type === "Identifier" && !member.computed ? member.key.name : member.key.type === "Literal" ? String(member.key.value) : undefined;
    if (key === undefined) continue;
    const type = member.typeAnnotation?.typeAnnotation;
    const isLooked = type && (TELLING.test(key) || (type.type !== "TSTypeLiteral" && type.type !== "TSTypeReference"));
    const shape = isLooked ? shapeOfType(type, file, depth - 1) : type?.type === "TSTypeReference" ? ofUnlooked(type) : UNKNOWN;
    fields.set(key, member.optional ? eitherOf([NOTHING, shape]) : shape);
  }
  return objectShape(fields, isOpen ? "open" : "declared", name);
}

/** `response: NextResponse`: an object, whatever it is like. */
function ofUnlooked({ typeName }: TSESTree.TSTypeReference): Shape {
  return typeName.type === "Identifier" ? namedObject(typeName.name) : UNKNOWN;
}

function ofReference(type: TSESTree.TSTypeReference, file: SourceFile, depth: number): Shape {
  const { typeName } = type;
  const given = type.typeArguments?.params ?? [];
  if (typeName.type !== "Identifier") return namedObject(typeName.type === "TSQualifiedName" ? typeName.right.name : "");
  const [first] = given;
  switch (typeName.name) {
    case "Promise":
    case "Awaited":
    case "Readonly":
    case "Required":
      return first ? shapeOfType(first, file, depth) : UNKNOWN;
    case "NonNullable":
      return first ? withoutNothing(shapeOfType(first, file, depth)) : UNKNOWN;
    case "Pick":
    case "Omit":
      return first ? chosenFields(shapeOfType(first, file, depth), typeName.name === "Pick", given[1]) : UNKNOWN;
    case "ReturnType":
      return first ? ofReturnType(first, file) : UNKNOWN;
  }
  return ofNamed(typeName, file, depth);
}

function ofNamed(name: TSESTree.Identifier, file: SourceFile, depth: number): Shape {
  const imported = importedPath(name, file.bindings);
  if (imported) {
    return (
      KNOWN_TYPES.find(([source, exported]) => source.test(imported.source) && exported === imported.path.join("."))?.[2] ??
      file.neighbours.shapeOf(file.view.path, imported.source, imported.path, "type") ??
      namedObject(name.name)
    );
  }
  return shapeOfDeclared(name.name, file, depth) ?? namedObject(name.name);
}

/** Of the type that the file declares under the name; undefined where it declares none. */
export function shapeOfDeclared(name: string, file: SourceFile, depth = DEPTH): Shape | undefined {
  const declared = declaredType(name, file.view.ast);
  switch (declared?.type) {
    case "TSTypeAliasDeclaration": {
      const shape = shapeOfType(declared.typeAnnotation, file, depth);
      return shape.map((kind) => (kind.is === "object" && kind.name === undefined ? { ...kind, name } : kind));
    }
    case "TSInterfaceDeclaration":
      return shapeOfInterface(declared, file, depth);
    case "ClassDeclaration":
      return declared.superClass ? namedObject(name) : shapeOfMembers(declared.body.body, name, file, depth);
    default:
      return undefined;
  }
}

export function shapeOfInterface(declared: TSESTree.TSInterfaceDeclaration, file: SourceFile, depth = DEPTH): Shape {
  const own = shapeOfMembers(declared.body.body, declared.id.name, file, depth);
  if (declared.extends.length === 0) return own;
  const bases = declared.extends.map(({ expression }) =>
    expression.type === "Identifier" && depth > 0 ? ofNamed(expression, file, depth - 1) : UNKNOWN,
  );
  return mergeShapes([own, ...bases, own], "declared");
}

function chosenFields(shape: Shape, keeps: boolean, keys: TypeNode | undefined): Shape {
  const names = (keys?.type === "TSUnionType" ? keys.types : [keys]).flatMap((key) =>
    key?.type === "TSLiteralType" && key.literal.type === "Literal" ? [String(key.literal.value)] : [],
  );
  return shape.map((kind) =>
    kind.is === "object" && names.length > 0
      ? { ...kind, fields: new Map([...kind.fields].filter(([name]) => names.includes(name) === keeps)) }
      : kind,
  );
}

/** `ReturnType<typeof getSession>`, of a function of another file. */
function ofReturnType(type: TypeNode, file: SourceFile): Shape {
  const name = type.type === "TSTypeQuery" && type.exprName.type === "Identifier" ? type.exprName : undefined;
  const imported = name && importedPath(name, file.bindings);
  return (imported && file.neighbours.shapeOf(file.view.path, imported.source, imported.path, "returned")) ?? UNKNOWN;
}

/** What a function of that type takes as the parameter of that number: `(req: Request, user: User) => Response`. */
export function parameterOfType(type: TypeNode, index: number, file: SourceFile): Shape | undefined {
  if (type.type === "TSFunctionType") {
    const parameter = type.params[index];
    const annotation = parameter && typeOfParameter(parameter);
    const shape = annotation && shapeOfType(annotation, file);
    return shape && "optional" in parameter && parameter.optional ? eitherOf([NOTHING, shape]) : shape;
  }
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
  const imported = importedPath(type.typeName, file.bindings);
  if (imported) return file.neighbours.shapeOf(file.view.path, imported.source, imported.path, `parameter ${index}`);
  return parameterOfDeclared(type.typeName.name, index, file);
}

export function parameterOfDeclared(name: string, index: number, file: SourceFile): Shape | undefined {
  const declared = declaredType(name, file.view.ast);
  return declared?.type === "TSTypeAliasDeclaration" && declared.typeAnnotation.type === "TSFunctionType" ? parameterOfType(declared.typeAnnotation, index, file) : undefined;
}

export function typeOfParameter(parameter: Node): TypeNode | undefined {
  const inner = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  return "typeAnnotation" in inner ? (inner.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation : undefined;
}

const BY_ID: Shape = objectShape(new Map([["id", PLAIN]]), "open", "User");

/** Of libraries that people sign in with. */
const KNOWN_TYPES: readonly (readonly [source: RegExp, name: string, shape: Shape])[] = [
  [/supabase-js|auth-js|gotrue-js/, "User", BY_ID],
  [/supabase-js|auth-js|gotrue-js/, "Session", objectShape(new Map([["user", BY_ID]]), "open", "Session")],
  [/^(?:npm:)?firebase-admin/, "DecodedIdToken", objectShape(new Map([["uid", PLAIN]]), "open", "DecodedIdToken")],
];
