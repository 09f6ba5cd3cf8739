/** The event that the trail knows a sensitive route by. */
import { CHECKING_WORDS, SETTING_UP_WORDS, type Phrase } from "../../vocabulary/sensitive-actions.js";

/**
 * `DELETE /api-keys/:id` revokes what `POST /api-keys` creates; `/admin/users` is `admin.users`.
 * @param signsIn whether a session or a token is given out there
 */
export function eventOfRoute(
  action: Phrase,
  method: string | undefined,
  segments: readonly (readonly string[])[],
  signsIn: boolean,
): string {
  const opposite = OPPOSITES.get(action.event);
  if (opposite && (method === "DELETE" || segments.slice(-2).flat().some((word) => opposite.words.has(word)))) return opposite.event;
  if (action.event === "auth.mfa.enable" && checksFactor(segments.slice(-2))) return "auth.mfa.verify";
  const [verb = ""] = segments.at(-1) ?? [];
  // Whoever is sent a code has not signed in with it yet.
  if (CODES.has(action.words.join(" ")) && SENDS.test(verb)) return `auth.${verb}_${action.words.join("_")}`;
  if (action.event === "admin.action") {
    const thing = segments.slice(segments.findIndex((words) => words.includes("admin")) + 1).at(-1);
    // `/admin-users`, as a function of its own is called.
    const own = segments.find((words) => words[0] === "admin")?.slice(1) ?? [];
    const said = thing ?? (own.length > 0 ? own : undefined);
    return said ? `admin.${said.join("_")}` : action.event;
  }
  if (isPlainAuth(action)) {
    const last = segments.at(-1) ?? [];
    if (last.includes("registration")) return "auth.register";
    if (last.join() === "refresh") return "auth.token.create";
    if (method === "DELETE" && segments.slice(-2).some((words) => words.join() === "sessions")) return "auth.token.revoke";
    if (last.length === 1 && CONFIRMS.test(last[0]!) && !signsIn) return "auth.verify";
    // A name of several words says what it does; one word, as of a provider, is most often a step of signing in.
    return last.length > 1 && !last.includes("auth") && last.at(-1) !== "callback" ? `auth.${last.join("_")}` : action.event;
  }
  return action.event;
}

/** What is sent for a login: `/auth/sendOTP`, `/magic-link/request`. */
const CODES: ReadonlySet<string> = new Set(["otp", "magic link"]);
const SENDS = /^(?:send|resend|request|generate)$/;

/** `/auth/verify/:token`: an address is proven, or a token looked at; nobody is signed in by that. */
const CONFIRMS = /^(?:verify|verification|confirm|confirmation|activate|activation)$/;

/**
 * What undoes an act, and the words by which a route says so. Whoever resets a second factor takes it away; a key that is
 * reset is a new one.
 */
const OPPOSITES: ReadonlyMap<string, { readonly event: string; readonly words: ReadonlySet<string> }> = new Map([
  ["auth.mfa.enable", { event: "auth.mfa.disable", words: new Set(["disable", "remove", "delete", "reset", "unenroll", "deactivate", "off"]) }],
  ["auth.token.create", { event: "auth.token.revoke", words: new Set(["revoke", "remove", "delete", "invalidate"]) }],
  ["key.create", { event: "key.revoke", words: new Set(["revoke", "remove", "delete", "disable", "deactivate"]) }],
]);

/** `/2fa/verify`, `/login/2fa`: the code is asked for. `/2fa/setup/verify` is how a factor is set up. */
function checksFactor(last: readonly (readonly string[])[]): boolean {
  const words = last.flat();
  return words.some((word) => CHECKING_WORDS.has(word)) && !words.some((word) => SETTING_UP_WORDS.has(word));
}

/** `/auth/…` with nothing that is known behind it. */
export const isPlainAuth = ({ words }: Phrase): boolean => words.length === 1 && words[0] === "auth";
