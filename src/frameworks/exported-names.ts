/** What a module exports, by name, in every form that ECMAScript and CommonJS have. */
import { dottedPath, propertyName, propertyValue, unwrap, type CallNode, type Node } from "../syntax/ast.js";
import type { SourceFile } from "../source-file.js";
import { foundOnce } from "../syntax/kept-with.js";

export interface ExportedName {
  readonly name: string;
  /** Where the name stands in the export, to point at. */
  readonly place: Node;
  /** The expression, declaration or local identifier exported; undefined for a re-export or a destructuring. */
  readonly value: Node | undefined;
}

/** All exports of the file that exist at run time; a default export is called `default`. */
export const exportedNames: (file: SourceFile) => readonly ExportedName[] = foundOnce(collectNames);

function collectNames(file: SourceFile): ExportedName[] {
  const names: ExportedName[] = [];
  for (const node of file.outline.exports) {
    if (node.type === "ExportDefaultDeclaration") {
      const declaration = node.declaration as Node;
      const place = "id" in declaration && declaration.id ? (declaration.id as Node) : declaration;
      names.push({ name: "default", place, value: declaration });
    } else if (node.type === "TSExportAssignment") {
      names.push({ name: "default", place: node.expression, value: node.expression });
    } else if (node.type === "ExportNamedDeclaration" && node.exportKind !== "type") {
      if (node.declaration) collectDeclared(node.declaration, names, file);
      for (const specifier of node.specifiers) {
        if (specifier.exportKind === "type") continue;
        const name = specifier.exported.type === "Identifier" ? specifier.exported.name : String(specifier.exported.value);
        names.push({ name, place: specifier.exported, value: node.source ? undefined : specifier.local });
      }
    }
  }
  for (const assignment of file.outline.assignments) collectCommonJs(assignment.left, assignment.right, names);
  for (const call of file.outline.calls) collectAssigned(call, names);
  return names;
}

function collectDeclared(declaration: Node, names: ExportedName[], file: SourceFile): void {
  if ((declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") && declaration.id) {
    names.push({ name: declaration.id.name, place: declaration.id, value: declaration });
  } else if (declaration.type === "VariableDeclaration") {
    for (const declarator of declaration.declarations)
      collectDeclarator(declarator.id, declarator.init ?? undefined, names, file);
  }
}

function collectDeclarator(id: Node, init: Node | undefined, names: ExportedName[], file: SourceFile): void {
  if (id.type === "Identifier") {
    names.push({ name: id.name, place: id, value: init });
  } else if (id.type === "ObjectPattern") {
    for (const property of id.properties) {
      const bound = property.type === "Property" ? property.value : property.argument;
      const local = bound.type === "AssignmentPattern" ? bound.left : bound;
      if (local.type !== "Identifier") continue;
      names.push({ name: local.name, place: local, value: taken(init, propertyName(property), file) });
    }
  }
}

/** `export const { GET } = { GET: handler }`, the object standing there or in a constant. */
function taken(init: Node | undefined, name: string | undefined, file: SourceFile): Node | undefined {
  if (!init || name === undefined) return undefined;
  return propertyValue(unwrap(file.bindings.declaredValue(init) ?? init), name);
}

function collectCommonJs(left: Node, right: Node, names: ExportedName[]): void {
  const path = dottedPath(left);
  if (!path) return;
  const [root, second] = path;
  if (root === "exports" && path.length === 2) names.push({ name: second!, place: left, value: right });
  if (root !== "module" || second !== "exports") return;
  if (path.length === 3) names.push({ name: path[2]!, place: left, value: right });
  if (path.length !== 2) return;
  names.push({ name: "default", place: left, value: right });
  collectProperties(unwrap(right), names);
}

/** `Object.assign(module.exports, { login })`. */
function collectAssigned(call: CallNode, names: ExportedName[]): void {
  if (call.arguments.length < 2 || dottedPath(call.callee)?.join(".") !== "Object.assign") return;
  const [target, ...given] = call.arguments.map(unwrap);
  const to = dottedPath(target!)?.join(".");
  if (to === "module.exports" || to === "exports") for (const value of given) collectProperties(value, names);
}

function collectProperties(value: Node, names: ExportedName[]): void {
  if (value.type !== "ObjectExpression") return;
  for (const property of value.properties) {
    const name = propertyName(property);
    if (name !== undefined && property.type === "Property") names.push({ name, place: property.key, value: property.value });
  }
}
