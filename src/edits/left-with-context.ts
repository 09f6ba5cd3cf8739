/** The user's id that middleware has left with the context, where the file asks for it: `c.get("userId")`, `c.get("user").id`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Binding } from "../scope/bindings.js";
import type { SourceFile } from "../source-file.js";
import { isInside, memberName, type FunctionNode, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { ID } from "./id-reads.js";
import { runsBefore } from "./known-before.js";
import { PROVES_WHO, type Recorded } from "./recorded.js";

interface LeftId {
  /** `c` */
  readonly root: TSESTree.Identifier;
  /** `get("userId")`, `get("user")?.id` */
  readonly text: string;
  readonly node: Node;
  /** By `set`: whoever runs before that has none yet. */
  readonly isPut: boolean;
}

/**
 * What the handler itself has read stands as it is; what only others of the file read, or put there, may be missing for it.
 * @param unnamed what stands for nobody, as it is written
 */
export function leftWithContext(
  at: Node,
  { fn }: HandlerSite,
  { event, status }: Recorded,
  unnamed: string,
  file: SourceFile,
): string | undefined {
  if (!fn || status === 401 || event.startsWith("webhook.") || PROVES_WHO.test(event)) return undefined;
  const ids = leftIds(file);
  const own = ids.find(({ node, isPut }) => !isPut && isInside(node, fn) && runsBefore(node, at));
  if (own && isParameterOf(fn, file.bindings.of(own.root))) {
    const read = `${own.root.name}.${own.text}`;
    return read.includes("?.") ? `${read} ?? ${unnamed}` : read;
  }
  // Middleware that puts it there itself has none before that.
  if (ids.some(({ node, isPut }) => isPut && isInside(node, fn) && !runsBefore(node, at))) return undefined;
  const other = ids.find(({ root }) => isAlike(file.bindings.bindingNamed(root.name, at), file.bindings.of(root), fn, file));
  return other && `${other.root.name}.${other.text.replace(/\)!?\./, ")?.")} ?? ${unnamed}`;
}

/** The same parameter of the one function as of the other, by its name, its place and its type. */
function isAlike(here: Binding | undefined, there: Binding, fn: FunctionNode, file: SourceFile): boolean {
  if (here?.kind !== "parameter" || there.kind !== "parameter" || !isParameterOf(fn, here)) return false;
  return here.index === there.index && typeOf(here.node, file) === typeOf(there.node, file);
}

function isParameterOf(fn: FunctionNode, binding: Binding): boolean {
  return binding.kind === "parameter" && !binding.pattern && binding.fn === fn;
}

function typeOf(parameter: Node, file: SourceFile): string {
  return parameter.type === "Identifier" && parameter.typeAnnotation ? file.view.text.slice(...parameter.typeAnnotation.range) : "";
}

const CONTEXT = /^(?:c|ctx|context)$/;
const HOLDS_USER = /^(?:user|currentUser|authUser|session|auth|viewer|member|principal)$/;
const IS_ID = /^(?:userId|user_id|currentUserId|authUserId|callerId|uid)$/;

const leftIds = foundOnce((file: SourceFile): LeftId[] =>
  file.outline.calls.flatMap((call): LeftId[] => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return [];
    const { object } = call.callee;
    const method = memberName(call.callee);
    const [key] = call.arguments;
    if (object.type !== "Identifier" || !CONTEXT.test(object.name)) return [];
    if (key?.type !== "Literal" || typeof key.value !== "string") return [];
    const quotedKey = file.view.text.slice(...key.range);
    if (IS_ID.test(key.value) && (method === "get" || method === "set"))
      return [{ root: object, text: `get(${quotedKey})`, node: call, isPut: method === "set" }];
    const id = method === "get" && HOLDS_USER.test(key.value) ? idTaken(call) : undefined;
    const text = id && file.view.text.slice(call.callee.property.range[0], id.range[1]);
    return id && text ? [{ root: object, text, node: id, isPut: false }] : [];
  }),
);

/** `c.get("user").id`, `c.get("session")!.user.id`. */
function idTaken(call: Node): TSESTree.MemberExpression | undefined {
  let node: Node = call;
  while (node.parent?.type === "TSNonNullExpression" || (node.parent?.type === "MemberExpression" && node.parent.object === node)) {
    node = node.parent;
    if (node.type === "MemberExpression" && ID.test(memberName(node) ?? "")) return node;
  }
  return undefined;
}
