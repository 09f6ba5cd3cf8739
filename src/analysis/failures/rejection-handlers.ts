/** What a promise's failure is given to: `.catch(fn)`, `.then(use, fn)`, by a function or by its name. */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { NOOP } from "../../vocabulary/failure-words.js";
import { CONSOLE_METHODS, LEVEL_METHODS } from "../../vocabulary/loggers.js";
import { ERROR_REPORTERS } from "../../vocabulary/record-names.js";
import type { Verdict } from "./failure-fate.js";
import { recordsAlways } from "../records/function-records.js";
import { isLoggerName } from "../records/which-logger.js";

/** The function, or the name of one, that a call hands its promise's failure to; a schema's `.catch(value)` takes none. */
export function rejectionHandler(call: TSESTree.CallExpression): Node | undefined {
  if (call.callee.type !== "MemberExpression" || isSchema(call.callee.object)) return undefined;
  const method = memberName(call.callee);
  const given = method === "catch" && call.arguments.length === 1 ? call.arguments[0] : method === "then" ? call.arguments[1] : undefined;
  if (!given) return undefined;
  const inner = unwrap(given);
  if (isFunction(inner) || isConstantFunction(inner)) return inner;
  // `.catch(undefined)` takes nothing: the promise fails as before.
  if (inner.type === "Identifier") return inner.name === "undefined" ? undefined : inner;
  return inner.type === "MemberExpression" ? inner : undefined;
}

/** `(err) => …` of `.catch((err) => …)` or `.then(use, (err) => …)`: it runs for a failure alone. */
export function isRejectionHandler(fn: FunctionNode): boolean {
  return fn.parent.type === "CallExpression" && rejectionHandler(fn.parent) === fn;
}

/** `_.constant(null)`, `always([])`: a function that gives the same whatever it is given. */
function isConstantFunction(node: Node): boolean {
  return node.type === "CallExpression" && /^(?:constant|always)$/.test(calleeName(node) ?? "");
}

function isSchema(node: Node): boolean {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") inner = unwrap(inner.type === "CallExpression" ? inner.callee : inner.object);
  return inner.type === "Identifier" && /^(?:z|zod|yup|v|s|t)$/.test(inner.name);
}

/** The function of this file that a rejection handler is, or is the name of. */
export function handlingFunction(given: Node, file: SourceFile): FunctionNode | undefined {
  if (isFunction(given)) return given;
  const binding = given.type === "Identifier" ? file.bindings.of(given) : undefined;
  return binding?.kind === "function" ? binding.fn : undefined;
}

/** `.catch(console.error)` records, `.catch(noop)` swallows, `.catch(handleError)` hands the failure to someone. */
export function fateByName(node: Node, file: SourceFile): Verdict {
  if (node.type === "CallExpression") return { fate: "swallowed", strength: undefined };
  const path = dottedPath(node) ?? [];
  const last = path.at(-1) ?? "";
  const holder = path.at(-2);
  if (holder === "console" && CONSOLE_METHODS.has(last)) return { fate: "recorded", strength: "console" };
  if (holder !== undefined && isLoggerName(holder) && LEVEL_METHODS.has(last)) return { fate: "recorded", strength: "log" };
  if (ERROR_REPORTERS.has(last)) return { fate: "recorded", strength: "reporter" };
  if (isNoop(node, path, file)) return { fate: "swallowed", strength: undefined };
  const fn = handlingFunction(node, file);
  const elsewhere = fn ? undefined : importedSummary(node, file);
  if (elsewhere?.idle) return { fate: "swallowed", strength: undefined };
  const strength = fn ? recordsAlways(fn, file) : elsewhere?.records;
  return strength ? { fate: "recorded", strength } : { fate: "carried", strength: undefined };
}

/** Functions of the language that do nothing, or nothing but convert. */
const IDLE = /^(?:Boolean|String|Object|Function\.prototype)$/;

function isNoop(node: Node, path: readonly string[], file: SourceFile): boolean {
  if (NOOP.test(path.join(".")) || NOOP.test(path.at(-1) ?? "") || IDLE.test(path.join("."))) return true;
  const binding = node.type === "Identifier" ? file.bindings.of(node) : undefined;
  if (binding?.kind !== "import") return false;
  return NOOP.test(binding.imported) || (binding.imported === "default" && /(?:^|[/.])noop\d?(?:\.js)?$/.test(binding.source));
}
