/** What a file reads that is called an id, and under which name another handler's read of one holds at a place. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isWritten, memberName, propertyName, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { isValueOfField } from "./known-before.js";

/** A property that is the id of who holds it. */
export const ID = /^(?:id|userId|user_id|uid|sub|_id)$/;

/** A read such as `session.user.id`, taken apart. */
export interface IdRead {
  readonly member: TSESTree.MemberExpression;
  readonly path: readonly string[];
  /** What the first name of the path stands for where it is read. */
  readonly root: Binding | undefined;
}

/** What the file reads that is called an id of something. */
interface IdReads {
  /** In source order. */
  readonly members: readonly TSESTree.MemberExpression[];
  /** Those that say the same of another handler: one of each is enough there, and a file of handlers has many alike. */
  readonly alike: readonly (readonly IdRead[])[];
}

/** The reads of a file, found once: every exit asks. */
export const idReads = foundOnce((file: SourceFile): IdReads => {
  const all = file.outline.members.flatMap((member): IdRead[] => {
    const name = memberName(member);
    if (name === undefined || !ID.test(name) || member.parent?.type === "MemberExpression") return [];
    const path = dottedPath(member);
    return path && path.length >= 2 && path.length <= 4 && !isWritten(member) && !isValueOfField(member, "actor")
      ? [{ member, path, root: file.bindings.bindingNamed(path[0]!, member) }]
      : [];
  });
  const alike = new Map<string, IdRead[]>();
  for (const read of all) {
    const key = `${textOf(read.member, file)}\n${rootAsWritten(read.root, file)}`;
    const known = alike.get(key);
    if (known) known.push(read);
    else alike.set(key, [read]);
  }
  return { members: all.map(({ member }) => member), alike: [...alike.values()] };
});

/** All by which `sameRoot` tells one root from another. */
function rootAsWritten(there: Binding | undefined, file: SourceFile): string {
  switch (there?.kind) {
    case "variable":
      return there.init ? `${fieldTaken(there) ?? "{}"} = ${textOf(there.init, file)}` : "";
    case "parameter":
      return there.pattern ? "{}" : `${there.index}/${there.fn.params.length} ${annotation(there.node, file)}`;
    default:
      return "";
  }
}

/** The name that a root of another function has here: made alike there, or the request parameter of the same type. */
export function sameRoot({ path, root: there }: IdRead, at: Node, handler: HandlerSite, file: SourceFile): string | undefined {
  if (there?.kind === "variable") {
    const here = file.bindings.bindingNamed(path[0]!, at);
    const alike =
      here?.kind === "variable" && here.init && there.init && isTakenAlike(here, there) && here.variable !== there.variable;
    return alike && textOf(here.init!, file) === textOf(there.init!, file) ? path[0] : undefined;
  }
  const { request } = handler.parameters;
  if (there?.kind === "parameter" && isHandedAlike(path[0]!, there, at, handler, file)) return path[0];
  if (there?.kind !== "parameter" || there.pattern || request === undefined || request.includes(".")) return undefined;
  const here = file.bindings.bindingNamed(request, at);
  if (here?.kind !== "parameter" || here.index !== there.index || here.fn.params.length < there.fn.params.length - 1)
    return undefined;
  return annotation(here.node, file) === annotation(there.node, file) ? request : undefined;
}

/** `session: Session` beside the request, of both: a wrapper, or a router, hands it to each. */
function isHandedAlike(name: string, there: Binding & { kind: "parameter" }, at: Node, { fn }: HandlerSite, file: SourceFile): boolean {
  const here = file.bindings.bindingNamed(name, at);
  if (here?.kind !== "parameter" || here.fn !== fn || here.pattern || there.pattern || here.index !== there.index) return false;
  const type = annotation(here.node, file);
  return here.index > 0 && type !== "" && type === annotation(there.node, file);
}

/** The whole of it, or the same field: `const { member, response } = await requireMember()`. */
function isTakenAlike(here: Extract<Binding, { kind: "variable" }>, there: Extract<Binding, { kind: "variable" }>): boolean {
  const field = fieldTaken(here);
  return field !== undefined && field === fieldTaken(there);
}

/** The field that a name is of what it is made from, empty for all of it; undefined where it lies deeper. */
function fieldTaken({ variable, pattern }: Extract<Binding, { kind: "variable" }>): string | undefined {
  if (!pattern) return "";
  const name = variable.defs[0]!.name as Node;
  return takenFrom(name) === pattern ? propertyName(name.parent as never) : undefined;
}

/** The pattern of which a name is a field itself, and not one of `params` or the like: `{ userId }`. */
export function takenFrom(name: Node): Node | undefined {
  const property = name.parent?.type === "AssignmentPattern" ? name.parent.parent : name.parent;
  return property?.type === "Property" ? property.parent : undefined;
}

function annotation(parameter: Node, file: SourceFile): string {
  return parameter.type === "Identifier" && parameter.typeAnnotation ? textOf(parameter.typeAnnotation, file) : "";
}

function textOf(node: Node, file: SourceFile): string {
  return file.view.text.slice(node.range[0], node.range[1]);
}
