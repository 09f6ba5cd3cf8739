/**
 * What a function without a name is registered as: `app.get("/health", async () => …)`, `client.on("messageCreate", …)`,
 * `{ cancel: mutation(…) }`.
 */
import { HTTP_METHODS } from "../frameworks/framework.js";
import { dottedPath, memberName, propertyName, type FunctionNode, type Node } from "../syntax/ast.js";

/** `GET /health`, `messageCreate`, `orders.cancel`; undefined for a callback of any other kind. */
export function registeredAs(fn: FunctionNode): string | undefined {
  const call = registration(fn);
  if (!call) return keptUnder(fn);
  const { method, first } = call;
  const text = first.type === "Literal" && typeof first.value === "string" ? first.value : undefined;
  if (text === undefined) return keptUnder(fn);
  if (isVerb(method)) return text.startsWith("/") ? `${method.toUpperCase()} ${text}` : undefined;
  return /^(?:on|once|addListener|addEventListener)$/.test(method) ? text : undefined;
}

/**
 * `orders.cancel` for `const ordersRouter = router({ cancel: procedure.input(form).mutation(async () => …) })`, and `sweep` for
 * `const sweep = jobs.createFunction(settings, async () => …)`, where no function is around it that says more.
 */
function keptUnder(fn: FunctionNode): string | undefined {
  if (fn.parent.type !== "CallExpression") return undefined;
  const keys: string[] = [];
  let node: Node = fn.parent;
  for (; node.parent && EXPRESSIONS.test(node.parent.type); node = node.parent) {
    if (node.parent.type !== "Property" || node.parent.value !== node) continue;
    const key = propertyName(node.parent);
    if (key === undefined) return undefined;
    keys.unshift(key);
  }
  const holder = node.parent?.type === "VariableDeclarator" && isOfFile(node.parent.parent) ? node.parent.id : undefined;
  if (holder?.type !== "Identifier") return undefined;
  return keys.length === 0 ? holder.name : [holder.name.replace(/_?routers?$/i, ""), ...keys].filter((key) => key !== "").join(".");
}

const EXPRESSIONS = /^(?:Property|(?:Call|Member|Object|Await|TS\w+)Expression)$/;

function isOfFile(declaration: Node): boolean {
  return declaration.parent?.type === "Program" || declaration.parent?.type === "ExportNamedDeclaration";
}

/** `POST api.deposit.path` for a handler whose path is the value of a name. */
export function registeredUnder(fn: FunctionNode): string | undefined {
  const call = registration(fn);
  const path = call && isVerb(call.method) ? dottedPath(call.first) : undefined;
  return path && `${call!.method.toUpperCase()} ${path.join(".")}`;
}

function isVerb(method: string): boolean {
  return HTTP_METHODS.has(method.toUpperCase());
}

/** The call that takes the function behind something else, through wrappers: `app.get(path, wrap(async () => …))`. */
function registration(fn: FunctionNode): { readonly method: string; readonly first: Node } | undefined {
  for (let node: Node = fn; node.parent?.type === "CallExpression" && node.parent.callee !== node; node = node.parent) {
    const { callee, arguments: given } = node.parent;
    const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
    const [first] = given as Node[];
    if (method !== undefined && first !== undefined && first !== node) return { method, first };
  }
  return undefined;
}
