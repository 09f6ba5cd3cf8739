/**
 * How an expression answers a request: status and body of a Fetch `Response`, of a call on `res`, of a thrown HTTP error,
 * or of the value that a server action returns. Helpers of the same file are read with their arguments in place.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, chainRoot, dottedPath, isFalsy, isFunction, memberName, propertyName, propertyValue, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { walk } from "../syntax/walk.js";
import { outcomeOfStatus, type Outcome } from "../vocabulary/outcome.js";
import type { RecordStrength } from "../vocabulary/record-strength.js";
import { bindArguments, NO_ARGUMENTS, substitute, type Arguments } from "./given-arguments.js";
import { importedSummary } from "./imported.js";
import { ANSWER_METHODS } from "./res-handler.js";
import { isPlainAnswerName, speaksOfAnswers, statusInName } from "./status-names.js";
import {
  handedErrorStatus,
  madeErrorStatus,
  mayBeStatus,
  numberOf,
  objectOf,
  statusArgumentOf,
  statusFrom,
} from "./status-value.js";
import { STATUS_FIELD } from "./thrown-status.js";

export interface Answer {
  /** HTTP status, when the file tells. */
  readonly status: number | undefined;
  /** Undefined where neither status nor shape tells: such an exit makes no finding. */
  readonly outcome: Outcome | undefined;
  /** The expression that holds the body or message, for its words. */
  readonly body: Node | undefined;
  /** A helper of another file answers, and what it records is not seen. */
  readonly elsewhere: boolean;
  /** What the helper that answers has recorded beside its answer. */
  readonly recorded?: RecordStrength | undefined;
  /** A guard of the file has refused, and is the place where that is recorded. */
  readonly passedOn?: true;
}

const HELPER_DEPTH = 4;

function answer(status: number | undefined, body: Node | undefined, elsewhere = false): Answer {
  return { status, outcome: status === undefined ? undefined : outcomeOfStatus(status), body, elsewhere };
}

/**
 * Reads an expression as a Fetch `Response`: constructors, `Response.json`, `NextResponse.redirect`, helpers. Undefined
 * when it is no response that the file can read.
 */
export function readResponse(
  node: Node,
  file: SourceFile,
  given: Arguments = NO_ARGUMENTS,
  depth = HELPER_DEPTH,
): Answer | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") {
    const binding = file.bindings.of(inner);
    if (binding.kind === "variable" && binding.init && !binding.pattern && depth > 0 && binding.constant) {
      return readResponse(binding.init, file, given, depth - 1);
    }
    return undefined;
  }
  if (inner.type === "SequenceExpression") return readResponse(inner.expressions.at(-1)!, file, given, depth);
  if (inner.type === "NewExpression")
    return isResponseClass(inner.callee) ? answer(initStatus(inner.arguments[1], file, given), inner.arguments[0]) : undefined;
  if (inner.type !== "CallExpression") return undefined;
  const callee = unwrap(inner.callee);
  if (callee.type === "MemberExpression" && isResponseClass(callee.object))
    return readStaticResponse(inner, memberName(callee), file, given);
  const fn = depth > 0 ? localFunction(callee, file) : undefined;
  if (fn) return readHelper(fn, inner, file, given, depth);
  return readNeighbour(inner, undefined, file, given) ?? readImportedHelper(inner, file, given);
}

function isResponseClass(node: Node): boolean {
  const path = dottedPath(node);
  return path !== undefined && /^(?:\w*Response)$/.test(path.at(-1)!) && path.length <= 2;
}

function readStaticResponse(
  call: TSESTree.CallExpression,
  method: string | undefined,
  file: SourceFile,
  given: Arguments,
): Answer | undefined {
  const [first, second] = call.arguments;
  switch (method) {
    case "json":
      return answer(initStatus(second, file, given), first);
    case "redirect":
      return redirectAnswer(first, numberOf(second, file, given) ?? initStatus(second, file, given, 307), file);
    case "rewrite":
    case "next":
      return { status: 200, outcome: undefined, body: undefined, elsewhere: false };
    case "error":
      return answer(500, undefined);
    default:
      return readImportedHelper(call, file, given);
  }
}

/** A redirect to a login or error page is no success that anyone would audit, nor an answer with a 4xx status. */
export function redirectAnswer(target: Node | undefined, status: number | undefined, file: SourceFile): Answer {
  const text = target ? wordsOf(target, file) : "";
  const turnedAway = /log-?in|sign-?in|error|denied|unauthori[sz]ed|forbidden|failed|invalid|expired/i.test(text);
  return { status, outcome: turnedAway ? undefined : "success", body: target, elsewhere: false };
}

/** The status in a response's init: `{ status: 401 }`, or the number itself; without one it is 200. */
function initStatus(init: Node | undefined, file: SourceFile, given: Arguments, absent = 200): number | undefined {
  if (!init) return absent;
  const inner = substitute(unwrap(init), given);
  if (!inner) return absent;
  const direct = numberOf(inner, file, given);
  if (direct !== undefined) return direct;
  const object = objectOf(inner, file);
  if (!object) return undefined;
  const status = propertyValue(object, "status");
  if (status) return numberOf(status, file, given);
  const unknownSpread = object.properties.some((property) => property.type === "SpreadElement" && objectOf(property.argument, file) === undefined && !/header|cors/i.test(dottedPath(property.argument)?.join(".") ?? ""));
  return unknownSpread ? undefined : absent;
}

/** The function of this file that a callee names, when it is one that can be read. */
export function localFunction(callee: Node, file: SourceFile): FunctionNode | undefined {
  const inner = unwrap(callee);
  if (inner.type === "Identifier") {
    const binding = file.bindings.of(inner);
    return binding.kind === "function" ? binding.fn : undefined;
  }
  if (inner.type !== "MemberExpression") return undefined;
  const name = memberName(inner);
  const object = unwrap(inner.object);
  if (name === undefined) return undefined;
  if (object.type === "ThisExpression") return methodOfClassAround(inner, name);
  const binding = file.bindings.ofExpression(object);
  if (binding?.kind !== "variable" || !binding.init || binding.pattern) return undefined;
  const value = propertyValue(unwrap(binding.init), name);
  return value && isFunction(unwrap(value)) ? (unwrap(value) as FunctionNode) : undefined;
}

function methodOfClassAround(node: Node, name: string): FunctionNode | undefined {
  let outer: Node | undefined = node.parent;
  while (outer && outer.type !== "ClassBody") outer = outer.parent;
  if (outer?.type !== "ClassBody") return undefined;
  for (const member of outer.body) {
    if ((member.type === "MethodDefinition" || member.type === "PropertyDefinition") && member.key.type === "Identifier" && member.key.name === name) {
      return member.value && isFunction(member.value) ? member.value : undefined;
    }
  }
  return undefined;
}

/** What a helper of this file returns as a response, its parameters replaced by the call's arguments. */
export function readHelper(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  file: SourceFile,
  given = NO_ARGUMENTS,
  depth = HELPER_DEPTH,
): Answer | undefined {
  const read = readReturned(fn, call, file, given, depth);
  return read && toldByError(read, call, file, given);
}

/** Where the helper finds the status by itself, the error that it is handed tells it. */
function toldByError(read: Answer, call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer {
  const status = read.outcome === undefined && read.status === undefined ? handedErrorStatus(call, file, given) : undefined;
  return status === undefined ? read : { ...read, status, outcome: outcomeOfStatus(status) };
}

function readReturned(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  file: SourceFile,
  given: Arguments,
  depth: number,
): Answer | undefined {
  const bound = bindArguments(fn, call, given);
  let combined: Answer | undefined;
  for (const returned of returnedExpressions(fn)) {
    const one = readResponse(returned, file, bound, depth - 1);
    if (!one) return undefined;
    if (combined && combined.status !== one.status)
      return {
        status: undefined,
        outcome: combined.outcome === one.outcome ? one.outcome : undefined,
        body: undefined,
        elsewhere: one.elsewhere,
      };
    combined = one;
  }
  return combined && { ...combined, body: substitute(combined.body ?? call, bound) ?? call };
}

/** All expressions that a function returns, its nested functions left out. */
export function returnedExpressions(fn: FunctionNode): Node[] {
  if (fn.body.type !== "BlockStatement") return [fn.body];
  const found: Node[] = [];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ReturnStatement" && node.argument) found.push(node.argument);
    return undefined;
  });
  return found;
}

/** A helper of another file that the project knows: it returns a response, or answers on the argument that is `response`. */
function readNeighbour(
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
  const body = call.arguments.find((_, index) => index !== taken && index !== response);
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
function readImportedHelper(call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  const words = splitWords(name);
  if (speaksOfAnswers(words)) {
    for (const argument of call.arguments) {
      const status = numberOf(argument, file, given) ?? statusField(argument, file, given);
      if (status !== undefined && status >= 200 && status < 600)
        return answer(
          status,
          call.arguments.find((other) => other !== argument),
          true,
        );
    }
    const handed = handedErrorStatus(call, file, given);
    if (handed !== undefined) return answer(handed, call.arguments.at(-1), true);
  }
  const status = statusInName(words) ?? (isPlainAnswer(call, words) ? 200 : undefined);
  return status === undefined ? undefined : answer(status, call.arguments[0], true);
}

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

/** Reads a call on `res` as an answer. `pending` is the status that an earlier statement has set. */
export function readResAnswer(call: TSESTree.CallExpression, response: string, pending: number | "unknown" | undefined, file: SourceFile): Answer | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (method === undefined || !ANSWER_METHODS.has(method) || !rootIs(callee.object, response)) return undefined;
  const chained = chainedStatus(callee.object, file);
  const before = chained ?? pending;
  const [first, second] = call.arguments;
  const firstNumber = numberOf(first, file, NO_ARGUMENTS);
  if (method === "sendStatus") return answer(firstNumber, undefined);
  if (method === "redirect") return redirectAnswer(firstNumber === undefined ? first : second, firstNumber ?? 302, file);
  if ((method === "send" || method === "json") && firstNumber !== undefined && firstNumber >= 100 && firstNumber < 600) return answer(firstNumber, second);
  return answer(before === undefined ? 200 : before === "unknown" ? undefined : before, first);
}

/** The status set by the chain that an answer hangs on: `res.status(401).set(…).json(…)`. */
function chainedStatus(node: Node, file: SourceFile): number | "unknown" | undefined {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") {
    if (inner.type === "CallExpression") {
      const name = calleeName(inner);
      if (name === "status" || name === "writeHead" || name === "code") return numberOf(inner.arguments[0], file, NO_ARGUMENTS) ?? "unknown";
      inner = unwrap(inner.callee);
    } else inner = unwrap(inner.object);
  }
  return undefined;
}

/** The status that a statement sets for the answer to come: `res.status(401);`, `res.writeHead(401)`. */
export function setStatus(call: TSESTree.CallExpression, response: string, file: SourceFile): number | "unknown" | undefined {
  const name = calleeName(call);
  if (name !== "status" && name !== "writeHead") return undefined;
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression" || !rootIs(callee.object, response)) return undefined;
  return numberOf(call.arguments[0], file, NO_ARGUMENTS) ?? "unknown";
}

/** True when the chain of members and calls starts at that name. */
export function rootIs(node: Node, name: string): boolean {
  let inner = chainRoot(node);
  while (inner.type === "CallExpression") inner = chainRoot(inner.callee);
  return inner.type === "Identifier" && inner.name === name;
}

/** A helper of this file that is handed `res` and answers for its caller; undefined when it does not, or not always alike. */
export function readResHelper(
  call: TSESTree.CallExpression,
  response: string,
  file: SourceFile,
  depth = HELPER_DEPTH,
  given = NO_ARGUMENTS,
): Answer | undefined {
  const position = call.arguments.findIndex((argument) => argument.type === "Identifier" && argument.name === response);
  if (position < 0 || depth === 0) return undefined;
  const fn = localFunction(call.callee, file);
  if (!fn) {
    const known = readNeighbour(call, position, file, given);
    if (known) return known;
    const imported = readImportedHelper(call, file, given);
    return (
      imported && {
        ...imported,
        body: call.arguments.find((argument, index) => index !== position && staticString(argument, file.bindings) !== undefined),
      }
    );
  }
  return readHelperOnRes(fn, call, position, file, depth, given);
}

const UNKNOWN: Answer = { status: undefined, outcome: undefined, body: undefined, elsewhere: false };

/** What a function answers on the parameter at that position. */
export function readHelperOnRes(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  position: number,
  file: SourceFile,
  depth = HELPER_DEPTH,
  given = NO_ARGUMENTS,
): Answer | undefined {
  const parameter = fn.params[position];
  if (parameter?.type !== "Identifier") return undefined;
  const bound = bindArguments(fn, call, given);
  let combined: Answer | undefined;
  let unlike = false;
  walk(fn.body, (node) => {
    if (node.type !== "CallExpression") return;
    const one =
      readResAnswerWith(node, parameter.name, file, bound) ??
      (localFunction(node.callee, file) === fn ? undefined : readResHelper(node, parameter.name, file, depth - 1, bound));
    if (!one) return;
    unlike ||= combined !== undefined && combined.status !== one.status;
    combined = one;
  });
  if (!combined) return undefined;
  const read = unlike ? UNKNOWN : { ...combined, body: call.arguments[position + 1] ?? combined.body };
  return toldByError(read, call, file, given);
}

function readResAnswerWith(
  call: TSESTree.CallExpression,
  response: string,
  file: SourceFile,
  bound: Arguments,
): Answer | undefined {
  const plain = readResAnswer(call, response, undefined, file);
  if (!plain) return undefined;
  const argument = statusArgument(call);
  const status = argument && numberOf(argument, file, bound);
  return argument ? answer(status, plain.body) : plain;
}

function statusArgument(call: TSESTree.CallExpression): Node | undefined {
  let inner: Node = call;
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") {
    if (inner.type === "CallExpression") {
      const name = calleeName(inner);
      if (name === "status" || name === "sendStatus" || name === "writeHead") return inner.arguments[0];
      inner = unwrap(inner.callee);
    } else inner = unwrap(inner.object);
  }
  return undefined;
}

/** Next.js' own interrupts: they throw, and the framework answers. */
export function readInterrupt(call: TSESTree.CallExpression, file: SourceFile): Answer | undefined {
  if (call.callee.type !== "Identifier") return undefined;
  const binding = file.bindings.of(call.callee);
  if (binding.kind !== "import" || !/^next\/(?:navigation|headers|server)$/.test(binding.source)) return undefined;
  switch (binding.imported) {
    case "unauthorized":
      return answer(401, undefined);
    case "forbidden":
      return answer(403, undefined);
    case "notFound":
      return answer(404, undefined);
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
  return status === undefined ? { status, outcome: "error", body, elsewhere: true } : answer(status, body, true);
}

/** What a server action's returned value says: `{ error }` and `{ success: false }` are refusals, all else went well. */
export function readActionResult(node: Node | undefined, file: SourceFile): Answer {
  const inner = node && unwrap(node);
  if (inner?.type === "CallExpression") {
    const interrupt = readInterrupt(inner, file);
    if (interrupt) return interrupt;
    return { status: undefined, outcome: undefined, body: undefined, elsewhere: true };
  }
  if (inner?.type !== "ObjectExpression") return { status: undefined, outcome: "success", body: undefined, elsewhere: false };
  const status = numberOf(propertyValue(inner, "status"), file, NO_ARGUMENTS);
  if (status !== undefined && status >= 100) return answer(status, propertyValue(inner, "error") ?? propertyValue(inner, "message"));
  const verdict = propertyValue(inner, "success") ?? propertyValue(inner, "ok");
  const error = propertyValue(inner, "error") ?? propertyValue(inner, "errors") ?? propertyValue(inner, "serverError");
  const refused = verdict?.type === "Literal" ? verdict.value === false : error !== undefined && !isFalsy(error);
  return { status: undefined, outcome: refused ? "denied" : "success", body: error ?? propertyValue(inner, "message"), elsewhere: false };
}

/** All the text that an expression spells out, to look for words in: strings, templates, property values. */
export function wordsOf(node: Node, file: SourceFile): string {
  const known = staticString(node, file.bindings);
  if (known !== undefined) return known;
  const parts: string[] = [];
  walk(node, (inner) => {
    if (isFunction(inner)) return false;
    if (inner.type === "Literal" && typeof inner.value === "string") parts.push(inner.value);
    if (inner.type === "TemplateElement") parts.push(inner.value.raw);
    return undefined;
  });
  return parts.join(" ");
}
