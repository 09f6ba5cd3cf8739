/**
 * Tables, and their fields, by which somebody's account, team or balance changes; asked after those of sensitive-operations.ts.
 */

/** What has people in it, and is gone with all that they have there. A team of a league has players, and a project tasks. */
export const TEAM_TABLE = /^(?:org(?:ani[sz]ation)?s?|workspaces?|tenants?)$/i;

/** Requests of a device to be signed in, which somebody grants elsewhere. */
export const DEVICE_TABLE = /^device_?(?:codes?|auth(?:ori[sz]ation)?s?|logins?|(?:auth_?)?requests?)$/i;
export const DEVICE_FIELD = /^(?:status|state|approved(?:_?(?:at|by))?|user_?id|authorized(?:_?at)?)$/i;

/** By the address somebody signs in, and a lost password is set anew. */
export const ADDRESS_FIELD = /^(?:new_?)?email(?:_?address)?$/i;
export const ADDRESS_PROVED_FIELD = /^(?:is_?)?email_?(?:is_?)?(?:verified|confirmed)(?:_?at)?$/i;
/** The same where it is said of the whole account. */
export const ACCOUNT_PROVED_FIELD = /^(?:is_?)?(?:account_?)?(?:verified|confirmed|activated)$/i;

/** Fields of an account that is kept and counts as deleted. */
export const GONE_FIELD = /^(?:is_?)?deleted(?:_?at)?$/i;

/** Money that is kept for somebody. */
export const BALANCE_TABLE = /^(?:user_?|customer_?|vendor_?|org(?:anization)?_?|team_?)?(?:wallets?|balances?|credits?|credit_?(?:balances?|wallets?|accounts?))$/i;
export const BALANCE_FIELD = /^(?:available_?|wallet_?|credit_?)?balance(?:_?(?:cents|amount))?$/i;
export const CREDITS_FIELD = /^(?:available_?|remaining_?)?credits?(?:_?(?:balance|remaining|left))?$/i;
/**
 * Tables of people that may hold a balance beside all else. An `account` with a balance is as often a line of somebody's own
 * books.
 */
export const HOLDER_TABLE = /^(?:app_?|auth_?)?(?:users?|profiles?|customers?|members?|user_?profiles?)$/i;
export const BALANCE_ENTRIES = /^(?:user_?)?(?:wallet|balance|credit)s?_?(?:transactions?|entries|ledger|top_?ups?|deposits?|withdrawals?)$/i;

/** A role that somebody is made with, and that no sign-up gives. */
export const ADMIN_ROLE = /^(?:(?:super|platform|system|global)[_-]?)?admin(?:istrator)?$|^superuser$|^root$/i;

/** What an invitation gives. */
export const INVITED_AS = /role|permission|access_?level|is_?admin/i;
