/** Where the calls in a file pass a secret to a function that does nothing with it but log it: there it is taken out. */
import { isFunction, isInside, type Node } from "../../syntax/ast.js";
import { walk } from "../../syntax/walk.js";
import { takeApart, type Part } from "./logged-parts.js";
import { recordOf } from "../records/records.js";
import type { RecordCall } from "../records/record-call.js";
import type { Trace } from "./secret-trace.js";
import { secretsIn, type Carried, type IsSecretField } from "./secret-value.js";

/** The parts of the passed arguments that carry the secrets; none when a secret also came another way. */
export function partsGiven(carried: readonly Carried[], isSecretField: IsSecretField, trace: Trace): Node[] {
  const given = new Set(carried.map(({ secret }) => secret.given));
  if (given.has(undefined) || ![...given].every((argument) => isPassedOnOnly(argument!, trace))) return [];
  const parts: Part[] = [];
  for (const argument of given) takeApart(argument!, argument!, [], trace, parts);
  return parts.filter(({ value }) => secretsIn(value, isSecretField).length > 0).map(({ node }) => node);
}

/**
 * Is all that a function does with its parameters to log them? Where it stores or sends them too, what its callers pass must stay
 * as it is, and the record is where the secret is taken out.
 */
export function isLoggedOnly(logged: Node, record: RecordCall, trace: Trace): boolean {
  let only = true;
  walk(logged, (node) => {
    if (node.type !== "Identifier") return undefined;
    const binding = trace.file.bindings.of(node);
    if (binding.kind !== "parameter") return undefined;
    only &&= binding.variable.references.every(({ identifier }) => isInside(identifier as Node, record.node));
    return undefined;
  });
  return only;
}

/** The same of the function that is given the argument, where that one passes it on to the function that logs it. */
function isPassedOnOnly(argument: Node, trace: Trace): boolean {
  const call = argument.parent;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return true;
  const binding = trace.file.bindings.of(call.callee);
  const parameter = binding.kind === "function" ? binding.fn.params[call.arguments.indexOf(argument as never)] : undefined;
  const variable = parameter?.type === "Identifier" ? trace.file.bindings.variableOf(parameter) : undefined;
  return (variable?.references ?? []).every(({ identifier }) => {
    let outer = (identifier as Node).parent;
    while (outer && outer.type !== "CallExpression" && !isFunction(outer)) outer = outer.parent;
    if (outer?.type !== "CallExpression") return false;
    const known = outer.callee.type === "Identifier" && trace.file.bindings.of(outer.callee).kind === "function";
    return known || recordOf(outer, trace.file) !== undefined;
  });
}
