/** How the file is written, so that what is inserted looks as if its author had typed it. */
import type { SourceFile } from "../source-file.js";
import type { Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";
import { walk } from "../syntax/walk.js";

/** The habits of a file's author, as far as an insertion shows them. */
export interface TextStyle {
  readonly newline: "\n" | "\r\n";
  /** Whether lines end in both ways: what is inserted then ends as the line where it stands. */
  readonly mixed: boolean;
  /** One step of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** What ends a statement: `;` or nothing. */
  readonly semicolon: ";" | "";
  /** Whether the file does both, so often that what is inserted ends as the statement beside it. */
  readonly mixedSemicolons: boolean;
  /** What stands inside the braces of an object or an import on one line: a blank, or nothing. */
  readonly padding: " " | "";
  /** Columns that a line may have: as many as the widest of the file, but no fewer than most formatters allow and no more. */
  readonly width: number;
}

const NARROWEST = 100;
const WIDEST = 120;

const known = keptWith<SourceFile, TextStyle>();

/** Read off the file, once for all of its edits. */
export function textStyle(file: SourceFile): TextStyle {
  let style = known.get(file);
  if (!style) {
    const { text } = file.view;
    style = {
      newline: newlineOf(text),
      mixed: text.includes("\r\n") && /(?<!\r)\n/.test(text),
      indent: indentOf(text),
      quote: quoteOf(text),
      ...semicolonsOf(file),
      padding: paddingOf(file),
      width: widthOf(text),
    };
    known.set(file, style);
  }
  return style;
}

function widthOf(text: string): number {
  let widest = NARROWEST;
  for (let start = 0; start < text.length && widest < WIDEST; ) {
    const end = lineEnd(text, start);
    widest = Math.max(widest, end - start);
    start = text.indexOf("\n", end) + 1 || text.length;
  }
  return Math.min(widest, WIDEST);
}

function newlineOf(text: string): "\n" | "\r\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

/** How the line of an offset ends; undefined for the last one. */
export function newlineAt(text: string, offset: number): "\n" | "\r\n" | undefined {
  const next = text.indexOf("\n", offset);
  if (next < 0) return undefined;
  return text[next - 1] === "\r" ? "\r\n" : "\n";
}

/** The commonest step by which a line goes further in than the line before. */
function indentOf(text: string): string {
  const steps = new Map<string, number>();
  let before = "";
  for (const line of text.split("\n", 2000)) {
    if (line.trim() === "" || /^\s*\*/.test(line)) continue;
    const lead = /^[ \t]*/.exec(line)![0];
    if (lead.length > before.length && lead.startsWith(before)) {
      const step = lead.slice(before.length);
      if (step.length <= 8) steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    before = lead;
  }
  let best = "  ";
  let most = 0;
  for (const [step, count] of steps) if (count > most) [best, most] = [step, count];
  return best;
}

/** As the imports are; where those differ, as most strings of the file begin. */
function quoteOf(text: string): '"' | "'" {
  const imports = text.match(/(?:\bfrom\s*|\bimport\s*|\brequire\s*\(\s*)["']/g) ?? [];
  const agree = imports.length > 0 && imports.every((match) => match.at(-1) === imports[0]!.at(-1));
  const sample = agree ? imports : (text.match(/(?<=[\s([{,:=])["']/g) ?? []);
  const double = sample.filter((match) => match.endsWith('"')).length;
  return double * 2 >= sample.length ? '"' : "'";
}

const ENDS_WITH_SEMICOLON = new Set([
  "ImportDeclaration",
  "ExpressionStatement",
  "VariableDeclaration",
  "ReturnStatement",
  "ThrowStatement",
]);

function semicolonsOf(file: SourceFile): Pick<TextStyle, "semicolon" | "mixedSemicolons"> {
  let withOne = 0;
  let without = 0;
  const count = (statement: Node): void => {
    const end = semicolonBehind(statement, file);
    if (end === ";") withOne++;
    else if (end === "") without++;
  };
  file.view.ast.body.forEach(count);
  for (const fn of file.outline.functions) if (fn.body.type === "BlockStatement") fn.body.body.forEach(count);
  // All that would tell may stand inside of branches.
  if (withOne + without === 0) walk(file.view.ast, (node) => count(node));
  const isMixed = Math.min(withOne, without) * RARELY > withOne + without;
  return { semicolon: withOne >= without ? ";" : "", mixedSemicolons: isMixed };
}

/** One statement in so many that ends otherwise was forgotten. */
const RARELY = 6;

/** What ends the statement; undefined for one that needs nothing. */
function semicolonBehind(statement: Node, { view: { text } }: SourceFile): ";" | "" | undefined {
  const node = statement.type === "ExportNamedDeclaration" && statement.declaration ? statement.declaration : statement;
  if (!ENDS_WITH_SEMICOLON.has(node.type)) return undefined;
  return text[endOfStatement(node, text) - 1] === ";" ? ";" : "";
}

/** The style of what is inserted beside a statement. */
export function textStyleBeside(statement: Node, file: SourceFile): TextStyle {
  const style = textStyle(file);
  const semicolon = style.mixedSemicolons ? semicolonBehind(statement, file) : undefined;
  return semicolon === undefined ? style : { ...style, semicolon };
}

/** Where a statement ends. A `;` on the next line that keeps what follows from being a part of it is not its own. */
export function endOfStatement({ range: [start, end] }: Node, text: string): number {
  const guard = /\n[ \t]*;$/.exec(text.slice(Math.max(start, end - 200), end));
  return guard ? start + text.slice(start, end - 1).trimEnd().length : end;
}

/** As the imports are, and what is taken out of required modules. */
function paddingOf({ outline: { imports }, view: { ast, text } }: SourceFile): " " | "" {
  const lists = [
    ...imports.flatMap(({ specifiers }) => specifiers.find(({ type }) => type === "ImportSpecifier") ?? []),
    ...ast.body.flatMap((statement) =>
      statement.type === "VariableDeclaration"
        ? statement.declarations.flatMap(({ id }) => (id.type === "ObjectPattern" ? (id.properties[0] ?? []) : []))
        : [],
    ),
  ];
  const isClose = lists.flatMap(({ range: [start] }) => /\{( ?)$/.exec(text.slice(start - 2, start))?.[1] ?? []).map((blank) => blank === "");
  return isClose.filter(Boolean).length * 2 > isClose.length ? "" : " ";
}

/** `{ a, b }`, or `{a, b}` where the file writes it so. */
export function inBraces(parts: readonly string[], { padding }: TextStyle): string {
  return `{${padding}${parts.join(", ")}${padding}}`;
}

/** A string literal in the file's quotes. */
export function quoted(value: string, style: TextStyle): string {
  const double = JSON.stringify(value);
  return style.quote === '"' ? double : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** A property that holds a variable: `error`, or `error: e`. */
export function field(name: string, value: string): string {
  return name === value ? name : `${name}: ${value}`;
}

/** The white space with which the line of an offset begins. */
export function lineIndent(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, start + 400))![0];
}

/** The offset at which the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The end of the line of an offset, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  if (next < 0) return text.length;
  return text[next - 1] === "\r" && next > offset ? next - 1 : next;
}

/** True when nothing but white space stands before the offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === "";
}

/** The start of the blanks and tabs that end at the offset. */
export function spaceBefore(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && (text[at - 1] === " " || text[at - 1] === "\t")) at--;
  return at;
}

/** Where what follows a statement can go: at the end of its line when only blanks or comments stand there, else behind it. */
export function endOfLineOrStatement(text: string, end: number): number {
  const close = lineEnd(text, end);
  return /^[ \t]*(?:\/\*(?:(?!\*\/).)*\*\/[ \t]*)*(?:\/\/.*)?$/.test(text.slice(end, close)) ? close : end;
}
