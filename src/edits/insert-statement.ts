/**
 * Inserts a statement directly before another, in its own branch: between lines where there are lines, with braces where
 * a branch has none, with a block where an arrow has none. Nothing is printed from the tree; only text is put in.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Edit } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { isFunction, standsInList, type Node } from "../syntax/ast.js";
import { brokenCall } from "./broken-call.js";
import { unfolded } from "./one-line-body.js";
import {
  endOfLineOrStatement,
  endOfStatement,
  isFirstOnLine,
  lineEnd,
  lineIndent,
  lineStart,
  spaceBefore,
  textStyle,
  textStyleBeside,
  type TextStyle,
} from "./text-style.js";

/** A statement to write: its lines, indented from the left margin by the file's own steps. */
export type StatementText = (style: TextStyle) => readonly string[];

/** The edits that put the statement in, or why it can stand nowhere. */
export type Insertion = readonly Edit[] | { readonly skipped: string };

/**
 * @param target the expression before which the statement has to run
 * @param statement the statement that the target stands in, or any part of the body of a concise arrow
 */
export function insertBefore(target: Node, statement: Node, write: StatementText, file: SourceFile): Insertion {
  const place = conciseBody(statement) ?? statement;
  const reason = whyNotBefore(target, place);
  if (reason) return { skipped: reason };
  const style = textStyleBeside(place, file);
  const { parent } = place as { parent: Node };
  if (isFunction(parent)) return intoArrow(parent, place, write(style), file, style);
  if (!standsInList(place)) return intoBranch(place, write(style), file, style);
  return isFirstOnLine(file.view.text, place.range[0]) || isBehindGuard(place, file)
    ? betweenLines(place, write(style), file, style)
    : withinLine(place, write(style), file, style);
}

/** The body of the concise arrow that an expression is or stands in; undefined for statements. */
export function conciseBody(node: Node): Node | undefined {
  for (let inner = node; inner.parent && !/Statement$|Declaration$/.test(inner.type); inner = inner.parent) {
    if (isFunction(inner.parent)) return inner.parent.body === inner ? inner : undefined;
  }
  return undefined;
}

const STATEMENTS_WITH_ROOM: ReadonlySet<string> = new Set([
  "ReturnStatement",
  "ExpressionStatement",
  "ThrowStatement",
  "VariableDeclaration",
  "IfStatement",
]);

/** A target that does not always run with its statement cannot have a statement of its own before it. */
function whyNotBefore(target: Node, place: Node): string | undefined {
  for (let node: Node = target; node !== place && node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "ConditionalExpression" && parent.test !== node)
      return "it is one arm of a conditional expression; write it as if and else first";
    if (parent.type === "LogicalExpression" && parent.right === node)
      return "it is the right side of a logical expression; write it as an if first";
  }
  if (STATEMENTS_WITH_ROOM.has(place.type) || (place.parent && isFunction(place.parent))) return undefined;
  return `it stands in a ${place.type}; give it a statement of its own first`;
}

/** Above the statement and the comments that stand directly on top of it: they speak of it, and stay with it. */
function betweenLines(statement: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Edit[] {
  const indent = lineIndent(file.view.text, statement.range[0]);
  const at = aboveItsComments(statement, file);
  return [{ range: [at, at], text: indented(guarded(lines, statement, file, style), indent, style) + style.newline }];
}

function aboveItsComments(statement: Node, file: SourceFile): number {
  const { text, comments } = file.view;
  let at = lineStart(text, statement.range[0]);
  for (const { range } of comments.toReversed()) {
    if (range[1] > at) continue;
    if (!/^[ \t]*\r?\n$/.test(text.slice(range[1], at)) || !isFirstOnLine(text, range[0])) break;
    at = lineStart(text, range[0]);
  }
  return at;
}

/** `case 401: return x;`, `if (a) { return b; }`: the line is broken up around the statement and its neighbours. */
function withinLine(statement: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Edit[] {
  const { text } = file.view;
  const list = statement.parent!;
  const opensHere = list.type !== "Program" && lineStart(text, list.range[0]) === lineStart(text, statement.range[0]);
  const around = opensHere ? unfolded(list, file, style) : { edits: [], indent: lineIndent(text, statement.range[0]) };
  const outer = around.indent;
  const inner = opensHere ? outer + style.indent : outer;
  const edits: Edit[] = [];
  for (const sibling of opensHere ? statementsOf(list) : [statement]) {
    if (lineStart(text, sibling.range[0]) !== lineStart(text, statement.range[0])) break;
    const inserted = sibling === statement ? indented(guarded(lines, statement, file, style), inner, style) + style.newline : "";
    edits.push({ range: [spaceBefore(text, sibling.range[0]), sibling.range[0]], text: style.newline + inserted + inner });
  }
  const close = list.range[1] - 1;
  if (list.type === "BlockStatement" && opensHere && !text.slice(statement.range[1], close).includes("\n")) {
    edits.push({ range: [spaceBefore(text, close), close], text: style.newline + outer });
  }
  return [...edits, ...around.edits];
}

function statementsOf(list: Node): readonly Node[] {
  if (list.type === "SwitchCase") return list.consequent;
  return "body" in list && Array.isArray(list.body) ? (list.body as Node[]) : [];
}

/** `if (a) return b;` gets braces; so do `else` and loops without them. */
function intoBranch(statement: Node, lines: readonly string[], file: SourceFile, style: TextStyle): Insertion {
  const { text } = file.view;
  const head = headEnd(statement, file);
  if (head === undefined) return { skipped: "it stands where no block can be made around it" };
  const around = unfolded(statement.parent!, file, style);
  const outer = around.indent;
  const closing = closeBranch(statement, outer, file, style);
  if (isFirstOnLine(text, statement.range[0])) {
    return [{ range: [head, head], text: " {" }, ...betweenLines(statement, lines, file, style), closing];
  }
  const inner = outer + style.indent;
  const comment = text.slice(head, statement.range[0]).trim();
  const opening = comment === "" ? " {" : ` { ${comment}`;
  const inserted = indented(guarded(lines, statement, file, style), inner, style);
  const opened = { range: [head, statement.range[0]], text: opening + style.newline + inserted + style.newline + inner } as const;
  return [opened, closing, ...around.edits];
}

/** The brace that ends a new block: behind the statement and what is said of it, or before the `else` that follows. */
function closeBranch(statement: Node, outer: string, file: SourceFile, style: TextStyle): Edit {
  const { text } = file.view;
  const end = endOfStatement(statement, text);
  const follows = /^(\s*)else\b/.exec(text.slice(end));
  if (follows) {
    const before = end + follows[1]!.length;
    if (follows[1]!.includes("\n")) return { range: [before, before], text: "} " };
    return { range: [end, before], text: `${style.newline}${outer}} ` };
  }
  const close = endOfLineOrStatement(text, end);
  return { range: [close, close], text: `${style.newline}${outer}}` };
}

/** Where the head of the branch ends: behind `)` or `else`. */
function headEnd(statement: Node, file: SourceFile): number | undefined {
  const parent = statement.parent!;
  if (parent.type === "IfStatement" && parent.alternate === statement) {
    const at = lastOutsideComments("else", parent.consequent.range[1], statement.range[0], file);
    return at === undefined ? undefined : at + "else".length;
  }
  const test =
    parent.type === "IfStatement" || parent.type === "WhileStatement"
      ? parent.test
      : parent.type === "ForOfStatement" || parent.type === "ForInStatement"
        ? parent.right
        : undefined;
  const closing = test && lastOutsideComments(")", test.range[1], statement.range[0], file);
  return closing === undefined ? undefined : closing + 1;
}

/** Where the word stands last between two offsets, comments left out. */
function lastOutsideComments(word: string, from: number, to: number, file: SourceFile): number | undefined {
  const { text, comments } = file.view;
  for (let at = text.lastIndexOf(word, to - 1); at >= from; at = text.lastIndexOf(word, at - 1)) {
    if (!comments.some(({ range }) => range[0] <= at && at < range[1])) return at;
  }
  return undefined;
}

/**
 * A concise arrow gets a block that returns what it was.
 * @param held the name under which the value waits for the statement; without it, the statement comes first
 */
export function intoArrow(
  arrow: Node,
  body: Node,
  lines: readonly string[],
  file: SourceFile,
  style: TextStyle,
  held?: string,
): Edit[] {
  const { text } = file.view;
  const outer = lineIndent(text, arrow.range[0]);
  const inner = outer + style.indent;
  const arrowEnd = lastOutsideComments("=>", arrow.range[0], body.range[0], file)! + "=>".length;
  const start = parenthesesFrom(arrowEnd, body.range[0], file);
  const opening = text.slice(arrowEnd, start).trim() === "" ? arrowEnd : start;
  const statements = indented(lines, inner, style);
  const first = held === undefined ? `${statements}${style.newline}${inner}return ` : `${inner}const ${held} = `;
  const last = held === undefined ? "" : `${style.newline}${statements}${style.newline}${inner}return ${held}${style.semicolon}`;
  return [
    { range: [opening, start], text: `${opening < start ? " " : ""}{${style.newline}${first}` },
    { range: [arrow.range[1], arrow.range[1]], text: `${style.semicolon}${last}${style.newline}${outer}}` },
  ];
}

/** The start of the body with the parentheses around it: `=> ({ a })`. */
function parenthesesFrom(arrowEnd: number, start: number, { view: { text, comments } }: SourceFile): number {
  for (let at = arrowEnd; at < start; at++) {
    if (text[at] === "(" && !comments.some(({ range }) => range[0] <= at && at < range[1])) return at;
  }
  return start;
}

/** `;(await a()).b()`: the line begins with the semicolon that keeps the statement from being a part of the one above. */
function isBehindGuard(statement: Node, { view: { text } }: SourceFile): boolean {
  return /^[ \t]*;[ \t]*$/.test(text.slice(lineStart(text, statement.range[0]), statement.range[0]));
}

/** In a file without semicolons, a statement that begins like a call or an index needs one before it. */
function guarded(lines: readonly string[], statement: Node, file: SourceFile, style: TextStyle): readonly string[] {
  if (style.semicolon === ";" || isBehindGuard(statement, file) || !/[([`/+-]/.test(file.view.text[statement.range[0]]!)) return lines;
  return [...lines.slice(0, -1), `${lines.at(-1)!};`];
}

/** The lines as one text, indented, with calls that are too long for a line broken. */
export function indented(lines: readonly string[], indent: string, style: TextStyle): string {
  const broken = lines.flatMap((line) => brokenCall(line, indent, style));
  return broken.map((line) => (line === "" ? line : indent + line)).join(style.newline);
}

/** Inserts at the top of a block, before its first statement and its comments. */
export function insertAtTop(block: TSESTree.BlockStatement, write: StatementText, file: SourceFile): Edit[] {
  const first = block.body[0];
  const style = first ? textStyleBeside(first, file) : textStyle(file);
  const { text, comments } = file.view;
  const lines = write(style);
  const open = block.range[0] + 1;
  const close = block.range[1] - 1;
  if (first && !isFirstOnLine(text, first.range[0])) return withinLine(first, lines, file, style);
  const openLineEnd = lineEnd(text, open);
  const startsInComment = comments.some(({ range }) => range[0] >= open && range[0] < openLineEnd && range[1] > openLineEnd);
  if (openLineEnd >= close || startsInComment) {
    const kept = text.slice(open, close).trim();
    const around = unfolded(block, file, style);
    const outer = around.indent;
    const inner = outer + style.indent;
    const end = startsInComment ? open + text.slice(open).search(/\S/) : close;
    const rest = kept === "" ? "" : style.newline + inner + (startsInComment ? "" : kept);
    return [
      {
        range: [open, end],
        text: style.newline + indented(lines, inner, style) + rest + (startsInComment ? "" : style.newline + outer),
      },
      ...around.edits,
    ];
  }
  const indent = lineIndent(text, first ? first.range[0] : block.range[0]) + (first ? "" : style.indent);
  const written = indented(first ? guarded(lines, first, file, style) : lines, indent, style);
  return [{ range: [openLineEnd, openLineEnd], text: style.newline + written }];
}
