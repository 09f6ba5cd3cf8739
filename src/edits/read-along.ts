/** The text that reads an id along a way whose shape is known, with `?.` where something on it may be missing. */
import type { TSESLint } from "@typescript-eslint/utils";
import { presenceAt } from "../analysis/shapes/presence.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Shape } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, type Node } from "../syntax/ast.js";
import { missingOn } from "./way-to-id.js";

/** A name in scope, the shape of its value at the place, and the keys from there to the id. */
export interface Root {
  readonly name: string;
  readonly variable: TSESLint.Scope.Variable;
  readonly shape: Shape;
  readonly keys: readonly string[];
}

/** Undefined where the branches around the place say that it is missing there. */
export function readAlong(
  { name, variable, shape, keys }: Root,
  at: Node,
  { fn }: HandlerSite,
  unnamed: string,
  file: SourceFile,
): string | undefined {
  const here = presenceAt([name, ...keys], variable, at, fn!, file);
  if (here.standing === "absent") return undefined;
  const isSameFunction = enclosingFunction(at) === variableFunction(variable);
  const missing = missingOn(shape, keys);
  let text = name;
  let path = name;
  let isSure = true;
  for (const [index, key] of [...keys, ""].entries()) {
    // A callback forgets what was shown of a part, though not of a constant itself.
    const isShown = here.proven.some((part) => part === path || part.startsWith(`${path}.`)) && (isSameFunction || index === 0);
    const isMissing = missing[index]! && !isShown;
    if (isMissing) isSure = false;
    if (key === "") break;
    text += `${isMissing ? "?." : "."}${key}`;
    path += `.${key}`;
  }
  return isSure ? text : `${text} ?? ${unnamed}`;
}

function variableFunction(variable: TSESLint.Scope.Variable): Node | undefined {
  const definition = variable.defs[0];
  return definition && (definition.type === "Parameter" ? (definition.node as Node) : enclosingFunction(definition.name as Node));
}
