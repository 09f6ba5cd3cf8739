/** Handlers that a file registers and that stand in another one: `router.post("/login", limit, controller.login)`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { memberName, parameterName, unwrap, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { METHODS, registrationsIn } from "./express-registration.js";
import { handlerSite, type HandlerSite } from "./framework.js";
import { handlerValue } from "./handler-value.js";
import { leadOf, requiredModule, type Lead } from "./lead-of.js";

export interface HandedHandler {
  /** As it is registered: its function is in another file. */
  readonly site: HandlerSite;
  /** Where that may be. */
  readonly lead: Lead;
}

/**
 * The handlers that answer, not what runs before them: a guard stands before many. A call has several places where the
 * function may come from: what is given to it, and what makes it.
 */
export function handedHandlers(file: SourceFile): HandedHandler[] {
  return registrationsIn(file).flatMap(({ handlers, route, place, verb }) => {
    const value = handlers.at(-1);
    if (!value || route === undefined) return [];
    const own = handlerValue(value, file.bindings);
    const handed = own.fn ? calledThrough(own.fn) : value;
    if (!handed) return [];
    const middleware = handlers.slice(0, -1);
    return leadsTo(handed, file).map(({ lead, wrappers }) => ({
      site: handlerSite({ framework: "express", dialect: "res", fn: undefined, place, route, method: METHODS.get(verb), middleware, wrappers: own.fn ? own.wrappers : wrappers }),
      lead,
    }));
  });
}

/**
 * `controller.login` of `(req, res) => controller.login(req, res)`, which hands on all that it is given, and does no more than
 * to pass on what fails: `.catch(next)`.
 */
function calledThrough({ params, body }: FunctionNode): Node | undefined {
  const [only, ...others] = body.type === "BlockStatement" ? body.body : [body];
  const said = only?.type === "ExpressionStatement" ? only.expression : only?.type === "ReturnStatement" ? only.argument : only;
  const inner = said && others.length === 0 ? unwrap(said as Node) : undefined;
  const names = params.map(parameterName);
  const call = withoutCatch(inner && isWaitedFor(inner) ? unwrap(inner.argument) : inner, names[2]);
  if (call?.type !== "CallExpression" || params.length < 2 || call.arguments.length < 2) return undefined;
  const handedOn = call.arguments.map((argument) => parameterName(unwrap(argument)));
  return handedOn.every((name, index) => name !== undefined && name === names[index]) ? call.callee : undefined;
}

/** `await login(req, res)`, `void login(req, res)`. */
function isWaitedFor(inner: Node): inner is TSESTree.AwaitExpression | TSESTree.UnaryExpression {
  return inner.type === "AwaitExpression" || (inner.type === "UnaryExpression" && inner.operator === "void");
}

/** The promise of `promise.catch(next)`. */
function withoutCatch(inner: Node | undefined, next: string | undefined): Node | undefined {
  const callee = inner?.type === "CallExpression" ? unwrap(inner.callee) : undefined;
  if (inner?.type !== "CallExpression" || callee?.type !== "MemberExpression" || memberName(callee) !== "catch") return inner;
  const [given] = inner.arguments;
  return next !== undefined && given?.type === "Identifier" && given.name === next ? unwrap(callee.object) : inner;
}

const DEPTH = 4;

export interface Candidate {
  readonly lead: Lead;
  readonly wrappers: readonly CallNode[];
}

/** `login`, `controller.login`, `catchAsync(controller.login)`, `login(options)`, `controller.login.bind(controller)`. */
export function leadsTo(value: Node, file: SourceFile, depth = DEPTH): Candidate[] {
  const inner = unwrap(value);
  if (depth === 0) return [];
  if (inner.type !== "CallExpression" || requiredModule(inner) !== undefined) {
    const lead = leadOf(inner, file);
    return lead ? [{ lead, wrappers: [] }] : [];
  }
  const callee = unwrap(inner.callee);
  if (callee.type === "MemberExpression" && memberName(callee) === "bind") return leadsTo(callee.object, file, depth - 1);
  const given = inner.arguments.flatMap((argument) => leadsTo(argument, file, depth - 1));
  const made = leadOf(inner, file);
  return [
    ...given.map(({ lead, wrappers }) => ({ lead, wrappers: [inner, ...wrappers] })),
    ...(made ? [{ lead: made, wrappers: [] }] : []),
  ];
}
