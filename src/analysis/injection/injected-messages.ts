/** Which plain log lines are written with a request's own text in them, unescaped: one line can become two. */
import type { TSESTree } from "@typescript-eslint/utils";
import { takesConsole } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { WordedPattern } from "../../syntax/worded-pattern.js";
import { staticString } from "../../scope/static-value.js";
import { isScript } from "../../vocabulary/file-kinds.js";
import { traceValues } from "../secrets/carried-secrets.js";
import { isChecked } from "./checked-text.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import type { FileFacts } from "../file-facts.js";
import { readsRequests, textOfRequest } from "./incoming-text.js";
import { isDebugCall, linesOf } from "../records/logger-lines.js";
import { recordOf } from "../records/records.js";
import type { RecordCall } from "../records/record-call.js";
import type { Trace } from "../secrets/secret-trace.js";
import { isShownQuoted } from "./shown-quoted.js";

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
  /** True where the platform's console keeps each call as an event of its own. */
  readonly kept: boolean;
}

/** Every record of plain text that holds a text of a request, in source order. */
export function injectedMessages(facts: FileFacts): InjectedMessage[] {
  const { file } = facts;
  if (isScript(file.view.path)) return [];
  const found: InjectedMessage[] = [];
  let trace: Trace | undefined;
  const onEventConsole = runsOnEventConsole(facts);
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || !call.arguments.some(mayHoldText)) continue;
    const record = plainRecord(call, file);
    if (!record || runsInDevelopmentAlone(call, file)) continue;
    trace ??= traceValues(file, readsRequests(facts.handlers));
    const parts = partsOf(record, call, trace);
    if (parts.length > 0) found.push({ record, call, parts, kept: onEventConsole && record.strength === "console" });
  }
  return found;
}

function mayHoldText(argument: Node): boolean {
  return argument.type === "TemplateLiteral" ? argument.expressions.length > 0 : argument.type !== "Literal" && !isFunction(argument);
}

const NAMES_DEBUG = new WordedPattern(["debug"], /\bdebug\b/);

function plainRecord(call: TSESTree.CallExpression, file: SourceFile): RecordCall | undefined {
  const record = recordOf(call, file);
  if (record) return linesOf(record, file) === "plain" ? record : undefined;
  if (call.callee.type !== "Identifier" || !NAMES_DEBUG.test(file.view.text) || !isDebugCall(call, file)) return undefined;
  return { node: call, strength: "log", level: "debug", order: "varargs", library: "debug" };
}

/** Folders of functions that such a platform runs: helpers beside them write to the same console. */
const FUNCTIONS_FOLDER = /^(?:(?:apps|packages)\/[^/]+\/)?(?:(?:supabase|netlify)\/)?functions\//;

function runsOnEventConsole({ handlers, file }: FileFacts): boolean {
  return handlers.some(({ framework }) => takesConsole(framework)) || FUNCTIONS_FOLDER.test(file.view.path);
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
  if (!found || (inner === unwrap(argument) && isShownQuoted(inner, trace.file))) return;
  if (!isChecked(inner, found.what, trace.file)) parts.push({ node: inner, argument, what: found.what, header: found.class === "headers" });
}

/** A choice inside a text is one part of it. */
function isSomewhereElse(node: TSESTree.ConditionalExpression): boolean {
  return node.parent.type === "TemplateLiteral" || node.parent.type === "BinaryExpression";
}
