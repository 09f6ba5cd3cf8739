/** When a failure may be silent: the throw is itself the answer, nothing depends on it, or the author says why. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { enclosingStatement, functionName, type FunctionNode, type Node } from "../../syntax/ast.js";
import { catchAround } from "../../syntax/catch-around.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { COUNTS_ON, CREDENTIAL_PROBES, ENDS_AGREEMENT, TELEMETRY, TELEMETRY_WORDS } from "../../vocabulary/failure-words.js";
import { ERROR_REPORTERS } from "../../vocabulary/record-names.js";
import { answersItself } from "./failure-answered.js";
import type { Fate } from "./failure-fate.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { isAbsenceSeenTo, isSuccessAskedFor, makesAnewWhatIsStale, makesWhatIsMissing } from "./absence-seen.js";
import { asksHealthByName, asksWhetherThere, isAskedBySchema, notesHowItIs, standsAtHealthRoute, tellsHealth, triesOut, triesOutByName } from "./asks-how-it-is.js";
import { givesBackOwnValue, leavesOutDetail, looksAtOwnMachine, looksForFile, makesWhatMayBeThere, refusesMissingFile, setsCookies, waitsForPage } from "./looked-for.js";
import { readsCachedRows } from "./cache-looks.js";
import { isHeldElsewhere } from "./held-elsewhere.js";
import { isTally, notesSomething } from "./minor-calls.js";
import { isDetailOfFailure, notesOther, saysLessOfOther } from "./other-failures.js";
import { comesRecorded } from "./own-failures.js";
import { attemptedCalls, isCheckTurnedIntoAnswer, isConversion, isProbe, isProbeCall, lastName, onlySpeaks, readsEventStream, verifiesToken } from "./probes.js";
import { readsOnlyBody, refusesInput } from "./refused-input.js";
import { reasonAbove, reasonForAnswer, reasonOfDefault, reasonOfNamed, reasonWords } from "./reason-comments.js";
import { endsThings, isInFinally, isTeardown, isWholeJob, takesAwayAfterFailure } from "./teardown.js";
import { givesSameOtherwise, isHeardWhenAllFail, isTriedAgain } from "./tried-otherwise.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";
import { clientAround } from "../../frameworks/waiting-clients.js";
import { writesOnlyStamps } from "./usage-stamps.js";

/**
 * `catch (error)`; `.catch(fn)` and `.then(_, fn)`; `(err, data) => …`; `Promise.allSettled` of which the failed ones are
 * not looked at; a result whose `error` is left where it is, or only answered; the app's error middleware.
 */
export type Form = "catch" | "rejection" | "callback" | "settled" | "result" | "middleware";

export type Excuse = { readonly kind: "probe" | "teardown" | "body-read" | "telemetry" | "shared" | "detail" } | { readonly kind: "comment"; readonly words: number };

/** Something that was tried, and what became of its failure. */
export interface Attempt {
  readonly form: Form;
  /** What was tried: the `try` block, the promise, the call. */
  readonly attempted: Node;
  /** What runs when it failed, where comments are looked for. */
  readonly body: Node | undefined;
  /** That, or the function or name that takes the failure. */
  readonly handling: Node;
  readonly fate: Fate;
  /** The function that it stands in. */
  readonly fn: FunctionNode | undefined;
}

/** What excuses the silence, the surest excuse first; undefined for a failure that somebody should hear of. */
export function excuseOf(attempt: Attempt, handler: HandlerSite | undefined, facts: HandlerFacts): Excuse | undefined {
  const { form, attempted, body, handling, fate, fn } = attempt;
  const response = handler?.parameters.response;
  const calls = attemptedCalls(attempted, response, facts.file);
  const answersHere = handler !== undefined || clientAround(attempted, facts.file) !== undefined;
  const probes = attempted.type === "BlockStatement" ? isProbe(attempted, calls, answersHere, response) : (form === "callback" || form === "rejection") && isProbeCall(calls);
  // A check that cannot be asked fails open; a text that is none was looked at.
  if (fate === "failed-open") {
    const isOfCredential = calls.some((call) => CREDENTIAL_PROBES.test(call));
    const isLook = handler && (looksForFile(attempted) || (probes && !isOfCredential && answersItself(handler, facts.file)));
    return isLook || (!handler && ((probes && !asksForRights(fn)) || (fn && asksHealthByName(fn)))) ? { kind: "probe" } : undefined;
  }
  if (onlySpeaks(attempted, facts.file)) return { kind: "telemetry" };
  if (probes && !(handler && calls.some((call) => CREDENTIAL_PROBES.test(call)))) return { kind: "probe" };
  if (form === "rejection" && fate === "swallowed" && readsOnlyBody(attempted)) return { kind: "body-read" };
  if (fate === "answered" && body && calls.length === 1 && LIMITERS.test(calls[0]!) && findNode(body, saysTooMany)) return { kind: "probe" };
  if (fate === "answered" && body && form === "catch" && saysLessOfOther(attempted, body, calls)) return { kind: "detail" };
  if (handler ? tellsHealth(handler) || (fate === "answered" && triesOut(handler)) : fate === "answered" && (standsAtHealthRoute(attempted) || (fn !== undefined && triesOutByName(fn)))) return { kind: "probe" };
  if (fate === "answered" && body && (refusesInput(form, attempted, body, calls) || refusesMissingFile(calls, body))) return { kind: "probe" };
  const words = body ? (fate === "answered" ? reasonForAnswer(body, facts) : reasonWords(body, facts)) : 0;
  if (fate !== "swallowed") return words > 0 ? { kind: "comment", words } : undefined;
  if (body && (makesWhatIsMissing(attempted, body) || makesAnewWhatIsStale(attempted, body) || readsEventStream(attempted))) return { kind: "probe" };
  if (isDetailOfFailure(attempted)) return { kind: "detail" };
  if (form === "result" && (notesOther(attempted, facts.file) || readsCachedRows(attempted))) return { kind: "detail" };
  if (fn && form !== "result" && (asksHealthByName(fn) || asksWhetherThere(fn, calls) || isAskedBySchema(attempted) || (!handler && triesOutByName(fn)))) return { kind: "probe" };
  if (!handler && verifiesToken(attempted, facts.file)) return { kind: "probe" };
  if (form === "rejection" && !handler && calls.length === 1 && ASKS_CONTEXT.test(lastName(calls[0]!))) return { kind: "probe" };
  if (form === "rejection" && !handler && calls.length > 0 && DECODERS.test(lastName(calls[0]!))) return { kind: "probe" };
  if (fn && form !== "result" && saysSoByName(fn, attempted)) return { kind: "probe" };
  if (body && form === "catch" && !handler && (isConversion(attempted, body, calls, fn) || isCheckTurnedIntoAnswer(attempted, body) || notesHowItIs(attempted, body))) return { kind: "probe" };
  if (fn && /For(?:Tests?|Testing|E2E)$/.test(functionName(fn) ?? "")) return { kind: "detail" };
  if (fn && splitWords(functionName(fn) ?? "").some((word) => TELEMETRY_WORDS.has(word))) return { kind: "telemetry" };
  if (fn && !handler && /^track[A-Z]/.test(functionName(fn) ?? "") && notesSomething(functionName(fn)!)) return { kind: "telemetry" };
  if (form === "result" && writesOnlyStamps(attempted)) return { kind: "telemetry" };
  if (isHeldElsewhere(attempted, facts.file)) return { kind: "shared" };
  if (comesRecorded(attempted, facts.file)) return { kind: "shared" };
  if ((form === "catch" || form === "rejection") && isAbsenceSeenTo(attempted, body, facts.file)) return { kind: "shared" };
  if (body && form === "catch" && isSuccessAskedFor(attempted, body, handler !== undefined, facts.file)) return { kind: "shared" };
  if (form !== "settled" && calls.length > 0 && !(fn && isWholeJob(attempted, fn)) && (isTeardown(calls, attempted) || takesAwayAfterFailure(form === "result" ? calls : calls.slice(0, 1), attempted, facts.file))) return { kind: "teardown" };
  if (form !== "settled" && !handler && (isInFinally(attempted) || (fn && endsThings(fn, attempted)))) return { kind: "teardown" };
  if (form !== "settled" && (isTelemetry(calls) || isTelemetry(waitedFor(attempted).filter((promise) => promise.type !== "ImportExpression").map(nameWaitedFor)) || areTallies(attempted))) return { kind: "telemetry" };
  if (waitsForPage(attempted) || makesWhatMayBeThere(attempted) || setsCookies(attempted, fn)) return { kind: "probe" };
  if (body && form === "catch" && (isHeardWhenAllFail(attempted, body, facts.file) || isTriedAgain(attempted, body, facts.file))) return { kind: "shared" };
  if (form === "rejection" && givesSameOtherwise(attempted, handling)) return { kind: "shared" };
  if (form === "callback" && (handler ? looksForFile(attempted) : looksAtOwnMachine(attempted, fn))) return { kind: "probe" };
  if (!handler && (form === "catch" || form === "rejection")) {
    if (looksAtOwnMachine(attempted, fn) || readsBody(attempted) || asksForSign(calls, attempted)) return { kind: "probe" };
    if (givesBackOwnValue(attempted, handling, calls, fn) || leavesOutDetail(attempted, handling, fn)) return { kind: "detail" };
  }
  const above = reasonAbove(attempted, facts) || (form === "result" || form === "rejection" ? reasonOfTry(attempted, facts) : 0) || (form === "rejection" ? reasonOfNamed(handling, facts) : 0) || (body && form === "catch" ? reasonOfDefault(attempted, body, facts) : 0);
  return words + above > 0 ? { kind: "comment", words: words + above } : undefined;
}

/** `isAllowedIp`, `canAccess`: where the list of who may cannot be read, everybody may. */
function asksForRights(fn: FunctionNode | undefined): boolean {
  return fn !== undefined && splitWords(functionName(fn) ?? "").some((word) => RIGHTS.has(word));
}

const RIGHTS: ReadonlySet<string> = new Set(["allowed", "allow", "authorized", "authorize", "permitted", "permission", "permissions", "access", "admin", "trusted"]);

const FEW_STATEMENTS = 3;

/**
 * `try { await db.from("x").insert(row); } catch { // best effort, the order stands }`: what is said there is meant for the
 * write. Where the reason is all that the catch has, it is meant for whatever is tried.
 */
function reasonOfTry(call: Node, facts: HandlerFacts): number {
  const block = enclosingStatement(call)?.parent;
  const clause = catchAround(call);
  if (!clause) return 0;
  const { body, parent: around } = clause;
  if (body.body.length > 0 && (around.block !== block || around.block.body.length > FEW_STATEMENTS)) return 0;
  return reasonWords(body, facts) || (around.block === block ? reasonAbove(around.block, facts) : 0);
}

/** Reading a token's content, outside handlers: who gets none sees that it was none. */
const DECODERS = /^decode(?:[A-Z]\w*)?$/;

/** `currentRequestContext().catch(() => null)`: what the code around has set, if it runs inside of any. */
const ASKS_CONTEXT = /^(?:get|use)?[cC]urrent(?:[A-Z]\w*)?(?:Context|Span|Scope)$/;

/** `readTextWithLimit(response).catch(() => "")`: a body that may not be there, by a function of the project. */
function readsBody(attempted: Node): boolean {
  const names = waitedFor(attempted).map((promise) => lastName(nameWaitedFor(promise)));
  return names.length > 0 && names.every((name) => /^(?:read|get|parse|safe)\w*(?:Text|Body|Json|JSON)(?:[A-Z]\w*)?$/.test(name));
}

function isTelemetry(calls: readonly string[]): boolean {
  const isTold = (call: string): boolean => TELEMETRY.test(lastName(call)) && !ENDS_AGREEMENT.test(call);
  const counts = (call: string): boolean => isTold(call) || COUNTS_ON.test(call);
  return calls.length > 0 && calls.every((call) => counts(call) || ERROR_REPORTERS.has(lastName(call)) || /^Sentry\./.test(call));
}

/** `prisma.eventLog.create(…)`, `logSearch(query)`, and nothing else. */
function areTallies(attempted: Node): boolean {
  const promises = waitedFor(attempted);
  return promises.length > 0 && promises.every(isTally);
}

/** `redis.ping()`, `pool.query("SELECT 1")`: a sign of life, for which nothing else rests on it. */
function asksForSign(calls: readonly string[], attempted: Node): boolean {
  if (calls.length > 0 && calls.every((call) => lastName(call) === "ping")) return true;
  return findNode(attempted, (node) => (node.type === "Literal" || node.type === "TemplateElement") && /^\s*SELECT\s+1\s*;?\s*$/i.test(node.type === "Literal" ? String(node.value) : node.value.raw)) !== undefined;
}

/** A limiter throws to say no; whether its 429 is recorded is asked where the answer is. */
const LIMITERS = /rate.?limit|throttl|(?:^|\.)limiter\.(?:consume|check|limit)$/i;

function saysTooMany(node: Node): boolean {
  return (node.type === "Literal" && node.value === 429) || (node.type === "Identifier" && /too_?many/i.test(node.name));
}

/**
 * `isDocker`, `hasFeature`, `tryParse`, `parseCell`: the name promises an answer where others throw. What waits for others
 * is no probe.
 */
function saysSoByName(fn: FunctionNode, attempted: Node): boolean {
  const [first] = splitWords(functionName(fn) ?? "");
  const waits = findNode(attempted, (node) => node.type === "AwaitExpression") !== undefined || attempted.type !== "BlockStatement";
  return !waits && first !== undefined && PROMISES_ANSWER.has(first);
}

const PROMISES_ANSWER: ReadonlySet<string> = new Set(["try", "maybe", "is", "has", "can", "supports", "safe", "parse", "decode", "validate", "evaluate"]);

