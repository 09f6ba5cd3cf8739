/** Which call has given a value. */
import type { SourceFile } from "../../source-file.js";
import { calleeName, unwrap, type Node } from "../../syntax/ast.js";

/** `compare` of `await bcrypt.compare(a, b)`, and of a constant that holds its answer; undefined for any other value. */
export function madeByCall(node: Node, file: SourceFile): string | undefined {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  const held = binding?.kind === "variable" && binding.constant && binding.init ? unwrap(binding.init) : inner;
  return held.type === "CallExpression" ? calleeName(held) : undefined;
}
