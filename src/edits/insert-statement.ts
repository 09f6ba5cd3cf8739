/**
 * Inserts a statement directly before another, in its own branch: between lines where there are lines, with braces where
 * a branch has none, with a block where an arrow has none. Nothing is printed from the tree; only text is put in.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Edit } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { isFunction, standsInList, type Node } from "../syntax/ast.js";
import { isFirstOnLine, lineEnd, lineIndent, lineStart, textStyle, type TextStyle } from "./text-style.js";

/** A statement to write: its lines, indented from the left margin by the file's own steps. */
export type StatementText = (style: TextStyle) => readonly string[];

export type Insertion = readonly Edit[] | { readonly skipped: string };

/**
 * @param target the expression before which the statement has to run
 * @param statement the statement that the target stands in, or the target itself as the body of a concise arrow
 */
export function insertBefore(target: Node, statement: Node, write: StatementText, file: SourceFile): Insertion {
  const reason = conditional(target, statement);
  if (reason) return { skipped: reason };
  const style = textStyle(file);
  const arrow = conciseArrow(statement);
  if (arrow) return intoArrow(arrow, statement, write(style), file, style);
  if (standsInList(statement)) {
    return isFirstOnLine(file.view.text, statement.range[0])
      ? betweenLines(statement, write(style), file, style)
      : withinLine(statement, write(style), file, style);
  }
  return intoBranch(statement, write(style), file, style);
}

/** A target that does not always run with its statement cannot have a statement of its own before it. */
function conditional(target: Node, statement: Node): string | undefined {
  for (let node: Node = target; node !== statement && node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "ConditionalExpression" && parent.test !== node) return "it is one arm of a conditional expression; write it as if and else first";
    if (parent.type === "LogicalExpression" && parent.right === node) return "it is the right side of a logical expression; write it as an if first";
  }
  if (statement.type !== "ReturnStatement" && statement.type !== "ExpressionStatement" && statement.type !== "ThrowStatement" && !conciseArrow(statement) && statement.type !== "VariableDeclaration" && statement.type !== "IfStatement") {
    return `it stands in a ${statement.type}; give it a statement of its own first`;
  }
  return undefined;
}

/** The arrow function whose concise body the node is. */
function conciseArrow(node: Node): Node | undefined {
  const { parent } = node as { parent?: Node };
  return parent && isFunction(parent) && parent.body === node && node.type !== "BlockStatement" ? parent : undefined;
}

const STAYS_WITH_NEXT_LINE = /@ts-(?:expect-error|ignore)|(?:eslint|oxlint)-disable-next-line|(?:biome|prettier|istanbul|c8|v8)[- ]ignore/;

function betweenLines(statement: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Edit[] {
  const { text } = file.view;
  const indent = lineIndent(text, statement.range[0]);
  let at = lineStart(text, statement.range[0]);
  while (at > 0) {
    const above = lineStart(text, at - 1);
    const line = text.slice(above, at);
    if (!/^\s*(?:\/\/|\/\*)/.test(line) || !STAYS_WITH_NEXT_LINE.test(line)) break;
    at = above;
  }
  return [{ range: [at, at], text: indented(guarded(lines, statement, file, style), indent, style) + style.newline }];
}

/** `case 401: return x;`, `if (a) { return b; }`: the line is broken up around the statement. */
function withinLine(statement: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Edit[] {
  const { text } = file.view;
  const outer = lineIndent(text, statement.range[0]);
  const block = statement.parent!;
  const opensHere = block.type === "Program" ? false : lineStart(text, block.range[0]) === lineStart(text, statement.range[0]);
  const inner = opensHere ? outer + style.indent : outer;
  const before = spaceBefore(text, statement.range[0]);
  const edits: Edit[] = [
    {
      range: [before, statement.range[0]],
      text: style.newline + indented(guarded(lines, statement, file, style), inner, style) + style.newline + inner,
    },
  ];
  const rest = text.slice(statement.range[1], lineEnd(text, statement.range[1]));
  const closing = /^[ \t]*\}/.exec(rest);
  if (block.type === "BlockStatement" && opensHere && closing) {
    edits.push({ range: [statement.range[1], statement.range[1] + closing[0].length - 1], text: style.newline + outer });
  }
  return edits;
}

/** `if (a) return b;` gets braces; so do `else` and loops without them. */
function intoBranch(statement: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Insertion {
  const { text } = file.view;
  const head = headEnd(statement, file);
  if (head === undefined) return { skipped: "it stands where no block can be made around it" };
  const outer = lineIndent(text, statement.parent!.range[0]);
  const inner = outer + style.indent;
  const between = text.slice(head, statement.range[0]);
  const comment = between.trim();
  const opening = comment === "" ? " {" : ` { ${comment}`;
  const end = statement.range[1];
  const rest = text.slice(end, lineEnd(text, end));
  const trailing = /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)$/.exec(rest);
  const close = end + (trailing ? rest.length : 0);
  const follows = /^[ \t]*else\b/.exec(trailing ? "" : rest);
  return [
    {
      range: [head, statement.range[0]],
      text: opening + style.newline + indented(guarded(lines, statement, file, style), inner, style) + style.newline + inner,
    },
    {
      range: [close, follows ? close + follows[0].length - "else".length : close],
      text: `${style.newline}${outer}}${follows ? " " : ""}`,
    },
  ];
}

/** Where the head of the branch ends: behind `)` or `else`. */
function headEnd(statement: Node, file: SourceFile): number | undefined {
  const { text } = file.view;
  const parent = statement.parent!;
  if (parent.type === "IfStatement" && parent.alternate === statement) {
    const at = text.lastIndexOf("else", statement.range[0]);
    return at < parent.consequent.range[1] ? undefined : at + "else".length;
  }
  const test = parent.type === "IfStatement" || parent.type === "WhileStatement" ? parent.test : parent.type === "ForOfStatement" || parent.type === "ForInStatement" ? parent.right : undefined;
  if (!test) return undefined;
  const closing = closingParenthesis(text, test.range[1], statement.range[0]);
  return closing === undefined ? undefined : closing + 1;
}

/** The last `)` outside comments between two offsets. */
function closingParenthesis(text: string, from: number, to: number): number | undefined {
  let found: number | undefined;
  for (let at = from; at < to; at++) {
    if (text.startsWith("//", at)) at = lineEnd(text, at);
    else if (text.startsWith("/*", at)) at = text.indexOf("*/", at) + 1;
    else if (text[at] === ")") found = at;
  }
  return found;
}

function intoArrow(arrow: Node, body: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Edit[] {
  const { text } = file.view;
  const outer = lineIndent(text, arrow.range[0]);
  const inner = outer + style.indent;
  const start = parenthesesBefore(text, body.range[0]);
  return [
    { range: [start, start], text: `{${style.newline}${indented(lines, inner, style)}${style.newline}${inner}return ` },
    { range: [arrow.range[1], arrow.range[1]], text: `${style.semicolon}${style.newline}${outer}}` },
  ];
}

/** The start of the body with the parentheses around it: `=> ({ a })`. */
function parenthesesBefore(text: string, start: number): number {
  let at = start;
  for (let back = start - 1; back >= 0 && /[\s(]/.test(text[back]!); back--) if (text[back] === "(") at = back;
  return at;
}

function spaceBefore(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /[ \t]/.test(text[at - 1]!)) at--;
  return at;
}

/** In a file without semicolons, a statement that begins like a call or an index needs one before it. */
function guarded(lines: readonly string[], statement: Node, file: SourceFile, style: TextStyle): readonly string[] {
  if (style.semicolon === ";" || !/[([`/+-]/.test(file.view.text[statement.range[0]]!)) return lines;
  return [...lines.slice(0, -1), `${lines.at(-1)!};`];
}

export function indented(lines: readonly string[], indent: string, style: TextStyle): string {
  return lines.map((line) => (line === "" ? line : indent + line)).join(style.newline);
}

/** Inserts at the top of a block, before its first statement and after its opening line. */
export function insertAtTop(block: TSESTree.BlockStatement, write: StatementText, file: SourceFile): Edit[] {
  const style = textStyle(file);
  const { text } = file.view;
  const lines = write(style);
  const outer = lineIndent(text, block.range[0]);
  const inner = outer + style.indent;
  const open = block.range[0] + 1;
  const close = block.range[1] - 1;
  const first = block.body[0];
  const sameLine = lineEnd(text, open) >= close;
  if (sameLine) {
    const content = text.slice(open, close).trim();
    const kept = content === "" ? "" : style.newline + inner + content;
    return [{ range: [open, close], text: style.newline + indented(first ? guarded(lines, first, file, style) : lines, inner, style) + kept + style.newline + outer }];
  }
  if (first && isFirstOnLine(text, first.range[0])) {
    return [{ range: [lineEnd(text, open), lineEnd(text, open)], text: style.newline + indented(guarded(lines, first, file, style), lineIndent(text, first.range[0]), style) }];
  }
  return [{ range: [lineEnd(text, open), lineEnd(text, open)], text: style.newline + indented(lines, inner, style) }];
}
