/** What a function hands to the functions that it is given: `withAuth(async (req, { user }) => …)`. */
import type { Shape } from "../../neighbours.js";
import { leadOf } from "../../frameworks/lead-of.js";
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { isFunction, unwrap, type CallNode, type FunctionNode, type Node } from "../../syntax/ast.js";
import { nodesIn } from "../../syntax/outline.js";
import { eitherOf, UNKNOWN } from "./shape.js";
import { parameterOfType, typeOfParameter } from "./shape-of-type.js";
import { shapeOfValue } from "./shape-of-value.js";

/** What the function that is an argument of the call is given as that parameter; undefined where nothing is known. */
export function shapeGivenBy(call: CallNode, given: Node, parameter: number, file: SourceFile): Shape | undefined {
  const argument = call.arguments.indexOf(given as never);
  if (argument < 0) return undefined;
  const local = localFunction(call.callee, file) ?? heldFunction(call.callee, file);
  if (local) return handedShape(local, argument, parameter, file);
  const lead = leadOf(call.callee, file);
  return lead && file.neighbours.shapeOf(file.view.path, lead.source, lead.path, `handed ${argument} ${parameter}`);
}

function heldFunction(callee: Node, file: SourceFile): FunctionNode | undefined {
  const held = file.bindings.constantValue(callee);
  const inner = held && unwrap(held);
  return isFunction(inner) ? inner : undefined;
}

/** By the type of the function that is handed over, or by the calls of it. */
export function handedShape(fn: FunctionNode, argument: number, parameter: number, file: SourceFile): Shape | undefined {
  const taken = fn.params[argument];
  if (!taken) return undefined;
  const type = typeOfParameter(taken);
  const typed = type && parameterOfType(type, parameter, file);
  if (typed && typed.every(({ is }) => is !== "unknown")) return typed;
  const name = taken.type === "AssignmentPattern" ? taken.left : taken;
  if (name.type !== "Identifier") return undefined;
  const calls = nodesIn(file.outline.calls, fn).filter((call) => {
    const binding = file.bindings.ofExpression(call.callee);
    return binding?.kind === "parameter" && binding.fn === fn && binding.index === argument;
  });
  const handed = calls.map((call) => {
    const value = call.arguments[parameter];
    return value && value.type !== "SpreadElement" ? shapeOfValue(value, file) : UNKNOWN;
  });
  return handed.length === 0 ? undefined : eitherOf(handed);
}
