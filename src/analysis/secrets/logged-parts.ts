/** What a record is given, taken apart as far as it is written in the call. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, isFunction, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import { givesHostAlone } from "./connection-host.js";
import { printsAsObject } from "./object-in-text.js";
import type { Trace } from "./secret-trace.js";
import { isUnknown, type Value } from "./secret-value.js";

export interface Part {
  /** What is reported and edited. */
  readonly node: Node;
  readonly value: Value;
  /** The fields that lead to the part from the record's argument. */
  readonly path: readonly string[];
}

/** Takes an argument apart as far as it is written in the call: fields, elements, a template's parts, both arms of a choice. */
export function takeApart(node: Node, reported: Node, path: readonly string[], trace: Trace, parts: Part[]): void {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ObjectExpression":
      for (const property of inner.properties) takePropertyApart(property, inner, path, trace, parts);
      return;
    case "ArrayExpression":
      for (const element of inner.elements)
        if (element) takeApart(element.type === "SpreadElement" ? element.argument : element, element, path, trace, parts);
      return;
    case "TemplateLiteral":
      if (
        inner.expressions.some(
          (part, index) => /\bbearer $/i.test(inner.quasis[index]!.value.raw) && isUnknown(trace.valueOf(part)),
        )
      )
        break;
      for (const part of inner.expressions) if (!printsAsObject(part, trace.file)) takeApart(part, part, path, trace, parts);
      return;
    case "BinaryExpression":
      if (inner.operator !== "+") return;
      for (const part of [inner.left, inner.right])
        if (!printsAsObject(part, trace.file)) takeApart(part, part, path, trace, parts);
      return;
    case "ConditionalExpression":
      for (const arm of [inner.consequent, inner.alternate])
        if (!runsInDevelopmentAlone(arm, trace.file)) takeApart(arm, arm, path, trace, parts);
      return;
    case "LogicalExpression":
      if (givesHostAlone(inner, (part) => trace.textOf(part))) return;
      if (inner.operator !== "&&") takeApart(inner.left, inner.left, path, trace, parts);
      takeApart(inner.right, inner.right, path, trace, parts);
      return;
    case "CallExpression": {
      const written =
        isStringifier(inner) && inner.arguments.length > 0 && holdsNoFilter(inner) ? unwrap(inner.arguments[0]!) : undefined;
      if (written?.type === "ObjectExpression" || written?.type === "ArrayExpression")
        return takeApart(written, written, path, trace, parts);
      break;
    }
    case "NewExpression":
      if (/Error$/.test(calleeName(inner) ?? "") && inner.arguments[0])
        return takeApart(inner.arguments[0], inner.arguments[0], path, trace, parts);
  }
  if (!isFunction(inner)) parts.push({ node: reported, value: trace.valueOf(inner), path });
}

function takePropertyApart(
  property: TSESTree.Property | TSESTree.SpreadElement,
  object: TSESTree.ObjectExpression,
  path: readonly string[],
  trace: Trace,
  parts: Part[],
): void {
  if (property.type === "SpreadElement") {
    const spread = unwrap(property.argument);
    const choice =
      spread.type === "LogicalExpression" || spread.type === "ConditionalExpression" || spread.type === "ObjectExpression";
    if (choice) return takeApart(spread, property, path, trace, parts);
    // What a later field of the same name replaces is not written.
    const whole = trace.valueOf(object);
    const later =
      whole.kind === "object"
        ? [...whole.fields].filter(([name]) =>
            object.properties.some(
              (other) => other.type === "Property" && other.range[0] > property.range[0] && propertyName(other) === name,
            ),
          )
        : [];
    const value: Value = {
      kind: "object",
      fields: new Map(later.map(([name]) => [name, { kind: "clean" }])),
      rest: [trace.valueOf(spread)],
    };
    parts.push({ node: property, value, path });
    return;
  }
  const name = propertyName(property);
  const below = name === undefined ? path : [...path, name];
  const inner = unwrap(property.value);
  if (inner.type === "ObjectExpression" || inner.type === "ArrayExpression")
    return takeApart(inner, property, below, trace, parts);
  const value = trace.valueOf(object);
  const field = name === undefined || value.kind !== "object" ? trace.valueOf(inner) : value.fields.get(name);
  if (field) parts.push({ node: property, value: isFunction(inner) ? { kind: "clean" } : field, path: below });
}

function isStringifier(call: TSESTree.CallExpression): boolean {
  return /^(?:stringify|inspect|assign|freeze|String|format)$/.test(calleeName(call) ?? "");
}

function holdsNoFilter(call: TSESTree.CallExpression): boolean {
  const second = call.arguments[1];
  return calleeName(call) === "stringify"
    ? second === undefined || second.type === "Literal" || (second.type === "Identifier" && second.name === "undefined")
    : calleeName(call) !== "assign";
}
