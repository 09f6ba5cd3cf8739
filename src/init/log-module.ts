/** What a module offers to log with, told by what it exports. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isAuditFunction } from "../analysis/records/records.js";
import { parseSource, UnparsableFile } from "../parse.js";
import { readSettings } from "../settings.js";
import { openSourceFile, type SourceFile } from "../source-file.js";
import { dottedPath, isFunction, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { isTestFile } from "../vocabulary/file-kinds.js";
import { loggerLibrary } from "../vocabulary/loggers.js";

export interface LogModule {
  readonly emitter?: { readonly name: string; readonly style: "method" | "call" | "object" };
  readonly logger?: { readonly name: string; readonly order: "message-first" | "object-first" | undefined };
  /** It is the module that `init` writes. */
  readonly ours?: boolean;
}

const LEVELS = ["info", "warn", "error"];
const EMITTER = /^(?:securityLog|securityLogger|auditLog|auditLogger|audit)$/;

export function settingsOf(text: string, path: string): LogModule {
  if (isTestFile(path)) return {};
  let file: SourceFile;
  try {
    file = openSourceFile(parseSource(text, path), readSettings(undefined));
  } catch (error) {
    if (error instanceof UnparsableFile) return {};
    throw error;
  }
  const found: { emitter?: LogModule["emitter"]; logger?: LogModule["logger"] } = {};
  for (const [name, value] of exportsOf(file)) {
    const emitter = emitterOf(name, value);
    if (emitter) found.emitter ??= { name, style: emitter };
    if (/^(?:logger|log)$/.test(name) && value && !isFunction(value) && !takesErrorsAlone(value, file)) found.logger ??= { name, order: orderOf(file) };
  }
  return { ...found, ...(text.includes("security-event/1") && { ours: true }) };
}

function emitterOf(name: string, value: Node | undefined): "method" | "call" | undefined {
  if (isFunction(value)) return isAuditFunction(name) && takesNameAndFields(value) ? "call" : undefined;
  return EMITTER.test(name) && value?.type === "ObjectExpression" && hasLevels(value) ? "method" : undefined;
}

/** `auditLog(event, fields)`: any other order is one that no edit can write. */
function takesNameAndFields({ params }: FunctionNode): boolean {
  const names = params.map((param) => (param.type === "Identifier" ? param.name : ""));
  return params.length === 2 && /^(?:event|action|name|type)/i.test(names[0]!) && /^(?:fields|data|details|meta|context|payload|attributes)/i.test(names[1]!);
}

function hasLevels(object: TSESTree.ObjectExpression): boolean {
  const names = object.properties.map((property) => (property.type === "Property" && property.key.type === "Identifier" ? property.key.name : ""));
  return LEVELS.every((level) => names.includes(level));
}

/**
 * `error(message: string, error?: Error)` of the logger's class or object, or `error(tag: string, message: string)`: fields in
 * that place would not compile.
 */
function takesErrorsAlone(value: Node, file: SourceFile): boolean {
  const maker = value.type === "NewExpression" ? unwrap(value.callee) : undefined;
  const made = maker?.type === "Identifier" ? classNamed(maker.name, file) : undefined;
  const members: readonly Node[] = made?.body.body ?? (value.type === "ObjectExpression" ? value.properties : []);
  return members.some((member) => {
    if (!(member.type === "MethodDefinition" || member.type === "Property") || propertyName(member) !== "error") return false;
    const second = isFunction(member.value) ? member.value.params[1] : undefined;
    const type = second?.type === "Identifier" ? second.typeAnnotation?.typeAnnotation : undefined;
    return type?.type === "TSStringKeyword" || (type?.type === "TSTypeReference" && dottedPath(type.typeName as Node)?.join(".") === "Error");
  });
}

function classNamed(name: string, file: SourceFile): TSESTree.ClassDeclaration | undefined {
  const declared = file.view.ast.body.map((statement) => (statement.type === "ExportNamedDeclaration" ? statement.declaration : statement));
  return declared.find((one): one is TSESTree.ClassDeclarationWithName => one?.type === "ClassDeclaration" && one.id?.name === name);
}

function orderOf(file: SourceFile): "message-first" | "object-first" | undefined {
  const order = file.outline.imports.map(({ source }) => loggerLibrary(source.value)?.order).find(Boolean);
  return order === "object-first" || order === "message-first" ? order : undefined;
}

/** Names that the module exports itself, with their values where they stand in it. */
function exportsOf(file: SourceFile): [name: string, value: Node | undefined][] {
  const found: [string, Node | undefined][] = [];
  for (const statement of file.view.ast.body) {
    if (statement.type === "ExpressionStatement") found.push(...commonJsExports(statement.expression, file));
    if (statement.type !== "ExportNamedDeclaration" || statement.exportKind === "type") continue;
    const { declaration } = statement;
    if (declaration?.type === "FunctionDeclaration" && declaration.id) found.push([declaration.id.name, declaration]);
    if (declaration?.type === "VariableDeclaration") {
      for (const { id, init } of declaration.declarations) if (id.type === "Identifier") found.push([id.name, init ? unwrap(init) : undefined]);
    }
    for (const { local, exported } of statement.specifiers) {
      if (exported.type !== "Identifier" || local.type !== "Identifier" || statement.source) continue;
      found.push([exported.name, valueOf(local, file)]);
    }
  }
  return found;
}

/** `module.exports = { securityLog }`, `exports.securityLog = …`. */
function commonJsExports(node: Node, file: SourceFile): [name: string, value: Node | undefined][] {
  if (node.type !== "AssignmentExpression") return [];
  const path = dottedPath(node.left) ?? [];
  const [exported, name, deeper] = path[0] === "module" ? path.slice(1) : path;
  if (exported !== "exports" || deeper !== undefined) return [];
  if (name !== undefined) return [[name, valueOf(node.right, file)]];
  if (path[0] !== "module" || node.right.type !== "ObjectExpression") return [];
  return node.right.properties.flatMap((property): [string, Node | undefined][] => {
    const key = propertyName(property);
    return property.type === "Property" && key !== undefined ? [[key, valueOf(property.value, file)]] : [];
  });
}

/** What stands there, or what the name that stands there was given in this file. */
function valueOf(node: Node, file: SourceFile): Node | undefined {
  const inner = unwrap(node);
  if (inner.type !== "Identifier") return inner;
  const binding = file.bindings.of(inner);
  return binding.kind === "variable" && binding.init ? unwrap(binding.init) : binding.kind === "function" ? binding.fn : undefined;
}
