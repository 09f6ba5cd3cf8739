/** Attempts that are not the last word: the same, or something else, is tried behind them, and that failure is heard. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { statementsBehind } from "./absence-seen.js";
import { recordsIn } from "./caught-names.js";
import { recordOfCall } from "../records/function-records.js";
import { tellsFailure } from "./told-to-caller.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";

/**
 * `for (const host of hosts) { try { return await ask(host); } catch { continue; } } throw new Error("none answers");`: who
 * succeeds leaves, so what stands behind runs where all have failed.
 */
export function isHeardWhenAllFail(attempted: Node, body: Node, file: SourceFile): boolean {
  if (attempted.type !== "BlockStatement" || body.type !== "BlockStatement" || !leaves(attempted) || returns(body)) return false;
  for (let node: Node = attempted.parent!; node.parent && !isFunction(node); node = node.parent) {
    if (node.type === "CatchClause") return false;
    for (const statement of statementsBehind(node)) {
      if (isHeard(statement, file)) return true;
      if (statement.type === "ReturnStatement") return false;
    }
  }
  return false;
}

/** It ends with returning what it got, at least if there is something. */
function leaves(block: TSESTree.BlockStatement): boolean {
  const last = block.body.at(-1);
  return last?.type === "ReturnStatement" || (last?.type === "IfStatement" && findNode(last, (node) => node.type === "ReturnStatement") !== undefined);
}

function returns(block: Node): boolean {
  return findNode(block, (node) => node.type === "ReturnStatement") !== undefined;
}

function isHeard(statement: Node, file: SourceFile): boolean {
  if (statement.type === "ThrowStatement") return true;
  if (statement.type === "ReturnStatement") return statement.argument !== null && tellsFailure(statement.argument);
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  return call?.type === "CallExpression" && /^(?:warn|error|fatal)/.test(recordOfCall(call, file)?.level ?? "");
}

/**
 * `try { await relay.publish(event); } catch { await relay.login(); } await relay.publish(event);`, and the same in the catch
 * itself: something was done about it, and who fails again is heard.
 */
export function isTriedAgain(attempted: Node, body: Node, file: SourceFile): boolean {
  if (attempted.type !== "BlockStatement" || body.type !== "BlockStatement") return false;
  const textOf = (node: Node): string => file.view.text.slice(...node.range);
  const last = waitedFor(attempted).map(textOf).at(-1);
  if (last === undefined) return false;
  const triesIt = (statement: Node): boolean => statement.type !== "TryStatement" && waitedFor(statement).some((promise) => textOf(promise) === last);
  if (body.body.some((statement) => triesIt(statement) || connectsAgain(statement))) return true;
  if (givesOtherTry(attempted, body) || triesOtherAndKeepsIt(body, file)) return true;
  return waitedFor(body).length > 0 && statementsBehind(attempted.parent!).some(triesIt);
}

/** `catch { try { await write(plainRow); } catch (error) { failures.push(error); } }`: of two ways, maybe row by row. */
function triesOtherAndKeepsIt({ body }: TSESTree.BlockStatement, file: SourceFile): boolean {
  const [first, ...more] = body.filter((statement) => waitedFor(statement).length > 0);
  const only = first?.type === "ForOfStatement" ? onlyOf(first.body) : first;
  if (only?.type !== "TryStatement" || more.length > 0 || !only.handler || waitedFor(only.block).length === 0) return false;
  const { body: kept } = only.handler;
  return recordsIn(kept, file) || findNode(kept, (node) => node.type === "ThrowStatement" || (node.type === "CallExpression" && calleeName(node) === "push")) !== undefined;
}

function onlyOf(block: Node): Node | undefined {
  return block.type === "BlockStatement" && block.body.length === 1 ? block.body[0] : undefined;
}

/** `query(first).catch(() => query(second))`: the other one fails like this one. */
export function givesSameOtherwise(attempted: Node, handling: Node): boolean {
  const given = isFunction(handling) && handling.body.type !== "BlockStatement" ? unwrap(handling.body) : undefined;
  const name = nameOfCall(unwrap(attempted));
  return name !== undefined && given !== undefined && nameOfCall(given) === name;
}

function nameOfCall(node: Node): string | undefined {
  if (node.type === "TaggedTemplateExpression") return dottedPath(node.tag)?.join(".");
  return node.type === "CallExpression" ? dottedPath(node.callee)?.join(".") : undefined;
}

/** `scheduleReconnect();`, not `message.retry();`, by which it may go on for ever. */
function connectsAgain(statement: Node): boolean {
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  return call?.type === "CallExpression" && /^_?(?:schedule|queue|plan|start)?_?reconnect(?:[A-Z_]|$)/i.test(calleeName(call) ?? "");
}

/**
 * `catch { return await decrypt(text, oldKey); }`, `catch { page = await fetchPlain(url); }` after `page = await fetchBy(proxy)`:
 * what the catch gives or fills is another such attempt, and fails like one.
 */
function givesOtherTry(attempted: TSESTree.BlockStatement, body: TSESTree.BlockStatement): boolean {
  const last = body.body.at(-1);
  const given = last?.type === "ReturnStatement" || last?.type === "ExpressionStatement" ? waitedFor(last).map(nameWaitedFor) : [];
  if (waitedFor(attempted).map(nameWaitedFor).some((name) => name !== "" && given.includes(name))) return true;
  const filled = last && filledBy(last);
  return filled !== undefined && attempted.body.some((statement) => filledBy(statement) === filled);
}

/** `page` of `page = await fetchPlain(url);`. */
function filledBy(statement: Node): string | undefined {
  const set = statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression" ? statement.expression : undefined;
  return set?.left.type === "Identifier" && waitedFor(statement).length > 0 ? set.left.name : undefined;
}
