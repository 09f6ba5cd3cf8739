/** What an audit event lacks or says wrongly, as edits: fields added where they belong, a code, an outcome, a name. */
import { auditFieldNamed, type AuditField, type GivenFields } from "../analysis/audit/given-fields.js";
import { echoedError } from "../analysis/audit/echoed-error.js";
import { holesOf } from "../analysis/audit/named-event.js";
import type { AuditEvent } from "../analysis/audit/audit-fields.js";
import type { FileFacts } from "../analysis/file-facts.js";
import type { Edit, Plan } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { dottedPath, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { outcomeOfName, withoutOutcome } from "../vocabulary/event-name.js";
import type { Outcome } from "../vocabulary/outcome.js";
import { actorText } from "./actor.js";
import { LEVELS, recordedOutcome } from "./audit-statement.js";
import { knownEventName } from "./event-name.js";
import { reasonCode } from "./reason.js";
import { nameInRecords } from "./route-name.js";
import { field, isFirstOnLine, lineIndent, quoted, textStyle } from "./text-style.js";

/** Adds the fields, with what the codemods would write in their place. */
export function planMissingFields(event: AuditEvent, fields: readonly AuditField[], file: SourceFile): Plan {
  const outcome = outcomeFor(event, file);
  const added: Addition[] = [];
  for (const name of fields) {
    const value = valueOf(name, event, outcome, file);
    if (value === undefined) return { skipped: `its ${name} is not known here` };
    added.push({ name, value });
    // An outcome that is written down as a failure has to say why, too.
    const explains = name === "outcome" && outcome !== "success" && !fields.includes("reason") && !event.given?.has("reason");
    if (explains) added.push({ name: "reason", value: valueOf("reason", event, outcome, file)! });
  }
  return insertFields(event, added, file);
}

function valueOf(name: AuditField, event: AuditEvent, outcome: Outcome | undefined, file: SourceFile): string | undefined {
  const style = textStyle(file);
  const { handler, record } = event;
  switch (name) {
    case "actor":
      return handler && outcome && actorText(record.node, handler, { event: withoutOutcome(event.event ?? ""), outcome, status: statusOf(event) }, file);
    case "route": {
      const route = handler && nameInRecords(handler, file);
      return route === undefined ? undefined : quoted(route, style);
    }
    case "outcome":
      return outcome && quoted(outcome, style);
    case "reason":
      return quoted(codeFor(event, outcome, file), style);
  }
}

/** The status of all ends that it leads to; undefined where they differ. */
function statusOf({ exits }: AuditEvent): number | undefined {
  const [first, ...others] = exits.map(({ answer }) => answer.status);
  return others.every((status) => status === first) ? first : undefined;
}

/** What the event says, else what all ends have in common that it leads to, else what its level stands for. */
function outcomeFor(event: AuditEvent, file: SourceFile): Outcome | undefined {
  if (event.outcome) return event.outcome;
  const ends = new Set(event.exits.map((exit) => recordedOutcome(exit, file)));
  const [only] = ends;
  if (ends.size === 1 && only) return only;
  return (Object.keys(LEVELS) as Outcome[]).find((outcome) => LEVELS[outcome] === event.record.level);
}

function codeFor(event: AuditEvent, outcome: Outcome | undefined, file: SourceFile): string {
  if (outcome === "error") return "internal_error";
  const exit = event.exits.find(({ answer }) => answer.outcome === "denied");
  return exit ? reasonCode(exit.answer, withoutOutcome(event.event ?? ""), file) : "refused";
}

interface Addition {
  readonly name: AuditField | "target_id";
  /** `user.id`. */
  readonly value: string;
}

/** Fields come in the order in which the codemods write them; what else is there stays where it is. */
const ORDER: readonly string[] = ["event", "actor", "route", "outcome", "reason", "error"];

function insertFields(event: AuditEvent, added: readonly Addition[], file: SourceFile): Plan {
  const { given, record, name } = event;
  if (given?.object) {
    const shared = file.bindings.ofExpression(record.node.arguments.at(-1)!);
    if (shared?.kind === "variable" && shared.variable.references.length > 2) return { skipped: "its fields are those of other events too" };
    const emptied = added.flatMap((addition) => {
      const property = addition.name === "target_id" ? undefined : given.emptied(addition.name);
      return property ? [{ property, addition }] : [];
    });
    if (emptied.some(({ property }) => property.parent !== given.object)) return { skipped: "its fields are not written here" };
    const filled = emptied.map(({ property, addition }): Edit => ({ range: property.value.range, text: addition.value }));
    const missing = added.filter((addition) => emptied.every((one) => one.addition !== addition));
    return { edits: [...filled, ...insertions(given.object, missing, file)], imports: [] };
  }
  if (!name || record.node.arguments.length !== 1) return { skipped: "its fields are not written here" };
  const at = record.node.arguments[0]!.range[1];
  return { edits: [{ range: [at, at], text: `, ${newObject(added, record.node, file)}` }], imports: [] };
}

function newObject(added: readonly Addition[], at: Node, file: SourceFile): string {
  const { indent, newline } = textStyle(file);
  const outer = lineIndent(file.view.text, at.range[0]);
  return ["{", ...added.map(({ name, value }) => `${outer}${indent}${field(name, value)},`), `${outer}}`].join(newline);
}

function insertions(object: NonNullable<GivenFields["object"]>, added: readonly Addition[], file: SourceFile): Edit[] {
  const { text } = file.view;
  const [first] = object.properties;
  if (!first) return [{ range: object.range, text: newObject(added, object, file) }];
  const places = new Map<Node | undefined, string[]>();
  for (const { name, value } of added) {
    const anchor = object.properties.findLast((property) => {
      const before = ORDER.indexOf(auditFieldNamed(propertyName(property) ?? "") ?? "");
      return before >= 0 && before < ORDER.indexOf(name);
    });
    places.set(anchor, [...(places.get(anchor) ?? []), field(name, value)]);
  }
  const { newline } = textStyle(file);
  return [...places].map(([anchor, texts]): Edit => {
    const beside = anchor ?? first;
    const gap = isFirstOnLine(text, beside.range[0]) ? `,${newline}${lineIndent(text, beside.range[0])}` : ", ";
    return anchor
      ? { range: [anchor.range[1], anchor.range[1]], text: texts.map((one) => gap + one).join("") }
      : { range: [first.range[0], first.range[0]], text: texts.map((one) => one + gap).join("") };
  });
}

/** Who the handler knows, in the place of a text that stands for anybody. */
export function planActor(event: AuditEvent, file: SourceFile): Plan {
  const { handler, record, placeholder } = event;
  const outcome = outcomeFor(event, file) ?? "success";
  const actor = handler && actorText(record.node, handler, { event: withoutOutcome(event.event ?? ""), outcome, status: statusOf(event) }, file);
  // Quoted it is a word like the one that stands there.
  if (actor === undefined || /^["'`]/.test(actor)) return { skipped: "who it is is not known here" };
  return { edits: [{ range: placeholder!.value.range, text: actor }], imports: [] };
}

/** `reason: error.message` becomes a code, and the error a field of its own where the event has room for one. */
export function planReasonCode(event: AuditEvent, file: SourceFile): Plan {
  const property = event.echo!;
  const style = textStyle(file);
  const code = `${propertyName(property)!}: ${quoted(codeFor(event, outcomeFor(event, file), file), style)}`;
  const error = echoedError(property.value, file);
  const path = error && dottedPath(error);
  const own = event.given?.object;
  const keeps = own && path && !own.properties.some((other) => propertyName(other) === "error");
  const more = keeps ? `, ${field("error", path.join("."))}` : "";
  const newLine = isFirstOnLine(file.view.text, property.range[0]) ? `,${style.newline}${lineIndent(file.view.text, property.range[0])}` : ", ";
  return { edits: [{ range: property.range, text: code + more.replace(", ", newLine) }], imports: [] };
}

/** The outcome as the handler ends, with the level and the reason that go with it. */
export function planOutcome(event: AuditEvent, file: SourceFile): Plan {
  const { contradiction, given, record } = event;
  const outcome = contradictedOutcome(event);
  const style = textStyle(file);
  const property = given?.property("outcome");
  const value = property && unwrap(property.value);
  const edits: Edit[] = [];
  if (value?.type === "Literal" && typeof value.value === "string") edits.push({ range: value.range, text: quoted(outcome, style) });
  else if (value?.type === "Literal" && typeof value.value === "boolean") edits.push({ range: value.range, text: "false" });
  else {
    const name = event.name && unwrap(event.name);
    if (name?.type !== "Literal" || event.event === undefined || outcomeOfName(event.event) === undefined) return { skipped: "its outcome is not written as a word here" };
    edits.push({ range: name.range, text: quoted(`${withoutOutcome(event.event)}.${outcome}`, style) });
  }
  const callee = unwrap(record.node.callee);
  if (callee.type === "MemberExpression" && record.level === LEVELS[contradiction!.said]) edits.push({ range: callee.property.range, text: LEVELS[outcome] });
  if (given && !given.open && !given.has("reason")) {
    const reason = insertFields(event, [{ name: "reason", value: quoted(codeFor(event, outcome, file), style) }], file);
    if ("edits" in reason) edits.push(...reason.edits);
  }
  return { edits, imports: [] };
}

/** How it ends in truth. */
export function contradictedOutcome({ contradiction }: AuditEvent): Outcome {
  return contradiction!.exit.answer.outcome === "denied" ? "denied" : "error";
}

/** The name that the vocabulary has for the event; undefined where it knows none. */
export function vocabularyName(event: AuditEvent, facts: FileFacts): string | undefined {
  const sensitivity = event.handler && facts.sensitivity(event.handler);
  return event.nameFault && knownEventName(textOfName(event.nameFault.node, facts.file), sensitivity?.event);
}

/** The words of a name, those that are put in apart. */
function textOfName(node: Node, file: SourceFile): string {
  const inner = unwrap(node);
  if (inner.type === "TemplateLiteral") return inner.quasis.map(({ value }) => value.cooked ?? "").join(" ");
  if (inner.type === "BinaryExpression") return `${textOfName(inner.left, file)} ${textOfName(inner.right, file)}`;
  return inner.type === "Literal" && typeof inner.value === "string" ? inner.value : "";
}

/** The vocabulary's name in its place; what was put into the old one becomes the event's target. */
export function planEventName(event: AuditEvent, name: string, file: SourceFile): Plan {
  const fault = event.nameFault!;
  const inner = unwrap(fault.node);
  if (inner.type !== "Literal" && inner.type !== "TemplateLiteral" && inner.type !== "BinaryExpression") return { skipped: "the name is not written here" };
  const renamed: Edit = { range: fault.node.range, text: quoted(name, textStyle(file)) };
  const holes = fault.kind === "open" ? holesOf(fault.node, file) : [];
  if (holes.length === 0) return { edits: [renamed], imports: [] };
  const [hole] = holes;
  const hasTarget = event.given?.object?.properties.some((property) => auditTarget.test(propertyName(property) ?? ""));
  if (holes.length > 1 || !event.given?.object || hasTarget) return { skipped: "what is put into the name would be lost" };
  const text = file.view.text.slice(...hole!.range);
  const target = insertFields(event, [{ name: "target_id", value: text }], file);
  return "skipped" in target ? target : { edits: [renamed, ...target.edits], imports: [] };
}

const auditTarget = /^target|^(?:resource|entity|document)(?:_?[iI]d)?$/;
