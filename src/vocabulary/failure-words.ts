/** Names that tell what becomes of a caught failure, and which failures are answers by themselves. */

/** Calls of which the throw is the answer: one parse, conversion or look. */
export const PROBES =
  /^(?:JSON\.parse|JSON\.stringify|JSON5\.parse|YAML\.parse|yaml\.load|qs\.parse|new URL|new RegExp|new RE2|new Intl\.\w+|Intl\.\w+|new Date|new (?:\w+\.)*ObjectId|decodeURIComponent|decodeURI|encodeURIComponent|escape|unescape|atob|btoa|Buffer\.from|BigInt|require\.resolve|require|import|structuredClone|\w*(?:[sS]chema|[vV]alidator)\w*\.(?:parse|parseAsync|validate|validateAsync|validateSync|safeParse)|(?:fs\.|fsp\.|promises\.|fs\.promises\.)?(?:access|accessSync|stat|statSync|lstat|lstatSync|existsSync)|(?:jwt|jsonwebtoken)\.(?:decode|verify)|(?:jose\.)?(?:jwtVerify|decodeJwt|importPKCS8|importSPKI)|(?:crypto\.)?timingSafeEqual|\w+\.toISOString|URL\.parse|eval|new Function|process\.kill\(0\)|which|after|unstable_after|validateUIMessages)$/;

/** Probes of a credential: where the handler decides by it, its failure is a denial that must be seen. */
export const CREDENTIAL_PROBES = /^(?:(?:jwt|jsonwebtoken)\.verify|(?:jose\.)?jwtVerify)$/;

/** Shutting down, cleaning up, reading a body that may not be there: its failure is expected and harmless. */
export const TEARDOWN = /^(?:close|cancel|abort|interrupt|\$?disconnect|destroy|dispose|end|quit|terminate|kill|unlink|unlinkSync|rm|rmSync|rmdir|release|releaseLock|rollback|unsubscribe|removeListener|removeChannel|unref|stop|cleanup|teardown|return|clearTimeout|clearInterval|flush|drain|detach|reload|revoke|shutdown|forceFlush|dropIndex|gracefulShutdown\w*)$|^release\w*(?:Claim|Lock|Lease|Mutex|Semaphore)$|^(?:delete|remove|clear|purge|clean|prune|sweep|evict)\w*(?:Expired|Stale|Orphan|Temp|Tmp)\w*$/;

export const BODY_READS = /^(?:json|text|formData|arrayBuffer|blob|bytes)$/;

/** Analytics and hints to the platform: nobody depends on them. */
export const TELEMETRY =
  /^(?:append|flush)(?!\w*(?:Audit|Security|Access))\w*Logs?$|^(?:track|capture|identify|trackEvent|logEvent|prefetch|preload|warmup|preload[A-Z]\w*|prefetch[A-Z]\w*|requestPersistentStorage|sendBeacon|sendChatAction|sendTyping|startTyping|play|vibrate|wakeLock)$|^(?:increment|bump|count|track|touch|update|mark)\w*(?:Hits?|Views?|Visits?|Clicks?|Impressions?|Usage|LastSeen|LastUsed|LastAccess(?:ed)?|LastActive)(?:At|Count|Counter)?$|^identify(?:User|Person|Visitor)$|^record\w*(?:Latency|Metrics?|Timings?|Duration|Performance)$|^track(?!\w*(?:Security|Audit|Login|Auth|Payment))\w*(?:[a-z]ed(?![a-z])|Events?(?![a-z])|Analytics|PageView|Performance|Latency|Timing)\w*$/;

/**
 * `stripe.subscriptions.cancel(id)`, `payments.capture(id)`, `apiKeys.revoke(id)`: where that fails, money goes on or never
 * comes, or a key still opens.
 */
export const ENDS_AGREEMENT =
  /(?:^|[._])\w*(?:[kK]eys|[tT]okens|[cC]redentials|[iI]nvitations|[cC]ertificates|[gG]rants)(?:Service|Repository|Repo|Api|Client|Model|Store|Manager)?\.revoke$|(?:^|[._])(?:\w*(?:payments?|[iI]ntents?|charges?|orders?|invoices?|bookings?|reservations?|refunds?|payouts?|memberships?|appointments?)|\w*[sS]ubscriptions)(?:Service|Repository|Repo|Api|Client|Model)?\.(?:cancel|capture|terminate)$/;

/** What counts by the name of what it is called on: `repo.searchUsage.record(…)`, `metrics.increment(…)`. */
export const COUNTS_ON = /(?:usage|latency|metrics?|stats|statistics|analytics|telemetry)\.(?:record|increment|count|observe|track|add|bump)\w*$/i;

/** Words of functions that gather what analytics are given. */
export const TELEMETRY_WORDS: ReadonlySet<string> = new Set(["telemetry", "analytics", "attribution", "utm"]);

/** Functions that do nothing, by name. */
export const NOOP = /^(?:noop|no_op|NOOP|noOp|emptyFn|emptyFunction|doNothing|nothing|ignore|ignoreError|ignoreErrors|swallow|swallowError|\$\.noop|_\.noop|lodash\.noop)$/;

/** Words of functions that make text or a yes-or-no of an error: handing it to one of these keeps nothing. */
export const STRINGIFIERS: ReadonlySet<string> = new Set([
  "string", "stringify", "message", "format", "serialize", "parse", "is", "has", "inspect", "error", "instanceof", "normalize", "get", "extract", "describe", "to", "as", "boolean", "number", "keys", "entries", "assign", "includes", "test", "match",
]);

/** Words of functions that hand a failure on: to a callback, a promise, a state, a reporter. */
export const CARRIERS = /^(?:next|reject|callback|cb|done|resolve|fail|emit|throwError|onError|handleError|errorHandler|dispatch|setError|setErrors|abort)$/;

/** Words of functions that do something about what they are given, whatever becomes of their result. */
export const KEEPERS: ReadonlySet<string> = new Set([
  "handle", "report", "on", "process", "capture", "track", "log", "notify", "record", "save", "store", "persist", "emit", "push", "publish", "enqueue", "audit", "raise", "throw", "alert", "reject", "fail", "next",
]);

/** Counters and histograms: a failure that is counted can be seen. */
export const METRICS = /^(?:record|increment|count|observe)[A-Z]|^(?:increment|inc|observe)$/;
