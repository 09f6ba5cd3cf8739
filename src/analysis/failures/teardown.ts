/** Attempts to end something: what is closed, rolled back or told to a client that may be gone fails without harm. */
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, functionName, isFunction, propertyName, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { ENDS_AGREEMENT, TEARDOWN } from "../../vocabulary/failure-words.js";
import { STORES } from "../../vocabulary/reaching-words.js";
import { recordsIn } from "./caught-names.js";
import { lastName } from "./probes.js";
import { isRejectionHandler } from "./rejection-handlers.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";

/** `if (browser.isConnected()) await browser.close();`: the look before belongs to it, as does a last word to who is cut off. */
export function isTeardown(calls: readonly string[], attempted: Node): boolean {
  // `fs.rm(pathOf(id))`: what its arguments are made of ends nothing.
  if (attempted.type === "CallExpression" && dottedPath(attempted.callee) !== undefined && isEnd(calls[0]!, attempted)) return true;
  const telling = calls.filter((call) => !/^(?:is|has)[A-Z]|^(?:encode|stringify)$/.test(lastName(call)) && !/^new (?:TextEncoder|Error)$/.test(call));
  const ends = telling.filter((call) => isEnd(call, attempted));
  if (ends.length > 0 && telling.every((call) => ends.includes(call) || isLastWord(call, ends))) return true;
  if (telling.length > 0 && telling.every((call) => writesToClient(call) || lastName(call) === "pipeTo")) return true;
  return telling.length === 1 && endsByQuery(attempted);
}

function isEnd(call: string, attempted: Node): boolean {
  if (ENDS_SIGN_IN.test(call) || ENDS_AGREEMENT.test(call)) return false;
  // `response.body.dump()` reads to its end what nobody wants.
  if (TEARDOWN.test(lastName(call)) || /(?:^|\.)body\.dump$/.test(call) || /^(?:fs|fse|fsExtra)\.remove$/.test(call) || isForcedRemoval(call, attempted) || isUnlocking(call, attempted)) return true;
  return isMailLogout(call) || isRemovalByCommand(call, attempted) || isWiping(call, attempted);
}

/** `sessions.destroy(id)`: somebody who has signed out, or was thrown out, is still in where that fails. */
const ENDS_SIGN_IN = /(?:^|[._])\w*[sS]essions?(?:(?:Store|Service|Repository|Repo|Manager|Model)|(?<=s))\.(?:destroy|terminate|kill|revoke|end|cancel)$/;

/** `key.fill(0)`, `sodium.memzero(key)`: a secret that is wiped once it was used. */
function isWiping(call: string, attempted: Node): boolean {
  if (/^(?:sodium_)?memzero$/.test(lastName(call))) return true;
  const isZero = (given: Node | undefined): boolean => given?.type === "Literal" && given.value === 0;
  const wipes = (node: Node): boolean => node.type === "CallExpression" && calleeName(node) === "fill" && node.arguments.length === 1 && isZero(node.arguments[0]);
  return lastName(call) === "fill" && findNode(attempted, wipes) !== undefined;
}

const RUNS_COMMAND = /^(?:run|runCommand|exec|execAsync|execCommand|\$)$/;

/** `sandbox.commands.run("rm -f /tmp/x")`, where no other command is run. */
function isRemovalByCommand(call: string, attempted: Node): boolean {
  if (!RUNS_COMMAND.test(lastName(call))) return false;
  const runsOther = (node: Node): boolean => node.type === "CallExpression" && RUNS_COMMAND.test(calleeName(node) ?? "") && !/^\s*(?:sudo\s+)?rm\s/.test(textOf(node.arguments[0]));
  return findNode(attempted, runsOther) === undefined;
}

function textOf(given: Node | undefined): string {
  if (given?.type === "TemplateLiteral") return given.quasis[0]!.value.raw;
  return given?.type === "Literal" ? String(given.value) : "";
}

/** `container.remove({ force: true })`: what is removed whether or not it is there is only tidied away. */
function isForcedRemoval(call: string, attempted: Node): boolean {
  if (!/^(?:remove|delete)$/.test(lastName(call))) return false;
  const forced = (node: Node): boolean => node.type === "Property" && propertyName(node) === "force" && node.value.type === "Literal" && node.value.value === true;
  return findNode(attempted, forced) !== undefined;
}

/** `redis.del(lockKey)`: a lock that stays behind runs out. */
function isUnlocking(call: string, attempted: Node): boolean {
  if (!/^(?:del|delete|remove)$/.test(lastName(call))) return false;
  const speaks = (node: Node): boolean => node.type === "Identifier" && splitWords(node.name).some((word) => word === "lock" || word === "mutex");
  return findNode(attempted, (node) => node.type === "CallExpression" && node.arguments.some(speaks)) !== undefined;
}

/** `imap.logout()`, not the session of a user. */
function isMailLogout(call: string): boolean {
  return /^(?:client|imap|imapClient|connection|conn|ftp|\w{1,2})\.logout$/.test(call);
}

const ENDS = /^(?:drain(?:[A-Z]\w*)?|(?:clean|purge|prune|sweep)\w*(?:Stale|Expired|Orphan|Temp|Tmp)\w*|stop|stopAll|close|closeAll|cleanup|cleanUp|tearDown|teardown|dispose|destroy|shutdown|shutDown|gracefulShutdown|disconnect|disconnectAll|unsubscribe|onModuleDestroy|(?:release|free|unlock)\w*Lock|unlock|(?:abort|cancel)\w*Uploads?|(?:stop|close|shutdown|dispose)\w*(?:Connections?|Pool|Servers?|Browser|Workers?|Sockets?|Streams?|Timers?|Watchers?))$/;

/** True in a function that is there to end things: `stopAllWorkers`, `releaseLock`. Not where one drains a queue item by item. */
export function endsThings(fn: FunctionNode, attempted: Node): boolean {
  const name = functionName(fn) ?? "";
  if (/^drain/.test(name) && worksOffItems(attempted)) return false;
  // Rows that stay are nobody's connection.
  if (/^(?:clean|purge|prune|sweep)/.test(name) && waitedFor(attempted).some(isOfStore)) return false;
  return ENDS.test(name) || isCancelOfStream(fn);
}

function isOfStore(promise: Node): boolean {
  return nameWaitedFor(promise).split(".").slice(0, -1).some((part) => STORES.test(part));
}

/** `while (more) { try { await work(item); } catch {} }`, not `for (const one of running) await one.catch(noop)`. */
function worksOffItems(attempted: Node): boolean {
  if (waitedFor(attempted).every((promise) => promise.type !== "CallExpression")) return false;
  for (let node: Node = attempted; node.parent && !isFunction(node); node = node.parent) {
    if (/^(?:For|ForOf|While|DoWhile)Statement$/.test(node.type)) return true;
  }
  return false;
}

/** `async scheduled(event, env) { try { await cleanup(env); } catch {} }`: what it is called for is the whole of its work. */
export function isWholeJob(attempted: Node, fn: FunctionNode): boolean {
  const statement = attempted.parent;
  return functionName(fn) === "scheduled" && statement?.type === "TryStatement" && fn.body.type === "BlockStatement" && fn.body.body.length === 1 && fn.body.body[0] === statement;
}

/** `new ReadableStream({ async cancel() { … } })`. */
function isCancelOfStream({ parent }: FunctionNode): boolean {
  if (parent.type !== "Property" || propertyName(parent) !== "cancel") return false;
  const made = parent.parent.parent;
  return made.type === "NewExpression" && /^(?:Readable|Transform)Stream$/.test(dottedPath(made.callee)?.at(-1) ?? "");
}

/** `try { … } finally { await release(slot).catch(noop); }`: what is done whether or not it went well. */
export function isInFinally(attempted: Node): boolean {
  for (let node: Node = attempted; node.parent && !isFunction(node); node = node.parent) {
    if (node.parent.type === "TryStatement" && node.parent.finalizer === node) return true;
  }
  return false;
}

const TAKES_AWAY = /^(?:delete|remove|destroy|discard|clean|unlink|drop|rollback|undo|revert|release)(?:[A-Z]\w*)?$/;

/**
 * `catch (error) { await bucket.remove(path).catch(noop); throw error; }`, `if (saveError) { logger.error(saveError); await
 * discard(file).catch(noop); }`: what is taken away again where a failure is kept.
 */
export function takesAwayAfterFailure(calls: readonly string[], attempted: Node, file: SourceFile): boolean {
  return calls.some((call) => TAKES_AWAY.test(lastName(call))) && standsWhereFailureIsKept(attempted, file);
}

/** In a catch, or in the branch for an error, that records what has failed there or throws it again. */
function standsWhereFailureIsKept(attempted: Node, file: SourceFile): boolean {
  for (let node: Node = attempted; node.parent && !isFunction(node); node = node.parent) {
    if (node.type !== "BlockStatement" || node === attempted || !isForFailure(node)) continue;
    return recordsIn(node, file) || node.body.at(-1)?.type === "ThrowStatement";
  }
  return false;
}

function isForFailure({ parent }: Node): boolean {
  if (parent?.type === "CatchClause" || (parent && isFunction(parent) && isRejectionHandler(parent))) return true;
  return parent?.type === "IfStatement" && findNode(parent.test, (node) => node.type === "Identifier" && /err(?:or)?s?$|fail/i.test(node.name)) !== undefined;
}

/** `socket.emit("bye"); socket.disconnect();` */
function isLastWord(call: string, ends: readonly string[]): boolean {
  const of = (path: string): string => path.split(".").slice(0, -1).join(".");
  return /^(?:emit|write|send|postMessage)$/.test(lastName(call)) && ends.some((end) => of(end) === of(call));
}

const STREAMS = /^(?:\w*(?:writer|controller|socket|ws|websocket|sse)|res|stdin)$/i;

/** `writer.write(chunk)`, `controller.enqueue(chunk)`, `socket.send(text)`: who reads it may have gone. */
function writesToClient(call: string): boolean {
  const path = call.split(".");
  if (path.at(-1) === "writeSSE") return true;
  return path.length > 1 && /^(?:write|enqueue|send|emit|ready|error)$/.test(path.at(-1)!) && STREAMS.test(path.at(-2)!);
}

const ENDS_BY_QUERY = /^\s*(?:ROLLBACK|RELEASE\s+SAVEPOINT|UNLOCK\s+TABLES|DEALLOCATE|UNLISTEN|SELECT\s+pg_advisory_unlock)/i;

/** `client.query("ROLLBACK")`. */
function endsByQuery(attempted: Node): boolean {
  const ends = (node: Node): boolean => {
    if (node.type !== "CallExpression" || !/^(?:query|execute|exec|run|raw|unsafe)$/.test(calleeName(node) ?? "")) return false;
    return ENDS_BY_QUERY.test(textOf(node.arguments[0]));
  };
  return findNode(attempted, ends) !== undefined;
}
