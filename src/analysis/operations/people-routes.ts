/** Routes by which people get into a team or a service, are shut out of it, or leave it for good. */
import { READING_WORDS, type SensitiveAction } from "../../vocabulary/sensitive-actions.js";
import { wordsSaid } from "./run-together.js";

interface Segment {
  readonly words: readonly string[];
  readonly last: string;
  /** `:id`, `[id]`: one of those before it. */
  readonly isParameter: boolean;
}

const ROLE: SensitiveAction = { category: "authorization", event: "user.role.change" };
const SHUT: SensitiveAction = { category: "admin", event: "admin.user_update" };
const MADE: SensitiveAction = { category: "authentication", event: "user.create" };
const ENDED: SensitiveAction = { category: "authentication", event: "auth.token.revoke" };
const LEFT: SensitiveAction = { category: "authentication", event: "auth.logout" };
const FACTOR_GONE: SensitiveAction = { category: "authentication", event: "auth.mfa.disable" };
const ERASED: SensitiveAction = { category: "data", event: "data.delete" };
const GONE: SensitiveAction = { category: "authentication", event: "user.delete" };

/** Of routes that change something; undefined for those by which nobody comes or goes. */
export function actOnPeople(route: string, method: string | undefined): SensitiveAction | undefined {
  const segments = route.split("/").filter(Boolean).map(asSegment);
  const named = segments.filter(({ isParameter }) => !isParameter);
  const end = named.at(-1);
  if (!end || READING_WORDS.has(end.words[0] ?? "") || ASIDE.has(end.words[0]!)) return undefined;
  if (namesMembers(named, method)) return ROLE;
  if (method === "DELETE" && OF_ACCOUNT.test(named.at(-2)?.last ?? "")) {
    if (end.words.join() === "sessions") return ENDED;
    if (end.words.join() === "session") return LEFT;
    if (CREDENTIALS.test(end.last)) return FACTOR_GONE;
  }
  const [before] = named.slice(0, -1).filter(({ last }) => last !== "actions").slice(-1);
  if (before && PEOPLE.test(before.last) && (SHUTS.test(end.last) || (end.last === "block" && before.last !== "users") || (end.last === "status" && segments.at(-2)?.isParameter && /^(?:PATCH|PUT|POST)$/.test(method ?? "")))) return SHUT;
  if (before && TENANTS.test(before.last) && /^(?:suspend|unsuspend|ban|unban)$/.test(end.last)) return SHUT;
  if (endsTenant(segments, method)) return ERASED;
  return comesOrGoes(segments, named, method);
}

/** `DELETE /tenants/:id`, `POST /organizations/:id/offboard`: whoever is in it is gone with it. */
function endsTenant(segments: readonly Segment[], method: string | undefined): boolean {
  const [last, before, whose] = segments.toReversed();
  const isOne = (thing: Segment | undefined, of: Segment | undefined): boolean =>
    thing?.isParameter === true && of !== undefined && WHOLE_TENANTS.test(of.words.join());
  if (method === "DELETE" && isOne(last, before)) return true;
  return /^(?:DELETE|POST)$/.test(method ?? "") && ENDS_TENANT.test(last?.words.join() ?? "") && isOne(before, whose);
}

const WHOLE_TENANTS = /^(?:tenants?|org(?:ani[sz]ation)?s?)$/;
const ENDS_TENANT = /^(?:(?:hard|permanent|permanently|force),)?(?:delete|destroy|offboard|purge)$/;
/** Those who pay for the service, and what stands for all of their people in it. */
const TENANTS = /^(?:subscribers?|agenc(?:y|ies)|clients?|partners?|workspaces?|compan(?:y|ies)|shops?|stores?)$/;
/** What somebody proves with who they are. */
const CREDENTIALS = /^(?:credentials?|passkeys?|authenticators?)$/;

function asSegment(text: string): Segment {
  const words = wordsSaid(text);
  return { words, last: words.at(-1) ?? "", isParameter: /^[:[{*]/.test(text) };
}

/** `/teams/:id/members/:memberId`, `/team-members`, `/users/invite`. Whoever an invitation is sent to may decline it. */
function namesMembers(named: readonly Segment[], method: string | undefined): boolean {
  return named.some(({ words, last }, index) => {
    const before = named[index - 1]?.last ?? "";
    if (INVITED.test(last)) return method !== "DELETE" && words.length === 1 && (TEAM.test(before) || INVITES.test(before) || OUTER.test(before) || index === 0);
    // What stands below a member is something of theirs: `/team-members/:id/appraisals`.
    if (!MEMBERS.test(last) || (index < named.length - 1 && !OF_MEMBERSHIP.test(named[index + 1]!.last))) return false;
    const of = words.length > 1 ? words.at(-2)! : before;
    const group = words.length > 1 ? words : (named[index - 1]?.words ?? []);
    return TEAM.test(of) || (GROUP.test(of) && last !== "users" && !group.some((word) => SOLD_TO.test(word)));
  });
}

/** `DELETE /users/:id`, `DELETE /account`, `POST /users`: of the service itself, and of nothing that is in it. */
function comesOrGoes(
  segments: readonly Segment[],
  named: readonly Segment[],
  method: string | undefined,
): SensitiveAction | undefined {
  const [last] = segments.slice(-1);
  const isWhole = named.slice(0, -1).every(({ words }) => words.every((word) => OUTER.test(word)));
  const isUsers = isWhole && named.at(-1)!.words.join() === "users";
  if (/^(?:DELETE|POST)$/.test(method ?? "") && DELETES.test(named.at(-1)!.words.join()) && segments.at(-2)?.isParameter && segments.at(-3)?.words.join() === "users") return GONE;
  const [first, ...others] = segments.filter(({ words }) => !words.every((word) => OUTER.test(word)));
  if (method === "POST" && isUsers && !segments.some(({ isParameter }) => isParameter)) return MADE;
  if (method !== "DELETE") return undefined;
  if (isUsers && last!.isParameter && segments.filter(({ isParameter }) => isParameter).length === 1) return GONE;
  const said = [first, ...others].map((segment) => segment?.words.join() ?? "").join("/");
  return /^(?:(?:users?\/)?me|(?:users?\/|me\/)?account|user)$/.test(said) ? GONE : undefined;
}

const DELETES = /^(?:delete|remove)$/;
/** What says nothing of what is asked for. */
const OUTER = /^(?:api|rest|v|\d+|admin|public|internal|auth)$/;
/** What has members of its own. */
export const TEAM = /^(?:teams?|org(?:ani[sz]ation)?s?|workspaces?|tenants?|projects?|company|companies)$/;
/** What gives its members a right to see or do something, by a route that names them. */
const GROUP = /^(?:groups?|agency|agencies|brokerages?|spaces?|households?|permissions?)$/;
/** Those for whom a group is a price or a list of addresses, and no right: `/customer-groups/:id/members`. */
const SOLD_TO = /^(?:customers?|clients?|contacts?|leads?|guests?|subscribers?|mailing|price|pricing)$/;
const MEMBERS = /^(?:members?|memberships?|collaborators?|users)$/;
const INVITED = /^invit(?:es?|ations?)$/;
const INVITES = /^(?:users?|staff|members?|admins?|accounts?|brokers?|brokerages?|settings)$/;
const OF_MEMBERSHIP = /^(?:add|remove|leave|join|bulk|roles?|permissions?|approve|reject|accept|transfer|status)$/;
const PEOPLE = /^(?:users?|members?|accounts?|merchants?|vendors?|sellers?|tenants?|org(?:ani[sz]ation)?s?|riders?|drivers?|employees?|staff|customers?|admins?|teams?|consultants?|partners?|doctors?|teachers?|students?|instructors?|trainers?|technicians?|freelancers?|affiliates?|moderators?)$/;
/** Below what a session is one of somebody who is signed in, as against those of a course. */
const OF_ACCOUNT = /^(?:auth|accounts?|users?|me|profile|security)$/;
const SHUTS = /^(?:suspend|unsuspend|ban|unban|deactivate|reactivate|approve|reject|unblock|unlock)$/;
/** First words of last segments that send something, or only look. */
const ASIDE: ReadonlySet<string> = new Set(["resend", "send", "remind", "verify", "preview", "available", "avatar"]);
