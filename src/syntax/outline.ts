/**
 * The one walk over a file: what it holds of the kinds of node that analyses start from, in source order, each with the
 * function around it. Everything later is a question to these lists, so no rule walks the tree again.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, type CallNode, type FunctionNode, type Node } from "./ast.js";
import { countFirst } from "./count-first.js";
import { childKeys, isTypeDeclaration, isTypeKey } from "./walk.js";

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
  readonly taggedTemplates: readonly TSESTree.TaggedTemplateExpression[];
  /** `"use client"` and the like, at the top of the file or of a function. */
  readonly directives: readonly TSESTree.ExpressionStatement[];
  readonly hasJsx: boolean;
}

/** Those of a list of the outline that stand inside a node. The lists are in source order, so only that part is looked at. */
export function nodesIn<T extends Node>(list: readonly T[], outer: Node): T[] {
  const [start, end] = outer.range;
  const found: T[] = [];
  const first = countFirst(list, ({ range }) => range[0] < start);
  for (let index = first; index < list.length && list[index]!.range[0] < end; index++) {
    if (list[index]!.range[1] <= end) found.push(list[index]!);
  }
  return found;
}

const bySource = (a: Node, b: Node): number => a.range[0] - b.range[0];

/**
 * Walks the tree once.
 * @param bare the parser has set neither `range` nor `parent`: both are set on the way, in types too
 */
export function outlineOf(ast: TSESTree.Program, bare: boolean): Outline {
  const functions: FunctionNode[] = [];
  const calls: CallNode[] = [];
  const tries: TSESTree.TryStatement[] = [];
  const throws: TSESTree.ThrowStatement[] = [];
  const imports: TSESTree.ImportDeclaration[] = [];
  const exports: Outline["exports"][number][] = [];
  const assignments: TSESTree.AssignmentExpression[] = [];
  const members: TSESTree.MemberExpression[] = [];
  const taggedTemplates: TSESTree.TaggedTemplateExpression[] = [];
  const directives: TSESTree.ExpressionStatement[] = [];
  let hasJsx = false;

  const note = (node: Node): void => {
    switch (node.type) {
      case "CallExpression":
      case "NewExpression":
        calls.push(node);
        break;
      case "MemberExpression":
        members.push(node);
        break;
      case "TaggedTemplateExpression":
        taggedTemplates.push(node);
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
  };

  const enter = (node: Node): void => {
    // Half of all nodes hold nothing; a parameter's name may have decorators.
    if (node.type === "Literal" || (node.type === "Identifier" && !node.decorators?.length)) return;
    note(node);
    const keys = childKeys(node.type);
    for (let index = 0; index < keys.length; index++) {
      const value = (node as unknown as Record<string, unknown>)[keys[index]!];
      if (value === null || typeof value !== "object") continue;
      if (Array.isArray(value)) {
        for (const child of value as (Node | null)[]) if (typeof child?.type === "string") enter(child);
      } else if (typeof (value as Node).type === "string") enter(value as Node);
    }
  };
  if (bare) finishTree(ast, note);
  else enter(ast);
  // A few kinds of node hold their children in another order than the text: decorators, template parts.
  for (const list of [functions, calls, tries, throws, assignments, members, taggedTemplates]) list.sort(bySource);
  return { functions, calls, tries, throws, imports, exports, assignments, members, taggedTemplates, directives, hasJsx };
}

/** A node as oxc-parser hands it over: plain data, with places in place of a range. */
type BareNode = { start: number; end: number; range: [number, number]; parent: BareNode } & Record<string, unknown>;

/**
 * Sets `range` and `parent` on every node, and hands those that run to `note`, parents first. The fields of plain data are
 * read as they come: asking a list of keys for each kind of node takes twice as long.
 */
function finishTree(ast: Node, note: (node: Node) => void): void {
  const finish = (node: BareNode, runs: boolean): void => {
    node.range = [node.start, node.end];
    if (runs) {
      note(node as unknown as Node);
      runs = !isTypeDeclaration(node["type"] as string);
    }
    for (const key in node) {
      const value = node[key];
      if (value === null || typeof value !== "object" || key === "parent" || key === "range") continue;
      const below = runs && !isTypeKey(key, node["type"] as string);
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index++) {
          const child = value[index] as BareNode | null;
          if (child === null || typeof child["type"] !== "string") continue;
          child.parent = node;
          finish(child, below);
        }
      } else if (typeof (value as BareNode)["type"] === "string") {
        (value as BareNode).parent = node;
        finish(value as BareNode, below);
      }
    }
  };
  finish(ast as unknown as BareNode, true);
}
