/** Whether a secret may stand in a record: the logger takes it out, it is empty there, or the trail keeps it on purpose. */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { LEVEL_METHODS } from "../../vocabulary/loggers.js";
import type { SecretClass } from "../../vocabulary/secret-words.js";
import { belongsInTrail } from "./body-in-trail.js";
import { clearedByCallee } from "./cleared-fields.js";
import { isClearingName, isKnownEmpty } from "./cleared-values.js";
import { isEmitterCall } from "../records/emitter-call.js";
import { isFailedAnswer } from "./failed-answer.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import type { Part } from "./logged-parts.js";
import type { RecordCall } from "../records/record-call.js";
import type { Redaction } from "./redacting-logger.js";
import type { Trace } from "./secret-trace.js";
import type { Carried, Whole } from "./secret-value.js";
import { tableWriteOf } from "../records/table-writes.js";

/** The question for the parts of one record. */
export function mayStay(
  record: RecordCall,
  redaction: Redaction | undefined,
  trace: Trace,
  facts: HandlerFacts,
): (part: Part, carried: Carried) => boolean {
  const hashes = hashesAccount(record, trace.file);
  return (part, { path, secret }) =>
    isHidden([...part.path, ...path], redaction, trace) ||
    (redaction && SECRET_WITHIN[secret.class]?.some((field) => redaction([...part.path, ...path, field]))) === true ||
    isKnownEmpty(part.node, (node) => trace.textOf(node), secret.what) ||
    (path.length > 0 && isFailedAnswer(part.node, secret.what, trace)) ||
    (record.strength === "audit" && path.length > 0 && isHandedOver(part, secret.what, record, trace.file)) ||
    (hashes && part.path[0] === "account" && secret.class === "personal data") ||
    (secret.class === "session id" && record.strength === "audit" && path.length === 0 && isNamedObject(part, secret.what)) ||
    (record.strength === "audit" && part.path.length > 0 && clearedByCallee(record.node.callee, trace.file).includes(part.path[0]!)) ||
    (secret.class === "body" && record.strength === "audit" && isKeptInTrail(part, path, secret.given ?? part.node, record, facts));
}

/** `entityId: sessionId`: the row of which the event tells; what a cookie holds is no row's id. */
function isNamedObject(part: Part, what: string): boolean {
  return /^(?:entity|resource|target|object)_?id$/i.test(part.path.at(-1) ?? "") && !/cookie/i.test(what);
}

/**
 * `audit.loginSucceeded(user, req)`: what of the user is kept, the function of the other file decides. What a method of the class
 * around it does with `this.recordLogin(user)` is asked there.
 */
function isHandedOver({ node }: Part, what: string, { node: call }: RecordCall, file: SourceFile): boolean {
  if (node.type !== "Identifier" || call.type !== "CallExpression") return false;
  if (call.arguments.length < 2 && localFunction(call.callee, file) === undefined) return false;
  return call.arguments.includes(node) && what.replaceAll("?.", ".").startsWith(`${node.name}.`);
}

/** The field without which a whole is none: a logger that takes it out was told of this very object. */
const SECRET_WITHIN: Readonly<Partial<Record<SecretClass | Whole, readonly string[]>>> = {
  headers: ["authorization", "Authorization"],
  body: ["password"],
};

/** An emitter that writes the hash of its field `account`: the login name that is given there goes no further. */
function hashesAccount({ node }: RecordCall, file: SourceFile): boolean {
  return file.settings.emitter.account && isEmitterCall(unwrap(node.callee), file);
}

/**
 * A body that is the detail of a row, or the row: `LoginLog.create(req.body)` keeps what the table has columns for. A line of a
 * logger, and an event of the project's emitter, go where all lines go.
 */
function isKeptInTrail(part: Part, path: readonly string[], from: Node, record: RecordCall, facts: HandlerFacts): boolean {
  const { file } = facts;
  const isRow = part.path.length + path.length === 0 && part.node.type !== "SpreadElement" && record.node.type === "CallExpression";
  if (isRow && tableWriteOf(record.node as TSESTree.CallExpression, file) !== undefined) return true;
  const isLine = LEVEL_METHODS.has(record.level ?? "") || dottedPath(record.node.callee)?.[0] === file.settings.emitter.name;
  return !isLine && belongsInTrail(from, facts);
}

/** Fields under a name that says they are redacted, and those that the logger takes out itself. */
function isHidden(path: readonly string[], redaction: Redaction | undefined, trace: Trace): boolean {
  return path.length > 0 && (redaction?.(path) === true || path.some((name) => isClearingName(name, trace.file.settings)));
}
