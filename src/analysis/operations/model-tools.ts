/** Tools that a model runs: those that it is handed, where one of them may change something, and the run of one it has named. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, givenObject, isFunction, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import { READING_WORDS } from "../../vocabulary/sensitive-actions.js";
import { GIVES_AWAY } from "../../vocabulary/sensitive-operations.js";
import { tableWriteOf } from "../records/table-writes.js";
import { knownCall } from "./known-calls.js";
import type { Sensitivity } from "./sensitive-act.js";

/** The call that hands tools to a model, or runs one; undefined for any other, and for tools that only look. */
export function ofTools(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  return toolsWithEffects(call, file) ?? toolByName(call, file);
}

/** `tools[name].execute(input)`, `const tool = tools.get(name)` that runs later: somebody, most often a model, has named it. */
function toolByName(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || !TOOL_RUNS.test(memberName(callee) ?? "")) return undefined;
  const from = registryOf(kept(callee.object, file));
  const registry = from && dottedPath(from)?.at(-1);
  return registry !== undefined && splitWords(registry).some((word) => word === "tools" || word === "tool") ? { category: "ai", event: "ai.tool_call", evidence: `runs one of ${registry}` } : undefined;
}

/** What a constant stands for. */
function kept(node: Node, file: SourceFile): Node {
  return unwrap(file.bindings.constantValue(node) ?? node);
}

/** `tools` of `tools[name]` and of `tools.get(name)`. */
function registryOf(chosen: Node): Node | undefined {
  if (chosen.type === "MemberExpression") return chosen.computed && chosen.property.type !== "Literal" ? chosen.object : undefined;
  if (chosen.type !== "CallExpression" || chosen.callee.type !== "MemberExpression" || calleeName(chosen) !== "get") return undefined;
  return chosen.arguments[0]?.type === "Literal" ? undefined : chosen.callee.object;
}

const TOOL_RUNS = /^(?:execute|run|invoke|call|handler)$/;

/** `streamText({ tools: { refund: tool({ execute: async () => db.… }) } })`: a model that may change something. */
function toolsWithEffects(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const name = calleeName(call) ?? "";
  if (!/^(?:streamText|generateText|streamUI|runTools)$/.test(name)) return undefined;
  const tools = givenObject(call)?.properties.find((property) => propertyName(property) === "tools");
  if (tools?.type !== "Property") return undefined;
  const found = toolsOf(tools.value, file).some((tool) => actsByName(propertyName(tool)) || findNode(tool, (node) => node.type === "Property" && /^(?:execute|generate|function)$/.test(propertyName(node) ?? "") && isFunction(node.value) && changesSomething(node.value, file)));
  return found ? { category: "ai", event: "ai.tool_call", evidence: `calls ${name} with tools that write` } : undefined;
}

/** The tools of an object, those of the constants that it names or spreads among them. */
function toolsOf(node: Node, file: SourceFile, depth = 4): Node[] {
  const inner = unwrap(node);
  if (inner.type === "ObjectExpression") {
    return inner.properties.flatMap((property) => {
      if (property.type === "SpreadElement") return toolsOf(property.argument, file, depth);
      const named = file.bindings.constantValue(property.value);
      return named ? [property, named] : [property];
    });
  }
  const binding = depth > 0 ? file.bindings.ofExpression(inner) : undefined;
  if (binding?.kind === "variable" && binding.init && !binding.pattern) return toolsOf(binding.init, file, depth - 1);
  return inner.type === "ArrayExpression" || inner.type === "CallExpression" ? [inner] : [];
}

/** `generateCoupon`, `refundOrder`: a tool that gives something away, by its name. */
function actsByName(name: string | undefined): boolean {
  const words = splitWords(name ?? "");
  return !words.some((word) => READING_WORDS.has(word)) && (words.some((word) => GIVES_AWAY.has(word)) || DOES_FOR_GOOD.test(words[0] ?? "") || (/^(?:execute|run)$/.test(words[0] ?? "") && RUN.test(words.at(-1) ?? "")));
}

/** `deleteFile`, `sendEmail`: what cannot be taken back. */
const DOES_FOR_GOOD = /^(?:cancel|charge|delete|destroy|drop|pay|remove|send|transfer|wipe)$/;
const RUN = /^(?:bash|code|command|commands|query|script|shell|sql)$/;

function changesSomething(fn: Node, file: SourceFile): boolean {
  return nodesIn(file.outline.calls, fn).some((call) => {
    return knownCall(call, file) !== undefined || (tableWriteOf(call, file)?.certain ?? false);
  });
}
