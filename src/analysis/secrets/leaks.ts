/**
 * Which records carry a secret. Works from the record calls outward: each argument is taken apart as far as it is written
 * in the call, and what the parts hold is followed to where it comes from.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import type { SecretClass } from "../../vocabulary/secret-words.js";
import { bindingCall, boundAtBirth } from "../records/bound-fields.js";
import { traceSecrets } from "./carried-secrets.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import { handlerAround } from "../../frameworks/handler-around.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { indirectRecordOf, type IndirectRecord } from "../records/indirect-records.js";
import { lineOfLogFile } from "../records/log-file-lines.js";
import { takeApart, type Part } from "./logged-parts.js";
import { mayCarry } from "./may-carry.js";
import { mayStay } from "./may-stay.js";
import { isLoggedOnly, partsGiven } from "./passed-parts.js";
import { hasOwnDefault, printsForPerson, talksToPerson } from "./prints-for-person.js";
import { recordOf } from "../records/records.js";
import { recordOfTemplate } from "../records/template-records.js";
import type { RecordCall } from "../records/record-call.js";
import { redactionOf, type Redaction } from "./redacting-logger.js";
import { secretFields } from "./secret-fields.js";
import type { Trace } from "./secret-trace.js";
import { secretsIn, type Carried, type Whole } from "./secret-value.js";
import { writtenParts } from "./written-arguments.js";

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

export function leaksOf(facts: HandlerFacts): Leak[] {
  const { file } = facts;
  const leaks: Leak[] = [];
  let trace: Trace | undefined;
  const look = (call: TSESTree.CallExpression, direct: RecordCall | undefined, indirect: IndirectRecord | undefined): void => {
    if ((!direct && !indirect) || runsInDevelopmentAlone(call, file)) return;
    trace ??= traceSecrets(file);
    const found = indirect ? leaksOfIndirect(indirect, trace, facts) : leaksOfRecord(direct!, call, trace, facts);
    const isAnswer =
      found.length > 0 && (talksToPerson(call, file) || (printsForPerson(file) && !servesOn(handlerAround(call, facts), file)));
    leaks.push(...(isAnswer ? found.filter((leak) => isNoAnswer(leak, file)) : found));
  };
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || !call.arguments.some((argument) => mayCarry(argument, file))) continue;
    const direct = recordOf(call, file) ?? bindingCall(call, file);
    const indirect = direct ? undefined : (indirectRecordOf(call, file) ?? lineOfLogFile(call, file) ?? boundAtBirth(call, file));
    look(call, direct, indirect);
  }
  for (const template of file.outline.taggedTemplates) {
    const direct = mayCarry(template.quasi, file) ? recordOfTemplate(template, file) : undefined;
    if (direct) look(direct.node as TSESTree.CallExpression, direct, undefined);
  }
  return leaks;
}

/** A handler's console is read by whoever runs the server, however that was started; not where it answers once and closes. */
function servesOn(handler: HandlerSite | undefined, { view }: SourceFile): boolean {
  return handler !== undefined && !(handler.fn && /\bserver\.close\(|\bprocess\.exit\(/.test(view.text.slice(...handler.fn.range)));
}

/** What a script prints of its own is its answer to whoever runs it; not so what the environment gave it, and a logger's line. */
function isNoAnswer({ record, classes, what }: Leak, file: SourceFile): boolean {
  const printed = record.strength === "console" || talksToPerson(record.node, file) || dottedPath(record.node.callee)?.some((name) => /^console/i.test(name)) === true;
  if (!printed || classes.includes("environment")) return true;
  const names = what.split(" and ");
  const isOfTests = classes.every((one) => one === "password") || names.every((name) => /\benv\.TEST_/.test(name));
  return /\benv\b/.test(what) && !(isOfTests && hasOwnDefault(names, file));
}

function leaksOfRecord(record: RecordCall, call: TSESTree.CallExpression, trace: Trace, facts: HandlerFacts): Leak[] {
  const callee = unwrap(call.callee);
  const redaction = callee.type === "MemberExpression" ? redactionOf(callee.object, trace.file) : undefined;
  return joined(record, writtenParts(record, call, trace), redaction, trace, facts);
}

/** A record under another spelling is a logger's method: nobody looks into its arguments for what they need. */
function leaksOfIndirect({ record, args, logger }: IndirectRecord, trace: Trace, facts: HandlerFacts): Leak[] {
  const parts: Part[] = [];
  for (const argument of args) takeApart(argument, argument, [], trace, parts);
  return joined(record, parts, logger && redactionOf(logger, trace.file), trace, facts);
}

/** One leak a part, and a secret that several parts carry once. */
function joined(
  record: RecordCall,
  parts: readonly Part[],
  redaction: Redaction | undefined,
  trace: Trace,
  facts: HandlerFacts,
): Leak[] {
  const isSecretField = secretFields(trace.file.settings);
  const stays = mayStay(record, redaction, trace, facts);
  const carrying = parts
    .map((part) => ({ part, carried: secretsIn(part.value, isSecretField).filter((one) => !stays(part, one)) }))
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

function throughWhat(node: Node, carried: readonly Carried[], trace: Trace): string | undefined {
  const inner = node.type === "Property" ? node.value : node.type === "SpreadElement" ? node.argument : node;
  const text = trace.textOf(inner);
  return carried.some(({ secret }) => text.includes(secret.what) || secret.what.includes(text)) ? undefined : text;
}
