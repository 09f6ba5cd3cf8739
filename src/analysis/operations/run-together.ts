/** Words of routes and names that are written as one: `/forgotpassword`, `loginuser`. */
import { judgedByName } from "../../syntax/judged-by-name.js";
import { splitWords } from "../../syntax/names.js";

/** As `splitWords`, with what is written as one taken apart where every part of it is a word of accounts. */
export const wordsSaid = judgedByName((name): readonly string[] => splitWords(name).flatMap(takenApart));

function takenApart(word: string): readonly string[] {
  const parts = word.length > SHORTEST && !PARTS.has(word) ? partsOf(word) : undefined;
  return parts && parts.some((part) => ACTS.has(part)) ? parts : [word];
}

/** Shorter words are words of their own. */
const SHORTEST = 7;

function partsOf(word: string): readonly string[] | undefined {
  if (word === "") return [];
  for (let end = word.length; end > 2; end--) {
    const part = word.slice(0, end);
    const rest = PARTS.has(part) ? partsOf(word.slice(end)) : undefined;
    if (rest) return [part, ...rest];
  }
  return undefined;
}

const ACTS: ReadonlySet<string> = new Set([
  "login", "signin", "signup", "register", "logout", "signout", "password", "role", "roles", "refund", "impersonate", "otp", "delete", "ban", "block", "suspend", "deactivate",
]);

const PARTS: ReadonlySet<string> = new Set([
  ...ACTS, "admin", "super", "user", "users", "customer", "vendor", "seller", "merchant", "employee", "staff", "student", "teacher", "doctor", "patient", "driver", "member", "company", "agent", "client", "partner", "account",
  "forgot", "forget", "reset", "change", "update", "verify", "send", "resend", "create", "remove", "assign", "set", "new", "email", "phone", "mobile", "google", "facebook", "status", "payment", "order",
]);
