/** Which values a request has sent: its body, query and parameters, what is taken out of them, what a schema says of them. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, memberName, parameterName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { ASKS_STRENGTH, BODY_CALLS, KEEPS, PARSES, PROOF_FIELDS, READS_REQUEST, REQUEST_NAMES, SENT_FIELDS } from "../../vocabulary/request-words.js";

const DEPTH = 12;

/** True for the request's body, query and parameters, what is taken out of them, and what a schema says of them. */
export function isSent(node: Node, file: SourceFile, depth = DEPTH): boolean {
  if (depth === 0) return false;
  const inner = unwrap(node);
  switch (inner.type) {
    case "MemberExpression":
      return isSentMember(inner, file, depth);
    case "CallExpression":
    case "NewExpression":
      return isSentCall(inner, file, depth);
    case "ObjectExpression":
      return holdsWhatWasSent(inner, file, depth - 1);
    case "LogicalExpression":
      return isSent(inner.left, file, depth - 1);
    case "UnaryExpression":
      return isSent(inner.argument, file, depth - 1);
    case "ConditionalExpression":
      return (
        [inner.consequent, inner.alternate].every((arm) => isPlain(arm) || isSent(arm, file, depth - 1)) &&
        !isPlain(inner.consequent)
      );
    case "Identifier":
      return isSentVariable(inner, file, depth);
    default:
      return false;
  }
}

/** `{ page: query.get("page"), limit: 20 }`. */
function holdsWhatWasSent({ properties }: TSESTree.ObjectExpression, file: SourceFile, depth: number): boolean {
  const values = properties.flatMap((property) => (property.type === "SpreadElement" ? [property.argument] : [property.value])).filter((value) => !isPlain(value));
  return values.length > 0 && values.every((value) => isSent(value, file, depth));
}

function isSentVariable(identifier: TSESTree.Identifier, file: SourceFile, depth: number): boolean {
  const binding = file.bindings.of(identifier);
  if (binding.kind === "parameter") return binding.pattern?.type === "ObjectPattern" && takenAs(binding.pattern, identifier.name).some((name) => SENT_FIELDS.test(name));
  if (binding.kind !== "variable") return false;
  const { init, variable } = binding;
  const isWrittenLater = init !== undefined && !binding.constant && isEmpty(init);
  if (init && !isWrittenLater) {
    if (!binding.pattern) return isSent(init, file, depth - 1);
    if (binding.pattern.type !== "ObjectPattern") return false;
    return (
      isSent(init, file, depth - 1) ||
      (isRequest(init, file) && takenAs(binding.pattern, identifier.name).some((name) => SENT_FIELDS.test(name)))
    );
  }
  // `let body; try { body = await req.json() } …`, `let body = {}; …`: all that is written to it.
  const written = variable.references.flatMap(({ identifier: { parent } }) => (parent?.type === "AssignmentExpression" && parent.left.type === "Identifier" && parent.left.name === identifier.name ? [parent.right as Node] : []));
  return written.every((value) => isPlain(value) || isSent(value, file, depth - 1)) && written.some((value) => !isPlain(value));
}

function isEmpty(node: Node): boolean {
  const inner = unwrap(node);
  return isPlain(inner) || (inner.type === "ObjectExpression" && inner.properties.length === 0);
}

/** A literal, or nothing at all. */
export function isPlain(node: Node): boolean {
  const inner = unwrap(node);
  return inner.type === "Literal" || (inner.type === "Identifier" && inner.name === "undefined") || (inner.type === "UnaryExpression" && isPlain(inner.argument));
}

/** The names through which a pattern takes the variable: `["body", "email"]` for `{ body: { email } }`. */
function takenAs(pattern: TSESTree.ObjectPattern, name: string): string[] {
  for (const property of pattern.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    const value = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (value.type === "Identifier" && value.name === name) return [property.key.name];
    const below = value.type === "ObjectPattern" ? takenAs(value, name) : [];
    if (below.length > 0) return [property.key.name, ...below];
  }
  return [];
}

function isSentMember(member: TSESTree.MemberExpression, file: SourceFile, depth: number): boolean {
  // `TEMPLATES[kind]`: whether the file knows such a word.
  if (member.computed && isTable(member.object, file)) return isSent(member.property, file, depth - 1);
  const name = memberName(member);
  const object = unwrap(member.object);
  if (name !== undefined && isRequest(object, file)) return SENT_FIELDS.test(name) || name === "nextUrl" || name === "url";
  if (name !== undefined && PROOF_FIELDS.test(name) && !isSent(object, file, depth - 1)) return false;
  return isSent(object, file, depth - 1);
}

function isTable(node: Node, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(node);
  return binding?.kind === "variable" && binding.constant && !binding.pattern && binding.init !== undefined && unwrap(binding.init).type === "ObjectExpression";
}

/** `await req.json()`, `form.get("x")`, `schema.safeParse(body)`, `JSON.parse(req.body)`, `new URL(req.url)`. */
function isSentCall(call: CallNode, file: SourceFile, depth: number): boolean {
  const name = calleeName(call) ?? "";
  const callee = unwrap(call.callee);
  const receiver = callee.type === "MemberExpression" ? unwrap(callee.object) : undefined;
  if (receiver && isRequest(receiver, file)) return BODY_CALLS.test(name);
  if (isContentType(call, name)) return true;
  if (ASKS_STRENGTH.test(name)) return call.arguments.length === 1;
  const of = (part: Node): boolean => isSent(part, file, depth - 1) || (READS_REQUEST.test(name) && isRequest(part, file));
  if (call.type === "NewExpression" ? /^(?:URL|URLSearchParams|Date|Set)$/.test(name) : PARSES.test(name)) return call.arguments.some(of);
  return receiver !== undefined && call.type === "CallExpression" && KEEPS.test(name) && isSent(receiver, file, depth - 1);
}

/** `headers.get("content-type")`: the one header that tells of the form. */
function isContentType(call: CallNode, name: string): boolean {
  const [header] = call.arguments;
  return /^(?:get|header)$/.test(name) && header?.type === "Literal" && /^content-type$/i.test(String(header.value));
}

function isRequest(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return /^(?:req|request)$/.test(memberName(inner) ?? "") && isRequest(inner.object, file);
  if (inner.type === "CallExpression") return calleeName(inner) === "clone" && inner.callee.type === "MemberExpression" && isRequest(inner.callee.object, file);
  if (inner.type !== "Identifier") return false;
  const binding = file.bindings.of(inner);
  if (binding.kind === "parameter" && binding.pattern === undefined)
    return REQUEST_NAMES.test(parameterName(binding.fn.params[binding.index]) ?? "");
  // `({ request, env }) => {}`, `const { request, env } = context`.
  if ((binding.kind !== "parameter" && binding.kind !== "variable") || binding.pattern?.type !== "ObjectPattern") return false;
  const [field, ...below] = takenAs(binding.pattern, inner.name);
  if (below.length > 0 || !/^(?:req|request)$/.test(field ?? "")) return false;
  return binding.kind === "parameter" || (binding.init !== undefined && isRequest(binding.init, file));
}
