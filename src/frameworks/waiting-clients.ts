/**
 * On what a function answers whose framework is read no further: Hono's `c.text(…)`, Fastify's `reply.code(500).send(…)`. Who
 * answers there tells a client and no caller.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { rootIs } from "./read-res-answer.js";
import { typeName } from "./res-handler.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  chainRoot,
  enclosingFunction,
  memberName,
  parameterName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";

const known = keptWith<FunctionNode, { readonly name: string | undefined }>();
const importing = keptWith<SourceFile, boolean>();

/** The name of the parameter on which the function around the node answers, or one further out. */
export function clientAround(node: Node, file: SourceFile): string | undefined {
  if (!importing.has(file)) importing.set(file, FRAMEWORKS.test(file.view.text));
  if (!importing.get(file)) return undefined;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) {
    if (!known.has(fn)) known.set(fn, { name: clientOf(fn, file) });
    const { name } = known.get(fn)!;
    if (name !== undefined) return name;
  }
  return undefined;
}

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

/** Text that imports one of them, by its name on npm or on JSR. */
const FRAMEWORKS = /["'](?:npm:|jsr:)?@?(?:hono|fastify)(?=[@/"'])/;

const HONO_CONTEXT = /^(?:\w+\.)?(?:Handler)?Context$/;
const FASTIFY_REPLY = /^(?:\w+\.)?FastifyReply$/;

function clientOf(fn: FunctionNode, file: SourceFile): string | undefined {
  const [first, second] = fn.params;
  if (second && FASTIFY_REPLY.test(typeName(second) ?? "")) return parameterName(second);
  if (first && HONO_CONTEXT.test(typeName(first) ?? "") && isOfHono(first, file)) return parameterName(first);
  const app = registeredOn(fn, file);
  return app && parameterName(app === "hono" ? first : second);
}

function isOfHono(parameter: Node, file: SourceFile): boolean {
  const root = typeName(parameter)!.split(".")[0]!;
  const binding = file.bindings.bindingNamed(root, parameter);
  return binding?.kind === "import" && HONO.test(binding.source);
}

const HONO = /^(?:npm:|jsr:)?@?hono(?=[@/]|$)/;

const ROUTING = /^(?:get|post|put|patch|delete|options|all|on|use|route|openapi)$/;

/** Whose routes the function is among: `app.post("/orders", async (c) => …)`, `fastify.get("/", { handler })`. */
function registeredOn(fn: FunctionNode, file: SourceFile): "hono" | "fastify" | undefined {
  let given: Node = fn;
  if (given.parent?.type === "Property" && propertyName(given.parent) === "handler") given = given.parent.parent;
  const call = given.parent;
  if (call?.type !== "CallExpression" || call.callee === given || !ROUTING.test(calleeName(call) ?? "")) return undefined;
  const callee = unwrap(call.callee);
  let root = callee.type === "MemberExpression" ? chainRoot(callee) : callee;
  // `app.basePath("/v1").get(…)`
  while (root.type === "CallExpression") root = chainRoot(root.callee);
  return frameworkOf(root, file);
}

function frameworkOf(root: Node, file: SourceFile): "hono" | "fastify" | undefined {
  if (root.type === "NewExpression") return /^(?:OpenAPI)?Hono$/.test(calleeText(root.callee)) ? "hono" : undefined;
  const binding = file.bindings.ofExpression(root);
  if (binding?.kind === "parameter") {
    const type = typeName(binding.fn.params[binding.index]!) ?? "";
    return /^(?:\w+\.)?FastifyInstance$/.test(type) ? "fastify" : undefined;
  }
  const made = binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  if (made?.type === "CallExpression" && /^fastify$/i.test(calleeText(made.callee))) return "fastify";
  let init: Node | undefined = made;
  while (init?.type === "CallExpression") init = chainRoot(init.callee);
  return init?.type === "NewExpression" ? frameworkOf(init, file) : undefined;
}

function calleeText(callee: Node): string {
  return callee.type === "Identifier" ? callee.name : "";
}
