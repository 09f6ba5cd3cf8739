/** Names of calls that reach beyond the program: that change, send, order or look up something elsewhere. */

/** By the first word, of calls that change or send something elsewhere: `saveOrder`, `sendReceipt`, not `loadConfig`. */
export const CHANGES =
  /^_?(?:save|store|persist|insert|create|add|update|upsert|patch|post|delete|remove|destroy|drop|send|publish|enqueue|dispatch|deliver|notify|mail|email|charge|refund|pay|transfer|cancel|approve|grant|revoke|assign|register|enroll|subscribe|sync|rename|trigger|schedule|submit|commit|record|mark|reconcile|issue|invite|provision|deploy|migrate|archive|restore|claim|consume|redeem|use|increment|decrement|reset|refresh|rotate|confirm|forward|audit|suspend|ban|block|unblock|lock|settle|capture|void|activate|deactivate|enable|disable)(?:[A-Z_]\w*|One|Many|All)?$/;

/** By the first word, of calls that look something up where it is kept: `findOrder`, `countOrders`, and what ends a query. */
export const LOOKS_UP =
  /^_?(?:find|count|aggregate|query|lookup|look|select)(?:[A-Z_]\w*|One|Many|All)?$|^(?:exec|lean|toArray|populate|maybeSingle|single|first|all|where(?:[A-Z]\w*)?|orderBy|groupBy|returning|(?:left|inner)Join)$/;

/** Methods of a language model's client: where it does not answer, a program mostly does without. */
export const ASKS_MODEL = /(?:^|\.)(?:(?:completions|responses|embeddings|images)\.(?:create|parse|generate)|generate(?:Text|Object|Content\w*)|stream(?:Text|Object)|embed(?:Many|Content|Query|Documents)?)$/;

/** Objects that stand for a database or a store: who asks them rests on the answer. */
export const STORES =
  /^_?(?:prisma\w*|db|database|knex|sequelize|mongoose|supabase\w*|pool|\w+Pool|models?|repo|repository|\w+(?:Repository|Repo|Model|Dao)|redis\w*|kv|dynamo\w*|firestore|trx|tx|env|\w+_?(?:KV|DB|DO|BUCKET|QUEUE))$/;

/** Words of calls that decide who somebody is and what they may do, whatever their form. */
export const DECIDES: ReadonlySet<string> = new Set([
  "permission", "permissions", "access", "role", "roles", "policy", "policies", "entitlement", "entitlements", "auth", "session", "credential", "credentials", "decrypt", "decipher", "allowed", "authorized", "admin", "owner", "ownership", "member", "membership", "consent", "mfa", "otp", "totp",
]);

/** Objects and libraries that work something out here and reach nobody, whatever their methods are called. */
export const WORKED_OUT: ReadonlySet<string> = new Set(["crypto", "subtle", "bcrypt", "argon2", "jose", "jwt", "Math", "JSON", "Object", "Array", "Buffer", "sharp", "Jimp", "zlib"]);
