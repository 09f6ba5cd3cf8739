/** What a throw answers: Next.js' own interrupts, and errors that carry a status. */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { staticNumber } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { memberName, unwrap, type CallNode, type Node } from "../syntax/ast.js";
import { answerWith, redirectAnswer, type Answer } from "./answer.js";
import { madeErrorStatus, statusArgumentOf } from "./status-value.js";
import { STATUS_FIELD } from "./thrown-status.js";

/** `error.status = 403`; undefined where it is given none, or several. */
function statusGivenTo({ references }: TSESLint.Scope.Variable, file: SourceFile): number | undefined {
  const given = new Set<number>();
  for (const { identifier } of references) {
    const member = identifier.parent as Node;
    const assignment = member.parent;
    if (member.type !== "MemberExpression" || assignment?.type !== "AssignmentExpression") continue;
    const status = STATUS_FIELD.test(memberName(member) ?? "") ? staticNumber(assignment.right, file.bindings) : undefined;
    if (status !== undefined && status >= 400 && status < 600) given.add(status);
  }
  return given.size === 1 ? [...given][0] : undefined;
}

function isMade(node: Node | undefined): node is CallNode {
  return node?.type === "NewExpression" || node?.type === "CallExpression";
}

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

/**
 * The status that a thrown value carries: `new HTTPException(401)`, `createError(403, …)`, `new ForbiddenError()`, also by the
 * name that it was given, and `error.status = 403` before the throw.
 */
export function readThrown(node: Node | undefined, file: SourceFile): Answer {
  const binding = node && file.bindings.ofExpression(node);
  const held = binding?.kind === "variable" && binding.constant && !binding.pattern ? binding : undefined;
  const inner = held?.init ? unwrap(held.init) : node && unwrap(node);
  const given = held && statusGivenTo(held.variable, file);
  if (given !== undefined) return answerWith(given, isMade(inner) ? inner.arguments[0] : undefined, true);
  if (!isMade(inner)) return { status: undefined, outcome: "error", body: undefined, elsewhere: true };
  const argument = statusArgumentOf(inner, file);
  const status = madeErrorStatus(inner, file);
  const body = inner.arguments.find((candidate) => candidate !== argument);
  return status === undefined ? { status, outcome: "error", body, elsewhere: true } : answerWith(status, body, true);
}
