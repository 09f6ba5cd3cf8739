/** Calls that bind fields to a logger or an error report: what they are given goes into every line after. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap } from "../../syntax/ast.js";
import { boundMethod, type IndirectRecord } from "./indirect-records.js";
import { record, type RecordCall } from "./record-call.js";
import { isLogger } from "./records.js";
import { libraryOf, usesLoggerLibrary } from "./which-logger.js";
import { saidInFile } from "../../syntax/said-in-file.js";

const BINDS_TO_LOGGER = /^(?:child|with|withContext|withMetadata|withFields|setBindings|appendKeys|addContext|assign)$/;
const BINDS_TO_REPORT = /^(?:set(?:Context|Extra|Extras|Tag|Tags|User)|addBreadcrumb)$/;
const BINDS_TO_SPAN = /^(?:setAttributes?|setTag|addTags|addEvent|log)$/;

/**
 * `logger.child({ … })`, `log.with({ … })`: what is bound goes into every line after. `Sentry.setContext("x", { … })` and
 * `span.setAttribute("x", …)` go with the report, and into the trace.
 */
export function bindingCall(call: TSESTree.CallExpression, file: SourceFile): RecordCall | undefined {
  const callee = unwrap(call.callee);
  const bound = (strength: RecordCall["strength"], method: string): RecordCall => ({ node: call, strength, level: method, order: "varargs", library: undefined });
  if (callee.type === "Identifier") {
    const binding = BINDS_TO_REPORT.test(callee.name) ? file.bindings.of(callee) : undefined;
    return binding?.kind === "import" && /\bsentry\b/.test(binding.source) ? bound("reporter", callee.name) : undefined;
  }
  const method = callee.type === "MemberExpression" ? memberName(callee) : undefined;
  if (callee.type !== "MemberExpression" || method === undefined) return undefined;
  const [toLogger, toReport, toSpan] = [BINDS_TO_LOGGER, BINDS_TO_REPORT, BINDS_TO_SPAN].map((methods) => methods.test(method));
  if (!toLogger && !toReport && !toSpan) return undefined;
  const object = unwrap(callee.object);
  const holder = dottedPath(object)?.at(-1) ?? (object.type === "CallExpression" ? calleeName(object) : undefined);
  if (holder === undefined) return undefined;
  if (toReport && /^(?:Sentry|scope|sentry)$/.test(holder)) return bound("reporter", method);
  if (toSpan && /[sS]pan$/.test(holder) && traces(file)) return bound("reporter", method);
  return toLogger && isLogger(object, holder, file) ? bound("log", method) : undefined;
}

/** A `span` of tracing, and no element of a page. */
const traces = saidInFile(/opentelemetry|opentracing|dd-trace|\btracer\b|\bstart(?:Active|Inactive)?Span\b|\bActiveSpan\b/i);

/**
 * `pino({ base: { … } })`, `winston.createLogger({ defaultMeta: { … } })`: what a logger is made with goes into every line. So
 * does what is bound to one of its methods: `logger.warn.bind(logger, { … })`.
 */
export function boundAtBirth(call: TSESTree.CallExpression, file: SourceFile): IndirectRecord | undefined {
  const [options] = call.arguments;
  if (call.arguments.length > 1 && calleeName(call) === "bind") return boundMethod(call, file);
  if (options?.type !== "ObjectExpression" || !usesLoggerLibrary(file)) return undefined;
  const bound = options.properties.find(
    (property) => property.type === "Property" && /^(?:base|defaultMeta)$/.test(propertyName(property) ?? ""),
  );
  if (bound?.type !== "Property" || !libraryOf(call, file, 10)) return undefined;
  return { record: record(call, "log", calleeName(call)), args: [bound.value], logger: call };
}
