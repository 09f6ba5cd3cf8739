/** Which logger an edit writes to: the one that the file has, else the one that the settings name. */
import { isLoggerName } from "../analysis/records.js";
import type { ArgumentOrder } from "../settings.js";
import type { SourceFile } from "../source-file.js";
import { memberName, unwrap, type Node } from "../syntax/ast.js";
import { LEVEL_METHODS, loggerLibrary, type LoggerOrder } from "../vocabulary/loggers.js";
import { AUDIT_OBJECT } from "../vocabulary/record-names.js";
import { localName, type LocalName } from "./import-name.js";

export interface ProjectLogger extends LocalName {
  readonly order: LoggerOrder | ArgumentOrder;
}

const known = new WeakMap<SourceFile, ProjectLogger>();

export function projectLogger(file: SourceFile): ProjectLogger {
  let logger = known.get(file);
  if (!logger) known.set(file, (logger = loggerOfFile(file) ?? loggerOfSettings(file)));
  return logger;
}

function loggerOfSettings(file: SourceFile): ProjectLogger {
  const { import: module, name, order } = file.settings.logger;
  return { ...localName(module, name, file), order };
}

/** A logger that the file imports or makes at its top level. */
function loggerOfFile(file: SourceFile): ProjectLogger | undefined {
  for (const declaration of file.outline.imports) {
    if (declaration.importKind === "type") continue;
    for (const specifier of declaration.specifiers) {
      const { name } = specifier.local;
      if (specifier.type === "ImportNamespaceSpecifier" || !isLoggerName(name) || isAuditEmitter(name, file)) continue;
      if (specifier.type === "ImportSpecifier" && specifier.importKind === "type") continue;
      const order = loggerLibrary(declaration.source.value)?.order ?? orderInUse(name, file);
      if (order || !/^[A-Z]/.test(name)) return { text: name, needs: [], order: order ?? file.settings.logger.order };
    }
  }
  for (const name of ["logger", "log"]) {
    const variable = file.bindings.topLevel(name);
    const binding = variable && file.bindings.describe(variable);
    if (binding?.kind === "variable" && binding.init) return { text: name, needs: [], order: libraryOrder(binding.init, file) ?? orderInUse(name, file) ?? file.settings.logger.order };
    if (binding?.kind === "import") return { text: name, needs: [], order: loggerLibrary(binding.source)?.order ?? orderInUse(name, file) ?? file.settings.logger.order };
  }
  return undefined;
}

/** The audit emitter is for events, not for lines of all kinds. */
function isAuditEmitter(name: string, file: SourceFile): boolean {
  return name === file.settings.emitter.name || AUDIT_OBJECT.test(name);
}

function libraryOrder(init: Node, file: SourceFile): LoggerOrder | undefined {
  let inner = unwrap(init);
  while (inner.type === "CallExpression" || inner.type === "NewExpression" || inner.type === "MemberExpression") {
    inner = unwrap(inner.type === "MemberExpression" ? inner.object : inner.callee);
  }
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  return binding?.kind === "import" ? loggerLibrary(binding.source)?.order : undefined;
}

/** The order in which the file's other calls of that logger pass message and fields. */
function orderInUse(name: string, file: SourceFile): ArgumentOrder | undefined {
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || call.arguments.length < 2) continue;
    const object = unwrap(call.callee.object);
    if (object.type !== "Identifier" || object.name !== name || !LEVEL_METHODS.has(memberName(call.callee) ?? "")) continue;
    const first = unwrap(call.arguments[0]!);
    return first.type === "Literal" || first.type === "TemplateLiteral" ? "message-first" : first.type === "ObjectExpression" ? "object-first" : undefined;
  }
  return undefined;
}

/** `logger.error("x failed", { error })` in the logger's own order. `message` is source text; `fields` are property texts. */
export function loggerCall(logger: ProjectLogger, level: string, message: string, fields: readonly string[]): string {
  const object = fields.length === 0 ? undefined : `{ ${fields.join(", ")} }`;
  const call = `${logger.text}.${level}`;
  switch (logger.order) {
    case "object-first":
      return object ? `${call}(${object}, ${message})` : `${call}(${message})`;
    case "object-only":
      return `${call}({ ${[`message: ${message}`, ...fields].join(", ")} })`;
    default:
      return object ? `${call}(${message}, ${object})` : `${call}(${message})`;
  }
}

