/**
 * Which records carry a secret. Works from the record calls outward: each argument is taken apart as far as it is written
 * in the call, and what the parts hold is followed to where it comes from.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, isFunction, isInside, memberName, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";
import { walk } from "../syntax/walk.js";
import { BUILDS_ERRORS, ERROR_NAME, TELLING_MEMBER, TOLD_BY_ERROR } from "../vocabulary/logged-text.js";
import { LEVEL_METHODS } from "../vocabulary/loggers.js";
import { classifySecretName, type SecretClass } from "../vocabulary/secret-words.js";
import { belongsInTrail } from "./body-in-trail.js";
import { traceSecrets } from "./carried-secrets.js";
import { clearedByCallee } from "./cleared-fields.js";
import { goesOnInDots, isClearingName, isKnownEmpty, isShortBeginning, looksLikeCredential } from "./cleared-values.js";
import { givesHostAlone } from "./connection-host.js";
import { runsInDevelopmentAlone } from "./development-only.js";
import { isEmitterCall } from "./emitter-call.js";
import { indirectRecordOf, type IndirectRecord } from "./indirect-records.js";
import { printsForPerson } from "./prints-for-person.js";
import { isConfigured, isLoggerName, recordOf, type RecordCall } from "./records.js";
import { redactionOf, type Redaction } from "./redacting-logger.js";
import type { Trace } from "./secret-trace.js";
import { isUnknown, secretsIn, type Carried, type IsSecretField, type Value, type Whole } from "./secret-value.js";
import { tableWriteOf } from "./table-writes.js";

/** A secret that a record carries: which, how it got there, and the part of the call that holds it. */
export interface Leak {
  readonly record: RecordCall;
  /** The part of the record's arguments that carries the secret: a property, an element, an argument, a template's part. */
  readonly node: Node;
  /** Parts of the same call that carry the same secret again. */
  readonly again: readonly Node[];
  /** The other leaking parts of the call's lists, so that edits of several leaks fit together. */
  readonly siblings: ReadonlySet<Node>;
  readonly classes: readonly (SecretClass | Whole)[];
  /** What it is, for the message: `password`, `user.token and user.password`, `req.body`. */
  readonly what: string;
  /** The variable or expression that brought it, where that is not the secret itself. */
  readonly through: string | undefined;
  /** Where calls in the file pass the secret to the function that logs it: the parts of their arguments. */
  readonly given: readonly Node[];
  /** True when nothing but personal data is carried: reported by option. */
  readonly personal: boolean;
  /** True for a request, body, header list, cookies or environment logged as a whole. */
  readonly whole: boolean;
}

export function leaksOf(file: SourceFile): Leak[] {
  const leaks: Leak[] = [];
  let trace: Trace | undefined;
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || !call.arguments.some((argument) => mayCarry(argument, file))) continue;
    const direct = recordOf(call, file) ?? bindingCall(call, file);
    const indirect = direct ? undefined : indirectRecordOf(call, file);
    if ((!direct && !indirect) || runsInDevelopmentAlone(call, file)) continue;
    trace ??= traceSecrets(file);
    const found = indirect ? leaksOfIndirect(indirect, trace) : leaksOfRecord(direct!, call, trace);
    leaks.push(...(found.length > 0 && printsForPerson(file) ? found.filter(isNoAnswer) : found));
  }
  return leaks;
}

/** What a script prints of its own is its answer to whoever runs it; not so what the environment gave it, and a logger's line. */
function isNoAnswer({ record, classes, what }: Leak): boolean {
  return record.strength !== "console" || classes.includes("environment") || /\benv\b/.test(what);
}

/** A look at the syntax alone: literal texts, numbers, flags, ids and caught errors carry nothing. */
function mayCarry(argument: Node, file: SourceFile): boolean {
  const any = (parts: readonly (Node | null)[]): boolean => parts.some((part) => part !== null && mayCarry(part, file));
  const inner = unwrap(argument);
  switch (inner.type) {
    case "Literal":
      return typeof inner.value === "string" && looksLikeCredential(inner.value);
    case "UnaryExpression":
      return false;
    case "TemplateLiteral":
      return any(inner.expressions);
    case "BinaryExpression":
      return inner.operator === "+" && any([inner.left, inner.right]);
    case "ConditionalExpression":
      return any([inner.consequent, inner.alternate]);
    case "ObjectExpression":
      return any(inner.properties.map((property) => (property.type === "Property" ? property.value : property)));
    case "ArrayExpression":
      return any(inner.elements);
    case "Identifier":
      return inner.name !== "undefined" && (!ERROR_NAME.test(inner.name) || throwsBuiltErrors(file));
    case "MemberExpression": {
      const name = memberName(inner) ?? "";
      if (TELLING_MEMBER.test(name)) return /(?:session|card)s?$/i.test(dottedPath(inner.object)?.at(-1) ?? "");
      const ofError = TOLD_BY_ERROR.test(name) && inner.object.type === "Identifier" && ERROR_NAME.test(inner.object.name);
      return !ofError || throwsBuiltErrors(file);
    }
    default:
      return true;
  }
}

const builtErrors = keptWith<SourceFile, boolean>();

function throwsBuiltErrors(file: SourceFile): boolean {
  let known = builtErrors.get(file);
  if (known === undefined) builtErrors.set(file, (known = BUILDS_ERRORS.test(file.view.text)));
  return known;
}

/** `logger.child({ … })`, `log.with({ … })`, `Sentry.setContext("x", { … })`: what is bound goes into every line after. */
function bindingCall(call: TSESTree.CallExpression, file: SourceFile): RecordCall | undefined {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return undefined;
  const method = memberName(callee);
  if (
    method === undefined ||
    !/^(?:child|with|withContext|withMetadata|withFields|setBindings|appendKeys|addContext|assign|set(?:Context|Extra|Extras|Tag|Tags|User))$/.test(
      method,
    )
  )
    return undefined;
  const holder =
    dottedPath(callee.object)?.at(-1) ?? (callee.object.type === "CallExpression" ? calleeName(callee.object) : undefined);
  if (holder === undefined) return undefined;
  const reports = /^set[A-Z]/.test(method) && /^(?:Sentry|scope|sentry)$/.test(holder);
  if (!reports && !isLoggerName(holder) && !isConfigured(file.settings.loggers, holder)) return undefined;
  return { node: call, strength: reports ? "reporter" : "log", level: method, order: "varargs", library: undefined };
}

interface Part {
  /** What is reported and edited. */
  readonly node: Node;
  readonly value: Value;
  /** The fields that lead to the part from the record's argument. */
  readonly path: readonly string[];
}

function leaksOfRecord(record: RecordCall, call: TSESTree.CallExpression, trace: Trace): Leak[] {
  const parts: Part[] = [];
  call.arguments.forEach((argument, index) => {
    if (isCondition(record, index) || isOwnBusiness(record, call, argument, index)) return;
    takeApart(argument, argument, [], trace, parts);
  });
  if (takesWhatItNeeds(record, call, parts)) return [];
  if (record.level === "table" && call.arguments[1]?.type === "ArrayExpression") return [];
  const callee = unwrap(call.callee);
  const redaction = callee.type === "MemberExpression" ? redactionOf(callee.object, trace.file) : undefined;
  return joined(record, parts.filter((part) => !goesToSerializer(part, record, trace)), redaction, trace);
}

/** `logger.error({ err, req })`: the field for which the loggers that are made in one place of a project have a serializer. */
function goesToSerializer({ value, path }: Part, record: RecordCall, trace: Trace): boolean {
  if (record.strength !== "log" || path.length !== 1 || path[0] !== "req" || value.kind !== "whole" || value.part !== "request") return false;
  const callee = unwrap(record.node.callee);
  if (callee.type !== "MemberExpression") return false;
  const logger = trace.file.bindings.ofExpression(callee.object);
  return logger?.kind !== "variable" || /\bserializers\b/.test(trace.file.view.text);
}

/** A record under another spelling is a logger's method: nobody looks into its arguments for what they need. */
function leaksOfIndirect({ record, args, logger }: IndirectRecord, trace: Trace): Leak[] {
  const parts: Part[] = [];
  for (const argument of args) takeApart(argument, argument, [], trace, parts);
  return joined(record, parts, logger && redactionOf(logger, trace.file), trace);
}

/** `console.assert(token, "…")` tests its first argument and prints the others. */
function isCondition(record: RecordCall, index: number): boolean {
  return record.strength === "console" && record.level === "assert" && index === 0;
}

/** An audit or log function of one's own that is given the request, or a client's token first, takes from it what it needs. */
function isOwnBusiness(record: RecordCall, call: TSESTree.CallExpression, argument: Node, index: number): boolean {
  const method = unwrap(call.callee).type === "MemberExpression" && record.strength !== "audit";
  if (method || record.strength === "console") return false;
  const path = dottedPath(argument);
  if (path === undefined) return false;
  const last = path.at(-1)!;
  if (/^_?(?:req|request|ctx|c|context|headers|event)$/.test(last)) return true;
  // A Worker reaches its bindings through `env`, so what it calls is handed that along; a tool reads its settings from it.
  if (/^(?:process\.)?env$/.test(path.join(".")) && call.arguments.length > 1) return true;
  return index === 0 && call.arguments.length > 1 && /^(?:token|accessToken|session|apiKey|supabase)$/.test(last);
}

/** `logFailure({ request, formData })`: a function that is given the request itself logs a part that only it knows. */
function takesWhatItNeeds(record: RecordCall, call: TSESTree.CallExpression, parts: readonly Part[]): boolean {
  if (unwrap(call.callee).type === "MemberExpression" && record.strength !== "audit") return false;
  return parts.some(({ value }) => value.kind === "whole" && value.part === "request");
}

/** Takes an argument apart as far as it is written in the call: fields, elements, a template's parts, both arms of a choice. */
function takeApart(node: Node, reported: Node, path: readonly string[], trace: Trace, parts: Part[]): void {
  const inner = unwrap(node);
  switch (inner.type) {
    case "ObjectExpression":
      for (const property of inner.properties) takePropertyApart(property, inner, path, trace, parts);
      return;
    case "ArrayExpression":
      for (const element of inner.elements)
        if (element) takeApart(element.type === "SpreadElement" ? element.argument : element, element, path, trace, parts);
      return;
    case "TemplateLiteral":
      if (
        inner.expressions.some(
          (part, index) => /\bbearer $/i.test(inner.quasis[index]!.value.raw) && isUnknown(trace.valueOf(part)),
        )
      )
        break;
      inner.expressions.forEach((part, index) => {
        if (!isBegun(part, inner.quasis[index + 1]!.value.raw, trace)) takeApart(part, part, path, trace, parts);
      });
      return;
    case "BinaryExpression":
      if (inner.operator !== "+") return;
      if (inner.right.type === "Literal" && isBegun(inner.left, inner.right.value, trace)) return;
      takeApart(inner.left, inner.left, path, trace, parts);
      takeApart(inner.right, inner.right, path, trace, parts);
      return;
    case "ConditionalExpression":
      takeApart(inner.consequent, inner.consequent, path, trace, parts);
      takeApart(inner.alternate, inner.alternate, path, trace, parts);
      return;
    case "LogicalExpression":
      if (givesHostAlone(inner, (part) => trace.textOf(part))) return;
      if (inner.operator !== "&&") takeApart(inner.left, inner.left, path, trace, parts);
      takeApart(inner.right, inner.right, path, trace, parts);
      return;
    case "CallExpression": {
      const written =
        isStringifier(inner) && inner.arguments.length > 0 && holdsNoFilter(inner) ? unwrap(inner.arguments[0]!) : undefined;
      if (written?.type === "ObjectExpression" || written?.type === "ArrayExpression")
        return takeApart(written, written, path, trace, parts);
      break;
    }
    case "NewExpression":
      if (/Error$/.test(calleeName(inner) ?? "") && inner.arguments[0])
        return takeApart(inner.arguments[0], inner.arguments[0], path, trace, parts);
  }
  if (!isFunction(inner)) parts.push({ node: reported, value: trace.valueOf(inner), path });
}

/** `${token.slice(0, 8)}…`: a beginning, shown as one. */
function isBegun(node: Node, behind: unknown, trace: Trace): boolean {
  if (!goesOnInDots(behind) || unwrap(node).type !== "CallExpression") return false;
  const value = trace.valueOf(node);
  return value.kind === "secret" && isShortBeginning(node, value.secret.class);
}

function takePropertyApart(
  property: TSESTree.Property | TSESTree.SpreadElement,
  object: TSESTree.ObjectExpression,
  path: readonly string[],
  trace: Trace,
  parts: Part[],
): void {
  if (property.type === "SpreadElement") {
    const spread = unwrap(property.argument);
    const choice =
      spread.type === "LogicalExpression" || spread.type === "ConditionalExpression" || spread.type === "ObjectExpression";
    if (choice) return takeApart(spread, property, path, trace, parts);
    // What a later field of the same name replaces is not written.
    const whole = trace.valueOf(object);
    const later =
      whole.kind === "object"
        ? [...whole.fields].filter(([name]) =>
            object.properties.some(
              (other) => other.type === "Property" && other.range[0] > property.range[0] && propertyName(other) === name,
            ),
          )
        : [];
    const value: Value = {
      kind: "object",
      fields: new Map(later.map(([name]) => [name, { kind: "clean" }])),
      rest: [trace.valueOf(spread)],
    };
    parts.push({ node: property, value, path });
    return;
  }
  const name = propertyName(property);
  const below = name === undefined ? path : [...path, name];
  const inner = unwrap(property.value);
  if (inner.type === "ObjectExpression" || inner.type === "ArrayExpression")
    return takeApart(inner, property, below, trace, parts);
  const value = trace.valueOf(object);
  const field = name === undefined || value.kind !== "object" ? trace.valueOf(inner) : value.fields.get(name);
  if (field) parts.push({ node: property, value: isFunction(inner) ? { kind: "clean" } : field, path: below });
}

function isStringifier(call: TSESTree.CallExpression): boolean {
  return /^(?:stringify|inspect|assign|freeze|String|format)$/.test(calleeName(call) ?? "");
}

function holdsNoFilter(call: TSESTree.CallExpression): boolean {
  const second = call.arguments[1];
  return calleeName(call) === "stringify"
    ? second === undefined || second.type === "Literal" || (second.type === "Identifier" && second.name === "undefined")
    : calleeName(call) !== "assign";
}

/** The field without which a whole is none: a logger that takes it out was told of this very object. */
const SECRET_WITHIN: Readonly<Partial<Record<SecretClass | Whole, readonly string[]>>> = {
  headers: ["authorization", "Authorization"],
  body: ["password"],
};

/** One leak a part, and a secret that several parts carry once. */
function joined(record: RecordCall, parts: readonly Part[], redaction: Redaction | undefined, trace: Trace): Leak[] {
  const { settings } = trace.file;
  const isSecretField: IsSecretField = (name) => {
    const verdict = classifySecretName(name, settings);
    return verdict !== undefined && "class" in verdict && verdict.class !== "personal data";
  };
  const hashes = hashesAccount(record, trace.file);
  const mayStay = (part: Part, { path, secret }: Carried): boolean =>
    isHidden([...part.path, ...path], redaction, trace) ||
    (redaction && SECRET_WITHIN[secret.class]?.some((field) => redaction([...part.path, ...path, field]))) === true ||
    isKnownEmpty(part.node, (node) => trace.textOf(node), secret.what) ||
    (hashes && part.path[0] === "account" && secret.class === "personal data") ||
    (record.strength === "audit" && part.path.length > 0 && clearedByCallee(record.node.callee, trace.file).includes(part.path[0]!)) ||
    (secret.class === "body" && record.strength === "audit" && isKeptInTrail(part, path, secret.given ?? part.node, record, trace.file));
  const carrying = parts
    .map((part) => ({ part, carried: secretsIn(part.value, isSecretField).filter((one) => !mayStay(part, one)) }))
    .filter(({ carried }) => carried.length > 0);
  const all = new Set(carrying.map(({ part }) => part.node));
  // Personal data stays where only secrets are reported, so it does not count as going too.
  const secretOnes = new Set(
    carrying.filter(({ carried }) => carried.some(({ secret }) => secret.class !== "personal data")).map(({ part }) => part.node),
  );
  const seen = new Map<string, { nodes: Node[] }>();
  const leaks: Leak[] = [];
  for (const { part, carried } of carrying) {
    const strict = carried.filter(({ secret }) => secret.class !== "personal data");
    const told = strict.length > 0 ? strict : carried;
    const what = [...new Set(told.map(({ secret }) => secret.what))].slice(0, 3).join(" and ");
    const first = seen.get(what);
    if (first) {
      first.nodes.push(part.node);
      continue;
    }
    const nodes: Node[] = [];
    seen.set(what, { nodes });
    leaks.push({
      record,
      node: part.node,
      again: nodes,
      siblings: strict.length > 0 ? secretOnes : all,
      classes: [...new Set(told.map(({ secret }) => secret.class))],
      what,
      through: throughWhat(part.node, told, trace),
      given: isLoggedOnly(part.node, record, trace) ? partsGiven(told, isSecretField, trace) : [],
      personal: strict.length === 0,
      whole: told.every(({ secret }) => secret.whole),
    });
  }
  return leaks;
}

/** An emitter that writes the hash of its field `account`: the login name that is given there goes no further. */
function hashesAccount({ node }: RecordCall, file: SourceFile): boolean {
  return file.settings.emitter.account && isEmitterCall(unwrap(node.callee), file);
}

/**
 * A body that is the detail of a row, or the row: `LoginLog.create(req.body)` keeps what the table has columns for. A line of a
 * logger, and an event of the project's emitter, go where all lines go.
 */
function isKeptInTrail(part: Part, path: readonly string[], from: Node, record: RecordCall, file: SourceFile): boolean {
  const isRow = part.path.length + path.length === 0 && part.node.type !== "SpreadElement" && record.node.type === "CallExpression";
  if (isRow && tableWriteOf(record.node as TSESTree.CallExpression, file) !== undefined) return true;
  const isLine = LEVEL_METHODS.has(record.level ?? "") || dottedPath(record.node.callee)?.[0] === file.settings.emitter.name;
  return !isLine && belongsInTrail(from, file);
}

/** Fields under a name that says they are redacted, and those that the logger takes out itself. */
function isHidden(path: readonly string[], redaction: Redaction | undefined, trace: Trace): boolean {
  return path.length > 0 && (redaction?.(path) === true || path.some((name) => isClearingName(name, trace.file.settings)));
}

/**
 * Is all that a function does with its parameters to log them? Where it stores or sends them too, what its callers pass must stay
 * as it is, and the record is where the secret is taken out.
 */
function isLoggedOnly(logged: Node, record: RecordCall, trace: Trace): boolean {
  let only = true;
  walk(logged, (node) => {
    if (node.type !== "Identifier") return undefined;
    const binding = trace.file.bindings.of(node);
    if (binding.kind !== "parameter") return undefined;
    only &&= binding.variable.references.every(({ identifier }) => isInside(identifier as Node, record.node));
    return undefined;
  });
  return only;
}

/** The same of the function that is given the argument, where that one passes it on to the function that logs it. */
function isPassedOnOnly(argument: Node, trace: Trace): boolean {
  const call = argument.parent;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier") return true;
  const binding = trace.file.bindings.of(call.callee);
  const parameter = binding.kind === "function" ? binding.fn.params[call.arguments.indexOf(argument as never)] : undefined;
  const variable = parameter?.type === "Identifier" ? trace.file.bindings.variableOf(parameter) : undefined;
  return (variable?.references ?? []).every(({ identifier }) => {
    let outer = (identifier as Node).parent;
    while (outer && outer.type !== "CallExpression" && !isFunction(outer)) outer = outer.parent;
    if (outer?.type !== "CallExpression") return false;
    const known = outer.callee.type === "Identifier" && trace.file.bindings.of(outer.callee).kind === "function";
    return known || recordOf(outer, trace.file) !== undefined;
  });
}

/** The parts of the passed arguments that carry the secrets; none when a secret also came another way. */
function partsGiven(carried: readonly Carried[], isSecretField: IsSecretField, trace: Trace): Node[] {
  const given = new Set(carried.map(({ secret }) => secret.given));
  if (given.has(undefined) || ![...given].every((argument) => isPassedOnOnly(argument!, trace))) return [];
  const parts: Part[] = [];
  for (const argument of given) takeApart(argument!, argument!, [], trace, parts);
  return parts.filter(({ value }) => secretsIn(value, isSecretField).length > 0).map(({ node }) => node);
}

function throughWhat(node: Node, carried: readonly Carried[], trace: Trace): string | undefined {
  const inner = node.type === "Property" ? node.value : node.type === "SpreadElement" ? node.argument : node;
  const text = trace.textOf(inner);
  return carried.some(({ secret }) => text.includes(secret.what) || secret.what.includes(text)) ? undefined : text;
}
