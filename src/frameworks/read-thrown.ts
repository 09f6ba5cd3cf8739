/** What a throw answers: Next.js' own interrupts, and errors that carry a status. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";
import { answerWith, redirectAnswer, type Answer } from "./answer.js";
import { madeErrorStatus, statusArgumentOf } from "./status-value.js";

/** Next.js' own interrupts: they throw, and the framework answers. */
export function readInterrupt(call: TSESTree.CallExpression, file: SourceFile): Answer | undefined {
  if (call.callee.type !== "Identifier") return undefined;
  const binding = file.bindings.of(call.callee);
  if (binding.kind !== "import" || !/^next\/(?:navigation|headers|server)$/.test(binding.source)) return undefined;
  switch (binding.imported) {
    case "unauthorized":
      return answerWith(401, undefined);
    case "forbidden":
      return answerWith(403, undefined);
    case "notFound":
      return answerWith(404, undefined);
    case "redirect":
    case "permanentRedirect":
      return redirectAnswer(call.arguments[0], 307, file);
    default:
      return undefined;
  }
}

/** The status that a thrown value carries: `new HTTPException(401)`, `createError(403, …)`, `new ForbiddenError()`. */
export function readThrown(node: Node | undefined, file: SourceFile): Answer {
  const inner = node && unwrap(node);
  if (inner?.type !== "NewExpression" && inner?.type !== "CallExpression") return { status: undefined, outcome: "error", body: undefined, elsewhere: true };
  const argument = statusArgumentOf(inner, file);
  const status = madeErrorStatus(inner, file);
  const body = inner.arguments.find((candidate) => candidate !== argument);
  return status === undefined ? { status, outcome: "error", body, elsewhere: true } : answerWith(status, body, true);
}
