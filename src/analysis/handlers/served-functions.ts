/** What runs for a request: handlers, and the functions of the file that they call, directly or through others. */
import { localFunction } from "../../frameworks/local-function.js";
import { clientAround } from "../../frameworks/waiting-clients.js";
import { enclosingFunction, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { nodesIn } from "../../syntax/outline.js";
import type { HandlerFacts } from "./handler-facts.js";
import { handlerAround } from "../../frameworks/handler-around.js";

const known = keptWith<HandlerFacts, ReadonlySet<FunctionNode>>();

/** True in what runs for a request: a handler, a function that one calls, and what answers on a parameter as Hono's does. */
export function runsForRequest(node: Node, facts: HandlerFacts): boolean {
  return servesRequest(node, facts) || clientAround(node, facts.file) !== undefined;
}

/** True inside a handler, and inside a function of the file that a handler reaches. */
export function servesRequest(node: Node, facts: HandlerFacts): boolean {
  if (facts.handlers.length === 0) return false;
  if (handlerAround(node, facts)) return true;
  const served = servedFunctions(facts);
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) if (served.has(fn)) return true;
  return false;
}

/** Found once for a file: each function is looked through when it is first reached. */
function servedFunctions(facts: HandlerFacts): ReadonlySet<FunctionNode> {
  let served = known.get(facts) as Set<FunctionNode> | undefined;
  if (served) return served;
  known.set(facts, (served = new Set()));
  const { file } = facts;
  const waiting: Node[] = facts.handlers.flatMap(({ region, fn }) => region ?? fn ?? []);
  for (let within = waiting.pop(); within; within = waiting.pop()) {
    for (const call of nodesIn(file.outline.calls, within)) {
      // `rows.map(toInvoice)` calls it too.
      for (const callee of [call.callee, ...call.arguments]) {
        const fn = callee.type === "Identifier" || callee.type === "MemberExpression" ? localFunction(callee, file) : undefined;
        if (!fn || served.has(fn)) continue;
        served.add(fn);
        waiting.push(fn);
      }
    }
  }
  return served;
}
