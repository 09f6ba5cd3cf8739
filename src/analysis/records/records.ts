/**
 * Which calls leave something behind, and how much it is worth: an audit event, a logger line, an error report, or only
 * console. A name is asked for its binding first: what the file binds to something else is no record by its spelling.
 */
import { keptWith } from "../../syntax/kept-with.js";
import { CONSOLE_METHODS, LEVEL_METHODS, OWN_METHODS, type LoggerLibrary } from "../../vocabulary/loggers.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import {
  ACCESS_LOGS,
  ACTION_FUNCTION,
  ANALYTICS_OBJECT,
  AUDIT_FUNCTION,
  AUDIT_METHOD,
  AUDIT_MODULE,
  AUDIT_OBJECT,
  ERROR_REPORTERS,
  NOT_AUDIT_FUNCTION,
  QUEUE_METHOD,
  REPORTS_ERROR,
} from "../../vocabulary/record-names.js";
import type { Binding } from "../../scope/bindings.js";
import type { SourceFile } from "../../source-file.js";
import type { NamePattern } from "../../settings.js";
import { calleeName, chainRoot, dottedPath, memberName, memberOrPrivateName, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { judgedByName } from "../../syntax/judged-by-name.js";
import { splitWords } from "../../syntax/names.js";
import type { TSESTree } from "@typescript-eslint/utils";
import { hasActorAndOutcome, structuredConsole } from "./actor-and-outcome.js";
import { auditTableWrite, callsAuditProcedure, sendsAudit } from "./audit-writes.js";
import { isConsole } from "./console-object.js";
import { record, type RecordCall } from "./record-call.js";
import { mayWriteTable } from "./table-writes.js";
import { importsLoggerModule, isFromLoggerModule, isLoggerName, libraryOf, loggerInChain, makerOf, usesLoggerLibrary } from "./which-logger.js";

/**
 * What a call records by itself, or undefined. Functions of the same file that record for their caller are not asked
 * here: that needs their bodies (see function-records.ts).
 */
export function recordOf(call: CallNode, file: SourceFile): RecordCall | undefined {
  if (call.type === "NewExpression") return undefined;
  const known = cacheOf(file);
  if (known.has(call)) return known.get(call);
  const found = classify(call, file);
  known.set(call, found);
  return found;
}

const caches = keptWith<SourceFile, Map<CallNode, RecordCall | undefined>>();

function cacheOf(file: SourceFile): Map<CallNode, RecordCall | undefined> {
  let known = caches.get(file);
  if (!known) caches.set(file, (known = new Map()));
  return known;
}

function classify(call: TSESTree.CallExpression, file: SourceFile): RecordCall | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return classifyFunction(call, callee, file) ?? (/Doc$/.test(callee.name) ? auditTableWrite(call, callee.name, file) : undefined);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (method === undefined) return undefined;
  return classifyMethod(call, callee, method, file);
}

function classifyFunction(call: TSESTree.CallExpression, callee: TSESTree.Identifier, file: SourceFile): RecordCall | undefined {
  const { name } = callee;
  if (!couldRecord(name, file) && !couldRecord(renamedImports(file).get(name) ?? "", file)) return undefined;
  const binding = file.bindings.of(callee);
  const spelled = binding.kind === "import" && binding.imported !== "default" && binding.imported !== "*" ? binding.imported : name;
  if (isConfigured(file.settings.auditFunctions, name) || isEmitter(spelled, binding, file)) return record(call, "audit", name);
  if (isConfigured(file.settings.loggers, name)) return record(call, "log", name);
  if (isConfigured(file.settings.errorHandlers, name)) return record(call, "log", name);
  if (binding.kind === "function" || binding.kind === "class" || binding.kind === "caught") return undefined;
  if (isAuditFunction(spelled) && !isOtherValue(binding)) return record(call, "audit", name);
  if (isToldAction(call, spelled) && !isOtherValue(binding)) return record(call, "audit", name);
  if (binding.kind === "import" && (ERROR_REPORTERS.has(spelled) || REPORTS_ERROR.test(spelled))) return record(call, "reporter", name);
  if (binding.kind === "import" && ACCESS_LOGS.has(binding.source)) return undefined;
  if (binding.kind === "import" && LEVEL_METHODS.has(spelled) && isFromLoggerModule(callee, file)) return record(call, "log", spelled);
  if ((binding.kind === "import" || isHandedIn(binding, file)) && isLogFunctionName(spelled)) {
    return record(call, binding.kind === "import" && AUDIT_MODULE.test(binding.source) ? "audit" : "log", name);
  }
  return undefined;
}

/** A parameter, or what is taken out of one: `const { onLog = () => {} } = options`. */
function isHandedIn(binding: Binding, file: SourceFile): boolean {
  if (binding.kind === "parameter") return true;
  const from = binding.kind === "variable" && binding.pattern ? binding.init && unwrap(binding.init) : undefined;
  return from?.type === "Identifier" && file.bindings.of(from).kind === "parameter";
}

function isEmitter(name: string, binding: Binding, file: SourceFile): boolean {
  const { emitter } = file.settings;
  return emitter.style !== "method" && name === emitter.name && (binding.kind === "import" || binding.kind === "global");
}

/** A quick look at the spelling alone, so that scopes are not asked for calls that no vocabulary knows. */
export function couldRecord(name: string, file: SourceFile): boolean {
  return (
    saysRecord(name) ||
    // `import { error } from "./lib/logger"`.
    (LEVEL_METHODS.has(name) && importsLoggerModule(file)) ||
    name === file.settings.emitter.name ||
    isConfigured(file.settings.auditFunctions, name) ||
    isConfigured(file.settings.loggers, name) ||
    isConfigured(file.settings.errorHandlers, name)
  );
}

const saysRecord = judgedByName((name) => /log|audit|record|report|capture|track|debug|activity|security|event|notify/i.test(name));

/** The methods by which anything that classifyMethod knows may be recorded; a configured name may be any. */
const mayBeRecordMethod = judgedByName(
  (method) =>
    mayWriteTable(method) ||
    QUEUE_METHOD.test(method) ||
    method === "rpc" ||
    LEVEL_METHODS.has(method) ||
    CONSOLE_METHODS.has(method) ||
    AUDIT_METHOD.test(method) ||
    isAuditFunction(method) ||
    [...ERROR_REPORTERS].some((reporter) => reporter.split(".").at(-1) === method),
);

const renames = keptWith<SourceFile, ReadonlyMap<string, string>>();

/** `import { logAudit as write }`: the exporting module's name for each import that has another one here. */
function renamedImports(file: SourceFile): ReadonlyMap<string, string> {
  let known = renames.get(file);
  if (!known) {
    const names = new Map<string, string>();
    for (const { specifiers } of file.outline.imports) {
      for (const specifier of specifiers) {
        if (specifier.type !== "ImportSpecifier") continue;
        const { local, imported } = specifier;
        const exported = imported.type === "Identifier" ? imported.name : String(imported.value);
        if (exported !== local.name) names.set(local.name, exported);
      }
    }
    renames.set(file, (known = names));
  }
  return known;
}

export const isAuditFunction = judgedByName((name) => AUDIT_FUNCTION.test(name) && !NOT_AUDIT_FUNCTION.test(name));

/** `logAdminAction(id, "BAN")`, `logAction({ userId, action: "PET_DELETED" })`; not `logAction("clicked")`. */
function isToldAction(call: TSESTree.CallExpression, name: string): boolean {
  const form = ACTION_FUNCTION.exec(name);
  if (!form) return false;
  const saysWhose = form[1] !== undefined;
  if (saysWhose) return true;
  return call.arguments.some((argument) => {
    const names = argument.type === "ObjectExpression" ? argument.properties.map((property) => propertyName(property) ?? "") : [];
    return [FIELD_ALIASES.actor_id, FIELD_ALIASES.event].every((aliases: readonly string[]) =>
      names.some((field) => aliases.includes(field)),
    );
  });
}

/** `const securityLog = 3`, `const log = Math.log`: bound in the file to something that no emitter could be. */
function isOtherValue(binding: Binding): boolean {
  if (binding.kind !== "variable" || !binding.init || binding.pattern) return false;
  return !mayBeEmitter(unwrap(binding.init));
}

/** Also where it is one of several: `request.log?.child({ part }) ?? moduleLogger`. */
function mayBeEmitter(value: Node): boolean {
  const sides = value.type === "LogicalExpression" ? [value.left, value.right] : value.type === "ConditionalExpression" ? [value.consequent, value.alternate] : undefined;
  if (sides) return sides.some((side) => mayBeEmitter(unwrap(side)));
  return value.type === "CallExpression" || value.type === "NewExpression" || value.type === "MemberExpression" || value.type === "ObjectExpression";
}

/** `logError`, `log`, `debugLog`, `onLog`: the name of an imported function, or of one that is handed in, says that it logs. */
function isLogFunctionName(name: string): boolean {
  const words = splitWords(name);
  if (words.length === 1) return words[0] === "log" || words[0] === "logger";
  const last = words.at(-1)!;
  if (words[0] === "log") return last !== "in" && last !== "out" && !words.includes("event");
  // `onShowAuditLog` opens a list.
  return last === "log" && (words[0] === "on" ? words.length === 2 : /^(?:debug|error|server|safe|write|print|app|api|dev)$/.test(words[0]!));
}

function classifyMethod(
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  method: string,
  file: SourceFile,
): RecordCall | undefined {
  const isOfLibrary = OWN_METHODS.has(method) && usesLoggerLibrary(file);
  const mayRecord = mayBeRecordMethod(method) || isOfLibrary || isOwnLine(call, callee, method);
  const { auditFunctions, errorHandlers } = file.settings;
  if (!mayRecord && auditFunctions.length + errorHandlers.length === 0) return undefined;
  const object = unwrap(callee.object);
  const path = dottedPath(object);
  if (path && path.length <= 2 && path.at(-1) === "console") {
    if (isConsole(object, file)) return CONSOLE_METHODS.has(method) ? record(call, structuredConsole(call, file) ?? "console", method) : undefined;
    if (path.length === 1) {
      const maker = makerOf(object, file);
      return maker !== undefined && isLoggerName(maker) ? classifyLogger(call, object, maker, method, file) : undefined;
    }
  }
  const holder = path?.at(-1) ?? privateHolder(object) ?? loggerInChain(object) ?? (object.type === "CallExpression" ? calleeName(object) : undefined);
  const full = path ? [...path, method].join(".") : method;
  if (isConfigured(auditFunctions, full) || isConfigured(auditFunctions, method)) return record(call, "audit", method);
  if (isConfigured(errorHandlers, full) || isConfigured(errorHandlers, method)) return record(call, "log", method);
  const database = auditTableWrite(call, method, file);
  if (database) return database;
  if (sendsAudit(call, holder, method, file) || callsAuditProcedure(call, method, file)) return record(call, "audit", method);
  if (holder === undefined) return undefined;
  if (holder === file.settings.emitter.name && LEVEL_METHODS.has(method)) return record(call, "audit", method, "message-first");
  if (ANALYTICS_OBJECT.test(holder)) return undefined;
  if (ERROR_REPORTERS.has(method) || ERROR_REPORTERS.has(full)) return record(call, "reporter", method);
  if (AUDIT_OBJECT.test(holder) && AUDIT_METHOD.test(method) && !isOtherObject(object, file))
    return record(call, "audit", method);
  if (isAuditFunction(method) && !isArrayLike(object, file)) return record(call, "audit", method);
  return classifyLogger(call, object, holder, method, file);
}

/** `log` of `this.#log` and of `this.#state.log`, to which no dotted path leads. */
function privateHolder(object: Node): string | undefined {
  if (object.type !== "MemberExpression" || chainRoot(object).type !== "ThisExpression") return undefined;
  return memberOrPrivateName(object)?.replace("#", "");
}

function libraryAt(object: Node, file: SourceFile): LoggerLibrary | undefined {
  return usesLoggerLibrary(file) ? libraryOf(object, file, 10) : undefined;
}

function isNamedLogger(object: Node, holder: string, file: SourceFile): boolean {
  return (
    isLoggerName(holder) ||
    isConfigured(file.settings.loggers, holder) ||
    isConfigured(file.settings.loggers, dottedPath(object)?.join(".") ?? "") ||
    isFromLoggerModule(object, file)
  );
}

/** A logger by its name, the settings, its library or the module that it comes from. */
export function isLogger(object: Node, holder: string, file: SourceFile): boolean {
  return isNamedLogger(object, holder, file) || libraryAt(object, file) !== undefined;
}

function classifyLogger(
  call: TSESTree.CallExpression,
  object: Node,
  holder: string,
  method: string,
  file: SourceFile,
): RecordCall | undefined {
  const isLevel = LEVEL_METHODS.has(method) || isOwnLine(call, call.callee, method);
  if (!isLevel && !OWN_METHODS.has(method)) return undefined;
  const library = libraryAt(object, file);
  if (!isLevel && library?.methods.includes(method) !== true) return undefined;
  const named = isNamedLogger(object, holder, file);
  if (!library && !named) return undefined;
  if (!library && isOtherObject(object, file)) return undefined;
  const order = library?.order ?? file.settings.logger.order;
  const structured = hasActorAndOutcome(call) ? "audit" : "log";
  return record(
    call,
    structured,
    method,
    order === "varargs" || order === "object-only" || order === "object-first" ? order : "message-first",
    library?.id,
  );
}

/** `authLogger.otp("sent a code", { otp })`: a method of the project's own logger that is given a sentence and fields. */
function isOwnLine({ arguments: [first, second] }: TSESTree.CallExpression, called: Node, method: string): boolean {
  if (second?.type !== "ObjectExpression" || !/^[a-z]+$/.test(method)) return false;
  const callee = unwrap(called);
  const holder = callee.type === "MemberExpression" ? dottedPath(callee.object)?.at(-1) : undefined;
  if (holder === undefined || !/[lL]ogger$/.test(holder)) return false;
  const text = first?.type === "TemplateLiteral" ? first.quasis[0]!.value.raw : first?.type === "Literal" ? first.value : undefined;
  return typeof text === "string" && /\w \w/.test(text);
}

/** A logger's name that the file binds to a literal, an array or a function of another kind. */
function isOtherObject(object: Node, file: SourceFile): boolean {
  if (object.type !== "Identifier") return false;
  const binding = file.bindings.of(object);
  if (binding.kind === "function") return true;
  return binding.kind === "variable" && isOtherValue(binding) && binding.init !== undefined && unwrap(binding.init).type !== "Identifier";
}

function isArrayLike(object: Node, file: SourceFile): boolean {
  const binding = object.type === "Identifier" ? file.bindings.of(object) : undefined;
  return binding?.kind === "variable" && binding.init !== undefined && unwrap(binding.init).type === "ArrayExpression";
}

/** True for a name that one of the patterns of a setting takes in. */
export function isConfigured(patterns: readonly NamePattern[], name: string): boolean {
  return patterns.some((pattern) => pattern.test(name));
}
