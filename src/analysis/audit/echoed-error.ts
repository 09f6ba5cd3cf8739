/** Does a text repeat what an error says? It echoes data that nobody chose to write down. */
import type { TSESTree } from "@typescript-eslint/utils";
import { constantOf } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";

const REASON_NAMES: ReadonlySet<string> = new Set(["reason", "failureReason", "failure_reason", "denialReason", "reasonCode", "reason_code"]);

/** The property that gives a reason in the words of an error. */
export function echoedReason(objects: readonly TSESTree.ObjectExpression[], file: SourceFile): TSESTree.Property | undefined {
  return objects
    .flatMap(({ properties }) => properties)
    .find((property): property is TSESTree.Property => property.type === "Property" && REASON_NAMES.has(propertyName(property) ?? "") && echoedError(property.value, file) !== undefined);
}

/** The error whose text an expression gives: `error` of `error.message`, `String(error)`, `` `${error}` ``. */
export function echoedError(node: Node, file: SourceFile, depth = 4): Node | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  const echo = (part: Node): Node | undefined => echoedError(part, file, depth - 1);
  switch (inner.type) {
    case "MemberExpression":
      return /^(?:message|stack|detail|details)$/.test(memberName(inner) ?? "") && isError(inner.object, file) ? inner.object : undefined;
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      const name = calleeName(inner);
      if (callee.type === "MemberExpression") {
        const isOwnText = name === "toString" && isError(callee.object, file);
        return isOwnText ? callee.object : name !== undefined && KEEPS_TEXT.has(name) ? echo(callee.object) : undefined;
      }
      const [first] = inner.arguments;
      if (!first) return undefined;
      const isTexter = name === "String" || /(?:error|err)\w*message|message\w*(?:of|from)\w*err/i.test(name ?? "");
      return isTexter && isError(first, file) ? first : name === "String" ? echo(first) : undefined;
    }
    case "TemplateLiteral":
      return inner.expressions.map((part) => (isError(part, file) ? part : echo(part))).find(Boolean);
    case "BinaryExpression":
      return inner.operator === "+" ? [inner.left, inner.right].map((part) => (isError(part, file) ? part : echo(part))).find(Boolean) : undefined;
    case "ConditionalExpression":
      return echo(inner.consequent) ?? echo(inner.alternate);
    case "LogicalExpression":
      return echo(inner.left) ?? echo(inner.right);
    case "Identifier": {
      if (file.bindings.of(inner).kind === "caught") return inner;
      const constant = constantOf(inner, file.bindings);
      return constant && echo(constant);
    }
    default:
      return undefined;
  }
}

const KEEPS_TEXT: ReadonlySet<string> = new Set(["slice", "substring", "trim", "toLowerCase", "toUpperCase"]);

/** What was caught, or what is called an error and was not made here of words. */
function isError(node: Node, file: SourceFile): boolean {
  const path = dottedPath(node);
  if (!path) return false;
  const binding = file.bindings.ofExpression(node);
  if (binding?.kind === "caught") return true;
  if (binding?.kind === "import" || binding?.kind === "class" || binding?.kind === "function") return false;
  return /^_?(?:e|err|error|ex|exception|cause)$|(?:[a-z]Err(?:or)?|Exception)$/.test(path.at(-1)!);
}
