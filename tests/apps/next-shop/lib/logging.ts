/** One JSON line a record, written to the console; the platform's log drain takes it from there. */
export type LogFields = Record<string, unknown>;

type Level = "debug" | "info" | "warn" | "error";

function write(level: Level, entry: LogFields, fields: LogFields = {}): void {
  const record = { ...fields, timestamp: new Date().toISOString(), level, ...entry };
  const plain = (_key: string, value: unknown): unknown =>
    value instanceof Error ? { name: value.name, message: value.message } : value;
  console.log(JSON.stringify(record, plain));
}

/** Security events: who did what, where, and how it ended. */
export const securityLog = {
  info: (event: string, fields?: LogFields): void => write("info", { event }, fields),
  warn: (event: string, fields?: LogFields): void => write("warn", { event }, fields),
  error: (event: string, fields?: LogFields): void => write("error", { event }, fields),
};

/** Everything else. */
export const logger = {
  debug: (message: string, fields?: LogFields): void => write("debug", { message }, fields),
  info: (message: string, fields?: LogFields): void => write("info", { message }, fields),
  warn: (message: string, fields?: LogFields): void => write("warn", { message }, fields),
  error: (message: string, fields?: LogFields): void => write("error", { message }, fields),
};

/** Method, request id and client address of a Fetch or an Express request; never its body, query or credentials. */
export function requestContext(req: unknown): LogFields {
  if (typeof req !== "object" || req === null) return {};
  const { method, headers, ip } = req as { method?: unknown; headers?: unknown; ip?: unknown };
  const header = (name: string): string | undefined => {
    const value = headers instanceof Headers ? headers.get(name) : (headers as LogFields | undefined)?.[name];
    return typeof value === "string" ? value : undefined;
  };
  const forwarded = header("x-forwarded-for")?.split(",")[0]?.trim();
  return {
    method,
    requestId: header("x-request-id") ?? header("cf-ray") ?? header("x-vercel-id"),
    ip: ip ?? header("cf-connecting-ip") ?? forwarded,
  };
}
