/** All rules, by name. */
import type { AuditRule } from "../src/define-rule.js";
import logOn4xx from "./log-on-4xx.js";
import noConsoleInHandlers from "./no-console-in-handlers.js";
import noLogInjection from "./no-log-injection.js";
import noSecretInLog from "./no-secret-in-log.js";
import noSilentCatch from "./no-silent-catch.js";
import requireAuditFields from "./require-audit-fields.js";
import requireAuditOnSensitiveRoute from "./require-audit-on-sensitive-route.js";

export const RULES: readonly AuditRule<never>[] = [
  logOn4xx,
  noConsoleInHandlers,
  noLogInjection,
  noSecretInLog,
  noSilentCatch,
  requireAuditFields,
  requireAuditOnSensitiveRoute,
] as never;
