/** What is done behind middleware that lets in administrators alone: to people, rights and money, or to the settings. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { splitWords } from "../../syntax/names.js";
import { READING_WORDS, UPKEEP, type SensitiveAction } from "../../vocabulary/sensitive-actions.js";
import { isBehindAdmins } from "./admin-guards.js";
import { methodLetThrough } from "./method-let-through.js";
import { saidSegments } from "./said-segments.js";

/** Undefined where nobody's rights, money or settings change: administrators write, sort and tidy up all day. */
export function ruledByAdmins(handler: HandlerSite, file: SourceFile): SensitiveAction | undefined {
  if (!CHANGES.test(methodLetThrough(handler) ?? "")) return undefined;
  const segments = saidSegments(handler.route).map((segment) => splitWords(segment));
  const last = segments.at(-1) ?? [];
  if (READING_WORDS.has(last[0] ?? "") || SETS_GOING.test(last[0] ?? "")) return undefined;
  const words = segments.flat();
  if (words.some((word) => UPKEEP.has(word))) return undefined;
  // What stands below people and money is something of theirs, as `/users/:id/ratings/:rating`.
  const end = segments.slice(-2).flat();
  const act = words.some((word) => SETTINGS.test(word)) ? CONFIG : actAtEnd(end);
  return act && isBehindAdmins(handler, file) ? act : undefined;
}

function actAtEnd(words: readonly string[]): SensitiveAction | undefined {
  if (words.some((word) => PEOPLE.test(word))) return USERS;
  return words.some((word) => RIGHTS_AND_MONEY.test(word)) ? ACTION : undefined;
}

const CHANGES = /^(?:POST|PUT|PATCH|DELETE)$/;
/** What is sent, asked or set going once more. */
const SETS_GOING = /^(?:send|resend|remind|preview|calculate|estimate|run|sync|trigger|retry)$/;
const SETTINGS = /^(?:settings?|config|configs|configurations?|preferences|env|maintenance)$/;
const PEOPLE = /^(?:users?|members?|accounts?|customers?|employees?|staff|admins)$/;
const RIGHTS_AND_MONEY = /^(?:access|audit|backups?|database|grants?|invites?|invitations?|keys?|payments?|payouts?|plans?|pricing|refunds?|secrets?|tenants?|tokens?|organi[sz]ations?|withdrawals?)$/;

const CONFIG: SensitiveAction = { category: "configuration", event: "config.change" };
const USERS: SensitiveAction = { category: "admin", event: "admin.user_update" };
const ACTION: SensitiveAction = { category: "admin", event: "admin.action" };
