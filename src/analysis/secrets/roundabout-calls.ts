/** What `note.call(self, a)`, `note.apply(self, list)` and `note.bind(self, a)(b)` hand to a function of the file. */
import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, type Node } from "../../syntax/ast.js";
import type { Trace } from "./secret-trace.js";
import { givenBy, type Value } from "./secret-value.js";

/**
 * @param name a place where the function is named
 * @returns a list for each call, in the order of the parameters; undefined for one of which that is not known
 */
export function handedRoundabout(name: Node, trace: Trace): readonly (readonly Value[] | undefined)[] {
  const member = name.parent;
  if (member?.type !== "MemberExpression") return [];
  const call = member.parent;
  if (call.type !== "CallExpression" || call.callee !== member) return [];
  switch (memberName(member)) {
    case "call":
      return [valuesOf(call.arguments.slice(1), trace)];
    case "apply":
      return [valuesOfList(call.arguments[1], trace)];
    case "bind":
      return callsOfBound(call, trace).map((args) => valuesOf([...call.arguments.slice(1), ...args], trace));
    default:
      return [];
  }
}

/** The arguments of each call of what `bind` gives; none where it is handed on to whoever calls it. */
function callsOfBound(bound: TSESTree.CallExpression, trace: Trace): readonly TSESTree.CallExpressionArgument[][] {
  const { parent } = bound;
  if (parent.type === "CallExpression" && parent.callee === bound) return [parent.arguments];
  const held = parent.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id : undefined;
  const calls = (held && trace.file.bindings.variableOf(held)?.references)?.flatMap(({ identifier }) => {
    const call = (identifier as Node).parent;
    return call?.type === "CallExpression" && call.callee === identifier ? [call.arguments] : [];
  });
  return calls && calls.length > 0 ? calls : [[]];
}

function valuesOf(args: readonly TSESTree.CallExpressionArgument[], trace: Trace): readonly Value[] | undefined {
  if (args.some(({ type }) => type === "SpreadElement")) return undefined;
  return args.map((argument) => givenBy(trace.valueOf(argument), argument));
}

function valuesOfList(list: TSESTree.CallExpressionArgument | undefined, trace: Trace): readonly Value[] | undefined {
  const value = list && trace.valueOf(list);
  return value?.kind === "list" ? value.items : undefined;
}
