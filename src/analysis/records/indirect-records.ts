/**
 * Records under another spelling than a logger's method: `const say = logger.info; say(x)`, `const { warn } = logger`,
 * `logger[level](x)`, `console.log.call(console, x)`, `console.log.bind(console)`, `process.stdout.write(x)`,
 * `debug("app:auth")(x)`.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { recordOf } from "./records.js";
import type { RecordCall } from "./record-call.js";

export interface IndirectRecord {
  readonly record: RecordCall;
  /** What is written: `call` and `apply` take the object first. */
  readonly args: readonly Node[];
  /** The logger behind the spelling. */
  readonly logger: Node | undefined;
}

type Member = TSESTree.MemberExpression;

export function indirectRecordOf(call: TSESTree.CallExpression, file: SourceFile): IndirectRecord | undefined {
  const callee = unwrap(call.callee);
  switch (callee.type) {
    case "Identifier":
      return aliasesOf(file).has(callee.name) ? throughAlias(call, callee, file) : undefined;
    case "CallExpression":
      return isDebugFactory(callee, file) ? plainly(call, "log") : undefined;
    case "MemberExpression":
      return throughMember(call, callee, file);
    default:
      return undefined;
  }
}

/** `process.stdout.write(x)`, and the methods of functions that hand on what they are given. */
function throughMember(call: TSESTree.CallExpression, callee: Member, file: SourceFile): IndirectRecord | undefined {
  const method = memberName(callee);
  if (method === undefined && callee.computed) return byChosenLevel(call, callee, file);
  if (method === "write") {
    const stream = dottedPath(callee.object)?.join(".");
    const standard = stream === "process.stdout" || stream === "process.stderr" || stream === "Deno.stdout" || stream === "Deno.stderr";
    return standard ? { ...plainly(call, "console"), args: call.arguments.slice(0, 1) } : undefined;
  }
  const object = unwrap(callee.object);
  if ((method !== "call" && method !== "apply") || object.type !== "MemberExpression") return undefined;
  return asCallOf(object, call, call.arguments.slice(1), file);
}

/** `logger[status >= 500 ? "error" : "warn"](x)`: whichever method it is, a line is written. */
function byChosenLevel(
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpressionComputedName,
  file: SourceFile,
): IndirectRecord | undefined {
  const property = { type: "Identifier", name: "info", range: callee.property.range } as TSESTree.Identifier;
  const found = asCallOf({ ...callee, computed: false, property } as Member, call, call.arguments, file);
  return found && { ...found, record: { ...found.record, level: undefined } };
}

function plainly(call: TSESTree.CallExpression, strength: RecordCall["strength"]): IndirectRecord {
  const record: RecordCall = { node: call, strength, level: undefined, order: "varargs", library: undefined };
  return { record, args: call.arguments, logger: undefined };
}

/** The record that a call of the member itself would be. */
function asCallOf(
  callee: Member,
  call: TSESTree.CallExpression,
  args: readonly TSESTree.CallExpressionArgument[],
  file: SourceFile,
): IndirectRecord | undefined {
  const direct = { ...call, callee, arguments: [...args] } as TSESTree.CallExpression;
  const record = recordOf(direct, file);
  return record && { record: { ...record, node: call }, args, logger: callee.object };
}

function throughAlias(call: TSESTree.CallExpression, callee: TSESTree.Identifier, file: SourceFile): IndirectRecord | undefined {
  const binding = file.bindings.of(callee);
  if (binding.kind !== "variable" || !binding.init || !binding.constant) return undefined;
  const init = unwrap(binding.init);
  if (binding.pattern) {
    const taken = binding.pattern.type === "ObjectPattern" ? takenMember(binding.pattern, callee.name, init) : undefined;
    return taken && asCallOf(taken, call, call.arguments, file);
  }
  if (init.type === "MemberExpression") return asCallOf(init, call, call.arguments, file);
  if (init.type !== "CallExpression") return undefined;
  if (isDebugFactory(init, file)) return plainly(call, "log");
  const bound = unwrap(init.callee);
  if (bound.type !== "MemberExpression" || memberName(bound) !== "bind") return undefined;
  const target = unwrap(bound.object);
  return target.type === "MemberExpression" ? asCallOf(target, call, call.arguments, file) : undefined;
}

/** `logger.warn.bind(logger, { area })`: a line that is begun here and written where the function is called. */
export function boundMethod(call: TSESTree.CallExpression, file: SourceFile): IndirectRecord | undefined {
  const callee = unwrap(call.callee);
  const target = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  return target?.type === "MemberExpression" ? asCallOf(target, call, call.arguments.slice(1), file) : undefined;
}

/** `warn` of `const { warn } = logger` as `logger.warn`. */
function takenMember(pattern: TSESTree.ObjectPattern, name: string, object: Node): Member | undefined {
  for (const property of pattern.properties) {
    if (property.type !== "Property" || property.value.type !== "Identifier" || property.value.name !== name) continue;
    if (propertyName(property) === undefined) return undefined;
    return { type: "MemberExpression", object, property: property.key, computed: false, range: property.range } as Member;
  }
  return undefined;
}

const DEBUG_MODULES = /^(?:debug|obug|node:util|util)$/;

/** `debug("app:auth")` of the `debug` package, `require("debug")("app:auth")`, `util.debuglog("auth")`. */
export function isDebugFactory(node: TSESTree.CallExpression, file: SourceFile): boolean {
  const callee = unwrap(node.callee);
  if (callee.type === "CallExpression") return isDebugRequired(callee);
  const name = callee.type === "MemberExpression" ? callee.object : callee;
  if (name.type !== "Identifier") return false;
  const binding = file.bindings.of(name);
  if (binding.kind !== "import" || !DEBUG_MODULES.test(binding.source)) return false;
  return !binding.source.endsWith("util") || /debuglog$|^debug$/.test(callee.type === "MemberExpression" ? (memberName(callee) ?? "") : binding.imported);
}

function isDebugRequired(call: TSESTree.CallExpression): boolean {
  const [source] = call.arguments;
  return calleeName(call) === "require" && source?.type === "Literal" && /^(?:debug|obug)$/.test(String(source.value));
}

const aliases = keptWith<SourceFile, ReadonlySet<string>>();

/** A look at the text, so that scopes are asked only for calls of names that may stand for a logger's method. */
function aliasesOf(file: SourceFile): ReadonlySet<string> {
  let known = aliases.get(file);
  if (!known) {
    const names = new Set<string>();
    for (const [, pattern, name, value] of file.view.text.matchAll(ALIAS)) {
      if (name !== undefined) {
        if (ALIASED.test(value!)) names.add(name);
      } else if (LOGGER_TEXT.test(value!)) for (const [word] of pattern!.matchAll(/\w+/g)) names.add(word);
    }
    aliases.set(file, (known = names));
  }
  return known;
}

const ALIAS = /\b(?:const|let|var)\s+(?:\{([\w\s:,]{1,200})\}|(\w+))\s*=\s*([\w.$["'\]]{3,80}(?:\((?:\s*["'](?:debug|obug)["']\s*\)\s*\()?.)?)/g;
const LOGGER_TEXT = /(?:^|\.|\w)(?:console|[lL]og\w*|pino|winston|consola)(?:[.[(]|$)/;
const ALIASED = /(?:console|[lL]og\w*|pino|winston|consola)\s*[.[]|debug\w*(?:\.\w+)?\(|^require\(\s*["'](?:debug|obug)["']\s*\)\s*\(/i;
