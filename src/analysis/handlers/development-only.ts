/** Whether code runs in development alone: what it prints there is nobody's but the developer's. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { constantOf } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, functionName, isFunction, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { endsTheWay } from "../../syntax/branches.js";
import { findNode } from "../../syntax/walk.js";
import { WordedPattern } from "../../syntax/worded-pattern.js";

const ASKS_WHERE = new WordedPattern(
  ["node_env", "app_env", "vercel_env", "nodeenv", "deno_env", "is_dev", "isdev", "__dev__", "is_prod", "isprod", "env.dev", "env.prod", "mock", "dev_mode", "fordev", "indev", "for_dev", "in_dev"],
  /NODE_ENV|APP_ENV|VERCEL_ENV|nodeEnv|DENO_ENV|\bis_?dev|__DEV__|\bis_?prod|env\.(?:DEV|PROD)\b|mock_?mode|DEV_MODE|\b(?:is|use)_?mock|(?:for|in)_?Dev(?:elopment)?\b/i,
);

function asksWhere(file: SourceFile): boolean {
  return ASKS_WHERE.test(file.view.text);
}

/**
 * True behind `if (process.env.NODE_ENV === "development")`, `if (isMockMode)` and their like, however the question is put, and
 * in a function that is for development by its name.
 */
export function runsInDevelopmentAlone(node: Node, file: SourceFile): boolean {
  if (!asksWhere(file)) return false;
  let sameFunction = true;
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if ((outer.type === "IfStatement" || outer.type === "ConditionalExpression") && outer.test !== inner) {
      if (meansDevelopment(outer.test, outer.consequent === inner, file)) return true;
    }
    if (outer.type === "LogicalExpression" && outer.right === inner) {
      if (meansDevelopment(outer.left, outer.operator === "&&", file)) return true;
    }
    if (outer.type === "BlockStatement" && sameFunction && outer.body.some((statement) => statement.range[1] <= inner.range[0] && turnsProductionAway(statement, file))) return true;
    if (isFunction(outer)) {
      if (/(?:For|In|_for_|_in_)[dD]ev(?:elopment)?$/.test(functionName(outer) ?? "")) return true;
      sameFunction = false;
    }
  }
  return false;
}

/** `catch (error) { if (!isDev) throw error; return demo; }`: the way of a catch that production never goes, by where it ends. */
export function leavesToDevelopment(end: Node, body: Node, file: SourceFile): boolean {
  if (!asksWhere(file)) return false;
  if (end !== body) return runsInDevelopmentAlone(end, file);
  return body.type === "BlockStatement" && body.body.some((statement) => turnsProductionAway(statement, file));
}

/**
 * `if (process.env.NODE_ENV === "production") return notFound();` on top of a handler, or a helper by a name that says as much
 * (`const refused = errorIfProduction(); if (refused) return refused;`): nothing that it does is done to anybody.
 */
export function isForDevelopmentAlone({ fn }: HandlerSite, file: SourceFile): boolean {
  if (fn?.body.type !== "BlockStatement" || !(asksWhere(file) || NAMES_PRODUCTION.test(file.view.text))) return false;
  return fn.body.body
    .flatMap((statement) => (statement.type === "TryStatement" ? statement.block.body : [statement]))
    .some((statement) => turnsProductionAway(statement, file) || stopsInProduction(statement) || passesStopOn(statement, file));
}

const NAMES_PRODUCTION = new WordedPattern(["production"], /(?:if|in|not)_?production\b/i);
/** `errorIfProduction()`, which gives back the refusal. */
const STOP = /^(?:error|refuse|reject|block|deny|forbid|fail|stop)\w*(?:If|In|On)Production$/;
/** `assertNotProduction()`, which throws it. */
const STOPS = /^(?:assert|ensure|require)Not(?:In)?Production$|^(?:throw|die)(?:If|In)Production$/;

function stopsInProduction(statement: Node): boolean {
  if (statement.type !== "ExpressionStatement") return false;
  const { expression } = statement;
  const call = unwrap(expression.type === "AwaitExpression" ? expression.argument : expression);
  return call.type === "CallExpression" && STOPS.test(calleeName(call) ?? "");
}

/** `if (refused !== null) return refused;`, of such a helper. */
function passesStopOn(statement: Node, file: SourceFile): boolean {
  if (statement.type !== "IfStatement" || !endsTheWay(statement.consequent)) return false;
  return findNode(statement.test, (node) => {
    if (node.type !== "Identifier") return false;
    const value = file.bindings.constantValue(node);
    const call = value && unwrap(value.type === "AwaitExpression" ? value.argument : value);
    return call?.type === "CallExpression" && STOP.test(calleeName(call) ?? "");
  }) !== undefined;
}

/** `if (process.env.NODE_ENV === "production") return;` */
function turnsProductionAway(statement: Node, file: SourceFile): boolean {
  if (statement.type !== "IfStatement" || statement.alternate) return false;
  return endsTheWay(statement.consequent) && meansDevelopment(statement.test, false, file);
}

/** Does the test, being true (or false), mean that this is no production? */
function meansDevelopment(test: Node, truth: boolean, file: SourceFile, depth = 4): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case "UnaryExpression":
      return inner.operator === "!" && meansDevelopment(inner.argument, !truth, file, depth);
    case "LogicalExpression": {
      const sides = [inner.left, inner.right].map((side) => meansDevelopment(side, truth, file, depth));
      return inner.operator === (truth ? "&&" : "||") ? sides.some(Boolean) : sides.every(Boolean);
    }
    case "BinaryExpression": {
      if (DEV_FLAG.test(nameOfFlag(inner.left))) return isOn(inner.right) && inner.operator.startsWith("=") === truth;
      const word = [inner.left, inner.right].find((side) => side.type === "Literal" && typeof side.value === "string");
      const place = [inner.left, inner.right].find((side) => isPlace(side));
      if (word?.type !== "Literal" || !place) return false;
      const equal = inner.operator.startsWith("=") === truth;
      return equal ? /^(?:dev(?:elopment)?|local|test)$/.test(String(word.value)) : /^prod(?:uction)?$/.test(String(word.value));
    }
    case "Identifier": {
      const constant = depth > 0 ? constantOf(inner, file.bindings) : undefined;
      return saysDevelopment(inner.name, truth) || (constant !== undefined && meansDevelopment(constant, truth, file, depth - 1));
    }
    case "MemberExpression":
      return saysDevelopment(memberName(inner) ?? "", truth);
    case "CallExpression":
      return inner.arguments.length === 0 && saysDevelopment(calleeName(inner) ?? "", truth);
    default:
      return false;
  }
}

const DEV_FLAG = /^(?:\w+_)?DEV_MODE$/;

/** `MAIL_DEV_MODE` of `process.env.MAIL_DEV_MODE`. */
function nameOfFlag(node: Node): string {
  return dottedPath(node)?.at(-1) ?? "";
}

function isOn(node: Node): boolean {
  return node.type === "Literal" && /^(?:true|1|on|yes)$/.test(String(node.value));
}

function saysDevelopment(name: string, truth: boolean): boolean {
  return (truth ? /^(?:is_?dev(?:elopment|\w*_?mode|_?env)?|__DEV__|DEV|(?:(?:is|use)_?)?mock_?mode|(?:is|use)_?mock(?:ed)?)$/i : /^(?:is_?prod(?:uction|_?mode|_?env)?|PROD)$/i).test(name);
}

/** `process.env.NODE_ENV`, `config.nodeEnv`. */
function isPlace(node: Node): boolean {
  return /^(?:NODE_ENV|APP_ENV|VERCEL_ENV|DENO_ENV|nodeEnv|appEnv)$/.test(dottedPath(node)?.at(-1) ?? "");
}
