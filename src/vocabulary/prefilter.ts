/** What a file's text must hold for any rule to have something to say: asked before anything is parsed. */

/** A 4xx status in some spelling. */
export const MAY_DENY = /\b4\d\d\b|[uU]nauthori[sz]ed|UNAUTHORIZED|[fF]orbidden|FORBIDDEN|TOO_MANY|[tT]ooMany|[dD]enied|DENIED/;

export const MAY_CATCH = /\bcatch\b|\.then\s*\(/;

export const MAY_USE_CONSOLE = /\bconsole\s*(?:\.|\?\.|\[)/;

/** Files that a browser runs: nothing there answers a request. */
export const CLIENT_DIRECTIVE = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*["']use client["']/;
