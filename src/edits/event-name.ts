/** The vocabulary's name for what somebody called in words of their own. */
import { splitWords } from "../syntax/names.js";
import { NAME_PHRASES, ROUTE_PHRASES } from "../vocabulary/sensitive-actions.js";
import { OPERATIONS } from "../vocabulary/sensitive-operations.js";
import { outcomeOfWord } from "../vocabulary/outcome.js";

const EVENTS: ReadonlySet<string> = new Set([...ROUTE_PHRASES, ...NAME_PHRASES, ...OPERATIONS].map(({ event }) => event));
const SUFFIXES = { success: "success", denied: "failure", error: "error" } as const;

/**
 * `AUTH_LOGIN`, `userLogin` and `Login failed` are `auth.login`, the last with `.failure` behind it.
 * @param sensitive the event of the handler that it stands in, which decides where the words do not say all
 */
export function knownEventName(name: string, sensitive: string | undefined): string | undefined {
  const words = splitWords(name);
  const outcome = words.length > 1 ? outcomeOfWord(words.at(-1)!) : undefined;
  const said = outcome ? words.slice(0, -1) : words;
  const event = eventOf(said, sensitive);
  return event && (outcome ? `${event}.${SUFFIXES[outcome]}` : event);
}

function eventOf(words: readonly string[], sensitive: string | undefined): string | undefined {
  const text = words.join(" ");
  const same = [...EVENTS].find((event) => splitWords(event).join(" ") === text);
  if (same) return same;
  const act = words.filter((word) => word !== "user" && word !== "auth" && word !== "account");
  const phrase = [...NAME_PHRASES, ...ROUTE_PHRASES].find((one) => one.words.join(" ") === text || one.words.join(" ") === act.join(" "));
  if (phrase) return phrase.event;
  return sensitive !== undefined && splitWords(sensitive).some((word) => word !== "auth" && word !== "user" && words.includes(word)) ? sensitive : undefined;
}
