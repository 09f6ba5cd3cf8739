/** Answers that are objects and send themselves: `new SuccessResponse({ metadata }).send(res)`. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { dottedPath, memberName, propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { answerWith, type Answer } from "./answer.js";
import type { Arguments } from "./given-arguments.js";
import { speaksOfAnswers, statusInName } from "./status-names.js";
import { numberOf } from "./status-value.js";

/** @param call one that is handed the response; undefined where what it is called on is no such object */
export function readAnswerObject(call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || !SENDS.test(memberName(callee) ?? "")) return undefined;
  const made = madeOf(callee.object, file);
  const words = splitWords((made && dottedPath(made.callee)?.at(-1)) ?? "");
  if (!made || !(speaksOfAnswers(words) || words.some((word) => WENT_WELL.test(word)))) return undefined;
  const told = made.arguments.map((argument) => statusOf(argument, file, given)).find((status) => status !== undefined);
  const status = told ?? (words.some((word) => WENT_WELL.test(word)) ? 200 : statusInName(words));
  return answerWith(status, made.arguments[0]);
}

const SENDS = /^(?:send|json|respond|reply)$/;
const WENT_WELL = /^(?:success|successful|ok|created|accepted)$/;

/** The object itself, or the constant that holds it. */
function madeOf(node: Node, file: SourceFile): TSESTree.NewExpression | undefined {
  const inner = unwrap(file.bindings.constantValue(node) ?? node);
  return inner.type === "NewExpression" ? inner : undefined;
}

function statusOf(argument: Node, file: SourceFile, given: Arguments): number | undefined {
  const named = propertyValue(argument, "statusCode") ?? propertyValue(argument, "status") ?? argument;
  const status = numberOf(named, file, given);
  return status !== undefined && status >= 200 && status < 600 ? status : undefined;
}
