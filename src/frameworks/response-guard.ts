/**
 * Guards: functions that are handed a Fetch `Request` and answer some of them with a `Response`, wherever they stand
 * (`requireAdmin(request): Promise<Response | null>`, the function that a wrapper returns). What they refuse, no handler sees.
 */
import type { SourceFile } from "../source-file.js";
import { functionName, parameterName, type FunctionNode, type Node } from "../syntax/ast.js";
import { readResponse, returnedExpressions } from "./answer.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { typeName } from "./res-handler.js";

const REQUEST_TYPE = /^(?:Next)?Request$/;

export const responseGuard: Framework = {
  id: "response-guard",
  title: "Guards that answer a Fetch Request",
  mayHold: (_path, text) => /:\s*(?:Next)?Request\b/.test(text) && /Response\b/.test(text),
  findHandlers: (file) => file.outline.functions.flatMap((fn) => guardSite(fn, file) ?? []),
};

function guardSite(fn: FunctionNode, file: SourceFile): HandlerSite | undefined {
  const request = fn.params.find((parameter) => REQUEST_TYPE.test(typeName(parameter) ?? ""));
  if (!request || !answersSome(fn, file)) return undefined;
  return handlerSite({
    framework: "response-guard",
    role: "middleware",
    dialect: "response",
    fn,
    place: placeOf(fn),
    name: functionName(fn),
    parameters: { request: parameterName(request) },
  });
}

function answersSome(fn: FunctionNode, file: SourceFile): boolean {
  return returnedExpressions(fn).some((returned) => {
    const answer = readResponse(returned, file);
    return answer !== undefined && !answer.elsewhere;
  });
}

function placeOf(fn: FunctionNode): Node {
  if (fn.id) return fn.id;
  const holder = fn.parent;
  return holder.type === "VariableDeclarator" ? holder.id : fn;
}
