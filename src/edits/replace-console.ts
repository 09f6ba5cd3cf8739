/** `console.error("x", err)` as a call of the project's logger, in that logger's own argument order. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { routeName } from "./audit-statement.js";
import { loggerCall, projectLogger } from "./project-logger.js";
import { quoted, textStyle } from "./text-style.js";

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
  const method = memberName(call.callee as TSESTree.MemberExpression) ?? "";
  const level = LEVELS[method];
  if (level === undefined) return { skipped: `console.${method} has no counterpart in a logger` };
  if (call.arguments.some((argument) => argument.type === "SpreadElement")) return { skipped: "its arguments are spread" };
  const logger = projectLogger(file);
  const [first, ...rest] = call.arguments as Node[];
  if (first && rest.length > 0 && hasPlaceholders(first)) return { skipped: "its message has printf placeholders" };
  const text = (node: Node): string => file.view.text.slice(node.range[0], node.range[1]);
  if (logger.order === "varargs") {
    return { edits: [{ range: call.range, text: `${logger.text}.${level}(${call.arguments.map(text).join(", ")})` }], imports: logger.needs };
  }
  const style = textStyle(file);
  const hasMessage = first !== undefined && isMessage(first);
  const message = hasMessage ? trimmedMessage(first, text) : quoted(fallbackMessage(first, handler), style);
  const fields = fieldTexts(hasMessage ? rest : call.arguments, text);
  return { edits: [{ range: call.range, text: loggerCall(logger, level, message, fields) }], imports: logger.needs };
}

function isMessage(node: Node): boolean {
  if (node.type === "Literal") return typeof node.value === "string";
  if (node.type === "TemplateLiteral") return true;
  return node.type === "BinaryExpression" && node.operator === "+" && (isMessage(node.left as Node) || isMessage(node.right));
}

/** `"login failed:"` was written for the value behind it; as a message it stands alone. */
function trimmedMessage(node: Node, text: (node: Node) => string): string {
  const source = text(node);
  if (node.type !== "Literal") return source;
  const trimmed = source.slice(1, -1).replace(/\s*[:=]\s*$/, "").replace(/\s+$/, "");
  return trimmed === "" ? source : source[0] + trimmed + source.at(-1);
}

function hasPlaceholders(node: Node): boolean {
  return node.type === "Literal" && typeof node.value === "string" && /%[sdifjoOc]/.test(node.value);
}

function fallbackMessage(first: Node | undefined, handler: HandlerSite | undefined): string {
  const where = handler && routeName(handler);
  const isError = first !== undefined && /err|error|exception|^e$/i.test(dottedPath(first)?.[0] ?? "");
  return `${where ?? "request"}${isError ? " failed" : ""}`;
}

/** Each argument as a field, under the name that it has; two of one name are told apart by number. */
function fieldTexts(nodes: readonly Node[], text: (node: Node) => string): string[] {
  const fields: string[] = [];
  const taken = new Set<string>();
  const add = (name: string, value: string): void => {
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name}${count}`;
    taken.add(free);
    fields.push(free === value ? free : `${free}: ${value}`);
  };
  for (const node of nodes) {
    const inner = withoutStringify(node);
    if (inner.type === "ObjectExpression" && inner.properties.every((property) => property.type !== "Property" || !taken.has(propertyName(property) ?? ""))) {
      for (const property of inner.properties) {
        const name = propertyName(property);
        if (name !== undefined) taken.add(name);
        fields.push(text(property));
      }
    } else add(fieldName(inner), text(inner));
  }
  return fields;
}

/** `JSON.stringify(x)` was for console; a logger takes the value itself. */
function withoutStringify(node: Node): Node {
  const inner = unwrap(node);
  if (inner.type === "CallExpression" && dottedPath(inner.callee)?.join(".") === "JSON.stringify" && inner.arguments[0]) return unwrap(inner.arguments[0]);
  return node.type === "AwaitExpression" ? node : inner.type === "Identifier" ? inner : node;
}

const VAGUE = new Set(["id", "name", "length", "type", "value", "data", "status", "code", "message", "stack"]);

function fieldName(node: Node): string {
  const path = dottedPath(node)?.filter((part) => part !== "this");
  if (!path || path.length === 0) return node.type === "CallExpression" ? "result" : "detail";
  const last = path.at(-1)!;
  const before = path.at(-2);
  if (path.length === 1 && /^(?:e|err|ex|exception|_e|_err|_error)$/.test(last)) return "error";
  if (before !== undefined && /^(?:e|err|error|ex)$/.test(before) && last === "message") return "error";
  return before !== undefined && VAGUE.has(last) ? before + last[0]!.toUpperCase() + last.slice(1) : last;
}
