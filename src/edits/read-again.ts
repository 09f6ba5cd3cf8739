/** How a value that the code reads somewhere is read once more, where a part of it may be missing. */
import type { SourceFile } from "../source-file.js";
import { memberName, type Node } from "../syntax/ast.js";

/**
 * `session?.user?.id` for a read of `session.user.id`, with the casts that its types have need of: `(req as any).user?.id`.
 * Undefined for what is read through anything else.
 * @param root the name that the read's first one has at the place
 * @param isRequest a request itself is there; what hangs on it may not be
 */
export function optionalRead(read: Node, root: string, isRequest: boolean, file: SourceFile): string | undefined {
  switch (read.type) {
    case "Identifier":
      return root;
    case "ThisExpression":
      return "this";
    case "ChainExpression":
    case "TSNonNullExpression":
      return optionalRead(read.expression, root, isRequest, file);
    case "TSAsExpression": {
      const inner = optionalRead(read.expression, root, isRequest, file);
      return inner && `(${inner} as ${file.view.text.slice(...read.typeAnnotation.range)})`;
    }
    case "MemberExpression": {
      const object = optionalRead(read.object, root, isRequest, file);
      const name = memberName(read);
      return object === undefined || name === undefined ? undefined : `${object}${isRequest && isBare(read.object) ? "." : "?."}${name}`;
    }
    default:
      return undefined;
  }
}

/** `req`, `(req as any)`. */
function isBare(node: Node): boolean {
  return node.type === "Identifier" || (node.type === "TSAsExpression" && isBare(node.expression));
}

/** `me` of `const me = req.user?.id`, where that is still its name at the place. */
export function nameOfRead(read: Node, at: Node, file: SourceFile): string | undefined {
  let value = read;
  while (value.parent?.type === "ChainExpression" || value.parent?.type === "TSNonNullExpression") value = value.parent;
  const { parent } = value;
  if (parent?.type !== "VariableDeclarator" || parent.init !== value || parent.id.type !== "Identifier") return undefined;
  const binding = file.bindings.bindingNamed(parent.id.name, at);
  return binding?.kind === "variable" && binding.node === parent && binding.constant ? parent.id.name : undefined;
}
