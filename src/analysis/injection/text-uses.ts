/** What a function does with the texts in it, found in one walk: every text in every line that it writes is asked about. */
import { calleeName, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import type { SourceFile } from "../../source-file.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { walk } from "../../syntax/walk.js";

export interface TextUses {
  /** Names that hold the same text, as it came or trimmed: `const email = req.body.email?.trim() ?? ""`. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** `page <= pages`, `100 / pages`: nobody counts with a text. */
  readonly counted: ReadonlySet<string>;
  /** `rows.map(…)`, `for (const row of rows)`: a list. */
  readonly goneThrough: ReadonlySet<string>;
}

/** By `textKey`. */
export const textUses: (within: Node, file: SourceFile) => TextUses = foundOnce((within: Node, file: SourceFile) => {
  const names = new Map<string, string[]>();
  const counted = new Set<string>();
  const goneThrough = new Set<string>();
  walk(within, (node) => {
    switch (node.type) {
      case "VariableDeclarator":
        if (node.id.type !== "Identifier" || !node.init) return;
        for (const key of new Set(heldIn(node.init, file))) addTo(names, key, node.id.name);
        return;
      case "BinaryExpression":
        if (/^(?:[-*/%]|[<>]=?)$/.test(node.operator)) for (const side of [node.left, node.right]) counted.add(textKey(side, file));
        return;
      case "ForOfStatement":
        goneThrough.add(textKey(node.right, file));
        return;
      case "CallExpression": {
        const callee = unwrap(node.callee);
        if (callee.type === "MemberExpression" && GOES_THROUGH.test(calleeName(node) ?? "")) goneThrough.add(textKey(callee.object, file));
      }
    }
  });
  return { names, counted, goneThrough };
});

const GOES_THROUGH = /^(?:map|forEach|filter|flatMap|reduce|some|every|push|sort)$/;

function addTo(names: Map<string, string[]>, key: string, name: string): void {
  const known = names.get(key);
  if (known) known.push(name);
  else names.set(key, [name]);
}

/** What the same text has in common wherever a function reads it; "" for what has no name. */
export function textKey(node: Node, file: SourceFile): string {
  return dottedPath(node)?.join(".") ?? (node.type === "CallExpression" ? file.view.text.slice(...node.range) : "");
}

/** All that an expression may hold as it came. */
function heldIn(node: Node, file: SourceFile): string[] {
  const inner = unwrap(node);
  const own = textKey(inner, file);
  switch (inner.type) {
    case "ConditionalExpression":
      return [own, ...heldIn(inner.consequent, file), ...heldIn(inner.alternate, file)];
    case "LogicalExpression":
      return [own, ...heldIn(inner.left, file), ...heldIn(inner.right, file)];
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      if (callee.type === "MemberExpression") return [own, ...heldIn(callee.object, file)];
      const [first] = inner.arguments;
      return callee.type === "Identifier" && callee.name === "String" && first ? [own, ...heldIn(first, file)] : [own];
    }
    default:
      return [own];
  }
}
