/**
 * The one walk over a file: what it holds of the kinds of node that analyses start from, in source order, each with the
 * function around it. Everything later is a question to these lists, so no rule walks the tree again.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, type CallNode, type FunctionNode, type Node } from "./ast.js";
import { childKeys } from "./walk.js";

export interface Outline {
  readonly functions: readonly FunctionNode[];
  readonly calls: readonly CallNode[];
  readonly tries: readonly TSESTree.TryStatement[];
  readonly throws: readonly TSESTree.ThrowStatement[];
  readonly imports: readonly TSESTree.ImportDeclaration[];
  readonly exports: readonly (
    | TSESTree.ExportNamedDeclaration
    | TSESTree.ExportDefaultDeclaration
    | TSESTree.ExportAllDeclaration
    | TSESTree.TSExportAssignment
  )[];
  readonly assignments: readonly TSESTree.AssignmentExpression[];
  readonly members: readonly TSESTree.MemberExpression[];
  /** `"use client"` and the like, at the top of the file or of a function. */
  readonly directives: readonly TSESTree.ExpressionStatement[];
  readonly hasJsx: boolean;
}

/** Those of a list of the outline that stand inside a node. The lists are in source order, so only that part is looked at. */
export function nodesIn<T extends Node>(list: readonly T[], outer: Node): T[] {
  const [start, end] = outer.range;
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.range[0] < start) low = middle + 1;
    else high = middle;
  }
  const found: T[] = [];
  for (let index = low; index < list.length && list[index]!.range[0] < end; index++) {
    if (list[index]!.range[1] <= end) found.push(list[index]!);
  }
  return found;
}

const bySource = (a: Node, b: Node): number => a.range[0] - b.range[0];

/** Walks the tree once; sets `parent` on every node when the parser did not. */
export function outlineOf(ast: TSESTree.Program, setParents: boolean): Outline {
  const functions: FunctionNode[] = [];
  const calls: CallNode[] = [];
  const tries: TSESTree.TryStatement[] = [];
  const throws: TSESTree.ThrowStatement[] = [];
  const imports: TSESTree.ImportDeclaration[] = [];
  const exports: Outline["exports"][number][] = [];
  const assignments: TSESTree.AssignmentExpression[] = [];
  const members: TSESTree.MemberExpression[] = [];
  const directives: TSESTree.ExpressionStatement[] = [];
  let hasJsx = false;

  const enter = (node: Node): void => {
    switch (node.type) {
      case "CallExpression":
      case "NewExpression":
        calls.push(node);
        break;
      case "MemberExpression":
        members.push(node);
        break;
      case "TryStatement":
        tries.push(node);
        break;
      case "ThrowStatement":
        throws.push(node);
        break;
      case "AssignmentExpression":
        assignments.push(node);
        break;
      case "ImportDeclaration":
        imports.push(node);
        break;
      case "ExportNamedDeclaration":
      case "ExportDefaultDeclaration":
      case "ExportAllDeclaration":
      case "TSExportAssignment":
        exports.push(node);
        break;
      case "ExpressionStatement":
        if (typeof node.directive === "string") directives.push(node);
        break;
      case "JSXElement":
      case "JSXFragment":
        hasJsx = true;
        break;
      default:
        if (isFunction(node)) functions.push(node);
    }
    const keys = childKeys(node.type);
    for (let index = 0; index < keys.length; index++) {
      const value = (node as unknown as Record<string, unknown>)[keys[index]!];
      if (value === null || typeof value !== "object") continue;
      if (Array.isArray(value)) {
        for (let element = 0; element < value.length; element++) {
          const child = value[element] as Node | null;
          if (child === null || typeof child.type !== "string") continue;
          if (setParents) child.parent = node as never;
          enter(child);
        }
      } else if (typeof (value as Node).type === "string") {
        if (setParents) (value as Node).parent = node as never;
        enter(value as Node);
      }
    }
  };
  enter(ast);
  // A few kinds of node hold their children in another order than the text: decorators, template parts.
  for (const list of [functions, calls, members]) list.sort(bySource);
  return { functions, calls, tries, throws, imports, exports, assignments, members, directives, hasJsx };
}
