/**
 * Logging libraries by the module that they are imported from: the methods that write a line, and the order in which they
 * take message and fields. pino, bunyan and roarr drop an object that comes second; winston drops a message that does.
 */
export type LoggerOrder = "message-first" | "object-first" | "object-only" | "varargs";

export interface LoggerLibrary {
  readonly id: string;
  readonly imports: readonly string[];
  readonly methods: readonly string[];
  readonly order: LoggerOrder;
  /**
   * How a line is written unless the logger is told otherwise: as JSON, where a line break in a value is escaped, or as plain
   * text. Left out where a sink or the application decides (`app.useLogger` of Nest, the sinks of LogTape).
   */
  readonly lines?: "json" | "plain";
}

export const LOGGER_LIBRARIES: readonly LoggerLibrary[] = [
  {
    id: "pino",
    imports: ["pino", "nestjs-pino"],
    methods: ["trace", "debug", "info", "warn", "error", "fatal"],
    order: "object-first",
    lines: "json",
  },
  {
    id: "winston",
    imports: ["winston", "nest-winston"],
    methods: ["error", "warn", "info", "http", "verbose", "debug", "silly", "log"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "bunyan",
    imports: ["bunyan"],
    methods: ["trace", "debug", "info", "warn", "error", "fatal"],
    order: "object-first",
    lines: "json",
  },
  {
    id: "consola",
    imports: ["consola", "consola/basic", "consola/core", "consola/browser"],
    methods: ["fatal", "error", "warn", "log", "info", "success", "fail", "start", "box", "debug", "trace", "verbose"],
    order: "varargs",
    lines: "plain",
  },
  {
    id: "evlog",
    imports: ["evlog", "evlog/*"],
    methods: ["info", "warn", "error", "debug", "set"],
    order: "object-only",
    lines: "json",
  },
  {
    id: "next-axiom",
    imports: ["next-axiom"],
    methods: ["debug", "info", "warn", "error"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "axiom",
    imports: ["@axiomhq/logging", "@axiomhq/nextjs", "@axiomhq/react"],
    methods: ["debug", "info", "warn", "error"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "logtail",
    imports: ["@logtail/next", "@logtail/node", "@logtail/edge", "@logtail/js", "@logtail/browser"],
    methods: ["debug", "info", "warn", "error", "log"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "datadog-browser",
    imports: ["@datadog/browser-logs"],
    methods: ["debug", "ok", "info", "notice", "warn", "error", "critical", "alert", "emerg", "log"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "logtape",
    imports: ["@logtape/logtape"],
    methods: ["trace", "debug", "info", "warn", "warning", "error", "fatal", "emit"],
    order: "message-first",
  },
  {
    id: "tslog",
    imports: ["tslog", "tslog/slim"],
    methods: ["silly", "trace", "debug", "info", "warn", "error", "fatal", "log"],
    order: "varargs",
    lines: "plain",
  },
  {
    id: "roarr",
    imports: ["roarr"],
    methods: ["trace", "debug", "info", "warn", "error", "fatal"],
    order: "object-first",
    lines: "json",
  },
  {
    id: "loglevel",
    imports: ["loglevel"],
    methods: ["trace", "debug", "log", "info", "warn", "error"],
    order: "varargs",
    lines: "plain",
  },
  {
    id: "otel-logs",
    imports: ["@opentelemetry/api-logs"],
    methods: ["emit"],
    order: "object-only",
    lines: "json",
  },
  {
    // `diag`: what tracing says of itself.
    id: "otel-diag",
    imports: ["@opentelemetry/api"],
    methods: ["error", "warn", "info", "debug", "verbose"],
    order: "varargs",
  },
  {
    id: "sentry-logger",
    imports: ["@sentry/core", "@sentry/node", "@sentry/nextjs", "@sentry/cloudflare", "@sentry/deno", "@sentry/bun", "@sentry/nestjs", "@sentry/sveltekit", "@sentry/remix", "@sentry/react-router", "@sentry/aws-serverless"],
    methods: ["trace", "debug", "info", "warn", "error", "fatal"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "log4js",
    imports: ["log4js"],
    methods: ["trace", "debug", "info", "warn", "error", "fatal", "mark", "log"],
    order: "varargs",
    lines: "plain",
  },
  {
    id: "loglayer",
    imports: ["loglayer"],
    methods: ["trace", "debug", "info", "warn", "error", "fatal"],
    order: "message-first",
  },
  {
    id: "powertools",
    imports: ["@aws-lambda-powertools/logger"],
    methods: ["trace", "debug", "info", "warn", "error", "critical"],
    order: "message-first",
    lines: "json",
  },
  {
    id: "nest",
    imports: ["@nestjs/common"],
    methods: ["log", "error", "warn", "debug", "verbose", "fatal"],
    order: "message-first",
  },
  {
    id: "signale",
    imports: ["signale"],
    methods: ["log", "info", "warn", "error", "fatal", "debug", "success", "note", "complete", "pending", "start", "watch"],
    order: "varargs",
    lines: "plain",
  },
  {
    // Its loggers are functions: `debug("app")("message")`.
    id: "debug",
    imports: ["debug"],
    methods: [],
    order: "varargs",
    lines: "plain",
  },
  {
    id: "workers-logger",
    imports: ["workers-logger", "diary"],
    methods: ["fatal", "error", "warn", "debug", "info", "log"],
    order: "varargs",
  },
];

const libraryOfImport = new Map(LOGGER_LIBRARIES.flatMap((library) => library.imports.map((source) => [source, library])));

/** The library that a module specifier belongs to; `evlog/*` takes any path below. */
export function loggerLibrary(source: string): LoggerLibrary | undefined {
  return libraryOfImport.get(source) ?? libraryOfImport.get(`${source.split("/")[0]}/*`);
}

/** Methods that write a line of the library that has them, and say nothing on another object: `log.set`, `job.start`. */
export const OWN_METHODS: ReadonlySet<string> = new Set(["emit", "set", "start", "box", "alert", "ok", "mark", "note", "complete", "pending", "watch"]);

/** Methods by which any logger writes a line, whatever the library. */
export const LEVEL_METHODS: ReadonlySet<string> = new Set([
  ...LOGGER_LIBRARIES.flatMap(({ methods }) => methods).filter((method) => !OWN_METHODS.has(method)),
  "exception",
]);

export const CONSOLE_METHODS: ReadonlySet<string> = new Set(["log", "info", "warn", "error", "debug", "trace", "dir", "table", "assert", "group"]);
