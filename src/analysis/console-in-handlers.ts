/** Console calls that run for a request: in handlers, and in functions of the file that only handlers call. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import { dottedPath, enclosingFunction, isInside, memberName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { CONSOLE_METHODS } from "../vocabulary/loggers.js";
import type { FileFacts } from "./file-facts.js";
import { handlerAround } from "./handler-around.js";

export interface ConsoleCall {
  readonly call: TSESTree.CallExpression;
  /** The handler that it stands in; undefined in a function that handlers call. */
  readonly handler: HandlerSite | undefined;
}

export function consoleCallsInHandlers(facts: FileFacts): ConsoleCall[] {
  const { file } = facts;
  const calls = file.outline.calls.filter((call) => call.type === "CallExpression").filter((call) => isConsole(call, facts));
  if (calls.length === 0 || facts.handlers.length === 0) return [];
  return calls.flatMap((call): ConsoleCall[] => {
    const handler = handlerAround(call, facts);
    if (isPlatformLine(call, facts)) return [];
    if (handler) return [{ call, handler }];
    const fn = outermostFunction(call);
    return fn && onlyHandlersCall(fn, facts, new Set()) ? [{ call, handler: undefined }] : [];
  });
}

function isConsole(call: TSESTree.CallExpression, facts: FileFacts): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || !CONSOLE_METHODS.has(memberName(callee) ?? "")) return false;
  const object = unwrap(callee.object);
  return object.type === "Identifier" && object.name === "console" && facts.file.bindings.of(object).kind === "global";
}

/** One structured line where the platform collects standard output: that is its logger. */
function isPlatformLine(call: TSESTree.CallExpression, facts: FileFacts): boolean {
  if (!facts.handlers.some(({ framework }) => framework === "supabase-edge" || framework === "cloudflare-worker")) return false;
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  return call.arguments.length === 1 && first?.type === "CallExpression" && dottedPath(first.callee)?.join(".") === "JSON.stringify";
}

function outermostFunction(node: Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) found = fn;
  return found;
}

/** True when the function is called in the file, from handlers alone, and is neither exported nor handed around. */
function onlyHandlersCall(fn: FunctionNode, facts: FileFacts, seen: Set<FunctionNode>): boolean {
  if (seen.has(fn)) return true;
  seen.add(fn);
  const declared = fn.id ?? (fn.parent.type === "VariableDeclarator" && fn.parent.id.type === "Identifier" ? fn.parent.id : undefined);
  if (!declared || isExported(fn)) return false;
  const variable = facts.file.bindings.lookUp(declared.name, fn.parent);
  const uses = variable?.references.filter((reference) => !reference.init) ?? [];
  if (uses.length === 0) return false;
  return uses.every(({ identifier }) => {
    const use = identifier as Node;
    if (use.parent?.type !== "CallExpression" || use.parent.callee !== use) return false;
    if (facts.handlers.some(({ fn: handler }) => handler && isInside(use, handler))) return true;
    const caller = outermostFunction(use);
    return caller !== undefined && onlyHandlersCall(caller, facts, seen);
  });
}

function isExported(fn: FunctionNode): boolean {
  const statement = fn.type === "FunctionDeclaration" ? fn.parent : fn.parent.parent?.parent;
  return statement?.type === "ExportNamedDeclaration" || statement?.type === "ExportDefaultDeclaration";
}
