/** The names under which real code writes the fields of an audit event. */
export const FIELD_ALIASES = {
  actor_id: ["actor_id", "actorId", "actor", "userId", "user_id", "user", "performedBy", "changedBy", "changeBy", "adminId", "apiKeyId", "principal", "sub"],
  event: ["event", "action", "eventType", "event_type", "actionType", "action_type", "type", "name", "operation"],
  outcome: ["outcome", "success", "status", "result", "ok"],
  reason: ["reason", "error", "code", "message", "errorCode", "failureReason"],
  target: ["target", "targets", "resourceId", "resourceType", "resource", "entityId", "entityType", "entity_id", "entity_type", "documentId", "targetId"],
  ip: ["ip", "ipAddress", "ip_address", "clientIp", "location", "context", "auditLogInfo", "req", "request"],
  route: ["route", "path", "endpoint", "url", "requestPath", "pathname", "source"],
  request_id: ["requestId", "request_id", "correlationId", "traceId"],
} as const satisfies Record<string, readonly string[]>;
