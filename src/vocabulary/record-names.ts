/**
 * How audit emitters, error reporters and analytics are called in real code bases. An audit event and an error report are
 * records; analytics never are; per-request access logs record requests, not events.
 */

/** Functions that write an audit event: `logAudit`, `recordSecurityEvent`, `createAuditLog`, `securityLog` … */
export const AUDIT_FUNCTION =
  /^_?(?:(?:log|record|create|write|append|insert|add|save|store|send|emit|queue|enqueue|publish|track|report|register|push|defer|dispatch|persist|put)(?:[A-Z][A-Za-z0-9]*?)?(?:Audit|SecurityEvent|SecurityLog|SecurityViolation|SecurityIncident|SecurityAlert|ActivityLog|Activity|AccessLog|DataAccess|AuthEvent|AuthLog|LoginAttempt|FailedLogin|ComplianceEvent)(?:s|Log|Logs|Event|Events|Entry|Entries|Trail|Record|Action|Async|Safely|Once|Batch|Failure|Error|Background|WithoutRequest)*(?:[A-Z][a-z]+)?|(?:log|record|report|write|save|store|persist)(?:RateLimit(?:Violation|Exceeded|Hit)|AccessViolation|AccessDeni(?:al|ed)|AuthFailure|UnauthorizedAccess)|audit|auditLog|auditEvent|auditAction|securityLog|securityEvent|audit(?:Failure|Success|Denied|Export|Attempt)|with[A-Za-z]*Audit(?:Log|Logging|Trail)?|audited[A-Z]\w*|koa\w*AuditLog)$/;

/** Names that the pattern above takes by accident: readers, builders, registrars. */
export const NOT_AUDIT_FUNCTION =
  /^_?(?:get|find|list|fetch|use|render|set|format|parse|build|map|filter|count|delete|prune|export|search|query|validate|is|has|can|show|open|load|download|generate|resolve|require|start|complete|run|to|from|update|handle|select|serialize|normalize|create[A-Z]\w*(?:Data|Schema|Table|Columns|Recorder|Logger|Tracker|Query|Queries|Context|Service|Store|Job|Session|Note|Identifier)$|register\w*(?:Routes|Tools|Workers|Handler)$)/;

/**
 * Functions that are told who did what: an audit event by their name where it says whose action, and else by the fields that
 * they get.
 */
export const ACTION_FUNCTION = /^_?(?:log|record|write|save)(Admin|Staff|Moderator|Moderation)?(?:User|System)?Actions?(?:Log)?$/;

/** Objects that audit events are written to: `auditLogger.record()`, `securityLog.warn()`, `prisma.auditLog.create()`. */
export const AUDIT_OBJECT =
  /^_?(?:\w*[aA]udit(?:Log|Logs|Logger|LogService|Service|Trail|Events?|Repository|Model)?|\w*[sS]ecurity(?:Log|Logger|Events?|Audit)|\w*[aA]ctivity(?:Log|Logs|Logger|Service|Tracker)|\w*[aA]ccessLog(?:ger)?|\w*[eE]ventLogs?|\w*[lL]oginAttempts?)$/;

export const AUDIT_METHOD =
  /^(?:log|info|warn|error|debug|notice|record|create|createMany|createOne|createEvent|createAuditLog|write|append|emit|add|insert|insertMany|save|track|publish|success|failure|fail|denied|deny|event|audit|reportEvent|(?:log|record|audit)[A-Z]\w*)$/;

/** Modules of the project that keep its audit trail: `@/lib/audit/export`, `./audit-log.js`. */
export const AUDIT_MODULE = /(?:^|[/-])audit(?:[/.-]|$)/;

/** Tables and models that hold an audit trail. */
export const AUDIT_TABLE =
  /(^|_)(audit|activity|security|access|auth|login)_?(logs?|events?|trail|entries|attempts?|history|records?)$|(^|_)(?:registration|sign_?up|password_reset|otp)_attempts?$|(^|_)audits?$|(^|_)(?:rate_?limit|security|access|policy)_?violations?$|^\w*([aA]udit|[aA]ctivity)(Log|Logs|Event|Events|Trail|Entry|Entries|Record|Records)$|^\w*[sS]ecurityEvents?$|^[lL]oginAttempts?$|(^|_)(?:admin|staff|moderat(?:or|ion)|user)?_?actions?_?logs?$|(^|_)(?:admin|staff|moderat(?:or|ion))_?(?:actions?|logs?)$/i;

/** Queues and streams that audit events are handed to, what hands them over, and how a message for the trail is called. */
export const AUDIT_QUEUE = /^(?:\w*audit\w*(?:queue|producer|publisher|stream|topic|bus|sink|outbox|analytics|dataset))$|^AUDIT(?:_\w+)?$|^\w+_AUDIT(?:_(?:LOGS?|EVENTS?|QUEUE|STREAM))?$/i;
export const QUEUE_METHOD = /^(?:add|addJob|send|sendMessage|sendBatch|enqueue|publish|dispatch|emit|emitAsync|produce|put|writeDataPoint|push|trigger)$/;
export const AUDIT_TOPIC = /^(?:audit|security)(?:[-_]?(?:log|event)s?)?(?:[./:_-]|$)/i;

/** Calls that hand a failure to an error tracker. They record a failure, and are never an audit event. */
export const ERROR_REPORTERS: ReadonlySet<string> = new Set(["captureException", "captureMessage", "captureError", "notifyError", "reportError", "recordException", "noticeError", "Bugsnag.notify", "bugsnag.notify", "Rollbar.error", "rollbar.error"]);

/** A function of the project's own that reports: `reportServerError`, not `reportSales`. */
export const REPORTS_ERROR = /^report[A-Z]\w*(?:Error|Exception|Crash)$/;

/** Modules whose middleware writes a line a request: what happened in it they do not know. */
export const ACCESS_LOGS: ReadonlySet<string> = new Set(["hono/logger", "morgan", "koa-logger", "express-winston", "pino-http"]);

/** Product analytics: never a record. */
export const ANALYTICS_OBJECT = /^(?:posthog|analytics|mixpanel|amplitude|segment|gtag|plausible|umami|ga|rudder\w*|heap)(?:Client|Node|Server)?$/i;
