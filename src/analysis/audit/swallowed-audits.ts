/** Audit writes that may leave no trace of their own: whose failure is thrown away, that are never sent, or that do nothing. */
import type { TSESTree } from "@typescript-eslint/utils";
import { takesConsole } from "../../frameworks/framework.js";
import { calleeName, dottedPath, isFunction, memberName, propertyName, unwrap, type CallNode, type Node, type Range } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { LEVEL_METHODS } from "../../vocabulary/loggers.js";
import { AUDIT_TABLE } from "../../vocabulary/record-names.js";
import type { CaughtFailure } from "../failures/caught-failures.js";
import type { FileFacts } from "../file-facts.js";
import { isIdleEmitter, recordOfCall } from "../records/function-records.js";
import { handlerAround } from "../../frameworks/handler-around.js";
import { isAuditFunction, isConfigured, recordOf } from "../records/records.js";
import { tableWriteOf } from "../records/table-writes.js";

export interface LostAudit {
  readonly range: Range;
}

/**
 * `appendAuditLog(x).catch(() => {})`, `.catch(console.error)`, `try { await appendAuditLog(x) } catch {}`. In handlers only:
 * elsewhere the caller may know better.
 */
export function swallowedAudits(facts: FileFacts): LostAudit[] {
  return facts.caught
    .filter((caught) => isThrownAway(caught) && writesOnlyAudits(caught, facts))
    .map(({ place }) => ({ range: place }));
}

function isThrownAway({ form, handler, fate, strength }: CaughtFailure): boolean {
  if (handler === undefined || (form !== "rejection" && form !== "catch")) return false;
  return fate === "swallowed" || (fate === "recorded" && strength === "console" && !takesConsole(handler.framework));
}

function writesOnlyAudits({ attempted, form }: CaughtFailure, facts: FileFacts): boolean {
  if (form === "rejection") return isAuditWrite(attempted, facts);
  const statements = attempted.type === "BlockStatement" ? attempted.body : [];
  return statements.length > 0 && statements.every((statement) => statement.type === "ExpressionStatement" && isAuditWrite(chainStart(statement.expression, facts), facts));
}

function isAuditWrite(promise: Node, facts: FileFacts): boolean {
  const inner = unwrap(promise);
  if (inner.type !== "CallExpression") return false;
  if (recordOfCall(inner, facts.file)?.strength === "audit") return recordOf(inner, facts.file) !== undefined || !doesMore(inner);
  const waited = waitedFor(inner);
  return waited !== undefined && isAuditWrite(waited, facts);
}

/** `deleteBatch(id).catch(…)`: an act that leaves its event on the way. What is thrown away is the failure of the act. */
function doesMore(call: TSESTree.CallExpression): boolean {
  const words = splitWords(calleeName(call) ?? "");
  return ACTS.has(words[0] ?? "") && !words.some((word) => AUDITS.test(word));
}

const ACTS: ReadonlySet<string> = new Set(["apply", "approve", "archive", "assign", "cancel", "clean", "clear", "create", "delete", "generate", "handle", "import", "notify", "process", "purge", "reject", "remove", "reset", "restore", "revoke", "run", "send", "start", "sync", "update"]);
const AUDITS = /^(?:audits?|logs?|events?|trails?|records?|history|activity|activities|entry|entries)$/;

/** The write of `Promise.resolve(write)` and of `write.then(() => {})`. */
function waitedFor(call: TSESTree.CallExpression): Node | undefined {
  const callee = unwrap(call.callee);
  const [first] = call.arguments;
  if (callee.type !== "MemberExpression" || !first) return undefined;
  if (dottedPath(callee)?.join(".") === "Promise.resolve") return first;
  const isIdle = isFunction(first) && first.body.type === "BlockStatement" && first.body.body.length === 0;
  return memberName(callee) === "then" && isIdle ? callee.object : undefined;
}

/** The write at the bottom of `db.insert(auditLogs).values({…})`. */
function chainStart(node: Node, facts: FileFacts): Node {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" && !isAuditWrite(inner, facts)) {
    const callee = unwrap(inner.callee);
    if (callee.type !== "MemberExpression") break;
    inner = unwrap(callee.object);
  }
  return inner;
}

/**
 * Queries for an audit row that nothing awaits: Prisma, Drizzle, Knex and Supabase send a query only when somebody waits for
 * it, so these never leave the process.
 */
export function unsentAudits(facts: FileFacts): LostAudit[] {
  const { file } = facts;
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || recordOf(call, file)?.strength !== "audit") return [];
    const write = tableWriteOf(call, file);
    if (!write?.certain || !AUDIT_TABLE.test(write.table) || !isLazy(call) || !handlerAround(call, facts)) return [];
    const whole = chainEnd(call);
    if (whole === undefined) return [];
    const { parent } = whole;
    const dropped = parent?.type === "ExpressionStatement" || (parent?.type === "UnaryExpression" && parent.operator === "void");
    return dropped ? [{ range: call.callee.range }] : [];
  });
}

/** The whole chain, or undefined when a link of it sends the query. */
function chainEnd(call: TSESTree.CallExpression): Node | undefined {
  let whole: Node = call;
  for (;;) {
    const member: Node | undefined = whole.parent;
    if (member?.type !== "MemberExpression" || member.object !== whole || member.parent.type !== "CallExpression") return whole;
    if (/^(?:then|catch|finally|execute|run|all|exec|asCallback)/.test(memberName(member) ?? "")) return undefined;
    whole = member.parent;
  }
}

function isLazy(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return false;
  const object = unwrap(callee.object);
  if (object.type === "CallExpression") return /^(?:from|table|knex|trx)$/.test(calleeName(object) ?? "");
  const [first] = call.arguments;
  if (/^create(?:Many)?$/.test(calleeName(call) ?? "")) return object.type === "MemberExpression" && first?.type === "ObjectExpression" && first.properties.some((property) => propertyName(property) === "data");
  return call.parent.type === "MemberExpression" && memberName(call.parent) === "values";
}

export interface IdleEmitter extends LostAudit {
  readonly name: string;
}

/**
 * Calls in handlers of something that is named as an audit emitter and does nothing: an empty function, one that returns at
 * once.
 */
export function idleEmitters(facts: FileFacts): IdleEmitter[] {
  const { file } = facts;
  const seen = new Set<unknown>();
  return facts.handlers.flatMap((handler) => {
    const within = handler.region ?? handler.fn;
    return (within ? nodesIn(file.outline.calls, within) : []).flatMap((call) => {
      if (call.type !== "CallExpression" || seen.has(call) || !isNamedAsEmitter(call, facts) || !isIdleEmitter(call, file)) return [];
      seen.add(call);
      return [{ range: call.callee.range, name: file.view.text.slice(...call.callee.range) }];
    });
  });
}

function isNamedAsEmitter(call: CallNode, { file }: FileFacts): boolean {
  const name = calleeName(call) ?? "";
  if (isAuditFunction(name) || isConfigured(file.settings.auditFunctions, name)) return true;
  const callee = unwrap(call.callee);
  const holder = callee.type === "MemberExpression" && callee.object.type === "Identifier" ? callee.object.name : undefined;
  return recordOf(call, file)?.strength === "audit" || (holder === file.settings.emitter.name && LEVEL_METHODS.has(name));
}
