/** What a chain of calls is about, by its links: a schema by what stands first, a hash by any, rows of a query by the last. */
import type { Settings } from "../../settings.js";
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, chainRoot, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { isClearingName } from "./cleared-values.js";

/** The object at the bottom of a chain of members and calls: `z` of `z.string().min(8)`. */
export function rootOfChain(node: Node): Node {
  let root = chainRoot(node);
  while (root.type === "CallExpression") root = chainRoot(root.callee);
  return root;
}

/** `createHash("sha256").update(token).digest("hex")`: one clearing link clears the chain. */
export function clearsInChain(callee: TSESTree.MemberExpression, settings: Settings): boolean {
  for (let node: Node = unwrap(callee.object); ; ) {
    if (node.type === "MemberExpression") node = unwrap(node.object);
    else if (node.type === "CallExpression") {
      const name = calleeName(node);
      if (name !== undefined && name !== "pick" && name !== "omit" && isClearingName(name, settings)) return true;
      node = unwrap(node.callee);
    } else return false;
  }
}

/** `tx.insert(apiKeys).values(row).returning()`, `db.select().from(tokens).limit(1)`: rows, of which nothing is known. */
export function givesRows(callee: TSESTree.MemberExpression, method: string): boolean {
  if (method === "returning") return true;
  const below = unwrap(callee.object);
  const inner = below.type === "CallExpression" ? unwrap(below.callee) : undefined;
  if (inner?.type !== "MemberExpression") return false;
  const before = memberName(inner) ?? "";
  return method === "from" ? /^select(?:Distinct)?$/.test(before) : ENDS_QUERY.test(method) && givesRows(inner, before);
}

const ENDS_QUERY = /^(?:where|limit|offset|orderBy|groupBy|having|(?:inner|left|right|full)Join|for)$/;
