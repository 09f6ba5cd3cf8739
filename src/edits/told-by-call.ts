/**
 * The user's id in what a session function or a guard gives, whose shape another place of the project tells: `gate.userId` behind
 * `const gate = await requireMember(); if (!gate.ok) return …`. It is there whether the file reads it or not.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { isLetIn, turnsAway } from "../analysis/operations/let-in.js";
import { keyPath, narrowedAt, resultAt } from "../analysis/shapes/narrowed.js";
import { fieldOf } from "../analysis/shapes/shape.js";
import { shapeOfValue } from "../analysis/shapes/shape-of-value.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Shape } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";
import { isSessionLike } from "./actor-source.js";
import { isSettledAt } from "./known-before.js";
import { PROVES_WHO, type Recorded } from "./recorded.js";
import { namesIn } from "../scope/pattern-names.js";
import { readAlong, type Root } from "./read-along.js";
import { isIdOfUser, isPersonal, wayToId } from "./way-to-id.js";

/**
 * @param unnamed what stands for nobody, as it is written
 * @returns undefined where nothing of the kind is in reach, or it is known to be empty
 */
export function toldByCall(
  at: Node,
  handler: HandlerSite,
  { event }: Recorded,
  unnamed: string,
  file: SourceFile,
): string | undefined {
  const fn = handler.fn!;
  if (event.startsWith("webhook.") || (PROVES_WHO.test(event) && !isLetIn(handler, at, file))) return undefined;
  for (const { call, declarator, shape } of tellingCalls(fn, file)) {
    if (call.range[1] > at.range[0]) break;
    const isUser = isPersonal(calleeName(call));
    const { id } = declarator;
    if (id.type === "Identifier") {
      const variable = settled(id, at, file);
      const binding = variable && file.bindings.describe(variable);
      if (binding?.kind !== "variable") continue;
      const kept = narrowedAt(shape, binding, at, fn, file);
      const keys = wayToId(kept, isUser || isPersonal(id.name));
      const text = keys && readAlong({ name: id.name, variable: variable!, shape: kept, keys }, at, handler, unnamed, file);
      if (text !== undefined) return text;
    } else if (id.type === "ObjectPattern") {
      const root = namedPart(id, resultAt(shape, declarator, at, fn, file), at, file);
      const text = root && readAlong(root, at, handler, unnamed, file);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

interface TellingCall {
  readonly call: CallNode;
  readonly declarator: TSESTree.VariableDeclarator;
  readonly shape: Shape;
}

/** Calls that ask who is calling, and give what is kept under a name. In source order. */
const tellingCalls = foundOnce((fn: FunctionNode, file: SourceFile): readonly TellingCall[] =>
  nodesIn(file.outline.calls, fn).flatMap((call) => {
    const holder = call.parent?.type === "AwaitExpression" ? call.parent.parent : call.parent;
    if (holder?.type !== "VariableDeclarator" || call.type !== "CallExpression") return [];
    if (!isSessionLike(call) && !turnsAway(calleeName(call))) return [];
    return [{ call, declarator: holder, shape: shapeOfValue(call, file) }];
  }),
);

function settled(name: TSESTree.Identifier, at: Node, file: SourceFile): TSESLint.Scope.Variable | undefined {
  const variable = file.bindings.variableOf(name);
  return variable && file.bindings.lookUp(name.name, at) === variable && isSettledAt(variable, at, file) ? variable : undefined;
}

/** `user` of `const { user, response } = await requireUser()`, with the way from there to the id. */
function namedPart(pattern: TSESTree.ObjectPattern, shape: Shape, at: Node, file: SourceFile): Root | undefined {
  for (const name of namesIn(pattern)) {
    const path = keyPath(name);
    const variable = path && settled(name, at, file);
    if (!variable) continue;
    const part = path.reduce<Shape>((whole, key) => fieldOf(whole, key), shape);
    const keys = isIdOfUser(path.at(-1)!, part) ? [] : wayToId(part, isPersonal(path.at(-1)));
    if (keys) return { name: name.name, variable, shape: part, keys };
  }
  return undefined;
}
