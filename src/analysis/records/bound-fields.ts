/** Calls that bind fields to a logger or an error report: what they are given goes into every line after. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap } from "../../syntax/ast.js";
import type { IndirectRecord } from "./indirect-records.js";
import { record, type RecordCall } from "./record-call.js";
import { isLogger } from "./records.js";
import { libraryOf, usesLoggerLibrary } from "./which-logger.js";

/** `logger.child({ … })`, `log.with({ … })`, `Sentry.setContext("x", { … })`: what is bound goes into every line after. */
export function bindingCall(call: TSESTree.CallExpression, file: SourceFile): RecordCall | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (
    method === undefined ||
    !/^(?:child|with|withContext|withMetadata|withFields|setBindings|appendKeys|addContext|assign|set(?:Context|Extra|Extras|Tag|Tags|User))$/.test(
      method,
    )
  )
    return undefined;
  const holder =
    dottedPath(callee.object)?.at(-1) ?? (callee.object.type === "CallExpression" ? calleeName(callee.object) : undefined);
  if (holder === undefined) return undefined;
  const reports = /^set[A-Z]/.test(method) && /^(?:Sentry|scope|sentry)$/.test(holder);
  if (!reports && !isLogger(unwrap(callee.object), holder, file)) return undefined;
  return { node: call, strength: reports ? "reporter" : "log", level: method, order: "varargs", library: undefined };
}

/** `pino({ base: { … } })`, `winston.createLogger({ defaultMeta: { … } })`: what a logger is made with goes into every line. */
export function boundAtBirth(call: TSESTree.CallExpression, file: SourceFile): IndirectRecord | undefined {
  const [options] = call.arguments;
  if (options?.type !== "ObjectExpression" || !usesLoggerLibrary(file)) return undefined;
  const bound = options.properties.find(
    (property) => property.type === "Property" && /^(?:base|defaultMeta)$/.test(propertyName(property) ?? ""),
  );
  if (bound?.type !== "Property" || !libraryOf(call, file, 10)) return undefined;
  return { record: record(call, "log", calleeName(call)), args: [bound.value], logger: call };
}
