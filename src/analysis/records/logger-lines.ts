/** Whether what a record writes is one line of plain text, into which a line break can be put, or a line of JSON. */
import type { SourceFile } from "../../source-file.js";
import { calleeName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { walk } from "../../syntax/walk.js";
import { LOGGER_LIBRARIES } from "../../vocabulary/loggers.js";
import { isConsole } from "./console-object.js";
import { isDebugFactory } from "./indirect-records.js";
import type { RecordCall } from "./record-call.js";

/** Undefined where the file does not tell: a logger that it imports from a module of the project. */
export function linesOf(record: RecordCall, file: SourceFile): "json" | "plain" | undefined {
  const callee = unwrap(record.node.callee);
  if (callee.type !== "MemberExpression") return undefined;
  if (leadsToConsole(callee.object, file)) return "plain";
  const library = LOGGER_LIBRARIES.find(({ id }) => id === record.library);
  if (!library) return undefined;
  const made = makerOf(callee.object, file, 10);
  const told = made && toldLines(library.id, made);
  return told ?? (library.id === "log4js" && /layout[\s\S]{0,80}json/i.test(file.view.text) ? undefined : library.lines);
}

/** `const log = debug("app"); log("…")`: debug's loggers are functions, and write plain lines. */
export function isDebugCall(call: CallNode, file: SourceFile): boolean {
  const callee = unwrap(call.callee);
  const binding = file.bindings.ofExpression(callee);
  if (binding?.kind !== "variable" || !binding.init || binding.pattern) return false;
  const init = unwrap(binding.init);
  return init.type === "CallExpression" && isDebugFactory(init, file);
}

function leadsToConsole(node: Node, file: SourceFile, depth = 3): boolean {
  if (isConsole(node, file)) return true;
  const binding = depth > 0 ? file.bindings.ofExpression(node) : undefined;
  return binding?.kind === "variable" && binding.constant && binding.init !== undefined && !binding.pattern && leadsToConsole(binding.init, file, depth - 1);
}

/** The call that made the logger: `createLogger({ … })` behind `logger.child()`. */
function makerOf(node: Node, file: SourceFile, depth: number): CallNode | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  if (inner.type === "CallExpression" || inner.type === "NewExpression") {
    const callee = unwrap(inner.callee);
    const earlier = callee.type === "MemberExpression" ? makerOf(callee.object, file, depth - 1) : undefined;
    return earlier ?? inner;
  }
  if (inner.type === "MemberExpression") return makerOf(inner.object, file, depth - 1);
  const binding = file.bindings.ofExpression(inner);
  return binding?.kind === "variable" && binding.init && !binding.pattern ? makerOf(binding.init, file, depth - 1) : undefined;
}

const PLAIN_FORMATS: ReadonlySet<string> = new Set(["simple", "printf", "cli"]);
const JSON_FORMATS: ReadonlySet<string> = new Set(["json", "stringify", "logstash", "ecsFormat"]);

/** What the options of the logger say; undefined when they say nothing of it. */
function toldLines(library: string, maker: CallNode): "json" | "plain" | undefined {
  const formats = new Set<string>();
  let type: unknown;
  let reporters = false;
  for (const argument of maker.arguments) {
    walk(argument, (node) => {
      if (node.type === "CallExpression") formats.add(calleeName(node) ?? "");
      if (node.type !== "Property" || node.key.type !== "Identifier") return;
      if (node.key.name === "type" && node.value.type === "Literal") type ??= node.value.value;
      reporters ||= node.key.name === "reporters";
    });
  }
  if (library === "tslog" && type !== undefined) return type === "pretty" ? "plain" : "json";
  if (library === "consola" && reporters) return "json";
  if (library !== "winston") return undefined;
  if ([...formats].some((name) => JSON_FORMATS.has(name))) return "json";
  return [...formats].some((name) => PLAIN_FORMATS.has(name)) ? "plain" : undefined;
}
