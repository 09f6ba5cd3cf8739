/** Which handlers are sensitive by their names. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { parameterName } from "../../syntax/ast.js";
import { nodesIn } from "../../syntax/outline.js";
import { LEADING_WORDS, NAME_PHRASES, READING_WORDS, THING_WORDS, type Phrase, type SensitiveAction } from "../../vocabulary/sensitive-actions.js";
import { isLetIn } from "./let-in.js";
import { isOfStock, namedAct, verbFirst, withoutWhoSignsIn } from "./named-acts.js";
import { wordsSaid } from "./run-together.js";
import { byFirstWord, firstOf } from "./phrase-tables.js";
import type { Sensitivity } from "./sensitive-act.js";

const PHRASES = byFirstWord(NAME_PHRASES);

export function sensitiveName(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): Sensitivity | undefined {
  const said = actSaid(handler, file);
  if (!said || handsOn(handler, file, handlers)) return undefined;
  return { category: said.category, event: said.event, evidence: `named ${handler.name!}` };
}

function actSaid(handler: HandlerSite, file: SourceFile): SensitiveAction | undefined {
  const { name } = handler;
  if (name === undefined) return undefined;
  // `changeMyPassword` is `changePassword`.
  const words = withoutWhoSignsIn(wordsSaid(name).filter((word) => word !== "my"));
  // `transferFormOwnership`, `unblockIp`: the grammar of acts knows what its verbs are done to.
  if (words.some((word) => READING_WORDS.has(word) || THING_WORDS.has(word))) {
    return READING_WORDS.has(words[0]!) ? undefined : namedAct(name);
  }
  const first = words.findIndex((word) => !LEADING_WORDS.has(word));
  const act = first < 0 ? words : words.slice(first);
  // `handleDeleteUser`: any of the words in front may be the first of the act.
  const acts = words.slice(0, first < 0 ? words.length : first + 1).map((_, start) => words.slice(start));
  const starts = acts.map((said) => said[0]!);
  const begins = (said: readonly string[], { words: of }: Phrase): boolean => of.every((word, index) => said[index] === word);
  const turned = verbFirst(words);
  const found =
    firstOf(PHRASES, starts, (phrase) => acts.some((said) => begins(said, phrase))) ??
    firstOf(PHRASES, turned.slice(0, 1), (phrase) => phrase.words.length > 1 && begins(turned, phrase));
  const isOfThing = found && (isOfARecord(found, handler) || isOfAUser(found, words) || isOfStock(found, words));
  const isIt = found && !isOfThing && !registersAThing(found, act, handler, file);
  if (isIt) return found;
  // `adminToggleUserStatus`: by whom it is done stands first.
  const shown = namedAct(name) ?? (words[0] === "admin" ? namedAct(words.slice(1).join("-")) : undefined);
  return shown ?? (blocksUser(words) && /admin/i.test(`${handler.route ?? ""} ${file.view.path}`) ? BLOCKED : undefined);
}

/** `blockUser` where administrators work; elsewhere one user may block another. */
function blocksUser(words: readonly string[]): boolean {
  const [verb, ...things] = /^(?:toggle|un)$/.test(words[0] ?? "") ? words.slice(1) : words;
  return /^(?:un)?block$/.test(verb ?? "") && /^users?(?: action)?$/.test(things.join(" "));
}

const BLOCKED: SensitiveAction = { category: "admin", event: "admin.user_update" };

/**
 * `const result = await register(form)`: what another handler of the file does, which is asked by itself. One that only looks
 * something up for this one, as the actions of a file do, has taken nothing over.
 */
function handsOn({ fn, region }: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[]): boolean {
  const within = region ?? fn;
  return within !== undefined && nodesIn(file.outline.calls, within).some((call) => {
    const called = localFunction(call.callee, file);
    const other = called === undefined || called === fn ? undefined : handlers.find((candidate) => candidate.fn === called);
    return other !== undefined && actSaid(other, file) !== undefined;
  });
}

/** `deleteUserImages`, `createUserAddress`: something of a user's, and the user stays, or was there. */
function isOfAUser({ words }: Phrase, act: readonly string[]): boolean {
  const at = /^(?:create|delete) user$/.test(words.join(" ")) ? act.indexOf("user") : -1;
  const next = at < 0 ? undefined : act[at + 1];
  return next !== undefined && !OF_THE_USER.test(next);
}

/** Words behind `user` with which it is still the user whom a name speaks of. */
const OF_THE_USER =
  /^(?:accounts?|by|create|delete|with|without|and|for|from|in|if|via|using|on|to|or|as|when|admin|action|handler|controller|service|route|endpoint|api|fn|db|database|data|record|row|doc|document|entity|profile|role|self|\d+)$/;

/** `deleteAccount(accountId)` of a ledger or a list of customers; somebody's own account needs no id. */
function isOfARecord({ words }: Phrase, { fn }: HandlerSite): boolean {
  return words.join(" ") === "delete account" && (fn?.params ?? []).some((parameter) => /^account_?id$/i.test(parameterName(parameter) ?? ""));
}

/** `registerMetrics`, `registerClientApplication`: no person signs up there. Nor does one whom others put on a list. */
function registersAThing({ words }: Phrase, act: readonly string[], handler: HandlerSite, file: SourceFile): boolean {
  const { fn } = handler;
  if (words.join() !== "register") return false;
  if (act.length === 1) return isLetInFirst(handler, file);
  const said = act.slice(1).filter((word) => PEOPLE.has(word));
  if (said.length === 0) return true;
  return said.every((word) => ON_LISTS.has(word)) && fn !== undefined && !OF_SIGN_UP.test(file.view.text.slice(...fn.range));
}

const OF_SIGN_UP = /passw|credential|sign_?up|create_?user|\b(?:auth|users?)_?service/i;

/** Whoever asks is signed in already, and registers a device, a channel or a shop. */
function isLetInFirst(handler: HandlerSite, file: SourceFile): boolean {
  const { fn } = handler;
  if (!fn || OF_SIGN_UP.test(file.view.text.slice(...fn.range))) return false;
  return nodesIn(file.outline.calls, fn).some((call) => isLetIn(handler, call, file));
}

/** People of whom a clinic or a school keeps records. */
const ON_LISTS: ReadonlySet<string> = new Set(["person", "student", "patient"]);

const PEOPLE: ReadonlySet<string> = new Set([
  "user", "users", "account", "accounts", "member", "members", "customer", "admin", "owner", "person", "student", "patient", "seller", "merchant", "company",
  "organization", "tenant", "with", "new", "by", "using", "via", "me", "action", "handler", "controller", "post", "route", "form", "submit", "email", "password", "and", "auth", "local", "oauth",
]);
