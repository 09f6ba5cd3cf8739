/** What a file's text must hold for any rule to have something to say: asked before anything is parsed. */

/** A 4xx status in some spelling. */
export const MAY_DENY = /\b4\d\d\b|[uU]nauthori[sz]ed|UNAUTHORIZED|[fF]orbidden|FORBIDDEN|TOO_MANY|[tT]ooMany|[dD]enied|DENIED/;

/** A catch, a callback that begins with an error, results that are settled, a result taken apart from its error. */
export const MAY_CATCH = /\bcatch\b|\.then\s*\(|\ballSettled\b|\(\s*\w*(?:[eE]rr|[eE]rror)\s*[:,)]|\{\s*(?:data|count)\s*[:,}]/;

/** A word of a sensitive route, name or operation (see sensitive-actions.ts), or an audit event that may be swallowed. */
export const MAY_BE_SENSITIVE =
  /auth|log[-_ ]?(?:in|out)|sign[-_ ]?(?:in|up|out)|register|passw|mfa|2-?fa|two[-_]?factor|otp|magic|token|roles?\b|[rR]ole|permission|admin|impersonat|refund|billing|pay(?:ment|out)|checkout|subscription|charges|transfers|api[-_]?key|(?:access|revoke|rotate|create|generate|delete)[-_]?key|export|backup|bulk|webhook|signature|hmac|users?\b|userRepo|member|invit|feature[-_]?(?:flags?|toggle)|settings|config|bcrypt|argon2|credential|audit|activity|secret|sign(?:jwt|edurl)|lucia|keypair|unkey|invoices|orders?(?:create|capture|controller)|razorpay|plan|tier|csv|xlsx|unparse|json2csv|attachment|bucket|storage|tools?\b|tool[A-Z(]|super/i;

export const MAY_USE_CONSOLE = /\bconsole\s*(?:\.|\?\.|\[)/;

/**
 * Files that a browser runs: nothing there answers a request. Each character before the directive can be read in one way
 * only, so a rule of slashes at the top of a file costs no more than any other text.
 */
export const CLIENT_DIRECTIVE = /^(?:\s|\/\/.*(?:[\r\n\u2028\u2029]|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*["']use client["']/;

/** The spelling of a call that may write an audit event: a function, an object, a table (see record-names.ts), or a field that says how it ended. */
export const MAY_AUDIT = /audit|security_?(?:log|event|audit|violation|incident|alert)|activity|access_?log|auth_?(?:event|log)|login_?attempt|failedlogin|compliance|ratelimit|unauthorizedaccess|\boutcome\b|\b(?:success|status|result|ok)\s*:\s*["'t]/i;

/** Libraries that write plain lines, or may be told to (see `lines` in loggers.ts). */
export const MAY_WRITE_PLAIN_LINES = /["'](?:consola(?:\/\w+)?|log4js|loglevel|tslog(?:\/slim)?|signale|debug|winston)["']/;

/** The names by which a request, or what comes with it, is read. */
export const READS_REQUEST = /req\b|[rR]equest|\bbody\b|quer(?:y|ies)|[pP]arams|headers|cookies|formData|FormData|\.on\(|\bctx\b|\bcontext\b|["']use server["']/;
