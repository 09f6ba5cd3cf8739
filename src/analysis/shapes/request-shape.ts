/** What middleware leaves of the caller at a request of Express: by the types that are added to it, and by what is assigned. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Shape } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, isNullish, memberName } from "../../syntax/ast.js";
import { eitherOf, fieldOf, NOTHING, objectShape, TELLING, UNKNOWN } from "./shape.js";
import { shapeOfInterface } from "./shape-of-type.js";
import { shapeOfValue } from "./shape-of-value.js";

/** Text of a file that may add types to the request. */
export const ADDS_TO_REQUEST = /\bnamespace\s+Express\b|\bmodule\s+["']express(?:-serve-static-core)?["']/;
/** Text of a file that may leave the caller there. */
export const LEAVES_CALLER = /\breq(?:uest)?\.(?:user|userId|user_id|auth|currentUser)\s*=[^=]/;

const LEFT = /^(?:user|userId|user_id|auth|currentUser)$/;

/** `declare global { namespace Express { interface Request { user?: User } } }`, and the `User` of that namespace. */
export function declaredAtRequest(file: SourceFile): Shape | undefined {
  const added = file.view.ast.body.flatMap((statement) => interfacesAdded(statement));
  const requests = added.filter(({ id }) => id.name === "Request").map((one) => shapeOfInterface(one, file));
  const users = added.filter(({ id }) => id.name === "User").map((one) => shapeOfInterface(one, file));
  const fields = new Map<string, Shape>();
  for (const [only] of requests) if (only?.is === "object") for (const [key, field] of only.fields) fields.set(key, field);
  const user = fields.get("user");
  const isOfNamespace = user === undefined || user.some((kind) => kind.is === "object" && kind.name === "User" && kind.fields.size === 0);
  if (users.length > 0 && isOfNamespace) fields.set("user", eitherOf([NOTHING, ...users]));
  return fields.size === 0 ? undefined : objectShape(fields, "open");
}

/** Of `declare global`, `declare namespace Express` and `declare module "express-serve-static-core"`. */
function interfacesAdded(statement: TSESTree.Node): TSESTree.TSInterfaceDeclaration[] {
  const declared = statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement;
  if (declared.type === "TSInterfaceDeclaration") return [declared];
  if (declared.type !== "TSModuleDeclaration" || !declared.body || !("body" in declared.body)) return [];
  const { id } = declared;
  const name = id.type === "Identifier" ? id.name : id.type === "Literal" ? id.value : "";
  if (!/^(?:global|Express|express|express-serve-static-core)$/.test(name)) return [];
  return declared.body.body.flatMap((inner) => (name === "global" && inner.type === "TSInterfaceDeclaration" ? [] : interfacesAdded(inner)));
}

/** `req.user = decoded`, with what the file reads of either. */
export function leftAtRequest(file: SourceFile): Shape | undefined {
  const fields = new Map<string, Shape>();
  for (const { left, right, operator } of file.outline.assignments) {
    const path = dottedPath(left);
    if (operator !== "=" || path?.length !== 2 || !/^req(?:uest)?$/.test(path[0]!) || !LEFT.test(path[1]!) || isNullish(right)) continue;
    const given = shapeOfValue(right, file);
    const shape = given.every(({ is }) => is === "unknown" || is === "nothing") ? readAtRequest(path, file) : given;
    fields.set(path[1]!, eitherOf([...(fields.get(path[1]!) ?? NOTHING), ...shape].map((kind) => [kind])));
  }
  return fields.size === 0 ? undefined : objectShape(fields, "open");
}

/** What the file reads of `req.user`, in whatever function. */
function readAtRequest(path: readonly string[], file: SourceFile): Shape {
  const read = new Map<string, Shape>();
  for (const member of file.outline.members) {
    const name = memberName(member);
    if (name !== undefined && TELLING.test(name) && dottedPath(member.object)?.join(".") === path.join(".")) read.set(name, UNKNOWN);
  }
  return read.size === 0 ? UNKNOWN : objectShape(read, "open");
}

/** Of several files: all of what is declared there, and for each field either of what they leave in it. */
export function joinRequests(shapes: readonly Shape[]): Shape | undefined {
  const names = new Set(shapes.flatMap(([only]) => (only?.is === "object" ? [...only.fields.keys()] : [])));
  if (names.size === 0) return undefined;
  const having = (name: string): Shape[] => shapes.filter(([only]) => only?.is === "object" && only.fields.has(name)).map((shape) => fieldOf(shape, name));
  return objectShape(new Map([...names].map((name) => [name, eitherOf(having(name))])), "open");
}
