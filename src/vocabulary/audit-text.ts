/**
 * Is a name of the audit trail spelled where a call may write to the trail? Asked before anything is parsed: most code that
 * holds such a name passes an event around, asks for a limit, or names a type.
 */
import { ACTION_FUNCTION, AUDIT_FUNCTION, AUDIT_MODULE, AUDIT_OBJECT, AUDIT_QUEUE, AUDIT_TABLE } from "./record-names.js";

/** How far around a name is looked: longer than any name, and than what stands between a name and its call. */
const REACH = 100;

const CALLED = /^\s*(?:!|\?\.)?\s*[(<]/;
const METHOD_CALLED = /^\s*[!?]?\s*(?:\.\s*#?[\w$]+\s*(?:\?\.\s*)?[(<]|\[)/;
const RENAMED = /^\s*as\b/;
const MADE = /\bnew\s+(?:[\w$]+\.)*$/;
/** `insert(auditLogs)`, and no `if (auditLog)`. */
const ARGUMENT = /(?<!\b(?:if|while|switch|return|typeof))(?<=[\w$>])\s*\(\s*(?:[\w$]+\.)*$/;
const END_OF_ARGUMENT = /^\s*[,)]/;
/** `"audit_logs"`, `"public.audit_logs"`, `"audit/login"`. */
const TEXT_BEGINS = /["'`](?:\w+\.)?$/;
const IMPORTED_FROM = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*(["'][^"'\s]*)$/;
const AFTER_INTO = /\binto\s+\S*$/i;
/** A function that is called for logging writes to the trail where its module is the trail's. */
const LOG_FUNCTION = /(?<![\w$.])\w*[lL]og(?:ger|[A-Z_]\w*)?\s*(?:\?\.)?\s*[(<]|\blog\w*\s+as\b/;

/**
 * @param place where in the text a part of such a name stands
 * @param emitter what the project calls its own emitter
 */
export function maySpellAuditCall(text: string, place: number, emitter: string): boolean {
  const [head] = /[\w$]*$/.exec(text.slice(Math.max(0, place - REACH), place))!;
  const [tail] = /^[\w$]*/.exec(text.slice(place, place + REACH))!;
  const name = head + tail;
  const before = text.slice(Math.max(0, place - head.length - REACH), place - head.length);
  const after = text.slice(place + tail.length, place + tail.length + REACH);
  const module = IMPORTED_FROM.exec(before);
  if (module) return AUDIT_MODULE.test(module[1]!.slice(1) + name + /^[^"']*/.exec(after)![0]) && LOG_FUNCTION.test(text);
  if (TEXT_BEGINS.test(before) || AFTER_INTO.test(before) || MADE.test(before)) return true;
  if (CALLED.test(after)) return name === emitter || NAMES.some((pattern) => pattern.test(name));
  if (METHOD_CALLED.test(after) || RENAMED.test(after)) return true;
  return END_OF_ARGUMENT.test(after) && ARGUMENT.test(before);
}

/** What is called by such a name is an emitter, or gives the object, the table or the queue that is written to. */
const NAMES = [AUDIT_FUNCTION, ACTION_FUNCTION, AUDIT_OBJECT, AUDIT_TABLE, AUDIT_QUEUE];
