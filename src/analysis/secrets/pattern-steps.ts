/** What a name takes out of what it is given, by its place in a destructuring pattern. */
import { calleeName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementOf, holdsSecret, withField, type Value } from "./secret-value.js";

export type Step =
  | { readonly kind: "field"; readonly name: string; readonly node: Node }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "element" }
  | { readonly kind: "without"; readonly names: readonly string[]; readonly node: Node }
  | { readonly kind: "default"; readonly node: Node };

/** The way from the root of a pattern to the name that it binds. */
export function stepsTo(name: Node, root: Node): Step[] {
  const steps: Step[] = [];
  for (let node = name; node !== root; node = node.parent as Node) {
    const outer = node.parent as Node;
    if (outer.type === "AssignmentPattern") {
      steps.unshift({ kind: "default", node: outer.right });
    } else if (outer.type === "Property") {
      const key = propertyName(outer);
      steps.unshift(key === undefined ? { kind: "element" } : { kind: "field", name: key, node: outer });
    } else if (outer.type === "ArrayPattern") {
      steps.unshift(
        node.type === "RestElement" ? { kind: "element" } : { kind: "index", index: outer.elements.indexOf(node as never) },
      );
    } else if (outer.type === "ObjectPattern" && node.type === "RestElement") {
      const names = outer.properties.flatMap((property) => (property.type === "Property" ? [propertyName(property) ?? ""] : []));
      steps.unshift({ kind: "without", names, node });
    }
  }
  return steps;
}

/** @param from the expression that is taken apart, where the file shows it */
export function takeSteps(value: Value, steps: readonly Step[], trace: Trace, from?: Node): Value {
  let taken = value;
  for (const step of steps) {
    switch (step.kind) {
      case "field":
        taken = trace.fieldOf(taken, step.name, step.node);
        break;
      case "index":
        // `const [scheme, token]`, `const [user, password]`: the first part of an authorization header is no secret.
        if (step.index === 0 && taken.kind === "secret" && taken.secret.class === "authorization" && !isListOfSecrets(taken.secret.what, from)) taken = CLEAN;
        else if (step.index === 0 && holdsSecret(taken) && isCutAtDots(from)) taken = CLEAN;
        else if (taken.kind === "list") taken = taken.items[step.index] ?? elementOf(taken);
        else if (taken.kind !== "secret") taken = elementOf(taken);
        break;
      case "element":
        taken = elementOf(taken);
        break;
      case "without":
        for (const name of step.names) taken = withField(taken, [name], CLEAN, true);
        break;
      case "default":
        taken = either([taken, trace.valueOf(step.node)]);
    }
  }
  return taken;
}

/** `({ credentials: [apiKey] })`: nothing is cut in two there. */
function isListOfSecrets(what: string, from: Node | undefined): boolean {
  return from === undefined && /cred(?:ential)?s$/i.test(what);
}

/** `const [header, claims, signature] = token.split(".")`: how a token is signed, which all that are issued share. */
function isCutAtDots(from: Node | undefined): boolean {
  const call = from && unwrap(from);
  if (call?.type !== "CallExpression" || calleeName(call) !== "split") return false;
  const [by] = call.arguments;
  return by?.type === "Literal" && by.value === ".";
}
