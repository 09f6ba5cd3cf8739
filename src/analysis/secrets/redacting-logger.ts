/** Which fields a logger takes out itself, as far as the file that logs also configures it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { walk } from "../../syntax/walk.js";
import { isEdgeFunction } from "../../vocabulary/file-kinds.js";
import { isClearingName, redactsInBody } from "./cleared-values.js";

/** Says whether the logger hides what lies at a path of a record's fields. */
export type Redaction = (path: readonly string[]) => boolean;

const known = keptWith<Node, Redaction | undefined>();
const FACTORIES_DEEP = 5;

/** The redaction of the logger that the expression is, through `.child()` and constants; undefined when none is known. */
export function redactionOf(logger: Node, file: SourceFile, depth = FACTORIES_DEEP): Redaction | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(logger);
  if (inner.type === "Identifier") {
    const binding = file.bindings.of(inner);
    return binding.kind === "variable" && binding.init && !binding.pattern
      ? redactionOf(binding.init, file, depth - 1)
      : undefined;
  }
  if (inner.type === "MemberExpression") return redactionOf(inner.object, file, depth - 1);
  if (inner.type !== "CallExpression" && inner.type !== "NewExpression") return undefined;
  if (calleeName(inner) === "pino" && runsOutsideNode(file)) return undefined;
  if (known.has(inner)) return known.get(inner);
  known.set(inner, undefined);
  const parts = [ownRedaction(inner, file), redactionOf(inner.callee, file, depth - 1)].filter((part) => part !== undefined);
  const redaction = parts.length === 0 ? undefined : (path: readonly string[]): boolean => parts.some((part) => part(path));
  known.set(inner, redaction);
  return redaction;
}

/** On edge runtimes pino is its browser build, whose `redact` does nothing. */
function runsOutsideNode({ view: { text, path } }: SourceFile): boolean {
  return (
    /\bruntime\s*[:=]\s*["'](?:experimental-)?edge["']|\bDeno\.|\bcloudflare:|\bExportedHandler\b|export default \{\s*(?:async\s+)?fetch\b/.test(text) ||
    isEdgeFunction(path) ||
    /(?:^|\/)functions\/_middleware\./.test(path)
  );
}

function ownRedaction(factory: TSESTree.CallExpression | TSESTree.NewExpression, file: SourceFile): Redaction | undefined {
  for (const argument of factory.arguments) {
    const options = resolved(argument, file);
    if (options.type !== "ObjectExpression") continue;
    const found = options.properties.flatMap((property) =>
      property.type === "Property" ? [redactionOfOption(property, calleeName(factory), file)] : [],
    );
    const parts = found.filter((part) => part !== undefined);
    if (parts.length > 0) return (path) => parts.some((part) => part(path));
  }
  return undefined;
}

function redactionOfOption(property: TSESTree.Property, factory: string | undefined, file: SourceFile): Redaction | undefined {
  const name = propertyName(property) ?? "";
  const value = resolved(property.value, file);
  if (name === "serializers" && value.type === "ObjectExpression") return serializers(value);
  if (
    name === "format" ||
    name === "formatters" ||
    name === "mixin" ||
    name === "hooks" ||
    name === "processors" ||
    name === "transform"
  ) {
    return redactionInside(value, file);
  }
  if (!/redact|mask|censor|sanitiz|scrub|sensitive|obfuscat/i.test(name)) return undefined;
  if (value.type === "Literal") return value.value === true ? () => true : undefined;
  const paths = stringsIn(value, file);
  if (paths === undefined) return () => true;
  return factory === "pino"
    ? (path) => paths.some((pattern) => matchesPath(pattern, path))
    : (path) => path.some((part) => paths.some((pattern) => samePart(pattern, part)));
}

/** A serializer of one's own decides what is written of its key; the stock ones write headers and all. */
function serializers(object: TSESTree.ObjectExpression): Redaction {
  const keys = new Set(
    object.properties.flatMap((property) =>
      property.type === "Property" && unwrap(property.value).type !== "MemberExpression" ? [propertyName(property)] : [],
    ),
  );
  return (path) => keys.has(path[0]);
}

/**
 * Paths as pino reads them: `password`, `*.password` (one level deep), `req.headers.authorization`, `user["pass"]`; and
 * `items[*].token` of a list, whose elements go by no name here.
 */
function matchesPath(pattern: string, path: readonly string[]): boolean {
  const ofElements = pattern.replaceAll(/(?<=.)\[\*\]/g, "");
  return isOnPath(pattern, path) || (ofElements !== pattern && isOnPath(ofElements, path));
}

function isOnPath(pattern: string, path: readonly string[]): boolean {
  const parts = pattern.split(/[.[\]"']+/).filter(Boolean);
  if (parts.length !== path.length) return parts.length < path.length && parts.every((part, index) => part === path[index]);
  return parts.every((part, index) => part === "*" || part === path[index]);
}

function samePart(pattern: string, part: string): boolean {
  const last = pattern.split(".").at(-1)!;
  return last.toLowerCase() === part.toLowerCase();
}

function stringsIn(value: Node, file: SourceFile): string[] | undefined {
  const lists =
    value.type === "ObjectExpression"
      ? value.properties.flatMap((property) =>
          property.type === "Property" && /^(?:paths|keys|fields)$/.test(propertyName(property) ?? "")
            ? [resolved(property.value, file)]
            : [],
        )
      : [value];
  const strings: string[] = [];
  for (const list of lists) {
    if (list.type !== "ArrayExpression") return undefined;
    for (const element of list.elements) {
      const text = element && element.type !== "SpreadElement" ? staticString(element, file.bindings) : undefined;
      if (text === undefined) return undefined;
      strings.push(text);
    }
  }
  return strings;
}

/** `combine(redactSecrets(), json())`, or a format function of the file that blanks fields: those fields, or all. */
function redactionInside(value: Node, file: SourceFile): Redaction | undefined {
  const found: Redaction[] = [];
  walk(value, (node) => {
    if (isFunction(node)) {
      if (redactsInBody(node.body)) found.push(blanked(node.body, file));
    } else if (node.type === "Identifier") {
      const fn = functionBehind(node, file);
      if (fn && redactsInBody(fn.body)) found.push(blanked(fn.body, file));
      else if (!fn && isClearingName(node.name, file.settings)) found.push(() => true);
    }
    return undefined;
  });
  return found.length === 0 ? undefined : (path) => found.some((one) => one(path));
}

/** The function that a name stands for, or the one that a factory is given: `const clean = format((info) => …)`. */
function functionBehind(node: TSESTree.Identifier, file: SourceFile): FunctionNode | undefined {
  const binding = file.bindings.of(node);
  if (binding.kind === "function") return binding.fn;
  const init = binding.kind === "variable" && binding.init ? unwrap(binding.init) : undefined;
  return init?.type === "CallExpression" ? init.arguments.find((argument) => isFunction(argument)) : undefined;
}

/** The fields that a function deletes or overwrites by name; everything where it goes by more than names. */
function blanked(body: Node, file: SourceFile): Redaction {
  const names = new Set<string>();
  let exact = true;
  walk(body, (node) => {
    const changed =
      node.type === "UnaryExpression" && node.operator === "delete"
        ? unwrap(node.argument)
        : node.type === "AssignmentExpression"
          ? node.left
          : undefined;
    if (changed?.type === "MemberExpression") {
      const name = memberName(changed);
      if (name !== undefined) names.add(name);
      else exact = false;
    }
    if (node.type === "CallExpression" || node.type === "RestElement") exact = false;
    return undefined;
  });
  if (exact && names.size > 0) return (path) => path.some((part) => names.has(part));
  const listed = namesListed(body, file);
  return listed ? (path) => path.some((part) => listed.some((name) => samePart(name, part))) : () => true;
}

/** The names in the one list that a function goes through: `for (const key of SECRET_KEYS) delete info[key]`. */
function namesListed(body: Node, file: SourceFile): string[] | undefined {
  const lists: string[][] = [];
  let patterns = false;
  walk(body, (node) => {
    if (node.type === "Literal" && "regex" in node) patterns = true;
    const list = node.type === "Identifier" || node.type === "ArrayExpression" ? resolved(node, file) : undefined;
    if (list?.type === "Literal" && "regex" in list) patterns = true;
    const items = list?.type === "NewExpression" && list.arguments[0] ? resolved(list.arguments[0], file) : list;
    const names = items?.type === "ArrayExpression" ? stringsIn(items, file) : undefined;
    if (names && names.length > 0) lists.push(names);
    return undefined;
  });
  return patterns || lists.length === 0 ? undefined : lists.flat();
}

function resolved(node: Node, file: SourceFile): Node {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  return binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : inner;
}
