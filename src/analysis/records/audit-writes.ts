/** What writes an audit event elsewhere than to a log: a row in a table of the trail, a message of a queue or a topic. */
import { propertyName, unwrap } from "../../syntax/ast.js";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { ACTION_FUNCTION, AUDIT_FUNCTION, AUDIT_QUEUE, AUDIT_TABLE, AUDIT_TOPIC, NOT_AUDIT_FUNCTION, QUEUE_METHOD } from "../../vocabulary/record-names.js";
import type { TSESTree } from "@typescript-eslint/utils";
import { hasActorAndOutcome } from "./actor-and-outcome.js";
import { record, type RecordCall } from "./record-call.js";
import { tableWriteOf } from "./table-writes.js";

/** `prisma.auditLog.create()`, `db.insert(auditLogs)`, `supabase.from("audit_logs").insert()`, `INSERT INTO audit_log …`. */
export function auditTableWrite(call: TSESTree.CallExpression, method: string, file: SourceFile): RecordCall | undefined {
  const write = tableWriteOf(call, file);
  if (write?.verb !== "insert") return undefined;
  return AUDIT_TABLE.test(write.table) || (LOG_TABLE.test(write.table) && hasActorAndOutcome(call)) ? record(call, "audit", method) : undefined;
}

/** `api_logs`: a log of anything, which is a trail where a row says who did what and how it ended. */
const LOG_TABLE = /(?:^|[a-z_])logs?$/i;

/** `supabase.rpc("log_security_event", …)`: a procedure that writes the row is called as a function would be. */
export function callsAuditProcedure(call: TSESTree.CallExpression, method: string, file: SourceFile): boolean {
  if (method !== "rpc") return false;
  const procedure = staticString(call.arguments[0], file.bindings);
  const name = procedure?.replaceAll(/_+([a-z\d])/gi, (_, letter: string) => letter.toUpperCase());
  if (name === undefined || NOT_AUDIT_FUNCTION.test(name)) return false;
  return AUDIT_FUNCTION.test(name) || ACTION_FUNCTION.exec(name)?.[1] !== undefined;
}

/** sql`insert into audit_log …`. */
export function writesAuditRow(template: TSESTree.TaggedTemplateExpression, file: SourceFile): boolean {
  const write = tableWriteOf(template, file);
  return write?.verb === "insert" && AUDIT_TABLE.test(write.table);
}

/** `auditQueue.add(…)`, `env.AUDIT_QUEUE.send(…)`, `events.emit("audit.login", …)`, `inngest.send({ name: "audit/login" })`. */
export function sendsAudit(call: TSESTree.CallExpression, holder: string | undefined, method: string, file: SourceFile): boolean {
  if (!QUEUE_METHOD.test(method)) return false;
  if (holder !== undefined && AUDIT_QUEUE.test(holder)) return true;
  const first = call.arguments[0] && unwrap(call.arguments[0]);
  const topic = first?.type === "ObjectExpression" ? first.properties.find((property) => propertyName(property) === "name") : undefined;
  const name = topic?.type === "Property" ? topic.value : first;
  return name !== undefined && AUDIT_TOPIC.test(staticString(name, file.bindings) ?? "");
}
