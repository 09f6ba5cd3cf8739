/**
 * Security events and log lines: one JSON object a line, redacted and bounded, and never in the way of the app.
 *
 *   securityLog.warn("auth.login", { actor: "anon", reason: "invalid_credentials", ...requestContext(req) });
 *   logger.info("order placed", { orderId });
 *
 * This file is yours. It imports nothing, and runs as it is on Node.js, Next.js (Node.js and edge), Cloudflare Workers, Deno
 * and Bun. The fields are those of `security-event/1`; other names, such as `userId`, are understood, and what is not known
 * goes to `details`.
 *
 * Parts that the project had no use for are left out: of requestLog, withRequestLog, httpSink, pinoSink and otelSink,
 * `audit-logging init --logger <parts>` adds those that it is to have after all.
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

export type LogRecord = Record<string, unknown>;

/** Takes a line somewhere. It may throw, reject, or call `failed` later: the line is then counted as dropped. */
export interface Sink {
  (line: string, record: LogRecord, failed: () => void): unknown;
  flush?(): Promise<unknown>;
}

/** Call it once, where the app starts; on Workers, where secrets come with the request, as often as you like. */
export function configureLogging(options: LoggingOptions): void {
  Object.assign(settings, options);
}

/** One for all copies of this file: Next.js bundles it anew for the instrumentation, for routes and for the proxy. */
const settings: LoggingOptions & { lastHash?: string } = ((globalThis as unknown as Runtime)[Symbol.for("security-event/1")] ??= {});

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

/** The events of the vocabulary; others are written too, in the form `area.thing` or `area.thing.verb`. */
export type SecurityEvent =
  | "access.check" | "admin.action" | "admin.user_update" | "ai.tool_call" | "auth.login" | "auth.login.request" | "auth.logout" | "auth.mfa.disable"
  | "auth.mfa.enable" | "auth.mfa.verify" | "auth.password.change" | "auth.password_reset.complete" | "auth.password_reset.request"
  | "auth.register" | "auth.token.create" | "auth.token.revoke" | "billing.change" | "billing.checkout" | "billing.payment"
  | "billing.payout" | "billing.refund" | "billing.subscription" | "config.change" | "data.delete" | "data.export" | "data.read"
  | "input.validate" | "key.create" | "key.revoke" | "org.create" | "ratelimit.exceeded" | "user.create" | "user.delete"
  | "user.impersonate" | "user.invite" | "user.role.change" | "user.update" | "webhook.verify" | (string & {});

/**
 * What an event should know of its request: `ip`, `request_id`, `trace_id` and `method`, never body, query or a header's secret.
 * @param req a Fetch `Request`, its `Headers`, or the request of Express, Fastify, Koa, Hono or Node.js
 */
export function requestContext(req: unknown): LogRecord {
  const read = (): LogRecord => {
    const request = (req ?? {}) as RequestLike;
    const header = headersOf(request);
    const context = {
      method: fit("method", request.method ?? request.raw?.method),
      request_id: requestId(request, header),
      trace_id: /^00-([0-9a-f]{32})-/.exec(header("traceparent") ?? "")?.[1],
      ip: clientAddress(request, header),
      user_agent: settings.userAgent ? header("user-agent") : undefined,
    };
    return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined));
  };
  // A request that cannot be read must not fail the answer: the event goes without its context.
  return attempt(read, {});
}

/** A keyed hash of a login name or e-mail address: the same for the same person, of no use to who reads the log. */
export function hashAccount(identifier: unknown): string | undefined {
  if (typeof identifier !== "string" || identifier.trim() === "") return undefined;
  const key = settings.accountKey ?? environment("AUDIT_ACCOUNT_KEY");
  return key ? hmac(key, identifier.normalize("NFKC").trim().toLowerCase()).slice(0, 32) : undefined;
}

/** Sends what is buffered and waits, but not for ever: `await flush()` before exit, `ctx.waitUntil(flush())` on Workers. */
export async function flush(timeout = 2000): Promise<void> {
  const work: Promise<unknown>[] = (settings.sinks ?? []).map(async (sink) => sink.flush?.());
  let timer: unknown;
  const enough = new Promise<void>((resolve) => (timer = runtime.setTimeout(resolve, timeout)));
  await Promise.race([Promise.allSettled(work.concat(Array.from(pending.keys()))), enough]);
  runtime.clearTimeout(timer);
}

export interface RequestLogOptions<Req = never> {
  /** The route's template, `/api/users/[id]`. Without it Express's own, or the path with what looks like an id taken out. */
  route?: string;
  /** Who asks. By default the `id` of `req.user`, or of `req.auth`. */
  user?: (req: Req) => unknown;
}

// ── One line a request, of a server ──────────────────────────────────────────────────────────────────────────────────────

/** Express: `app.use(requestLog())`, before the routes. Fastify: in `onRequest`, with `reply.raw`. */
export function requestLog<Req extends object>(options: RequestLogOptions<Req> = {}) {
  return (req: Req, res: NodeResponse, next: () => void): void => {
    const write = beginRequest(req, options);
    // "close" comes once the answer is sent, and also when the client has gone away before.
    res.once("close", () => write(res.statusCode, res.writableFinished === false ? { aborted: true } : {}));
    next();
  };
}

interface NodeResponse {
  statusCode: number;
  writableFinished?: boolean;
  once(event: "close", listener: () => void): unknown;
}

// ── One line a request, of a Fetch handler ───────────────────────────────────────────────────────────────────────────────

/** A Worker, an edge function, a Next.js route or proxy: `export const POST = withRequestLog(handler)`. */
export function withRequestLog<Args extends unknown[], Result>(
  handler: (...args: Args) => Result | Promise<Result>,
  options: RequestLogOptions<Args[0]> = {},
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const write = beginRequest(args[0], options);
    const done = (status: number, rest?: object): void => {
      write(status, rest);
      const context = (args as { waitUntil?: (work: Promise<void>) => void }[]).find((arg) => typeof arg?.waitUntil === "function");
      // Not awaited: what is left to deliver never delays the answer.
      context?.waitUntil!(flush());
    };
    try {
      const result = await handler(...args);
      attempt(() => done((result as { status?: number } | undefined)?.status ?? 200));
      return result;
    } catch (error) {
      attempt(() => {
        const { digest, status } = (error ?? {}) as { digest?: unknown; status?: unknown };
        // Next.js redirects and refuses by throwing: that is an answer.
        const [, answer] = /^NEXT_(?:REDIRECT;.*|HTTP_ERROR_FALLBACK);(\d{3})(?:;|$)/.exec(String(digest)) ?? [];
        if (answer) done(Number(answer));
        else done(Number(status) >= 400 && Number(status) < 600 ? Number(status) : 500, { error });
      });
      throw error;
    }
  };
}

// ── Batches over HTTP: Axiom, Better Stack, Datadog ──────────────────────────────────────────────────────────────────────

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

  const post = async (body: string): Promise<boolean> => {
    for (let tries = 0; tries < 2; tries++) {
      try {
        const signal = runtime.AbortSignal.timeout(timeout);
        const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body, signal };
        const response = await runtime.fetch(url, init);
        // Not read: what it says does not matter, nor whether it can be told to stop.
        response.body?.cancel().catch(() => undefined);
        if (response.ok) return true;
        if (response.status !== 429 && response.status < 500) return false;
      } catch {
        // Tried once more; then the lines are counted as dropped.
      }
    }
    return false;
  };
  const send = (): Promise<unknown> => {
    runtime.clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, size);
      flying += batch.length;
      const trip: Promise<unknown> = post(`[${batch.map(({ line }) => line).join(",")}]`).then((isTaken) => {
        if (!isTaken) for (const { failed } of batch) failed();
        flying -= batch.length;
        trips.delete(trip);
      });
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

/** Supabase, Vercel and Next.js say how to finish work after the answer; elsewhere the process lives on, or `flush` is called. */
function keepAlive(work: Promise<unknown>): void {
  const stores = ["@vercel/request-context", "@next/request-context"].map((name) => runtime[Symbol.for(name)] as ContextStore | undefined);
  const context = [runtime.EdgeRuntime, ...stores.map((store) => store?.get?.())].find((one) => typeof one?.waitUntil === "function");
  attempt(() => context?.waitUntil!(work));
}

interface ContextStore {
  get?: () => Runtime["EdgeRuntime"];
}

interface Runtime {
  EdgeRuntime?: { waitUntil?: (work: Promise<unknown>) => void };
  AbortSignal: { timeout(milliseconds: number): unknown };
  fetch(url: string, init: object): Promise<{ ok: boolean; status: number; body?: { cancel(): Promise<unknown> } | null }>;
}

// ── The app's own pino ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Hands the lines to the app's own pino. One whose level would swallow a security event is given it as fatal. */
export function pinoSink(pino: PinoLike): Sink {
  return (_line, { level, ...rest }) => {
    const method = pino.isLevelEnabled(String(level)) ? String(level) : "fatal";
    if (method === "fatal" && !("schema" in rest)) return;
    if (!pino.isLevelEnabled(method)) throw new Error("pino is silent.");
    pino[method as "info"](rest, String(rest.event ?? rest.message));
  };
}

interface PinoLike {
  isLevelEnabled(level: string): boolean;
  debug: PinoWrite; info: PinoWrite; warn: PinoWrite; error: PinoWrite; fatal: PinoWrite;
}
type PinoWrite = (fields: object, message: string) => void;

// ── OpenTelemetry ────────────────────────────────────────────────────────────────────────────────────────────────────────

const OTEL_NAMES: Record<string, string> = {
  actor_id: "user.id", ip: "client.address", route: "http.route", method: "http.request.method", status: "http.response.status_code",
  user_agent: "user_agent.original", service: "service.name", env: "deployment.environment.name", reason: "error.type",
};

/** Hands the lines to a logger of `@opentelemetry/api-logs`, which fits because it is typed as a method. */
export function otelSink(otel: { emit(record: never): void }): Sink {
  const severity: Record<string, number> = { debug: 5, info: 9, warn: 13, error: 17 };
  return (_line, { timestamp, level, event, message, ...rest }) => {
    const attributes = Object.fromEntries(Object.entries(rest).map(([field, value]) => [OTEL_NAMES[field] ?? field, value]));
    const name = String(level);
    const head = { timestamp: new Date(String(timestamp)), severityNumber: severity[name], severityText: name.toUpperCase() };
    otel.emit({ ...head, body: event ?? message, attributes, ...(event !== undefined && { eventName: event }) } as never);
  };
}

// ── From a call to a line ────────────────────────────────────────────────────────────────────────────────────────────────

function writeEvent(level: "info" | "warn" | "error", event: unknown, fields: unknown): void {
  guarded(() => {
    const { name, outcome } = readEventName(attempt(() => String(event), ""));
    // What each line has is named here, so that it stands at the same place in each.
    const record: LogRecord = {
      timestamp: new Date().toISOString(), schema: "security-event/1", level, event: name,
      outcome: undefined, reason: undefined, actor_id: undefined, request_id: undefined,
    };
    takeFields(fields, record);
    const { status } = record as { status?: number };
    const byStatus = status === undefined ? undefined : status < 400 ? "success" : status < 500 ? "denied" : "error";
    record.outcome ??= outcome ?? byStatus ?? { info: "success", warn: "denied", error: "error" }[level];
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
    const record: LogRecord = { timestamp: new Date().toISOString(), level, message: clean(attempt(() => String(message), "")) };
    takeFields(fields, record);
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
function takeFields(fields: unknown, record: LogRecord): void {
  const rest: [string, unknown][] = [];
  for (const [key, value] of entriesOf(fields)) {
    if (value === undefined) continue;
    const field = FIELD_OF.get(key);
    if (field && (key === field || record[field] === undefined)) {
      const fitting = value === null ? undefined : fit(field, value);
      if (fitting !== undefined) record[field] = fitting;
      if (fitting !== undefined || value === null || OPTIONAL.test(field)) continue;
    }
    if (key === "details") rest.push(...entriesOf(value));
    else rest.push([key, value]);
  }
  const room: Room = { left: 16_384, stack: record.level === "error" };
  const details: LogRecord = Object.create(null);
  let size = 0;
  let email: unknown;
  for (const [key, value] of rest) {
    if (LOGIN_NAMES.test(key)) email ??= value;
    else if (size++ < 40) details[clean(key, 64)] = plain(value, key, room);
  }
  record.account ??= hashAccount(email);
  // `POST /api/login` as a route is two fields.
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(String(record.route)) ?? [];
  if (fit("method", method)) [record.method, record.route] = [record.method ?? method, path];
  settings.service ??= environment("SERVICE_NAME") ?? environment("OTEL_SERVICE_NAME") ?? "";
  settings.env ??= environment("VERCEL_ENV") ?? environment("NODE_ENV") ?? "";
  record.service ??= idOf(settings.service, 64);
  record.env ??= idOf(settings.env, 32);
  if (size > 0) record.details = details;
}

/** Names and values of the fields; what cannot be read says so. */
function entriesOf(fields: unknown): [string, unknown][] {
  const read = (): [string, unknown][] => {
    if (fields === undefined || fields === null) return [];
    if (fields instanceof Error) return [["error", fields]];
    return typeof fields !== "object" || Array.isArray(fields) ? [["value", fields]] : propertiesOf(fields, 200);
  };
  return attempt(read, [["value", UNREADABLE]]);
}

function propertiesOf(value: object, most: number): [string, unknown][] {
  const keys = Object.keys(value).slice(0, most);
  return keys.map((key) => [key, attempt(() => (value as LogRecord)[key], UNREADABLE)]);
}

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
  actor_id: ["actor actorId userId user_id user performedBy changedBy changeBy adminId apiKeyId principal sub", idOf],
  actor_type: ["actorType", (value) => /^(?:user|service|api_key|system|agent|anon)$/.exec(String(value))?.[0]],
  account: ["", (value) => /^[0-9a-f]{32}$/.exec(String(value))?.[0] ?? hashAccount(value)],
  org_id: ["orgId tenantId tenant_id organizationId organization_id", idOf],
  target_type: ["targetType resourceType resource_type entityType entity_type resource", (value) => idOf(value, 64)],
  target_id: ["target targetId resourceId resource_id entityId entity_id documentId", idOf],
  request_id: ["requestId correlationId correlation_id", (value) => (/^[\w.:-]{1,128}$/.test(String(value)) ? idOf(value) : undefined)],
  trace_id: ["traceId", (value) => /^[0-9a-f]{32}$/.exec(String(value))?.[0]],
  route: ["path endpoint pathname requestPath url", routeOf],
  method: ["", (value) => METHODS.exec(String(value).toUpperCase())?.[0]],
  status: ["statusCode status_code", (value) => (Number.isInteger(value) && Number(value) >= 100 && Number(value) < 600 ? Number(value) : undefined)],
  duration_ms: ["durationMs duration", (value) => (typeof value === "number" && value >= 0 && value < Infinity ? value : undefined)],
  ip: ["ipAddress ip_address clientIp client_ip", lastAddress],
  user_agent: ["userAgent", (value) => (settings.userAgent ? idOf(value, 256) : undefined)],
  service: ["", (value) => idOf(value, 64)],
  env: ["", (value) => idOf(value, 32)],
};
const FIELD_OF = new Map(Object.entries(FIELDS).flatMap(([field, [names]]) => [field, ...names.split(" ")].map((name) => [name, field])));
/** Never written as they are: an address that was tried becomes the `account`, where there is a key. */
const LOGIN_NAMES = /^(?:e-?mail|user_?e-?mail|e-?mail_?address)$/i;
/** Gone without a trace when they are empty or switched off. */
const OPTIONAL = /^(?:account|user_agent|ip)$/;

/** The value as the field takes it, or undefined. */
function fit(field: string, value: unknown): string | number | undefined {
  return attempt(() => FIELDS[field]![1](value));
}

/** A reason is a bounded code; of an error its code or name, of a sentence its words. */
function codeOf(value: unknown): string | undefined {
  const { code, name } = value instanceof Error ? (value as Error & { code?: unknown }) : { code: undefined, name: undefined };
  const text = clean(String(code ?? name ?? (typeof value === "object" ? "" : value)));
  return text.toLowerCase().replace(/[^a-z0-9_.-]+/g, "_").slice(0, 64).replace(/^_+|_+$/g, "") || undefined;
}

/** An id as it is, or that of the object that has it. */
function idOf(value: unknown, longest = 128): string | undefined {
  if (typeof value === "string") return clean(value.trim(), longest) || undefined;
  if (typeof value === "number" || typeof value === "bigint") return clean(String(value), longest);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { id, _id, sub } = value as { id?: unknown; _id?: unknown; sub?: unknown };
  const inner = id ?? _id ?? sub ?? value;
  if (typeof inner !== "object") return idOf(inner, longest);
  const text = String(inner);
  return text.startsWith("[object ") ? undefined : clean(text, longest) || undefined;
}

function routeOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return clean(value.replace(/^([A-Z]+ )?[a-z][a-z0-9+.-]*:\/\/[^/?#]*/, "$1").replace(/[?#][^]*$/, ""), 200) || undefined;
}

// ── What never gets out ──────────────────────────────────────────────────────────────────────────────────────────────────

const REDACTED = "[REDACTED]";
const UNREADABLE = "[unreadable]";

/** A name that has words by which its value is secret, or personal; and what follows on the last of them. */
const SECRET_NAME = new RegExp(
  `^.* (?:${[
    "pass ?(?:words?|phrase|code)|passwd|pwd|passwort|kennwort|senha|contrasena|(?:user|db|smtp|e?mail|admin|root|auth) pass|(?:user|card) pin|security answer",
    "\\w*tokens?|bearer|jwts?|\\w*cookies?|authorization|auth header|credentials?|creds|basic auth",
    "sess(?:ion)? ?id|phpsessid|jsessionid|connect sid|session key|raw headers",
    "(?:api|access|auth|service|subscription|license|role|private|secret|signing|encryption|decryption|master|hmac|jwt|ssh|rsa) ?keys?|(?:stripe|openai|anthropic|sendgrid|resend|twilio) key",
    "seed phrase|mnemonic|magic link|\\w*secrets?|t?otp|one time (?:code|password)",
    "(?:totp|otp|mfa|2 ?fa|factor|verification|verify|sms|recovery|backup|reset|login|auth|authorization|confirmation|magic|security|activation|unlock|device|oauth) codes?|code verifier",
    "card n(?:umber|o|um)|(?:credit|debit) card|cc ?num(?:ber)?|cvv|cvc|card (?:security code|pin)|iban|account n(?:umber|o)|routing number|sort ?code",
    "conn(?:ection)? ?(?:str(?:ing)?|ur[il])|(?:database|db|mongo(?:db)?|redis|postgres(?:ql)?|pg|mysql|jdbc|amqp|rabbitmq|smtp) ur[il]",
    "e ?mails?|mail address|(?:mobile|phone) number|phones?|telephone|ssn|social security number|tax id|national id|passport number|date of birth|dob|birth ?da(?:te|y)",
  ].join("|")})( .*)$`,
);
/** Words that mean this only as the whole name. */
const SHORT_NAME = /^ (?:pass|pw|pin|sid|pan|mfa|(?:user|new|old|current|raw|my|the|auth|login) (?:pass|pw|pin|sid|pan|mfa)) $/;
/** Last words that make it the name of something else: `tokenCount`, `apiKeyId`, `passwordChangedAt`, `emailVerified`. */
const HARMLESS_END =
  /\b(?:counts?|total|length|size|limits?|budget|usage|used|left|remaining|max|min|index|score|ids?|uuid|ref|fingerprint|kid|types?|kind|names?|labels?|format|version|alg(?:orithm)?|issuer|audience|scopes?|exp|expiry|expires|expiration|ttl|age|at|date|time|timestamp|timeout|duration|valid|invalid|status|state|exists|present|required|enabled|disabled|missing|changed|updated|verified|expired|revoked|sent|last|masked|redacted|provider|policy) $/;

const verdicts = new Map<string, boolean>();

function isSecretName(name: string): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  const split = name.slice(-128).replace(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)/g, " ");
  const words = ` ${split.replace(/[^A-Za-z\d]+/g, " ").trim().toLowerCase()} `;
  const [, end] = SECRET_NAME.exec(words) ?? [];
  const verdict = SHORT_NAME.test(words) || (end !== undefined && !HARMLESS_END.test(end.replace(/(?: \d+)+ $/, " ")));
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
  let result = text.slice(0, 8192);
  if (MAY_HOLD_SECRET.test(result)) for (const [shape, left] of SHAPES) result = result.replace(shape, left as string);
  if (text.length > 8192) result = result.slice(0, -1024);
  return result.length > longest ? `${result.slice(0, longest - 1)}…` : result;
}

function isCardNumber(digits: string): boolean {
  // Luhn's check: every second digit from the right counts twice, less 9 where that makes two digits.
  const values = Array.from(digits.replace(/\D/g, "")).reverse().map((digit, index) => Number(digit) * (index % 2 ? 2 : 1));
  return values.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

/** What the line may still take: how many characters, and stacks of errors. */
interface Room {
  left: number;
  readonly stack: boolean;
}

/** A value as plain data: redacted, bounded in depth (objects above it), breadth and length, whatever it does when read. */
function plain(value: unknown, name: string, room: Room, above: readonly object[] = []): unknown {
  const read = (): unknown => {
    if (value === null || value === undefined || typeof value === "boolean") return value;
    // Counts have such names too: `maxTokens: 500`.
    if (isSecretName(name) && !(typeof value === "number" && /tokens$/i.test(name))) return REDACTED;
    // A card's number may come as a number.
    if (typeof value === "number" && Number.isFinite(value)) return value < 1e12 || clean(String(value)) === String(value) ? value : REDACTED;
    if (typeof value !== "object") return spend(clean(typeof value === "function" ? "[function]" : String(value)), room);
    if (above.includes(value)) return "[circular]";
    return above.length === 3 || room.left <= 0 ? "[truncated]" : plainObject(value, room, [...above, value]);
  };
  return attempt(read, UNREADABLE);
}

function plainObject(value: object, room: Room, above: readonly object[]): unknown {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (value instanceof Error || tag === "Error") {
    const { name, code, message, stack, cause } = value as Error & { code?: unknown; cause?: unknown };
    return plainEntries(Object.entries({ name, code, message, stack: room.stack ? stack : undefined, cause }), room, above);
  }
  if (tag === "Date") return new Date(Number(value)).toISOString();
  if (ArrayBuffer.isView(value) || tag === "ArrayBuffer") return `[${tag}, ${(value as ArrayBuffer).byteLength} bytes]`;
  // A whole request has a body, and headers that are secret.
  if (/^(?:Request|Response|Headers|FormData)$/.test(tag)) return `[${tag}]`;
  if ("headers" in value && "method" in value) return "[Request]";
  if (Array.isArray(value) || tag === "Set" || tag === "Map") {
    const items: unknown[] = (Array.isArray(value) ? value : Array.from(value as Iterable<unknown>)).slice(0, 40);
    if (tag === "Map") return plainEntries((items as [unknown, unknown][]).map(([key, item]) => [String(key), item]), room, above);
    const isPair = items.length === 2 && typeof items[0] === "string";
    return Array.from(items, (item, index) => plain(item, isPair && index === 1 ? String(items[0]) : "", room, above) ?? null);
  }
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === "function" ? plain(toJSON.call(value), "", room, above) : plainEntries(propertiesOf(value, 40), room, above);
}

function plainEntries(entries: readonly [string, unknown][], room: Room, above: readonly object[]): LogRecord {
  // Without a prototype, "__proto__" is a name like any other.
  const result: LogRecord = Object.create(null);
  for (const [key, value] of entries) {
    if (value !== undefined && room.left > 0) result[spend(clean(key, 64), room)] = plain(value, key, room, above);
  }
  return result;
}

function spend(text: string, room: Room): string {
  room.left -= text.length + 4;
  return room.left < -1024 ? "[truncated]" : text;
}

// ── Where the lines go ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Deliveries that failed and that no line has told of yet. */
let dropped = 0;
let writing = false;
/** Deliveries under way, each with its sink. */
const pending = new Map<Promise<unknown>, Sink>();

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
  dropped = 0;
  if (told > 0) detailsOf(record).dropped = told;
  const line = settings.chain ? chained(record) : lineOf(record);
  const all: readonly Sink[] = settings.sinks ?? [stdoutSink];
  let failures = 0;
  for (const sink of all) {
    let isOpen = true;
    const failed = (): void => {
      // When no sink takes the line, what it tells of the dropped ones is lost with it.
      if (isOpen) dropped += ++failures === all.length ? 1 + told : 1;
      isOpen = false;
    };
    try {
      if (Array.from(pending.values()).filter((other) => other === sink).length >= 1000) throw new Error("The sink does not keep up.");
      const result = sink(line, record, failed) as PromiseLike<unknown> | undefined;
      if (typeof result?.then !== "function") continue;
      const trip: Promise<unknown> = Promise.resolve(result).then(undefined, failed).then(() => pending.delete(trip));
      pending.set(trip, sink);
    } catch {
      // What fails to log cannot log that: it is counted.
      failed();
    }
  }
}

function detailsOf(record: LogRecord): LogRecord {
  return (record.details ??= {}) as LogRecord;
}

/** JSON on one line whatever reads it: also without what only some take for the end of a line, or turns text around. */
function lineOf(record: LogRecord): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(record).replace(/[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, escape);
}

/** Each line has the hash of the one before, so that none can be changed or taken out unseen. */
function chained(record: LogRecord): string {
  const { chain, lastHash = "0".repeat(64) } = settings;
  const details = detailsOf(record);
  // It is the last of the line, where its hash is put in.
  delete details.chain;
  details.chain = { prev: lastHash, hash: "" };
  const line = lineOf(record);
  settings.lastHash = typeof chain === "string" ? hmac(chain, line) : hex(sha256(utf8(line)));
  return `${line.slice(0, -4)}${settings.lastHash}"}}}`;
}

/** A line on standard output, where containers and platforms collect it. */
export function stdoutSink(line: string, _record: LogRecord, failed: () => void): void {
  const { process: node, Deno, console } = runtime;
  const stdout = node?.release?.name === "node" && !Deno && !isWorkers ? node.stdout : undefined;
  if (!stdout?.write) return console.log(line);
  if ((stdout.writableLength ?? 0) > 8_000_000) return failed();
  stdout.write(`${line}\n`, (error) => {
    if (!error) return;
    failed();
    // A closed pipe or a full disk: without a listener the stream's error would end the process.
    if (stdout.listenerCount("error") === 0) stdout.once("error", () => undefined);
  });
}

// ── The request ──────────────────────────────────────────────────────────────────────────────────────────────────────────

type HeaderReader = (name: string) => string | undefined;

function headersOf(request: RequestLike): HeaderReader {
  const source = (request.headers ?? request.raw?.headers ?? request) as LogRecord & { get?: (name: string) => unknown };
  return (name) => {
    const value = typeof source.get === "function" ? source.get(name) : source[name];
    const text = Array.isArray(value) ? value.join(",") : value;
    return typeof text === "string" ? text : undefined;
  };
}

const idsByRequest = new WeakMap<object, unknown>();

/** The id that a proxy or the platform gave, or a new one: the same for all events of a request. */
function requestId(request: RequestLike, header: HeaderReader): unknown {
  const given = [header("x-request-id"), header("cf-ray"), header("x-vercel-id"), request.id];
  const id = idsByRequest.get(request) ?? given.map((value) => fit("request_id", value)).find(Boolean) ?? newId();
  idsByRequest.set(request, id);
  return id;
}

/** The client's address, from nothing that the client could have written itself. */
function clientAddress(request: RequestLike, header: HeaderReader): string | undefined {
  const { ipHeader, trustedProxies = 0 } = settings;
  if (ipHeader) return address(header(ipHeader.toLowerCase())?.split(",")[0]);
  if (isWorkers) return address(header("cf-connecting-ip"));
  const forwarded = header("x-forwarded-for")?.split(",") ?? [];
  if (trustedProxies > 0 && forwarded.length >= trustedProxies) return address(forwarded[forwarded.length - trustedProxies]);
  // Express, Fastify and Koa give the socket's address as `ip`, or what their own trust setting makes of the header.
  return address(request.ip ?? request.socket?.remoteAddress ?? request.raw?.socket?.remoteAddress);
}

/** Of a list that was handed over as it came, the entry that the nearest trusted proxy wrote. */
function lastAddress(value: unknown): string | undefined {
  const list = typeof value === "string" ? value.split(",") : [];
  return address(list[Math.max(0, list.length - Math.max(1, settings.trustedProxies ?? 0))]);
}

function address(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  // Without brackets, port, zone, and the prefix of an IPv4 address that came over IPv6.
  const bare = value.trim().replace(/^\[([^\]]*)\].*|^([\d.]+):\d+$/, "$1$2").replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|(?=.*:)[0-9a-f:.]{2,45})$/i.test(bare) ? bare.toLowerCase() : undefined;
}

/** Takes the time, and gives what writes the request's line once it is answered. */
function beginRequest<Req>(req: Req, options: RequestLogOptions<Req>): (status: number, rest?: object) => void {
  const start = Date.now();
  return (status, rest) =>
    attempt(() => {
      const { user, auth, route, baseUrl = "", originalUrl, url } = (req ?? {}) as RequestLike;
      const actor_id = attempt(() => (options.user ? options.user(req) : (user ?? auth))) ?? "anon";
      const path = options.route ?? (typeof route?.path === "string" ? baseUrl + route.path : templateOf(originalUrl ?? url));
      const level = status >= 500 ? "error" : status >= 400 ? "warn" : "info";
      const duration_ms = Math.max(0, Date.now() - start);
      writeMessage(level, "request", { ...requestContext(req), actor_id, route: path, status, duration_ms, ...rest });
    });
}

/** `/users/42/orders?x=1` → `/users/:id/orders`. */
function templateOf(url = ""): string {
  const [path = ""] = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "").split(/[?#]/);
  return path.replace(/\/(?:\d+|[0-9a-f-]{16,}|[^/]*[@%][^/]*|(?=[^/]*\d)[\w.~-]{16,}|[^/]{32,})(?=\/|$)/gi, "/:id") || "/";
}

interface RequestLike {
  method?: unknown; headers?: unknown; id?: unknown; ip?: unknown; url?: string; originalUrl?: string; baseUrl?: string;
  route?: { path?: unknown }; user?: unknown; auth?: unknown; socket?: { remoteAddress?: unknown }; raw?: RequestLike;
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
  // The message, a one, zeroes up to full blocks, and how many bits it has.
  const view = new DataView(new ArrayBuffer((((message.length + 8) >> 6) + 1) << 6));
  const bytes = new Uint8Array(view.buffer);
  bytes.set(message);
  bytes[message.length] = 0x80;
  view.setUint32(bytes.length - 4, message.length << 3);
  const hash = Int32Array.from(START);
  const words = new Int32Array(64);
  const scheduled = (i: number): number => {
    const [early, late] = [words[i - 15]!, words[i - 2]!];
    const mixed = (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
    return words[i - 16]! + words[i - 7]! + mixed;
  };
  for (let block = 0; block < bytes.length; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = Array.from(hash);
    for (let i = 0; i < 64; i++) {
      words[i] = i < 16 ? view.getInt32(block + i * 4) : scheduled(i);
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i]! + words[i]!;
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e] = [g, f, e, (d + one) | 0];
      [d, c, b, a] = [c, b, a, (one + two) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => (hash[index] = hash[index]! + word));
  }
  hash.forEach((word, index) => view.setInt32(index * 4, word));
  return bytes.slice(0, 32);
}

function hmac(key: string, message: string): string {
  const bytes = utf8(key).length > 64 ? sha256(utf8(key)) : utf8(key);
  const behindPad = (byte: number, rest: Uint8Array) =>
    Uint8Array.from({ length: 64 + rest.length }, (_, index) => (index < 64 ? (bytes[index] ?? 0) ^ byte : rest[index - 64]!));
  return hex(sha256(behindPad(0x5c, sha256(behindPad(0x36, utf8(message))))));
}

const utf8 = (text: string): Uint8Array => new runtime.TextEncoder().encode(text);
const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// ── The runtime, asked for nothing that it may not have ──────────────────────────────────────────────────────────────────

const runtime = globalThis as unknown as Runtime;
const isWorkers = runtime.navigator?.userAgent === "Cloudflare-Workers";

function environment(name: string): string | undefined {
  return attempt(() => runtime.process?.env?.[name] || undefined);
}

function newId(): string {
  return runtime.crypto?.randomUUID?.() ?? Array.from({ length: 4 }, () => Math.random().toString(16).slice(2, 10)).join("-");
}

function attempt<T, Else = undefined>(work: () => T, otherwise?: Else): T | Else {
  try {
    return work();
  } catch {
    // Every caller says what stands in for the value.
    return otherwise as Else;
  }
}

/** What is used of it, so that this compiles with any set of types. */
interface Runtime {
  [shared: symbol]: object | undefined;
  console: { log(line: string): void };
  process?: { env?: Record<string, string | undefined>; release?: { name?: string }; stdout?: Stdout };
  navigator?: { userAgent?: string };
  Deno?: object;
  crypto?: { randomUUID?: () => string };
  TextEncoder: new () => { encode(text: string): Uint8Array };
  setTimeout(work: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

interface Stdout {
  write?(text: string, done: (error?: Error | null) => void): boolean;
  writableLength?: number;
  listenerCount(event: string): number;
  once(event: string, listener: () => void): unknown;
}
