/** Whether an attempt looks into a cache: what is not found there is asked for where it is kept. */
import { calleeName, functionName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { chainedCalls } from "./other-failures.js";
import { changeOf } from "./result-clients.js";

const CACHE_LOOKS = /^(?:get|mget|hget|hgetall|getMany|getItem|match|has|exists|fetch|(?:get|read|load|find|lookup)From\w*Cache(?:By[A-Z]\w*)?)$/;

/** `redis.get(linkCache.keyOf(id)).catch(() => null)`: what is not in a cache is asked for where it is kept. */
export function looksIntoCache(attempted: Node, calls: readonly string[], fn: FunctionNode | undefined): boolean {
  const waited = findNode(attempted, (node) => node.type === "AwaitExpression");
  const promise = attempted.type === "BlockStatement" ? (waited?.type === "AwaitExpression" ? unwrap(waited.argument) : undefined) : unwrap(attempted);
  if (promise?.type !== "CallExpression" || !CACHE_LOOKS.test(calleeName(promise) ?? "")) return false;
  if (calls.length > MOST_CALLS_OF_A_LOOK) return false;
  return LOOKS_BY_NAME.test((fn && functionName(fn)) ?? "") || findNode(promise, (node) => node.type === "Identifier" && splitWords(node.name).includes("cache")) !== undefined;
}

const MOST_CALLS_OF_A_LOOK = 3;

/** `getCachedKey`, `readFromCache`. */
const LOOKS_BY_NAME = /^_?(?:get|read|load|find|fetch|lookup)(?:Cached[A-Z]|\w*FromCache$)/;

/** `supabase.from("route_cache").select(…)`: the same in a table. */
export function readsCachedRows(call: Node): boolean {
  if (call.type !== "CallExpression" || changeOf(call) !== undefined) return false;
  const [table] = chainedCalls(call).find((one) => calleeName(one) === "from")?.arguments ?? [];
  return table?.type === "Literal" && splitWords(String(table.value)).includes("cache");
}
