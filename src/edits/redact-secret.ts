/**
 * Takes a secret out of a record: drops the field or argument that carries it, or writes `"[REDACTED]"` in its place. A line that
 * held nothing else says what was there: `"request body [REDACTED]"`. What is logged whole goes through the file's own redactor.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Leak } from "../analysis/secrets/leaks.js";
import type { Edit, Plan } from "../finding.js";
import { importedSummary } from "../frameworks/imported.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, isInside, unwrap, type Node, type Range } from "../syntax/ast.js";
import { hasBareArguments } from "./bare-arguments.js";
import { isHeaders } from "./fetch-headers.js";
import { redactorOf } from "./project-redactor.js";
import { quoted, textStyle } from "./text-style.js";

const PLACEHOLDER = "[REDACTED]";

/** What is done with the secret: it goes, a placeholder stands for it, or the file's redactor is called with it. */
export type Redaction = "drop" | "replace" | "redact";

/**
 * The ways, the better one first: through the file's redactor; a list that holds something else loses the part, anything else
 * keeps its shape. A row of the trail keeps its column: the table may demand one.
 */
export function redactionsFor(leak: Leak, file: SourceFile): readonly Redaction[] {
  const places = placesOf(leak);
  const isIncoming = leak.whole && !leak.classes.includes("environment");
  const first: readonly Redaction[] = isIncoming && places.every(isNamedWhole) && redactorOf(file) !== undefined ? ["redact"] : [];
  if (!places.every((node) => canDrop(node, leak, file))) return [...first, "replace"];
  const isColumn = leak.whole && leak.record.strength === "audit" && leak.node.type === "Property";
  return isColumn ? [...first, "replace", "drop"] : [...first, "drop", "replace"];
}

type Writer = (node: Node, leak: Leak, file: SourceFile) => Edit;

const WRITERS: Readonly<Record<Redaction, Writer>> = { drop: dropped, replace: replaced, redact: redacted };

/** The edits that take the secret out of the record in that manner, at each place where it stands. */
export function planRedaction(leak: Leak, redaction: Redaction, file: SourceFile): Plan {
  return { edits: placesOf(leak).map((node) => WRITERS[redaction](node, leak, file)), imports: [] };
}

/** The expression that names what is logged whole, also as JSON text: `req.body`, `JSON.stringify(body, null, 2)`. */
function namedWhole(node: Node): Node | undefined {
  const value = valueOf(node);
  const inner = value && unwrap(value);
  const held = inner?.type === "CallExpression" && calleeName(inner) === "stringify" && inner.arguments[0] ? unwrap(inner.arguments[0]) : inner;
  return held && dottedPath(held) ? held : undefined;
}

function isNamedWhole(node: Node): boolean {
  return namedWhole(node) !== undefined;
}

/** `body: req.body` becomes `body: redact(req.body)`. */
function redacted(node: Node, _leak: Leak, file: SourceFile): Edit {
  const held = namedWhole(node)!;
  const text = file.view.text.slice(...held.range);
  const call = `${redactorOf(file)!}(${isHeaders(held, file) ? `Object.fromEntries(${text})` : text})`;
  if (node.type !== "Property" || !node.shorthand) return { range: held.range, text: call };
  return { range: node.range, text: `${file.view.text.slice(...node.key.range)}: ${call}` };
}

/** Where a function of the file logs what it is given, the calls are mended: the function may well log other things. */
function placesOf(leak: Leak): readonly Node[] {
  return leak.given.length > 0 ? leak.given : [leak.node, ...leak.again];
}

/** A part can go when its list keeps another one, and when nothing breaks without it. */
function canDrop(node: Node, leak: Leak, file: SourceFile): boolean {
  const list = listOf(node);
  if (!list || list.every((element) => element === node || saysNothing(element, leak))) return false;
  if (isOnlyUse(node, file)) return false;
  if (node.type === "Property") return !mayDemandFields(node, file);
  if (node.type === "SpreadElement") return node.parent.type === "ObjectExpression";
  if (node.parent?.type === "CallExpression" && (!hasBareArguments(node.parent, file) || countsPlaces(node, node.parent, leak, file))) return false;
  // `console.log(token, "is the token")`: the words alone still say something, a placeholder before them does not.
  if (list[0] === node && node.parent === leak.record.node && list[1] && isText(list[1])) return !leak.siblings.has(list[1]);
  if (!leak.whole || list[0] === node || node.parent !== leak.record.node) return false;
  return !hasPlaceholders(list[0]!) && !announces(list, node);
}

/** `console.log("Request body:", req.body)`: the words alone would promise what is no longer there. */
function announces(list: readonly Node[], node: Node): boolean {
  const before = list[list.indexOf(node) - 1];
  const text = before?.type === "Literal" ? before.value : before?.type === "TemplateLiteral" ? before.quasis.at(-1)!.value.raw : undefined;
  return typeof text === "string" && /[:=]\s*$/.test(text);
}

function isText(node: Node): boolean {
  return node.type === "Literal" && typeof node.value === "string" && /\p{L}/u.test(node.value);
}

/** `logCall({ method, request })` of TypeScript: what a function of the project takes has a type, which may demand each field. */
function mayDemandFields(field: Node, file: SourceFile): boolean {
  const call = field.parent?.parent;
  if (!isTyped(file) || call?.type !== "CallExpression" || call.callee.type !== "Identifier") return false;
  const { kind } = file.bindings.of(call.callee);
  return kind === "import" || kind === "function";
}

/**
 * `logCall(userId, body, 400)`: a function of the project knows its arguments by their places, where a logger writes whatever
 * comes. Without one, those behind it would move up; and of a type, each may be demanded.
 */
function countsPlaces(argument: Node, call: TSESTree.CallExpression, { record, given }: Leak, file: SourceFile): boolean {
  const isLast = call.arguments.at(-1) === argument;
  if (isLast && !isTyped(file)) return false;
  if (record.strength === "audit" || given.includes(argument)) return true;
  if (call.callee.type !== "Identifier") return false;
  const { kind } = file.bindings.of(call.callee);
  return kind === "import" || kind === "function";
}

function isTyped(file: SourceFile): boolean {
  return /\.[cm]?tsx?$/.test(file.view.path);
}

/** A part that leaks too, or did: what is left of the line is no reason to drop this one. */
function saysNothing(part: Node, leak: Leak): boolean {
  if (leak.siblings.has(part)) return true;
  const text = part.type === "Literal" ? part.value : part.type === "TemplateLiteral" ? part.quasis.at(-1)!.value.raw : undefined;
  return typeof text === "string" && text.endsWith(PLACEHOLDER);
}

function listOf(node: Node): readonly Node[] | undefined {
  const parent = node.parent;
  if (parent?.type === "ObjectExpression") return parent.properties;
  return parent?.type === "CallExpression" && parent.callee !== node ? parent.arguments : undefined;
}

function hasPlaceholders(message: Node): boolean {
  const inner = unwrap(message);
  const text =
    inner.type === "Literal"
      ? String(inner.value)
      : inner.type === "TemplateLiteral"
        ? inner.quasis.map(({ value }) => value.raw).join("")
        : "";
  return /%[sdifjoOc]/.test(text);
}

/**
 * A local variable that is read nowhere else: taking it out would leave it unused, which `noUnusedLocals` refuses. Its use
 * stays, as a test of whether it was there.
 */
function isOnlyUse(node: Node, file: SourceFile): boolean {
  if (!isTyped(file)) return false;
  const value = valueOf(node);
  const inner = value && unwrap(value);
  if (inner?.type !== "Identifier") return false;
  const binding = file.bindings.of(inner);
  if (binding.kind !== "variable" && binding.kind !== "import") return false;
  return binding.variable.references.filter((reference) => reference.isRead()).length === 1;
}

function valueOf(node: Node): Node | undefined {
  return node.type === "Property" ? node.value : node.type === "SpreadElement" ? node.argument : node;
}

/** What a line that held nothing else says instead: a bare placeholder would leave its reader guessing. */
function placeholderFor(node: Node, leak: Leak): string {
  const call = leak.record.node;
  const argument = node.parent === call ? node : node.parent?.parent === call && isWholeArgument(node) ? node.parent! : undefined;
  if (!argument || call.type !== "CallExpression") return PLACEHOLDER;
  const alone = call.arguments.every((other) => other === argument || saysNothing(other, leak));
  return alone ? `${[...new Set(leak.classes.map((one) => NOUNS[one] ?? one))].join(" and ")} ${PLACEHOLDER}` : PLACEHOLDER;
}

const NOUNS: Readonly<Record<string, string>> = {
  body: "request body",
  headers: "request headers",
  cookies: "request cookies",
};

/** `{ ...body }` and `` `${token}` `` hold nothing but the part. */
function isWholeArgument(node: Node): boolean {
  const outer = node.parent!;
  if (outer.type === "ObjectExpression") return outer.properties.length === 1 && node.type === "SpreadElement";
  if (outer.type !== "TemplateLiteral" || outer.expressions.length > 1) return false;
  return outer.quasis.every(({ value }) => value.raw.trim() === "");
}

function replaced(node: Node, leak: Leak, file: SourceFile): Edit {
  const placeholder = placeholderFor(node, leak);
  const literal = quoted(placeholder, textStyle(file));
  const value = valueOf(node)!;
  if (demandsObject(node, file)) return { range: node.range, text: `{ redacted: ${literal} }` };
  const kept = isOnlyUse(node, file) ? `${file.view.text.slice(...value.range)} && ${literal}` : literal;
  if (node.type === "Property") {
    const key = file.view.text.slice(...node.key.range);
    return node.shorthand ? { range: node.range, text: `${key}: ${kept}` } : { range: node.value.range, text: kept };
  }
  const parent = node.parent!;
  if (node.type === "SpreadElement") {
    // `{ ...req.body }` alone: the object goes as one.
    return parent.type === "ObjectExpression" && parent.properties.length === 1 && isArgument(parent, leak)
      ? { range: parent.range, text: literal }
      : { range: node.range, text: spreadOf(parent, literal) };
  }
  if (parent.type === "TemplateLiteral" && kept === literal) return { range: holeAround(node, parent), text: placeholder };
  if (kept === literal && isShortened(parent, node)) return { range: parent.range, text: literal };
  return { range: node.range, text: needsParentheses(node, kept, literal) ? `(${kept})` : kept };
}

/** `logCall(path, body)` where the other file declares `body: Record<string, unknown>`, which takes no text. */
function demandsObject(node: Node, file: SourceFile): boolean {
  const call = node.parent;
  if (!isTyped(file) || call?.type !== "CallExpression" || call.callee === node) return false;
  const place = call.arguments.indexOf(node as TSESTree.CallExpressionArgument);
  const type = importedSummary(call.callee, file)?.parameterTypes[place];
  return type !== undefined && /^(?:Record<\s*string\s*,\s*(?:unknown|any|string)\s*>|object)$/.test(type.trim());
}

/** `&&` binds less than `+`, and may not stand beside `??`. */
function needsParentheses({ parent }: Node, kept: string, literal: string): boolean {
  return kept !== literal && (parent?.type === "BinaryExpression" || (parent?.type === "LogicalExpression" && parent.operator === "??"));
}

/** `token.slice(0, 20) + "..."`: the dots stand for the rest of what is gone. */
function isShortened(parent: Node, node: Node): boolean {
  if (parent.type !== "BinaryExpression" || parent.operator !== "+" || parent.left !== node || parent.right.type !== "Literal") return false;
  return /^(?:\.{2,}|…)$/.test(String(parent.right.value).trim());
}

function isArgument(node: Node, leak: Leak): boolean {
  return node.parent === leak.record.node;
}

function spreadOf(parent: Node, literal: string): string {
  return parent.type === "ObjectExpression" ? `redacted: ${literal}` : literal;
}

/** `${token}` in a template, braces and all: its place is taken by plain text. */
function holeAround(node: Node, template: TSESTree.TemplateLiteral): Range {
  const index = template.expressions.findIndex((expression) => isInside(node, expression));
  const before = template.quasis[index]!;
  const after = template.quasis[index + 1]!;
  return [quasiEnd(before), quasiStart(after)];
}

/** Parsers differ in whether a template's text holds its delimiters; the text itself does not. */
function quasiEnd(quasi: TSESTree.TemplateElement): number {
  return quasiStart(quasi) + quasi.value.raw.length;
}

function quasiStart(quasi: TSESTree.TemplateElement): number {
  const delimiters = quasi.range[1] - quasi.range[0] - quasi.value.raw.length;
  return delimiters > 0 ? quasi.range[0] + 1 : quasi.range[0];
}

/** The part with its comma. On lines of its own it takes them along, so that the other lines stay as they are. */
function dropped(node: Node, leak: Leak, file: SourceFile): Edit {
  const { text } = file.view;
  const lines = ownLines(node, text);
  if (lines) return { range: lines, text: "" };
  const list = listOf(node)!;
  const index = list.indexOf(node);
  const next = list[index + 1];
  // Parts that go too are taken off from the side of one that stays, so that two removals never overlap.
  const staysBefore = list.slice(0, index).some((other) => !leak.siblings.has(other));
  if (!staysBefore && next) return { range: [node.range[0], next.range[0]], text: "" };
  return { range: [list[index - 1]!.range[1], node.range[1]], text: "" };
}

/** The range of the lines that hold the part, its comma and a comment behind it, and nothing else. */
function ownLines(node: Node, text: string): Range | undefined {
  const start = text.lastIndexOf("\n", node.range[0] - 1) + 1;
  if (start === 0 || text.slice(start, node.range[0]).trim() !== "") return undefined;
  const rest = /^[ \t]*,?[ \t]*(?:\/\/[^\r\n]*)?(?:\r?\n)/.exec(text.slice(node.range[1]));
  return rest ? [start, node.range[1] + rest[0].length] : undefined;
}
