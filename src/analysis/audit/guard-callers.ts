/**
 * A guard of the file that leaves it to those who ask it to record what it refuses: `if (asked.response) { log(…); return
 * asked.response; }`.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { handlerSite, type HandlerSite } from "../../frameworks/framework.js";
import { enclosingFunction, isInside, type FunctionNode, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import type { FileFacts } from "../file-facts.js";
import { flowOf } from "../handlers/handler-flow.js";
import { weakerOf, type RecordStrength } from "../../vocabulary/record-strength.js";

/** What every caller leaves behind where it hands on the guard's refusal, at its weakest; undefined where one leaves nothing. */
export function recordedByCallers({ framework, fn }: HandlerSite, facts: FileFacts): RecordStrength | undefined {
  const declared = fn && nameOf(fn);
  if (framework !== "response-guard" || !declared || isExported(fn)) return undefined;
  const variable = facts.file.bindings.lookUp(declared.name, fn.parent);
  const uses = variable?.references.filter((reference) => !reference.init).map(({ identifier }) => identifier as Node) ?? [];
  const strengths = uses.filter((use) => !isInside(use, fn)).map((use) => recordedAt(use, facts));
  return strengths.length > 0 ? strengths.reduce(weakerOf) : undefined;
}

function nameOf(fn: FunctionNode): TSESTree.Identifier | undefined {
  if (fn.id) return fn.id;
  return fn.parent.type === "VariableDeclarator" && fn.parent.id.type === "Identifier" ? fn.parent.id : undefined;
}

function isExported(fn: FunctionNode): boolean {
  const declaration = fn.type === "FunctionDeclaration" ? fn : fn.parent.parent;
  return declaration?.parent?.type === "ExportNamedDeclaration" || declaration?.parent?.type === "ExportDefaultDeclaration";
}

/** What stands beside the exits that give back what the call gave. */
function recordedAt(use: Node, facts: FileFacts): RecordStrength | undefined {
  const call = use.parent?.type === "CallExpression" && use.parent.callee === use ? use.parent : undefined;
  const caller = call && enclosingFunction(call);
  if (!caller) return undefined;
  const site = facts.handlers.find(({ fn, region }) => fn === caller && !region) ?? handlerSite({ framework: "configured", dialect: "response", fn: caller, place: caller });
  const { exits, coverage } = flowOf(site, facts.file, facts.handlers);
  const caught = exits.filter(({ caughtBy }) => caughtBy !== undefined && caughtBy === clauseAround(call, caller));
  if (caught.length > 0) return caught.map(coverage).reduce(weakerOf);
  const names = namesOf(call);
  if (!names) return undefined;
  const handedOn = exits.filter(({ node }) => findNode(node, (inner) => inner.type === "Identifier" && names.has(inner.name)) !== undefined && node.range[0] > call.range[1] && isRefused(node, names));
  return handedOn.length > 0 ? handedOn.map(coverage).reduce(weakerOf) : undefined;
}

/** The catch that gets what the call throws. */
function clauseAround(call: Node, caller: FunctionNode): TSESTree.CatchClause | undefined {
  for (let inner = call; inner.parent && inner !== caller; inner = inner.parent) {
    const outer = inner.parent;
    if (outer.type === "TryStatement" && outer.block === inner && outer.handler) return outer.handler;
  }
  return undefined;
}

/** The names that the call's result gets. */
function namesOf(call: TSESTree.CallExpression): ReadonlySet<string> | undefined {
  const outer = call.parent.type === "AwaitExpression" ? call.parent.parent : call.parent;
  if (outer.type !== "VariableDeclarator") return undefined;
  if (outer.id.type === "Identifier") return new Set([outer.id.name]);
  if (outer.id.type !== "ObjectPattern") return undefined;
  return new Set(outer.id.properties.flatMap((property) => (property.type === "Property" && property.value.type === "Identifier" ? [property.value.name] : [])));
}

/** In a branch that asks for the result: `if (asked.response) return …`. */
function isRefused(node: Node, names: ReadonlySet<string>): boolean {
  for (let inner: Node = node; inner.parent && inner.type !== "FunctionDeclaration"; inner = inner.parent) {
    const outer = inner.parent;
    if (outer.type === "IfStatement" && outer.consequent === inner) return findNode(outer.test, (part) => part.type === "Identifier" && names.has(part.name)) !== undefined;
  }
  return false;
}
