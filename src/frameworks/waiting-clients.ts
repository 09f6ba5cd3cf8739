/**
 * On what a function answers, handler or not: Hono's `c.text(…)`, and Fastify's `reply.code(500).send(…)`, a framework that is
 * read no further. Who answers there tells a client and no caller.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { contextIndex, namesHono } from "./hono-context.js";
import { rootIs } from "./read-res-answer.js";
import { typeName } from "./res-handler.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  enclosingFunction,
  memberName,
  parameterName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";

/** The name of the parameter on which the function around the node answers, or one further out. */
export function clientAround(node: Node, file: SourceFile): string | undefined {
  if (!namesFramework(file)) return undefined;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    const name = clientOf(fn, file);
    if (name !== undefined) return name;
  }
  return undefined;
}

const namesFramework = foundOnce(({ view }: SourceFile) => namesHono(view.text) || NAMES_FASTIFY.test(view.text));

/** `c.text("…")`, `reply.code(500).send("…")`; not `c.req.json()`, by which the request is read. */
export function answersClient(call: TSESTree.CallExpression, client: string): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || !ANSWERS.has(memberName(callee) ?? "")) return false;
  const object = unwrap(callee.object);
  return (object.type === "Identifier" || object.type === "CallExpression") && rootIs(object, client);
}

/** The same, and what is said for the answer to come: `c.header("Vary", "*")`, `reply.type("text/csv")`. */
export function preparesAnswer(call: TSESTree.CallExpression, client: string): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return false;
  return answersClient(call, client) || (rootIs(callee.object, client) && PREPARES.test(memberName(callee) ?? ""));
}

const PREPARES = /^(?:header|status|code|type|set[A-Z]\w*)$/;

const ANSWERS: ReadonlySet<string> = new Set(["json", "text", "html", "body", "newResponse", "notFound", "redirect", "send", "render"]);

const NAMES_FASTIFY = /["'](?:npm:)?@?fastify(?=[@/"'])/;

const FASTIFY_REPLY = /^(?:\w+\.)?FastifyReply$/;

const clientOf = foundOnce((fn: FunctionNode, file: SourceFile): string | undefined => {
  const [, second] = fn.params;
  if (second && FASTIFY_REPLY.test(typeName(second) ?? "")) return parameterName(second);
  const context = contextIndex(fn, file);
  if (context !== undefined) return parameterName(fn.params[context]);
  return isOnFastify(fn, file) ? parameterName(second) : undefined;
});

const ROUTING = /^(?:get|post|put|patch|delete|options|all|on|route)$/;

/** Among the routes of a Fastify server: `fastify.post("/orders", (request, reply) => …)`, `server.get("/", { handler })`. */
function isOnFastify(fn: FunctionNode, file: SourceFile): boolean {
  let given: Node = fn;
  if (given.parent?.type === "Property" && propertyName(given.parent) === "handler") given = given.parent.parent;
  const call = given.parent;
  if (call?.type !== "CallExpression" || call.callee === given || !ROUTING.test(calleeName(call) ?? "")) return false;
  if (call.callee.type !== "MemberExpression") return false;
  const server = call.callee.object;
  const binding = file.bindings.ofExpression(server);
  if (binding?.kind === "parameter") return FASTIFY_INSTANCE.test(typeName(binding.fn.params[binding.index]!) ?? "");
  const declared = file.bindings.declaredValue(server);
  const made = declared && unwrap(declared);
  return made?.type === "CallExpression" && /^fastify$/i.test(calleeName(made) ?? "");
}

const FASTIFY_INSTANCE = /^(?:\w+\.)?FastifyInstance$/;
