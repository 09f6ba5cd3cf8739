/** Is this a logger, by its name or by the library that it comes from? */
import type { TSESTree } from "@typescript-eslint/utils";
import { foundOnce, keptWith } from "../../syntax/kept-with.js";
import { calleeName, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { heldAs } from "../../frameworks/held-by-field.js";
import { splitWords } from "../../syntax/names.js";
import { WordedPattern } from "../../syntax/worded-pattern.js";
import type { SourceFile } from "../../source-file.js";
import { loggerLibrary, type LoggerLibrary } from "../../vocabulary/loggers.js";
import { libraryOfType } from "./held-logger.js";

/** The logger at the bottom of `logger.child({…}).error()` or `logger.withContext({…}).error()`. */
export function loggerInChain(node: Node): string | undefined {
  let inner = node;
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") {
    inner = unwrap(inner.type === "CallExpression" ? inner.callee : inner.object);
    const name = inner.type === "Identifier" ? inner.name : inner.type === "MemberExpression" ? memberName(inner) : undefined;
    if (name !== undefined && isLoggerName(name)) return name;
  }
  return undefined;
}

/** `logger`, `log`, `apiLogger`, `requestLog`, `this.logger`, `req.log`, `getLogger()`, `logCtx`. */
export function isLoggerName(name: string): boolean {
  const words = splitWords(name);
  const last = words.at(-1);
  return last === "logger" || last === "log" || last === "logging" || last === "logtail" || last === "winston" || last === "pino" || last === "bunyan" || last === "consola" || (words[0] === "logger" && words.length <= 2) || /^log(?:Ctx|Context)$/.test(name);
}

const REQUIRES = new WordedPattern(["require(", "require ", "import(", "import ("], /\brequire\s*\(|\bimport\s*\(/);
const loggerFiles = keptWith<SourceFile, boolean>();

/** A look at the imports and the text, so that scopes are not asked for every `x.info()` of a file that has no such library. */
export function usesLoggerLibrary(file: SourceFile): boolean {
  let uses = loggerFiles.get(file);
  if (uses === undefined) {
    uses = file.outline.imports.some(({ source }) => loggerLibrary(source.value) !== undefined) || REQUIRES.test(file.view.text);
    loggerFiles.set(file, uses);
  }
  return uses;
}

/** The library behind a logger: its import, the factory that made it, or the logger that it is a child of. */
export function libraryOf(node: Node, file: SourceFile, depth: number): LoggerLibrary | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  if (inner.type === "CallExpression" || inner.type === "NewExpression") return libraryOf(inner.callee, file, depth - 1);
  if (inner.type === "MemberExpression") {
    return inner.object.type === "ThisExpression" ? libraryOfField(inner, file, depth - 1) : libraryOf(inner.object, file, depth - 1);
  }
  if (inner.type !== "Identifier") return undefined;
  const binding = file.bindings.of(inner);
  if (binding.kind === "import") return loggerLibrary(binding.source);
  if (binding.kind === "parameter") return binding.pattern ? undefined : libraryOfType(binding.node, file);
  if (binding.kind !== "variable" || binding.pattern) return undefined;
  return libraryOfType(binding.node, file) ?? (binding.init && libraryOf(binding.init, file, depth - 1));
}

function libraryOfField(field: TSESTree.MemberExpression, file: SourceFile, depth: number): LoggerLibrary | undefined {
  const { values, typed } = heldAs(field, file);
  for (const declared of typed) {
    const library = libraryOfType(declared, file);
    if (library) return library;
  }
  for (const value of values.slice(0, 4)) {
    const library = libraryOf(value, file, depth);
    if (library) return library;
  }
  return undefined;
}

const LOGGER_MODULE = /^(?:[.@~#$]|src\/|lib\/|app\/).*?(?:^|[/.-])(?:log|logs|logger|logging|winston|pino)(?:\.[cm]?[jt]s)?$/;

/** `import out from "../common/logger"`: the project's own, under a name that does not say so. */
export function isFromLoggerModule(object: Node, file: SourceFile): boolean {
  if (object.type !== "Identifier" || !importsLoggerModule(file)) return false;
  const binding = file.bindings.of(object);
  return binding.kind === "import" && binding.imported !== "*" && LOGGER_MODULE.test(binding.source);
}

export const importsLoggerModule = foundOnce(
  ({ outline, view }: SourceFile): boolean =>
    outline.imports.some(({ source }) => LOGGER_MODULE.test(source.value)) || REQUIRES.test(view.text),
);

/** `createConsoleLogger` of `const console = createConsoleLogger();`: a logger that goes by console's name. */
export function makerOf(object: Node, file: SourceFile): string | undefined {
  const binding = object.type === "Identifier" ? file.bindings.of(object) : undefined;
  const init = binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  return init?.type === "CallExpression" ? calleeName(init) : undefined;
}
