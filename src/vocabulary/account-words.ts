/** Words of routes, files and types that are about what people sign in with, and about what holds other secrets now and then. */
import { splitWords } from "../syntax/names.js";

const ACCOUNTS: ReadonlySet<string> = new Set(
  (
    "auth authentication login signin signup register registration password passwords credential credentials user users account accounts token tokens " +
    "key keys secret secrets otp mfa session sessions"
  ).split(" "),
);

/** A path, or a name, of what people sign in with or keep their secrets in. */
export function isAboutAccounts(path: string): boolean {
  return splitWords(path).some((word) => ACCOUNTS.has(word)) || /sign[-_]?(?:in|up)\b|log[-_]in\b/i.test(path);
}

const MAY_HOLD_SECRETS: ReadonlySet<string> = new Set(
  "settings setting config configuration integration integrations connection connections profile profiles member members employee employees staff".split(" "),
);

/** Settings and people: some have a key or a password among their fields, most have none. */
export function mayHoldSecrets(path: string): boolean {
  return splitWords(path).some((word) => MAY_HOLD_SECRETS.has(word));
}
