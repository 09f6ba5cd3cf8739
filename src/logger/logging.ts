/**
 * Security events and log lines: one JSON object a line, redacted and bounded, and never in the way of the app.
 *
 *   securityLog.warn("auth.login", { actor: "anon", reason: "invalid_credentials", ...requestContext(req) });
 *   logger.info("order placed", { orderId });
 *
 * This file is yours. It imports nothing, and runs as it is on Node.js, Next.js (Node.js and edge), Cloudflare Workers, Deno
 * and Bun. The fields are those of `security-event/1`; other names, such as `userId`, are understood, and what is not known
 * goes to `details`.
 */

// ── What it is told ──────────────────────────────────────────────────────────────────────────────────────────────────────

export interface LoggingOptions {
  /** Both are on each line. Without them SERVICE_NAME or OTEL_SERVICE_NAME, and VERCEL_ENV or NODE_ENV, are read. */
  service?: string;
  env?: string;
  /** The least level that `logger` writes; LOG_LEVEL, or "info". Security events are written whatever it is. */
  level?: Level;
  /** How many proxies of your own stand before the app: the client is found by counting `x-forwarded-for` from the right. */
  trustedProxies?: number;
  /** A header that your platform sets and overwrites, such as "x-real-ip", "cf-connecting-ip" or "x-vercel-forwarded-for". */
  ipHeader?: string;
  /** Keep the user agent too. */
  userAgent?: boolean;
  /** Key of the hash that stands for a login name. Without it, and without AUDIT_ACCOUNT_KEY, the field is left out. */
  accountKey?: string;
  /** Chain the lines by hashes, for `audit-logging verify`; a text is the key of the hashes (HMAC), better kept secret. */
  chain?: boolean | string;
  sinks?: readonly Sink[];
}

export type Level = "debug" | "info" | "warn" | "error";

/** The events of the vocabulary; others are written too, in the form `area.thing` or `area.thing.verb`. */
export type SecurityEvent =
  | "access.check" | "admin.action" | "admin.user_update" | "ai.tool_call" | "auth.login" | "auth.logout" | "auth.mfa.disable"
  | "auth.mfa.enable" | "auth.mfa.verify" | "auth.password.change" | "auth.password_reset.complete" | "auth.password_reset.request"
  | "auth.register" | "auth.token.create" | "auth.token.revoke" | "billing.change" | "billing.checkout" | "billing.payment"
  | "billing.payout" | "billing.refund" | "billing.subscription" | "config.change" | "data.delete" | "data.export" | "data.read"
  | "input.validate" | "key.create" | "key.revoke" | "ratelimit.exceeded" | "user.create" | "user.delete" | "user.impersonate"
  | "user.role.change" | "user.update" | "webhook.verify" | (string & {});

export type LogRecord = Record<string, unknown>;

/** Takes a line somewhere. It may throw, reject, or call `failed` later: the line is then counted as dropped. */
export interface Sink {
  (line: string, record: LogRecord, failed: () => void): unknown;
  flush?(): Promise<unknown>;
}

/** One for all copies of this file: Next.js bundles it anew for the instrumentation, for routes and for the proxy. */
const shared = ((globalThis as unknown as Record<symbol, Shared | undefined>)[Symbol.for("security-event/1")] ??= {
  settings: {},
  lastHash: "0".repeat(64),
});
const { settings } = shared;

interface Shared {
  readonly settings: LoggingOptions;
  /** Of the chain, which goes through the lines of all copies. */
  lastHash: string;
}

/** Call it once, where the app starts; on Workers, where secrets come with the request, as often as you like. */
export function configureLogging(options: LoggingOptions): void {
  Object.assign(settings, options);
}

// ── What it offers ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who did what, to what, and how it ended. Without an `outcome` info is a success, warn a denial, error an error. */
export const securityLog = {
  info: (event: SecurityEvent, fields?: object): void => writeEvent("info", event, fields),
  warn: (event: SecurityEvent, fields?: object): void => writeEvent("warn", event, fields),
  error: (event: SecurityEvent, fields?: object): void => writeEvent("error", event, fields),
};

/** Everything else, with the same care: `logger.error("the mail was not sent", { error, orderId })`. */
export const logger = {
  debug: (message: unknown, fields?: unknown): void => writeMessage("debug", message, fields),
  info: (message: unknown, fields?: unknown): void => writeMessage("info", message, fields),
  warn: (message: unknown, fields?: unknown): void => writeMessage("warn", message, fields),
  error: (message: unknown, fields?: unknown): void => writeMessage("error", message, fields),
};

/**
 * What an event should know of its request: `ip`, `request_id`, `trace_id` and `method`, never body, query or a header's secret.
 * @param req a Fetch `Request`, its `Headers`, or the request of Express, Fastify, Koa, Hono or Node.js
 */
export function requestContext(req: unknown): LogRecord {
  try {
    const request = (req ?? {}) as RequestLike;
    const read = headerReader(request, req);
    return withoutUndefined({
      method: methodOf(request.method ?? request.raw?.method),
      request_id: requestId(request, read),
      trace_id: traceId(/^00-([0-9a-f]{32})-/.exec(read("traceparent") ?? "")?.[1]),
      ip: clientAddress(request, read),
      user_agent: settings.userAgent ? read("user-agent") : undefined,
    });
  } catch {
    // A request that cannot be read must not fail the answer: the event goes without its context.
    return {};
  }
}

/** A keyed hash of a login name or e-mail address: the same for the same person, of no use to who reads the log. */
export function hashAccount(identifier: unknown): string | undefined {
  if (typeof identifier !== "string" || identifier.trim() === "") return undefined;
  const key = settings.accountKey ?? environment("AUDIT_ACCOUNT_KEY");
  return key ? hmac(key, identifier.normalize("NFKC").trim().toLowerCase()).slice(0, 32) : undefined;
}

/** Sends what is buffered and waits, but not for ever: `await flush()` before exit, `ctx.waitUntil(flush())` on Workers. */
export async function flush(timeout = 2000): Promise<void> {
  const work = sinks().map(async (sink) => sink.flush?.());
  let timer: unknown;
  const enough = new Promise<void>((resolve) => (timer = runtime.setTimeout(resolve, timeout)));
  await Promise.race([Promise.allSettled(work.concat(Array.from(pending))), enough]);
  runtime.clearTimeout(timer);
}

// ── One line a request ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface RequestLogOptions<Req = never> {
  /** The route's template, `/api/users/[id]`. Without it Express's own, or the path with what looks like an id taken out. */
  route?: string;
  /** Who asks. By default the `id` of `req.user`, or of `req.auth`. */
  user?: (req: Req) => unknown;
}

/** Express: `app.use(requestLog())`, before the routes. Fastify: in `onRequest`, with `reply.raw`. */
export function requestLog<Req extends object>(options: RequestLogOptions<Req> = {}) {
  return (req: Req, res: NodeResponse, next: () => void): void => {
    const start = Date.now();
    // "close" comes once the answer is sent, and also when the client has gone away before.
    res.once("close", () => {
      writeRequest(req, res.statusCode, start, options, res.writableFinished === false ? { aborted: true } : {});
    });
    next();
  };
}

/** A Fetch handler, of a Worker, an edge function, a Next.js route or proxy: `export const POST = withRequestLog(handler)`. */
export function withRequestLog<Args extends unknown[], Result>(
  handler: (...args: Args) => Result | Promise<Result>,
  options: RequestLogOptions<Args[0]> = {},
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const start = Date.now();
    const done = (status: number, rest?: object) => {
      writeRequest(args[0], status, start, options, rest);
      const context = (args as Context[]).find((arg) => typeof arg?.waitUntil === "function");
      // Not awaited: what is left to deliver never delays the answer.
      context?.waitUntil!(flush());
    };
    let result: Result;
    try {
      result = await handler(...args);
    } catch (error) {
      quietly(() => {
        const { digest, status } = (error ?? {}) as { digest?: unknown; status?: unknown };
        // Next.js redirects and refuses by throwing: that is an answer.
        const answer = /^NEXT_(?:REDIRECT;.*;(\d{3});|HTTP_ERROR_FALLBACK;(\d{3}))/.exec(String(digest ?? ""));
        if (answer) done(Number(answer[1] ?? answer[2]));
        else done(Number(status) >= 400 && Number(status) < 600 ? Number(status) : 500, { error });
      });
      throw error;
    }
    quietly(() => done((result as { status?: number } | undefined)?.status ?? 200));
    return result;
  };
}

function writeRequest<Req>(req: Req, status: number, start: number, options: RequestLogOptions<Req>, rest: object = {}): void {
  quietly(() => {
    const { user, auth, route, baseUrl = "", originalUrl, url } = (req ?? {}) as RequestLike;
    const actor = attempt(() => (options.user ? options.user(req) : (user ?? auth)));
    const path = options.route ?? (typeof route?.path === "string" ? baseUrl + route.path : templateOf(originalUrl ?? url));
    const level = status >= 500 ? "error" : status >= 400 ? "warn" : "info";
    const duration_ms = Math.max(0, Date.now() - start);
    writeMessage(level, "request", { ...requestContext(req), actor_id: actor ?? "anon", route: path, status, duration_ms, ...rest });
  });
}

/** `/users/42/orders?x=1` → `/users/:id/orders`. */
function templateOf(url = ""): string {
  const [path = ""] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").split(/[?#]/);
  return path.replace(/\/(?:\d+|[0-9a-f-]{16,}|[^/]*[@%][^/]*|(?=[^/]*\d)[\w.~-]{16,}|[^/]{32,})(?=\/|$)/gi, "/:id") || "/";
}

// ── From a call to a line ────────────────────────────────────────────────────────────────────────────────────────────────

const OUTCOMES: Record<string, string> = {
  success: "success", succeeded: "success", ok: "success", true: "success", allowed: "success", granted: "success",
  denied: "denied", failure: "denied", failed: "denied", false: "denied", refused: "denied", blocked: "denied", error: "error",
};
const METHODS = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|QUERY|ACTION|RPC|JOB)$/;
const EVENT_NAME = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+){1,3}$/;
const OUTCOME_SUFFIX = /\.(?:success|failure|denied|error)$/;
const LEVELS: readonly Level[] = ["debug", "info", "warn", "error"];

/** Each field: the other names that it is known by, and what makes it fit the schema. What does not fit goes to `details`. */
const FIELDS: Record<string, [names: string, read: (value: unknown) => string | number | undefined]> = {
  outcome: ["success ok result", (value) => OUTCOMES[String(value).toLowerCase()]],
  reason: ["failureReason failure_reason errorCode error_code", codeOf],
  actor_id: ["actor actorId userId user_id user performedBy changedBy changeBy adminId apiKeyId principal sub", (value) => idOf(value)],
  actor_type: ["actorType", (value) => (/^(?:user|service|api_key|system|agent|anon)$/.test(String(value)) ? String(value) : undefined)],
  account: ["", (value) => (/^[0-9a-f]{32}$/.test(String(value)) ? String(value) : hashAccount(value))],
  org_id: ["orgId tenantId tenant_id organizationId organization_id", (value) => idOf(value)],
  target_type: ["targetType resourceType resource_type entityType entity_type resource", (value) => idOf(value, 64)],
  target_id: ["target targetId resourceId resource_id entityId entity_id documentId", (value) => idOf(value)],
  request_id: ["requestId correlationId correlation_id", (value) => (/^[\w.:-]{1,128}$/.test(String(value)) ? idOf(value) : undefined)],
  trace_id: ["traceId", traceId],
  route: ["path endpoint pathname requestPath url", (value) => (typeof value === "string" ? routeOf(value) : undefined)],
  method: ["", methodOf],
  status: ["statusCode status_code", (value) => (Number.isInteger(value) && Number(value) >= 100 && Number(value) < 600 ? Number(value) : undefined)],
  duration_ms: ["durationMs duration", (value) => (typeof value === "number" && value >= 0 && value < Infinity ? value : undefined)],
  ip: ["ipAddress ip_address clientIp client_ip", (value) => (typeof value === "string" ? lastAddress(value) : undefined)],
  user_agent: ["userAgent", (value) => (settings.userAgent ? idOf(value, 256) : undefined)],
  service: ["", (value) => idOf(value, 64)],
  env: ["", (value) => idOf(value, 32)],
};
const FIELD_OF = new Map(Object.entries(FIELDS).flatMap(([field, [names]]) => [field, ...names.split(" ")].map((name) => [name, field])));
/** Never written as they are: an address that was tried becomes the `account`, where there is a key. */
const LOGIN_NAMES = /^(?:e-?mail|user_?e-?mail|e-?mail_?address)$/i;
/** Gone without a trace when they are empty or switched off. */
const OPTIONAL = /^(?:account|user_agent|ip)$/;

function writeEvent(level: "info" | "warn" | "error", event: unknown, fields: unknown): void {
  guarded(() => {
    const { name, outcome } = readEventName(textOf(event));
    const record: LogRecord = { timestamp: new Date().toISOString(), schema: "security-event/1", level, event: name };
    // Named here, so that each line has them at the same place.
    for (const field of ["outcome", "reason", "actor_id", "request_id"]) record[field] = undefined;
    takeFields(fields, record, level);
    record.outcome ??= outcome ?? outcomeOfStatus(record.status) ?? { info: "success", warn: "denied", error: "error" }[level];
    record.actor_id ??= "anon";
    record.request_id ??= newId();
    deliver(record);
  });
}

function writeMessage(level: Level, message: unknown, fields: unknown): void {
  settings.level ??= LEVELS.find((known) => known === environment("LOG_LEVEL")) ?? "info";
  if (LEVELS.indexOf(level) < LEVELS.indexOf(settings.level)) return;
  guarded(() => {
    // Some are used to loggers that take the fields first, and an error may come alone.
    if (typeof message === "object" && message !== null) {
      const text = typeof fields === "string" ? fields : attempt(() => (message as Error).message);
      [message, fields] = [text ?? "", typeof fields === "string" ? message : (fields ?? message)];
    }
    const record: LogRecord = { timestamp: new Date().toISOString(), level, message: clean(textOf(message)) };
    takeFields(fields, record, level);
    deliver(record);
  });
}

/** `auth.login.failure` → `auth.login`, denied. What has not the form of a name is given it, so that the line is valid. */
function readEventName(given: string): { name: string; outcome?: string | undefined } {
  if (EVENT_NAME.test(given) && given.length <= 80 && !OUTCOME_SUFFIX.test(given)) return { name: given };
  const words = clean(given, 80).replace(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase();
  const parts = words.replace(/[^a-z0-9_.]+/g, "_").split(".").filter(Boolean);
  const outcome = parts.length > 2 && OUTCOME_SUFFIX.test(words) ? OUTCOMES[parts.pop()!] : undefined;
  if (parts.length < 2 || !/^[a-z]/.test(parts[0]!)) parts.unshift("app");
  if (parts.length < 2) parts.push("event");
  const name = [...parts.slice(0, 3), parts.slice(3).join("_")].filter(Boolean).join(".");
  return { name: name.slice(0, 80).replace(/\.$/, ""), outcome };
}

/** Puts what the schema knows into the record, and all else into its `details`. */
function takeFields(fields: unknown, record: LogRecord, level: Level): void {
  const room: Room = { left: 16_384, stack: level === "error", above: [] };
  const details: LogRecord = Object.create(null);
  let size = 0;
  let email: unknown;
  const keep = (key: string, value: unknown) => {
    if (LOGIN_NAMES.test(key)) email ??= value;
    else if (size++ < 40) details[clean(key, 64)] = plain(value, key, 3, room);
  };
  for (const [key, value] of entriesOf(fields)) {
    if (value === undefined) continue;
    const field = FIELD_OF.get(key);
    if (field && (key === field || record[field] === undefined)) {
      const fitting = value === null ? undefined : attempt(() => FIELDS[field]![1](value));
      if (fitting !== undefined) record[field] = fitting;
      if (fitting !== undefined || value === null || OPTIONAL.test(field)) continue;
    }
    if (key === "details") for (const [inner, detail] of entriesOf(value)) keep(inner, detail);
    else keep(key, value);
  }
  record.account ??= hashAccount(email);
  splitRoute(record);
  settings.service ??= environment("SERVICE_NAME") ?? environment("OTEL_SERVICE_NAME") ?? "";
  settings.env ??= environment("VERCEL_ENV") ?? environment("NODE_ENV") ?? "";
  record.service ??= idOf(settings.service, 64);
  record.env ??= idOf(settings.env, 32);
  if (size > 0) record.details = details;
}

/** Names and values of the fields; what cannot be read says so. */
function entriesOf(fields: unknown): [string, unknown][] {
  if (fields === undefined || fields === null) return [];
  if (typeof fields !== "object") return [["value", fields]];
  const unreadable: [string, unknown][] = [["value", UNREADABLE]];
  return attempt(() => {
    if (fields instanceof Error) return [["error", fields]];
    return Array.isArray(fields) ? [["value", fields]] : propertiesOf(fields, 200);
  }, unreadable)!;
}

function propertiesOf(value: object, most: number): [string, unknown][] {
  const keys = Object.keys(value).slice(0, most);
  return keys.map((key) => [key, attempt(() => (value as LogRecord)[key], UNREADABLE)]);
}

/** `POST /api/login` as a route is two fields. */
function splitRoute(record: LogRecord): void {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(String(record.route ?? "")) ?? [];
  if (method === undefined || !METHODS.test(method)) return;
  record.method ??= method;
  record.route = path;
}

/** A reason is a bounded code; of an error its code or name, of a sentence its words. */
function codeOf(value: unknown): string | undefined {
  const { code, name } = value instanceof Error ? (value as Error & { code?: unknown }) : { code: undefined, name: undefined };
  const text = clean(String(code ?? name ?? (typeof value === "object" ? "" : value)));
  return text.toLowerCase().replace(/[^a-z0-9_.-]+/g, "_").slice(0, 64).replace(/^_+|_+$/g, "") || undefined;
}

function idOf(value: unknown, longest = 128): string | undefined {
  if (typeof value === "string") return clean(value.trim(), longest) || undefined;
  if (typeof value === "number" || typeof value === "bigint") return clean(String(value), longest);
  if (typeof value !== "object" || value === null) return undefined;
  const { id, _id, sub } = value as { id?: unknown; _id?: unknown; sub?: unknown };
  const inner = id ?? _id ?? sub;
  if (inner !== undefined && typeof inner !== "object") return idOf(inner, longest);
  const text = String(inner ?? value);
  return text.startsWith("[object ") || Array.isArray(value) ? undefined : clean(text, longest) || undefined;
}

function routeOf(value: string): string | undefined {
  return clean(value.replace(/^([A-Z]+ )?[a-z][a-z0-9+.-]*:\/\/[^/?#]*/, "$1").replace(/[?#][^]*$/, ""), 200) || undefined;
}

function methodOf(value: unknown): string | undefined {
  const method = typeof value === "string" ? value.toUpperCase() : "";
  return METHODS.test(method) ? method : undefined;
}

function outcomeOfStatus(status: unknown): string | undefined {
  return typeof status !== "number" ? undefined : status < 400 ? "success" : status < 500 ? "denied" : "error";
}

function traceId(value: unknown): string | undefined {
  return typeof value === "string" && /^[0-9a-f]{32}$/.test(value) ? value : undefined;
}

// ── What never gets out ──────────────────────────────────────────────────────────────────────────────────────────────────

const REDACTED = "[REDACTED]";
const UNREADABLE = "[unreadable]";

/** Words of names whose values are secrets, or personal. */
const SECRET_NAME = new RegExp(
  `(?<= )(?:${[
    "pass ?(?:words?|phrase|code)|passwd|pwd|passwort|kennwort|senha|contrasena|(?:user|db|smtp|e?mail|admin|root|auth) pass|(?:user|card) pin|security answer",
    "\\w*tokens?|bearer|jwts?|\\w*cookies?|authorization|auth header|credentials?|creds|basic auth",
    "sess(?:ion)? ?id|phpsessid|jsessionid|connect sid|session key|raw headers",
    "(?:api|access|auth|service|subscription|license|role|private|secret|signing|encryption|decryption|master|hmac|jwt|ssh|rsa) ?keys?|(?:stripe|openai|anthropic|sendgrid|resend|twilio) key",
    "seed phrase|mnemonic|magic link|\\w*secrets?|t?otp|one time (?:code|password)",
    "(?:totp|otp|mfa|2 ?fa|factor|verification|verify|sms|recovery|backup|reset|login|auth|authorization|confirmation|magic|security|activation|unlock|device|oauth) codes?|code verifier",
    "card n(?:umber|o|um)|(?:credit|debit) card|cc ?num(?:ber)?|cvv|cvc|card (?:security code|pin)|iban|account n(?:umber|o)|routing number|sort ?code",
    "conn(?:ection)? ?(?:str(?:ing)?|ur[il])|(?:database|db|mongo(?:db)?|redis|postgres(?:ql)?|pg|mysql|jdbc|amqp|rabbitmq|smtp) ur[il]",
    "e ?mails?|mail address|(?:mobile|phone) number|phones?|telephone|ssn|social security number|tax id|national id|passport number|date of birth|dob|birth ?da(?:te|y)",
  ].join("|")})(?= )`,
  "g",
);
/** Words that mean this only as the whole name. */
const SHORT_NAME = /^ (?:pass|pw|pin|sid|pan|mfa|(?:user|new|old|current|raw|my|the|auth|login) (?:pass|pw|pin|sid|pan|mfa)) $/;
/** Last words that make it the name of something else: `tokenCount`, `apiKeyId`, `passwordChangedAt`, `emailVerified`. */
const HARMLESS_END =
  /\b(?:counts?|total|length|size|limits?|budget|usage|used|left|remaining|max|min|index|score|ids?|uuid|ref|fingerprint|kid|types?|kind|names?|labels?|format|version|alg(?:orithm)?|issuer|audience|scopes?|exp|expiry|expires|expiration|ttl|age|at|date|time|timestamp|timeout|duration|valid|invalid|status|state|exists|present|required|enabled|disabled|missing|changed|updated|verified|expired|revoked|sent|last|masked|redacted|provider|policy) $/;

const verdicts = new Map<string, boolean>();

function isSecretName(name: string): boolean {
  let verdict = verdicts.get(name);
  if (verdict !== undefined) return verdict;
  const split = name.slice(-128).replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)/g, " ");
  const words = ` ${split.replace(/[^A-Za-z\d]+/g, " ").trim().toLowerCase()} `;
  let end = -1;
  for (const { index, 0: match } of Array.from(words.matchAll(SECRET_NAME))) end = index + match.length;
  verdict = SHORT_NAME.test(words) || (end > 0 && !HARMLESS_END.test(words.slice(end).replace(/(?: \d+)+ $/, " ")));
  if (verdicts.size < 2000) verdicts.set(name, verdict);
  return verdict;
}

/** Shapes of secrets in any text, with what is left of them. */
const SHAPES: readonly [RegExp, string | ((match: string) => string)][] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, REDACTED],
  [/\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}/g, REDACTED],
  [/\b(Bearer|Basic|Digest)\s+[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\b(?:sk|pk|rk|whsec|sbp|sb_secret|glpat|npm|github_pat|gh[opsur]|hf|re|shpat)[_-][\w-]{12,}/g, REDACTED],
  [/\b(?:xox[a-z]-[\w-]{8,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|AIza[\w-]{30,}|SG\.[\w-]{10,}\.[\w-]{10,})/g, REDACTED],
  [/\b([a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/?#]{0,200}):[^\s@/]{1,500}@/gi, `$1:${REDACTED}@`],
  [/((?:token|secret|passw(?:or)?d|pwd|api[_-]?key|signature|session_?id|\bsid|\bsig|\bcode|\botp)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s&#"',;}]{1,8192}/gi, `$1${REDACTED}`],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b/gi, REDACTED],
  [/(?<![\w.-])[2-6]\d{3}(?:[ -]?\d){9,12}(?![\w-])/g, (digits) => (isCardNumber(digits) ? REDACTED : digits)],
];

/** A quick look: most texts have nothing that a shape could begin with. */
const MAY_HOLD_SECRET =
  /[@=:]|eyJ|BEGIN|(?:bearer|basic|digest)\s|(?:sk|pk|rk|whsec|sbp|secret|glpat|npm|pat|gh[opsur]|hf|re|xox[a-z])[_-]|AKIA|ASIA|AIza|SG\.|[2-6]\d{3}[ -]?\d{4}/i;

/** A text without secrets, and no longer than `longest`. */
function clean(text: string, longest = 1024): string {
  // What is cut off is not searched; so some of what was searched goes too, lest half a secret is left at the edge.
  let result = text.length > 8192 ? text.slice(0, 8192) : text;
  if (MAY_HOLD_SECRET.test(result)) for (const [shape, left] of SHAPES) result = result.replace(shape, left as string);
  if (text.length > 8192) result = result.slice(0, -1024);
  return result.length > longest ? `${result.slice(0, longest - 1)}…` : result;
}

function isCardNumber(digits: string): boolean {
  // Luhn's check: every second digit from the right counts twice, less 9 where that makes two digits.
  const values = Array.from(digits.replace(/\D/g, "")).reverse().map((digit, index) => Number(digit) * (index % 2 ? 2 : 1));
  return values.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

interface Room {
  /** Characters that the line may still take. */
  left: number;
  stack: boolean;
  above: unknown[];
}

/** A value as plain data: redacted, bounded in depth, breadth and length, whatever it does when it is read. */
function plain(value: unknown, name: string, depth: number, room: Room): unknown {
  try {
    if (value === null || value === undefined || typeof value === "boolean") return value;
    // Counts have such names too: `maxTokens: 500`.
    if (isSecretName(name) && !(typeof value === "number" && /tokens$/i.test(name))) return REDACTED;
    if (typeof value === "string") return spend(clean(value), room);
    // A card's number may come as a number.
    if (typeof value === "number" && Number.isFinite(value)) return value < 1e12 || clean(String(value)) === String(value) ? value : REDACTED;
    if (typeof value !== "object") return spend(clean(typeof value === "function" ? "[function]" : String(value)), room);
    if (room.above.includes(value)) return "[circular]";
    if (depth === 0 || room.left <= 0) return "[truncated]";
    room.above.push(value);
    try {
      return plainObject(value, depth, room);
    } finally {
      room.above.pop();
    }
  } catch {
    // A getter that throws must not fail the line, which says that the value could not be read.
    return UNREADABLE;
  }
}

function plainObject(value: object, depth: number, room: Room): unknown {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (value instanceof Error || tag === "Error") {
    const { name, code, message, stack, cause } = value as Error & { code?: unknown; cause?: unknown };
    return plainEntries(Object.entries({ name, code, message, stack: room.stack ? stack : undefined, cause }), depth, room);
  }
  if (tag === "Date") return new Date(Number(value)).toISOString();
  if (ArrayBuffer.isView(value) || tag === "ArrayBuffer") return `[${tag}, ${(value as ArrayBuffer).byteLength} bytes]`;
  // A whole request has a body, and headers that are secret.
  if (/^(?:Request|Response|Headers|FormData)$/.test(tag)) return `[${tag}]`;
  if ("headers" in value && "method" in value) return "[Request]";
  if (tag === "Map") return plainEntries(first(value as Map<unknown, unknown>).map(([key, item]) => [String(key), item]), depth, room);
  if (Array.isArray(value) || tag === "Set") {
    const items = first(value as Iterable<unknown>);
    const isPair = items.length === 2 && typeof items[0] === "string";
    return items.map((item, index) => plain(item, isPair && index === 1 ? String(items[0]) : "", depth - 1, room) ?? null);
  }
  if (typeof (value as { toJSON?: unknown }).toJSON === "function") return plain((value as { toJSON(): unknown }).toJSON(), "", depth - 1, room);
  return plainEntries(propertiesOf(value, 40), depth, room);
}

function plainEntries(entries: readonly [string, unknown][], depth: number, room: Room): LogRecord {
  // Without a prototype, "__proto__" is a name like any other.
  const result: LogRecord = Object.create(null);
  for (const [key, value] of entries) {
    if (value === undefined || room.left <= 0) continue;
    result[spend(clean(key, 64), room)] = plain(value, key, depth - 1, room);
  }
  return result;
}

function first<T>(values: Iterable<T>): T[] {
  const items: T[] = [];
  const steps = values[Symbol.iterator]();
  for (let step = steps.next(); !step.done && items.length < 40; step = steps.next()) items.push(step.value);
  return items;
}

function spend(text: string, room: Room): string {
  room.left -= text.length + 4;
  return room.left < -1024 ? "[truncated]" : text;
}

// ── Where the lines go ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Deliveries that failed and that no line has told of yet. */
let dropped = 0;
let writing = false;
const pending = new Set<Promise<unknown>>();
const underWay = new WeakMap<Sink, number>();

/** Logging breaks nothing: what fails is counted, and so is what a sink itself wants to log. */
function guarded(write: () => void): void {
  if (writing) return void dropped++;
  writing = true;
  try {
    write();
  } catch {
    // What fails to log cannot log that: it is counted, and the next line tells.
    dropped++;
  } finally {
    writing = false;
  }
}

function deliver(record: LogRecord): void {
  const told = dropped;
  if (told > 0) record.details = Object.assign(Object.create(null), record.details, { dropped: told });
  dropped = 0;
  const line = settings.chain ? chained(record) : lineOf(record);
  const all = sinks();
  let failures = 0;
  for (const sink of all) {
    let failed = () => {
      failed = () => undefined;
      // When no sink takes the line, what it tells of the dropped ones is lost with it.
      dropped += ++failures === all.length ? 1 + told : 1;
    };
    try {
      const open = underWay.get(sink) ?? 0;
      if (open >= 1000) throw new Error("The sink does not keep up.");
      const result = sink(line, record, () => failed()) as PromiseLike<unknown> | undefined;
      if (typeof result?.then !== "function") continue;
      underWay.set(sink, open + 1);
      // A sink that fails is counted: what fails to log cannot log that.
      const trip: Promise<unknown> = Promise.resolve(result)
        .then(undefined, () => failed())
        .then(() => pending.delete(trip) && underWay.set(sink, underWay.get(sink)! - 1));
      pending.add(trip);
    } catch {
      // As above: counted, for it cannot be logged.
      failed();
    }
  }
}

/** JSON on one line whatever reads it: also without what only some take for the end of a line, or turns text around. */
function lineOf(record: LogRecord): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(record).replace(/[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escape);
}

/** Each line has the hash of the one before, so that none can be changed or taken out unseen. */
function chained(record: LogRecord): string {
  const digest = (text: string) => (typeof settings.chain === "string" ? hmac(settings.chain, text) : hex(sha256(utf8(text))));
  record.details = Object.assign(Object.create(null), record.details, { chain: { prev: shared.lastHash, hash: "" } });
  const line = lineOf(record);
  shared.lastHash = digest(line);
  return `${line.slice(0, -4)}${shared.lastHash}"}}}`;
}

function sinks(): readonly Sink[] {
  return settings.sinks ?? [stdoutSink];
}

/** A line on standard output, where containers and platforms collect it. */
export function stdoutSink(line: string, _record: LogRecord, failed: () => void): void {
  const { process: node, Deno, navigator, console } = runtime;
  const isNode = node?.release?.name === "node" && !Deno && navigator?.userAgent !== "Cloudflare-Workers";
  const stdout = isNode ? node.stdout : undefined;
  if (!stdout?.write) return console.log(line);
  if ((stdout.writableLength ?? 0) > 8_000_000) return failed();
  stdout.write(`${line}\n`, (error) => {
    if (!error) return;
    failed();
    // A closed pipe or a full disk: without a listener the stream's error would end the process.
    if (stdout.listenerCount("error") === 0) stdout.once("error", () => undefined);
  });
}

export interface HttpSinkOptions {
  url: string;
  headers?: Record<string, string>;
  /** Lines a batch, milliseconds until a batch that is not full is sent, and milliseconds that sending may take. */
  size?: number;
  wait?: number;
  timeout?: number;
  /** Lines that are kept while the other side is slow; what comes on top is dropped. */
  limit?: number;
}

/** Posts the lines in batches, as one JSON array; tries twice. */
export function httpSink({ url, headers, size = 100, wait = 1000, timeout = 5000, limit = 1000 }: HttpSinkOptions): Sink {
  const waiting: { line: string; failed: () => void }[] = [];
  const trips = new Set<Promise<unknown>>();
  let flying = 0;
  let timer: unknown;

  const post = async (body: string): Promise<"sent" | "again" | "refused"> => {
    try {
      const signal = runtime.AbortSignal.timeout(timeout);
      const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body, signal };
      const { ok, status, body: answer } = await runtime.fetch(url, init);
      quietly(() => answer?.cancel());
      return ok ? "sent" : status === 429 || status >= 500 ? "again" : "refused";
    } catch {
      // Whoever sends the batch tries once more, and then counts its lines as dropped.
      return "again";
    }
  };
  const sendBatch = async (): Promise<void> => {
    const batch = waiting.splice(0, size);
    flying += batch.length;
    const body = `[${batch.map(({ line }) => line).join(",")}]`;
    let result = await post(body);
    if (result === "again") result = await post(body);
    if (result !== "sent") for (const { failed } of batch) failed();
    flying -= batch.length;
  };
  const send = (): Promise<unknown> => {
    runtime.clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) {
      const trip: Promise<unknown> = sendBatch().finally(() => trips.delete(trip));
      trips.add(trip);
    }
    return Promise.allSettled(Array.from(trips));
  };
  const sink: Sink = (line, _record, failed) => {
    if (waiting.length + flying >= limit) return failed();
    waiting.push({ line, failed });
    if (waiting.length >= size) keepAlive(send());
    else if (timer === undefined) keepAlive(new Promise((resolve) => (timer = runtime.setTimeout(() => resolve(send()), wait))));
  };
  sink.flush = send;
  return sink;
}

export function axiomSink({ dataset, token, domain = "api.axiom.co" }: { dataset: string; token: string; domain?: string }): Sink {
  const url = `https://${domain}/v1/datasets/${encodeURIComponent(dataset)}/ingest?timestamp-field=timestamp`;
  return httpSink({ url, headers: { authorization: `Bearer ${token}` } });
}

export function betterStackSink({ token, host = "in.logs.betterstack.com" }: { token: string; host?: string }): Sink {
  return httpSink({ url: `https://${host}/`, headers: { authorization: `Bearer ${token}` } });
}

export function datadogSink({ apiKey, site = "datadoghq.com" }: { apiKey: string; site?: string }): Sink {
  return httpSink({ url: `https://http-intake.logs.${site}/api/v2/logs`, headers: { "dd-api-key": apiKey } });
}

/** Hands the lines to the app's own pino. One whose level would swallow a security event is given it as fatal. */
export function pinoSink(pino: PinoLike): Sink {
  return (_line, { level, ...rest }) => {
    const method = pino.isLevelEnabled(String(level)) ? String(level) : "fatal";
    if (method === "fatal" && !("schema" in rest)) return;
    if (!pino.isLevelEnabled(method)) throw new Error("pino is silent.");
    pino[method as "info"](rest, String(rest.event ?? rest.message));
  };
}

const OTEL_NAMES: Record<string, string> = {
  actor_id: "user.id", ip: "client.address", route: "http.route", method: "http.request.method", status: "http.response.status_code",
  user_agent: "user_agent.original", service: "service.name", env: "deployment.environment.name", reason: "error.type",
};

/** Hands the lines to a logger of `@opentelemetry/api-logs`. */
export function otelSink(otel: OtelLike): Sink {
  const severity: Record<string, number> = { debug: 5, info: 9, warn: 13, error: 17 };
  return (_line, { timestamp, level, event, message, ...rest }) => {
    const attributes = Object.fromEntries(Object.entries(rest).map(([field, value]) => [OTEL_NAMES[field] ?? field, value]));
    const body = event ?? message;
    const [severityNumber, severityText] = [severity[String(level)], String(level).toUpperCase()];
    const eventName = event === undefined ? {} : { eventName: String(event) };
    otel.emit({ timestamp: new Date(String(timestamp)), severityNumber, severityText, body, attributes, ...eventName } as never);
  };
}

// ── The request ──────────────────────────────────────────────────────────────────────────────────────────────────────────

type Reader = (name: string) => string | undefined;

function headerReader({ headers, raw }: RequestLike, req: unknown): Reader {
  const source = (headers ?? raw?.headers ?? req) as Record<string, unknown> & { get?: (name: string) => unknown };
  return (name) => {
    const value = typeof source.get === "function" ? source.get(name) : source[name];
    const text = Array.isArray(value) ? value.join(",") : value;
    return typeof text === "string" ? text : undefined;
  };
}

const idsByRequest = new WeakMap<object, string>();

/** The id that a proxy or the platform gave, or a new one: the same for all events of a request. */
function requestId(request: RequestLike, read: Reader): string {
  const known = idsByRequest.get(request);
  if (known) return known;
  const given = [read("x-request-id"), read("cf-ray"), read("x-vercel-id"), request.id];
  const id = given.map((value) => FIELDS.request_id![1](value)).find(Boolean)?.toString() ?? newId();
  idsByRequest.set(request, id);
  return id;
}

/** The client's address, from nothing that the client could have written itself. */
function clientAddress(request: RequestLike, read: Reader): string | undefined {
  if (settings.ipHeader) return address(read(settings.ipHeader.toLowerCase())?.split(",")[0]);
  if (runtime.navigator?.userAgent === "Cloudflare-Workers") return address(read("cf-connecting-ip"));
  const proxies = settings.trustedProxies ?? 0;
  const forwarded = read("x-forwarded-for")?.split(",") ?? [];
  if (proxies > 0 && forwarded.length >= proxies) return address(forwarded[forwarded.length - proxies]);
  // Express, Fastify and Koa give the socket's address as `ip`, or what their own trust setting makes of the header.
  return address(request.ip ?? request.socket?.remoteAddress ?? request.raw?.socket?.remoteAddress);
}

/** Of a list that was handed over as it came, the entry that the nearest trusted proxy wrote. */
function lastAddress(value: string): string | undefined {
  const list = value.split(",");
  return address(list[Math.max(0, list.length - Math.max(1, settings.trustedProxies ?? 0))]);
}

function address(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  // Without brackets, port, zone, and the prefix of an IPv4 address that came over IPv6.
  const bare = value.trim().replace(/^\[([^\]]*)\].*|^([\d.]+):\d+$/, "$1$2").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=.*:)[0-9a-f:.]{2,45})$/i.test(bare) ? bare.toLowerCase() : undefined;
}

// ── Hashes, here because not every runtime has synchronous ones ──────────────────────────────────────────────────────────

const SMALL_PRIMES = [2, 3, 5, 7, 11, 13, 17];
const isPrime = (number: number): boolean => number > 1 && SMALL_PRIMES.every((prime) => number === prime || number % prime > 0);
const PRIMES = Array.from({ length: 312 }, (_, index) => index).filter(isPrime);
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const START = PRIMES.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUNDS = PRIMES.map((prime) => fraction(Math.cbrt(prime)));

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function sha256(message: Uint8Array): Uint8Array {
  const size = (((message.length + 8) >> 6) + 1) << 6;
  const padded = new Uint8Array(size);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 8, Math.floor(message.length / 2 ** 29));
  view.setUint32(size - 4, message.length << 3);
  const hash = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let block = 0; block < size; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
    for (let i = 16; i < 64; i++) {
      const [early, late] = [words[i - 15]!, words[i - 2]!];
      const mixed = (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
      words[i] = words[i - 16]! + words[i - 7]! + mixed;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = Array.from(hash);
    for (let i = 0; i < 64; i++) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i]! + words[i]!;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e] = [g, f, e, (d + one) | 0];
      [d, c, b, a] = [c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => (hash[index] = hash[index]! + word));
  }
  const result = new DataView(new ArrayBuffer(32));
  hash.forEach((word, index) => result.setInt32(index * 4, word));
  return new Uint8Array(result.buffer);
}

function hmac(key: string, message: string): string {
  const bytes = utf8(key).length > 64 ? sha256(utf8(key)) : utf8(key);
  const behindPad = (byte: number, rest: Uint8Array) => {
    const pad = Array.from({ length: 64 }, (_, index) => (bytes[index] ?? 0) ^ byte);
    return Uint8Array.from(pad.concat(Array.from(rest)));
  };
  return hex(sha256(behindPad(0x5c, sha256(behindPad(0x36, utf8(message))))));
}

const utf8 = (text: string): Uint8Array => new runtime.TextEncoder().encode(text);
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// ── The runtime, asked for nothing that it may not have ──────────────────────────────────────────────────────────────────

const runtime = globalThis as unknown as Runtime;

function environment(name: string): string | undefined {
  return attempt(() => runtime.process?.env?.[name] || undefined);
}

function newId(): string {
  return runtime.crypto?.randomUUID?.() ?? Array.from({ length: 4 }, () => Math.random().toString(16).slice(2, 10)).join("-");
}

/** Supabase, Vercel and Next.js say how to finish work after the answer; elsewhere the process lives on, or `flush` is called. */
function keepAlive(work: Promise<unknown>): void {
  const contexts = ["@vercel/request-context", "@next/request-context"].map((name) => runtime[Symbol.for(name)]?.get?.());
  for (const context of [runtime.EdgeRuntime, ...contexts]) {
    if (typeof context?.waitUntil === "function") return void quietly(() => context.waitUntil!(work));
  }
}

function textOf(value: unknown): string {
  return attempt(() => String(value)) ?? "";
}

function attempt<T>(work: () => T, otherwise?: T): T | undefined {
  try {
    return work();
  } catch {
    // Every caller says what stands in for the value.
    return otherwise;
  }
}

function quietly(work: () => unknown): void {
  attempt(() =>
    Promise.resolve(work()).catch(() => {
      // Best effort: there is nobody to tell of a failure.
    }),
  );
}

function withoutUndefined(record: LogRecord): LogRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

// The types of what is used of others, so that this compiles beside any library and any set of types.

interface RequestLike {
  method?: unknown; headers?: unknown; id?: unknown; ip?: unknown; url?: string; originalUrl?: string; baseUrl?: string;
  route?: { path?: unknown }; user?: unknown; auth?: unknown; socket?: { remoteAddress?: unknown }; raw?: RequestLike;
}

interface NodeResponse {
  statusCode: number;
  writableFinished?: boolean;
  once(event: "close", listener: () => void): unknown;
}

interface Context {
  waitUntil?: (work: Promise<unknown>) => void;
}

interface PinoLike {
  isLevelEnabled(level: string): boolean;
  debug: PinoWrite; info: PinoWrite; warn: PinoWrite; error: PinoWrite; fatal: PinoWrite;
}
type PinoWrite = (fields: object, message: string) => void;

interface OtelLike {
  // A method, so that the real one, which wants its own types, fits.
  emit(record: never): void;
}

interface Stdout {
  write?(text: string, done: (error?: Error | null) => void): boolean;
  writableLength?: number;
  listenerCount(event: string): number;
  once(event: string, listener: () => void): unknown;
}

interface Runtime {
  [requestContext: symbol]: { get?: () => Context | undefined } | undefined;
  console: { log(line: string): void };
  process?: { env?: Record<string, string | undefined>; release?: { name?: string }; stdout?: Stdout };
  navigator?: { userAgent?: string };
  Deno?: object;
  EdgeRuntime?: Context;
  crypto?: { randomUUID?: () => string };
  TextEncoder: new () => { encode(text: string): Uint8Array };
  AbortSignal: { timeout(milliseconds: number): unknown };
  fetch(url: string, init: object): Promise<{ ok: boolean; status: number; body?: { cancel(): unknown } | null }>;
  setTimeout(work: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}
