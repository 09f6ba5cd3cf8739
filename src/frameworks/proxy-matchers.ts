/** Which paths Next.js runs the proxy on: what its file exports as `config.matcher`. */
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { exportedNames } from "./exported-names.js";

/** In source order; undefined where there is no matcher, so that it runs on every path, and where one of them is no literal. */
export function proxyMatchers(file: SourceFile): readonly string[] | undefined {
  const config = exportedNames(file).find(({ name }) => name === "config")?.value;
  const matcher = config && propertyValue(unwrap(config), "matcher");
  if (!matcher) return undefined;
  const list = unwrap(matcher);
  const parts = list.type === "ArrayExpression" ? list.elements : [list];
  const sources = parts.map((part) => (part ? sourceOf(unwrap(part), file) : undefined));
  return sources.every((source) => source !== undefined) ? sources : undefined;
}

/** `"/account/:path*"`, or `{ source: "/account/:path*", has: [] }`. */
function sourceOf(node: Node, file: SourceFile): string | undefined {
  return staticString(node.type === "ObjectExpression" ? propertyValue(node, "source") : node, file.bindings);
}
