/**
 * Does a text throw, or write to a logger, every failure that it catches? Asked before anything is parsed: many services do
 * nothing else with theirs. Whatever is not plain is taken for a no.
 */
import { PlacedPattern } from "../syntax/worded-pattern.js";
import { GIVES_RESULTS } from "./result-text.js";

/** Other ways to catch: a promise's handlers, settled results. */
const CATCHES_OTHERWISE = new PlacedPattern(["then", "catch", "allsettled"], /(?<=\.\s*)(?:then|catch)\b|(?<=["'])(?:then|catch)["']|\ballSettled\b/i);

/** A parameter that may be a callback's error, by its name or its type. */
const TAKES_ERROR =
  /\(\s*(?:\w*(?:[eE]rr(?:or)?\d?|\ber|_er)\s*(?:\?\s*)?[:,)]|\w+\s*(?:\?\s*)?:\s*(?:NodeJS\.)?\w*(?:Error|ErrnoException)\b)|(?:[eE]rr(?:or)?\d?|\b_?er)\s*=>/g;

/** What comes before a parenthesis that holds no parameters, or those of a function that is given elements. */
const NO_PARAMETERS = /(?:\b(?:catch|if|while|switch|new\s+[\w.]+)|\.(?:map|flatMap|filter|forEach|find|findIndex|some|every)\s*\()\s*$/;
/** What comes before the parameters of a function that no call is given where it stands. */
const NO_ARGUMENT = /(?:\b(?:const|let)\s+[\w$]+\s*=\s*(?:async\s*)?|\bexport\s+(?:default\s+)?(?:async\s+)?function\s+[\w$]+\s*)$/;
/** Fewer than an error middleware has. */
const FEW_PARAMETERS = /\([^(),]*(?:,[^(),]*){0,2}\)/y;
/** The rest of the arguments of a call: no function's body follows. */
const REST_OF_CALL = /[^()]*\)(?!\s*(?:=>|[{:]))/y;

const CATCH = /\bcatch\b/g;
const CLAUSE = /\s*(?:\([^()]*\)\s*)?\{/y;

/** Comments, quoted texts, templates without another inside, names, and single characters; a regular expression is not told. */
const TOKEN = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|`[^`\\]*(?:\\[^][^`\\]*)*`|[\w$]+|[^]/y;
/** Ways out of a block beside its throw. */
const LEAVES = /^(?:return|break|continue|yield)$/;

/** A line that is written whatever else there is, by a logger or by console; and what makes something else of such a name. */
const LINE = /\.(?:fatal|error|warn|info)\s*\(/y;
const OTHER_LOGGER = /\b(?:const|let|var|function|class)\s+(?:logger|log)\b(?!\s*=\s*(?:await\s+)?[\w.]+\()|\bconsole\b(?!\s*\.)/;

/**
 * True only when all that the text catches, it catches in clauses that, on every way through them, end with a throw or write a
 * line. What the logger does with the line is not asked.
 */
export function keepsWhatItCatches(text: string): boolean {
  if (CATCHES_OTHERWISE.test(text) || GIVES_RESULTS.test(text)) return false;
  let loggers: boolean | undefined;
  const areLoggers = (): boolean => (loggers ??= !OTHER_LOGGER.test(text));
  for (const { index } of text.matchAll(CATCH)) {
    CLAUSE.lastIndex = index + "catch".length;
    if (!CLAUSE.test(text) || !blockKeeps(text, CLAUSE.lastIndex, areLoggers)) return false;
  }
  return !mayTakeError(text);
}

/** @param from the place after the block's brace */
function blockKeeps(text: string, from: number, areLoggers: () => boolean): boolean {
  let depth = 0;
  let before = "{";
  for (TOKEN.lastIndex = from; TOKEN.lastIndex < text.length; ) {
    const [token] = TOKEN.exec(text)!;
    if (/^(?:\s|\/[/*])/.test(token)) continue;
    if (token === "/" || token === "`" || token === '"' || token === "'" || LEAVES.test(token)) return false;
    if (token[0] === "`" && token.split("${").length !== token.split("}").length) return false;
    // `if (…) throw error` and `else throw error` are one way of several.
    if (depth === 0 && /^[{};]$/.test(before)) {
      if (token === "throw") return true;
      LINE.lastIndex = TOKEN.lastIndex;
      if (/^(?:logger|log|console)$/.test(token) && LINE.test(text) && areLoggers()) return true;
    }
    if (token === "{" || token === "(" || token === "[") depth++;
    else if (token === "}" || token === ")" || token === "]") depth--;
    if (depth < 0) return false;
    before = token;
  }
  return false;
}

function mayTakeError(text: string): boolean {
  for (const { 0: found, index } of text.matchAll(TAKES_ERROR)) {
    const beforeIt = text.slice(Math.max(0, index - 60), index);
    if (NO_PARAMETERS.test(beforeIt)) continue;
    FEW_PARAMETERS.lastIndex = index;
    if (FEW_PARAMETERS.test(text) && NO_ARGUMENT.test(beforeIt)) continue;
    REST_OF_CALL.lastIndex = index + 1;
    if (found[0] !== "(" || !REST_OF_CALL.test(text)) return true;
  }
  return false;
}
