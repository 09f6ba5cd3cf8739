/**
 * The user's id by what a handler takes: `req.user?.id` of a type that the project declares, `user.id` that a wrapper hands over.
 * It is there by the type, or by the call, whether the file reads it or not.
 */
import { isLetIn } from "../analysis/operations/let-in.js";
import { shapeGivenBy } from "../analysis/shapes/handed-shape.js";
import { keyPath } from "../analysis/shapes/narrowed.js";
import { eitherOf, fieldOf, NOTHING } from "../analysis/shapes/shape.js";
import { isUntyped } from "../analysis/shapes/shape-of-value.js";
import { shapeOfType, typeOfParameter } from "../analysis/shapes/shape-of-type.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Shape } from "../neighbours.js";
import { namesIn } from "../scope/pattern-names.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isWritten, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";
import { isFoundOutLater } from "./found-out-later.js";
import { readAlong } from "./read-along.js";
import { PROVES_WHO, type Recorded } from "./recorded.js";
import { isIdOfUser, isPersonal, wayToId } from "./way-to-id.js";

/**
 * @param unnamed what stands for nobody, as it is written
 * @returns undefined where no parameter of the handler has such a shape, or the user is known to be missing
 */
export function typedId(
  at: Node,
  handler: HandlerSite,
  { event }: Recorded,
  unnamed: string,
  file: SourceFile,
): string | undefined {
  const fn = handler.fn!;
  // What a server action takes the client has sent; a webhook is a service's; and who signs in is not there yet.
  if (handler.dialect === "action" || event.startsWith("webhook.")) return undefined;
  if (PROVES_WHO.test(event) && !isLetIn(handler, fn, file)) return undefined;
  for (const [index, parameter] of fn.params.entries()) {
    const shape = shapeOfParameter(parameter, index, handler, file);
    const text = shape && textOfParameter(parameter, shape, at, handler, unnamed, file);
    if (text !== undefined) return text;
  }
  const request = fn.params.find((parameter) => parameter.type === "Identifier" && parameter.name === handler.parameters.request);
  const isKnown = request && handler.framework === "express" && (isLetIn(handler, at, file) || readsUser(handler, file));
  const left = isKnown ? leftAtRequest(request, file) : undefined;
  return left && textOfParameter(request!, left, at, handler, unnamed, file);
}

/** `req.user.role`: the code itself takes it that somebody has left the user there. */
const readsUser = foundOnce(({ fn, parameters: { request } }: HandlerSite, file: SourceFile): boolean =>
  nodesIn(file.outline.members, fn!).some((member) => !isWritten(member) && dottedPath(member.object)?.join(".") === `${request}.user`),
);

/** What the project's middleware leaves at a request without a type of its own. */
function leftAtRequest(request: Node, file: SourceFile): Shape | undefined {
  const type = typeOfParameter(request);
  if (isUntyped(file)) return file.neighbours.requestShape(file.view.path, "assignments");
  const isPlain = type === undefined || (type.type === "TSTypeReference" && type.typeName.type === "Identifier" && type.typeName.name === "Request");
  return isPlain ? file.neighbours.requestShape(file.view.path, "types") : undefined;
}

function shapeOfParameter(parameter: Node, index: number, { wrappers, fn }: HandlerSite, file: SourceFile): Shape | undefined {
  const type = typeOfParameter(parameter);
  if (type) return shapeOfType(type, file);
  const wrapper = wrappers.at(-1);
  return wrapper && shapeGivenBy(wrapper, fn!, index, file);
}

function textOfParameter(
  parameter: Node,
  shape: Shape,
  at: Node,
  handler: HandlerSite,
  unnamed: string,
  file: SourceFile,
): string | undefined {
  // A wrapper hands its handler what it has found out; whoever calls any other hands it what is to be done.
  const isGiven = handler.wrappers.length > 0;
  for (const name of namesIn(parameter)) {
    const variable = file.bindings.lookUp(name.name, at);
    if (!variable?.defs.some((definition) => (definition.name as Node) === name)) continue;
    const path = name === parameter ? [] : keyPath(name);
    if (!path) continue;
    const isRequest = name.name === handler.parameters.request;
    const part = path.reduce<Shape>((whole, key) => fieldOf(whole, key), shape);
    const keys = keysTo(part, [name.name, ...path], isRequest, isGiven);
    if (!keys) continue;
    if (isRequest && isFoundOutLater(at, handler, file, keys.slice(0, Math.max(1, keys.length - 1)).join("."))) continue;
    // A request's type tells what middleware may leave there, not that it has run.
    const root = { name: name.name, variable, shape: isRequest ? asLeftLater(part, keys) : part, keys };
    const text = readAlong(root, at, handler, unnamed, file);
    if (text !== undefined) return text;
  }
  return undefined;
}

/**
 * The keys from what a name holds to the id of the user who asks; undefined where it may speak of anybody: `userId` and
 * `input.userId` of a function that is told whose role to change.
 * @param names that of the parameter, and the keys by which the name is taken out of it
 */
function keysTo(part: Shape, names: readonly string[], isRequest: boolean, isGiven: boolean): readonly string[] | undefined {
  if (names.some((name) => SENT.test(name))) return undefined;
  const name = names.at(-1)!;
  if (isIdOfUser(name, part)) return isGiven || ofCaller(names.at(-2)) ? [] : undefined;
  return isRequest || isGiven || ofCaller(name) ? wayToId(part, !isRequest && isPersonal(name)) : undefined;
}

/** What the client has sent. */
const SENT = /^(?:params|query|searchParams|body|payload|input|dto|formData)$/;
const HOLDS_CALLER = /^(?:_?session|auth|authContext|ctx|context|claims|identity|locals)$/;

function ofCaller(name: string | undefined): boolean {
  return name !== undefined && (isPersonal(name) || HOLDS_CALLER.test(name));
}

function asLeftLater(shape: Shape, [first]: readonly string[]): Shape {
  return shape.map((kind) =>
    kind.is === "object" && first !== undefined
      ? { ...kind, fields: new Map([...kind.fields, [first, eitherOf([NOTHING, kind.fields.get(first) ?? NOTHING])]]) }
      : kind,
  );
}
