/** What the words of an answer complain of, where they refuse nobody: a conflict, a row that is not there, what was filled in. */
import { dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { testsAround } from "../../syntax/branch-tests.js";

/** "User already exists", `TOTP_NOT_ENABLED`: a 409 by another number. */
export function saysConflict(words: string): boolean {
  return CONFLICT.test(words.replaceAll("_", " "));
}

const CONFLICT =
  /\balready (?:exists?|in use|taken|registered|verified|enabled|disabled|connected|active|subscribed|set up|a member|unlocked|purchased|owned|paid|completed|processed|approved|rejected|cancell?ed|assigned|linked|added|joined|submitted)\b|\b(?:is|are) (?:already )?(?:in use|taken)\b|\bnot (?:yet )?(?:enabled|started|set up|connected)\b/i;

/** `if (existingUser)`, whatever language the answer speaks. */
export function hangsOnExisting(answer: Node): boolean {
  const [innermost] = testsAround(answer);
  const test = innermost && unwrap(innermost);
  return test?.type === "Identifier" && splitWords(test.name)[0] === "existing";
}

/** `code === ERRORS.PASSWORD_IS_COMMON`: a new password is refused for what it is, and not for who gives it. */
export function hangsOnNewPassword(answer: Node): boolean {
  const [innermost] = testsAround(answer);
  const test = innermost && unwrap(innermost);
  if (test?.type !== "BinaryExpression" || !/^===?$/.test(test.operator)) return false;
  return [test.left, test.right].some((side) => CHOSEN_BADLY.test(side.type === "Literal" ? String(side.value) : (dottedPath(side)?.at(-1) ?? "")));
}

const CHOSEN_BADLY =
  /(?:^|_)(?:weak|common|short|reused|pwned|same)_?password|password_?(?:is_?)?(?:too_?)?(?:weak|common|short|reused|pwned|same)/i;

/** "Could not find the user": a 404 by another number. A code or a session that is not there is a credential that fails. */
export function saysNotThere(words: string): boolean {
  return NOT_THERE.test(words) && !/\b(?:invit\w*|tokens?|codes?|links?|sessions?|keys?)\b/i.test(words);
}

const NOT_THERE = /\bno (?:\w+ )?found\b|\bnot (?:be )?found\b|\b(?:could|can) ?(?:not|n't) find\b|\bdo(?:es)?(?: not|n't) exist\b|\bno such\b|\bno (?:user|account|customer|member|email)s? (?:with|for|associated|registered|linked)\b|\bnot registered\b/i;

/**
 * "Password cannot be empty", "the passwords do not match" under a 401: what was filled in, not who did it. Nor is anybody
 * refused who has yet to give a second factor.
 */
export function saysFilledInWrong(words: string): boolean {
  return /\b(?:can ?not|can't|must not|may not|should not) be (?:empty|blank)\b|\b(?:passwords|repeat\w*|confirm\w*)\b[^.]*\b(?:do|does|did) ?(?:not|n't) match\b|\b(?:totp|otp|mfa|2fa|two[-_ ]?factor|second[-_ ]factor)(?:[-_ ]\w+){0,2}[-_ ]required\b/i.test(words);
}

/** "Unknown action": one handler for several acts, and none of them was asked for. */
export function saysUnknownAct(words: string): boolean {
  return /\b(?:unknown|unsupported|unrecogni[sz]ed|invalid)[ _](?:action|operation|command|mode)\b/i.test(words);
}
