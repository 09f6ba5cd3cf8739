/** Whether a name, of a handler or of what it calls, is one of a sensitive act, by its verb and by what that is done to. */
import { judgedByName } from "../../syntax/judged-by-name.js";
import type { SensitiveAction } from "../../vocabulary/sensitive-actions.js";
import { FILLING_WORDS, NAMED_ACTS, TRAILING_WORDS, WHO_SIGNS_IN, type NamedAct } from "../../vocabulary/named-acts.js";
import { wordsSaid } from "./run-together.js";

const BY_VERB = new Map<string, NamedAct[]>();
for (const act of NAMED_ACTS) for (const verb of act.verbs) BY_VERB.set(verb, [...(BY_VERB.get(verb) ?? []), act]);

/** Undefined for a name that says of something else, or of more than the act: `createPaymentLink`. */
export const namedAct = judgedByName((name): NamedAct | undefined => {
  const words = wordsSaid(name).filter((word) => !FILLING_WORDS.has(word));
  return actIn(words) ?? actIn(verbFirst(words));
});

function actIn([verb = "", ...said]: readonly string[]): NamedAct | undefined {
  return BY_VERB.get(verb)?.find((act) => act.things.some((thing) => isSaid(thing, said, act)));
}

/** `userDelete`, `subscriptionUpdateHandler`: some say first what it is done to. */
export function verbFirst(words: readonly string[]): readonly string[] {
  const said = ENDS_NAME.test(words.at(-1) ?? "") ? words.slice(0, -1) : words;
  return said.length < 2 ? words : [said.at(-1)!, ...said.slice(0, -1)];
}

const ENDS_NAME = /^(?:action|handler|controller)$/;

function isSaid(thing: readonly string[], said: readonly string[], { category }: NamedAct): boolean {
  if (!thing.every((word, index) => (word === "*" ? said[index] !== undefined : said[index] === word))) return false;
  // `updateMemberPhone`: something of theirs, and no right.
  if (category === "authorization" && /^(?:phone|email)$/.test(said[thing.length] ?? "")) return false;
  const follows = (word: string, index: number): boolean =>
    TRAILING_WORDS.has(word) || isObjectOf(said[index - 1], said[index - 2]);
  return said.every((word, index) => index < thing.length || follows(word, index));
}

/** `createPaymentForOrder`, `assignRoleToOneUser`: what follows a preposition is not what the act is done to. */
function isObjectOf(...before: readonly (string | undefined)[]): boolean {
  return before.some((word) => word !== undefined && PREPOSITIONS.has(word));
}

const PREPOSITIONS: ReadonlySet<string> = new Set(["for", "from", "to", "in", "with", "by"]);

/** `refundInventory`: goods are put back, and nobody's money. */
export function isOfStock({ event }: SensitiveAction, words: readonly string[]): boolean {
  return event === "billing.refund" && words.some((word) => /^(?:inventory|stock)$/.test(word));
}

/** `riderRegister`, `vendorLogin`: the act without those whose it is. */
export function withoutWhoSignsIn(words: readonly string[]): readonly string[] {
  const [who, ...act] = words;
  return act.length === 1 && who !== undefined && WHO_SIGNS_IN.has(who) && /^(?:register|signup|login|signin|logout)$/.test(act[0]!) ? act : words;
}
