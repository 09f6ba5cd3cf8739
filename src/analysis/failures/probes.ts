/** Attempts whose failure is an answer: one parse, conversion or look, and little else. */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction, returnedExpressions } from "../../frameworks/local-function.js";
import { rootIs } from "../../frameworks/read-res-answer.js";
import { readResponse } from "../../frameworks/read-response.js";
import { importedPath } from "../../scope/imported-path.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { findNode, walk } from "../../syntax/walk.js";
import { recordOf } from "../records/records.js";
import { BODY_READS, PROBES } from "../../vocabulary/failure-words.js";
import { recordOfCall } from "../records/function-records.js";
import { clientAround, preparesAnswer } from "../../frameworks/waiting-clients.js";
import { looksByCommand } from "./command-looks.js";

/**
 * Dotted names of the calls that the attempt makes, outermost first; `new URL` for constructors. Callbacks are left out, and
 * so are answers and refusals: `res.json()` reads no body. A function of the file that only probes goes by what it calls.
 */
export function attemptedCalls(attempted: Node, response: string | undefined, file: SourceFile): string[] {
  const names: string[] = [];
  const client = response === undefined ? clientAround(attempted, file) : undefined;
  walk(attempted, (node) => {
    if (isFunction(node)) return false;
    if (client !== undefined && node.type === "CallExpression" && preparesAnswer(node, client)) return undefined;
    if (node.type === "CallExpression" && response !== undefined && rootIs(node.callee, response)) return undefined;
    if ((node.type === "CallExpression" || node.type === "NewExpression") && isRefusal(node, file)) return false;
    if (makesAnswer(node)) return undefined;
    if (isSchemaParse(node)) {
      names.push("schema.parse");
      return false;
    }
    if (asksWhetherAlive(node)) {
      names.push("process.kill(0)");
      return undefined;
    }
    if (looksByCommand(node)) {
      names.push("which");
      return undefined;
    }
    if (node.type === "ImportExpression") names.push("import");
    if (node.type === "NewExpression") names.push(`new ${dottedPath(node.callee)?.join(".") ?? ""}`);
    if (node.type === "CallExpression") {
      const path = dottedPath(unwrap(node.callee))?.join(".");
      // A line that says how it went is not what was tried.
      if (path?.startsWith("console.") || recordOf(node, file)?.strength === "log") return undefined;
      const probe = isOwn(node.callee) ? probeOf(node.callee, file) : undefined;
      names.push(probe ?? path ?? calleeName(node) ?? "");
    }
    return undefined;
  });
  return names;
}

/** A function of the file, or a method of the class around: `toBytes(text)`, `this.toBytes(text)`. */
function isOwn(callee: Node): boolean {
  if (callee.type === "Identifier") return !PROBES.test(callee.name);
  return callee.type === "MemberExpression" && callee.object.type === "ThisExpression";
}

/** `return createErrorResponse("wrong shape", 400)`, `return new Response("wrong shape", { status: 400 })`. */
function isRefusal(answer: TSESTree.CallExpression | TSESTree.NewExpression, file: SourceFile): boolean {
  if (answer.parent.type !== "ReturnStatement") return false;
  const status = readResponse(answer, file)?.status;
  return status === undefined ? isRefusalByBase(answer) : status >= 400 && status < 500;
}

/** `return new Response(JSON.stringify(order))`, `return Response.json(order)`: what is put into it counts by itself. */
function makesAnswer(node: Node): boolean {
  if ((node.type !== "CallExpression" && node.type !== "NewExpression") || node.parent.type !== "ReturnStatement") return false;
  const path = dottedPath(node.callee)?.join(".") ?? "";
  return node.type === "NewExpression" ? /^(?:Next)?Response$/.test(path) : /^(?:Next)?Response\.json$/.test(path);
}

/** `return this.createErrorResponse("wrong shape", 400)`, of a class that this one extends. */
function isRefusalByBase({ callee, arguments: given }: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (callee.type !== "MemberExpression" || callee.object.type !== "ThisExpression" || !/error|response|fail|refuse|reject/i.test(memberName(callee) ?? "")) return false;
  return given.some((argument) => argument.type === "Literal" && typeof argument.value === "number" && argument.value >= 400 && argument.value < 500);
}

const knownProbes = keptWith<FunctionNode, string | undefined>();

/** `const parseOrigin = (text) => new URL(text).origin`: the call that such a function of the file is there for. */
function probeOf(callee: Node, file: SourceFile): string | undefined {
  const fn = localFunction(callee, file);
  if (!fn || fn.async || fn.generator) return undefined;
  if (!knownProbes.has(fn)) {
    knownProbes.set(fn, undefined);
    const telling = attemptedCalls(fn.body, undefined, file).filter((call) => !HELPERS.test(call));
    const only = telling.every((call) => PROBES.test(call)) ? telling[0] : undefined;
    knownProbes.set(fn, telling.length === 0 && worksOut(fn) ? "String" : only);
  }
  return knownProbes.get(fn);
}

/** `const nameIn = (text) => text.split("<")[0].trim()`: gives a value that is made of another. */
function worksOut(fn: FunctionNode): boolean {
  return fn.params.length > 0 && returnedExpressions(fn).length > 0;
}

/** `process.kill(pid, 0)`, which sends nothing, and throws where there is no such process. */
function asksWhetherAlive(node: Node): boolean {
  if (node.type !== "CallExpression" || node.arguments.length !== 2 || !/^kill|Kill/.test(calleeName(node) ?? "")) return false;
  const [, signal] = node.arguments;
  return signal?.type === "Literal" && signal.value === 0;
}

/** `z.coerce.number().min(0).parse(text)`. */
function isSchemaParse(node: Node): boolean {
  if (node.type !== "CallExpression" || !/^(?:parse|parseAsync|safeParse)$/.test(calleeName(node) ?? "")) return false;
  let root = unwrap(node.callee);
  while (root.type === "CallExpression" || root.type === "MemberExpression") root = unwrap(root.type === "CallExpression" ? root.callee : root.object);
  return root.type === "Identifier" && /^(?:z|zod|yup|v)$/.test(root.name);
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

const MOST_STATEMENTS = 10;
const HELPERS = /^(?:next|path\.(?:join|resolve|relative|dirname|basename|extname|normalize)|new (?:\w*Error|Uint8Array|ArrayBuffer|TextEncoder|TextDecoder)|(?:crypto\.)?randomUUID|uuid(?:v\d)?|nanoid|String|Number|Boolean|Math\.\w+|Object\.(?:keys|entries|values|assign|fromEntries)|Array\.(?:isArray|from)|(?:.*\.)?(?:clone|trim|trimStart|trimEnd|indexOf|lastIndexOf|charAt|concat|flat|flatMap|reverse|sort|keys|values|entries|reduce|forEach|test|exec|toFixed|toString|toLocale\w*String|toISOString|getTime|(?:get|set)(?:UTC)?(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds)|formatToParts|toLowerCase|toUpperCase|split|slice|substring|replace|replaceAll|startsWith|endsWith|includes|map|filter|find|join|get|has|pop|push|at|charCodeAt|match|test|text|json|decode|encode|padEnd|repeat|set|concat|some|every))$/;

/** `try { console.log("asked", body); } catch {}`: a line, and nothing that may be lost by it. Not an event of an audit. */
export function onlySpeaks(attempted: Node, file: SourceFile): boolean {
  if (attempted.type !== "BlockStatement") return false;
  return attempted.body.every((statement) => {
    const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
    return call?.type === "CallExpression" && /^(?:console|log)$/.test(recordOfCall(call, file)?.strength ?? "");
  });
}

/** Methods of texts and lists, and makers of results, that ask nobody: with them alone, only a value of another shape fails. */
const PURE = /^(?:String|Number|Boolean|Object\.(?:keys|entries|values|assign|fromEntries)|Array\.(?:isArray|from)|(?:.*\.)?(?:trim|trimStart|trimEnd|indexOf|lastIndexOf|charAt|charCodeAt|concat|flat|reverse|toFixed|toString|toLowerCase|toUpperCase|split|slice|substring|replace|replaceAll|startsWith|endsWith|includes|join|at|padStart|padEnd|repeat|map|flatMap|filter|some|every|reduce|sort|ok|err))$/;

/**
 * A promise that is one look: `import("x").catch(…)`, `fs.access(path).then(yes, no)`, `fs.stat(path, (err) => …)`. The outermost
 * call is what is waited for: `redis.set(id, JSON.stringify(row))` is none.
 */
export function isProbeCall(calls: readonly string[]): boolean {
  const own = calls.filter((call) => !/^(?:.*\.)?(?:then|catch|finally)$/.test(call));
  const telling = own.filter((call, index) => index === 0 || !HELPERS.test(call));
  return telling.length > 0 && telling.every((call) => PROBES.test(call) || BODY_PARSERS.test(lastName(call)));
}

/** A `try` of a parse or a look and little else. */
export function isProbe(block: Node, calls: readonly string[], inHandler: boolean, response: string | undefined): boolean {
  if (block.type !== "BlockStatement" || block.body.length > MOST_STATEMENTS || findNode(block, waitsForWork)) return false;
  if (!findNode(block, (node) => asksMore(node, response), true)) return true;
  const telling = calls.filter((call) => call !== "catch" && !HELPERS.test(call) && !/^is[A-Z]/.test(lastName(call)));
  if (telling.length === 0) return calls.some((call) => BODY_READS.test(lastName(call)));
  if (telling.every((call) => PROBES.test(call) || BODY_PARSERS.test(lastName(call)))) return true;
  // A body that is read and taken apart by functions of one's own.
  const converts = (call: string): boolean => PROBES.test(call) || CONVERSIONS.test(lastName(call)) || call === "validate";
  const asked = telling.filter((call) => !BODY_READS.test(lastName(call)));
  if (calls.some((call) => BODY_READS.test(lastName(call))) && asked.every(converts)) return true;
  if (findNode(block, (node) => node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await))) return false;
  // Outside handlers a parse among calls that wait for nobody is what throws.
  if (!inHandler && telling.some((call) => PROBES.test(call) || FILE_READS.test(lastName(call)))) return true;
  return telling.every((call) => PROBES.test(call) || (inHandler ? CONVERSIONS : CHECKS).test(lastName(call)));
}

/**
 * `try { await checkAccess(user); return true; } catch { return false; }`, outside handlers: whoever is refused is told so by the
 * throw, and this function says the same by `false`.
 */
export function isCheckTurnedIntoAnswer(block: Node, body: Node): boolean {
  const [check, yes, ...more] = block.type === "BlockStatement" ? block.body : [];
  const [no] = body.type === "BlockStatement" ? body.body : [];
  const waited = check?.type === "ExpressionStatement" ? unwrap(check.expression) : undefined;
  const call = waited?.type === "AwaitExpression" ? unwrap(waited.argument) : waited;
  if (more.length > 0 || call?.type !== "CallExpression" || !/^(?:check|assert|require|ensure|validate|can)[A-Z]/.test(calleeName(call) ?? "")) return false;
  const said = [yes, no].map((statement) => (statement?.type === "ReturnStatement" && statement.argument ? unwrap(statement.argument) : undefined));
  return said[0] !== undefined && said[1] !== undefined && isYesAndNo(said[0], said[1]);
}

/** `true` and `false`, `{ id, valid: true }` and `{ id, valid: false }`. */
function isYesAndNo(yes: Node, no: Node): boolean {
  if (yes.type === "Literal" && no.type === "Literal") return yes.value === true && no.value === false;
  if (yes.type !== "ObjectExpression" || no.type !== "ObjectExpression" || yes.properties.length !== no.properties.length) return false;
  const pairs = yes.properties.map((property, index) => [property, no.properties[index]!] as const);
  const answers = pairs.filter(([one, other]) => one.type === "Property" && other.type === "Property" && isYesAndNo(one.value, other.value));
  const nameIn = (property: Node): string | undefined => (property.type === "Property" && property.value.type === "Identifier" ? property.value.name : undefined);
  const isSame = (one: Node, other: Node): boolean => nameIn(one) !== undefined && nameIn(one) === nameIn(other);
  const areAlike = pairs.every((pair) => isSameKey(...pair) && (answers.includes(pair) || isSame(...pair)));
  return answers.length === 1 && areAlike;
}

function isSameKey(one: Node, other: Node): boolean {
  const name = propertyName(one);
  return name !== undefined && name === propertyName(other);
}

/** What does something, however quickly: a file that is written, a message that is sent, a process that is started. */
export const EFFECT =
  /Sync$|^(?:write|append|send|emit|publish|dispatch|enqueue|save|insert|update|upsert|delete|remove|destroy|create|add|exec|execute|run|query|transaction|spawn|kill|close|connect|commit|start|stop|put|post|patch|fetch|request|call|invoke|apply|mail|notify|charge|refund|grant|revoke|verify|sign|login|logout|authenticate|authorize|decrypt|register|load|require|import|init|configure)(?:[A-Z]|$)/;

/**
 * `try { return value.toNumber(); } catch { return null; }` in a function that waits for nobody: a value becomes another one, or
 * the one that is given back for it.
 */
export function isConversion(block: Node, body: Node, calls: readonly string[], fn: FunctionNode | undefined): boolean {
  if (!fn || fn.async || fn.generator || block.type !== "BlockStatement" || body.type !== "BlockStatement") return false;
  const [only] = body.body;
  if (only?.type !== "ReturnStatement" || !only.argument) return false;
  // What an object does with itself may be anything.
  if (calls.length === 0 || calls.some((call) => EFFECT.test(lastName(call)) || call.startsWith("this."))) return false;
  const last = block.body.at(-1);
  if (!last || !(last.type === "ReturnStatement" || last.type === "IfStatement")) return false;
  return !findNode(block, (node) => node.type === "AwaitExpression" || node.type === "AssignmentExpression" || (node.type === "CallExpression" && node.arguments.some((given) => isFunction(given) && given.async)));
}

/**
 * `if (line.startsWith("data: ")) { try { const event = JSON.parse(line.slice(6)); … } catch {} }`: the end of such a stream
 * is no JSON.
 */
export function readsEventStream(block: Node): boolean {
  const [first] = block.type === "BlockStatement" ? block.body : [];
  if (!first || !findNode(first, (node) => node.type === "CallExpression" && dottedPath(node.callee)?.join(".") === "JSON.parse")) return false;
  for (let node: Node = block; node.parent && !isFunction(node.parent); node = node.parent) {
    if (node.parent.type === "IfStatement" && findNode(node.parent.test, (inner) => inner.type === "Literal" && /^data:/.test(String(inner.value)))) return true;
  }
  return false;
}

/** `return await verify(token, secret)`, of a library for tokens: the same as `jwt.verify(token, secret)`. */
export function verifiesToken(attempted: Node, file: SourceFile): boolean {
  const [only, ...more] = attempted.type === "BlockStatement" ? attempted.body : [];
  const value = only?.type === "ReturnStatement" ? only.argument : only?.type === "VariableDeclaration" ? only.declarations[0]?.init : undefined;
  const call = value && unwrap(value);
  const imported = call?.type === "CallExpression" ? importedPath(call.callee, file.bindings) : undefined;
  return (more.length === 0 || more.every((other) => other.type === "ReturnStatement")) && imported !== undefined && /^(?:hono\/jwt|jsonwebtoken|jose|@hapi\/iron|iron-session|iron-webcrypto)$/.test(imported.source) && /^(?:verify|jwtVerify|decode\w*|unseal(?:Data)?)$/.test(imported.path.at(-1) ?? "");
}

function asksMore(node: Node, response: string | undefined): boolean {
  if (node.type === "CallExpression") return !(response !== undefined && rootIs(node.callee, response)) && !PURE.test(dottedPath(unwrap(node.callee))?.join(".") ?? calleeName(node) ?? "");
  if (node.type === "NewExpression" || node.type === "ImportExpression") return true;
  return node.type === "AwaitExpression" || node.type === "ThrowStatement" || node.type === "TaggedTemplateExpression" || node.type === "YieldExpression";
}

/** A body read under a project's own name: `parseJsonBodyWithLimit(req)`, `readRequestBody(req)`, `parseUpload(req)`. */
const BODY_PARSERS = /^(?:(?:parse|read|get)\w*(?:Body|Json|JSON|FormData)|parse\w*(?:Form|Upload|Multipart|Input|Payload|Params|Query|Request))(?:[A-Z]\w*)?$/;

const FILE_READS = /^(?:readFileSync|readdirSync|statSync|lstatSync|accessSync|openSync|readSync|readlinkSync|realpathSync)$/;

/** `await users.find(id)` goes by the name of an array's method, but asks another system; `await request.json()` reads. */
function waitsForWork(node: Node): boolean {
  let waited = node.type === "AwaitExpression" ? unwrap(node.argument) : undefined;
  // `await request.json().catch(() => ({}))` reads no less.
  if (waited?.type === "CallExpression" && waited.callee.type === "MemberExpression" && calleeName(waited) === "catch") waited = unwrap(waited.callee.object);
  if (waited?.type !== "CallExpression") return false;
  const name = calleeName(waited) ?? "";
  return !BODY_READS.test(name) && !BODY_PARSERS.test(name) && !PROBES.test(dottedPath(waited.callee)?.join(".") ?? "");
}

/** Functions of one's own that convert or check without waiting for anyone: their throw says no. */
const CONVERSIONS = /^(?:parse|decode|deserialize|unserialize|validate)[A-Z]\w*$|^(?:assert|check|ensure)\w*(?:Valid|Shape|Schema|Format|Url|URL)(?:Sync)?$|^(?:parse|decode)$|^[a-z]+Parse(?:[A-Z]\w*)?$/;
const CHECKS = /^(?:parse|decode|deserialize|unserialize|validate|verify|decrypt|symmetricDecrypt|check|assert|unwrap|unseal)(?:[A-Z]\w*)?$|^symmetricDecrypt$|^[a-z]+Parse(?:[A-Z]\w*)?$|^[a-z]\w*(?:Decode|Encode|Parse)$/;

