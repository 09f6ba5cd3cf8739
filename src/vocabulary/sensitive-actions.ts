/**
 * What makes a handler sensitive: words of its route or name, and operations that it performs, each with the category and
 * the event that the audit trail knows it by. Event names are those of docs/events.md.
 */
export type Category = "authentication" | "authorization" | "admin" | "billing" | "data" | "keys" | "webhook" | "configuration" | "ai";

export interface SensitiveAction {
  readonly category: Category;
  readonly event: string;
}

export interface Phrase extends SensitiveAction {
  /** Words that stand one after the other in one segment of the route, or in the handler's name. */
  readonly words: readonly string[];
  /**
   * The word means this only as a whole segment below one that speaks of accounts: `/auth/register`, not
   * `/events/1/register`.
   */
  readonly ofAccounts?: boolean;
}

const phrase = (words: string, category: Category, event: string): Phrase => ({ words: words.split(" "), category, event });

const ofAccounts = (words: string, category: Category, event: string): Phrase => ({
  ...phrase(words, category, event),
  ofAccounts: true,
});

const BULK_DELETE = ["bulk delete", "bulk remove", "batch delete", "mass delete"].map((words) => phrase(words, "data", "data.delete"));

/** First match wins, so the more telling phrases come first. */
export const ROUTE_PHRASES: readonly Phrase[] = [
  phrase("impersonate", "admin", "user.impersonate"),
  phrase("impersonation", "admin", "user.impersonate"),
  phrase("roles", "authorization", "user.role.change"),
  phrase("role", "authorization", "user.role.change"),
  phrase("permissions", "authorization", "user.role.change"),
  phrase("permission", "authorization", "user.role.change"),
  phrase("refunds", "billing", "billing.refund"),
  phrase("refund", "billing", "billing.refund"),
  phrase("credit notes", "billing", "billing.refund"),
  phrase("credit note", "billing", "billing.refund"),
  phrase("api keys", "keys", "key.create"),
  phrase("api key", "keys", "key.create"),
  phrase("apikeys", "keys", "key.create"),
  phrase("apikey", "keys", "key.create"),
  phrase("access tokens", "keys", "key.create"),
  phrase("access keys", "keys", "key.create"),
  phrase("personal access token", "keys", "key.create"),
  phrase("export", "data", "data.export"),
  phrase("exports", "data", "data.export"),
  ...["backup codes", "backup code", "recovery codes", "recovery code"].map((codes) => phrase(codes, "authentication", "auth.mfa.enable")),
  phrase("backup", "data", "data.export"),
  ...BULK_DELETE,
  phrase("delete account", "authentication", "user.delete"),
  phrase("delete my account", "authentication", "user.delete"),
  phrase("account delete", "authentication", "user.delete"),
  phrase("account deletion", "authentication", "user.delete"),
  ...["dsar", "data deletion", "delete my data", "delete user data", "delete personal data", "erase my data", "erasure", "forget me", "right to be forgotten"].map((words) => phrase(words, "data", "data.delete")),
  phrase("webhooks", "webhook", "webhook.verify"),
  phrase("webhook", "webhook", "webhook.verify"),
  phrase("forgot password", "authentication", "auth.password_reset.request"),
  phrase("forget password", "authentication", "auth.password_reset.request"),
  phrase("password forgot", "authentication", "auth.password_reset.request"),
  phrase("request password reset", "authentication", "auth.password_reset.request"),
  phrase("password reset request", "authentication", "auth.password_reset.request"),
  phrase("password reset complete", "authentication", "auth.password_reset.complete"),
  phrase("password reset confirm", "authentication", "auth.password_reset.complete"),
  phrase("complete password reset", "authentication", "auth.password_reset.complete"),
  phrase("confirm password reset", "authentication", "auth.password_reset.complete"),
  phrase("reset password", "authentication", "auth.password_reset.complete"),
  phrase("password reset", "authentication", "auth.password_reset.request"),
  phrase("change password", "authentication", "auth.password.change"),
  phrase("update password", "authentication", "auth.password.change"),
  phrase("password change", "authentication", "auth.password.change"),
  phrase("set password", "authentication", "auth.password.change"),
  ...["verify", "check", "confirm"].map((act) => phrase(`${act} password`, "authentication", "auth.login")),
  phrase("password", "authentication", "auth.password.change"),
  ...["forgot", "reset"].map((act) => phrase(`${act} pin`, "authentication", act === "forgot" ? "auth.password_reset.request" : "auth.password_reset.complete")),
  phrase("change pin", "authentication", "auth.password.change"),
  phrase("mfa", "authentication", "auth.mfa.enable"),
  phrase("2fa", "authentication", "auth.mfa.enable"),
  phrase("2 fa", "authentication", "auth.mfa.enable"),
  phrase("two factor", "authentication", "auth.mfa.enable"),
  phrase("totp", "authentication", "auth.mfa.enable"),
  phrase("otp", "authentication", "auth.login"),
  phrase("magic link", "authentication", "auth.login"),
  phrase("login", "authentication", "auth.login"),
  phrase("log in", "authentication", "auth.login"),
  phrase("signin", "authentication", "auth.login"),
  phrase("sign in", "authentication", "auth.login"),
  phrase("authenticate", "authentication", "auth.login"),
  ...["saml acs", "saml callback", "saml consume", "sso acs", "sso callback"].map((words) => phrase(words, "authentication", "auth.login")),
  phrase("logout", "authentication", "auth.logout"),
  phrase("log out", "authentication", "auth.logout"),
  phrase("signout", "authentication", "auth.logout"),
  phrase("sign out", "authentication", "auth.logout"),
  ...["register user", "user register", "user registration"].map((words) => phrase(words, "authentication", "auth.register")),
  ofAccounts("register", "authentication", "auth.register"),
  phrase("auth join", "authentication", "auth.register"),
  phrase("signup", "authentication", "auth.register"),
  phrase("sign up", "authentication", "auth.register"),
  phrase("refresh token", "authentication", "auth.token.create"),
  ofAccounts("token", "authentication", "auth.token.create"),
  ofAccounts("tokens", "authentication", "auth.token.create"),
  phrase("billing", "billing", "billing.change"),
  phrase("payments", "billing", "billing.payment"),
  phrase("payment", "billing", "billing.payment"),
  phrase("payouts", "billing", "billing.payout"),
  phrase("payout", "billing", "billing.payout"),
  phrase("withdrawals", "billing", "billing.payout"),
  phrase("withdrawal", "billing", "billing.payout"),
  ...["razorpay", "stripe", "paypal", "paystack", "flutterwave", "cashfree", "braintree", "sslcommerz"].flatMap((service) =>
    ["create order", "create payment", "verify", "capture", "charge", "initialize", "initiate", "pay"].map((act) => phrase(`${service} ${act}`, "billing", "billing.payment")),
  ),
  ...["fund", "deposit", "withdraw", "topup", "top up", "transfer", "swap", "send"].map((act) => phrase(`wallet ${act}`, "billing", "billing.payment")),
  ...["crypto", "funds", "balance", "earnings", "fiat"].flatMap((money) => [`${money} withdraw`, `withdraw ${money}`]).map((words) => phrase(words, "billing", "billing.payout")),
  ofAccounts("withdraw", "billing", "billing.payout"),
  phrase("escrow", "billing", "billing.payment"),
  phrase("checkout", "billing", "billing.checkout"),
  phrase("subscriptions", "billing", "billing.subscription"),
  phrase("subscription", "billing", "billing.subscription"),
  phrase("admin", "admin", "admin.action"),
  phrase("feature flags", "configuration", "config.change"),
  phrase("scim", "admin", "admin.user_update"),
  ...["system", "site", "global", "platform"].map((service) => phrase(`${service} settings`, "configuration", "config.change")),
  ...["system", "site", "global", "platform"].flatMap((service) => [`${service} config`, `${service} configuration`]).map((words) => phrase(words, "configuration", "config.change")),
  ...["update env", "env vars", "environment variables", "ip allowlist", "ip whitelist", "ip blocklist", "ip blacklist"].map((words) => phrase(words, "configuration", "config.change")),
  phrase("recover account", "authentication", "auth.password_reset.request"),
  phrase("account recovery", "authentication", "auth.password_reset.request"),
  phrase("auth settings", "configuration", "config.change"),
  phrase("auth config", "configuration", "config.change"),
  phrase("auth", "authentication", "auth.login"),
];

/**
 * Names of handlers and functions. A name must say that something is done: `resetPassword`, `updateRole`, `login`, not
 * `loginPage`, `getRoles` or `passwordSchema`.
 */
export const NAME_PHRASES: readonly Phrase[] = [
  phrase("impersonate", "admin", "user.impersonate"),
  phrase("update role", "authorization", "user.role.change"),
  phrase("update user role", "authorization", "user.role.change"),
  phrase("change role", "authorization", "user.role.change"),
  phrase("change user role", "authorization", "user.role.change"),
  phrase("set role", "authorization", "user.role.change"),
  phrase("set user role", "authorization", "user.role.change"),
  phrase("assign role", "authorization", "user.role.change"),
  phrase("grant role", "authorization", "user.role.change"),
  phrase("revoke role", "authorization", "user.role.change"),
  phrase("add role", "authorization", "user.role.change"),
  phrase("remove role", "authorization", "user.role.change"),
  phrase("update permissions", "authorization", "user.role.change"),
  phrase("set permissions", "authorization", "user.role.change"),
  phrase("grant permission", "authorization", "user.role.change"),
  phrase("grant permissions", "authorization", "user.role.change"),
  phrase("revoke permission", "authorization", "user.role.change"),
  phrase("revoke permissions", "authorization", "user.role.change"),
  phrase("grant access", "authorization", "user.role.change"),
  phrase("revoke access", "authorization", "user.role.change"),
  phrase("promote user", "authorization", "user.role.change"),
  phrase("demote user", "authorization", "user.role.change"),
  phrase("refund", "billing", "billing.refund"),
  phrase("create api key", "keys", "key.create"),
  phrase("generate api key", "keys", "key.create"),
  phrase("revoke api key", "keys", "key.revoke"),
  phrase("delete api key", "keys", "key.revoke"),
  phrase("create key", "keys", "key.create"),
  phrase("generate key", "keys", "key.create"),
  phrase("rotate key", "keys", "key.create"),
  phrase("revoke key", "keys", "key.revoke"),
  phrase("delete key", "keys", "key.revoke"),
  phrase("export data", "data", "data.export"),
  phrase("export account", "data", "data.export"),
  phrase("export users", "data", "data.export"),
  ...BULK_DELETE,
  phrase("create user", "admin", "user.create"),
  phrase("delete user", "authentication", "user.delete"),
  phrase("delete account", "authentication", "user.delete"),
  phrase("forgot password", "authentication", "auth.password_reset.request"),
  phrase("forget password", "authentication", "auth.password_reset.request"),
  phrase("request password reset", "authentication", "auth.password_reset.request"),
  phrase("complete password reset", "authentication", "auth.password_reset.complete"),
  phrase("reset password", "authentication", "auth.password_reset.complete"),
  phrase("change password", "authentication", "auth.password.change"),
  phrase("update password", "authentication", "auth.password.change"),
  ...["mfa", "totp", "two factor", "2 fa", "2fa"].flatMap((factor) => [
    phrase(`enable ${factor}`, "authentication", "auth.mfa.enable"),
    phrase(`disable ${factor}`, "authentication", "auth.mfa.disable"),
    phrase(`remove ${factor}`, "authentication", "auth.mfa.disable"),
    phrase(`reset ${factor}`, "authentication", "auth.mfa.disable"),
  ]),
  phrase("revoke token", "authentication", "auth.token.revoke"),
  phrase("revoke tokens", "authentication", "auth.token.revoke"),
  phrase("login", "authentication", "auth.login"),
  phrase("log in", "authentication", "auth.login"),
  phrase("sign in", "authentication", "auth.login"),
  phrase("signin", "authentication", "auth.login"),
  phrase("logout", "authentication", "auth.logout"),
  phrase("log out", "authentication", "auth.logout"),
  phrase("sign out", "authentication", "auth.logout"),
  phrase("signout", "authentication", "auth.logout"),
  phrase("register user", "authentication", "auth.register"),
  phrase("register", "authentication", "auth.register"),
  phrase("sign up", "authentication", "auth.register"),
  phrase("signup", "authentication", "auth.register"),
  phrase("refresh tokens", "authentication", "auth.token.create"),
  phrase("refresh token", "authentication", "auth.token.create"),
  phrase("refresh access token", "authentication", "auth.token.create"),
];

/** Segments below which `register` and `token` are about accounts; a route may also begin with them. */
export const ACCOUNT_SEGMENTS: ReadonlySet<string> = new Set(["api", "auth", "oauth", "oauth2", "user", "users", "account", "accounts", "identity", "session", "v1", "v2", "v3", "functions"]);

/** What the last segment of an admin route lists when it reads personal or financial records in bulk. */
export const BULK_RECORDS: ReadonlySet<string> = new Set(["users", "customers", "members", "accounts", "profiles", "orders", "payments", "invoices", "transactions", "patients", "employees", "submissions", "contacts", "leads", "subscribers"]);

/** Last segments of routes that say by whom the people of a team are let in. */
export const IDENTITY_SEGMENTS: ReadonlySet<string> = new Set(["sso", "saml", "scim", "dsync", "directorysync", "identityproviders", "idp"]);

/** Words beside which a subscription is nothing that is paid for. */
export const NOT_BILLING: ReadonlySet<string> = new Set(["push", "newsletter", "notification", "notifications", "email", "emails", "topic", "topics", "event", "events"]);

/** Words of days on which nobody works: that they are paid, or taken from a balance, says nothing of a payment. */
export const LEAVE_WORDS: ReadonlySet<string> = new Set(["leave", "leaves", "off", "absence", "absences", "vacation", "vacations", "holiday", "holidays", "pto", "break", "breaks"]);

/**
 * Verbs beside a word of the route, by what the word stands for: what is done with it is not what the word says. Payouts are
 * imported, exports are cleaned up, webhooks are registered.
 */
export const AROUND_MONEY: ReadonlySet<string> = new Set([
  "alert", "alerts", "conversion", "conversions", "import", "sync", "reconcile", "reconciliation", "cleanup", "clean", "fix", "backfill", "migrate", "calculate", "compute", "notify", "remind", "reminder", "reminders", "list", "fetch", "stats", "history", "report", "reports", "analytics", "preview", "expire", "template", "templates", "cache", "caches", "editor", "heartbeat", "layout", "theme", "email", "emails", "mail", "mails", "welcome", "country", "countries", "choose",
]);
/** Last words of what tells of money that is due, and of what a payment is called or shown by: no money goes anywhere. */
export const TELLS_OF_MONEY: ReadonlySet<string> = new Set(["remind", "reminder", "reminders"]);
export const SHOWN_OF_PAYMENT: ReadonlySet<string> = new Set(["column", "columns", "country", "description", "label", "labels", "language", "logo", "metadata", "name", "title"]);
/** Words of routes by which somebody says what they think of what was paid for. */
export const OPINIONS: ReadonlySet<string> = new Set(["review", "reviews", "rating", "ratings", "feedback"]);
export const AROUND_RIGHTS: ReadonlySet<string> = new Set(["send", "validation", "validate", "check", "checker", "list", "get", "fetch", "play", "plays", "playing"]);
export const AROUND_EXPORTS: ReadonlySet<string> = new Set(["serve", "feed", "import", "cleanup", "clean", "purge", "sweep", "expire", "expired", "notify", "remind", "check", "verify", "verification", "monitor", "formats", "options", "types"]);
export const AROUND_SIGN_IN: ReadonlySet<string> = new Set(["notification", "notifications", "notify", "notifier", "reminder", "reminders", "template", "templates", "analytics", "banner", "waitlist", "newsletter", "diagnostics", "diagnostic"]);
export const AROUND_WEBHOOKS: ReadonlySet<string> = new Set([
  "fix", "setup", "test", "register", "subscribe", "unsubscribe", "configure", "create", "update", "delete", "remove", "list", "manage", "sync", "retry", "replay", "monitor", "cleanup", "check", "crud", "queue", "trigger",
]);

/**
 * What an administrator fills a site or a shop with, and the goods that come and go: nobody's rights, money or settings hang on
 * it.
 */
export const CONTENT: ReadonlySet<string> = new Set([
  "achievement", "achievements", "agenda", "agendas", "album", "albums", "announcement", "announcements", "appearance", "appointment", "appointments", "article", "articles", "assignment", "assignments", "badge", "badges", "banner", "banners", "blog", "blogs", "book", "books", "brand", "branding", "brands", "calendar", "calendars", "campaign", "campaigns", "catalog", "catalogs", "catalogue", "catalogues", "categories", "category", "chapter", "chapters", "collection", "collections", "course", "courses", "deal", "deals", "emoji", "emojis", "episode", "episodes", "exercise", "exercises", "faq", "faqs", "fixture", "fixtures", "galleries", "gallery", "genre", "genres", "glossary", "guide", "guides", "hashtag", "hashtags", "holiday", "holidays", "image", "images", "ingredient", "ingredients", "lesson", "lessons", "logo", "logos", "media", "meeting", "meetings", "menu", "menus", "movie", "movies", "news", "note", "notes", "notification", "notifications", "parcel", "parcels", "pdf", "pdfs", "photo", "photos", "pickup", "pickups", "playlist", "playlists", "podcast", "podcasts", "post", "posts", "priorities", "priority", "product", "products", "question", "questions", "quiz", "quizzes", "reason", "reasons", "recipe", "recipes", "remark", "remarks", "replies", "reply", "roster", "rosters", "s3", "season", "seasons", "shift", "shifts", "shipment", "shipments", "slide", "slides", "snippet", "snippets", "song", "songs", "sport", "sports", "sticker", "stickers", "stories", "story", "subject", "subjects", "tag", "tags", "task", "tasks", "testimonial", "testimonials", "theme", "themes", "todo", "todos", "topic", "topics", "translation", "translations", "tutorial", "tutorials", "upload", "uploads", "video", "videos", "vocabulary", "warehouse", "warehouses", "workout", "workouts",
]);
/** What engineers do to keep the service going, behind the same door. */
export const UPKEEP: ReadonlySet<string> = new Set(["backfill", "cache", "caches", "check", "debug", "dedupe", "diag", "diagnostic", "diagnostics", "digest", "digests", "health", "metrics", "migrate", "migration", "ping", "rebuild", "recompute", "recount", "refetch", "reindex", "reprocess", "rescan", "revalidate", "test", "timings", "warm", "warmup"]);
/** Words beside content and upkeep that tell of people, rights, money, secrets, judgement or bulk. */
export const OVER_CONTENT: ReadonlySet<string> = new Set([
  "access", "account", "accounts", "approve", "approval", "assign", "audit", "backup", "ban", "block", "bulk", "config", "configuration", "credit", "credits", "customers", "employee", "employees", "export", "flag", "flags", "grant", "import", "invite", "key", "keys", "member", "members", "moderate", "moderation", "order", "orders", "owner", "payment", "payments", "permission", "permissions", "plan", "plans", "price", "prices", "pricing", "purge", "refund", "reject", "reset", "revoke", "role", "roles", "secret", "secrets", "setting", "settings", "staff", "student", "students", "suspend", "teacher", "teachers", "token", "tokens", "transfer", "user", "users", "verify",
]);

/** Routes that only read state of the session or the service, and so decide nothing. */
export const HARMLESS_LAST_SEGMENTS: ReadonlySet<string> = new Set([
  "session",
  "csrf",
  "csrf-token",
  "providers",
  "health",
  "healthz",
  "status",
  "me",
  "_log",
  "config",
  "ping",
  "count",
  "stats",
  "jwks",
]);

/** Words of segments around a second factor by which its code is asked for, and those by which it is set up. */
export const CHECKING_WORDS: ReadonlySet<string> = new Set(["verify", "validate", "challenge", "authenticate", "check", "login", "signin"]);
export const SETTING_UP_WORDS: ReadonlySet<string> = new Set(["setup", "enable", "enroll", "enrollment", "activate", "confirm", "register"]);

/** First or last words of last segments that tell by what somebody may sign in. */
export const LOOK_UP_WORDS: ReadonlySet<string> = new Set(["lookup", "discover", "discovery", "resolve", "exists", "available"]);

/** Last segments, their words run together, of what people say of themselves and of their own devices. */
export const OF_ONESELF: ReadonlySet<string> = new Set(["profile", "avatar", "picture", "photo", "profilepicture", "profilephoto", "profileimage", "profilepic", "preferences", "language", "theme", "fcmtoken", "pushtoken", "devicetoken"]);

/** Last segments of routes that tell who is signed in, their words run together. */
export const SESSION_SEGMENTS: ReadonlySet<string> = new Set(["me", "whoami", "user", "currentuser", "session", "getsession"]);

/** Words of a route's last parameter that make it a job to be asked after, not the thing that it makes. */
export const JOB_WORDS: ReadonlySet<string> = new Set(["job", "request", "task", "run"]);

/** Words before the act in a handler's name: `handleLogin`, `postLogin`, `adminLogin`. */
export const LEADING_WORDS: ReadonlySet<string> = new Set(["handle", "do", "process", "perform", "post", "on", "api", "async", "submit", "user", "admin", "put", "patch", "delete"]);

/** Words that make a name one of a thing and not of an act: `saveLoginIp`, `loginPage`, `passwordSchema`. */
export const THING_WORDS: ReadonlySet<string> = new Set(["ip", "url", "link", "template", "state", "button", "modal", "view", "limit", "limiter", "attempts", "history", "count", "metrics", "stats", "schema", "form", "page", "route", "routes", "router", "middleware", "options", "props", "error"]);

/** Verbs that show that a name only reads, shows or checks. */
export const READING_WORDS: ReadonlySet<string> = new Set([
  "get", "list", "fetch", "find", "show", "render", "view", "display", "page", "form", "count", "check", "is", "has", "read", "search", "load", "schema", "validate", "test",
]);

/** First words of calls that write to what is there: `updateTeamMember`, `findByIdAndUpdate`, `assignRole`, `.set()`. */
export const WRITING_WORDS: ReadonlySet<string> = new Set(["update", "upsert", "set", "change", "assign", "patch", "grant", "promote", "demote"]);
export const WRITE_METHODS: ReadonlySet<string> = new Set(["findByIdAndUpdate", "findOneAndUpdate"]);

/** Roles of a chat message, which give nobody any right. */
export const CHAT_ROLES: ReadonlySet<string> = new Set(["user", "assistant", "system", "tool", "developer", "function", "model"]);

/** A header that carries the signature of a webhook: `x-hub-signature-256`, `stripe-signature`. */
export const SIGNATURE_HEADER = /^[a-z][\w]*(?:-\w+)*-(?:signature|hmac)(?:-\w+)*$/i;
