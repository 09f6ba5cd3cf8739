/** Whether a result comes of a table that is a cache: what is not found there is asked for where it is kept. */
import { calleeName, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { chainedCalls } from "./other-failures.js";
import { changeOf } from "./result-clients.js";

/** `supabase.from("route_cache").select(…)`. */
export function readsCachedRows(call: Node): boolean {
  if (call.type !== "CallExpression" || changeOf(call) !== undefined) return false;
  const [table] = chainedCalls(call).find((one) => calleeName(one) === "from")?.arguments ?? [];
  return table?.type === "Literal" && splitWords(String(table.value)).includes("cache");
}
