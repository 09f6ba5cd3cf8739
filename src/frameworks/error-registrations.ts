/** Error middleware that a file puts on an app: `app.use(errorHandler)`, for errors that handlers throw or pass on. */
import type { SourceFile } from "../source-file.js";
import type { FunctionNode, Node } from "../syntax/ast.js";
import { handlerValue } from "./handler-value.js";
import { isRouter, mountCalls, type MountCall } from "./mounting.js";

/** Of four parameters: that is how Express tells error middleware from the rest. */
export const ERROR_PARAMETERS = 4;

export interface ErrorRegistration {
  readonly fn: FunctionNode;
  /** True where nothing else on the app has a name by which it may record errors before. */
  readonly alone: boolean;
}

/** Those whose function stands in the file. */
export function errorRegistrations(file: SourceFile): ErrorRegistration[] {
  const calls = mountCalls(file);
  return calls.flatMap((call) => {
    if (!isForAll(call)) return [];
    return call.given.flatMap((node) => {
      const { fn } = handlerValue(node, file.bindings);
      return fn?.params.length === ERROR_PARAMETERS ? [{ fn, alone: isAlone(node, call, calls, file) }] : [];
    });
  });
}

/** On every path of the app. */
export function isForAll({ prefix }: MountCall): boolean {
  return prefix === undefined || prefix === "/";
}

const MAY_RECORD = /log|sentry|err|exception|report|bugsnag|rollbar|honeybadger|airbrake|raygun|newrelic|datadog|apm|otel|telemetry|trac(?:e|ing)|instrument|monitor|capture/i;

/**
 * True where nothing that the app is given beside the one may record: `app.use(errorLogger)`, `setupExpressErrorHandler(app)`.
 * Of an app that is handed in, nobody here knows what else it is given.
 */
export function isAlone(own: Node, { receiver }: MountCall, calls: readonly MountCall[], file: SourceFile): boolean {
  if (receiver.type === "Identifier" && file.bindings.of(receiver).kind !== "variable") return false;
  const text = (node: Node): string => file.view.text.slice(...node.range);
  const given = calls.flatMap((call) => (isRouter(call.receiver, receiver, file) ? call.given : []));
  if (given.some((node) => node !== own && namesRecorder(node, text))) return false;
  return !file.outline.calls.some(
    (call) => call.arguments.some((argument) => isRouter(argument, receiver, file)) && MAY_RECORD.test(text(call.callee)),
  );
}

/** By what is named, not by the code of a function that stands in place. */
function namesRecorder(node: Node, text: (node: Node) => string): boolean {
  if (node.type === "ArrowFunctionExpression" || node.type === "FunctionExpression") return node.params.length === ERROR_PARAMETERS;
  return MAY_RECORD.test(text(node));
}
