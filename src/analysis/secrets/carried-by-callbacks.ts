/** What a method gives that hands each value on to a function: `map`, `then`, `reduce`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { redactsInBody } from "./cleared-values.js";
import { returnedWith } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, elementIn, elementOf, OPAQUE, type Value } from "./secret-value.js";

/** A function that is written as an argument, or one of the file that is named there. */
export function functionGiven(argument: Node | undefined, trace: Trace): FunctionNode | undefined {
  const inner = argument && unwrap(argument);
  if (!inner || isFunction(inner)) return inner;
  const binding = inner.type === "Identifier" ? trace.file.bindings.of(inner) : undefined;
  return binding?.kind === "function" ? binding.fn : undefined;
}

/** What `map`, `flatMap` or `then` gives: what the callback makes of an element, or of what the promise holds. */
export function mapped(method: string, receiver: Value, callback: FunctionNode, trace: Trace): Value {
  if (redactsInBody(callback.body)) return CLEAN;
  const argument = method === "then" ? receiver : elementOf(receiver);
  const value = returnedWith(callback, [argument], trace) ?? OPAQUE;
  return method === "map" && value.kind !== "clean" ? { kind: "list", items: [value] } : value;
}

/** `users.reduce((all, user) => ({ ...all, [user.id]: user.token }), {})`. */
export function folded(receiver: Value, call: TSESTree.CallExpression, trace: Trace): Value {
  const [callback, initial] = call.arguments;
  const fn = functionGiven(callback, trace);
  if (!fn) return OPAQUE;
  if (redactsInBody(fn.body)) return CLEAN;
  const first = initial ? trace.valueOf(initial) : elementOf(receiver);
  return returnedWith(fn, [first, elementIn(receiver)], trace) ?? OPAQUE;
}
