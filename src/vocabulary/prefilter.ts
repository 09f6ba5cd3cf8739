/** What a file's text must hold for any rule to have something to say: asked before anything is parsed. */
import { PlacedPattern, WordedPattern } from "../syntax/worded-pattern.js";
import { GIVES_RESULTS } from "./result-text.js";
import { maySpellAuditCall } from "./audit-text.js";
import { LOGGER_LIBRARIES } from "./loggers.js";

/** A 4xx status in some spelling, or what a helper that answers with one is called. */
export const MAY_DENY = /\b4\d\d\b|[uU]nauth(?:ori[sz]ed|enticated)|UNAUTH|[fF]orbid|FORBID|TOO_MANY|[tT]ooMany|[rR]ateLimit(?:ed|Exceeded|Response|Error)|[bB]adRequest|BAD_REQUEST|[uU]nprocessable|UNPROCESSABLE|[dD]en(?:ied|y)|DENIED/;

/** A catch, a promise's failure, results that are settled. */
const CATCHES = new PlacedPattern(["catch", ".then", "allsettled"], /\bcatch\b|\.then\s*\(|\ballSettled\b/);
/** A callback that begins with an error. */
const TAKES_ERROR = new PlacedPattern(
  ["err,", "error,", "err ", "error ", "errnoexception"],
  /[eE]rr(?:or)?(?<=\(\s*\w*)\s*[:,)]|(?:Error|ErrnoException)(?<=\(\s*\w+\s*\??\s*:\s*[\w.]*)\s*[|,)]/,
);
/** A result that is taken apart, or something that is changed. */
const LEAVES_RESULT = /[{,]\s*(?:data|count|error)\s*[:,}]|\.\s*(?:insert|update|upsert|delete|rpc|invoke|upload|storage|auth)\b/;

export function mayCatch(text: string): boolean {
  return CATCHES.test(text) || TAKES_ERROR.test(text) || (GIVES_RESULTS.test(text) && LEAVES_RESULT.test(text));
}

/** A function with a body: what a handler is made of, and what a file that only passes one on has none of. */
export const HOLDS_FUNCTION = /=>|\bfunction\b|\)\s*[:{]/;

export const MAY_USE_CONSOLE = new WordedPattern(["console"], /\bconsole\s*(?:\.|\?\.|\[)/);

/**
 * Files that a browser runs: nothing there answers a request. Each character before the directive can be read in one way
 * only, so a rule of slashes at the top of a file costs no more than any other text.
 */
export const CLIENT_DIRECTIVE = new WordedPattern(
  ['"use client"'],
  /^(?:\s|\/\/.*(?:[\r\n\u2028\u2029]|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*["']use client["']/,
);

/** `access_log`, `authEvents`, `loginAttempts`: the tables of a trail, beside those that are called audit or activity. */
const TRAILS = ["security", "access", "auth", "login"].flatMap((first) =>
  ["log", "event", "trail", "entries", "attempt", "history", "record"].flatMap((second) => [first + second, `${first}_${second}`]),
);

/** Logs of who did what, and the functions that write them. */
const ACTIONS = ["action", "admin", "staff", "moderator", "moderation"].flatMap((first) => [`${first}log`, `${first}_log`, ...(first === "action" ? [] : [`${first}action`, `${first}_action`])]).concat("logaction", "recordaction", "writeaction", "saveaction", "useraction", "systemaction");

/** A function, an object, a table, a queue or a topic for audit events, as record-names.ts spells them. */
const NAMES_AUDIT = new PlacedPattern(
  ["audit", "securit", "activity", ...ACTIONS, "compliance", "violation", "ratelimit", "unauthorizedaccess", "accessdeni", "authfailure", "failedlogin", ...TRAILS],
  new RegExp(`audit|security_?(?:incident|alert)|(?<=["'\`])security\\b|activity|compliance|violation|ratelimit|unauthorizedaccess|accessdeni|authfailure|failedlogin|${ACTIONS.join("|")}|${TRAILS.join("|")}`, "i"),
);

/** A field that says how it ended: a line of a logger that has one may be an audit event. */
const SAYS_OUTCOME = new PlacedPattern(["outcome", ..."success status result ok".split(" ").flatMap((name) => [`${name}:`, `${name} `])], /\boutcome\b|\b(?:success|status|result|ok)\s*:\s*["'t]/i);

const LOGGER_MODULES = LOGGER_LIBRARIES.flatMap(({ imports }) => imports.map((source) => source.replace(/\*$/, "")));
/** A logger by its name or its module. */
const NAMES_LOGGER = new WordedPattern(
  ["log", ...LOGGER_MODULES],
  new RegExp(`(?<![A-Za-z]|\\bconsole\\.)log(?:s|ger|ging|tail)?(?![a-z])|Log(?:ger|ging|tail)?(?![a-z])|LOG(?![a-z])|${LOGGER_MODULES.join("|")}`),
);
const WRITES_JSON = new WordedPattern(["stringify"], /\bstringify\b/);

/** The spelling of a call that may write an audit event, through something of that name or through what `emitter` is called. */
export function mayAudit(text: string, emitter: string): boolean {
  if (NAMES_AUDIT.some(text, (start) => maySpellAuditCall(text, start, emitter))) return true;
  return !NAMES_AUDIT.pattern.test(emitter) && text.includes(emitter);
}

/**
 * A line of a logger, or of console as JSON, that may be one.
 * @param anyName loggers may have other names than those that say so
 */
export function mayLogOutcome(text: string, anyName: boolean): boolean {
  if (!SAYS_OUTCOME.test(text)) return false;
  return anyName || NAMES_LOGGER.test(text) || (MAY_USE_CONSOLE.test(text) && WRITES_JSON.test(text));
}

/** Libraries that write plain lines, or may be told to (see `lines` in loggers.ts). */
export const MAY_WRITE_PLAIN_LINES = new WordedPattern(
  ["consola", "log4js", "loglevel", "tslog", "signale", "debug", "winston"],
  /["'](?:consola(?:\/\w+)?|log4js|loglevel|tslog(?:\/slim)?|signale|debug|winston)["']/,
);

/** The names by which a request, or what comes with it, is read. */
export const READS_REQUEST = /req\b|[rR]equest|\bbody\b|quer(?:y|ies)|[pP]arams|headers|cookies|formData|FormData|\.on\(|\bctx\b|\bcontext\b|["']use server["']/;
