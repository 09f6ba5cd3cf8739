/** Names of calls that reach beyond the program: that change, send, order or look up something elsewhere. */

/** By the first word: `saveOrder`, `findMany`, `fetchWithRetry`, not `getOrder`, `loadConfig` or `buildUrl`. */
export const REACHES =
  /^_?(?:save|store|persist|write|append|insert|create|add|update|upsert|put|patch|post|delete|remove|destroy|drop|send|publish|enqueue|dispatch|deliver|notify|mail|email|text|charge|refund|pay|transfer|cancel|approve|grant|revoke|assign|register|enroll|subscribe|sync|upload|download|copy|move|rename|execute|run|process|start|trigger|schedule|submit|commit|record|mark|reconcile|apply|issue|invite|provision|deploy|migrate|seed|backfill|archive|restore|merge|claim|increment|decrement|reset|refresh|rotate|invoke|call|authenticate|authorize|login|verify|generate|stream|embed|complete|find|count|aggregate|query|search|list|retrieve|lookup|look|fetch|select|scan|set|replace|advance|rollback|expire|ensure|confirm|request|forward|log|audit)(?:[A-Z_]\w*|One|Many|All)?$|^(?:exec|lean|toArray|populate|maybeSingle|single|first|all)$/;

/** Objects that stand for a database, a store or another system. */
export const STORES =
  /^(?:prisma|db|database|knex|sequelize|mongoose|supabase\w*|pool|redis\w*|kv|models?|repo|repository|\w+(?:Repository|Repo|Model|Dao|Gateway|Adapter)|openai|anthropic|stripe|s3|r2|dynamo\w*|firestore|axios|got|ky|http|https|twilio|resend|sendgrid|mailer|transporter|queue|\w+Queue|chat|completions|messages|contacts|env|\w+_?(?:KV|DB|DO|BUCKET|QUEUE))$/;

/** Words of calls that decide who somebody is and what they may do, whatever their form. */
export const DECIDES: ReadonlySet<string> = new Set([
  "permission", "permissions", "access", "role", "roles", "policy", "policies", "entitlement", "entitlements", "auth", "session", "credential", "credentials", "decrypt", "decipher", "allowed", "authorized", "admin", "owner", "ownership", "member", "membership", "quota", "consent", "mfa", "otp", "totp",
]);

/** Objects and libraries that work something out here and reach nobody, whatever their methods are called. */
export const WORKED_OUT: ReadonlySet<string> = new Set(["crypto", "subtle", "bcrypt", "argon2", "jose", "jwt", "Math", "JSON", "Object", "Array", "Buffer", "sharp", "Jimp", "zlib"]);
