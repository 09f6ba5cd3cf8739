/**
 * Does a text throw every failure that it catches? Asked before anything is parsed: many services do nothing else with theirs
 * than to give it another class. Whatever is not plain is taken for a no.
 */

/** Other ways to catch: a promise's handlers, settled results, a client whose failure is a result. */
const CATCHES_OTHERWISE = /\.\s*(?:then|catch)\b|["'](?:then|catch)["']|\ballSettled\b|supabase/i;

/** A parameter that may be a callback's error, by its name or its type. */
const TAKES_ERROR =
  /\(\s*(?:\w*(?:[eE]rr(?:or)?|\ber|_er)\s*(?:\?\s*)?[:,)]|\w+\s*(?:\?\s*)?:\s*(?:NodeJS\.)?\w*(?:Error|ErrnoException)\b)|(?:[eE]rr(?:or)?|\b_?er)\s*=>/g;

/** What comes before a parenthesis that holds no parameters. */
const NO_PARAMETERS = /\b(?:catch|if|while|switch|new\s+[\w.]+)\s*$/;
/** The rest of the arguments of a call: no function's body follows. */
const REST_OF_CALL = /[^()]*\)(?!\s*(?:=>|[{:]))/y;

const CATCH = /\bcatch\b/g;
const CLAUSE = /\s*(?:\([^()]*\)\s*)?\{/y;

/** Comments, quoted texts, templates without another inside, names, and single characters; a regular expression is not told. */
const TOKEN = /\s+|\/\/[^\n]*|\/\*[^]*?\*\/|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|`[^`\\]*(?:\\[^][^`\\]*)*`|[\w$]+|[^]/y;
/** Ways out of a block beside its throw. */
const LEAVES = /^(?:return|break|continue|yield)$/;

/** True only when all that the text catches, it catches in clauses that end with a throw on every way through them. */
export function throwsWhatItCatches(text: string): boolean {
  if (CATCHES_OTHERWISE.test(text)) return false;
  for (const { index } of text.matchAll(CATCH)) {
    CLAUSE.lastIndex = index + "catch".length;
    if (!CLAUSE.test(text) || !blockThrows(text, CLAUSE.lastIndex)) return false;
  }
  return !mayTakeError(text);
}

/** @param from the place after the block's brace */
function blockThrows(text: string, from: number): boolean {
  let depth = 0;
  let before = "{";
  for (TOKEN.lastIndex = from; TOKEN.lastIndex < text.length; ) {
    const [token] = TOKEN.exec(text)!;
    if (/^(?:\s|\/[/*])/.test(token)) continue;
    if (token === "/" || token === "`" || token === '"' || token === "'" || LEAVES.test(token)) return false;
    if (token[0] === "`" && token.split("${").length !== token.split("}").length) return false;
    // `if (…) throw error` and `else throw error` are one way of several.
    if (token === "throw" && depth === 0 && /^[{};]$/.test(before)) return true;
    if (token === "{" || token === "(" || token === "[") depth++;
    else if (token === "}" || token === ")" || token === "]") depth--;
    if (depth < 0) return false;
    before = token;
  }
  return false;
}

function mayTakeError(text: string): boolean {
  for (const { 0: found, index } of text.matchAll(TAKES_ERROR)) {
    if (found[0] === "(" && NO_PARAMETERS.test(text.slice(Math.max(0, index - 60), index))) continue;
    REST_OF_CALL.lastIndex = index + 1;
    if (found[0] !== "(" || !REST_OF_CALL.test(text)) return true;
  }
  return false;
}
