/** Which calls take a failure further: to `next`, a callback, a list, or a function that does something about it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction, returnedExpressions } from "../../frameworks/local-function.js";
import { rootIs } from "../../frameworks/read-res-answer.js";
import { readResponse } from "../../frameworks/read-response.js";
import { handlerSite } from "../../frameworks/framework.js";
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, chainRoot, dottedPath, isDiscarded, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode, walk } from "../../syntax/walk.js";
import { CARRIERS, KEEPERS, METRICS, STRINGIFIERS } from "../../vocabulary/failure-words.js";
import { caughtNames, mentions, namesBound, recordsIn } from "./caught-names.js";
import { isAnswer, type Around } from "./failure-answered.js";
import { FILLERS, isKept } from "./failure-stored.js";
import { recordOfCall } from "../records/function-records.js";
import { isCallOf } from "../../frameworks/res-handler.js";
import { isLoggerName } from "../records/which-logger.js";
import { answersClient } from "../../frameworks/waiting-clients.js";
import { writtenText } from "./told-to-caller.js";

/**
 * A call that takes the failure further: `next(err)`, `reject(err)`, a callback, `handleApiError(err)`. Not a writer of
 * responses, and not what makes text, a payload or a yes-or-no of it.
 */
export function carriesOn(call: TSESTree.CallExpression, names: ReadonlySet<string>, around: Around): boolean {
  const { handler, file } = around;
  const name = calleeName(call);
  const handed = call.arguments.some((argument) => mentions(argument, names));
  // `this.#log("not saved", error);`, `handlers[kind](error);`
  if (name === undefined) return handed && !handler && isDiscarded(call);
  if (handed && (isCarrier(call, name, names, around) || isToldToStream(call, name))) return true;
  if (call.arguments.length > 0 && (name === "next" || name === "reject" || (handler?.parameters.next !== undefined && isCallOf(call, handler.parameters.next)))) return true;
  if (METRICS.test(name) || isHandedALogger(call) || (!handler && isHandedTheCallback(call))) return true;
  if (isLineOfText(call, name)) return true;
  if (around.client !== undefined && answersClient(call, around.client)) return false;
  const response = handler?.parameters.response;
  if (response !== undefined && rootIs(call.callee, response) && name !== "destroy") return false;
  if (tellsThatItFailed(call, name, file)) return true;
  // Where nobody takes what it gives, and no client waits, it is called for what it does: `Output.formatError(err.message)`.
  const isStatement = !handler && isDiscarded(call) && !/^(?:is|has|can|should)[A-Z]/.test(name) && !isOfBuiltIn(call);
  const local = localFunction(call.callee, file);
  // `getErrorResponse(err)` makes no text: it answers, and may record before it does.
  if (!handed) return false;
  if (isToldToKeeper(call, names, around) || (local && recordsIn(local.body, file))) return true;
  if (!isStatement && isStringifier(call, name) && !makesAndThrows(call, name) && !readResponse(call, file)) return false;
  const kept = isKeptElsewhere(call, names, file);
  if (kept !== undefined) return kept;
  if (isAnswer(call, around)) {
    const isHeardOf = local !== undefined && findNode(local.body, tellsListener) !== undefined;
    return isHeardOf || handsOnWhatItLeaves(call, names, around) || throwsWhatItLeaves(call, names, file);
  }
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression" && FILLERS.has(name)) return isKept(callee.object, around, true);
  if (isStatement && !local) return true;
  if (!isKeeper(name) && isMadeIntoAnswer(call, around)) return false;
  if (local && !isOverridable(callee, local)) return doesSomethingWith(local, call, names, around, 3);
  const direct = call.arguments.some((argument) => handsOver(unwrap(argument), names));
  if (direct) return true;
  const words = splitWords(name);
  if (words.includes("send") && isSentElsewhere(call)) return true;
  return !words.some((word) => word === "response" || word === "json" || word === "redirect" || word === "send" || word === "render" || word === "error");
}

const FOR_FIGURES = /analytics|telemetry|metrics|stats|tracker|tracking/i;

/** `helpers.log("the profile could not be read");`: a line in a project's own manner. Analytics are none. */
function isLineOfText(call: TSESTree.CallExpression, name: string): boolean {
  if (name !== "log" || call.callee.type !== "MemberExpression" || !isDiscarded(call)) return false;
  const said = call.arguments[0] ? writtenText(call.arguments[0]) : "";
  return /\S\s+\S/.test(said) && !FOR_FIGURES.test((dottedPath(call.callee) ?? []).join("."));
}

/**
 * `Events.error("sign-in", err);`: nobody takes what it gives, so it makes no text of the failure. One that is given the
 * response answers.
 */
function isToldToKeeper(call: TSESTree.CallExpression, names: ReadonlySet<string>, { handler, file }: Around): boolean {
  if (calleeName(call) !== "error" || call.callee.type !== "MemberExpression" || !isDiscarded(call)) return false;
  const isResponse = (argument: Node): boolean => argument.type === "Identifier" && argument.name === handler?.parameters.response;
  if (localFunction(call.callee, file) !== undefined || call.arguments.some(isResponse)) return false;
  return call.arguments.some((argument) => handsOver(unwrap(argument), names));
}

/** `await cronFailed();`, `markAsFailed(id);`: somebody else is told that it has failed, if not why. */
function tellsThatItFailed(call: TSESTree.CallExpression, name: string, file: SourceFile): boolean {
  return /[a-z](?:Failed|Failure)$/.test(name) && isDiscarded(call) && !/^(?:is|has|was|clear|reset|ignore|skip|retry)[A-Z]/.test(name) && localFunction(call.callee, file) === undefined;
}

/** By its name, unless it is known to do no more than answer: `fail(res, error)` here, `handleError(error)` of another file. */
function isCarrier(call: TSESTree.CallExpression, name: string, names: ReadonlySet<string>, around: Around): boolean {
  if (!CARRIERS.test(name)) return false;
  const { file } = around;
  return localFunction(call.callee, file) ? !isAnswer(call, around) : (isKeptElsewhere(call, names, file) ?? true);
}

/** `controller.error(failure)`: whoever reads the stream fails with it, the server's own runtime too. */
function isToldToStream(call: TSESTree.CallExpression, name: string): boolean {
  return name === "error" && /controller$/i.test(dottedPath(call.callee)?.at(-2) ?? "");
}

/** `onHandlerError({ error, request })`, which is handed in by the settings, in a function that makes the answer. */
function tellsListener(node: Node): boolean {
  return node.type === "CallExpression" && node.arguments.length > 0 && /^on(?:[A-Z]\w*)?(?:Error|Failure|Exception)$/.test(calleeName(node) ?? "");
}

/** `return challengeFor(error);`, which answers a refusal, and throws any other failure as it is. */
function throwsWhatItLeaves(call: TSESTree.CallExpression, names: ReadonlySet<string>, file: SourceFile): boolean {
  const fn = localFunction(call.callee, file);
  if (!fn) return false;
  const given = new Set<string>();
  call.arguments.forEach((argument, index) => {
    if (mentions(argument, names)) for (const name of namesBound(fn.params[index])) given.add(name);
  });
  return findNode(fn.body, (node) => node.type === "ThrowStatement" && node.argument.type === "Identifier" && given.has(node.argument.name)) !== undefined;
}

/** `settle(error, res, next)`, which answers what it knows, and calls `next(error)` for the rest. */
function handsOnWhatItLeaves(call: TSESTree.CallExpression, names: ReadonlySet<string>, { handler, file }: Around): boolean {
  const next = handler?.parameters.next;
  const place = call.arguments.findIndex((argument) => next !== undefined && argument.type === "Identifier" && argument.name === next);
  const fn = place < 0 ? undefined : localFunction(call.callee, file);
  if (!fn) return false;
  const [its] = namesBound(fn.params[place]);
  const given = new Set<string>();
  call.arguments.forEach((argument, index) => {
    if (mentions(argument, names)) for (const name of namesBound(fn.params[index])) given.add(name);
  });
  const handsOn = (node: Node): boolean => its !== undefined && node.type === "CallExpression" && isCallOf(node, its) && node.arguments.some((argument) => mentions(argument, given));
  return findNode(fn.body, handsOn) !== undefined;
}

/** `await deadLetters.send({ reason: err.message })`: an answer is not waited for. */
function isSentElsewhere(call: TSESTree.CallExpression): boolean {
  const path = dottedPath(call.callee);
  return call.parent.type === "AwaitExpression" && path !== undefined && !ANSWERS_ON.test(path[0]!);
}

/** The failure itself, as an argument or as a field of one: `report(err)`, `report({ request, error: err })`. */
function handsOver(argument: Node, names: ReadonlySet<string>): boolean {
  if (argument.type === "Identifier") return names.has(argument.name);
  if (argument.type !== "ObjectExpression") return false;
  return argument.properties.some((property) => property.type === "Property" && property.value.type === "Identifier" && names.has(property.value.name));
}

/** `rejectRequest({ log, logMessage: "…" })`: who is given a logger is meant to use it. */
function isHandedALogger(call: TSESTree.CallExpression): boolean {
  return call.arguments.some((argument) => {
    if (argument.type === "Identifier") return isLoggerName(argument.name);
    if (argument.type !== "ObjectExpression") return false;
    return argument.properties.some((property) => property.type === "Property" && isLoggerName(propertyName(property) ?? ""));
  });
}

/** `copy(from, to, callback)`: whoever waits for the outcome hears of it from there. */
function isHandedTheCallback(call: TSESTree.CallExpression): boolean {
  return call.arguments.some((argument) => argument.type === "Identifier" && /^(?:cb|callback|done|next|reject)$/.test(argument.name));
}

const BUILT_IN_HOLDERS = new Set(["JSON", "Object", "String", "Array", "Number", "Math", "Reflect", "Promise", "util"]);

/** `JSON.stringify`, `Object.keys`, and `String` by itself. */
function isOfBuiltIn(call: TSESTree.CallExpression): boolean {
  return BUILT_IN_HOLDERS.has(dottedPath(call.callee)?.[0] ?? "");
}

function isStringifier(call: TSESTree.CallExpression, name: string): boolean {
  if (isOfBuiltIn(call)) return true;
  const words = splitWords(name);
  if (KEEPERS.has(words[0]!)) return false;
  return STRINGIFIERS.has(words[0]!) || words.includes("stringify");
}

/** `toApiError(err);`: what it makes nobody takes, so it has to throw that. */
function makesAndThrows(call: TSESTree.CallExpression, name: string): boolean {
  return call.parent.type === "ExpressionStatement" && /^to[A-Z]\w*(?:Error|Exception|Problem)$/.test(name);
}

function isKeeper(name: string): boolean {
  return splitWords(name).some((word) => KEEPERS.has(word));
}

const PARTS_OF_A_VALUE = new Set(["Property", "ObjectExpression", "ArrayExpression", "TemplateLiteral", "BinaryExpression", "LogicalExpression", "ConditionalExpression", "SpreadElement", "MemberExpression", "ChainExpression", "TSAsExpression", "TSNonNullExpression", "TSSatisfiesExpression"]);

/**
 * `res.json(toPayload(error))`, `const problem = toProblem(error)`: what it gives is what the client gets, or what that is
 * made of.
 */
function isMadeIntoAnswer(call: TSESTree.CallExpression, around: Around): boolean {
  if (around.handler === undefined && around.client === undefined) return false;
  let node: Node = call;
  while (node.parent && PARTS_OF_A_VALUE.has(node.parent.type)) node = node.parent;
  const { parent } = node as { parent?: Node };
  if (parent?.type === "VariableDeclarator") return parent.init === node;
  if (parent?.type === "NewExpression") return /Response$/.test(dottedPath(parent.callee)?.at(-1) ?? "");
  if (parent?.type !== "CallExpression" || parent.callee === node) return false;
  return isAnswer(parent, around) || (dottedPath(parent.callee)?.[0] === "JSON" && isMadeIntoAnswer(parent, around));
}

/** An empty method waits for a subclass that does something. */
function isOverridable(callee: Node, fn: FunctionNode): boolean {
  return callee.type === "MemberExpression" && fn.body.type === "BlockStatement" && fn.body.body.length === 0;
}

/** A function of the file that throws, records, stores or hands on what it is given. */
function doesSomethingWith(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  names: ReadonlySet<string>,
  around: Around,
  depth: number,
): boolean {
  if (depth === 0) return true;
  const given = new Set<string>();
  let response: string | undefined;
  call.arguments.forEach((argument, index) => {
    const bound = namesBound(fn.params[index]);
    if (mentions(argument, names)) for (const name of bound) given.add(name);
    if (argument.type === "Identifier" && argument.name === around.handler?.parameters.response) [response] = bound;
  });
  const { tainted } = caughtNames(fn.body, given, around.file);
  const doesSo = (node: Node): boolean => {
    if (node.type === "ThrowStatement") return true;
    if (node.type === "AssignmentExpression") return mentions(node.right, given) && !(response !== undefined && isFieldOfAnswer(node.left, response, around.file));
    if (node.type !== "CallExpression") return false;
    if (recordOfCall(node, around.file)) return true;
    if (response !== undefined && rootIs(node.callee, response)) return false;
    if (isWriteOf(node, tainted)) return true;
    const inner = localFunction(node.callee, around.file);
    if (inner)
      return (
        inner !== fn &&
        node.arguments.some((argument) => mentions(argument, given)) &&
        doesSomethingWith(inner, node, given, around, depth - 1)
      );
    return carriesOn(node, given, around);
  };
  return findNode(fn.body, doesSo, true) !== undefined;
}

/** `await jobs.update({ where: { id }, data: { error: text } });`, of a text that was made of the failure. */
function isWriteOf(call: TSESTree.CallExpression, tainted: ReadonlySet<string>): boolean {
  if (!isDiscarded(call) || call.callee.type !== "MemberExpression" || !WRITES.test(calleeName(call) ?? "")) return false;
  return !ANSWERS_ON.test(dottedPath(call.callee)?.[0] ?? "") && call.arguments.some((argument) => mentions(argument, tainted));
}

const WRITES = /^(?:update|insert|create|upsert|save|put|patch)(?:[A-Z]\w*|One|Many)?$/;
const ANSWERS_ON = /^(?:res|response|reply|ctx|context|c|socket|ws)$/;

/** `payload.data = error;` of a `payload` that is made here and goes nowhere but into `res.json(payload)`. */
function isFieldOfAnswer(target: Node, response: string, file: SourceFile): boolean {
  const root = target.type === "MemberExpression" ? chainRoot(target) : undefined;
  const variable = root?.type === "Identifier" ? file.bindings.variableOf(root) : undefined;
  const made = variable?.defs.every((def) => (def.node as Node).type === "VariableDeclarator" && (def.node as TSESTree.VariableDeclarator).init?.type === "ObjectExpression");
  if (!variable || !made) return false;
  return variable.references.every(({ identifier, init }) => {
    const parent = (identifier as Node).parent!;
    if (parent.type === "CallExpression") return rootIs(parent.callee, response);
    return init === true || (parent.type === "MemberExpression" && parent.parent.type === "AssignmentExpression" && parent.parent.left === parent);
  });
}

/** Whether a function of another file makes something of the failure that it is handed; undefined where that is not known. */
function isKeptElsewhere(call: TSESTree.CallExpression, names: ReadonlySet<string>, file: SourceFile): boolean | undefined {
  const dropped = importedSummary(call.callee, file)?.dropsFailure;
  const places = call.arguments.flatMap((argument, index) => (mentions(argument, names) ? [dropped?.[index]] : []));
  return places.includes(undefined) ? undefined : places.includes(false);
}

/**
 * True for a function that keeps nothing of a failure that it is handed.
 * @param position of the parameter that is the failure
 * @param response position of the parameter that it answers on
 */
export function dropsFailure(fn: FunctionNode, position: number, response: number | undefined, file: SourceFile): boolean {
  if (fn.params.some((parameter) => parameter.type === "RestElement")) return false;
  // What it gives back with the failure in it, unless that is the response, its caller still has.
  const bound = namesBound(fn.params[position]);
  if (returnedExpressions(fn).some((value) => mentions(value, bound) && !readResponse(value, file))) return false;
  const name = (text: string): Node => ({ type: "Identifier", name: text, range: fn.range }) as unknown as Node;
  const given = fn.params.map((_, index) => name(index === position ? "failure" : index === response ? "response" : "other"));
  const call = { type: "CallExpression", callee: name("helper"), arguments: given, range: fn.range } as unknown as TSESTree.CallExpression;
  const handler = handlerSite({ framework: "configured", dialect: "res", fn, place: fn, parameters: { response: "response" } });
  const around: Around = { handler, guards: false, file };
  return !doesSomethingWith(fn, call, new Set(["failure"]), around, 3) && !handsOnWhatItMakes(fn, bound, around);
}

/** `const payload = serialise(error); emit(payload);`: what is made of the failure goes on to somebody. */
function handsOnWhatItMakes(fn: FunctionNode, bound: ReadonlySet<string>, around: Around): boolean {
  const made = new Set<string>();
  walk(fn.body, (node) => {
    if (node.type !== "VariableDeclarator" || !node.init) return;
    if (mentions(node.init, bound) || mentions(node.init, made)) for (const name of namesBound(node.id)) made.add(name);
  });
  const handsOn = (node: Node): boolean =>
    node.type === "CallExpression" &&
    node.arguments.some((argument) => mentions(argument, made)) &&
    !readResponse(node, around.file) &&
    (localFunction(node.callee, around.file) !== undefined || carriesOn(node, made, around));
  return findNode(fn.body, handsOn, true) !== undefined;
}
