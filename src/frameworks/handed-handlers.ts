/** Handlers that a file registers and that stand in another one: `router.post("/login", limit, controller.login)`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedPath, type ImportedPath } from "../scope/imported-path.js";
import type { SourceFile } from "../source-file.js";
import { memberName, parameterName, propertyName, unwrap, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { METHODS, registrationsIn } from "./express-registration.js";
import { MADE, requiredModule, type Lead } from "./find-export.js";
import { handlerSite, type HandlerSite } from "./framework.js";
import { classAround, handlerValue } from "./handler-value.js";

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

/** Where an expression comes from: `require("./x").a`, fields of a class and what an imported function makes are seen through. */
export function leadOf(node: Node, file: SourceFile, depth = DEPTH): ImportedPath | undefined {
  const inner = unwrap(node);
  const direct = importedPath(inner, file.bindings);
  if (direct || depth === 0) return direct;
  switch (inner.type) {
    case "Identifier": {
      const binding = file.bindings.of(inner);
      if (binding.kind === "parameter") return ofType(binding.fn.params[binding.index], file);
      return binding.kind === "variable" && binding.init && !binding.pattern && binding.constant ? leadOf(binding.init, file, depth - 1) : undefined;
    }
    case "MemberExpression": {
      const name = memberName(inner);
      if (name === undefined) return undefined;
      if (inner.object.type === "ThisExpression") return heldBy(inner, name, file);
      const object = leadOf(inner.object, file, depth - 1);
      return object && { source: object.source, path: [...object.path, name] };
    }
    case "CallExpression": {
      const source = requiredModule(inner);
      if (source !== undefined) return { source, path: ["default"] };
      const maker = leadOf(inner.callee, file, depth - 1);
      return maker && { source: maker.source, path: [...maker.path, MADE] };
    }
    default:
      return undefined;
  }
}

/** `function routes(controller: LoginController)`: what is handed in is made of the class that is its type. */
function ofType(parameter: FunctionNode["params"][number] | undefined, file: SourceFile): ImportedPath | undefined {
  const type = parameter?.type === "Identifier" ? parameter.typeAnnotation?.typeAnnotation : undefined;
  const name = type?.type === "TSTypeReference" ? type.typeName : undefined;
  const made = name?.type === "Identifier" ? importedPath(name, file.bindings) : undefined;
  return made && { source: made.source, path: [...made.path, "prototype"] };
}

/** `this.controller`: by the value of the field, or by the class that is its type. */
function heldBy(member: Node, name: string, file: SourceFile): ImportedPath | undefined {
  const holder = classAround(member);
  for (const field of holder?.body.body ?? []) {
    if (field.type === "PropertyDefinition" && propertyName(field) === name && field.value) return importedPath(field.value, file.bindings);
  }
  const assigned = file.outline.assignments.find(
    ({ left }) => left.type === "MemberExpression" && left.object.type === "ThisExpression" && memberName(left) === name && classAround(left) === holder,
  );
  return assigned && importedPath(assigned.right, file.bindings);
}
