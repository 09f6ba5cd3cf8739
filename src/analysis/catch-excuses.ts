/** When a failure may be silent: the throw is itself the answer, nothing depends on it, or the author says why. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, dottedPath, enclosingStatement, functionName, isFunction, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { findNode, walk } from "../syntax/walk.js";
import { BODY_READS, CREDENTIAL_PROBES, PROBES, TEARDOWN, TELEMETRY } from "../vocabulary/failure-words.js";
import { localFunction, rootIs } from "../frameworks/answer.js";
import { recordOfCall } from "./function-records.js";
import type { HandlerSite } from "../frameworks/framework.js";
import { ERROR_REPORTERS } from "../vocabulary/record-names.js";
import type { Fate } from "./caught-failures.js";
import type { FileFacts } from "./file-facts.js";

export type Excuse = { readonly kind: "probe" | "teardown" | "body-read" | "telemetry" | "shared" | "detail" } | { readonly kind: "comment"; readonly words: number };

export interface Attempt {
  /** What was tried: the `try` block, or the promise. */
  readonly attempted: Node;
  /** The block that runs when it failed, where comments are looked for. */
  readonly body: TSESTree.BlockStatement | undefined;
  readonly fate: Fate;
  /** The function that it stands in. */
  readonly fn: FunctionNode | undefined;
}

export function excuseOf(attempt: Attempt, handler: HandlerSite | undefined, facts: FileFacts): Excuse | undefined {
  const { attempted, body, fate, fn } = attempt;
  if (fate === "failed-open") return undefined;
  const calls = attemptedCalls(attempted, handler?.parameters.response);
  if (attempted.type === "BlockStatement") {
    if (isProbe(attempted, calls, handler !== undefined) && !(handler && calls.some((call) => CREDENTIAL_PROBES.test(call)))) return { kind: "probe" };
  } else if (calls.length > 0 && BODY_READS.test(lastName(calls[0]!)) && fate === "swallowed") return { kind: "body-read" };
  if (fate === "answered" && body && calls.length === 1 && LIMITERS.test(calls[0]!) && findNode(body, saysTooMany)) return { kind: "probe" };
  if (fate !== "swallowed") return undefined;
  if (body && makesWhatIsMissing(attempted, body)) return { kind: "probe" };
  if (isDetailOfFailure(attempted)) return { kind: "detail" };
  if (fn && saysSoByName(fn, attempted)) return { kind: "probe" };
  if (isHeldElsewhere(attempted, facts)) return { kind: "shared" };
  if (recordsItself(attempted, facts)) return { kind: "shared" };
  if (calls.length > 0 && calls.every((call) => TEARDOWN.test(lastName(call)))) return { kind: "teardown" };
  if (calls.length > 0 && calls.every((call) => TELEMETRY.test(lastName(call)) || ERROR_REPORTERS.has(lastName(call)))) return { kind: "telemetry" };
  const words = body ? reasonWords(body, facts) : 0;
  const above = attempted.type === "BlockStatement" ? 0 : reasonAbove(attempted, facts);
  return words + above > 0 ? { kind: "comment", words: words + above } : undefined;
}

/** A limiter throws to say no; whether its 429 is recorded is asked where the answer is. */
const LIMITERS = /rate.?limit|throttl|(?:^|\.)limiter\.(?:consume|check|limit)$/i;

function saysTooMany(node: Node): boolean {
  return (node.type === "Literal" && node.value === 429) || (node.type === "Identifier" && /too_?many/i.test(node.name));
}

const LOOKS = /^(?:get|head|find|describe|retrieve|stat|info)(?:[A-Z]|$)/;
const MAKES = /^(?:create|insert|add|put|make)(?:[A-Z]|$)/;

/** `try { await rooms.get(id); } catch { await rooms.create(id); }`: who is out of reach fails again, and is heard. */
function makesWhatIsMissing(attempted: Node, body: TSESTree.BlockStatement): boolean {
  const look = onlyWait(attempted);
  const make = onlyWait(body);
  if (!look || !make || !LOOKS.test(look.at(-1)!) || !MAKES.test(make.at(-1)!)) return false;
  return look.length > 1 && look.slice(0, -1).join(".") === make.slice(0, -1).join(".");
}

/** What a block of one statement waits for. */
function onlyWait(block: Node): readonly string[] | undefined {
  const statement = block.type === "BlockStatement" && block.body.length === 1 ? block.body[0]! : undefined;
  const waited = statement && findNode(statement, (node) => node.type === "AwaitExpression");
  const call = waited?.type === "AwaitExpression" ? unwrap(waited.argument) : undefined;
  return call?.type === "CallExpression" ? dottedPath(call.callee) : undefined;
}

/** `const body = await read(response).catch(() => null); throw new Error(body);`: the failure that it belongs to is told. */
function isDetailOfFailure(promise: Node): boolean {
  const statement = promise.type === "BlockStatement" ? undefined : enclosingStatement(promise);
  if (statement?.parent?.type !== "BlockStatement") return false;
  const rest = statement.parent.body.filter((other) => other.range[0] > statement.range[0]);
  const last = rest.pop();
  if (!last || rest.some((other) => findNode(other, (node) => node.type === "ReturnStatement"))) return false;
  if (last.type === "ThrowStatement") return true;
  const made = last.type === "ReturnStatement" && last.argument ? unwrap(last.argument) : undefined;
  return made?.type === "NewExpression" && /(?:Error|Exception)$/.test(dottedPath(made.callee)?.at(-1) ?? "");
}

/** `void registerJobs().catch(() => undefined)`, where `registerJobs` of this file has recorded the failure before it throws it. */
function recordsItself(promise: Node, facts: FileFacts): boolean {
  const inner = unwrap(promise);
  const fn = inner.type === "CallExpression" ? localFunction(inner.callee, facts.file) : undefined;
  if (!fn) return false;
  const records = (node: Node): boolean => node.type === "CallExpression" && recordOfCall(node, facts.file) !== undefined;
  return findNode(fn.body, (node) => node.type === "CatchClause" && findNode(node.body, records) !== undefined) !== undefined;
}

/** `tail = task.then(noop, noop); return task;`: whoever holds the promise itself still sees it fail. */
function isHeldElsewhere(promise: Node, facts: FileFacts): boolean {
  const inner = unwrap(promise);
  const variable = inner.type === "Identifier" ? facts.file.bindings.variableOf(inner) : undefined;
  return variable !== undefined && variable.references.filter((reference) => reference.isRead()).length > 1;
}

/** `isDocker`, `hasFeature`, `tryParse`, `parseCell`: the name promises an answer where others throw. What waits for others is no probe. */
function saysSoByName(fn: FunctionNode, attempted: Node): boolean {
  const [first] = splitWords(functionName(fn) ?? "");
  if (first === "try" || first === "maybe") return true;
  const waits = findNode(attempted, (node) => node.type === "AwaitExpression") !== undefined || attempted.type !== "BlockStatement";
  return !waits && (first === "is" || first === "has" || first === "can" || first === "supports" || first === "safe" || first === "parse" || first === "decode");
}

/**
 * Dotted names of the calls that the attempt makes, outermost first; `new URL` for constructors. Callbacks are left out, and
 * so are answers: `res.json()` reads no body.
 */
function attemptedCalls(attempted: Node, response: string | undefined): string[] {
  const names: string[] = [];
  walk(attempted, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "CallExpression" && response !== undefined && rootIs(node.callee, response)) return undefined;
    if (isSchemaParse(node)) {
      names.push("schema.parse");
      return false;
    }
    if (node.type === "ImportExpression") names.push("import");
    if (node.type === "NewExpression") names.push(`new ${dottedPath(node.callee)?.join(".") ?? ""}`);
    if (node.type === "CallExpression") {
      const path = dottedPath(unwrap(node.callee))?.join(".");
      names.push(path ?? calleeName(node) ?? "");
    }
    return undefined;
  });
  return names;
}

/** `z.coerce.number().min(0).parse(text)`. */
function isSchemaParse(node: Node): boolean {
  if (node.type !== "CallExpression" || !/^(?:parse|parseAsync|safeParse)$/.test(calleeName(node) ?? "")) return false;
  let root = unwrap(node.callee);
  while (root.type === "CallExpression" || root.type === "MemberExpression") root = unwrap(root.type === "CallExpression" ? root.callee : root.object);
  return root.type === "Identifier" && /^(?:z|zod|yup|v)$/.test(root.name);
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

const MOST_STATEMENTS = 10;
const HELPERS = /^(?:next|String|Number|Boolean|Object\.(?:keys|entries|values|assign|fromEntries)|Array\.(?:isArray|from)|(?:.*\.)?(?:trim|trimStart|trimEnd|indexOf|lastIndexOf|charAt|concat|flat|flatMap|reverse|sort|keys|values|entries|reduce|forEach|test|exec|toFixed|toString|toLowerCase|toUpperCase|split|slice|substring|replace|replaceAll|startsWith|endsWith|includes|map|filter|find|join|get|has|pop|push|at|charCodeAt|match|test|text|json|decode|encode|padEnd|repeat|set|concat|some|every))$/;

/** A `try` of a parse or a look and little else. */
function isProbe(block: Node, calls: readonly string[], inHandler: boolean): boolean {
  if (block.type !== "BlockStatement" || block.body.length > MOST_STATEMENTS || findNode(block, waitsForWork)) return false;
  const telling = calls.filter((call) => !HELPERS.test(call));
  if (telling.length === 0) return calls.some((call) => BODY_READS.test(lastName(call))) && calls.length > 0;
  if (telling.every((call) => PROBES.test(call) || BODY_PARSERS.test(lastName(call)))) return true;
  if (findNode(block, (node) => node.type === "AwaitExpression")) return false;
  // Outside handlers a parse among calls that wait for nobody is what throws.
  if (!inHandler && telling.some((call) => PROBES.test(call) || FILE_READS.test(lastName(call)))) return true;
  return telling.every((call) => PROBES.test(call) || (inHandler ? CONVERSIONS : CHECKS).test(lastName(call)));
}

/** A body read under a project's own name: `parseJsonBodyWithLimit(req)`, `readRequestBody(req)`. */
const BODY_PARSERS = /^(?:parse|read|get)\w*(?:Body|Json|JSON|FormData)(?:[A-Z]\w*)?$/;

const FILE_READS = /^(?:readFileSync|readdirSync|statSync|lstatSync|accessSync)$/;

/** `await users.find(id)` goes by the name of an array's method, but asks another system; `await request.json()` reads. */
function waitsForWork(node: Node): boolean {
  const waited = node.type === "AwaitExpression" ? unwrap(node.argument) : undefined;
  if (waited?.type !== "CallExpression") return false;
  const name = calleeName(waited) ?? "";
  return !BODY_READS.test(name) && !BODY_PARSERS.test(name) && !PROBES.test(dottedPath(waited.callee)?.join(".") ?? "");
}

/** Functions of one's own that convert or check without waiting for anyone: their throw says no. */
const CONVERSIONS = /^(?:parse|decode|deserialize|unserialize|validate)[A-Z]\w*$|^(?:parse|decode)$|^[a-z]+Parse(?:[A-Z]\w*)?$/;
const CHECKS = /^(?:parse|decode|deserialize|unserialize|validate|verify|decrypt|symmetricDecrypt|check|assert|unwrap|unseal)(?:[A-Z]\w*)?$|^symmetricDecrypt$|^[a-z]+Parse(?:[A-Z]\w*)?$/;

const MEANT = /ignor|fail|optional|best.?effort|non.?(?:critical|blocking|fatal)|fire.and.forget|fallback|swallow|silent|don'?t|doesn'?t|do(?:es)? not|must not|never|may not|not exist|no-op/i;

/** `.catch(() => null)` has no room for a comment: one right above its statement, or at its end, counts when it speaks of failing. */
function reasonAbove(promise: Node, facts: FileFacts): number {
  const statement = enclosingStatement(promise);
  if (!statement) return 0;
  const { text, comments } = facts.file.view;
  const endsItsLine = (range: readonly [number, number]): boolean => range[0] >= statement.range[1] && /^[^\S\n]*$/.test(text.slice(statement.range[1], range[0]));
  const comment = comments.find(({ range, value }) => MEANT.test(value) && (endsItsLine(range) || (range[1] <= statement.range[0] && /^\s*$/.test(text.slice(range[1], statement.range[0]))) || (range[0] >= statement.range[0] && range[1] <= statement.range[1])));
  if (!comment) return 0;
  const words = comment.value.split(/\s+/).filter((word) => /\p{L}{2,}/u.test(word)).length;
  return words >= LEAST_WORDS ? words : 0;
}

const CODE = /[;{}=]|\w\([^()]*\)\s*$|^\s*(?:eslint|@ts|prettier|biome|istanbul|c8|v8|oxlint|todo|fixme|xxx|hack)\b/i;
const LEAST_WORDS = 3;

/** Words of the comments in a catch that give a reason in prose; code that is commented out gives none. */
function reasonWords(body: TSESTree.BlockStatement, facts: FileFacts): number {
  let words = 0;
  for (const comment of facts.file.view.comments) {
    if (comment.range[0] < body.range[0] || comment.range[1] > body.range[1]) continue;
    const text = comment.value.replaceAll(/^\s*\*+/gm, " ").trim();
    if (CODE.test(text)) continue;
    words += text.split(/\s+/).filter((word) => /\p{L}{2,}/u.test(word)).length;
  }
  return words >= LEAST_WORDS ? words : 0;
}
