/** What a file's text must hold for any rule to have something to say: asked before anything is parsed. */

/** A 4xx status in some spelling. */
export const MAY_DENY = /\b4\d\d\b|[uU]nauthori[sz]ed|UNAUTHORIZED|[fF]orbidden|FORBIDDEN|TOO_MANY|[tT]ooMany|[dD]enied|DENIED/;

export const MAY_CATCH = /\bcatch\b|\.then\s*\(/;

/** A word of a sensitive route, name or operation (see sensitive-actions.ts), or an audit event that may be swallowed. */
export const MAY_BE_SENSITIVE =
  /auth|log[-_ ]?(?:in|out)|sign[-_ ]?(?:in|up|out)|register|passw|mfa|2-?fa|two[-_]?factor|otp|magic|token|roles?\b|[rR]ole|permission|admin|impersonat|refund|billing|pay(?:ment|out)|checkout|subscription|charges|transfers|api[-_]?key|(?:access|revoke|rotate|create|generate|delete)[-_]?key|export|backup|bulk|webhook|signature|hmac|delete[-_]?(?:user|account)|users?\.delete|User\.|feature[-_]?flags?|bcrypt|argon2|credential|audit|activity/i;

export const MAY_USE_CONSOLE = /\bconsole\s*(?:\.|\?\.|\[)/;

/**
 * Files that a browser runs: nothing there answers a request. Each character before the directive can be read in one way
 * only, so a rule of slashes at the top of a file costs no more than any other text.
 */
export const CLIENT_DIRECTIVE = /^(?:\s|\/\/.*(?:[\r\n\u2028\u2029]|$)|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*["']use client["']/;
