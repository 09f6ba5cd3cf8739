/** What an attempt waits for: the calls that it makes of others, as against what it does with their answers. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { findNode, walk } from "../../syntax/walk.js";

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
  const path = promise.type === "CallExpression" ? dottedPath(promise.callee) : undefined;
  const [list] = promise.type === "CallExpression" && path?.[0] === "Promise" ? promise.arguments : [];
  if (list?.type !== "ArrayExpression") {
    yield promise;
    return;
  }
  const promises = list.elements.flatMap((element) => (element ? [madeAs(unwrap(element))] : []));
  // `Promise.race([resolve(host), timeout])` waits for what is raced against the clock.
  const told = path?.[1] === "race" ? promises.filter((one) => !isClock(one)) : promises;
  for (const one of told) yield* promisesOf(one);
}

/** `const looked = resolve(host);` of the same function, for the name that is given in a list. */
function madeAs(given: Node): Node {
  if (given.type !== "Identifier") return given;
  for (let node: Node = given; node.parent && !isFunction(node); node = node.parent) {
    if (node.parent.type !== "BlockStatement") continue;
    for (const statement of node.parent.body) {
      const made = statement.type === "VariableDeclaration" ? statement.declarations.find(({ id }) => id.type === "Identifier" && id.name === given.name) : undefined;
      if (made?.init) return unwrap(made.init);
    }
  }
  return given;
}

/** What a variable of the file holds that is given by name: a list of promises that is made above. */
export function heldBy(given: Node, file: SourceFile): Node {
  const binding = given.type === "Identifier" ? file.bindings.of(given) : undefined;
  return binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : given;
}

/** `new Promise((_, reject) => setTimeout(reject, 3000))`, `timeout(3000)`. */
function isClock(promise: Node): boolean {
  if (promise.type === "NewExpression") return findNode(promise, (node) => node.type === "Identifier" && node.name === "setTimeout", true) !== undefined;
  return promise.type === "CallExpression" && /^(?:timeout|sleep|delay|wait)(?:[A-Z]\w*)?$/.test(calleeName(promise) ?? "");
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
