/**
 * Sensitive acts by the grammar of their names: a verb, and what it is done to. `approveRefundRequest` is one,
 * `createPaymentLink` is none. The phrases of sensitive-actions.ts are names that are read as they stand.
 */
import type { Category, SensitiveAction } from "./sensitive-actions.js";

export interface NamedAct extends SensitiveAction {
  readonly verbs: ReadonlySet<string>;
  /** What it is done to, word by word; `*` stands for any word. */
  readonly things: readonly (readonly string[])[];
}

const act = (verbs: string, things: string, category: Category, event: string): NamedAct => ({
  verbs: new Set(verbs.split(" ")),
  things: things.split(", ").map((thing) => thing.split(" ")),
  category,
  event,
});

/** Those whom one can add to a team or a service, and shut out of it. */
const PEOPLE = "user, users, member, members, account, accounts, merchant, merchants, vendor, vendors, seller, sellers, tenant, organization, rider, driver, employee, staff, consultant, partner, doctor, teacher, student, instructor, trainer, technician, freelancer, affiliate, moderator";
/** Those whom only the service can block; one user may block another. */
const CUSTOMERS = PEOPLE.replace("user, users, ", "customer, customers, ");
const ADMINISTRATORS = "admin, admins, super admin, superadmin, sub admin, admin user, admin account, moderator";
const TEAMS = ["team", "org", "organization", "organisation", "workspace", "project", "company", "tenant"];
const MEMBERS = TEAMS.flatMap((team) => [`${team} member`, `${team} members`, `${team} membership`, `${team} user`]).join(", ");
const TEAM_ROLES = [...TEAMS, "service"].map((team) => `${team} role`).join(", ");
const FROM_TEAMS = ["user", "member"].flatMap((who) => TEAMS.flatMap((team) => [`${who} from ${team}`, `${who} to ${team}`])).join(", ");
const PERMISSIONS = ["user", "member", "staff", "employee", "admin", "team member"].map((who) => `${who} permissions`).join(", ");
const TOKENS = "api token, api tokens, mcp token, mcp tokens, pat, personal access token, access key, service token";
const FACTORS = "mfa, 2 fa, 2fa, two factor, totp";
const CHECKS = FACTORS.split(", ").flatMap((factor) => [`${factor} token`, `${factor} code`, `${factor} login`]).join(", ");
const OF_SIGN_UP = ["signup", "sign up", "register", "registration", "forgot password", "forget password", "reset password", "password reset", "reset pass", "reset"].map((of) => `${of} otp`).join(", ");
const PINS = "pin, user pin, transaction pin, wallet pin, card pin, login pin, pin code";
const INVITED = ["", "team ", "org ", "organization ", "workspace ", "company ", "tenant ", "member ", "user ", "staff ", "admin "];
const INVITATIONS = INVITED.flatMap((whose) => [`${whose}invite`, `${whose}invites`, `${whose}invitation`, `${whose}invitations`]);
const OF_TEAMS = INVITATIONS.filter((thing) => thing.includes(" ")).join(", ");
const ACCESS = ["portal", "client", "customer", "user", "member", "staff", "team", "admin", "guest"].map((whose) => `${whose} access`).join(", ");
const SOLD_BY = ["", "razorpay ", "stripe ", "paypal ", "paystack ", "order ", "checkout "].map((whose) => `${whose}payment`).join(", ");
const PASSWORDS = "password, user password, admin password, member password, customer password, staff password, employee password";
const BALANCES = "funds, balance, wallet balance, user balance, credit balance, wallet, user wallet, credits, user credits, org credits, team credits";
const PERSONAL_DATA = "user data, personal data, account data, customer data, me data, personal information";
const SERVICES = ["system", "site", "app", "application", "company", "global", "platform", "security", "organization", "org", "tenant"];
const SETTINGS = SERVICES.flatMap((service) => [`${service} settings`, `${service} setting`, `${service} config`, `${service} configuration`]).join(", ");
const TEAMS_ENDED = ["team", "org", "organization", "organisation", "workspace", "tenant"].flatMap((team) => [team, `${team}s`, `my ${team}`]).join(", ");
const DEVICES = "device, device code, device login, device auth, device authorization, cli login, cli session";
const EMAILS = ["", "user ", "account ", "login "].flatMap((whose) => (whose === "" ? [] : [`${whose}email`, `${whose}email address`])).join(", ");
const CREDENTIALS = "api key, api keys, api credentials, credential, credentials, secret, secrets, client secret, webhook secret, signing secret, provider key, provider credentials, oauth token, integration token, integration credentials";
const CONNECTED = ["integration", "integrations", "oauth", "oauth account", "account", "google", "google account", "google calendar", "gmail", "outlook", "slack", "github", "stripe", "stripe account", "social account", "provider", "identity"].join(", ");
const PASSKEYS = "passkey, passkeys, security key, webauthn credential";
const APPLICANTS = "user, users, member, members, account, vendor, seller, merchant, kyc, access request, join request, membership request";

/** First match wins. */
export const NAMED_ACTS: readonly NamedAct[] = [
  act("invite add remove kick update change set", `${MEMBERS}, ${FROM_TEAMS}, member role, membership role, ${TEAM_ROLES}`, "authorization", "user.role.change"),
  act("invite", "user, users, member, members, staff, collaborator, collaborators, admin, teammate", "authorization", "user.role.change"),
  act("assign grant revoke promote demote", "platform admin, super admin, superadmin, admin, admin role, admin access, user role, role, permission, permissions", "authorization", "user.role.change"),
  act("kick remove switch", "member, member role", "authorization", "user.role.change"),
  act("update change set edit save", PERMISSIONS, "authorization", "user.role.change"),
  act("transfer", "owner, ownership, * ownership, * * ownership", "authorization", "user.role.change"),
  act("create send revoke delete cancel", OF_TEAMS, "authorization", "user.role.change"),
  act("revoke", INVITATIONS.join(", "), "authorization", "user.role.change"),
  act("enable disable grant revoke", ACCESS, "authorization", "user.role.change"),
  act("accept", "invite, invitation, team invite, team invitation, org invitation, organization invitation", "authorization", "user.role.change"),
  act("add remove update change set", "collaborator, collaborators, * collaborator, * collaborators", "authorization", "user.role.change"),
  act("leave", TEAMS.join(", "), "authorization", "user.role.change"),
  act("create update delete", "role, roles, role permissions", "authorization", "user.role.change"),
  act("create add register", ADMINISTRATORS, "admin", "user.create"),
  act("delete remove", ADMINISTRATORS, "admin", "user.delete"),
  act("start begin end stop exit", "impersonation", "admin", "user.impersonate"),
  act("suspend unsuspend ban unban deactivate reactivate disable lock unlock", PEOPLE, "admin", "admin.user_update"),
  act("block unblock", CUSTOMERS, "admin", "admin.user_update"),
  act("activate enable", "user, users, member, members, merchant, vendor, seller, tenant, employee", "admin", "admin.user_update"),
  act("approve reject deny revoke", "user, users, account, accounts, merchant, merchants, vendor, vendors, seller, sellers", "admin", "admin.user_update"),
  act("toggle update change set manage", "user status, member status, merchant status, vendor status, seller status, staff status, employee status, user active, member active", "admin", "admin.user_update"),
  act("create generate issue add rotate regenerate", TOKENS, "keys", "key.create"),
  act("delete revoke remove", TOKENS, "keys", "key.revoke"),
  act("approve process issue create reject initiate complete execute", "refund, refunds", "billing", "billing.refund"),
  act("approve process create release trigger initiate request reject complete execute cancel settle", "payout, payouts, withdrawal, withdrawals", "billing", "billing.payout"),
  act("withdraw", "funds, money, balance, earnings, cash, from wallet, from platform", "billing", "billing.payout"),
  act("process record capture confirm charge create update delete make", "payment, payments", "billing", "billing.payment"),
  act("verify", SOLD_BY, "billing", "billing.payment"),
  act("add update remove delete set", "payment method, payment methods, bank account, payout method", "billing", "billing.change"),
  act("mark", "paid, as paid, * paid, * as paid", "billing", "billing.payment"),
  act("transfer", "money, funds, balance, credits", "billing", "billing.payment"),
  act("initiate fund release complete cancel dispute", "escrow, escrow funds, escrow payment", "billing", "billing.payment"),
  act("fund credit debit", "wallet, wallet balance", "billing", "billing.payment"),
  act("add adjust deduct spend consume reserve refund refill increment decrement", BALANCES, "billing", "billing.payment"),
  act("update set reset", "wallet balance, user balance, credit balance, credits, user credits", "billing", "billing.payment"),
  act("buy purchase", "credits, credit pack, credit package", "billing", "billing.payment"),
  act("cancel create update change pause resume upgrade downgrade reactivate renew", "subscription", "billing", "billing.subscription"),
  act("create start", "checkout session, checkout", "billing", "billing.checkout"),
  act("create open", "billing portal session, billing portal, customer portal session, portal session", "billing", "billing.change"),
  act("process run", "payroll", "billing", "billing.payout"),
  act("create download", "backup, backup job", "data", "data.export"),
  act("payment", "success, succeeded, callback, ipn, fail, failed, failure, cancel, cancelled", "billing", "billing.payment"),
  act("verify", `otp, login otp, email otp, phone otp, ${OF_SIGN_UP}, ${FACTORS}, ${CHECKS}`, "authentication", "auth.mfa.verify"),
  act("upgrade downgrade change switch", "plan, tier, account tier", "billing", "billing.subscription"),
  act("toggle setup activate confirm configure", `${FACTORS}, otp key, otp method`, "authentication", "auth.mfa.enable"),
  act("deactivate", FACTORS, "authentication", "auth.mfa.disable"),
  act("reset", PINS, "authentication", "auth.password_reset.complete"),
  act("change", PINS, "authentication", "auth.password.change"),
  act("reset", PASSWORDS, "authentication", "auth.password_reset.complete"),
  act("change update set", PASSWORDS, "authentication", "auth.password.change"),
  act("send", "reset password, password reset, forgot password, reset password link, password reset link, reset link, password reset mail, reset password mail, forgot password mail", "authentication", "auth.password_reset.request"),
  act("revoke terminate invalidate", "session, sessions, refresh token, refresh tokens, cli token, cli tokens, device token, auth token, session token, bearer token", "authentication", "auth.token.revoke"),
  act("delete destroy", "user session, user sessions, all sessions, auth session, admin session", "authentication", "auth.token.revoke"),
  act("update save set change toggle", `${SETTINGS}, security settings, * security settings, maintenance mode`, "configuration", "config.change"),
  act("create update delete", "webhook, webhook endpoint, webhook subscription", "configuration", "config.change"),
  act("block unblock ban unban whitelist allowlist blacklist blocklist", "ip, ips, ip address, ip addresses", "configuration", "config.change"),
  act("toggle", "maintenance", "configuration", "config.change"),
  act("approve authorize deny trust", DEVICES, "authentication", "auth.token.create"),
  act("change", `email, email address, ${EMAILS}`, "authentication", "user.update"),
  act("request confirm", "email change, change email", "authentication", "user.update"),
  act("update", EMAILS, "authentication", "user.update"),
  act("verify confirm", "email token, email hash, email link, email by token, email with token, email verification token, verification token", "authentication", "user.update"),
  act("mark set", "email verified, email as verified, email confirmed", "authentication", "user.update"),
  act("delete destroy", TEAMS_ENDED, "data", "data.delete"),
  act("delete erase purge wipe", `${PERSONAL_DATA}, gdpr, gdpr data, privacy data`, "data", "data.delete"),
  act("request process confirm execute schedule", "data deletion, account deletion, user deletion, data erasure, gdpr deletion, gdpr erasure", "data", "data.delete"),
  act("delete erase forget", "me", "authentication", "user.delete"),
  act("purge erase", "user, account, member, customer", "authentication", "user.delete"),
  act("close", "account", "authentication", "user.delete"),
  act("join", TEAMS.filter((team) => team !== "project").join(", "), "authorization", "user.role.change"),
  act("make set toggle", "admin, super admin, user admin, admin role", "authorization", "user.role.change"),
  act("approve reject decline", APPLICANTS, "admin", "admin.user_update"),
  act("remove", "user, users", "admin", "admin.user_update"),
  act("import", "users", "admin", "user.create"),
  act("store save set update rotate regenerate", CREDENTIALS, "keys", "key.create"),
  act("store save set update rotate delete remove", "* credentials, * api key, * secret key", "keys", "key.create"),
  act("disconnect unlink", CONNECTED, "configuration", "config.change"),
  act("generate regenerate", "backup code, backup codes, recovery code, recovery codes", "authentication", "auth.mfa.enable"),
  act("register create add enroll", PASSKEYS, "authentication", "auth.mfa.enable"),
  act("delete remove revoke", PASSKEYS, "authentication", "auth.mfa.disable"),
  act("verify", PINS, "authentication", "auth.mfa.verify"),
  act("create record add process", "wallet transaction, wallet transactions, wallet topup, wallet top up, wallet deposit, wallet withdrawal", "billing", "billing.payment"),
  act("topup charge", "wallet, account balance", "billing", "billing.payment"),
  act("top", "up wallet, up balance, up account", "billing", "billing.payment"),
  act("grant", "credits, user credits", "billing", "billing.payment"),
  act("add issue", "wallet credit, wallet credits, store credit", "billing", "billing.payment"),
  act("redeem", "gift card, gift cards, gift code, voucher, vouchers, coupon, coupons, promo code", "billing", "billing.payment"),
  act("create", "charge, charges", "billing", "billing.payment"),
  act("charge", "customer, card, saved card, subscription, fee, entry fee", "billing", "billing.payment"),
  act("pay", "invoice, invoices, bill, bills, order, subscription", "billing", "billing.payment"),
  act("send", "payout, payouts, money", "billing", "billing.payout"),
  act("update change save", "billing details, billing info, billing address, billing email, billing settings, payment settings, payment gateway, payment gateways, payment provider, payment config", "billing", "billing.change"),
  act("export download", "report, reports, csv, excel, xlsx, orders, bookings, customers, members, students, employees, leads, contacts, transactions, invoices, payments, payroll, attendance, submissions, responses, patients, users, expenses, audit logs", "data", "data.export"),
];

/** Words before the verb, and between it and its thing, that say nothing of what is done. */
export const FILLING_WORDS: ReadonlySet<string> = new Set(["my", "handle", "do", "perform", "on", "async", "the", "a", "all", "bulk", "single", "own", "other", "others", "new", "existing"]);

/** What may follow the thing, and it is done to it all the same: `approveRefundRequest`, `updateMemberRoleAction`. */
export const TRAILING_WORDS: ReadonlySet<string> = new Set([
  "action", "handler", "controller", "by", "id", "with", "for", "from", "to", "in", "request", "requests", "status", "role", "permissions", "email", "otp", "mode", "intent", "order", "session", "data", "plan", "csv", "excel", "xlsx", "as", "admin", "phone", "factor", "auth", "authentication",
]);

/** Whose sign-in or sign-up a name may speak of: `riderRegister`, `vendorLogin`. */
export const WHO_SIGNS_IN: ReadonlySet<string> = new Set([
  "agent", "client", "customer", "dealer", "doctor", "driver", "employee", "google", "guest", "host", "instructor", "manager", "member", "merchant", "operator", "owner", "parent", "participant", "partner", "patient", "provider", "rider", "seller", "staff", "student", "superadmin", "teacher", "technician", "tenant", "trainer", "vendor",
]);
