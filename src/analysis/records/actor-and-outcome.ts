/** Does a line name who and how it ended? Then it is an audit event, whatever writes it. */
import { dottedPath, propertyName, unwrap } from "../../syntax/ast.js";
import type { SourceFile } from "../../source-file.js";
import { EVENT_NAME } from "../../vocabulary/event-name.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import type { RecordStrength } from "../../vocabulary/record-strength.js";
import type { TSESTree } from "@typescript-eslint/utils";

/** A logger line that names who and how it ended, and what it was, is an audit event, whatever the logger is called. */
export function hasActorAndOutcome(call: TSESTree.CallExpression): boolean {
  const given = call.arguments.map((argument) => unwrap(argument));
  const isNamed = given.some((node) => node.type === "Literal" && typeof node.value === "string" && EVENT_NAME.test(node.value));
  return given.some((argument) => argument.type === "ObjectExpression" && namesActorAndOutcome(argument, isNamed));
}

/** @param isNamed whether what happened is named beside the fields: `logger.info("auth.login", { userId, outcome })` */
function namesActorAndOutcome(object: TSESTree.ObjectExpression, isNamed = false): boolean {
  const names = new Set(object.properties.map((property) => propertyName(property)).filter((name) => name !== undefined));
  const has = (aliases: readonly string[]): boolean => aliases.some((alias) => names.has(alias));
  if (!has(FIELD_ALIASES.actor_id) || !has(FIELD_ALIASES.outcome)) return false;
  return isNamed || has(FIELD_ALIASES.event) || has(FIELD_ALIASES.route);
}

/** `console.log(JSON.stringify({ event, userId, outcome }))`: the line format of runtimes whose transport is console. */
export function structuredConsole(call: TSESTree.CallExpression, file: SourceFile): RecordStrength | undefined {
  const [first] = call.arguments;
  const inner = first && unwrap(first);
  if (inner?.type !== "CallExpression" || dottedPath(inner.callee)?.join(".") !== "JSON.stringify" || !inner.arguments[0]) return undefined;
  const value = unwrap(inner.arguments[0]);
  const binding = value.type === "Identifier" ? file.bindings.of(value) : undefined;
  const object = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : value;
  return object.type === "ObjectExpression" && namesActorAndOutcome(object) ? "audit" : undefined;
}
