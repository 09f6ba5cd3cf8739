/**
 * What a handler does that makes it sensitive: calls of known libraries, writes to telling tables and fields, exports,
 * signatures.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import { regionsWithin } from "../../frameworks/handler-around.js";
import type { SourceFile } from "../../source-file.js";
import { isInside, type CallNode, type Node } from "../../syntax/ast.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode, walk } from "../../syntax/walk.js";
import { tableWriteOf } from "../records/table-writes.js";
import { ofDocument } from "./document-acts.js";
import { withFieldsGiven } from "./fields-given.js";
import { ofInvitation, privilegeColumn, writtenByName } from "./granted-rights.js";
import { knownCall } from "./known-calls.js";
import { ofTools } from "./model-tools.js";
import type { Sensitivity } from "./sensitive-act.js";
import { sensitiveWrite } from "./sensitive-writes.js";
import { sensitiveProcedure } from "./stored-procedures.js";
import { comparedSignature, signatureHeader } from "./webhook-checks.js";

const NO_HANDLERS: readonly HandlerSite[] = [];

/**
 * The first sensitive act of a handler; a known call says more than a row that is written beside it. What a branch does that
 * is a handler of its own is that one's.
 */
export function sensitiveOperation(
  handler: HandlerSite,
  file: SourceFile,
  handlers: readonly HandlerSite[] = NO_HANDLERS,
): Sensitivity | undefined {
  const within = handler.region ?? handler.fn;
  if (!within) return undefined;
  const branches = regionsWithin(handler, handlers);
  const calls = nodesIn(file.outline.calls, within).filter((call) => !branches.some((branch) => isInside(call, branch)));
  const called = firstAct(calls, file);
  if (called && !(called.event === "data.export" && handsOutForm(within, file))) return called;
  const header = signatureHeader(within, file);
  if (header !== undefined) return { category: "webhook", event: "webhook.verify", evidence: `reads the header ${header}` };
  return ofTemplates(within, file) ?? ofDownload(within, file);
}

/** The first act among the calls, with the call that it is. */
export function firstAct(calls: readonly CallNode[], file: SourceFile): Sensitivity | undefined {
  for (const read of [knownCall, ofOwnCall]) {
    for (const call of calls) {
      const found = read(call, file);
      if (found) return { ...found, act: call };
    }
  }
  return undefined;
}

function ofOwnCall(call: CallNode, file: SourceFile): Sensitivity | undefined {
  if (call.type !== "CallExpression") return undefined;
  const written = tableWriteOf(call, file);
  const write = written && withFieldsGiven(written, call, file);
  return (
    (write && sensitiveWrite(write, file)) ??
    writtenByName(call, write) ??
    ofDocument(call, file) ??
    ofInvitation(call) ??
    ofProcedure(call, file) ??
    comparedSignature(call, file) ??
    ofTools(call, file)
  );
}

function ofProcedure(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const found = sensitiveProcedure(call, file);
  return found && { category: found.category, event: found.event, evidence: `calls ${found.procedure}` };
}

/** SQL in templates such as sql`update users set role = …`. */
function ofTemplates(within: Node, file: SourceFile): Sensitivity | undefined {
  if (!/`\s*(?:insert|update|delete)\b/i.test(file.view.text.slice(...within.range))) return undefined;
  let found: Sensitivity | undefined;
  walk(within, (node) => {
    const write = node.type === "TaggedTemplateExpression" ? tableWriteOf(node, file) : undefined;
    if (!found && write) found = sensitiveWrite(write, file) ?? privilegeColumn(write);
  });
  return found;
}

/** `Content-Disposition: attachment; filename="users.csv"`: a table of records to take away. */
function ofDownload(within: Node, file: SourceFile): Sensitivity | undefined {
  if (!/attachment/.test(file.view.text.slice(...within.range))) return undefined;
  const names = (text: string): boolean => /attachment;?[^\n]*\.(?:csv|tsv|xlsx?|ndjson)\b/i.test(text) && !FORM.test(text);
  const header = findNode(within, (node) => {
    if (node.type === "TemplateLiteral") return names(node.quasis.map(({ value }) => value.raw).join("x"));
    return node.type === "Literal" && typeof node.value === "string" && names(node.value);
  });
  return header && { category: "data", event: "data.export", evidence: "answers with a table as an attachment" };
}

/** `attachment; filename="import-template.xlsx"`: the table is made here, and holds nobody's records. */
function handsOutForm(within: Node, file: SourceFile): boolean {
  return /filename\*?=[^;\n]{0,40}(?:template|sample|example)/i.test(file.view.text.slice(...within.range));
}

/** An empty table to fill in. */
const FORM = /template|sample|example|demo\b/i;
