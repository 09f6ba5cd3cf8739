/**
 * Calls that change something on which nothing depends: what a chat shows, a copy in a cache, what is made unless it is there,
 * what is noted for figures' sake, what is old.
 */
import { calleeName, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { findNode } from "../syntax/walk.js";
import { GRAVE, NOTES, TALLIES } from "../vocabulary/reaching-words.js";
import { lastName } from "./probes.js";
import { nameWaitedFor } from "./waited-calls.js";

/** Of Telegram's and Discord's clients. */
const CHAT = /^(?:answerC(?:b|allback)Query|(?:edit|delete|unpin|pin)(?:ed)?(?:Chat|Original|All)?(?:Forum)?Messages?\w*|editMessage\w*|deleteReply|deferReply|deferUpdate|editReply|setMyCommands)$/;
const REPLIES = /^(?:ctx|context|interaction|msg|message)\.(?:reply\w*|followUp|react|delete|edit|unpin\w*|pin\w*)$/;

const MADE_ONCE = /^(?:create|ensure|add)(?:Index(?:es)?|Topics?|Bucket|Extension|Schema|Database|Namespace)$/;

export function isMinor(promise: Node): boolean {
  const name = nameWaitedFor(promise);
  if (CHAT.test(lastName(name)) || REPLIES.test(name) || MADE_ONCE.test(lastName(name))) return true;
  // Who finds nothing in a cache asks where it is kept.
  if (name.split(".").some((part) => splitWords(part).includes("cache"))) return true;
  return isTally(promise) || takesAwayWhatIsOld(promise, lastName(name));
}

/** What is noted for figures' sake, by a function for that or in a table for that. */
export function isTally(promise: Node): boolean {
  const name = nameWaitedFor(promise);
  return notesSomething(lastName(name)) || fillsTally(promise, name);
}

/** `logCacheMiss`, `trackSearch`, not `logPermissionDenied`. */
export function notesSomething(name: string): boolean {
  const words = splitWords(name);
  return words.length > 1 && NOTES.has(words[0]!) && !words.some((word) => GRAVE.has(word));
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

const OLD = /^(?:old|previous|prev|stale|orphan\w*|replaced|tmp|temp)(?:[A-Z_]|$)|^(?:orphan|stale|temp|tmp)/;

/** `bucket.delete(previousKey)`: what was put in its place is there. */
function takesAwayWhatIsOld(promise: Node, name: string): boolean {
  if (!/^(?:delete|remove|del|unlink|destroy)(?:[A-Z]|$)/.test(name) || promise.type !== "CallExpression") return false;
  return promise.arguments.some((argument) => findNode(argument, (node) => node.type === "Identifier" && OLD.test(node.name), true) !== undefined);
}
