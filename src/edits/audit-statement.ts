/** The call that records an exit, and the plan that inserts it before the exit. */
import type { TSESTree } from "@typescript-eslint/utils";
import { deniesItself } from "../analysis/audit/outcome-in-trail.js";
import { factsOf } from "../analysis/file-facts.js";
import type { Exit } from "../analysis/records/exit.js";
import { isRejectionHandler } from "../analysis/failures/rejection-handlers.js";
import type { Sensitivity } from "../analysis/operations/sensitive-act.js";
import { sensitivityAt } from "../analysis/operations/sensitivity.js";
import { answerWith } from "../frameworks/answer.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { Edit, ImportNeed, Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, isInside, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { outcomeOfStatus, type Outcome } from "../vocabulary/outcome.js";
import { accountText } from "./account.js";
import { actorText } from "./actor.js";
import { withEdits } from "./apply-edits.js";
import { testBefore } from "./asked-of-caller.js";
import { caughtName } from "./caught-name.js";
import { chosenTest, refusalTest } from "./deciding-status.js";
import { errorAskedFor } from "./error-asked-for.js";
import { localName, type LocalName } from "./import-name.js";
import { insertAfterValue } from "./insert-after-value.js";
import { insertAtEnd } from "./insert-at-end.js";
import { insertBefore } from "./insert-statement.js";
import { reasonOf } from "./reason.js";
import { nameInRecords } from "./route-name.js";
import { field, quoted, type TextStyle } from "./text-style.js";
import { isToldAlready } from "./told-already.js";
import { specifiersOf } from "./written-specifier.js";

/** The level by outcome, which is the emitter's method where its style is `method`. */
export const LEVELS: Readonly<Record<Outcome, string>> = { success: "info", denied: "warn", error: "error" };

/** Records each of the exits; when none can be, the first reason why. */
export function planAuditCalls(
  exits: readonly Exit[],
  handler: HandlerSite,
  sensitivity: Sensitivity | undefined,
  file: SourceFile,
): Plan {
  let edits: readonly Edit[] = [];
  const imports: ImportNeed[] = [];
  let skipped: string | undefined;
  const statements = new Set<Node>();
  const forBoth = answersOfBoth(exits);
  for (const exit of exits) {
    const plan = planAuditCall(exit, handler, sensitivity, file, forBoth.has(exit.node));
    if ("skipped" in plan) skipped ??= plan.skipped;
    else if (!statements.has(exit.statement)) {
      statements.add(exit.statement);
      const together = withEdits(edits, plan.edits);
      // What stands in the way of another exit is recorded when that one is.
      if (!together) continue;
      edits = together;
      imports.push(...plan.imports);
    }
  }
  return edits.length === 0 ? { skipped: skipped ?? "there is no exit to record" } : { edits, imports };
}

/** The answers of which both statuses are among the exits: `res.status(ok ? 200 : 401)`. */
function answersOfBoth(exits: readonly Exit[]): ReadonlySet<Node> {
  const once = new Set<Node>();
  const twice = new Set<Node>();
  for (const { chosen, node } of exits) if (chosen) (once.has(node) ? twice : once).add(node);
  return twice;
}

/**
 * Inserts `securityLog.warn("auth.login", { … })` directly before the exit, or behind what a success still waits for.
 * @param isForBoth the answer's status hangs on a test, and both of what it may be are recorded by one call
 */
export function planAuditCall(
  exit: Exit,
  handler: HandlerSite,
  sensitivity: Sensitivity | undefined,
  file: SourceFile,
  isForBoth = false,
): Plan {
  const outcome = recordedOutcome(exit, file);
  if (outcome === undefined) return { skipped: "its outcome is not known from this file" };
  const test = exit.chosen && chosenTest(exit, file);
  if (exit.chosen && test === undefined)
    return { skipped: "its status hangs on a call that would be made twice; give the result a name first" };
  const { emitter } = file.settings;
  const name = localName(emitter.import, emitter.name, file, exit.node, true);
  const context = requestContext(name, exit, handler, file);
  const isItsOwn = sensitivity && !isCaughtForMany(exit, handler, file);
  const event = eventOf(exit, isItsOwn ? sensitivityAt(exit.node, sensitivity, handler, file) : undefined);
  const failed = outcome === "success" ? undefined : failureOf(exit);
  const named = failed && caughtName(failed, file);
  const caught = named && "name" in named ? named : undefined;
  const asked = outcome === "success" || exit.caughtBy ? undefined : errorAskedFor(exit.node, file);
  const known = caught?.name ?? asked;
  const error = known !== undefined && !isToldAlready(known, exit.node, file) ? known : undefined;
  const lines = (style: TextStyle): string[] => {
    const told = fields({ exit, handler, event, outcome, isForBoth, context, error, file, style });
    const call = callText(name.text, event, isForBoth ? "denied" : outcome, told, file, style);
    return test === undefined || isForBoth ? call : [`if (${test}) {`, ...call.map((line) => style.indent + line), "}"];
  };
  const after = outcome === "success" && !exit.chosen ? insertAfterValue(exit, handler, lines, file) : undefined;
  const insertion = exit.kind === "end" ? insertAtEnd(exit.statement, lines, file) : (after ?? insertBefore(exit.node, exit.statement, lines, file));
  if ("skipped" in insertion) return insertion;
  return { edits: [...(caught?.edits ?? []), ...insertion], imports: [...name.needs, ...(context?.name.needs ?? [])] };
}

/**
 * What the exit means. A catch that answers as if all were well hides an error, and is recorded as one; so is a step whose
 * error is told with a flag: `if (error) return json({ ok: false })`.
 */
export function recordedOutcome(exit: Exit, file: SourceFile): Outcome | undefined {
  const { outcome, status, body } = exit.answer;
  if (outcome === "success" && failureOf(exit)) return isDoneAlready(exit) || isSecondTry(exit) ? outcome : "error";
  if ((status ?? 200) >= 300 || body === undefined || (outcome !== "success" && outcome !== "denied")) return outcome;
  const asked = errorAskedFor(exit.node, file);
  if (outcome === "success" && asked !== undefined && handsOut(asked, body)) return "error";
  return deniesItself(body) ? (asked === undefined ? "denied" : "error") : outcome;
}

/** `if (err) res.send(err)`, `if (error) return json({ error: error.message })`: the status forgets what the body tells. */
function handsOut(error: string, body: Node): boolean {
  const told = unwrap(body);
  if (told.type === "ObjectExpression")
    return told.properties.some(
      (property) => property.type === "Property" && TELLS_ERROR.test(propertyName(property) ?? "") && dottedPath(property.value)?.[0] === error,
    );
  return dottedPath(told)?.[0] === error;
}

const TELLS_ERROR = /^(?:err|errors?|message|msg|reason)$/;

/** `if (error.code === "P2002") return …`: what was to be done is done already, and nothing has failed. */
function isDoneAlready({ node }: Exit): boolean {
  const test = testBefore(node);
  const inner = test && unwrap(test);
  if (inner?.type !== "BinaryExpression" || !/^===?$/.test(inner.operator) || inner.right.type !== "Literal") return false;
  return /^(?:code|errno|status|statusCode)$/.test(dottedPath(inner.left)?.at(-1) ?? "") && DONE_ALREADY.test(String(inner.right.value));
}

/** `catch { try { await insert(otherName); return created(); } catch { … } }`: what failed at first went through after all. */
function isSecondTry({ node, caughtBy }: Exit): boolean {
  for (let inner: Node = node; inner.parent && inner !== caughtBy; inner = inner.parent) {
    if (inner.parent.type === "TryStatement" && inner.parent.block === inner) return waitsBefore(node, inner);
  }
  return false;
}

function waitsBefore(node: Node, block: Node): boolean {
  return findNode(block, (inner) => inner.type === "AwaitExpression" && inner.range[1] <= node.range[0]) !== undefined;
}

/** Of Prisma, PostgreSQL, MySQL and MongoDB for a row that is there already, and for one that is gone. */
const DONE_ALREADY = /^(?:P2002|P2025|23505|ER_DUP_ENTRY|11000)$/;

/** The catch, or the function a promise's failure is given to, that the exit is the answer of. */
function failureOf({ caughtBy, callback }: Exit): TSESTree.CatchClause | FunctionNode | undefined {
  return callback ? (isRejectionHandler(callback) ? callback : undefined) : caughtBy;
}

/** The event that an exit is recorded as: a limit that was hit is one whatever the route does. */
export function eventOf(exit: Exit, sensitivity: Sensitivity | undefined): string {
  const { status } = exit.answer;
  if (status === 429) return "ratelimit.exceeded";
  if (sensitivity) return sensitivity.event;
  return status === 400 || status === 422 ? "input.validate" : "access.check";
}

/** How many ways through a `try` make it one around a whole router: a handler of its own has a success or two. */
const MANY = 3;

/** The catch around all that a worker's `fetch` hands out: what failed is none of its branches' business in particular. */
function isCaughtForMany({ caughtBy }: Exit, handler: HandlerSite, file: SourceFile): boolean {
  if (!caughtBy || handler.route !== undefined) return false;
  const { block } = caughtBy.parent as TSESTree.TryStatement;
  const facts = factsOf(file.view, file.settings, file.neighbours);
  const branches = facts.handlers.filter(
    ({ fn, region }) => fn === handler.fn && region && region !== handler.region && isInside(region, block),
  );
  const ways = facts.flow(handler).exits.filter(({ node, answer }) => isInside(node, block) && answer.outcome !== "denied" && answer.outcome !== "error");
  return branches.length + ways.length >= MANY;
}

function callText(
  name: string,
  event: string,
  outcome: Outcome,
  lines: readonly string[],
  file: SourceFile,
  style: TextStyle,
): string[] {
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

interface Fields {
  readonly exit: Exit;
  readonly handler: HandlerSite;
  readonly event: string;
  readonly outcome: Outcome;
  readonly isForBoth: boolean;
  readonly context: Context | undefined;
  readonly error: string | undefined;
  readonly file: SourceFile;
  readonly style: TextStyle;
}

function fields(given: Fields): string[] {
  const { exit, handler, event, outcome, context, error, file, style } = given;
  const lines = [`actor: ${actorText(exit.node, handler, { event, outcome, status: exit.answer.status }, file)}`];
  const account = accountText(exit.node, handler, event, file);
  if (account !== undefined) lines.push(field("account", account));
  const route = nameInRecords(handler, file);
  if (route !== undefined) lines.push(`route: ${quoted(route, style)}`);
  lines.push(...howItEnded(given));
  if (error !== undefined) lines.push(field("error", error));
  if (context) lines.push(`...${context.name.text}(${context.request})`);
  return lines;
}

/** One event for both of what the answer may be: `outcome: result.ok ? "success" : "denied"`. */
function bothOutcomes(exit: Exit, event: string, file: SourceFile, style: TextStyle): string[] {
  const [yes, no] = exit.chosen!.statuses.map((status) => {
    const outcome = outcomeOfStatus(status)!;
    const one = { ...exit, answer: answerWith(status, exit.answer.body) };
    return { outcome: quoted(outcome, style), reason: outcome === "success" ? "undefined" : quoted(reasonOf(one, event, file), style) };
  }) as [{ outcome: string; reason: string }, { outcome: string; reason: string }];
  const asked = chosenTest({ ...exit, chosen: { ...exit.chosen!, holds: true } }, file)!;
  return [`outcome: ${asked} ? ${yes.outcome} : ${no.outcome}`, `reason: ${asked} ? ${yes.reason} : ${no.reason}`];
}

function howItEnded({ exit, event, outcome, isForBoth, file, style }: Fields): string[] {
  if (isForBoth) return bothOutcomes(exit, event, file, style);
  if (outcome === "success") return [`outcome: ${quoted(outcome, style)}`];
  const refused = refusalTest(exit, file);
  const either = (ofRefusal: string, ofFailure: string): string => `${refused} ? ${quoted(ofRefusal, style)} : ${quoted(ofFailure, style)}`;
  if (refused !== undefined) {
    const reason = outcome === "error" ? "refused" : reasonOf(exit, event, file);
    return [`outcome: ${either("denied", "error")}`, `reason: ${either(reason, "internal_error")}`];
  }
  const reason = outcome === "error" ? "internal_error" : reasonOf(exit, event, file);
  return [`outcome: ${quoted(outcome, style)}`, `reason: ${quoted(reason, style)}`];
}

/** `requestContext(req)`, where the request has a name that nothing hides at the exit, and the emitter's own module has it. */
function requestContext(emitter: LocalName, exit: Exit, handler: HandlerSite, file: SourceFile): Context | undefined {
  const { context, import: module } = file.settings.emitter;
  const { request } = handler.parameters;
  if (context === null || request === undefined || !handler.fn) return undefined;
  const [root] = request.split(".");
  const variable = file.bindings.lookUp(root!, exit.node);
  const definition = variable?.defs[0];
  if (!definition || !isInside(definition.name, handler.fn) || definition.name.range[0] > handler.fn.body.range[0])
    return undefined;
  const name = localName(module, context, file, exit.node);
  // An emitter of another module says that the one of the settings is not this project's.
  const isElsewhere = name.needs.length > 0 && emitter.needs.length === 0 && specifiersOf(module, file).size === 0;
  return isElsewhere ? undefined : { name, request };
}
