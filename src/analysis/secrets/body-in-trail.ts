/**
 * Whether a request's body may stand in a row of the trail. There the detail of what was changed is kept on purpose, by those who
 * know the route; it leaks where a credential may be in it: on routes about accounts, and where all bodies pass.
 */
import { dottedPath, functionName, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { isAboutAccounts, mayHoldSecrets } from "../../vocabulary/account-words.js";
import { classifySecretName, type SecretWordSettings } from "../../vocabulary/secret-words.js";
import { handlerAround } from "../../frameworks/handler-around.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";

/** @param from the record, or the argument by which a function of the file was given the body */
export function belongsInTrail(from: Node, facts: HandlerFacts): boolean {
  const { view, settings } = facts.file;
  const handler = handlerAround(from, facts);
  const within = handler?.region ?? handler?.fn;
  // A middleware, and a helper that any handler may call, are given every route's body.
  if (!handler || !within || handler.role !== "handler") return false;
  const { route, name, fn } = handler;
  const said = [route, name, fn && functionName(fn), view.path].filter((words) => words !== undefined);
  if (said.some(isAboutAccounts)) return false;
  return !readsCredential(said.some(mayHoldSecrets) ? view.ast : within, settings);
}

/** What stands beside a body: its credentials are not in that. */
const BESIDE = /^(?:headers?|env|cookies|query\w*|params|searchParams|process|config|settings|session)$/i;

/** A field of a secret's name that may be one of the body. */
function readsCredential(within: Node, settings: SecretWordSettings): boolean {
  const isSecret = (name: string | undefined): boolean => {
    const verdict = name === undefined ? undefined : classifySecretName(name, settings);
    return verdict !== undefined && "class" in verdict && !verdict.weak && verdict.class !== "personal data";
  };
  const reads = (node: Node): boolean => {
    if (node.type === "MemberExpression") return isSecret(memberName(node)) && !isBeside(node.object);
    if (node.type !== "ObjectPattern" || !node.properties.some((property) => isSecret(propertyName(property)))) return false;
    return node.parent.type !== "VariableDeclarator" || !node.parent.init || !isBeside(node.parent.init);
  };
  return findNode(within, reads, true) !== undefined;
}

function isBeside(owner: Node): boolean {
  return BESIDE.test(dottedPath(unwrap(owner))?.at(-1) ?? "");
}
