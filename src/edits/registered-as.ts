/** What a function without a name is registered as: `app.get("/health", async () => …)`, `client.on("messageCreate", …)`. */
import { HTTP_METHODS } from "../frameworks/framework.js";
import { dottedPath, memberName, type FunctionNode, type Node } from "../syntax/ast.js";

/** `GET /health`, `messageCreate`; undefined for a callback of any other kind. */
export function registeredAs(fn: FunctionNode): string | undefined {
  const call = registration(fn);
  if (!call) return undefined;
  const { method, first } = call;
  const text = first.type === "Literal" && typeof first.value === "string" ? first.value : undefined;
  if (text === undefined) return undefined;
  if (isVerb(method)) return text.startsWith("/") ? `${method.toUpperCase()} ${text}` : undefined;
  return /^(?:on|once|addListener|addEventListener)$/.test(method) ? text : undefined;
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
