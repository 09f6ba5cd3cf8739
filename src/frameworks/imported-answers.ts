/**
 * How helpers of other files answer: by what the project says of them, by a status or an error among what they are handed, or
 * by name.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { outcomeOfStatus } from "../vocabulary/outcome.js";
import { answerWith, saysNothing, type Answer } from "./answer.js";
import type { Arguments } from "./given-arguments.js";
import { importedSummary } from "./imported.js";
import { isPlainAnswerName, speaksOfAnswers, statusInName } from "./status-names.js";
import { handedErrorStatus, mayBeStatus, numberOf, statusFrom } from "./status-value.js";
import { STATUS_FIELD } from "./thrown-status.js";

/** A helper of another file that the project knows: it returns a response, or answers on the argument that is `response`. */
export function readNeighbour(
  call: TSESTree.CallExpression,
  response: number | undefined,
  file: SourceFile,
  given: Arguments,
): Answer | undefined {
  const answers = importedSummary(call.callee, file, "answer")?.answers;
  if (!answers || answers.response !== response) return undefined;
  const named = statusFrom(answers.status, call, file, given);
  const status = named ?? (answers.outcome === undefined ? handedErrorStatus(call, file, given) : undefined);
  const taken = answers.status.argument?.index;
  const body = call.arguments.find((argument, index) => index !== taken && index !== response && !saysNothing(argument));
  return {
    status,
    outcome: status === undefined ? answers.outcome : outcomeOfStatus(status),
    body,
    elsewhere: false,
    recorded: answers.recorded,
  };
}

/**
 * A helper of another file, by a status in its arguments (`errorResponse("Unauthorized", 401)`) or in its name
 * (`unauthorizedResponse()`, `responses.forbidden()`).
 */
export function readImportedHelper(call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  const words = splitWords(name);
  if (speaksOfAnswers(words)) {
    for (const argument of call.arguments) {
      const status = numberOf(argument, file, given) ?? statusField(argument, file, given);
      if (status !== undefined && status >= 200 && status < 600)
        return answerWith(
          status,
          call.arguments.find((other) => other !== argument),
          true,
        );
    }
    const handed = handedErrorStatus(call, file, given);
    if (handed !== undefined) return answerWith(handed, call.arguments.at(-1), true);
  }
  const status = statusInName(words) ?? (isPlainAnswer(call, words) ? 200 : undefined);
  return status === undefined ? undefined : answerWith(status, call.arguments[0], true);
}

/**
 * `sendToken(user, 201, res)`, `createTokens(user, 200, req, res)`, `sendTokens(user, res)`: a helper that gives out what
 * somebody signs in with, and is handed the response for it.
 */
export function readSender(call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer | undefined {
  const words = splitWords(calleeName(call) ?? "");
  const gives = words.includes("send") || words.some((word) => GIVEN_OUT.test(word));
  if (!gives) return undefined;
  const statuses = call.arguments.flatMap((argument) => numberOf(argument, file, given) ?? []);
  const named = statuses.find((status) => status >= 200 && status < 600);
  const isSent = words.includes("send") && GIVEN_OUT.test(words.at(-1) ?? "") && !call.arguments.some(mayBeStatus);
  const status = named ?? (isSent ? 200 : undefined);
  return status === undefined ? undefined : answerWith(status, undefined, true);
}

const GIVEN_OUT = /^(?:tokens?|jwt|cookies?|session)$/;

/** `{ status: 401 }`, `{ statusCode: 401, message }` as it stands in a call. */
function statusField(argument: Node, file: SourceFile, given: Arguments): number | undefined {
  const value = unwrap(argument);
  if (value.type !== "ObjectExpression") return undefined;
  const field = value.properties.find(
    (property) => STATUS_FIELD.test(propertyName(property) ?? "") && numberOf(valueOf(property), file, given) !== undefined,
  );
  return field && numberOf(valueOf(field), file, given);
}

function valueOf(property: TSESTree.ObjectLiteralElement): Node | undefined {
  return property.type === "Property" ? property.value : undefined;
}

function isPlainAnswer(call: TSESTree.CallExpression, words: readonly string[]): boolean {
  const path = dottedPath(call.callee);
  const holder = path?.at(-2);
  if (!path || path.length > 2 || (holder !== undefined && !/respon|api|http|reply/i.test(holder))) return false;
  return isPlainAnswerName(words) && !call.arguments.slice(1).some(mayBeStatus);
}

/** Where the helper finds the status by itself, the error that it is handed tells it. */
export function toldByError(read: Answer, call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer {
  const status = read.outcome === undefined && read.status === undefined ? handedErrorStatus(call, file, given) : undefined;
  return status === undefined ? read : { ...read, status, outcome: outcomeOfStatus(status) };
}
