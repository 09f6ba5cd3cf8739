/**
 * How an expression answers a request: status and body of a Fetch `Response`, of a call on `res`, of a thrown HTTP error,
 * or of the value that a server action returns. Helpers of the same file are read with their arguments in place.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { constantOf, staticNumber, staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  chainRoot,
  dottedPath,
  isFunction,
  memberName,
  propertyName,
  propertyValue,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { walk } from "../syntax/walk.js";
import { HTTP_STATUS_BY_NAME } from "../vocabulary/http-status.js";
import { outcomeOfStatus, type Outcome } from "../vocabulary/outcome.js";
import type { RecordStrength } from "../vocabulary/record-strength.js";
import type { StatusSource } from "../neighbours.js";
import { importedSummary } from "./imported.js";
import { thrownStatus } from "./thrown-status.js";
import { ANSWER_METHODS } from "./res-handler.js";

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

/** Arguments in the place of a helper's parameters. */
type Arguments = ReadonlyMap<string, Node | undefined>;

const NO_ARGUMENTS: Arguments = new Map();
const HELPER_DEPTH = 4;
const ERROR_HELPER = new Set(["error", "errors", "response", "respond", "json", "fail", "failure", "reply", "problem", "abort", "deny", "reject", "err", "exception", "result"]);

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

function objectOf(node: Node, file: SourceFile): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === "ObjectExpression") return inner;
  const binding = file.bindings.ofExpression(inner);
  if (binding?.kind === "variable" && binding.constant && binding.init && !binding.pattern) {
    const init = unwrap(binding.init);
    return init.type === "ObjectExpression" ? init : undefined;
  }
  return undefined;
}

function substitute(node: Node, given: Arguments): Node | undefined {
  return node.type === "Identifier" && given.has(node.name) ? given.get(node.name) : node;
}

function numberOf(node: Node | undefined, file: SourceFile, given: Arguments): number | undefined {
  if (!node) return undefined;
  const inner = substitute(unwrap(node), given);
  if (inner && fallsBackToError(inner, file)) return 500;
  if (inner?.type === "ConditionalExpression") return alikeStatus(numberOf(inner.consequent, file, given), numberOf(inner.alternate, file, given));
  return inner && (importedNumber(inner, file) ?? staticNumber(inner, file.bindings));
}

/** `HTTP.UNAUTHORIZED` of a module of the project. */
function importedNumber(node: Node, file: SourceFile): number | undefined {
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return undefined;
  const value = importedSummary(node, file)?.value;
  return typeof value === "number" ? value : undefined;
}

/** `error.status || 500`, `err.statusCode ?? 500`, also by a constant: the status of something that broke. */
function fallsBackToError(node: Node, file: SourceFile): boolean {
  const constant = constantOf(node, file.bindings);
  const value = unwrap(constant ?? node);
  if (value.type !== "LogicalExpression" || value.operator === "&&") return false;
  const fallback = staticNumber(value.right, file.bindings);
  return fallback !== undefined && fallback >= 500 && fallback < 600;
}

/** `signedIn ? 403 : 401`: either way a denial. Two statuses that mean different things are no known status. */
function alikeStatus(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  return outcomeOfStatus(one) === outcomeOfStatus(other) ? one : undefined;
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

function bindArguments(fn: FunctionNode, call: CallNode, given: Arguments): Arguments {
  const bound = new Map<string, Node | undefined>();
  fn.params.forEach((parameter, index) => {
    const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
    const argument = call.arguments[index];
    const value = argument && substitute(unwrap(argument), given);
    if (target.type === "ObjectPattern") bindFields(target, value, bound);
    if (target.type !== "Identifier") return;
    bound.set(target.name, value ?? (parameter.type === "AssignmentPattern" ? parameter.right : undefined));
  });
  return bound;
}

/** `({ status = 400, message })`: the fields that the argument gives, or their defaults. */
function bindFields(pattern: TSESTree.ObjectPattern, value: Node | undefined, bound: Map<string, Node | undefined>): void {
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const local = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (local.type !== "Identifier") continue;
    const field = propertyValue(value, propertyName(property) ?? "");
    bound.set(local.name, field ?? (property.value.type === "AssignmentPattern" ? property.value.right : undefined));
  }
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
  const status = statusFrom(answers.status, call, file, given);
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

function statusFrom(
  { argument, otherwise }: StatusSource,
  call: CallNode,
  file: SourceFile,
  given: Arguments,
): number | undefined {
  const node = argument && call.arguments[argument.index];
  const value = node && substitute(unwrap(node), given);
  if (!argument || !value) return otherwise;
  if (!argument.field) return numberOf(value, file, given);
  const object = objectOf(value, file);
  const field = object && propertyValue(object, "status");
  if (field) return numberOf(field, file, given);
  return object && !object.properties.some(({ type }) => type === "SpreadElement") ? otherwise : undefined;
}

/**
 * A helper of another file, by a status in its arguments (`errorResponse("Unauthorized", 401)`) or in its name
 * (`unauthorizedResponse()`, `responses.forbidden()`).
 */
function readImportedHelper(call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer | undefined {
  const name = calleeName(call);
  if (name === undefined) return undefined;
  const words = splitWords(name);
  const speaksOfAnswers = words.some((word) => ERROR_HELPER.has(word));
  if (speaksOfAnswers) {
    for (const argument of call.arguments) {
      const value = unwrap(argument);
      const status = numberOf(argument, file, given) ?? (value.type === "ObjectExpression" ? numberOf(propertyValue(value, "status"), file, given) : undefined);
      if (status !== undefined && status >= 200 && status < 600)
        return answer(
          status,
          call.arguments.find((other) => other !== argument),
          true,
        );
    }
  }
  const status = statusInName(words) ?? (isPlainAnswer(call, words) ? 200 : undefined);
  return status === undefined ? undefined : answer(status, call.arguments[0], true);
}

function isPlainAnswer(call: TSESTree.CallExpression, words: readonly string[]): boolean {
  const path = dottedPath(call.callee);
  const holder = path?.at(-2);
  if (!path || path.length > 2 || (holder !== undefined && !/respon|api|http|reply/i.test(holder))) return false;
  return words.every((word) => PLAIN_ANSWER.has(word));
}

/** Words of helpers that answer 200 unless they are told otherwise: `json(body)`, `successResponse(data)`, `ok()`. */
const PLAIN_ANSWER = new Set(["json", "response", "respond", "reply", "ok", "success", "successful", "created", "accepted", "send", "api", "make", "create", "return"]);

/** `unauthorizedResponse` → 401, `sendForbidden` → 403, `not_found` → 404; only where the rest of the name is about answering. */
function statusInName(words: readonly string[]): number | undefined {
  const FILLER = new Set([...ERROR_HELPER, "http", "send", "create", "make", "throw", "return", "api", "new", "res", "access", "to", "handle", "exception"]);
  const rest = words.filter((word) => !FILLER.has(word)).join("");
  const status = HTTP_STATUS_BY_NAME.get(rest) ?? NAMED_DENIALS.get(rest);
  return status !== undefined && status >= 400 ? status : undefined;
}

const NAMED_DENIALS = new Map([
  ["notauthenticated", 401],
  ["unauthenticated", 401],
  ["notauthorized", 401],
  ["authentication", 401],
  ["authrequired", 401],
  ["authorization", 403],
  ["denied", 403],
  ["accessdenied", 403],
  ["permissiondenied", 403],
  ["ratelimit", 429],
  ["validation", 400],
  ["invalid", 400],
]);

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
): Answer | undefined {
  const position = call.arguments.findIndex((argument) => argument.type === "Identifier" && argument.name === response);
  if (position < 0 || depth === 0) return undefined;
  const fn = localFunction(call.callee, file);
  if (!fn) {
    const known = readNeighbour(call, position, file, NO_ARGUMENTS);
    if (known) return known;
    const imported = readImportedHelper(call, file, NO_ARGUMENTS);
    return (
      imported && {
        ...imported,
        body: call.arguments.find((argument, index) => index !== position && staticString(argument, file.bindings) !== undefined),
      }
    );
  }
  return readHelperOnRes(fn, call, position, file, depth);
}

/** What a function answers on the parameter at that position. */
export function readHelperOnRes(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  position: number,
  file: SourceFile,
  depth = HELPER_DEPTH,
): Answer | undefined {
  const parameter = fn.params[position];
  if (parameter?.type !== "Identifier") return undefined;
  const bound = bindArguments(fn, call, NO_ARGUMENTS);
  let combined: Answer | undefined;
  let unlike = false;
  walk(fn.body, (node) => {
    if (node.type !== "CallExpression") return;
    const one =
      readResAnswerWith(node, parameter.name, file, bound) ??
      (localFunction(node.callee, file) === fn ? undefined : readResHelper(node, parameter.name, file, depth - 1));
    if (!one) return;
    unlike ||= combined !== undefined && combined.status !== one.status;
    combined = one;
  });
  if (!combined) return undefined;
  return unlike
    ? { status: undefined, outcome: undefined, body: undefined, elsewhere: false }
    : { ...combined, body: call.arguments[position + 1] ?? combined.body };
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
  const argument = inner.arguments.find((candidate) => {
    const status = numberOf(candidate, file, NO_ARGUMENTS);
    return status !== undefined && status >= 400 && status < 600;
  });
  const words = splitWords(calleeName(inner) ?? "");
  const thrown = argument || inner.type === "CallExpression" ? undefined : thrownStatus(inner.callee, file);
  const status = argument
    ? numberOf(argument, file, NO_ARGUMENTS)
    : ((thrown && statusFrom(thrown, inner, file, NO_ARGUMENTS)) ?? statusInName(words));
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
  const refused = verdict?.type === "Literal" ? verdict.value === false : error !== undefined && !isNothing(error);
  return { status: undefined, outcome: refused ? "denied" : "success", body: error ?? propertyValue(inner, "message"), elsewhere: false };
}

function isNothing(node: Node): boolean {
  return (node.type === "Literal" && (node.value === null || node.value === false)) || (node.type === "Identifier" && node.name === "undefined");
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
