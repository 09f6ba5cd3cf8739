/** What a template records that is handed to a function: a row of the trail, or a line of a logger whose method is the tag. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { memberName, unwrap } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { LEVEL_METHODS } from "../../vocabulary/loggers.js";
import { writesAuditRow } from "./audit-writes.js";
import { record, type RecordCall } from "./record-call.js";
import { recordOf } from "./records.js";

const templates = keptWith<TSESTree.TaggedTemplateExpression, RecordCall | undefined>();

/** sql`insert into audit_log …`, log.warn`denied to ${id}`. A tag is called with the template's values, and is shown as that. */
export function recordOfTemplate(template: TSESTree.TaggedTemplateExpression, file: SourceFile): RecordCall | undefined {
  if (templates.has(template)) return templates.get(template);
  const tag = unwrap(template.tag);
  const asCall = { type: "CallExpression", callee: tag, arguments: template.quasi.expressions, optional: false };
  const called = { ...template, ...asCall } as unknown as TSESTree.CallExpression;
  const isLine = tag.type === "MemberExpression" && LEVEL_METHODS.has(memberName(tag) ?? "");
  const found = writesAuditRow(template, file) ? record(called, "audit") : isLine ? recordOf(called, file) : undefined;
  templates.set(template, found);
  return found;
}
