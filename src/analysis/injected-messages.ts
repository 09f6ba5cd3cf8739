/** Which plain log lines are written with a request's own text in them, unescaped: one line can become two. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, enclosingFunction, isFunction, unwrap, type Node } from "../syntax/ast.js";
import { staticString } from "../scope/static-value.js";
import { nodesIn } from "../syntax/outline.js";
import { traceValues } from "./carried-secrets.js";
import type { FileFacts } from "./file-facts.js";
import { readsRequests, textOfRequest } from "./incoming-text.js";
import { isDebugCall, linesOf } from "./logger-lines.js";
import { recordOf, type RecordCall } from "./records.js";
import type { Trace } from "./secret-trace.js";

/** A part of a record's text that a request wrote. */
export interface InjectedPart {
  readonly node: Node;
  /** The argument of the record that it stands in, or is. */
  readonly argument: Node;
  /** What it is of the request: `req.body.name`. */
  readonly what: string;
  /** True for a header's value, into which HTTP lets no line break. */
  readonly header: boolean;
}

export interface InjectedMessage {
  readonly record: RecordCall;
  readonly call: TSESTree.CallExpression;
  readonly parts: readonly InjectedPart[];
}

/** Platforms whose console keeps each call as an event of its own, whatever is in it. */
const EVENT_CONSOLES: ReadonlySet<string> = new Set(["cloudflare-worker", "cloudflare-pages", "supabase-edge"]);

/** Every record of plain text that holds a text of a request, in source order. */
export function injectedMessages(facts: FileFacts): InjectedMessage[] {
  const { file } = facts;
  const found: InjectedMessage[] = [];
  let trace: Trace | undefined;
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || !call.arguments.some(mayHoldText)) continue;
    const record = plainRecord(call, file);
    if (!record || (record.strength === "console" && runsOnEventConsole(facts))) continue;
    trace ??= traceValues(file, readsRequests(facts.handlers));
    const parts = partsOf(record, call, trace);
    if (parts.length > 0) found.push({ record, call, parts });
  }
  return found;
}

function mayHoldText(argument: Node): boolean {
  return argument.type === "TemplateLiteral" ? argument.expressions.length > 0 : argument.type !== "Literal" && !isFunction(argument);
}

function plainRecord(call: TSESTree.CallExpression, file: SourceFile): RecordCall | undefined {
  const record = recordOf(call, file);
  if (record) return linesOf(record, file) === "plain" ? record : undefined;
  if (call.callee.type !== "Identifier" || !/\bdebug\b/.test(file.view.text) || !isDebugCall(call, file)) return undefined;
  return { node: call, strength: "log", level: "debug", order: "varargs", library: "debug" };
}

function runsOnEventConsole({ handlers }: FileFacts): boolean {
  return handlers.some(({ framework }) => EVENT_CONSOLES.has(framework));
}

/** `dir` and `table` show values in quotes, as any object is shown. */
const QUOTING_METHODS: ReadonlySet<string> = new Set(["dir", "table"]);

function partsOf(record: RecordCall, call: TSESTree.CallExpression, trace: Trace): InjectedPart[] {
  if (QUOTING_METHODS.has(record.level ?? "")) return [];
  const parts: InjectedPart[] = [];
  const escaped = escapedArguments(call, trace.file);
  call.arguments.forEach((argument, index) => {
    if (argument.type === "SpreadElement" || escaped.has(index) || (record.level === "assert" && index === 0)) return;
    collectParts(argument, argument, trace, parts);
  });
  return parts;
}

/** Arguments that `%j`, `%o`, `%d` and the like write; `%s` writes a text as it is. */
function escapedArguments(call: TSESTree.CallExpression, file: SourceFile): ReadonlySet<number> {
  const [first] = call.arguments;
  const format = first && first.type !== "SpreadElement" ? staticString(first, file.bindings) : undefined;
  const placeholders = format?.replaceAll("%%", "").match(/%[sdifjoOc]/g) ?? [];
  return new Set(placeholders.flatMap((placeholder, index) => (placeholder === "%s" ? [] : [index + 1])));
}

function collectParts(node: Node, argument: Node, trace: Trace, parts: InjectedPart[]): void {
  const inner = unwrap(node);
  switch (inner.type) {
    case "TemplateLiteral":
      for (const part of inner.expressions) collectParts(part, argument, trace, parts);
      return;
    case "BinaryExpression":
      if (inner.operator !== "+") return;
      collectParts(inner.left, argument, trace, parts);
      collectParts(inner.right, argument, trace, parts);
      return;
    case "ConditionalExpression":
      if (isSomewhereElse(inner)) break;
      collectParts(inner.consequent, argument, trace, parts);
      collectParts(inner.alternate, argument, trace, parts);
      return;
  }
  const found = textOfRequest(trace.valueOf(inner));
  if (found && !isChecked(inner, found.what, trace.file)) parts.push({ node: inner, argument, what: found.what, header: found.class === "headers" });
}

/** A choice inside a text is one part of it. */
function isSomewhereElse(node: TSESTree.ConditionalExpression): boolean {
  return node.parent.type === "TemplateLiteral" || node.parent.type === "BinaryExpression";
}

const CHECKS = /^(?:includes|has|test|indexOf|hasOwn|hasOwnProperty|is[A-Z]\w*)$|uuid/i;
/** A look at the type or for emptiness leaves every text as it was. */
const NO_CHECKS = /^is(?:Array|Empty|String|Nil|Blank|Object|Undefined|Defined)$/;

function isCheck(name: string): boolean {
  return CHECKS.test(name) && !NO_CHECKS.test(name);
}

/** The same expression was held against a list, a pattern or a word before it came here: what is left of it is one of those. */
function isChecked(node: Node, what: string, file: SourceFile): boolean {
  const within = outermostFunction(node);
  if (!within) return false;
  const paths = new Set([dottedPath(withoutCalls(node))?.join("."), what]);
  const isSame = (other: Node | undefined): boolean => other !== undefined && paths.has(dottedPath(other)?.join(".") ?? "");
  const called = nodesIn(file.outline.calls, within).some((call) => call.range[1] <= node.range[0] && isCheck(calleeName(call) ?? "") && call.arguments.some(isSame));
  return called || isOneWordHere(node, isSame);
}

/** `kind` of `kind.toUpperCase()` and of `kind ?? "none"`. */
function withoutCalls(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === "LogicalExpression") return withoutCalls(inner.left);
  return inner.type === "CallExpression" && inner.callee.type === "MemberExpression" ? withoutCalls(inner.callee.object) : inner;
}

function outermostFunction(node: Node): Node | undefined {
  let found: Node | undefined;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) found = fn;
  return found;
}

/** `if (kind === "a") log(kind)`, `switch (kind) { case "a": log(kind) }`. */
function isOneWordHere(node: Node, isSame: (other: Node | undefined) => boolean): boolean {
  for (let inner: Node = node; inner.parent; inner = inner.parent) {
    const outer = inner.parent;
    if ((outer.type === "IfStatement" || outer.type === "ConditionalExpression") && outer.consequent === inner && equalsWord(outer.test, isSame)) return true;
    if (outer.type === "SwitchCase" && outer.test !== null && outer.parent.type === "SwitchStatement" && isSame(outer.parent.discriminant)) return true;
  }
  return false;
}

function equalsWord(test: Node, isSame: (other: Node | undefined) => boolean): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return equalsWord(inner.left, isSame) || equalsWord(inner.right, isSame);
  if (inner.type !== "BinaryExpression" || !/^===?$/.test(inner.operator)) return false;
  return (isSame(inner.left) && inner.right.type === "Literal") || (isSame(inner.right) && inner.left.type === "Literal");
}
