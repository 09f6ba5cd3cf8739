/**
 * Which login name was tried, as the code at that point really holds it. It is handed only to an emitter that writes its hash
 * and not itself, which `emitter.account` says: the logger that `init` writes does, another may not.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { traceValues } from "../analysis/secrets/carried-secrets.js";
import { readsRequests } from "../analysis/injection/incoming-text.js";
import type { HandlerSite } from "../frameworks/framework.js";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, chainRoot, dottedPath, isInside, isWritten, memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { rankOfHolder } from "./actor-source.js";
import { isSettledAt, isValueOfField, runsBefore } from "./known-before.js";

type Variable = TSESLint.Scope.Variable;

/** At these who asks is not known yet, or only in part: what counts is the account that they name. */
const NAMES_ACCOUNT = /^auth\.(?:login|register|password_reset|mfa)(?:\.|$)/;

/** What people sign in with, without case and word breaks; a handler that is given several looks for them in about this order. */
const LOGIN_NAMES = [
  "email", "emailaddress", "useremail", "loginemail", "identifier", "loginidentifier", "username", "login", "loginname",
  "loginid", "phone", "phonenumber", "mobile",
];

function rankOfName(name: string | undefined): number {
  return name === undefined ? -1 : LOGIN_NAMES.indexOf(splitWords(name).join(""));
}

interface Tried {
  readonly text: string;
  /** 0 is best. */
  readonly rank: number;
}

/** The text of the `account` field for a record of that event: `email`, `req.body?.username`; undefined where none is known. */
export function accountText(at: Node, handler: HandlerSite, event: string, file: SourceFile): string | undefined {
  if (!file.settings.emitter.account || !handler.fn || !NAMES_ACCOUNT.test(event)) return undefined;
  const question = { at, handler, file, bySession: event.startsWith("auth.mfa.") };
  const found = [...triedNames(question), ...triedReads(question)].sort((a, b) => a.rank - b.rank);
  const [best, other] = found.filter(({ rank }, index) => index === 0 || Math.floor(rank) !== Math.floor(found[index - 1]!.rank));
  if (!best) return undefined;
  // `{ email, username }` of a login: whoever signs in gives one of them.
  return event === "auth.login" && other && other.rank < OF_A_RECORD ? `${best.text} ?? ${other.text}` : best.text;
}

interface Question {
  readonly at: Node;
  readonly handler: HandlerSite;
  readonly file: SourceFile;
  /** A second factor is asked of somebody whom the session names already. */
  readonly bySession: boolean;
}

/** A user who was loaded has a login name too, but what was tried is in the request. */
const OF_A_RECORD = 100;

/** Names that hold it: `const { email } = await req.json()`, `const email = formData.get("email")`. */
function triedNames(question: Question): Tried[] {
  const { at, handler, file } = question;
  const fn = handler.fn!;
  const found: Tried[] = [];
  for (
    let scope: TSESLint.Scope.Scope | null = file.bindings.scopeAt(at);
    scope && isInside(scope.block as Node, fn);
    scope = scope.upper
  ) {
    for (const variable of scope.variables) {
      if (variable.defs.length === 0 || file.bindings.lookUp(variable.name, at) !== variable) continue;
      const rank = rankOfVariable(variable, question);
      if (rank !== undefined) found.push({ text: variable.name, rank });
    }
  }
  return found;
}

function rankOfVariable(variable: Variable, question: Question): number | undefined {
  const { at, handler, file } = question;
  if (!isSettledAt(variable, at, file)) return undefined;
  const binding = file.bindings.describe(variable);
  if (binding.kind === "parameter") {
    const isOwn = binding.fn === handler.fn && (binding.pattern !== undefined || handler.dialect === "action");
    return isOwn ? known(rankOfName(keyInPattern(variable) ?? variable.name)) : undefined;
  }
  if (binding.kind !== "variable" || !binding.init) return undefined;
  const rank = binding.pattern ? rankOfPart(binding.init, keyInPattern(variable), question) : rankOfValue(binding.init, question);
  // `email` made of `rawEmail` is what the code goes on with.
  return rank === undefined ? undefined : rankOfName(variable.name) < 0 ? rank + OTHER_NAME : Math.floor(rank);
}

const OTHER_NAME = 0.5;

function known(rank: number): number | undefined {
  return rank < 0 ? undefined : rank;
}

/** `email` of `const { email: given = "" } = body`. */
function keyInPattern(variable: Variable): string | undefined {
  const name = variable.defs[0]!.name as Node;
  const outer = name.parent?.type === "AssignmentPattern" ? name.parent : name;
  return outer.parent?.type === "Property" && outer.parent.parent.type === "ObjectPattern" ? propertyName(outer.parent) : undefined;
}

const SAME_NAME = /^(?:trim|toLowerCase|toString|normalize)$/;

/** How good a login name an expression is: `String(body.email).trim()`, `formData.get("email")`. */
function rankOfValue(node: Node, question: Question): number | undefined {
  const inner = unwrap(node);
  switch (inner.type) {
    case "LogicalExpression":
      return rankOfValue(inner.left, question);
    case "Identifier": {
      const variable = question.file.bindings.variableOf(inner);
      return variable && isOfHandler(variable, question) ? rankOfVariable(variable, { ...question, at: inner }) : undefined;
    }
    case "MemberExpression":
      return rankOfPart(inner.object, memberName(inner), question);
    case "CallExpression": {
      const name = calleeName(inner) ?? "";
      const callee = unwrap(inner.callee);
      if (callee.type === "Identifier") return name === "String" && inner.arguments[0] ? rankOfValue(inner.arguments[0], question) : undefined;
      if (callee.type !== "MemberExpression") return undefined;
      if (SAME_NAME.test(name)) return rankOfValue(callee.object, question);
      return name === "get" ? rankOfPart(callee.object, staticString(inner.arguments[0], question.file.bindings), question) : undefined;
    }
    default:
      return undefined;
  }
}

/** Of what the handler was given or has made, a part of such a name; not of a configuration, nor of who is signed in already. */
function rankOfPart(given: Node, name: string | undefined, question: Question): number | undefined {
  const { file, bySession } = question;
  const rank = rankOfName(name);
  if (rank < 0) return undefined;
  const inner = unwrap(given);
  // `req.body ?? {}`
  const holder = inner.type === "LogicalExpression" ? inner.left : inner;
  const root = chainRoot(holder);
  if (root.type === "CallExpression") return !bySession && isOfSession(calleeName(root) ?? "") ? undefined : rank;
  if (root.type !== "Identifier") return undefined;
  const variable = file.bindings.variableOf(root);
  if (!variable || !isOfHandler(variable, question)) return undefined;
  const holderRank = rankOfHolder([...(dottedPath(holder) ?? []), "id"]);
  if (holderRank !== undefined && holderRank < OWN_USER) return bySession ? rank : undefined;
  return /^(?:\w*[uU]ser|account|member|profile)$/.test(dottedPath(holder)?.at(-1) ?? "") ? rank + OF_A_RECORD : rank;
}

function isOfHandler(variable: Variable, { handler }: Question): boolean {
  return isInside(variable.defs[0]!.name as Node, handler.fn!);
}

/** Holders of a lower rank name the user of the session, or of the checked request. */
const OWN_USER = 3;

function isOfSession(callee: string): boolean {
  return splitWords(callee).some((word) => /^(?:session|current|claims|jwt|config|env|settings)$/.test(word)) || /^(?:auth|getUser)$/.test(callee);
}

/** Reads of it: `req.body.email`, `parsed.data.email`, `formData.get("email")`, where writing them again is safe. */
function triedReads(question: Question): Tried[] {
  const { handler, file } = question;
  const calls = nodesIn(file.outline.calls, handler.fn!).filter((call) => call.type === "CallExpression" && calleeName(call) === "get");
  return [...nodesIn(file.outline.members, handler.fn!), ...calls].flatMap((read) => {
    if (isValueOfField(read, "account") || isWritten(read)) return [];
    const rank = rankOfValue(read, question);
    const text = rank === undefined ? undefined : textAgain(read, question);
    return text === undefined ? [] : [{ text, rank: rank! }];
  });
}

function textAgain(read: Node, { at, handler, file }: Question): string | undefined {
  const source = file.view.text.slice(...read.range);
  const root = rootOfRead(read);
  if (!root || !/^[\w$.?!]+(?:\(["']\w+["']\))?$/.test(source)) return undefined;
  const variable = file.bindings.variableOf(root);
  if (!variable || file.bindings.lookUp(root.name, at) !== variable || !isSettledAt(variable, at, file)) return undefined;
  if (runsBefore(read, at)) return source;
  // Not read yet: the body of a request may be nothing at all, and of anything else the type may not have the name here.
  if (read.type !== "MemberExpression") return undefined;
  const whole = traceValues(file, readsRequests([handler])).valueOf(read.object);
  if (whole.kind !== "whole" || whole.part !== "body") return undefined;
  return source.includes("?.") ? source : source.replace(/!?\.(?=[^.]*$)/, "?.");
}

function rootOfRead(read: Node): TSESTree.Identifier | undefined {
  const callee = read.type === "CallExpression" ? unwrap(read.callee) : read;
  const root = chainRoot(callee);
  return root.type === "Identifier" ? root : undefined;
}
