/** What a console line says, as one message: its words between the values belong to it, and the values become fields. */
import { unwrap, type Node } from "../syntax/ast.js";

interface Said {
  /** Source text. */
  readonly message: string;
  /** What is left to be shown beside it. */
  readonly values: readonly Node[];
}

/**
 * `"Cleared", count, "rows"` says `"Cleared rows"` of a count; `"in state:"` before a value is what the value's field is called.
 * @param text the source text of an argument
 */
export function messageOf(first: Node, rest: readonly Node[], text: (node: Node) => string): Said {
  const source = text(first);
  const isText = first.type === "Literal" || first.type === "TemplateLiteral";
  if (!isText) return { message: source, values: rest };
  const quote = source[0]!;
  const values: Node[] = [];
  let words = source.slice(1, -1);
  let isBehindValue = false;
  for (const [index, node] of rest.entries()) {
    const more = literalText(node);
    const next = rest[index + 1];
    if (more !== undefined && next !== undefined && literalText(next) === undefined && LABEL.test(more)) continue;
    if (more === undefined || !meansTheSame(more, quote)) {
      values.push(withoutMarks(node));
      isBehindValue = true;
    } else if (/[\p{L}\p{N}]/u.test(more)) {
      const before = (isBehindValue ? withoutEnd(words) : words).trimEnd();
      const said = closed(more.trim());
      const isNext = said.startsWith(",") || (isBehindValue && LABEL.test(more) && next !== undefined);
      words = `${before}${isNext ? ", " : " "}${said.replace(/^,\s*/, "")}`;
      isBehindValue = false;
    }
  }
  const shown = first.type === "Literal" ? closed(words) : words;
  return { message: quote + (withoutEnd(shown) || words) + quote, values };
}

/** The colon of Chinese and Japanese text, too. */
const LABEL = /[:=\uFF1A]\s*$/;

function literalText(node: Node): string | undefined {
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}

/** Inside the other's quotes. */
function meansTheSame(more: string, quote: string): boolean {
  return !/[\\\r\n]/.test(more) && !more.includes(quote) && !(quote === "`" && more.includes("${"));
}

/** Without the bracket that stood around a value: `"Retried (attempt"` was followed by a number and `")"`. */
function closed(words: string): string {
  const open = words.split("(").length - words.split(")").length;
  if (open === 1) return words.replace(/\s*\(\s*(?=\w[^()]*$)/, ", ");
  return open === -1 ? words.replace(/^([^()]*?)\)/, "$1").trimStart() : words;
}

/** `"login failed:"` was written for the value behind it; as a message it stands alone. */
function withoutEnd(words: string): string {
  return words.replace(/(?:\s*(?<!=)[:=\uFF1A]|\s+[-\u2013\u2014>]+)\s*$/, "").trimEnd();
}

/** `tier` of `tier + ")"`. */
function withoutMarks(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type !== "BinaryExpression" || inner.operator !== "+") return node;
  const end = literalText(inner.right);
  return end !== undefined && /^[\s)\].,;:!]*$/.test(end) && literalText(inner.left as Node) === undefined ? (inner.left as Node) : node;
}
