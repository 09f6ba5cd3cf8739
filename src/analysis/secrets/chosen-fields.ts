/** Which fields of a value stay: `pick` and `omit`, a replacer of `JSON.stringify`, a filter of its entries. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import { calleeName, isFunction, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { walk } from "../../syntax/walk.js";
import { classifySecretName } from "../../vocabulary/secret-words.js";
import { isClearingName, redactsInBody } from "./cleared-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, type Value } from "./secret-value.js";

/** `JSON.stringify(value, replacer)`: a list of keys picks, a function that names the field or a placeholder redacts. */
export function stringified(call: TSESTree.CallExpression, trace: Trace): Value {
  const [subject, replacer] = call.arguments;
  if (!subject) return CLEAN;
  const value = trace.valueOf(subject);
  const filter = replacer && unwrap(replacer);
  if (!filter) return value;
  const keys = listOfNames(filter, trace);
  if (keys) return picked(value, keys, call, trace);
  const binding = filter.type === "Identifier" ? trace.file.bindings.of(filter) : undefined;
  const fn = isFunction(filter) ? filter : binding?.kind === "function" ? binding.fn : undefined;
  if (!fn) return isClearingName(calleeOrName(filter) ?? "", trace.file.settings) ? CLEAN : value;
  const tested = namesTestedIn(fn, trace);
  if (tested) return withoutNames(value, tested);
  return redactsInBody(fn.body) || namesSecrets(fn.body, trace) ? CLEAN : value;
}

/** The keys that a function compares its own with, where all of its tests are exact; undefined where one is not, or none. */
export function namesTestedIn(fn: FunctionNode, trace: Trace): string[] | undefined {
  const names: string[] = [];
  let exact = true;
  walk(fn.body, (node) => {
    switch (node.type) {
      case "BinaryExpression":
        if (/^[!=]==?$/.test(node.operator))
          for (const side of [node.left, node.right]) names.push(staticString(side, trace.file.bindings) ?? "");
        break;
      case "SwitchCase":
        names.push(staticString(node.test ?? undefined, trace.file.bindings) ?? "");
        break;
      case "CallExpression": {
        const method = calleeName(node) ?? "";
        if (!/^(?:includes|has|test|match|some|indexOf|startsWith|endsWith|find)$/.test(method)) break;
        const callee = unwrap(node.callee);
        const list = callee.type === "MemberExpression" ? listOfNames(unwrap(callee.object), trace) : undefined;
        if (list) names.push(...list);
        else exact = false;
      }
    }
    return undefined;
  });
  const told = names.filter(Boolean);
  return exact && told.length > 0 ? told : undefined;
}

/** The value without the fields of these names, at any depth. */
export function withoutNames(value: Value, names: readonly string[]): Value {
  const below = (one: Value): Value => withoutNames(one, names);
  switch (value.kind) {
    case "object": {
      const fields = new Map([...value.fields].map(([name, field]) => [name, below(field)] as const));
      for (const name of names) fields.set(name, CLEAN);
      return { kind: "object", fields, rest: value.rest };
    }
    case "list":
      return { kind: "list", items: value.items.map(below) };
    case "either":
      return either(value.values.map(below));
    case "whole":
    case "opaque":
      return { kind: "object", fields: new Map(names.map((name) => [name, CLEAN] as const)), rest: [value] };
    default:
      return value;
  }
}

function calleeOrName(node: Node): string | undefined {
  return node.type === "Identifier" ? node.name : node.type === "CallExpression" ? calleeName(node) : undefined;
}

/** A replacer that tests keys by a secret's name. */
function namesSecrets(body: Node, trace: Trace): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.type === "Literal" && (typeof node.value === "string" || "regex" in node)) {
      const words = typeof node.value === "string" ? [node.value] : (node.raw.match(/[A-Za-z_]+/g) ?? []);
      found ||= words.some((word) => isSecretName(word, trace));
    } else if (node.type === "Identifier" && /secret|sensitive|redact|private|hidden|blocked|mask/i.test(node.name)) found = true;
    return found ? false : undefined;
  });
  return found;
}

function isSecretName(name: string, trace: Trace): boolean {
  const verdict = classifySecretName(name, trace.file.settings);
  return verdict !== undefined && "class" in verdict;
}

/** The texts of a list that is written in the file, as it stands or in a `Set`. */
export function listOfNames(node: Node, trace: Trace): string[] | undefined {
  const binding = node.type === "Identifier" ? trace.file.bindings.of(node) : undefined;
  const list = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : node;
  if (list.type === "NewExpression" && list.arguments[0]) return listOfNames(unwrap(list.arguments[0]), trace);
  if (list.type !== "ArrayExpression") return undefined;
  const names = list.elements.map((element) => (element ? staticString(element, trace.file.bindings) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** `pick(body, ["email"])`, `omit(user, "password")`: exact where the names are in the file, trusted where they are not. */
export function chosenFields(call: TSESTree.CallExpression, name: "pick" | "omit", trace: Trace): Value {
  const [subject, ...rest] = call.arguments;
  if (!subject) return CLEAN;
  const names = rest.flatMap((argument) => {
    const one = staticString(argument, trace.file.bindings);
    return one !== undefined ? [one] : (listOfNames(unwrap(argument), trace) ?? [undefined]);
  });
  if (names.length === 0 || names.includes(undefined)) return CLEAN;
  const value = trace.valueOf(subject);
  if (name === "pick") return picked(value, names as string[], call, trace);
  const fields = new Map(names.map((one) => [one!, CLEAN] as const));
  return { kind: "object", fields, rest: [value] };
}

function picked(value: Value, names: readonly string[], call: Node, trace: Trace): Value {
  const fields = new Map<string, Value>();
  for (const name of names) {
    const field = trace.fieldOf(value, name, call);
    // The text of the call is no name for what was picked out of it.
    fields.set(
      name,
      field.kind === "secret" && field.node === call ? { ...field, secret: { ...field.secret, what: name } } : field,
    );
  }
  return { kind: "object", fields, rest: [] };
}

/**
 * `Object.entries(user).filter(([key]) => key !== "password")`: the entries without those that the test names; all are trusted
 * where it goes by a list or a pattern that the file does not show.
 */
export function filteredEntries(entries: Value, test: FunctionNode, trace: Trace): Value {
  if (entries.kind !== "pairs" || !test.body) return entries;
  const tested = namesTestedIn(test, trace);
  if (!tested) return namesSecrets(test.body, trace) ? CLEAN : entries;
  return { kind: "pairs", of: withoutNames(entries.of, tested) };
}
