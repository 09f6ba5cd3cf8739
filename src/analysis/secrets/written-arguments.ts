/** Which of its arguments a record writes: some functions of one's own are given what they take a part of. */
import type { TSESTree } from "@typescript-eslint/utils";
import { dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { takeApart, type Part } from "./logged-parts.js";
import type { RecordCall } from "../records/record-call.js";
import type { SourceFile } from "../../source-file.js";
import { isEmitterCall } from "../records/emitter-call.js";
import type { Trace } from "./secret-trace.js";
import { secretsIn, type Value } from "./secret-value.js";

/** The parts of the arguments of a record that it writes. */
export function writtenParts(record: RecordCall, call: TSESTree.CallExpression, trace: Trace): Part[] {
  const parts: Part[] = [];
  call.arguments.forEach((argument, index) => {
    if (isCondition(record, index) || isOwnBusiness(record, call, argument, index)) return;
    takeApart(argument, argument, [], trace, parts);
  });
  // `console.table(rows, ["id", "name"])` shows the columns that it names.
  if (record.level === "table" && call.arguments[1]?.type === "ArrayExpression") return [];
  const isTaken = takesWhatItNeeds(record, call, parts, trace.file) ? isOfRequest : () => false;
  return parts.filter((part) => !isTaken(part) && !goesToSerializer(part, record, trace));
}

/** `console.assert(token, "…")` tests its first argument and prints the others. */
function isCondition(record: RecordCall, index: number): boolean {
  return record.strength === "console" && record.level === "assert" && index === 0;
}

/** An audit or log function of one's own that is given the request, or a client's token first, takes from it what it needs. */
function isOwnBusiness(record: RecordCall, call: TSESTree.CallExpression, argument: Node, index: number): boolean {
  if (unwrap(call.callee).type === "MemberExpression" && record.strength !== "audit") return false;
  const path = dottedPath(argument);
  if (path === undefined) return false;
  const last = path.at(-1)!;
  if (/^_?(?:req|request|ctx|c|context|headers|event)$/.test(last)) return true;
  // A Worker reaches its bindings through `env`, so what it calls is handed that along; a tool reads its settings from it.
  if (last === "env" && call.arguments.length > 1) return true;
  return index === 0 && call.arguments.length > 1 && /^(?:token|accessToken|session|apiKey|supabase)$/.test(last);
}

/**
 * `logFailure({ request, formData })`: a function of one's own that is given the request itself logs a part that only it knows. A
 * method of the emitter of the settings writes each field that it is given.
 */
function takesWhatItNeeds(record: RecordCall, call: TSESTree.CallExpression, parts: readonly Part[], file: SourceFile): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression" && (record.strength !== "audit" || isEmitterCall(callee, file))) return false;
  return parts.some(({ value }) => mayBeRequest(value));
}

function mayBeRequest(value: Value): boolean {
  if (value.kind === "either") return value.values.some(mayBeRequest);
  return value.kind === "whole" && value.part === "request";
}

/** What came with the request, and no secret that was named. */
function isOfRequest({ value }: Part): boolean {
  return secretsIn(value, () => false).every(({ secret }) => secret.whole);
}

/** `logger.error({ err, req })`: the field for which the loggers that are made in one place of a project have a serializer. */
function goesToSerializer({ value, path }: Part, record: RecordCall, trace: Trace): boolean {
  if (record.strength !== "log" || path.length !== 1 || path[0] !== "req" || value.kind !== "whole" || value.part !== "request") return false;
  const callee = unwrap(record.node.callee);
  if (callee.type !== "MemberExpression") return false;
  const logger = trace.file.bindings.ofExpression(callee.object);
  return logger?.kind !== "variable" || /\bserializers\b/.test(trace.file.view.text);
}
