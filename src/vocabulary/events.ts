/**
 * The vocabulary of security events: each event with what it means, and its words in the vocabularies of others. Rules,
 * codemods, the logger, the alerts and docs/events.md share it. The OWASP words are those of the OWASP Logging Vocabulary
 * Cheat Sheet (CC BY-SA 4.0).
 */
import type { Outcome } from "./outcome.js";
import type { Category } from "./sensitive-actions.js";

export type EventCategory = Category | "input";

export interface SecurityEventSpec {
  readonly name: string;
  readonly category: EventCategory;
  /** One line, without a full stop. */
  readonly meaning: string;
  /** The OWASP Logging Vocabulary's word, by outcome; an outcome without one has no word there. */
  readonly owasp: Partial<Record<Outcome, string>>;
  /** Elastic Common Schema. `event.action` is the name; `event.outcome` is success, or failure for denied and error. */
  readonly ecs: { readonly category: readonly string[]; readonly type: readonly string[] };
  /** Open Cybersecurity Schema Framework, 1.x. `status_id` is 1 for success and 2 for denied and error. */
  readonly ocsf: { readonly class_uid: number; readonly activity_id: number };
}

const IAM = { account: 3001, authentication: 3002, entity: 3004, access: 3005 } as const;
const APPLICATION = { webResources: 6001, api: 6003, datastore: 6005 } as const;
/** OCSF's number for an activity that its class has no name for; `activity_name` is then the event's name. */
const OTHER = 99;

/** Words by outcome: of success, of denied, and of error, which is denied's where nothing is given. */
function words(success?: string, denied?: string, error: string | undefined = denied): SecurityEventSpec["owasp"] {
  return { ...(success && { success }), ...(denied && { denied }), ...(error && { error }) };
}

function event(
  name: string,
  category: EventCategory,
  meaning: string,
  owasp: SecurityEventSpec["owasp"],
  [ecsCategory, ecsType]: readonly [string, string],
  [class_uid, activity_id]: readonly [number, number],
): SecurityEventSpec {
  return { name, category, meaning, owasp, ecs: { category: ecsCategory.split(" "), type: ecsType.split(" ") }, ocsf: { class_uid, activity_id } };
}

/** In the order of the docs: by category, then by name. */
export const SECURITY_EVENTS: readonly SecurityEventSpec[] = [
  event("auth.login", "authentication", "Somebody tries to sign in", words("authn_login_success", "authn_login_fail"), ["authentication session", "start"], [IAM.authentication, 1]),
  event("auth.login.request", "authentication", "A link or code to sign in with is asked for", {}, ["iam", "user info"], [IAM.authentication, OTHER]),
  event("auth.logout", "authentication", "Somebody signs out", words("session_logout"), ["authentication session", "end"], [IAM.authentication, 2]),
  event("auth.mfa.disable", "authentication", "A second factor is taken away", words("user_updated", "authz_fail"), ["iam", "user change"], [IAM.account, 11]),
  event("auth.mfa.enable", "authentication", "A second factor is set up", words("user_updated", "authz_fail"), ["iam", "user change"], [IAM.account, 10]),
  event("auth.mfa.verify", "authentication", "A second factor is checked", words("authn_login_success", "authn_login_fail"), ["authentication", "info"], [IAM.authentication, OTHER]),
  event("auth.password.change", "authentication", "Somebody who is signed in changes a password", words("authn_password_change", "authn_password_change_fail"), ["iam", "user change"], [IAM.account, 3]),
  event("auth.password_reset.complete", "authentication", "A password is set by means of a reset link or code", words("authn_password_change", "authn_password_change_fail"), ["iam", "user change"], [IAM.account, 4]),
  event("auth.password_reset.request", "authentication", "A reset link or code is asked for", {}, ["iam", "user info"], [IAM.account, 4]),
  event("auth.register", "authentication", "Somebody opens an account", words("user_created", "authz_fail"), ["iam", "user creation"], [IAM.account, 1]),
  event("auth.token.create", "authentication", "A session's or an API's token is issued or renewed", words("authn_token_created", "authz_fail"), ["authentication session", "start"], [IAM.authentication, OTHER]),
  event("auth.token.revoke", "authentication", "A token is made worthless", words("authn_token_revoked", "authz_fail"), ["authentication session", "end"], [IAM.authentication, OTHER]),
  event("user.create", "authentication", "An account is opened for somebody", words("user_created", "authz_fail"), ["iam", "user creation"], [IAM.account, 1]),
  event("user.delete", "authentication", "An account is deleted", words("user_deleted", "authz_fail"), ["iam", "user deletion"], [IAM.account, 6]),
  event("user.update", "authentication", "An account's data is changed", words("user_updated", "authz_fail"), ["iam", "user change"], [IAM.account, OTHER]),
  event("access.check", "authorization", "Somebody asks for what they may or may not have", words(undefined, "authz_fail"), ["web", "access"], [APPLICATION.webResources, 2]),
  event("org.create", "authorization", "A team, an organisation or a project with members of its own is made", words(undefined, "authz_fail"), ["iam", "creation"], [IAM.entity, 1]),
  event("ratelimit.exceeded", "authorization", "Somebody asks too often", words(undefined, "excess_rate_limit_exceeded"), ["web", "access"], [APPLICATION.webResources, OTHER]),
  event("user.invite", "authorization", "Somebody is asked to join a team or the service", words(undefined, "authz_fail"), ["iam", "user info"], [IAM.account, OTHER]),
  event("user.role.change", "authorization", "What somebody may do is changed", words("privilege_permissions_changed", "authz_fail"), ["iam", "user change"], [IAM.access, 1]),
  event("admin.action", "admin", "Something is done that only administrators may do", words("authz_admin", "authz_fail"), ["iam", "admin info"], [APPLICATION.api, OTHER]),
  event("admin.user_update", "admin", "An administrator changes somebody's account", words("authz_admin", "authz_fail"), ["iam", "admin change"], [IAM.account, OTHER]),
  event("user.impersonate", "admin", "Somebody acts as somebody else", words("authz_admin", "authz_fail"), ["iam session", "admin start"], [IAM.authentication, OTHER]),
  event("billing.change", "billing", "Plan, prices or payment details are changed", words("sensitive_update", "authz_fail"), ["configuration", "change"], [APPLICATION.webResources, 3]),
  event("billing.checkout", "billing", "A payment is begun", words("sensitive_create", "authz_fail"), ["web", "info"], [APPLICATION.webResources, 1]),
  event("billing.payment", "billing", "Money is taken, held back or moved", words("sensitive_create", "authz_fail"), ["web", "info"], [APPLICATION.webResources, 1]),
  event("billing.payout", "billing", "Money is paid out", words("sensitive_create", "authz_fail"), ["web", "info"], [APPLICATION.webResources, 1]),
  event("billing.refund", "billing", "Money is given back", words("sensitive_create", "authz_fail"), ["web", "info"], [APPLICATION.webResources, 1]),
  event("billing.subscription", "billing", "A subscription is begun, changed or ended", words("sensitive_update", "authz_fail"), ["web", "info"], [APPLICATION.webResources, 3]),
  event("data.delete", "data", "Data is deleted in bulk", words("sensitive_delete", "authz_fail"), ["database", "change"], [APPLICATION.datastore, 7]),
  event("data.export", "data", "Data leaves as an export or a backup", words("sensitive_read", "authz_fail"), ["database", "access"], [APPLICATION.webResources, 7]),
  event("data.read", "data", "Personal or financial records are read in bulk", words("sensitive_read", "authz_fail"), ["database", "access"], [APPLICATION.datastore, 1]),
  event("key.create", "keys", "An API key is made", words("authn_token_created", "authz_fail"), ["iam", "creation"], [IAM.entity, 1]),
  event("key.revoke", "keys", "An API key is made worthless", words("authn_token_revoked", "authz_fail"), ["iam", "deletion"], [IAM.entity, 4]),
  event("webhook.verify", "webhook", "The signature of a webhook is checked", words(undefined, "authn_login_fail"), ["authentication", "info"], [IAM.authentication, OTHER]),
  event("config.change", "configuration", "A setting or feature flag is changed", words("sensitive_update", "authz_fail"), ["configuration", "change"], [IAM.entity, 3]),
  event("ai.tool_call", "ai", "A model calls a tool", words(undefined, "authz_fail"), ["api", "access"], [APPLICATION.api, OTHER]),
  event("input.validate", "input", "What was sent is not what may be sent", words(undefined, "input_validation_fail"), ["web", "access"], [APPLICATION.webResources, OTHER]),
];

/** Last words of a name that are no part of it: `auth.login.failure` is `auth.login`, denied. */
export const OUTCOME_SUFFIXES: Readonly<Record<string, Outcome>> = { success: "success", failure: "denied", denied: "denied", error: "error" };

/** The reasons that the codemods write, and that a team adds its own to. Each is a code of [a-z0-9_.-], at most 64 long. */
export const REASONS: Readonly<Record<string, string>> = {
  bad_signature: "The signature does not fit what was signed",
  conflict: "It contradicts what is there already",
  expired: "The token, link or code is too old",
  forbidden: "It is known who asks, and they may not",
  gone: "It is no longer there",
  internal_error: "Something broke on our side",
  invalid_credentials: "Name and password do not belong together",
  invalid_input: "What was sent is not what may be sent",
  invalid_token: "The token, code or key is none of ours",
  locked: "The account is locked, suspended or switched off",
  method_not_allowed: "The route does not take this method",
  not_found: "There is no such thing, or not for who asks",
  payment_required: "It has to be paid for first",
  rate_limited: "It was asked too often",
  refused: "It was refused, and the answer does not say why",
  too_large: "What was sent is too big",
  unauthenticated: "It is not known who asks",
  unsupported_media_type: "What was sent is of a type that the route does not take",
  unverified: "The address or the account has not been confirmed yet",
};

export interface EventFieldSpec {
  readonly name: string;
  readonly meaning: string;
  /** The field's name elsewhere; left out where there is none. */
  readonly ecs?: string;
  readonly ocsf?: string;
  readonly otel?: string;
}

/** The fields of `security-event/1`, in the order of its schema. */
export const EVENT_FIELDS: readonly EventFieldSpec[] = [
  { name: "timestamp", meaning: "When, in UTC with milliseconds", ecs: "@timestamp", ocsf: "time", otel: "Timestamp" },
  { name: "schema", meaning: "Always `security-event/1`", ocsf: "metadata.log_version" },
  { name: "level", meaning: "info, warn or error", ecs: "log.level", ocsf: "severity", otel: "SeverityText" },
  { name: "event", meaning: "What was tried", ecs: "event.action", ocsf: "activity_name", otel: "EventName" },
  { name: "outcome", meaning: "success, denied or error", ecs: "event.outcome", ocsf: "status_id", otel: "outcome" },
  { name: "reason", meaning: "Why it was denied or broke, as a bounded code", ecs: "event.reason", ocsf: "status_detail", otel: "error.type" },
  { name: "actor_id", meaning: "Who tried it: an id; `anon` for nobody in particular; `unknown` for somebody whom a guard let in, and the code did not name", ecs: "user.id", ocsf: "actor.user.uid", otel: "user.id" },
  { name: "actor_type", meaning: "user, service, api_key, system, agent or anon", ocsf: "actor.user.type", otel: "actor_type" },
  { name: "account", meaning: "A keyed hash of the login name that was tried", ecs: "user.hash", ocsf: "user.uid_alt", otel: "user.hash" },
  { name: "org_id", meaning: "The organisation or tenant", ecs: "organization.id", ocsf: "actor.user.org.uid", otel: "org_id" },
  { name: "target_type", meaning: "What kind of thing it was tried on", ocsf: "resources[].type", otel: "target_type" },
  { name: "target_id", meaning: "Which thing it was tried on", ecs: "user.target.id", ocsf: "resources[].uid", otel: "target_id" },
  { name: "request_id", meaning: "The request's id: the same for all events of a request", ecs: "http.request.id", ocsf: "metadata.correlation_uid", otel: "request_id" },
  { name: "trace_id", meaning: "The trace's id, 32 hexadecimal digits", ecs: "trace.id", ocsf: "trace.uid", otel: "TraceId" },
  { name: "route", meaning: "The route's template, without a query", ecs: "url.path", ocsf: "http_request.url.path", otel: "http.route" },
  { name: "method", meaning: "The method; ACTION, RPC or JOB where there is no HTTP", ecs: "http.request.method", ocsf: "http_request.http_method", otel: "http.request.method" },
  { name: "status", meaning: "The answer's status", ecs: "http.response.status_code", ocsf: "http_response.code", otel: "http.response.status_code" },
  { name: "duration_ms", meaning: "How long it took", ecs: "event.duration", ocsf: "duration", otel: "duration_ms" },
  { name: "ip", meaning: "The client's address, as far as it can be trusted", ecs: "source.ip", ocsf: "src_endpoint.ip", otel: "client.address" },
  { name: "user_agent", meaning: "The client's name for itself; off by default", ecs: "user_agent.original", ocsf: "http_request.user_agent", otel: "user_agent.original" },
  { name: "service", meaning: "The app", ecs: "service.name", ocsf: "metadata.product.name", otel: "service.name" },
  { name: "env", meaning: "production, preview …", ecs: "service.environment", ocsf: "metadata.labels", otel: "deployment.environment.name" },
  { name: "details", meaning: "All else, redacted: four levels, 40 keys each, texts of 1 KB", ecs: "labels", ocsf: "unmapped", otel: "details" },
];
