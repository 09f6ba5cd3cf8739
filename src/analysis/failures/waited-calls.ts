/** What an attempt waits for: the calls that it makes of others, as against what it does with their answers. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, dottedPath, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { walk } from "../../syntax/walk.js";

/** The call, or sql`…`, that each `await` waits for; a promise by itself is waited for, and so is each of `Promise.all`. */
export function waitedFor(attempted: Node): Node[] {
  if (!attempted.type.endsWith("Statement") && attempted.type !== "VariableDeclaration") return [...promisesOf(unwrap(attempted))];
  const found: Node[] = [];
  walk(attempted, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "AwaitExpression") found.push(...promisesOf(unwrap(node.argument)));
    if (node.type === "ForOfStatement" && node.await) found.push(unwrap(node.right));
    return undefined;
  });
  return found;
}

function* promisesOf(promise: Node): Generator<Node> {
  const [list] = promise.type === "CallExpression" && dottedPath(promise.callee)?.[0] === "Promise" ? promise.arguments : [];
  if (list?.type !== "ArrayExpression") yield promise;
  else for (const element of list.elements) if (element) yield* promisesOf(unwrap(element));
}

const WRAPS = /^(?:with|retry|limit|throttle|queue|attempt|p)[A-Z_]\w*$|^(?:retry|limit|limiter|pRetry|attempt)$/;

/** `stub.stat` of `withRetry(() => stub.stat(path))`. */
function wrapped(call: TSESTree.CallExpression): Node | undefined {
  if (!WRAPS.test(calleeName(call) ?? "")) return undefined;
  const given = call.arguments.map((argument) => unwrap(argument)).find((argument) => isFunction(argument));
  const inner = given && isFunction(given) && given.body.type !== "BlockStatement" ? unwrap(given.body) : undefined;
  return inner?.type === "CallExpression" ? inner : undefined;
}

/** `git.log` for `git.log(path).then(use)`, and the last name alone where the rest is no plain path. */
export function nameWaitedFor(promise: Node): string {
  let inner = promise;
  while (inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && /^(?:then|catch|finally)$/.test(calleeName(inner) ?? "")) inner = unwrap(inner.callee.object);
  if (inner.type !== "CallExpression") return "";
  const within = wrapped(inner);
  if (within) return nameWaitedFor(within);
  return dottedPath(unwrap((inner as TSESTree.CallExpression).callee))?.join(".") ?? calleeName(inner) ?? "";
}
