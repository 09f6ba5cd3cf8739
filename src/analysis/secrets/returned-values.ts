/** What a function of the file gives back, for the arguments that a call passes. */
import type { SourceFile } from "../../source-file.js";
import { enclosingFunction, isFunction, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { walk } from "../../syntax/walk.js";
import type { Reading, Trace } from "./secret-trace.js";
import { either, elementOf, isUnknown, type Value } from "./secret-value.js";

/** What a function of the file returns when it is given these arguments. */
export function returned(fn: FunctionNode, args: readonly Node[], trace: Trace): Value | undefined {
  if (args.some((argument) => argument.type === "SpreadElement")) return undefined;
  return returnedWith(
    fn,
    args.map((argument) => trace.valueOf(argument)),
    trace,
  );
}

/** The same for arguments whose values are known already. */
export function returnedWith(fn: FunctionNode, args: readonly Value[], trace: Trace): Value | undefined {
  // Nothing is known of the arguments: the answer is the same for every such call.
  const plain = args.every((argument) => argument.kind === "clean" || isUnknown(argument));
  if (!plain || seesArguments(fn, trace)) return returnedInside(fn, args, trace);
  const asked = trace.reading ?? trace.file;
  let known = plainReturns.get(asked);
  if (!known) plainReturns.set(asked, (known = new Map()));
  const value = known.get(fn) ?? returnedInside(fn, args, trace);
  if (value) known.set(fn, value);
  return value;
}

/** A function inside one whose call is being followed reads that call's arguments too. */
function seesArguments(fn: FunctionNode, trace: Trace): boolean {
  for (let outer = enclosingFunction(fn); outer; outer = enclosingFunction(outer)) if (trace.argumentsOf(outer)) return true;
  return false;
}

const plainReturns = keptWith<SourceFile | Reading, Map<FunctionNode, Value>>();

function returnedInside(fn: FunctionNode, args: readonly Value[], trace: Trace): Value | undefined {
  const inside = trace.insideCall(fn, args);
  if (!inside || !fn.body) return undefined;
  if (fn.body.type !== "BlockStatement") return inside.valueOf(fn.body);
  const values: Value[] = [];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (!fn.generator) {
      if (node.type === "ReturnStatement" && node.argument) values.push(inside.valueOf(node.argument));
    } else if (node.type === "YieldExpression" && node.argument) {
      const value = inside.valueOf(node.argument);
      values.push(node.delegate ? elementOf(value) : value);
    }
    return undefined;
  });
  return fn.generator ? { kind: "list", items: values } : either(values);
}
