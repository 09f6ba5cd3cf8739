/** What the engine says of a text, in words that a test can compare. */
import type { FileFacts } from "../../src/analysis/file-facts.js";
import { recordOfCall } from "../../src/analysis/records/function-records.js";
import type { HandlerSite } from "../../src/frameworks/framework.js";

/** A route handler of the Next.js App Router around the statements. */
export function route(statements: string, head = ""): string {
  return `${head}\nexport async function POST(request) {\n${statements}\n}\n`;
}

export const ROUTE_FILE = "app/api/items/route.ts";

/** An Express handler around the statements. */
export function express(statements: string, head = ""): string {
  return `import express from "express";\n${head}\nconst app = express();\napp.post("/items", async (req, res, next) => {\n${statements}\n});\n`;
}

/** A server action around the statements. */
export function action(statements: string, head = ""): string {
  return `"use server";\n${head}\nexport async function save(form) {\n${statements}\n}\n`;
}

export function onlyHandler(facts: FileFacts): HandlerSite {
  const [handler, ...more] = facts.handlers;
  if (!handler || more.length > 0) throw new Error(`One handler was expected, not ${facts.handlers.length}.`);
  return handler;
}

/** `401 denied` for each exit; `?` for a status, or an outcome, that the file does not tell. */
export function exitsOf(facts: FileFacts, handler: HandlerSite = onlyHandler(facts)): string[] {
  return facts.flow(handler).exits.map(({ answer }) => `${answer.status ?? "?"} ${answer.outcome ?? "?"}`);
}

/** `401 log` for each exit: its status (or outcome, or kind) and the strongest record that belongs to it. */
export function coverageOf(facts: FileFacts, handler: HandlerSite = onlyHandler(facts)): string[] {
  const { exits, coverage } = facts.flow(handler);
  return exits.map((exit) => `${exit.answer.status ?? exit.answer.outcome ?? exit.kind} ${coverage(exit) ?? "nothing"}`);
}

/** `audit securityLog.warn` for each call that records, by itself or through a function of the file. */
export function recordsOf(facts: FileFacts): string[] {
  const { file } = facts;
  return file.outline.calls.flatMap((call) => {
    const record = recordOfCall(call, file);
    return record ? [`${record.strength} ${file.view.text.slice(...call.callee.range)}`] : [];
  });
}

/** `swallowed`, `recorded log`, `answered (probe)` for each caught failure. */
export function fatesOf(facts: FileFacts): string[] {
  return facts.caught.map(({ fate, strength, excuse }) => [fate, strength, excuse && `(${excuse.kind})`].filter(Boolean).join(" "));
}
