/** Lines that are added to a log file by hand: `fs.appendFile("access.log", line)`, and a stream into one. */
import type { TSESTree } from "@typescript-eslint/utils";
import { constantOf } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, unwrap, type Node } from "../../syntax/ast.js";
import type { IndirectRecord } from "./indirect-records.js";

const ADDS = /^appendFile(?:Sync)?$/;

/** A call that adds to a log file, by the file's name or that of the constant which holds it; undefined for any other. */
export function lineOfLogFile(call: TSESTree.CallExpression, file: SourceFile): IndirectRecord | undefined {
  const args = addedToLog(call, file);
  return args && { record: { node: call, strength: "log", level: undefined, order: "varargs", library: undefined }, args, logger: undefined };
}

function addedToLog(call: TSESTree.CallExpression, file: SourceFile): readonly TSESTree.CallExpressionArgument[] | undefined {
  const name = calleeName(call);
  if (name !== undefined && ADDS.test(name)) return namesLog(call.arguments[0], file) ? call.arguments.slice(1, 2) : undefined;
  if (name !== "write" || call.callee.type !== "MemberExpression") return undefined;
  const stream = constantOf(unwrap(call.callee.object), file.bindings);
  const made = stream && unwrap(stream);
  if (made?.type !== "CallExpression" || calleeName(made) !== "createWriteStream") return undefined;
  return namesLog(made.arguments[0], file) ? call.arguments.slice(0, 1) : undefined;
}

/** `log` as a word of its own or of a name: `logs/app.txt`, `LOG_FILE`, `accessLogPath`; not `login`, `blog`. */
const LOG_WORD = /(?<![A-Za-z])logs?(?![a-z])|(?<=[a-z])Logs?(?![a-z])|(?<![A-Z])LOGS?(?![A-Z])/;
const LONGEST_PATH = 200;

function namesLog(path: Node | undefined, file: SourceFile): boolean {
  if (!path) return false;
  const given = constantOf(unwrap(path), file.bindings);
  const textOf = ({ range: [start, end] }: Node): string => file.view.text.slice(start, Math.min(end, start + LONGEST_PATH));
  return [path, given].some((node) => node && LOG_WORD.test(textOf(node)));
}
