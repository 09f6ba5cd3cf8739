/** The statuses that a piece of a handler answers with, and whether it refuses: not there, or not allowed. */
import { readResAnswer } from "../../frameworks/read-res-answer.js";
import { readResponse } from "../../frameworks/read-response.js";
import { calleeName, type Node } from "../../syntax/ast.js";
import { findNode, walk } from "../../syntax/walk.js";
import type { HandlerFacts } from "./handler-facts.js";
import { handlerAround } from "../../frameworks/handler-around.js";

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 404, 409, 410, 422, 429]);

/** `return new Response(null, { status: 404 })`, `notFound()`. */
export function refuses(runs: Node, at: Node, facts: HandlerFacts): boolean {
  const statuses = statusesIn(runs, at, facts);
  return statuses.some((status) => status !== undefined && REFUSALS.has(status)) || findNode(runs, isNotFound) !== undefined;
}

/** `notFound()`. */
function isNotFound(node: Node): boolean {
  return node.type === "CallExpression" && calleeName(node) === "notFound";
}

/** The statuses of what is answered there, undefined for those that the file does not tell. */
export function statusesIn(runs: Node, at: Node, facts: HandlerFacts): (number | undefined)[] {
  const response = handlerAround(at, facts)?.parameters.response;
  const statuses: (number | undefined)[] = [];
  walk(runs, (node) => {
    if (node.type === "ReturnStatement" && node.argument) {
      const answer = readResponse(node.argument, facts.file);
      if (answer) statuses.push(answer.status);
    }
    if (node.type === "CallExpression" && response !== undefined) {
      const answer = readResAnswer(node, response, "unknown", facts.file);
      if (answer) statuses.push(answer.status);
    }
  });
  return statuses;
}
