/** Words for callers, and for what they prove themselves with. */

export const PASSWORDS: ReadonlySet<string> = new Set(["password", "passwd", "passcode", "passphrase"]);
/** What is given out to prove something: a code, a token. */
export const PROOFS: ReadonlySet<string> = new Set(["pin", "otp", "totp", "code", "token", "secret", "signature", "credential", "credentials", "assertion", "mfa", "challenge", "verifier"]);
/** What says who is calling. */
export const CALLERS: ReadonlySet<string> = new Set(["user", "auth", "authorization", "session", "key", "api", "admin", "account", "owner", "caller", "actor", "email", "sender", "client", "viewer", "visitor", "member"]);

/** Acts of people who are signed in. */
export const BY_SOMEBODY_KNOWN = /^(?:user\.\w+|auth\.logout|auth\.password\.change|auth\.mfa\.(?:enable|disable))$/;

/** What routes and functions are called where it is still to be found out who is calling. */
export const OF_AUTHENTICATION: ReadonlySet<string> = new Set([
  "auth", "oauth", "authenticate", "login", "log", "signin", "sign", "signup", "session", "sessions", "token", "tokens", "verify", "verification", "otp", "totp", "mfa", "2fa", "factor", "password", "passwords", "reset", "register", "callback", "sso", "saml", "passkey", "refresh", "magic", "invite", "invitation",
]);

/** Parameters through which a handler is told who is calling. */
export const GIVEN_CALLER = /^_?(?:user(?:Id)?|currentUser|auth(?:Check|Context|Result)?|scope|session|admin|principal|apiKey|org(?:anization)?Id|projectId|teamId)$/;
/** Those that can be nothing but somebody who was let in. */
export const GIVEN_PERSON = /^_?(?:user|currentUser|session|admin|principal)$/;
/** Fields of a request that middleware fills for those whom it has let in. */
export const TOLD_CALLER = /^(?:user|userId|auth|account|admin|member)$/;

/** What a name says is asked of the caller, by itself. */
export const ASKS_CALLER: ReadonlySet<string> = new Set(["auth", "authenticate", "authenticated", "authorize", "authorized", "authentication", "authorization", "guard", "protect", "protected", "jwt", "passport"]);
/** Whom a name speaks of, when a verb says that others are turned away. */
export const LET_IN: ReadonlySet<string> = new Set(["user", "admin", "session", "login", "role", "roles", "permission", "permissions", "access", "owner", "member", "allowed", "staff", "signed", "token", "scope", "key", "superuser", "account"]);
/** Verbs that say it. */
export const TURNS_AWAY: ReadonlySet<string> = new Set(["require", "requires", "required", "ensure", "assert", "throw", "must", "verify", "check", "only", "with", "handle", "create", "restrict", "enforce", "is", "has", "validate"]);
/** Verbs of calls that throw at strangers, when nothing is made of what they give. */
export const THROWS_AT_STRANGERS: ReadonlySet<string> = new Set(["require", "ensure", "assert", "throw", "must", "enforce", "authorize", "authenticate"]);
/** Middleware that is called for those whom it lets in. */
export const LETS_IN = /^(?:logged(?:In)?|signedIn|(?:super)?admin(?:s|Only)?|staff(?:Only)?|moderator|owner)$/i;
