/**
 * Calls of well-known libraries that are the sensitive act itself, with the category and the event of each, and the tables
 * and fields whose writing is one. What is asked on every request (`jwt.verify`, `verifyIdToken`, `auth.getUser`) is no act,
 * nor is reading, hashing or decoding.
 */
import type { Category, SensitiveAction } from "./sensitive-actions.js";

export interface Operation extends SensitiveAction {
  /** The end of the call's dotted name, calls between left out: `admin.auth().deleteUser` is `admin.auth.deleteUser`. */
  readonly call: RegExp;
  /** The module that the called thing must come from, where the name alone says too little. */
  readonly from?: RegExp;
  /** Fields of the call's object: when it sets none but these, it changes nobody's access. */
  readonly harmlessFields?: readonly string[];
  /** A field that the call's object must set. */
  readonly sets?: string;
  /** The text that it must set that field to. */
  readonly to?: string;
  /**
   * How many arguments it has at least: `validatePassword(password)` looks at its strength, with a hash or a user at whose
   * it is.
   */
  readonly least?: number;
}

type Limits = Pick<Operation, "from" | "harmlessFields" | "sets" | "to" | "least">;

const operation = (call: RegExp, category: Category, event: string, limits: Limits = {}): Operation => ({
  call,
  category,
  event,
  ...limits,
});

/** A module of the project that keeps who is signed in. Chats and courses have sessions too. */
const SESSION_MODULE = /(?:^|[@/])(?:auth\w*|session)(?:[/.-]|$)/i;

const AUTHENTICATION: readonly Operation[] = [
  // Supabase
  operation(/(?:^|\.)auth\.(?:signInWith(?:Password|IdToken|OAuth|SSO|Web3)|verifyOtp|exchangeCodeForSession)$/, "authentication", "auth.login"),
  // The link or code is only sent; whoever has it signs in with it later.
  operation(/(?:^|\.)auth\.signInWithOtp$/, "authentication", "auth.login.request"),
  operation(/(?:^|\.)auth\.signUp$/, "authentication", "auth.register"),
  operation(/(?:^|\.)auth\.signOut$/, "authentication", "auth.logout"),
  operation(/(?:^|\.)auth\.resetPasswordForEmail$/, "authentication", "auth.password_reset.request"),
  operation(/(?:^|\.)auth\.updateUser$/, "authentication", "auth.password.change", { sets: "password" }),
  operation(/(?:^|\.)auth\.updateUser$/, "authentication", "user.update", { sets: "email" }),
  operation(/(?:^|\.)auth\.mfa\.enroll$/, "authentication", "auth.mfa.enable"),
  operation(/(?:^|\.)auth\.mfa\.unenroll$/, "authentication", "auth.mfa.disable"),
  operation(/(?:^|\.)auth\.mfa\.(?:verify|challengeAndVerify)$/, "authentication", "auth.mfa.verify"),
  // Firebase
  operation(/(?:^|\.)signInWith(?:EmailAndPassword|CustomToken|Credential)$/, "authentication", "auth.login"),
  operation(/(?:^|\.)createUserWithEmailAndPassword$/, "authentication", "auth.register"),
  operation(/(?:^|\.)(?:sendSignInLinkToEmail|generateSignInWithEmailLink)$/, "authentication", "auth.login.request"),
  operation(/(?:^|\.)createSessionCookie$/, "authentication", "auth.login"),
  operation(/(?:^|\.)(?:sendPasswordResetEmail|generatePasswordResetLink)$/, "authentication", "auth.password_reset.request"),
  operation(/(?:^|\.)createCustomToken$/, "authentication", "auth.token.create"),
  operation(/(?:^|\.)revokeRefreshTokens$/, "authentication", "auth.token.revoke"),
  // Better Auth
  operation(/(?:^|\.)auth\.api\.(?:signInMagicLink|sendVerificationOTP)$/, "authentication", "auth.login.request"),
  operation(/(?:^|\.)auth\.api\.signIn\w*$/, "authentication", "auth.login"),
  operation(/(?:^|\.)auth\.api\.signUp\w*$/, "authentication", "auth.register"),
  operation(/(?:^|\.)auth\.api\.signOut$/, "authentication", "auth.logout"),
  operation(/(?:^|\.)auth\.api\.(?:forgetPassword|requestPasswordReset)$/, "authentication", "auth.password_reset.request"),
  operation(/(?:^|\.)auth\.api\.resetPassword$/, "authentication", "auth.password_reset.complete"),
  operation(/(?:^|\.)auth\.api\.(?:changePassword|setPassword)$/, "authentication", "auth.password.change"),
  operation(/(?:^|\.)auth\.api\.enableTwoFactor$/, "authentication", "auth.mfa.enable"),
  operation(/(?:^|\.)auth\.api\.disableTwoFactor$/, "authentication", "auth.mfa.disable"),
  operation(/(?:^|\.)users\.disableUserMFA$/, "authentication", "auth.mfa.disable"),
  // Auth.js, Auth0, Passport, Lucia, WebAuthn
  operation(/^signIn$/, "authentication", "auth.login", { from: /(?:^|[@/])(?:next-auth|auth)(?:$|[/.])/ }),
  operation(/^signOut$/, "authentication", "auth.logout", { from: /(?:^|[@/])(?:next-auth|auth)(?:$|[/.])/ }),
  operation(/^handleLogin$/, "authentication", "auth.login", { from: /^@auth0\// }),
  operation(/^handleLogout$/, "authentication", "auth.logout", { from: /^@auth0\// }),
  operation(/(?:^|\.)oauth\.passwordGrant$/, "authentication", "auth.login"),
  operation(/(?:^|\.)passport\.authenticate$/, "authentication", "auth.login"),
  operation(/^req(?:uest)?\.log[iI]n$/, "authentication", "auth.login"),
  operation(/^req(?:uest)?\.log[oO]ut$/, "authentication", "auth.logout"),
  operation(/(?:^|\.)lucia\.createSession$/, "authentication", "auth.login"),
  operation(/(?:^|\.)lucia\.invalidate(?:Session|UserSessions)$/, "authentication", "auth.logout"),
  operation(/(?:^|\.)verifyAuthenticationResponse$/, "authentication", "auth.login"),
  // An assertion that another service signed, by whatever library
  operation(/(?:^|\.)(?:samlResponse|validatePostResponse(?:Async)?|validateRedirectAsync|parseLoginResponse|post_assert|redirect_assert)$/, "authentication", "auth.login"),
  operation(/(?:^|\.)(?:process|handle|parse|validate|verify|consume|receive|accept)S(?:AML|aml)\w*(?:Response|Assertion|Callback|Login)(?:Async)?$/, "authentication", "auth.login"),
  operation(/(?:^|\.)verifyRegistrationResponse$/, "authentication", "auth.mfa.enable"),
  // Sessions of one's own making
  operation(/^req(?:uest)?\.session\.destroy$/, "authentication", "auth.token.revoke"),
  operation(/^(?:delete|destroy|end|clear|remove)(?:Auth|User)?Session$/, "authentication", "auth.token.revoke", { from: SESSION_MODULE }),
  operation(/(?:^|\.)(?:auth|user|login)?sessions?(?:Service|Manager|Store|Repository)\.(?:revoke|invalidate|terminate)\w*$/i, "authentication", "auth.token.revoke"),
  // Passwords
  operation(/(?:^|\.)(?:bcrypt|bcryptjs|bcryptJs)\.compare(?:Sync)?$/, "authentication", "auth.login"),
  operation(/(?:^|\.)compare(?:Sync)?$/, "authentication", "auth.login", { from: /^(?:npm:)?(?:bcrypt|bcryptjs|bcrypt-ts|@node-rs\/bcrypt)(?:@|$|\/)|\/bcrypt/ }),
  operation(/(?:^|\.)argon2\.verify$/, "authentication", "auth.login"),
  operation(/(?:^|\.)verify(?:Sync)?$/, "authentication", "auth.login", { from: /^(?:argon2|@node-rs\/(?:argon2|bcrypt)|oslo\/password|@phc\/argon2)$/ }),
  operation(/(?:^|\.)Bun\.password\.verify(?:Sync)?$/, "authentication", "auth.login"),
  operation(/(?:^|\.)(?:comparePasswords?|verifyPassword|checkPassword|verifyCredentials|isPasswordMatch)$/, "authentication", "auth.login"),
  operation(/(?:^|\.)validatePassword$/, "authentication", "auth.login", { least: 2 }),
  // One-time codes
  operation(/(?:^|\.)(?:totp|hotp)\.verify(?:Delta)?$/, "authentication", "auth.mfa.verify", { from: /^(?:speakeasy|otplib|otpauth|notp|node-2fa)/ }),
  operation(/(?:^|\.)(?:authenticator\.(?:verify|check)|verifyTOTP|verifyToken|verify|validate)$/, "authentication", "auth.mfa.verify", { from: /^(?:speakeasy|otplib|@otplib\/.*|otpauth|node-2fa|oslo\/otp|@oslojs\/otp)$/ }),
  // Tokens
  operation(/(?:^|\.)(?:jwt|jsonwebtoken|JWT)\.sign$/, "authentication", "auth.token.create"),
  // A token for a room of calls, by Twilio, LiveKit and the like
  operation(/(?:^|\.)toJwt$/, "authentication", "auth.token.create"),
  operation(/(?:^|\.)sign$/, "authentication", "auth.token.create", { from: /^(?:jsonwebtoken|hono\/jwt|fast-jwt|@tsndr\/cloudflare-worker-jwt|jose)$/ }),
];

const ADMINISTRATION: readonly Operation[] = [
  operation(/(?:^|\.)auth\.admin\.createUser$/, "admin", "user.create"),
  operation(/(?:^|\.)auth\.admin\.inviteUserByEmail$/, "admin", "user.invite"),
  operation(/(?:^|\.)auth\.admin\.deleteUser$/, "admin", "user.delete"),
  operation(/(?:^|\.)auth\.admin\.updateUserById$/, "admin", "admin.user_update", { harmlessFields: ["user_metadata", "data"] }),
  // A client of the project's own that hands out nothing but `auth.admin`
  operation(/(?:^|\.)(?:supabase)?_?admin(?:Client|Auth|Api)?\.(?:updateUserById|inviteUserByEmail)$/i, "admin", "admin.user_update", { harmlessFields: ["user_metadata", "data"] }),
  operation(/(?:^|\.)auth\.admin\.generateLink$/, "authentication", "auth.password_reset.request", { sets: "type", to: "recovery" }),
  operation(/(?:^|\.)auth\.admin\.generateLink$/, "authentication", "auth.login.request", { sets: "type", to: "magiclink" }),
  operation(/(?:^|\.)auth\.admin\.generateLink$/, "admin", "user.invite", { sets: "type", to: "invite" }),
  operation(/(?:^|\.)auth\.admin\.(?:generateLink|signOut)$/, "admin", "admin.user_update"),
  operation(/(?:^|\.)clerkClient\.users\.createUser$/, "admin", "user.create"),
  operation(/(?:^|\.)clerkClient\.invitations\.createInvitation$/, "admin", "user.invite"),
  operation(/(?:^|\.)users\.(?:createUser|getOrCreateUser)$/, "admin", "user.create", { from: /^@clerk\// }),
  operation(/(?:^|\.)users\.(?:banUser|unbanUser|lockUser|unlockUser)$/, "admin", "admin.user_update"),
  operation(/(?:^|\.)sessions\.revokeSession$/, "authentication", "auth.token.revoke"),
  operation(/(?:^|\.)auth\.createUser$/, "admin", "user.create", { from: /^firebase-admin/ }),
  operation(/(?:^|\.)(?:auth|getAuth)\.updateUser$/, "admin", "admin.user_update", { from: /(?:^|\/)firebase-?admin/i }),
  operation(/(?:^|\.)deleteUsers$/, "admin", "user.delete"),
  operation(/(?:^|\.)auth\.api\.(?:banUser|unbanUser|revokeUserSessions?)$/, "admin", "admin.user_update"),
  operation(/(?:^|\.)(?:auth\.api\.)?impersonateUser$/, "admin", "user.impersonate"),
];

const AUTHORIZATION: readonly Operation[] = [
  operation(/(?:^|\.)setCustomUserClaims$/, "authorization", "user.role.change"),
  operation(/(?:^|\.)(?:updateUserRole|setUserRole|assignRoles?|changeUserRole|revokeRole|grantRole)$/, "authorization", "user.role.change"),
  operation(/(?:^|\.)(?:updateUserMetadata|updateUser)$/, "authorization", "user.role.change", { from: /^@clerk\//, sets: "publicMetadata" }),
  operation(/(?:^|\.)(?:create|update|delete)OrganizationMembership(?:Metadata)?$/, "authorization", "user.role.change"),
  operation(/(?:^|\.)(?:createOrganizationInvitation|addMembersToOrganization|deleteOrganizationMembers)$/, "authorization", "user.role.change"),
  operation(/(?:^|\.)auth\.api\.(?:setRole|updateMemberRole|removeMember|addMember|inviteMember|createInvitation)$/, "authorization", "user.role.change"),
  operation(/(?:^|\.)users\.(?:assignRoles|deleteRoles|assignPermissions|deletePermissions)$/, "authorization", "user.role.change"),
];

const BILLING: readonly Operation[] = [
  operation(/(?:^|\.)(?:refunds\.create|creditNotes\.create|issueOrderRefund|issueSubscriptionInvoiceRefund|refundCapturedPayment|capturesRefund|refundPayment|transaction\.refund|payments\.refund|adjustments\.create)$/, "billing", "billing.refund"),
  operation(/(?:^|\.)(?:paymentIntents|charges|transfers)\.(?:create|capture|cancel|confirm)$/, "billing", "billing.payment"),
  // Money between accounts; files and shares are transferred, too
  operation(/(?:^|\.)(?:accounts?|balances?|banks?|funds?|ledgers?|wallets?)(?:Service|Repository|Client)?\.(?:transfer|transferFunds)$/i, "billing", "billing.payment"),
  operation(/(?:^|\.)payouts\.(?:create|cancel|reverse)$/, "billing", "billing.payout"),
  operation(/(?:^|\.)invoices\.(?:pay|voidInvoice|finalizeInvoice|markUncollectible|sendInvoice)$/, "billing", "billing.payment"),
  operation(/(?:^|\.)(?:ordersController\.(?:createOrder|captureOrder|ordersCreate|ordersCapture)|paymentsApi\.(?:createPayment|cancelPayment)|transaction\.(?:sale|submitForSettlement))$/, "billing", "billing.payment"),
  operation(/(?:^|\.)Orders(?:Create|Capture)Request$/, "billing", "billing.payment"),
  operation(/(?:^|\.)CapturesRefundRequest$/, "billing", "billing.refund"),
  operation(/(?:^|\.)\w*(?:razorpay|rzp)\w*\.(?:orders\.create|payments\.capture)$/i, "billing", "billing.payment"),
  operation(/(?:^|\.)(?:orders\.create|payments\.capture|payments\.create)$/, "billing", "billing.payment", { from: /^(?:razorpay|@mollie\/api-client|@paypal\/.*)$/ }),
  operation(/(?:^|\.)(?:checkout\.sessions\.(?:create|expire)|createCheckout)$/, "billing", "billing.checkout"),
  operation(/(?:^|\.)transactions\.create$/, "billing", "billing.checkout", { from: /^@paddle\// }),
  operation(/(?:^|\.)subscriptions\.(?:create|update|cancel|del|resume|pause|activate)$/, "billing", "billing.subscription"),
  operation(/(?:^|\.)subscriptionItems\.(?:create|update|del)$/, "billing", "billing.subscription"),
  operation(/(?:^|\.)(?:cancelSubscription|updateSubscription)$/, "billing", "billing.subscription", { from: /^@lemonsqueezy\// }),
  operation(/(?:^|\.)(?:wallets?|credits?)(?:Service|Manager)\.(?:add|deduct|credit|debit|deposit|withdraw|transfer|topUp|grant|refund|fund)\w*$/i, "billing", "billing.payment"),
  operation(/(?:^|\.)billingPortal\.sessions\.create$/, "billing", "billing.change"),
  // Where somebody's money goes out to; accounts are of many kinds
  operation(/(?:^|\.)stripe\w*\.accounts\.(?:create|update|del|reject|createExternalAccount|updateExternalAccount|deleteExternalAccount)$/i, "billing", "billing.change"),
];

const KEYS: readonly Operation[] = [
  operation(/(?:^|\.)(?:createApiKey|generateApiKey|createPersonalAccessToken|issueApiKey|rotateApiKey|regenerateApiKey)$/, "keys", "key.create"),
  operation(/(?:^|\.)(?:revokeApiKey|deleteApiKey)$/, "keys", "key.revoke"),
  operation(/(?:^|\.)unkey\.(?:keys|apis)\.create(?:Key)?$/, "keys", "key.create"),
  operation(/(?:^|\.)unkey\.keys\.(?:delete|revoke|deleteKey)$/, "keys", "key.revoke"),
  operation(/(?:^|\.)CreateAccessKeyCommand$/, "keys", "key.create"),
  operation(/(?:^|\.)DeleteAccessKeyCommand$/, "keys", "key.revoke"),
  operation(/(?:^|\.)generateKeyPair(?:Sync)?$/, "keys", "key.create"),
];

const DATA: readonly Operation[] = [
  operation(/(?:^|\.)(?:stringify|stringifySync)$/, "data", "data.export", { from: /^csv-stringify/ }),
  operation(/(?:^|\.)unparse$/, "data", "data.export", { from: /^(?:npm:)?papaparse/ }),
  operation(/(?:^|\.)(?:Parser|AsyncParser|parse|parseAsync|json2csv|json2csvAsync)$/, "data", "data.export", { from: /^(?:@json2csv\/|json2csv|json-2-csv)/ }),
  operation(/(?:^|\.)(?:write|writeToString|writeToBuffer|writeToStream|format)$/, "data", "data.export", { from: /^(?:fast-csv|@fast-csv\/format)$/ }),
  operation(/(?:^|\.)(?:xlsx|csv)\.(?:write|writeBuffer)$/, "data", "data.export"),
  operation(/(?:^|\.)(?:write|writeXLSX)$/, "data", "data.export", { from: /^xlsx/ }),
  // One file put, removed or lent by a link is everyday work; a whole bucket is not.
  operation(/(?:^|\.)DeleteBucketCommand$/, "data", "data.delete"),
  operation(/(?:^|\.)(?:s3\.deleteBucket|storage\.(?:deleteBucket|emptyBucket))$/, "data", "data.delete"),
];

const WEBHOOKS: readonly Operation[] = [
  operation(/(?:^|\.)webhooks\.(?:constructEvent|constructEventAsync|unmarshal|verify|verifyAndReceive)$/, "webhook", "webhook.verify"),
  operation(/(?:^|\.)verify$/, "webhook", "webhook.verify", { from: /^(?:npm:)?(?:svix|standardwebhooks|@octokit\/webhooks(?:-methods)?)(?:@|$|\/)|\/(?:svix|standardwebhooks)@/ }),
  operation(/(?:^|\.)verifyWebhook$/, "webhook", "webhook.verify"),
  operation(/(?:^|\.)(?:verify|validate|check)(?:[A-Z]\w*)?Signature$/, "webhook", "webhook.verify"),
  operation(/(?:^|\.)validateRequest(?:WithBody)?$/, "webhook", "webhook.verify", { from: /^twilio/ }),
];

const OTHERS: readonly Operation[] = [
  operation(/(?:^|\.)(?:executeTool|executeToolCalls?|invokeTool|callTool|runTool)$/, "ai", "ai.tool_call"),
  operation(/(?:^|\.)(?:setFeatureFlag|updateFeatureFlag|toggleFeatureFlag|toggleFeature|createFeatureFlag|deleteFeatureFlag)$/, "configuration", "config.change"),
  // By whom the people of a team are let in
  operation(/(?:^|\.)(?:sso|saml|jackson|workos|connection(?:API)?Controller|ssoManager|samlManager)\w*(?:\.\w+)*\.(?:create|update|delete)\w*(?:Connection|Provider|Domain)s?$/i, "configuration", "config.change"),
  operation(/(?:^|\.)(?:dsync|directorySync|directories|scim)\w*(?:\.\w+)*\.(?!(?<=Service\.)create$)(?:create|update|delete)\w*$/i, "configuration", "config.change"),
  operation(/(?:^|\.)(?:createUser|createUserAccount)$/, "admin", "user.create"),
  operation(/(?:^|\.)registerUser$/, "authentication", "auth.register"),
  operation(/(?:^|\.)(?:deleteUser|deleteAccount)$/, "authentication", "user.delete"),
  operation(/(?:^|\.)(?:user|users)\.delete(?:Many)?$/, "authentication", "user.delete"),
  operation(/(?:^|\.)users?(?:Services?|Manager|Dao)\.(?:delete|remove|destroy)(?:One|ById)?$/, "authentication", "user.delete"),
  operation(/(?:^|\.)users?(?:Services?|Manager|Dao)\.(?:create|register)$/, "admin", "user.create"),
];

/** First match wins. */
export const OPERATIONS: readonly Operation[] = [
  ...ADMINISTRATION,
  ...AUTHORIZATION,
  ...AUTHENTICATION,
  ...BILLING,
  ...KEYS,
  ...WEBHOOKS,
  ...DATA,
  ...OTHERS,
];

/** Strategies that prove who is calling on each request, and log nobody in. */
export const GUARD_STRATEGIES: ReadonlySet<string> = new Set(["jwt", "bearer", "basic", "headerapikey", "api-key", "session", "anonymous"]);

/** Words of a table or a function that tell that somebody's rights or plan are kept there. */
export const SUBJECT_WORDS: ReadonlySet<string> = new Set([
  "user", "users", "account", "accounts", "member", "members", "membership", "memberships", "profile", "profiles", "team", "teams", "org", "orgs", "organization", "organizations",
  "organisation", "organisations", "workspace", "workspaces", "tenant", "tenants", "admin", "admins", "role", "roles", "permission", "permissions", "employee", "employees", "staff",
  "customer", "customers", "collaborator", "collaborators", "invite", "invites", "invitation", "invitations", "access", "grant", "principal", "subscription", "subscriptions", "company",
]);

/** Words of a call's name that say nothing of what it writes to. */
export const NEUTRAL_WORDS: ReadonlySet<string> = new Set([
  "this", "prisma", "db", "tx", "trx", "repo", "repository", "service", "services", "client", "ctx", "context", "model", "models", "supabase", "knex", "manager", "entity", "database", "query", "update",
  "upsert", "set", "change", "assign", "patch", "grant", "promote", "demote", "find", "by", "id", "one", "many", "and", "data", "from", "where", "save", "dao", "orm", "em", "conn", "connection", "attributes",
]);

/** Words of a model's tool that moves money, rights or accounts. */
export const GIVES_AWAY: ReadonlySet<string> = new Set(["refund", "coupon", "discount", "voucher", "payment", "pay", "payout", "transfer", "charge", "grant", "role", "permission", "password", "account"]);

/** Fields whose writing changes what someone may do. */
export const PRIVILEGE_FIELDS: ReadonlySet<string> = new Set([
  "role", "roles", "roleId", "role_id", "permissions", "isAdmin", "is_admin", "isSuperuser", "is_superuser", "isSuperAdmin", "is_super_admin", "isOwner", "is_owner", "user_role", "userRole", "orgRole", "projectRole", "teamRole",
]);

/** Fields whose writing changes what someone has paid for. */
export const PLAN_FIELDS: ReadonlySet<string> = new Set(["plan", "planId", "plan_id", "planName", "plan_name", "subscriptionTier", "subscription_tier", "subscriptionPlan", "subscription_plan", "subscriptionStatus", "subscription_status", "tier"]);

/** Fields of a person that hold a password, and those that say whether a second factor is asked for. */
export const PASSWORD_FIELD = /^(?:hashed_?)?password(?:_?(?:hash|digest))?$|^passwd$/i;
export const SECOND_FACTOR_FIELD = /^(?:is_?)?(?:two_?factor|2fa|mfa|totp)_?(?:auth_?)?(?:is_?)?enabled$|^(?:is_?)?(?:two_?factor|2fa|mfa|totp)$/i;

/** Fields of a person by which they are shut out of the service, and those by which they are let in as long as they hold. */
export const SHUT_OUT_FIELD = /^(?:is_?)?(?:banned|suspended|blocked|disabled|deactivated)(?:_?at)?$|^account_?status$/i;
export const LET_IN_FIELD = /^(?:is_?)?active$/i;
export const PERSON_TABLE = /^(?:app_?|auth_?)?(?:users?|accounts?|members?|profiles?|employees?|staff|customers?|admins?)$/i;

/** Tables of people who can sign in, of keys, of who belongs to what, and of what rules the whole service. */
export const USER_TABLE = /^(?:app_?|auth_?)?users?$/i;
export const KEY_TABLE = /^(?:\w+_)?(?:api_?keys?|access_?tokens?|personal_?access_?tokens?|service_?tokens?)$|^\w*(?:[aA]piKeys?|AccessTokens?)$/i;
export const KEY_FIELD = /^(?:api_?key|hashed_?(?:api_?)?key|api_?key_?hash|key_?hash|hashed_?secret_?key|encrypted_?(?:token|secret|api_?key|credentials?)|secret_?key|client_?secret|webhook_?secret|signing_?secret)$/i;
/** What a row of a table of keys has of the key itself, and what tells that it is good no more. */
export const KEY_HASH_FIELD = /^(?:(?:api|access)?_?(?:key|token|secret)_?)?(?:hash|digest|hashed(?:_?(?:key|token|secret))?)$|^(?:key|token|secret)$/i;
export const REVOKED_FIELD = /^(?:is_?)?revoked(?:_?at)?$|^(?:is_?)?disabled(?:_?at)?$/i;
export const MEMBER_TABLE =
  /^(?:(?:team|org(?:ani[sz]ation)?|workspace|project|tenant|company|account)s?_?(?:members?|memberships?|users?|invit(?:e|ation)s?|collaborators?)|memberships?|membershipInvitations?|member_?invit(?:e|ation)s?|user_?roles?|role_?assignments?|user_?permissions?)$/i;
export const TEAM_WORDS: ReadonlySet<string> = new Set(["team", "teams", "org", "organization", "organisation", "workspace", "project", "tenant", "company", "agency"]);
export const MEMBER_WORDS: ReadonlySet<string> = new Set(["member", "members", "membership", "memberships", "invitation", "invitations", "invite", "invites", "collaborator", "collaborators"]);
/** A list of rights, and the fields that make a row of it somebody's. */
export const GRANT_TABLE = /^(?:permissions?|grants?|roles?|access_?grants?|privileges?)$/i;
export const GRANTEE_FIELD = /^(?:user|member|account|principal|grantee|subject|role)_?id$/i;
/** Whoever an invitation is sent to may decline it, and changes nobody's access by that. */
export const INVITATION_TABLE = /invit(?:e|ation)s?$/i;
export const SETTINGS_TABLE = /^(?:feature_?flags?|(?:system|site|app|application|global|server|platform|tenant|org(?:ani[sz]ation)?)_?(?:settings?|configs?|configurations?))$/i;
/** Tables of sessions, of what renews them, and of accounts at other services that are connected. */
export const SESSION_TABLE = /^(?:user|auth|admin|login)_?sessions?$/i;
export const REFRESH_TABLE = /^(?:\w+_)?refresh_?tokens?$|RefreshTokens?$/i;
export const CONNECTION_TABLE = /^(?:\w+_)?oauth_?(?:tokens?|connections?|accounts?|credentials?)$|^(?:google|gmail|calendar|slack|microsoft|outlook|hubspot|github|xero|quickbooks|notion|zoom|strava|facebook|instagram|linkedin|twitter|tiktok|shopify|plaid)\w*_?(?:tokens?|connections?|credentials?|accounts?)$/i;
/** Fields that say that somebody has paid, and their values that say the contrary. */
export const PAID_FIELD = /^(?:payment_?status|payment(?:Info|Details|Result)?\.status|is_?paid|paid_?at|amount_?paid)$/i;
export const NOT_PAID = /^(?:un_?paid|un_?verified|uploaded|submitted|initiated|processing|pending|awaiting\w*|requires_\w+|none|failed|cancell?ed|expired|overdue|draft|0)$/i;
