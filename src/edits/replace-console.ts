/** `console.error("x", err)` as a call of the project's logger, in that logger's own argument order. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isRejectionHandler, rejectionHandler } from "../analysis/failures/rejection-handlers.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { testsAround } from "../syntax/branch-tests.js";
import { calleeName, chainRoot, dottedPath, memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { classifySecretName } from "../vocabulary/secret-words.js";
import { brokenCall } from "./broken-call.js";
import { rejectionParameter } from "./caught-name.js";
import { messageOf } from "./console-message.js";
import { errorField, loggerCall, projectLogger, type ProjectLogger } from "./project-logger.js";
import { nameInRecords } from "./route-name.js";
import { field, isFirstOnLine, lineIndent, quoted, textStyle } from "./text-style.js";
import { whatWasRejected } from "./what-failed.js";

const LEVELS: Readonly<Record<string, string>> = {
  log: "info",
  info: "info",
  warn: "warn",
  error: "error",
  debug: "debug",
  trace: "debug",
  dir: "debug",
};

/** Plans the replacement of one console call; `table`, `group` and the like have no counterpart in a logger. */
export function planReplaceConsole(call: TSESTree.CallExpression, handler: HandlerSite | undefined, file: SourceFile): Plan {
  const method = memberName(unwrap(call.callee) as TSESTree.MemberExpression) ?? "";
  const level = LEVELS[method];
  if (level === undefined) return { skipped: `console.${method} has no counterpart in a logger` };
  if (call.arguments.some((argument) => argument.type === "SpreadElement")) return { skipped: "its arguments are spread" };
  if (call.arguments.length > 1 && hasPlaceholders(call.arguments[0]!)) return { skipped: "its message has printf placeholders" };
  const logger = projectLogger(file, call, handler);
  const text = newCall(call, method === "log" && speaksOfCaught(call, handler, file) ? "error" : level, logger, handler, file);
  const lost = file.view.comments.some(
    ({ range }) => range[0] > call.range[0] && range[1] < call.range[1] && !text.includes(textOf(range, file)),
  );
  if (lost) return { skipped: "a comment stands among its arguments" };
  return { edits: [{ range: call.range, text: overLines(text, call, file) }], imports: logger.needs };
}

/** Plans a function that writes to the logger in the place of `console.error` that a promise's failure is handed to. */
export function planReplaceHanded(
  method: TSESTree.MemberExpression,
  call: TSESTree.CallExpression,
  handler: HandlerSite | undefined,
  file: SourceFile,
): Plan {
  const name = memberName(method) ?? "";
  const level = name === "log" ? "error" : LEVELS[name];
  if (level === undefined || rejectionHandler(call) !== method) return { skipped: `console.${name} is handed on as a function` };
  const logger = projectLogger(file, method, handler);
  const style = textStyle(file);
  const { object: promise } = unwrap(call.callee) as TSESTree.MemberExpression;
  const message = quoted(whatWasRejected(method, promise, handler, file), style);
  const line =
    logger.order === "varargs"
      ? `${logger.text}.${level}(${message}, error)`
      : loggerCall(logger, level, message, [field(errorField(logger), "error")], style);
  return { edits: [{ range: method.range, text: `(${rejectionParameter("error", file)}) => ${line}` }], imports: logger.needs };
}

/** A statement of its own has the lines that it needs; inside an expression the call stays on one. */
function overLines(text: string, call: Node, file: SourceFile): string {
  const { range, parent } = call as { range: readonly [number, number]; parent?: Node };
  if (parent?.type !== "ExpressionStatement" || !isFirstOnLine(file.view.text, range[0])) return text;
  const style = textStyle(file);
  const indent = lineIndent(file.view.text, range[0]);
  const end = file.view.text[range[1]] === ";" ? ";" : "";
  const before = textOf(range, file);
  // Whoever wrote it on one line has longer lines than most.
  if (!before.includes("\n") && indent.length + before.length + end.length > style.width && text.length <= before.length) return text;
  const lines = likeBefore(brokenCall(text + end, indent, style), before);
  return lines.join(style.newline + indent).slice(0, end === "" ? undefined : -1);
}

/** Whoever wrote the last argument on a line of its own without a comma writes none. */
function likeBefore(lines: readonly string[], before: string): readonly string[] {
  if (!/\(\s*\n/.test(before) || !/[^,\s]\s*\n\s*\)$/.test(before)) return lines;
  return lines.map((line, index) => (index === lines.length - 2 && !lines.at(-1)!.startsWith("}") ? line.replace(/,$/, "") : line));
}

function textOf(range: readonly [number, number], file: SourceFile): string {
  return file.view.text.slice(range[0], range[1]);
}

/** A line that was written with the caught failure speaks of an error, whatever method was at hand. */
function speaksOfCaught(call: TSESTree.CallExpression, handler: HandlerSite | undefined, file: SourceFile): boolean {
  const taken = handler?.role === "error-handler" ? handler.parameters.error : undefined;
  return call.arguments.flatMap(partsOfText).some((part) => {
    const root = chainRoot(part);
    const binding = file.bindings.ofExpression(root);
    if (binding?.kind !== "parameter") return binding?.kind === "caught";
    if (binding.index === 0 && root.type === "Identifier" && isErrorName(root.name) && isAskedFor(root.name, call)) return true;
    return isRejectionHandler(binding.fn) || (taken !== undefined && root.type === "Identifier" && root.name === taken);
  });
}

/** What is put together in a text: `error.message` of `"Failed: " + error.message`. */
function partsOfText(node: Node): Node[] {
  if (node.type === "TemplateLiteral") return node.expressions.flatMap(partsOfText);
  return node.type === "BinaryExpression" && node.operator === "+" ? [...partsOfText(node.left as Node), ...partsOfText(node.right)] : [node];
}

/** `if (err) console.log(err)` in a callback in Node's manner. */
function isAskedFor(name: string, call: Node): boolean {
  return testsAround(call).some((test) => test.type === "Identifier" && test.name === name);
}

function newCall(
  call: TSESTree.CallExpression,
  level: string,
  logger: ProjectLogger,
  handler: HandlerSite | undefined,
  file: SourceFile,
): string {
  // The parentheses of an argument are not in its range, and `(a, b)` would be two without them.
  const text = (node: Node): string => (node.type === "SequenceExpression" ? `(${textOf(node.range, file)})` : textOf(node.range, file));
  if (logger.order === "varargs") return `${logger.text}.${level}(${call.arguments.map(text).join(", ")})`;
  const given = labelFirst(call.arguments as Node[]);
  const [first, ...rest] = given;
  const hasMessage = first !== undefined && isMessage(first);
  const said = hasMessage ? messageOf(first, rest, text) : undefined;
  const message = said?.message ?? quoted(fallbackMessage(first !== undefined && isErrorName(dottedPath(first)?.[0] ?? ""), handler, file), textStyle(file));
  const values = said?.values ?? given;
  const [only] = values;
  const object = values.length === 1 && only ? withoutStringify(only) : undefined;
  return loggerCall(
    logger,
    level,
    message,
    object?.type === "ObjectExpression" && object.properties.length > 0 ? text(object) : fieldTexts(values, logger, text, file),
    textStyle(file),
  );
}

/** `console.log(user.id, "signed in")` is about the words at its end. */
function labelFirst(given: readonly Node[]): readonly Node[] {
  const last = given.at(-1);
  const isLabel = last?.type === "Literal" && typeof last.value === "string" && /\p{L}/u.test(last.value);
  return isLabel && !given.slice(0, -1).some(isMessage) ? [last, ...given.slice(0, -1)] : given;
}

function isMessage(node: Node): boolean {
  if (node.type === "Literal") return typeof node.value === "string";
  if (node.type === "TemplateLiteral") return true;
  if (node.type === "ConditionalExpression") return isMessage(node.consequent) && isMessage(node.alternate);
  return node.type === "BinaryExpression" && node.operator === "+" && (isMessage(node.left as Node) || isMessage(node.right));
}

function hasPlaceholders(node: Node): boolean {
  const text =
    node.type === "Literal"
      ? node.value
      : node.type === "TemplateLiteral"
        ? node.quasis.map(({ value }) => value.raw).join("")
        : undefined;
  return typeof text === "string" && /%[sdifjoOc]/.test(text);
}

function fallbackMessage(isFailed: boolean, handler: HandlerSite | undefined, file: SourceFile): string {
  const where = handler && handler.role !== "error-handler" ? nameInRecords(handler, file) : undefined;
  return `${where ?? "request"}${isFailed ? " failed" : ""}`;
}

/** Each argument as a field, under the name that it has; two of one name are told apart by their last part, or by number. */
function fieldTexts(nodes: readonly Node[], logger: ProjectLogger, text: (node: Node) => string, file: SourceFile): string[] {
  const fields: string[] = [];
  const taken = new Set<string>();
  for (const node of nodes) {
    const inner = withoutStringify(node);
    if (
      inner.type === "ObjectExpression" &&
      inner.properties.every((property) => property.type !== "Property" || !taken.has(propertyName(property) ?? ""))
    ) {
      for (const property of inner.properties) {
        const name = propertyName(property);
        if (name !== undefined) taken.add(name);
        fields.push(text(property));
      }
      continue;
    }
    const name = isFailure(inner, file) ? errorField(logger) : fieldName(inner, file);
    const part = dottedPath(inner)?.slice(1).at(-1);
    let free = taken.has(name) && part !== undefined && !taken.has(part) ? part : name;
    for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
    taken.add(free);
    fields.push(field(free, text(inner)));
  }
  return fields;
}

/** `JSON.stringify(x)` was for console; a logger takes the value itself. */
function withoutStringify(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === "CallExpression" && dottedPath(inner.callee)?.join(".") === "JSON.stringify" && inner.arguments[0])
    return unwrap(inner.arguments[0]);
  return node.type === "AwaitExpression" ? node : inner.type === "Identifier" ? inner : node;
}

function isErrorName(name: string): boolean {
  return /^_?(?:e|err|error|ex|exception)$|[eE]rr(?:or)?$|Exception$/.test(name);
}

/** The failure itself, whatever it is called: `err`, `dbError`, what a catch has caught; not a word or a part of it. */
function isFailure(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && (isErrorName(inner.name) || file.bindings.of(inner).kind === "caught");
}

const VAGUE = new Set(["id", "name", "length", "type", "value", "data", "status", "code"]);

const REQUEST_PARTS = new Set(["params", "query", "body", "headers"]);

/** The name that a value has by itself: `email` of `req.body.email`. */
export function fieldName(node: Node, file: SourceFile): string {
  const inner = unwrap(node);
  if (inner.type === "LogicalExpression") return fieldName(inner.left, file);
  const path = dottedPath(node)?.filter((part) => part !== "this");
  if (!path || path.length === 0) return nameOfCall(node, file);
  const last = path.at(-1)!;
  const before = path.at(-2);
  if (before !== undefined && isErrorName(before) && (last === "message" || last === "stack")) return "error";
  return before !== undefined && VAGUE.has(last) && !REQUEST_PARTS.has(before)
    ? before + last[0]!.toUpperCase() + last.slice(1)
    : last;
}

const GIVES_PART = /^(?:get|param|query|header|cookie)$/;

function saysSecret(name: string, file: SourceFile): boolean {
  const verdict = classifySecretName(name, file.settings);
  return verdict !== undefined && "class" in verdict;
}

/** `Object.fromEntries(req.headers)` is called for what it is made of; not for a token, since what is made of one may be none. */
function nameOfCall(node: Node, file: SourceFile): string {
  const inner = unwrap(node);
  if (inner.type !== "CallExpression") return "detail";
  const [first] = inner.arguments;
  const given = first && dottedPath(first)?.at(-1);
  if (given !== undefined && saysSecret(given, file)) return "result";
  // `c.req.param("slug")` gives the slug, and so does `headers.get("slug")`.
  const asked = first?.type === "Literal" && GIVES_PART.test(calleeName(inner) ?? "") ? String(first.value) : "";
  return given ?? (/^[a-z]\w*$/i.test(asked) ? asked : "result");
}
