/**
 * Calls that change something on which nothing depends: what a chat shows, what is made unless it is there, what is noted for
 * figures' sake.
 */
import { calleeName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { CHAT_CALLS, CHAT_REPLIES, GRAVE, MADE_ONCE, NOTES, PAGE_STEPS, PAUSES, TALLIES } from "../../vocabulary/minor-words.js";
import { lastName } from "./probes.js";
import { nameWaitedFor } from "./waited-calls.js";

export function isMinor(promise: Node): boolean {
  const name = nameWaitedFor(promise);
  if (isPageStep(promise) || /^AsyncStorage\./.test(name) || CHAT_CALLS.test(lastName(name)) || CHAT_REPLIES.test(name) || asksChatByAddress(promise)) return true;
  if (MADE_ONCE.test(lastName(name)) || PAUSES.test(lastName(name)) || tellsProgress(name)) return true;
  return isTally(promise);
}

/** `job.updateProgress(40)`, not `lessons.updateProgress(userId)`. */
function tellsProgress(name: string): boolean {
  if (!/^(?:report|emit|publish|send|on|update|set)(?:Job|Task|Upload|Download|Sync|Import|Export|Scan|Build)?Progress$/.test(lastName(name))) return false;
  return !/(?:^|\.)(?:update|set)Progress$/.test(name) || /^(?:this\.)?_?(?:job|task|ctx|context|worker|queue|reporter|progress)\w*\./i.test(name);
}

/** `page.goto(url)`, `button.click()`, `locator.count()`: of a browser that is driven. */
export function isPageStep(promise: Node): boolean {
  const name = nameWaitedFor(promise);
  return PAGE_STEPS.test(lastName(name)) || /^(?:page|frame|tab|popup|locator)\.\w+$/.test(name);
}

/** `fetch(`${api}/answerCallbackQuery`, …)`: the same by its address. */
function asksChatByAddress(promise: Node): boolean {
  const [address] = promise.type === "CallExpression" && calleeName(promise) === "fetch" ? promise.arguments : [];
  const text = address?.type === "TemplateLiteral" ? address.quasis.at(-1)!.value.raw : address?.type === "Literal" ? String(address.value) : "";
  return CHAT_CALLS.test(text.slice(text.lastIndexOf("/") + 1));
}

/** What is noted for figures' sake, by a function for that or in a table for that. */
export function isTally(promise: Node): boolean {
  const name = nameWaitedFor(promise);
  const last = lastName(name);
  // `auditService.logDelete(id)` is told by what it is called on.
  const isGrave = splitPath(name).some((word) => GRAVE.has(word));
  if (notesSomething(last) && !isGrave && (isSentToLog(last) || findNode(promise, speaksOfGrave) === undefined)) return true;
  return fillsTally(promise, name);
}

function splitPath(path: string): string[] {
  return path.split(".").flatMap(splitWords);
}

/** `logToAxiom({ type: "error" })` is the record itself, whatever it says. */
function isSentToLog(name: string): boolean {
  return /^logTo[A-Z]/.test(name);
}

/** `logCacheMiss`, `trackSearch`, not `logPermissionDenied`. */
export function notesSomething(name: string): boolean {
  const words = splitWords(name);
  if (/^append\w*Logs?$/.test(name)) return !words.some((word) => GRAVE.has(word));
  return words.length > 1 && NOTES.has(words[0]!) && !words.some((word) => GRAVE.has(word));
}

/** `"LOGIN_FAILED"`, whoever takes it down. */
function speaksOfGrave(node: Node): boolean {
  return node.type === "Literal" && typeof node.value === "string" && splitWords(node.value).some((word) => GRAVE.has(word));
}

/** `prisma.eventLog.create(…)`, `supabase.from("api_calls").insert(…)`. */
function fillsTally(promise: Node, name: string): boolean {
  if (name.split(".").slice(0, -1).some((part) => TALLIES.test(part))) return true;
  return /^(?:insert|upsert|rpc)$/.test(lastName(name)) && findNode(promise, isTallyTable) !== undefined;
}

function isTallyTable(node: Node): boolean {
  if (node.type !== "CallExpression" || !/^(?:from|into|collection|table)$/.test(calleeName(node) ?? "") || !node.arguments[0]) return false;
  const table = unwrap(node.arguments[0]);
  return table.type === "Literal" && TALLIES.test(String(table.value));
}
