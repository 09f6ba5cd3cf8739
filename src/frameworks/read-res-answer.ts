/** How a call answers on `res`: by a method of it, by a status that was set before, or through a helper that is handed `res`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, chainRoot, memberName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";
import { nodesIn } from "../syntax/outline.js";
import { readAnswerObject } from "./answer-objects.js";
import { answerWith, HELPER_DEPTH, redirectAnswer, saysNothing, type Answer } from "./answer.js";
import { bindArguments, NO_ARGUMENTS, type Arguments } from "./given-arguments.js";
import { readImportedHelper, readNeighbour, readSender, toldByError } from "./imported-answers.js";
import { localFunction } from "./local-function.js";
import { ANSWER_METHODS } from "./res-handler.js";
import { numberOf } from "./status-value.js";

/**
 * Reads a call on `res` as an answer.
 * @param pending the status that an earlier statement has set
 * @param given what stands for the parameters of the helper that the call is in
 */
export function readResAnswer(
  call: TSESTree.CallExpression,
  response: string,
  pending: number | "unknown" | undefined,
  file: SourceFile,
  given = NO_ARGUMENTS,
): Answer | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (method === "pipe" && call.arguments[0] && isName(call.arguments[0], response)) return answerWithPending(pending);
  if (method === undefined || !ANSWER_METHODS.has(method) || !rootIs(callee.object, response)) return undefined;
  const [first, second] = call.arguments;
  const firstNumber = numberOf(first, file, given);
  if (method === "sendStatus") return answerWith(firstNumber, undefined);
  if (method === "redirect") return redirectAnswer(firstNumber === undefined ? first : second, firstNumber ?? 302, file);
  const chained = chainedStatus(callee.object, file, given);
  const leads = chained === undefined && (method === "send" || method === "json");
  if (leads && firstNumber !== undefined && firstNumber >= 100 && firstNumber < 600) return answerWith(firstNumber, second);
  return answerWithPending(chained ?? pending, first);
}

/** Where nothing has set a status it is 200. */
function answerWithPending(pending: number | "unknown" | undefined, body?: Node): Answer {
  return answerWith(pending === undefined ? 200 : pending === "unknown" ? undefined : pending, body);
}

function isName(node: Node, name: string): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && inner.name === name;
}

/** The status set by the chain that an answer hangs on: `res.status(401).set(…).json(…)`. */
function chainedStatus(node: Node, file: SourceFile, given: Arguments): number | "unknown" | undefined {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" || inner.type === "MemberExpression") {
    if (inner.type === "CallExpression") {
      const name = calleeName(inner);
      if (name === "status" || name === "writeHead" || name === "code") return numberOf(inner.arguments[0], file, given) ?? "unknown";
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
  const root = rootOfCalls(node);
  return root.type === "Identifier" && root.name === name;
}

const knownRoots = keptWith<Node, Node>();

/** Found once for each part of a chain: of one with hundreds of calls, each call is asked for its root. */
function rootOfCalls(node: Node): Node {
  const passed: Node[] = [];
  let inner = chainRoot(node);
  while (inner.type === "CallExpression") {
    const known = knownRoots.get(inner);
    if (known) {
      inner = known;
      break;
    }
    passed.push(inner);
    inner = chainRoot(inner.callee);
  }
  for (const call of passed) knownRoots.set(call, inner);
  return inner;
}

/**
 * How far a question goes: through calls of calls, and into so many functions in all. Where each of forty functions calls all
 * others, there are millions of ways through them.
 */
interface Reach {
  readonly depth: number;
  readonly left: { functions: number };
}

const MOST_FUNCTIONS = 200;

function wholeReach(): Reach {
  return { depth: HELPER_DEPTH, left: { functions: MOST_FUNCTIONS } };
}

/** A helper of this file that is handed `res` and answers for its caller; undefined when it does not, or not always alike. */
export function readResHelper(
  call: TSESTree.CallExpression,
  response: string,
  file: SourceFile,
  reach = wholeReach(),
  given = NO_ARGUMENTS,
): Answer | undefined {
  const position = call.arguments.findIndex((argument) => argument.type === "Identifier" && argument.name === response);
  if (position < 0 || reach.depth === 0) return undefined;
  const fn = localFunction(call.callee, file);
  if (!fn) {
    const object = readAnswerObject(call, file, given);
    if (object) return object;
    const known = readNeighbour(call, position, file, given);
    if (known) return known;
    const imported = readImportedHelper(call, file, given) ?? readSender(call, file, given);
    return (
      imported && {
        ...imported,
        body: call.arguments.find((argument, index) => index !== position && staticString(argument, file.bindings) !== undefined),
      }
    );
  }
  return readHelperOnRes(fn, call, position, file, reach, given);
}

const UNKNOWN: Answer = { status: undefined, outcome: undefined, body: undefined, elsewhere: false };

/** What a function answers on the parameter at that position. */
export function readHelperOnRes(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  position: number,
  file: SourceFile,
  reach = wholeReach(),
  given = NO_ARGUMENTS,
): Answer | undefined {
  const parameter = fn.params[position];
  if (parameter?.type !== "Identifier" || reach.left.functions-- <= 0) return undefined;
  const further = { ...reach, depth: reach.depth - 1 };
  const bound = bindArguments(fn, call, given);
  let combined: Answer | undefined;
  let unlike = false;
  let set: number | undefined;
  for (const node of nodesIn(file.outline.calls, fn.body)) {
    if (node.type !== "CallExpression") continue;
    if (setsForAll(node, fn) && setStatus(node, parameter.name, file) !== undefined) {
      set = numberOf(node.arguments[0], file, bound);
      continue;
    }
    const found =
      readResAnswer(node, parameter.name, undefined, file, bound) ??
      (localFunction(node.callee, file) === fn ? undefined : readResHelper(node, parameter.name, file, further, bound));
    if (!found) continue;
    // `res.status(status); render(res, body);`: what is rendered then says nothing of a status.
    const one = set !== undefined && found.status === 200 ? answerWith(set, found.body) : found;
    unlike ||= combined !== undefined && combined.status !== one.status;
    combined = one;
  }
  if (!combined) return undefined;
  const said = call.arguments.find((argument, index) => index > position && !saysNothing(argument));
  const read = unlike ? UNKNOWN : { ...combined, body: said ?? combined.body };
  return toldByError(read, call, file, given);
}

/** A statement of the function's own, on every way. */
function setsForAll(call: TSESTree.CallExpression, fn: FunctionNode): boolean {
  return call.parent.type === "ExpressionStatement" && call.parent.parent === fn.body;
}
