/** A call that leaves something behind: what it is worth, and how the logger behind it takes its arguments. */
import type { LoggerOrder } from "../../vocabulary/loggers.js";
import type { RecordStrength } from "../../vocabulary/record-strength.js";
import type { CallNode } from "../../syntax/ast.js";

export interface RecordCall {
  readonly node: CallNode;
  readonly strength: RecordStrength;
  /** The method or function called: `warn` of `logger.warn`. */
  readonly level: string | undefined;
  readonly order: LoggerOrder;
  /** The logging library's id, where an import tells it. */
  readonly library: string | undefined;
  /** Where two ways meet that have each recorded: one of these ran, and this stands for whichever it was. */
  readonly either?: readonly RecordCall[];
  /** True for a function that records what it is handed only when that is a refusal. */
  readonly onlyRefusals?: true;
}

export function record(node: CallNode, strength: RecordStrength, level?: string, order: LoggerOrder = "varargs", library?: string): RecordCall {
  return { node, strength, level, order, library };
}

/** The record, and each of those that it stands for. */
export function withParts(record: RecordCall): RecordCall[] {
  return [record, ...(record.either ?? []).flatMap(withParts)];
}
