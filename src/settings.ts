/**
 * The one reader of `settings["audit-logging"]`. Settings are JSON, shared by rules, codemods and report; what is unknown
 * or malformed is an error that names the key and what was expected.
 */

/** How the audit emitter is called: `name.warn(event, fields)`, `name(event, fields)`, or `name({ event, ...fields })`. */
export type EmitterStyle = "method" | "call" | "object";

/** How a logger takes its arguments: `(message, fields)`, `(fields, message)`, or anything in a row. */
export type ArgumentOrder = "message-first" | "object-first" | "varargs";

export interface EmitterSettings {
  /** Module that exports the emitter; one that starts with `./` is a path from the project's root. */
  readonly import: string;
  readonly name: string;
  readonly style: EmitterStyle;
  /** Export that gives ip, request id and method of a request, spread into the fields; `null` for none. */
  readonly context: string | null;
  /**
   * Whether it writes the hash of what it is given as `account`, as the logger of `init` does. The codemods then hand it the
   * login name that was tried.
   */
  readonly account: boolean;
}

export interface LoggerSettings {
  readonly import: string;
  readonly name: string;
  readonly order: ArgumentOrder;
}

/** A route pattern (`/api/vault/*`, `/internal`), with the category that it makes a handler sensitive in. */
export interface RouteSetting {
  readonly route: string;
  readonly category: string;
}

export interface HandlerSettings {
  /** Globs of files whose exported functions are handlers. */
  readonly files: readonly string[];
  /** Calls whose last function argument is a handler, by name. */
  readonly calls: readonly string[];
}

export interface Settings {
  readonly emitter: EmitterSettings;
  readonly logger: LoggerSettings;
  readonly loggers: readonly NamePattern[];
  readonly auditFunctions: readonly NamePattern[];
  readonly auditMiddleware: readonly NamePattern[];
  readonly errorHandlers: readonly NamePattern[];
  readonly redactors: readonly NamePattern[];
  readonly secretWords: readonly string[];
  readonly safeWords: readonly string[];
  readonly sensitiveRoutes: readonly RouteSetting[];
  readonly ignoredRoutes: readonly string[];
  readonly handlers: HandlerSettings;
  /** In ESLint: whether the files that a file imports are read too. The command line always does. */
  readonly project: boolean;
}

/** A name as a setting gives it: exact, or `"/regex/i"`. */
export interface NamePattern {
  readonly source: string;
  readonly test: (name: string) => boolean;
}

/** Settings that cannot be used; the message names the key, what was found and what was expected. */
export class InvalidSettings extends Error {
  override name = "InvalidSettings";
}

export const DEFAULT_EMITTER: EmitterSettings = {
  import: "@/lib/logging",
  name: "securityLog",
  style: "method",
  context: "requestContext",
  account: false,
};

const CATEGORIES = ["authentication", "authorization", "admin", "billing", "data", "keys", "webhook", "configuration", "ai"];

const KEYS = [
  "emitter",
  "logger",
  "loggers",
  "auditFunctions",
  "auditMiddleware",
  "errorHandlers",
  "redactors",
  "secretWords",
  "safeWords",
  "sensitiveRoutes",
  "ignoredRoutes",
  "handlers",
  "project",
] as const satisfies readonly (keyof Settings)[];

const known = new WeakMap<object, Settings>();
let defaults: Settings | undefined;

/**
 * Settings with every default filled in.
 * @param raw the value of `settings["audit-logging"]`; undefined gives the defaults
 * @throws InvalidSettings for an unknown key or a value of the wrong shape
 */
export function readSettings(raw: unknown): Settings {
  if (raw === undefined) return (defaults ??= read({}));
  if (!isRecord(raw)) throw wrong("settings[\"audit-logging\"]", raw, "an object");
  let settings = known.get(raw);
  if (!settings) {
    settings = read(raw);
    known.set(raw, settings);
  }
  return settings;
}

function read(raw: Record<string, unknown>): Settings {
  for (const key of Object.keys(raw)) {
    if (!(KEYS as readonly string[]).includes(key)) {
      throw new InvalidSettings(
        `settings["audit-logging"] has no key "${key}"; it takes ${KEYS.join(", ")}.`,
      );
    }
  }
  const emitter = readEmitter(raw["emitter"], "emitter");
  return {
    emitter,
    logger: readLogger(raw["logger"], "logger", emitter.import),
    loggers: readPatterns(raw["loggers"], "loggers"),
    auditFunctions: readPatterns(raw["auditFunctions"], "auditFunctions"),
    auditMiddleware: readPatterns(raw["auditMiddleware"], "auditMiddleware"),
    errorHandlers: readPatterns(raw["errorHandlers"], "errorHandlers"),
    redactors: readPatterns(raw["redactors"], "redactors"),
    secretWords: readStrings(raw["secretWords"], "secretWords"),
    safeWords: readStrings(raw["safeWords"], "safeWords"),
    sensitiveRoutes: readRoutes(raw["sensitiveRoutes"], "sensitiveRoutes"),
    ignoredRoutes: readStrings(raw["ignoredRoutes"], "ignoredRoutes"),
    handlers: readHandlers(raw["handlers"], "handlers"),
    project: readBoolean(raw["project"], "project", false),
  };
}

function readEmitter(value: unknown, key: string): EmitterSettings {
  if (value === undefined) return DEFAULT_EMITTER;
  const given = readObject(value, key, ["import", "name", "style", "context", "account"]);
  const context = given["context"];
  return {
    import: readString(given["import"], `${key}.import`, DEFAULT_EMITTER.import),
    name: readString(given["name"], `${key}.name`, DEFAULT_EMITTER.name),
    style: readChoice(given["style"], `${key}.style`, ["method", "call", "object"] as const, "method"),
    context: context === null || context === false ? null : readString(context, `${key}.context`, "requestContext"),
    account: readBoolean(given["account"], `${key}.account`, DEFAULT_EMITTER.account),
  };
}

function readLogger(value: unknown, key: string, module: string): LoggerSettings {
  const given = value === undefined ? {} : readObject(value, key, ["import", "name", "order"]);
  return {
    import: readString(given["import"], `${key}.import`, module),
    name: readString(given["name"], `${key}.name`, "logger"),
    order: readChoice(given["order"], `${key}.order`, ["message-first", "object-first", "varargs"] as const, "message-first"),
  };
}

function readRoutes(value: unknown, key: string): RouteSetting[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrong(key, value, "an array of routes, or of { route, category }");
  return value.map((entry, index) => {
    if (typeof entry === "string") return { route: entry, category: "admin" };
    const given = readObject(entry, `${key}[${index}]`, ["route", "category"]);
    return {
      route: readString(given["route"], `${key}[${index}].route`),
      category: readChoice(given["category"], `${key}[${index}].category`, CATEGORIES, "admin"),
    };
  });
}

function readHandlers(value: unknown, key: string): HandlerSettings {
  if (value === undefined) return { files: [], calls: [] };
  const given = readObject(value, key, ["files", "calls"]);
  return { files: readStrings(given["files"], `${key}.files`), calls: readStrings(given["calls"], `${key}.calls`) };
}

function readPatterns(value: unknown, key: string): NamePattern[] {
  return readStrings(value, key).map((source) => {
    const regex = /^\/(.+)\/([a-z]*)$/s.exec(source);
    if (!regex) return { source, test: (name) => name === source };
    try {
      const compiled = new RegExp(regex[1]!, regex[2]!.replace("g", ""));
      return { source, test: (name) => compiled.test(name) };
    } catch (error) {
      throw new InvalidSettings(`settings["audit-logging"].${key} holds a broken regular expression, ${source}: ${(error as Error).message}.`);
    }
  });
}

function readStrings(value: unknown, key: string): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((entry) => typeof entry === "string")) {
    throw wrong(key, value, "an array of strings");
  }
  return value;
}

function readString(value: unknown, key: string, fallback?: string): string {
  if (value === undefined && fallback !== undefined) return fallback;
  if (typeof value !== "string" || value === "") throw wrong(key, value, "a string that is not empty");
  return value;
}

function readBoolean(value: unknown, key: string, fallback: boolean): boolean {
  if (value === undefined) return fallback;
  if (typeof value !== "boolean") throw wrong(key, value, "true or false");
  return value;
}

function readChoice<T extends string>(value: unknown, key: string, choices: readonly T[], fallback: T): T {
  if (value === undefined) return fallback;
  if (!choices.includes(value as T)) throw wrong(key, value, `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`);
  return value as T;
}

function readObject(value: unknown, key: string, keys: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw wrong(key, value, `an object with ${keys.join(", ")}`);
  const unknown = Object.keys(value).find((found) => !keys.includes(found));
  if (unknown !== undefined) {
    throw new InvalidSettings(`settings["audit-logging"].${key} has no key "${unknown}"; it takes ${keys.join(", ")}.`);
  }
  return value;
}

function wrong(key: string, value: unknown, expected: string): InvalidSettings {
  const path = key.startsWith("settings") ? key : `settings["audit-logging"].${key}`;
  return new InvalidSettings(`${path} must be ${expected}, but is ${JSON.stringify(value) ?? String(value)}.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
