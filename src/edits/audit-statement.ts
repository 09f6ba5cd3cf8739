/** The call that records an exit, and the plan that inserts it before the exit. */
import type { Exit } from "../analysis/handler-flow.js";
import type { Sensitivity } from "../analysis/sensitivity.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Edit, ImportNeed, Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { isInside, type Node } from "../syntax/ast.js";
import type { Outcome } from "../vocabulary/outcome.js";
import { actorText } from "./actor.js";
import { localName, type LocalName } from "./import-name.js";
import { insertBefore } from "./insert-statement.js";
import { reasonCode } from "./reason.js";
import { quoted, type TextStyle } from "./text-style.js";

const LEVELS: Readonly<Record<Outcome, string>> = { success: "info", denied: "warn", error: "error" };

/** Records each of the exits; when none can be, the first reason why. */
export function planAuditCalls(exits: readonly Exit[], handler: HandlerSite, sensitivity: Sensitivity | undefined, file: SourceFile): Plan {
  const edits: Edit[] = [];
  const imports: ImportNeed[] = [];
  let skipped = "there is no exit to record";
  const statements = new Set<Node>();
  for (const exit of exits) {
    const plan = planAuditCall(exit, handler, sensitivity, file);
    if ("skipped" in plan) skipped = plan.skipped;
    else if (!statements.has(exit.statement)) {
      statements.add(exit.statement);
      edits.push(...plan.edits);
      imports.push(...plan.imports);
    }
  }
  return edits.length === 0 ? { skipped } : { edits, imports };
}

/** Inserts `securityLog.warn("auth.login", { … })` directly before the exit. */
export function planAuditCall(exit: Exit, handler: HandlerSite, sensitivity: Sensitivity | undefined, file: SourceFile): Plan {
  const { outcome } = exit.answer;
  if (outcome === undefined) return { skipped: "its outcome is not known from this file" };
  const { emitter } = file.settings;
  const name = localName(emitter.import, emitter.name, file);
  const context = requestContext(exit, handler, file);
  const event = eventOf(exit, sensitivity);
  const insertion = insertBefore(
    exit.node,
    exit.statement,
    (style) => callText(name.text, event, outcome, fields(exit, handler, event, outcome, context, file, style), file, style),
    file,
  );
  if ("skipped" in insertion) return insertion;
  return { edits: insertion, imports: [...name.needs, ...(context?.name.needs ?? [])] };
}

/** The event that an exit is recorded as: a limit that was hit is one whatever the route does. */
export function eventOf(exit: Exit, sensitivity: Sensitivity | undefined): string {
  const { status } = exit.answer;
  if (status === 429) return "ratelimit.exceeded";
  if (sensitivity) return sensitivity.event;
  return status === 400 || status === 422 ? "input.validate" : "access.check";
}

function callText(name: string, event: string, outcome: Outcome, lines: readonly string[], file: SourceFile, style: TextStyle): string[] {
  const literal = quoted(event, style);
  const inner = lines.map((line) => `${style.indent}${line},`);
  switch (file.settings.emitter.style) {
    case "call":
      return [`${name}(${literal}, {`, ...inner, `})${style.semicolon}`];
    case "object":
      return [`${name}({`, `${style.indent}event: ${literal},`, ...inner, `})${style.semicolon}`];
    case "method":
      return [`${name}.${LEVELS[outcome]}(${literal}, {`, ...inner, `})${style.semicolon}`];
  }
}

interface Context {
  readonly name: LocalName;
  readonly request: string;
}

function fields(exit: Exit, handler: HandlerSite, event: string, outcome: Outcome, context: Context | undefined, file: SourceFile, style: TextStyle): string[] {
  const lines = [`actor: ${actorText(exit.node, handler, file)}`];
  const route = routeName(handler);
  if (route !== undefined) lines.push(`route: ${quoted(route, style)}`);
  lines.push(`outcome: ${quoted(outcome, style)}`);
  if (outcome !== "success") lines.push(`reason: ${quoted(reasonCode(exit.answer, event, file), style)}`);
  const error = caughtError(exit);
  if (error !== undefined && outcome !== "success") lines.push(error === "error" ? "error" : `error: ${error}`);
  if (context) lines.push(`...${context.name.text}(${context.request})`);
  return lines;
}

/** `POST /api/auth/login`; the function's name where no route is known. */
export function routeName(handler: HandlerSite): string | undefined {
  const { method, route, name } = handler;
  if (route !== undefined) return method === undefined ? route : `${method} ${route}`;
  if (name === undefined || name === "default") return undefined;
  return method === undefined || method === name ? name : `${method} ${name}`;
}

/** The caught failure's name, where the exit stands in its catch itself and not in a callback there. */
function caughtError(exit: Exit): string | undefined {
  const parameter = exit.caughtBy?.param;
  return parameter?.type === "Identifier" && !exit.callback ? parameter.name : undefined;
}

/** `requestContext(req)`, where the request has a name and nothing hides it at the exit. */
function requestContext(exit: Exit, handler: HandlerSite, file: SourceFile): Context | undefined {
  const { context, import: module } = file.settings.emitter;
  const { request } = handler.parameters;
  if (context === null || request === undefined || !handler.fn) return undefined;
  const [root] = request.split(".");
  const variable = file.bindings.lookUp(root!, exit.node);
  const definition = variable?.defs[0];
  if (!definition || !isInside(definition.name, handler.fn) || definition.name.range[0] > handler.fn.body.range[0]) return undefined;
  return { name: localName(module, context, file), request };
}
