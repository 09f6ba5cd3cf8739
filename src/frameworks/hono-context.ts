/** Hono's context: which parameter is one, and what it answers with. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, memberName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { answerWith, redirectAnswer, type Answer } from "./answer.js";
import type { Arguments } from "./given-arguments.js";
import { typeName } from "./res-handler.js";

/** Hono and what builds on it, by its module: `hono/factory`, `@hono/zod-openapi`, `npm:hono@4`, `jsr:@hono/hono`. */
const NAMES_HONO = new WordedPattern(["hono"], /["'](?:npm:|jsr:|https?:\/\/[\w./-]+\/)?@?hono(?:@[\w.^~-]+)?(?:\/[\w./@-]*)?["']/);

export function namesHono(text: string): boolean {
  return NAMES_HONO.test(text);
}

/** True for a parameter that may be Hono's context: without a type, or with one that says so (`Context<Env>`, `AppContext`). */
function isHonoContext(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type !== "Identifier" || !namesHono(file.view.text)) return false;
  const binding = file.bindings.of(inner);
  if (binding.kind !== "parameter" || binding.pattern) return false;
  const type = typeName(binding.node);
  return type === undefined || type === "any" || isContextType(type, binding.node, file);
}

/** What only Hono's context has: the other members of it (`get`, `set`, `env`) are those of many objects. */
const OF_CONTEXT = new Set(["req", "var", "executionCtx"]);

/**
 * The parameter of a function that is Hono's context, by its type or by what is done with it: the first, or the second of a
 * function that takes an error.
 */
export function contextIndex(fn: FunctionNode, file: SourceFile): 0 | 1 | undefined {
  if (!namesHono(file.view.text)) return undefined;
  return isContextParameter(fn, 0, file) ? 0 : isContextParameter(fn, 1, file) ? 1 : undefined;
}

function isContextParameter(fn: FunctionNode, index: number, file: SourceFile): boolean {
  const parameter = fn.params[index];
  if (parameter?.type !== "Identifier") return false;
  const type = typeName(parameter);
  if (type !== undefined && type !== "any") return isContextType(type, parameter, file);
  return nodesIn(file.outline.members, fn).some(
    (member) =>
      isParameter(member.object, fn, index, file) &&
      (OF_CONTEXT.has(memberName(member) ?? "") || (member.parent.type === "CallExpression" && isContextAnswer(member.parent, file))),
  );
}

function isParameter(node: Node, fn: FunctionNode, index: number, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(node);
  return binding?.kind === "parameter" && binding.fn === fn && binding.index === index;
}

/** `Context` of Hono, or a type of the project's own that is called so; not the `Context` of another package. */
function isContextType(type: string, at: Node, file: SourceFile): boolean {
  if (!/Context$/.test(type)) return false;
  const binding = file.bindings.bindingNamed(type.split(".")[0]!, at);
  return binding?.kind !== "import" || /^[.@~#]/.test(binding.source) || /hono/.test(binding.source);
}

/** Methods that answer with a body, and a status behind it; a fetched response's `json()` is given nothing. */
const GIVES_BODY: ReadonlySet<string> = new Set(["json", "text", "html", "body", "newResponse"]);

/** True for `c.json(…)`, `c.notFound()` and the like. */
export function isContextAnswer(node: Node, file: SourceFile): boolean {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return false;
  const method = memberName(node.callee) ?? "";
  const answers = GIVES_BODY.has(method) || method === "redirect" || method === "render" ? node.arguments.length > 0 : method === "notFound";
  return answers && isHonoContext(node.callee.object, file);
}

/** The status, or a response's init with one, of `c.json(body, 401)`; undefined for every other expression. */
export function contextStatus(node: Node, file: SourceFile): Node | undefined {
  if (node.type !== "CallExpression" || !GIVES_BODY.has(calleeName(node) ?? "") || !isContextAnswer(node, file)) return undefined;
  return node.arguments[1];
}

/**
 * What a call of the context answers.
 * @param statusOf the status in a response's init, or the number itself
 */
export function readContextAnswer(
  call: TSESTree.CallExpression,
  file: SourceFile,
  given: Arguments,
  statusOf: (init: Node | undefined, given: Arguments, absent?: number) => number | undefined,
): Answer | undefined {
  const method = calleeName(call);
  const [body] = call.arguments;
  if (method === "notFound") return answerWith(404, undefined);
  if (method === "redirect") return redirectAnswer(body, statusOf(call.arguments[1], given, 302), file);
  const init = contextStatus(call, file);
  const answer = answerWith(statusOf(init, given), body);
  return init ? answer : { ...answer, takesStatusSet: true };
}

/** The status that `c.status(401)` sets for the answer to come; undefined for every other call. */
export function setsStatusOf(call: TSESTree.CallExpression, file: SourceFile): Node | undefined {
  if (call.callee.type !== "MemberExpression" || memberName(call.callee) !== "status") return undefined;
  return isHonoContext(call.callee.object, file) ? call.arguments[0] : undefined;
}
