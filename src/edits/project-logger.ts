/** Which logger an edit writes to: the request's own, the one that the file has, else the one that the settings name. */
import type { TSESLint } from "@typescript-eslint/utils";
import { recordOf } from "../analysis/records/records.js";
import { isLoggerName } from "../analysis/records/which-logger.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Binding } from "../scope/bindings.js";
import type { ArgumentOrder } from "../settings.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isInside, memberName, unwrap, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { keptWith } from "../syntax/kept-with.js";
import { LEVEL_METHODS, loggerLibrary, type LoggerOrder } from "../vocabulary/loggers.js";
import { AUDIT_OBJECT } from "../vocabulary/record-names.js";
import { localName, type LocalName } from "./import-name.js";
import { inBraces, type TextStyle } from "./text-style.js";

/** How the logger is called at a place, what must be imported for it, and the order of its arguments. */
export interface ProjectLogger extends LocalName {
  readonly order: LoggerOrder | ArgumentOrder;
}

/** The logger for a record at that place. */
export function projectLogger(file: SourceFile, at: Node, handler: HandlerSite | undefined): ProjectLogger {
  const { import: module, name, order } = file.settings.logger;
  const found =
    loggerOfRequest(file, at, handler) ??
    loggersOfFile(file).find((logger) => file.bindings.lookUp(logger.text, at) === logger.variable);
  return found ?? { ...localName(module, name, file, at), order };
}

/** `req.log`, where the handler uses it already. */
function loggerOfRequest(file: SourceFile, at: Node, handler: HandlerSite | undefined): ProjectLogger | undefined {
  const request = handler?.parameters.request;
  if (request === undefined || !handler?.fn || !isInside(at, handler.fn)) return undefined;
  const text = `${request}.log`;
  let isUsed = usedOfRequests.get(handler);
  if (isUsed === undefined) {
    isUsed = nodesIn(file.outline.members, handler.fn).some(
      (member) => LEVEL_METHODS.has(memberName(member) ?? "") && dottedPath(member.object)?.join(".") === text,
    );
    usedOfRequests.set(handler, isUsed);
  }
  return isUsed ? { text, needs: [], order: "object-first" } : undefined;
}

/** Of each handler, whether it writes to its request's logger: it is asked for every record that goes into it. */
const usedOfRequests = keptWith<HandlerSite, boolean>();

interface FileLogger extends ProjectLogger {
  readonly variable: TSESLint.Scope.Variable;
}

const known = keptWith<SourceFile, readonly FileLogger[]>();

/** The loggers that the file imports or makes at its top level; one that the settings name comes first. */
function loggersOfFile(file: SourceFile): readonly FileLogger[] {
  let loggers = known.get(file);
  if (!loggers) {
    const names = new Set([file.settings.logger.name, "logger", "log"]);
    for (const declaration of file.outline.imports) for (const { local } of declaration.specifiers) names.add(local.name);
    const others = writtenTo(file);
    loggers = [...names, ...others].flatMap((name) => (isLoggerName(name) && !/^[A-Z]/.test(name)) || others.has(name) ? loggerNamed(name, file) ?? [] : []);
    known.set(file, loggers);
  }
  return loggers;
}

/** Loggers whose names do not say so, and that the file writes lines to: `const out = pino()`. */
function writtenTo(file: SourceFile): ReadonlySet<string> {
  const names = file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || call.callee.object.type !== "Identifier") return [];
    const { name } = call.callee.object;
    return isLoggerName(name) || recordOf(call, file)?.strength !== "log" ? [] : [name];
  });
  return new Set(names);
}

function loggerNamed(name: string, file: SourceFile): FileLogger | undefined {
  if (isAuditEmitter(name, file)) return undefined;
  const variable = file.bindings.topLevel(name);
  const binding = variable && file.bindings.describe(variable);
  if (!binding) return undefined;
  const known = libraryOrder(binding, file);
  const order = known ?? orderInUse(name, file) ?? file.settings.logger.order;
  if (!known && (takesOnlyOthers(name, file) || takesErrorsOnly(binding, file))) return undefined;
  return isLogger(binding) ? { text: name, needs: [], order, variable } : undefined;
}

/** The audit emitter is for events, not for lines of all kinds. */
function isAuditEmitter(name: string, file: SourceFile): boolean {
  return name === file.settings.emitter.name || AUDIT_OBJECT.test(name);
}

const ACCESS_LOG =
  /^(?:morgan|hono\/logger|koa-logger|pino-http|express-pino-logger|express-winston|koa-pino-logger|redux-logger)$/;

/** `log` may be a function, a model or `Math.log`: it must be used as a logger, or come from a place that says so. */
function isLogger(binding: Binding): boolean {
  if (binding.kind !== "import" && binding.kind !== "variable") return false;
  const { references } = binding.variable;
  if (references.some(({ identifier }) => isLevelCall(identifier as Node))) return true;
  // `insertRunLog({ … })` is a function that writes a log, and has no levels.
  if (references.some(({ identifier }) => isCalled(identifier as Node))) return false;
  if (binding.kind === "variable") {
    const init = binding.init && unwrap(binding.init);
    const isMade = init?.type === "CallExpression" || init?.type === "NewExpression";
    return (
      isMade &&
      binding.pattern === undefined &&
      (dottedPath(init.callee) ?? []).some((name) => /log|pino|winston|bunyan|consola/i.test(name))
    );
  }
  if (ACCESS_LOG.test(binding.source) || isTypeOnly(binding.node)) return false;
  return (
    loggerLibrary(binding.source) !== undefined ||
    (binding.imported !== "*" && /log(?:ger|ging)?s?(?:\.[cm]?[jt]s)?$/i.test(binding.source))
  );
}

function isTypeOnly(specifier: Node): boolean {
  return (
    (specifier.type === "ImportSpecifier" && specifier.importKind === "type") ||
    (specifier.parent?.type === "ImportDeclaration" && specifier.parent.importKind === "type")
  );
}

function isCalled(use: Node): boolean {
  return use.parent?.type === "CallExpression" && use.parent.callee === use;
}

/** `logger` in `logger.warn(…)`. */
function isLevelCall(use: Node): boolean {
  const { parent } = use as { parent?: Node };
  return (
    parent?.type === "MemberExpression" &&
    parent.object === use &&
    LEVEL_METHODS.has(memberName(parent) ?? "") &&
    parent.parent.type === "CallExpression"
  );
}

function libraryOrder(binding: Binding, file: SourceFile): LoggerOrder | undefined {
  if (binding.kind === "import") return loggerLibrary(binding.source)?.order;
  if (binding.kind !== "variable" || !binding.init) return undefined;
  let inner = unwrap(binding.init);
  while (inner.type === "CallExpression" || inner.type === "NewExpression" || inner.type === "MemberExpression") {
    inner = unwrap(inner.type === "MemberExpression" ? inner.object : inner.callee);
  }
  const made = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  return made?.kind === "import" ? loggerLibrary(made.source)?.order : undefined;
}

interface CallWithMore {
  readonly level: string;
  readonly given: readonly Node[];
}

/** The file's calls of that logger with a message and something beside it. */
function callsWithMore(name: string, file: SourceFile): readonly CallWithMore[] {
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || call.arguments.length < 2) return [];
    const object = unwrap(call.callee.object);
    const level = memberName(call.callee) ?? "";
    if (object.type !== "Identifier" || object.name !== name || !LEVEL_METHODS.has(level)) return [];
    return [{ level, given: call.arguments.map((argument) => unwrap(argument)) }];
  });
}

/** The order in which the file's other calls of that logger pass message and fields. */
function orderInUse(name: string, file: SourceFile): ArgumentOrder | undefined {
  const first = callsWithMore(name, file)[0]?.given[0];
  if (first?.type === "Literal" || first?.type === "TemplateLiteral") return "message-first";
  return first?.type === "ObjectExpression" ? "object-first" : undefined;
}

/**
 * True when the file's TypeScript passes some method of that logger an error or the like beside the message, and fields never:
 * its types may take an Error there and nothing else (`logger.error("x", error as Error)`), whatever its other methods take.
 */
function takesOnlyOthers(name: string, file: SourceFile): boolean {
  if (!/\.[cm]?tsx?$/.test(file.view.path)) return false;
  const calls = callsWithMore(name, file);
  const takesFields = new Set(calls.filter(({ given }) => given.slice(0, 2).some(({ type }) => type === "ObjectExpression")).map(({ level }) => level));
  return calls.some(({ level }) => !takesFields.has(level));
}

/** By the logger's own file, where it can be asked: `error(message: string, error?: Error)` takes no fields. */
function takesErrorsOnly(binding: Binding, file: SourceFile): boolean {
  if (binding.kind !== "import" || binding.imported === "*") return false;
  const [, second] = file.neighbours.exportOf(file.view.path, binding.source, [binding.imported, "error"])?.parameterTypes ?? [];
  return second !== undefined && /^(?:\w*(?:Error|Exception)|string|number|boolean)(?:\s*\|\s*(?:\w*(?:Error|Exception)|string|number|boolean|null|undefined))*$/.test(second.trim());
}

/** The name of the field that takes a failure: pino and its like write an Error's message and stack only under `err`. */
export function errorField({ order }: ProjectLogger): "err" | "error" {
  return order === "object-first" ? "err" : "error";
}

/**
 * `logger.error("x failed", { error })` in the logger's own order.
 * @param message source text of the message
 * @param fields the properties' texts, or the text of an object literal that has them all
 */
export function loggerCall(
  { text, order }: ProjectLogger,
  level: string,
  message: string,
  fields: readonly string[] | string,
  style: TextStyle,
): string {
  const object = typeof fields === "string" ? fields : fields.length === 0 ? undefined : inBraces(fields, style);
  const call = `${text}.${level}`;
  switch (order) {
    case "object-first":
      return object === undefined ? `${call}(${message})` : `${call}(${object}, ${message})`;
    case "object-only":
      return `${call}(${inBraces([`message: ${message}`, ...(typeof fields === "string" ? [`...${fields}`] : fields)], style)})`;
    default:
      return object === undefined ? `${call}(${message})` : `${call}(${message}, ${object})`;
  }
}
