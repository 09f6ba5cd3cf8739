/** Where an expression comes from: which export of which module, through fields, factories and what is handed in. */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedPath } from "../scope/imported-path.js";
import type { SourceFile } from "../source-file.js";
import { memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { classBodyAround } from "../syntax/class-around.js";
import { heldAs } from "./held-by-field.js";
import { keptWith } from "../syntax/kept-with.js";

export interface Lead {
  readonly source: string;
  readonly path: readonly string[];
}

/** In a path: what the function before it returns. */
export const MADE = "()";

const DEPTH = 4;

/**
 * What `importedPath` tells, and what it does not: `require("./x").a`, `createAudit().write` of an imported factory, `{ write }`
 * taken out of an import, `this.audit` by the value or the type of the field, a parameter by its type.
 */
export function leadOf(node: Node, file: SourceFile, depth = DEPTH): Lead | undefined {
  const inner = unwrap(node);
  const direct = importedPath(inner, file.bindings);
  if (direct || depth === 0) return direct;
  switch (inner.type) {
    case "Identifier":
      return leadOfName(inner, file, depth);
    case "MemberExpression": {
      const name = memberName(inner);
      if (name === undefined) return undefined;
      return inner.object.type === "ThisExpression" ? heldBy(inner, name, file, depth) : memberOf(leadOf(inner.object, file, depth - 1), name);
    }
    case "CallExpression": {
      const source = requiredModule(inner);
      return source === undefined ? memberOf(leadOf(inner.callee, file, depth - 1), MADE) : { source, path: ["default"] };
    }
    case "AwaitExpression":
      return leadOf(inner.argument, file, depth);
    default:
      return undefined;
  }
}

/** The module that `require("./x")` names. */
export function requiredModule(call: TSESTree.CallExpression): string | undefined {
  const [given] = call.arguments;
  const required = call.callee.type === "Identifier" && call.callee.name === "require";
  return required && given?.type === "Literal" && typeof given.value === "string" ? given.value : undefined;
}

function memberOf(lead: Lead | undefined, name: string): Lead | undefined {
  return lead && { source: lead.source, path: [...lead.path, name] };
}

function leadOfName(name: TSESTree.Identifier, file: SourceFile, depth: number): Lead | undefined {
  const binding = file.bindings.of(name);
  if (binding.kind === "parameter") return ofType(binding.fn.params[binding.index], file);
  if (binding.kind !== "variable" || !binding.init || !binding.constant) return undefined;
  if (!binding.pattern) return leadOf(binding.init, file, depth - 1);
  const taken = takenName(binding.pattern, name.name);
  return taken === undefined ? undefined : memberOf(leadOf(binding.init, file, depth - 1), taken);
}

/** `write` of `const { write: note } = …`, for `note`. */
function takenName(pattern: Node, local: string): string | undefined {
  const property = pattern.type === "ObjectPattern" ? pattern.properties.find(({ value }) => value?.type === "Identifier" && value.name === local) : undefined;
  return property && propertyName(property);
}

/** `function routes(controller: LoginController)`: what is handed in is made of the class that is its type. */
function ofType(declared: Node | undefined, file: SourceFile): Lead | undefined {
  const inner = declared?.type === "TSParameterProperty" ? declared.parameter : declared;
  const named = inner?.type === "AssignmentPattern" ? inner.left : inner;
  const type = named?.type === "Identifier" || named?.type === "PropertyDefinition" ? named.typeAnnotation?.typeAnnotation : undefined;
  const name = type?.type === "TSTypeReference" ? type.typeName : undefined;
  return name?.type === "Identifier" ? memberOf(importedPath(name, file.bindings), "prototype") : undefined;
}

const heldByClass = keptWith<TSESTree.ClassBody, Map<string, Lead | undefined>>();

/** `this.controller`: by the value of the field, by the class that is its type, or by the class that this one extends. */
function heldBy(member: TSESTree.MemberExpression, name: string, file: SourceFile, depth: number): Lead | undefined {
  const body = classBodyAround(member);
  if (!body) return undefined;
  let held = heldByClass.get(body);
  if (!held) heldByClass.set(body, (held = new Map()));
  if (!held.has(name)) {
    // Nobody knows yet: a field may be made of itself.
    held.set(name, undefined);
    held.set(name, leadOfField(member, body, name, file, depth));
  }
  return held.get(name);
}

function leadOfField(
  member: TSESTree.MemberExpression,
  body: TSESTree.ClassBody,
  name: string,
  file: SourceFile,
  depth: number,
): Lead | undefined {
  const { values, typed } = heldAs(member, file);
  for (const value of values) {
    const lead = leadOf(value, file, depth - 1);
    if (lead) return lead;
  }
  for (const declared of typed) {
    const lead = ofType(declared, file);
    if (lead) return lead;
  }
  const isOwn = values.length > 0 || typed.length > 0 || body.body.some((one) => propertyName(one) === name);
  const { superClass } = body.parent;
  return !isOwn && superClass ? memberOf(memberOf(leadOf(superClass, file, depth - 1), "prototype"), name) : undefined;
}
