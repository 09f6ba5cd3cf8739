/** Which routers a file mounts on which, and under which names it gives a router away: for routes that several files make. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, isFunction, memberName, propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { exportedNames } from "./exported-names.js";
import { returnedExpressions } from "./answer.js";

const MOUNTS = new Set(["use", "route", "register"]);

/** `app.use("/admin", guard, router)`: what is mounted, and all that stands before it. */
export interface MountCall {
  readonly call: TSESTree.CallExpression;
  /** The name of the app or router that it is mounted on. */
  readonly receiver: TSESTree.Identifier;
  /** Undefined where none is given; null where the file cannot tell it. */
  readonly prefix: string | undefined | null;
  /** All arguments after the path. */
  readonly given: readonly Node[];
}

/** The calls of the file that may mount a router, or put middleware before one, in source order. */
export function mountCalls(file: SourceFile): MountCall[] {
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !MOUNTS.has(memberName(call.callee) ?? "")) return [];
    const receiver = rootOf(call.callee.object);
    const [first] = call.arguments;
    if (!receiver || !first) return [];
    const path = staticString(first, file.bindings);
    if (memberName(call.callee) === "register") {
      const options = call.arguments[1] && propertyValue(unwrap(call.arguments[1]), "prefix");
      return [{ call, receiver, prefix: options && (staticString(options, file.bindings) ?? null), given: [first] }];
    }
    if (path !== undefined) return [{ call, receiver, prefix: path, given: call.arguments.slice(1) }];
    const spelt = first.type === "TemplateLiteral" || first.type === "ArrayExpression" || first.type === "BinaryExpression" || (first.type === "Literal" && "regex" in first);
    return [spelt ? { call, receiver, prefix: null, given: call.arguments.slice(1) } : { call, receiver, prefix: undefined, given: call.arguments }];
  });
}

/** The `app` of `app.use(a).use(b)`. */
function rootOf(node: Node): TSESTree.Identifier | undefined {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" && inner.callee.type === "MemberExpression") inner = unwrap(inner.callee.object);
  return inner.type === "Identifier" ? inner : undefined;
}

/** The router that a handler is registered on, from the place of its registration. */
export function registeredOn(place: Node): TSESTree.Identifier | undefined {
  for (let node: Node | undefined = place; node && !isFunction(node); node = node.parent) {
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && place.range[1] <= node.range[1]) return rootOf(node.callee.object);
  }
  return undefined;
}

/** The exports under which the file gives a router away, or the function that makes it. */
export function givenAwayAs(router: TSESTree.Identifier, file: SourceFile): string[] {
  const variable = file.bindings.variableOf(router);
  const def = variable?.defs[0]?.node as Node | undefined;
  if (!variable || def?.type !== "VariableDeclarator") return [];
  const maker = enclosingFunction(def);
  if (maker && !returnedExpressions(maker).some((value) => isVariable(value, variable, file))) return [];
  return exportedNames(file).flatMap(({ name, value }) => {
    if (!value) return [];
    const inner = unwrap(value);
    if (!maker) return inner === def.init || isVariable(inner, variable, file) || unwrap(def.init ?? def) === inner ? [name] : [];
    const binding = file.bindings.ofExpression(inner);
    return inner === maker || (binding?.kind === "function" && binding.fn === maker) ? [name] : [];
  });
}

function isVariable(node: Node, variable: unknown, file: SourceFile): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && file.bindings.variableOf(inner) === variable;
}

/** The router inside `router.routes()`, `createRouter()`, `require("./router")`: the name or call that stands for it. */
export function mountedNode(given: Node): Node {
  const inner = unwrap(given);
  if (inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && /^(?:routes|middleware)$/.test(memberName(inner.callee) ?? "")) return unwrap(inner.callee.object);
  return inner;
}

/** Two parts of a route. */
export function joinRoutes(prefix: string, route: string | undefined): string {
  const joined = `/${prefix}/${route ?? ""}`.replaceAll(/\/{2,}/g, "/");
  return joined.length > 1 ? joined.replace(/\/$/, "") : joined;
}
