/**
 * What a function of the file leaves of its arguments, where its name or its body says that it redacts. One that copies, takes
 * fields away by name and hands on the rest is followed, so that what it leaves in is seen; what a hash, a loop or a pattern
 * leaves cannot be told, and is trusted.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Settings } from "../../settings.js";
import { calleeName, dottedPath, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { walk } from "../../syntax/walk.js";
import { namesTestedIn, withoutNames } from "./chosen-fields.js";
import { isClearingName, isPlaceholder, redactsInBody } from "./cleared-values.js";
import { returned } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, secretsIn, type Value } from "./secret-value.js";

/**
 * @param name how the call names the function
 * @returns undefined where neither name nor body say that it redacts
 */
export function leftByRedactor(fn: FunctionNode, name: string, call: TSESTree.CallExpression, trace: Trace): Value | undefined {
  if (isConfiguredRedactor(name, trace.file.settings)) return CLEAN;
  if (!isClearingName(name, trace.file.settings) && !redactsInBody(fn.body)) return undefined;
  const left = isFollowable(fn) ? returned(fn, call.arguments, trace) : behindList(fn, call, trace);
  return left && secretsIn(left, () => false).length > 0 ? left : CLEAN;
}

/** `for (const key of Object.keys(o)) copy[key] = HIDDEN.includes(key) ? "***" : o[key]`: the fields that the list leaves. */
function behindList(fn: FunctionNode, call: TSESTree.CallExpression, trace: Trace): Value | undefined {
  const [subject] = call.arguments;
  const value = subject && fn.params.length === 1 ? trace.valueOf(subject) : undefined;
  if (value?.kind !== "object" || !goesByNames(fn)) return undefined;
  const names = namesTestedIn(fn, trace);
  return names && withoutNames(value, names);
}

const byNames = keptWith<FunctionNode, boolean>();

/** All that it asks is whether a field is of a list. */
function goesByNames(fn: FunctionNode): boolean {
  let known = byNames.get(fn);
  if (known === undefined) {
    let other = false;
    walk(fn.body, (node) => {
      other ||=
        node.type === "CallExpression"
          ? !LISTING.has(calleeName(node) ?? "")
          : node.type === "UnaryExpression" || node.type === "NewExpression" || (node.type === "Literal" && "regex" in node);
      return other ? false : undefined;
    });
    byNames.set(fn, (known = !other));
  }
  return known;
}

const LISTING: ReadonlySet<string> = new Set(["keys", "entries", "fromEntries", "map", "forEach", "reduce", "includes", "has"]);

function isConfiguredRedactor(name: string, { redactors }: Settings): boolean {
  return redactors.some((pattern) => pattern.test(name));
}

const followable = keptWith<FunctionNode, boolean>();

/** Nothing in it takes a part of a value away but by the name of a field. */
function isFollowable(fn: FunctionNode): boolean {
  let known = followable.get(fn);
  if (known === undefined) followable.set(fn, (known = !hasOpaqueStep(fn)));
  return known;
}

function hasOpaqueStep(fn: FunctionNode): boolean {
  if (!fn.body || fn.generator) return true;
  let found = false;
  walk(fn.body, (node) => {
    found ||= isOpaqueStep(node);
    return found ? false : undefined;
  });
  return found;
}

function isOpaqueStep(node: Node): boolean {
  switch (node.type) {
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
    case "NewExpression":
    case "TaggedTemplateExpression":
      return true;
    case "CallExpression":
      return !COPYING.has(dottedPath(unwrap(node.callee))?.join(".") ?? "") && !KEEPING_METHODS.has(calleeName(node) ?? "");
    case "MemberExpression":
      return memberName(node) === undefined;
    case "Property":
      return propertyName(node as TSESTree.Property) === undefined;
    case "TemplateElement":
      return node.value.raw.includes("*");
    case "Literal":
      return "regex" in node || (isPlaceholder(node) && !isWhole(node));
    case "UnaryExpression":
      return node.operator === "delete" && isConditional(node);
    case "AssignmentExpression":
      return isConditional(node);
    default:
      return isFunction(node);
  }
}

/** What a field, a variable or the result is: no arm of a choice. */
function isWhole({ parent }: Node): boolean {
  return parent?.type === "Property" || parent?.type === "AssignmentExpression" || parent?.type === "ReturnStatement" || parent?.type === "SwitchCase";
}

/** `if (copy.token) copy.token = "…"`: whether it happened is not told by the order of the lines. */
function isConditional(node: Node): boolean {
  for (let outer = node.parent; outer && !isFunction(outer); outer = outer.parent)
    if (outer.type !== "BlockStatement" && outer.type !== "ExpressionStatement") return true;
  return false;
}

/** Functions and methods that hand on all that they are given. */
const COPYING: ReadonlySet<string> = new Set(["Object.assign", "structuredClone", "String", "JSON.parse", "cloneDeep", "_.cloneDeep", "Object.freeze"]);
const KEEPING_METHODS: ReadonlySet<string> = new Set(["trim", "toString", "toObject", "toJSON", "toLowerCase", "toUpperCase", "stringify"]);
