/**
 * Could a record in this text carry a value that matters? Asked of the text before anything is parsed: it finds the calls that
 * record and reads what stands between their parentheses, passing over texts, numbers, flags, ids and plain errors.
 */
import { PlacedPattern, WordedPattern } from "../syntax/worded-pattern.js";

/** How code calls a logger: `log`, `appLogger`, `LOG`. */
const LOGGER = /(?:(?<![A-Za-z])log|Log|LOG)(?:ging|gers?|tail|s|GERS?|S)?(?![a-z])/.source;
/** What hands a failure to an error tracker. */
const REPORTER = "(?:capture(?:Exception|Message|Error)|notifyError|reportError|recordException|noticeError)";

/**
 * The spelling of a call that records: a method of console, of a logger or of an audit object, a function that is named for
 * logging, auditing or reporting (see record-names.ts). The match ends before what is called.
 */
const RECORD_CALL = new PlacedPattern(
  [
    "console", "log", "audit", "activity", "security", "loginattempt", "sentry", "consola", "pino", "winston", "bunyan", "accesslog", "authevent",
    "authlog", "failedlogin", "compliance", "captureexception", "capturemessage", "captureerror", "notify", "reporterror", "recordexception",
    "noticeerror", "dataaccess", "action", "ratelimit", "accessviolation", "accessdeni", "authfailure", "unauthorizedaccess", "debug", "stdout", "stderr",
  ],
  new RegExp(
    [
      /\bconsole(?=\s*(?:\?\.|\.|\[))/,
      /(?:(?<![a-z])[lL]og(?:s|ger|gers|ging|tail|Ctx|Context)?|Log(?:s|ger|gers|ging)?|LOG(?:S|GER)?|[aA]udit\w*|[aA]ctivity\w*|[sS]ecurity\w*|[lL]oginAttempts?|[sS]entry|consola|pino|winston|bunyan)(?=\s*(?:\([^()]*\)\s*)?(?:[!?]?\s*[.[]))/,
      /(?:(?<![a-zA-Z])log(?:[A-Z_]\w*)?|Log|[aA]udit\w*|Security\w*|Activity\w*|AccessLog\w*|Auth(?:Event|Log)\w*|LoginAttempt\w*|FailedLogin\w*|Compliance\w*|securityEvent|[dD]ebug\w*)(?=\s*(?:\?\.)?\s*\()/,
      new RegExp(`(?:${REPORTER}|notify)(?=\\s*(?:\\?\\.)?\\s*\\()`),
      /(?:DataAccess\w*|(?<=(?:record|write|save)\w*)Actions?(?:Log)?)(?=\s*(?:\?\.)?\s*\()/,
      /(?<=(?:log|record|report|write|save|store|persist)_?)(?:RateLimit|AccessViolation|AccessDeni|AuthFailure|UnauthorizedAccess)\w*(?=\s*(?:\?\.)?\s*\()/,
      /(?<=\b(?:process|Deno)\.)(?:stdout|stderr)(?=\.write\w*\()/,
    ]
      .map(({ source }) => source)
      .join("|"),
  ),
);

/** Records that are no plain call: rows of a table of the trail, casts of a logger, a logger's method under another name. */
const OTHER_RECORDS = [
  new WordedPattern(
    ["audit", "activity", "security", "access", "auth", "login"].flatMap((first) =>
      ["log", "event", "trail", "entries", "attempt", "history"].flatMap((second) => [first + second, `${first}_${second}`]),
    ),
    /(?:audit|activity|security|access|auth|login)_?(?:logs?|events?|trail|entries|attempts?|history)\b/,
  ),
  new WordedPattern(
    ["", "_"].flatMap((sign) => ["admin", "staff", "moderator", "moderation"].map((who) => `${who}${sign}action`).concat(`action${sign}log`, `actions${sign}log`)),
    /(?:admin|staff|moderat(?:or|ion))_?actions?\b|actions?_?logs?\b/i,
  ),
  new WordedPattern(["_attempts", "upattempts"], /(?:registration|sign_?up|password_reset|otp)_attempts\b/i),
  new WordedPattern(["violation", "audit"], /_?violations?["'`]|(?:["'`]|_)audits?["'`]/i),
  // Each begins with what is rare, and looks back from there: a pattern that begins with a name is tried at every name.
  new PlacedPattern([" as "], new RegExp(`\\sas\\s+\\w(?<=(?:${LOGGER}|${REPORTER}|[aA]udit|[sS]ecurity|[aA]ctivity|Access|Auth|Login|Compliance|RateLimit)\\w*\\s+as\\s+\\w)`)),
  new PlacedPattern(
    ["console", "log", "pino", "winston", "consola"],
    new RegExp(`(?:console|${LOGGER}\\w*|pino|winston|consola)\\b(?<=\\b(?:const|let|var)\\s+(?:\\{[\\w\\s:,]{1,200}\\}|\\w+)\\s*=\\s*[\\w.$["'\\]]*)(?:\\s*[.[]\\s*["']?\\w+["'\\]]*\\s*(?:[;\\n]|\\.bind)|\\s*[;\\n])`),
  ),
  new WordedPattern([".setcontext", ".setextra", ".settag", ".setuser", "addbreadcrumb"], /(?:\.set(?:Context|Extras?|Tags?|User)|\baddBreadcrumb)\s*\(/),
  new WordedPattern(["@sentry"], /\{[^{}]*\bset(?:Context|Extras?|Tags?|User)\b[^{}]*\}\s*(?:from\s*|=\s*require\(\s*)["']@sentry\//),
  new WordedPattern(["span.", "span?.", "span!.", "span()"], /[sS]pan(?:\(\))?[!?]?\.(?:setAttributes?|addTags|addEvent|log)\s*\(/),
  new WordedPattern(["appendfile", "createwritestream"], /\b(?:appendFile(?:Sync)?|createWriteStream)\s*\(/),
  new PlacedPattern(["defaultmeta", "pino"], /defaultMeta\s*:|pino\s*\([^;]{0,400}?\bbase\s*:\s*\{/),
  new WordedPattern(["debug"], /[dD]ebug\w*\([^)]*\)\s*\(|\bdebuglog\b|["']debug["']/),
];

/**
 * A logger under a name that does not say so: made by a library, declared as one, or taken out of the project's logger module.
 * Each begins with what is rare, and looks back from there for the name.
 */
const NAMED_OTHERWISE = new PlacedPattern(
  ["logger", "logging", "pino", "winston", "bunyan", "log4js", "consola", "tslog", "signale", "log"],
  new RegExp(
    [
      /(?<=\b[\w$]+\s*[?!]?:\s*(?:[\w$]+\.)?\w*)Logger(?:Service)?\b/,
      /(?<=[\w$]\s*=\s*(?:await\s+)?(?:new\s+)?(?:[\w$]+\.)*\w*)Logger\s*(?:<[^<>()]*>)?\(/,
      /(?<=[\w$]\s*=\s*)(?:pino|winston|bunyan|log4js|consola|tslog)\s*[.(]/,
      /(?<=(?:\bimport\s[^"'\n;]*\bfrom\s*|\brequire\s*\(\s*)["'](?:[^"'\n]*[/.-])?)(?:log(?:s|ger|ging)?|winston|pino|bunyan|log4js|consola|tslog|signale)(?:\.[cm]?[jt]s)?["']/,
    ]
      .map(({ source }) => source)
      .join("|"),
  ),
);

/** A line of any object's: asked only of a text that holds such a logger. */
const LINE_OF_ANY = /[\w$)\]]\s*(?:\?\.|\.)\s*(?:trace|debug|verbose|info|log|notice|warn|warning|error|fatal|critical|silly|http|success|child|with|withContext|withMetadata|withFields|setBindings|appendKeys|addContext|assign)(?=\s*(?:\?\.)?\(|`)/g;

/** Members that tell about a value and hold none of it. */
export const TELLING_MEMBER =
  /^(?:length|size|id|ids|_id|uuid|count|status|statusCode|statusText|ok|method|pathname|index|total|toISOString|getTime|now|toFixed|isArray|NODE_ENV|PORT)$/;

/** What an error says of itself: followed only where the file builds one of a value. */
export const TOLD_BY_ERROR = /^(?:message|stack|code|cause)$/;

export const ERROR_NAME = /^_?(?:e|err|error|ex|exception|cause|reason)$/;

const WORDS_OF_THE_LANGUAGE =
  /^(?:await|new|typeof|void|true|false|null|undefined|this|in|of|instanceof|as|const|satisfies|unknown|any|string|number|boolean|never|Record|Error|Date|JSON|String|Object|Math|Number|Boolean|Array|stringify|NaN|Infinity|globalThis|async|function)$/;

/** Errors are followed only where the file builds one of a value, or writes into one. */
export const BUILDS_ERRORS =
  /(?:Error|Exception)\([^)]*(?:\$\{|\+)|(?:Error|Exception)\(\s*[a-z]|\b(?:e|err|error|ex|cause|reason)\.[\w.]+ *=[^=>]/;

/** Whether any record in the text is given more than texts, numbers, flags, ids and errors that nobody built of a value. */
export function mayLogValue(text: string): boolean {
  if (OTHER_RECORDS.some((spelling) => spelling.test(text))) return true;
  let built: boolean | undefined;
  const errors = (): boolean => (built ??= BUILDS_ERRORS.test(text));
  const declares = (start: number): boolean => DECLARES.test(text.slice(Math.max(0, start - 12), start));
  if (RECORD_CALL.some(text, (start, end) => !declares(start) && chainMayLog(text, end, errors))) return true;
  return NAMED_OTHERWISE.test(text) && lineMayLog(text, errors);
}

function lineMayLog(text: string, errors: () => boolean): boolean {
  for (const { 0: line, index } of text.matchAll(LINE_OF_ANY)) if (chainMayLog(text, index + line.length, errors)) return true;
  return false;
}

const DECLARES = /\bfunction\s*\*?\s*$/;

const LINK = /\s*(?:(?:!?\.|\?\.)\s*#?[\w$]+|(?:\?\.)?\[[^\]]{0,80}\]|!|\?\.(?=\s*\()|<[^<>()]{0,80}>(?=\s*\())/y;

/** `logger. /* … *\/ info(…)`, `(logger.info as any)(…)`: what follows is left to the tree. */
const LEFT_TO_TREE = /^\s*(?:as\b|(?:!?\.|\?\.)?\s*\/[/*])/;
const REACH = 80;

/** Goes along `.child({ … }).info(…)`: each pair of parentheses is looked into. */
function chainMayLog(text: string, from: number, errors: () => boolean): boolean {
  for (let at = from; ; ) {
    while (/\s/.test(text[at] ?? "")) at++;
    if (text[at] === "(") {
      const end = readArguments(text, at + 1, errors);
      if (end === undefined) return true;
      at = end;
    } else if (text[at] === "`") {
      // A logger's method as a tag: what stands in the template's holes is its argument.
      const end = endOfQuasi(text, at + 1);
      if (end === undefined || text[end - 1] === "{") return true;
      at = end;
    } else {
      LINK.lastIndex = at;
      const link = LINK.exec(text);
      if (!link) return LEFT_TO_TREE.test(text.slice(at, at + REACH));
      at += link[0].length;
    }
  }
}

const NAMES = /[A-Za-z_$][\w$]*(?:\s*(?:\?\.|!?\.)\s*#?[A-Za-z_$][\w$]*)*/y;

/** The head of a function with a body in braces: a record that is given one writes nothing of what it holds. */
const FUNCTION_HEAD = /(?:async\s*)?(?:function\b[^()]*\([^()]*\)\s*(?::[^=;{}]*)?|(?:\([^()]*\)\s*(?::[^=;{}]*)?|[\w$]+\s*)=>\s*)\{/y;
const NO_BRACKET = /[^"'`/()[\]{}]+/y;

/** The place after the closing parenthesis; undefined when a value stands before it, or when the text cannot be told. */
function readArguments(text: string, from: number, errors: () => boolean): number | undefined {
  const open: string[] = [")"];
  let last = "(";
  let inFunction = false;
  for (let at = from; at < text.length; ) {
    const char = text[at]!;
    if (!inFunction && open.length === 1 && (last === "(" || last === ",")) {
      FUNCTION_HEAD.lastIndex = at;
      inFunction = FUNCTION_HEAD.test(text);
      if (inFunction) {
        open.push("}");
        at = FUNCTION_HEAD.lastIndex;
        continue;
      }
    }
    NO_BRACKET.lastIndex = at;
    if (inFunction && NO_BRACKET.test(text)) {
      at = NO_BRACKET.lastIndex;
    } else if (/\s/.test(char)) {
      at++;
    } else if (char === '"' || char === "'") {
      const end = endOfText(text, at);
      if (end === undefined || (!inFunction && isCredential(text.slice(at + 1, end - 1)))) return undefined;
      at = end;
      last = char;
    } else if (char === "`" || (char === "}" && open.at(-1) === "`")) {
      if (char === "}") open.pop();
      const end = endOfQuasi(text, at + 1);
      if (end === undefined) return undefined;
      if (text[end - 1] === "{") open.push("`");
      at = end;
      last = char;
    } else if (char === "/") {
      const comment = /\/\/[^\n]*|\/\*[^]*?\*\//y;
      comment.lastIndex = at;
      const found = comment.exec(text);
      // A regular expression, or a division: neither is common enough to be told apart.
      if (!found) return undefined;
      at += found[0].length;
    } else if (/[A-Za-z_$]/.test(char)) {
      NAMES.lastIndex = at;
      const [name] = NAMES.exec(text)!;
      const after = text.slice(at + name.length, at + name.length + 30).trimStart();
      // A member of what was read before it, the key of a field, what a choice tests.
      const passed = last === "." || (after[0] === ":" && (last === "{" || last === ",")) || /^\?(?![?.])/.test(after);
      if (!passed && mayCarry(name, errors)) return undefined;
      at += name.length;
      last = "a";
    } else {
      if (char === "(" || char === "[" || char === "{") open.push(char === "(" ? ")" : char === "[" ? "]" : "}");
      else if (char === open.at(-1)) open.pop();
      else if (char === "." && text.startsWith("...", at)) return undefined;
      at++;
      last = char;
      if (open.length === 0) return at;
      if (!inFunction || open.length > 1) continue;
      // What is made of it by a call or a cast cannot be told.
      if (!/^\s*[,)]/.test(text.slice(at, at + 40))) return undefined;
      inFunction = false;
    }
  }
  return undefined;
}

function mayCarry(chain: string, errors: () => boolean): boolean {
  const names = chain.split(/[\s?!.#]+/).filter((name) => name !== "");
  const last = names.at(-1)!;
  if (names.length === 1) return !WORDS_OF_THE_LANGUAGE.test(last) && (!ERROR_NAME.test(last) || errors());
  if (names.every((name) => WORDS_OF_THE_LANGUAGE.test(name))) return false;
  if (TELLING_MEMBER.test(last)) return /^(?:session|sessions|card)$/i.test(names.at(-2)!);
  return !(TOLD_BY_ERROR.test(last) && names.length === 2 && ERROR_NAME.test(names[0]!)) || errors();
}

/** A hard-coded credential, by its looks alone: letters and digits in one long word. */
function isCredential(text: string): boolean {
  return text.length >= 8 && /\d/.test(text) && /[A-Za-z]/.test(text) && !/\s/.test(text);
}

function endOfText(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length && text[at] !== "\n"; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[from]) return at + 1;
  }
  return undefined;
}

/** After the backtick that ends a template, or after the `${` of its next value. */
function endOfQuasi(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "`") return at + 1;
    else if (text[at] === "$" && text[at + 1] === "{") return at + 2;
  }
  return undefined;
}
