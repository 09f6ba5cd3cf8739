/** Console calls that run for a request: in handlers, and in functions of the file that only handlers call. */
import type { TSESTree } from "@typescript-eslint/utils";
import { takesConsole, type HandlerSite } from "../frameworks/framework.js";
import { dottedPath, isInside, memberName, outermostFunction, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { CONSOLE_METHODS } from "../vocabulary/loggers.js";
import type { FileFacts } from "./file-facts.js";
import { handlerAround } from "../frameworks/handler-around.js";
import { isConsole } from "./records/console-object.js";

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export interface ConsoleCall {
  /** The call of console, or the one that a method of console is handed to: `save().catch(console.error)`. */
  readonly call: TSESTree.CallExpression;
  /** `console.error`, as it is written. */
  readonly method: TSESTree.MemberExpression;
  /** The handler that it stands in; undefined in a function that handlers call. */
  readonly handler: HandlerSite | undefined;
}

export function consoleCallsInHandlers(facts: FileFacts): ConsoleCall[] {
  if (facts.handlers.length === 0) return [];
  return facts.file.outline.calls.flatMap((call): ConsoleCall[] => {
    if (call.type !== "CallExpression" || isPlatformLine(call, facts)) return [];
    return [call.callee, ...call.arguments].flatMap((part): ConsoleCall[] => {
      const method = unwrap(part);
      if (!isConsoleMethod(method, facts)) return [];
      const handler = handlerAround(method, facts);
      if (handler) return [{ call, method, handler }];
      const fn = outermostFunction(method);
      return fn && onlyHandlersCall(fn, facts, new Set()) ? [{ call, method, handler: undefined }] : [];
    });
  });
}

function isConsoleMethod(node: Node, { file }: FileFacts): node is TSESTree.MemberExpression {
  return node.type === "MemberExpression" && CONSOLE_METHODS.has(memberName(node) ?? "") && isConsole(node.object, file);
}

/** One structured line where the platform collects standard output: that is its logger. */
function isPlatformLine(call: TSESTree.CallExpression, facts: FileFacts): boolean {
  if (!facts.handlers.some(({ framework }) => takesConsole(framework))) return false;
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  return call.arguments.length === 1 && first?.type === "CallExpression" && dottedPath(first.callee)?.join(".") === "JSON.stringify";
}

/** True when the function is called in the file, from handlers alone, and is neither exported nor handed around. */
function onlyHandlersCall(fn: FunctionNode, facts: FileFacts, seen: Set<Node>): boolean {
  if (seen.has(fn)) return true;
  seen.add(fn);
  const holder = classAround(fn);
  if (holder) return onlyHandlersMake(holder, facts, seen);
  const declared = fn.id ?? (fn.parent.type === "VariableDeclarator" && fn.parent.id.type === "Identifier" ? fn.parent.id : undefined);
  if (!declared || isExported(fn.type === "FunctionDeclaration" ? fn : fn.parent.parent)) return false;
  const uses = usesOf(declared, fn.parent, facts);
  return uses.length > 0 && uses.every((use) => use.parent?.type === "CallExpression" && use.parent.callee === use && runsForHandlers(use, facts, seen));
}

/** The class that the function is a method of. */
function classAround({ parent }: FunctionNode): ClassNode | undefined {
  const body = parent.type === "MethodDefinition" || parent.type === "PropertyDefinition" ? parent.parent : undefined;
  return body?.parent;
}

/** True when the class is used in the file, its instances and static methods for handlers alone. */
function onlyHandlersMake(holder: ClassNode, facts: FileFacts, seen: Set<Node>): boolean {
  if (seen.has(holder)) return true;
  seen.add(holder);
  if (!holder.id || holder.type !== "ClassDeclaration" || isExported(holder)) return false;
  const uses = usesOf(holder.id, holder.parent, facts).filter((use) => !isInside(use, holder) && !use.parent?.type.startsWith("TS"));
  return uses.length > 0 && uses.every((use) => isUsedForHandlers(use, facts, seen));
}

/** `new Store()` and `Store.save()` on the way of a request, or `const store = new Store()` for those who are. */
function isUsedForHandlers(use: Node, facts: FileFacts, seen: Set<Node>): boolean {
  const { parent } = use;
  if (parent?.type === "MemberExpression" && parent.object === use) return runsForHandlers(use, facts, seen);
  if (parent?.type !== "NewExpression" || parent.callee !== use) return false;
  if (runsForHandlers(use, facts, seen)) return true;
  const declarator = parent.parent;
  if (declarator.type !== "VariableDeclarator" || declarator.id.type !== "Identifier" || isExported(declarator.parent)) return false;
  const instances = usesOf(declarator.id, declarator, facts);
  return instances.length > 0 && instances.every((instance) => instance.parent?.type === "MemberExpression" && instance.parent.object === instance && runsForHandlers(instance, facts, seen));
}

function usesOf(name: TSESTree.Identifier, at: Node, facts: FileFacts): Node[] {
  const variable = facts.file.bindings.lookUp(name.name, at);
  return variable?.references.filter((reference) => !reference.init).map(({ identifier }) => identifier as Node) ?? [];
}

function runsForHandlers(use: Node, facts: FileFacts, seen: Set<Node>): boolean {
  if (facts.handlers.some(({ fn }) => fn && isInside(use, fn))) return true;
  const caller = outermostFunction(use);
  return caller !== undefined && onlyHandlersCall(caller, facts, seen);
}

function isExported(declaration: Node | undefined): boolean {
  const { parent } = declaration ?? {};
  return parent?.type === "ExportNamedDeclaration" || parent?.type === "ExportDefaultDeclaration";
}
