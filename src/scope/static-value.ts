/**
 * Values that are known without running the code: literals, constants, and the status enums that back ends import.
 */
import { HTTP_STATUS_BY_NAME } from "../vocabulary/http-status.js";
import { dottedPath, memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import type { Bindings } from "./bindings.js";

const DEPTH = 6;

/** The string that the expression always has; a template is known when all its parts are. */
export function staticString(node: Node | undefined, bindings: Bindings, depth = DEPTH): string | undefined {
  if (!node || depth === 0) return undefined;
  const inner = unwrap(node);
  switch (inner.type) {
    case "Literal":
      return typeof inner.value === "string" ? inner.value : undefined;
    case "TemplateLiteral": {
      let text = inner.quasis[0]!.value.cooked ?? "";
      for (let index = 0; index < inner.expressions.length; index++) {
        const part = staticString(inner.expressions[index], bindings, depth - 1);
        if (part === undefined) return undefined;
        text += part + (inner.quasis[index + 1]!.value.cooked ?? "");
      }
      return text;
    }
    case "BinaryExpression": {
      if (inner.operator !== "+") return undefined;
      const left = staticString(inner.left, bindings, depth - 1);
      const right = left === undefined ? undefined : staticString(inner.right, bindings, depth - 1);
      return right === undefined ? undefined : left! + right;
    }
    default: {
      const constant = constantOf(inner, bindings);
      return constant ? staticString(constant, bindings, depth - 1) : undefined;
    }
  }
}

/** The number that the expression always has, `StatusCodes.UNAUTHORIZED` and `HttpStatus.FORBIDDEN` included. */
export function staticNumber(node: Node | undefined, bindings: Bindings, depth = DEPTH): number | undefined {
  if (!node || depth === 0) return undefined;
  const inner = unwrap(node);
  if (inner.type === "Literal") return typeof inner.value === "number" ? inner.value : undefined;
  const constant = constantOf(inner, bindings);
  if (constant) return staticNumber(constant, bindings, depth - 1);
  return inner.type === "MemberExpression" ? statusByName(inner, bindings) : undefined;
}

/** `StatusCodes.UNAUTHORIZED`, `httpStatus.FORBIDDEN`, `HTTP_STATUS.TOO_MANY_REQUESTS`: an object named for statuses. */
function statusByName(node: Node, bindings: Bindings): number | undefined {
  const path = dottedPath(node);
  if (!path || path.length < 2) return undefined;
  const status = HTTP_STATUS_BY_NAME.get(path.at(-1)!.replaceAll(/[^A-Za-z]/g, "").toLowerCase());
  if (status === undefined) return undefined;
  const binding = bindings.bindingNamed(path[0]!, node);
  const imported = binding?.kind === "import" && /^(http-status(-codes)?|http-errors|@nestjs\/common|http_status)/.test(binding.source);
  return imported || path.slice(0, -1).some((part) => /status|http|code/i.test(part)) ? status : undefined;
}

/** What a constant name or a field of a constant object literal or enum stands for. */
export function constantOf(node: Node, bindings: Bindings): Node | undefined {
  if (node.type === "Identifier") return bindings.constantValue(node);
  if (node.type !== "MemberExpression") return undefined;
  const name = memberName(node);
  const object = unwrap(node.object);
  if (name === undefined || object.type !== "Identifier") return undefined;
  const binding = bindings.of(object);
  if (binding.kind === "other" && binding.node.type === "TSEnumDeclaration") {
    return binding.node.body.members.find((member) => enumMemberName(member.id) === name)?.initializer;
  }
  if (binding.kind !== "variable" || !binding.constant || !binding.init) return undefined;
  let init = unwrap(binding.init);
  if (init.type === "CallExpression" && init.arguments[0] && dottedPath(init.callee)?.join(".") === "Object.freeze") {
    init = unwrap(init.arguments[0]);
  }
  if (init.type !== "ObjectExpression") return undefined;
  for (const property of init.properties) {
    if (property.type === "Property" && propertyName(property) === name) return property.value;
  }
  return undefined;
}

function enumMemberName(id: Node): string | undefined {
  return id.type === "Identifier" ? id.name : id.type === "Literal" ? String(id.value) : undefined;
}
