/** Comments that say why a failure may be ignored. */
import type { SourceView } from "../../source-view.js";
import { calleeName, enclosingFunction, enclosingStatement, isFunction, type Node } from "../../syntax/ast.js";
import { countFirst } from "../../syntax/count-first.js";
import { FAILS_IN_OTHER_TONGUES } from "../../vocabulary/failure-words.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";

const MEANT = /ignor|fail|optional|best.?effort|non.?(?:critical|blocking|fatal)|fire.and.forget|fall(?:s|ing)? ?back|swallow|silent|(?:(?:do|does|did|is|are|should|must|may|can|could|will|wo|would|ca)(?:n['’]?t| ?not)|never) (?:\w+ ){0,2}(?:fail|block|break|stop|crash|throw|matter|care|a?wait|hold|delay|affect|prevent|interrupt|abort|lose|cost|need|exist|be (?:there|set|available)|required|critical|fatal|essential|important|take down|an? (?:error|failure|problem)|worth|reject|kill|cancel|escape|propagate|bubble|surface|turn|make|undo|roll|retry)|not exist|no-op|convert\w* .{0,20}to null|tolerat|harmless|suppress|unhandled|cosmetic|by design/i;

/**
 * `.catch(() => null)` has no room for a comment: one right above its statement, in it, or at its end, counts when it speaks
 * of failing. So does one above a `try`, but not one that is about what is tried. Answers with the number of its words.
 */
export function reasonAbove(attempted: Node, facts: HandlerFacts): number {
  const isClause = attempted.type === "BlockStatement";
  const statement = enclosingStatement(attempted);
  if (!statement) return 0;
  const outer = around(statement);
  return reasonAt(statement, isClause, facts, !isClause) || (outer ? reasonAt(outer, true, facts) : 0);
}

/** The same at the function whose name is given: `// What is not read is left out.\nconst skip = () => null; … .catch(skip)`. */
export function reasonOfNamed(handling: Node, facts: HandlerFacts): number {
  const fn = isFunction(handling) ? handling : handling.parent;
  if (!fn || !isFunction(fn) || fn.parent.type === "CallExpression") return 0;
  const statement = enclosingStatement(fn);
  return statement ? reasonAt(statement, false, facts) : 0;
}

/**
 * The same above the declaration of what the catch gives its default to:
 * `// The name is best effort.\nlet name = id; … try { name = await ask(id); } catch { name = id; }`.
 */
export function reasonOfDefault(attempted: Node, body: Node, facts: HandlerFacts): number {
  const [only, ...more] = body.type === "BlockStatement" ? body.body : [];
  const set = only?.type === "ExpressionStatement" && only.expression.type === "AssignmentExpression" ? only.expression.left : undefined;
  if (more.length > 0 || set?.type !== "Identifier") return 0;
  const declarator = facts.file.bindings.variableOf(set)?.defs[0]?.node as Node | undefined;
  if (declarator?.type !== "VariableDeclarator" || enclosingFunction(declarator) !== enclosingFunction(attempted)) return 0;
  return reasonAt(declarator.parent, true, facts) || reasonAboveEach(declarator.parent, facts);
}

/** `// One row must not break the list.\nreturn rows.map((row) => { let name; try { … } catch { name = "?"; } … })`. */
function reasonAboveEach(first: Node, facts: HandlerFacts): number {
  const body = first.parent;
  const fn = body?.type === "BlockStatement" && body.body[0] === first ? body.parent : undefined;
  const call = fn && isFunction(fn) ? fn.parent : undefined;
  if (call?.type !== "CallExpression" || !/^(?:map|flatMap|forEach)$/.test(calleeName(call) ?? "")) return 0;
  const statement = enclosingStatement(call);
  return statement ? reasonAt(statement, true, facts) : 0;
}

/** The `if` or the chain that the statement is all of: `// Best effort.\nif (old) { await remove(old).catch(noop); }`. */
function around(statement: Node): Node | undefined {
  const block = statement.parent;
  if (block?.type === "IfStatement" && block.consequent === statement) return block;
  if (block?.type !== "BlockStatement" || block.body.length > 1) return undefined;
  if (block.parent.type === "IfStatement" && block.parent.consequent === block) return block.parent;
  const call = isFunction(block.parent) ? block.parent.parent : undefined;
  // `const extra = await (async () => { try { … } catch { return null; } })();`
  if (call?.type === "CallExpression" && call.callee === block.parent) return enclosingStatement(call);
  return call?.type === "CallExpression" && /^(?:then|finally)$/.test(calleeName(call) ?? "") ? enclosingStatement(call) : undefined;
}

function reasonAt(statement: Node, isClause: boolean, facts: HandlerFacts, labels = true): number {
  const { text, comments } = facts.file.view;
  const [start, end] = statement.range;
  const said: string[] = [];
  let above = start;
  for (let index = firstFrom(end, comments); index >= 0; index--) {
    const comment = comments[index];
    if (!comment) continue;
    const { range, value } = comment;
    const endsItsLine = range[0] >= end && isBlank(text, end, range[0], 0);
    const inside = !isClause && range[0] >= start && range[1] <= end;
    // One comment on top of the other is one text.
    const onTop = range[1] <= above && isBlank(text, range[1], above, 1);
    if (onTop) above = range[0];
    else if (range[1] <= above) break;
    if ((endsItsLine || inside || onTop) && !DIRECTIVE.test(value)) said.unshift(value);
  }
  // `// Send the receipt (non-blocking)` above a `try`, which has room for a reason, is a heading.
  const told = labels ? said.join(" ") : said.join(" ").replaceAll(LABEL, "");
  if (!(isClause ? WHY : MEANT).test(told)) return 0;
  const words = wordsIn(told);
  return words >= LEAST_WORDS ? words : 0;
}

/** What a function is said to give when it fails: `Null on any failure`, `Best-effort: never throws`, `null if it fails`. */
const GIVES_WHEN_FAILED = /best.?effort|\bnever (?:throws?|fails?|rejects?|blocks?)|(?:does|do) ?n(?:o|')t (?:throw|fail|reject)|non.?(?:critical|blocking|fatal|essential)|fire.and.forget|fails? (?:silent|soft|open|closed|quiet|gracefully)|\berrs? (?:on|toward)|\b(?:on|upon|after) (?:any |a |an )?(?:\w+ )?(?:failures?|errors?)\b|(?:if|when|in case|whenever|or) (?:it|this|that|the \w+|\w+) (?:\w+ )?(?:fails?|errors?|throws?|times? out|is (?:down|unreachable|unavailable|offline))|\b(?:null|undefined|empty|false|nothing|none|zero)\b[^.]{0,20} (?:when|if|where|while|whenever) (?:\w+ ){0,3}(?:unavailable|unreachable|offline|down|fails|broken)\b|ignor\w+ (?:any |all )?(?:errors?|failures?)|try.?catch|\b(?:null|undefined|false)\b[^.]{0,50}\b(?:invalid|malformed|corrupt\w*|unreadable)\b|\bfor (?:\w+ ){0,4}(?:\/ )?\w+ failures?\b|\b(?:if|when|unless) [^.]{0,40}\b(?:can ?not|can['’]?t|could not|couldn['’]?t) be (?:read|reached|loaded|fetched|parsed|resolved|sampled|measured|computed|determined|decoded|detected|derived|inferred)\b|swallow/i;

/** Words of the comment on top of a function that says what becomes of a failure; 0 where it says nothing of one. */
export function reasonOnTop(fn: Node, facts: HandlerFacts): number {
  let named: Node = fn;
  while (named.parent && /^(?:VariableDeclarator|VariableDeclaration|Property|MethodDefinition|PropertyDefinition|Export\w+Declaration|AssignmentExpression|ExpressionStatement)$/.test(named.parent.type)) named = named.parent;
  const { text, comments } = facts.file.view;
  let above = named.range[0];
  let words = 0;
  let says = false;
  for (let index = firstFrom(above, comments) - 1; index >= 0; index--) {
    const { range, value } = comments[index]!;
    if (!isBlank(text, range[1], above, 1)) break;
    above = range[0];
    words += wordsIn(value);
    const said = value.replaceAll(/\s*\n\s*\*?\s*/g, " ");
    says ||= GIVES_WHEN_FAILED.test(said) || FAILS_IN_OTHER_TONGUES.test(said);
  }
  return says && words >= LEAST_WORDS ? words : 0;
}

/** The place, among the comments of a file, of the first that begins at an offset or behind it. */
function firstFrom(offset: number, comments: SourceView["comments"]): number {
  return countFirst(comments, ({ range }) => range[0] < offset);
}

/** True when nothing stands between the places but blanks, and at most so many line breaks. Looks no further than it must. */
function isBlank(text: string, from: number, to: number, breaks: number): boolean {
  let left = breaks;
  for (let at = from; at < to; at++) {
    if (text[at] === "\n" ? left-- === 0 : !/\s/.test(text[at]!)) return false;
  }
  return true;
}

/** Where a script sets no blanks between words, two of its letters count as one. */
function wordsIn(text: string): number {
  return text.split(/[\s-]+/).reduce((sum, word) => sum + (word.match(PAIRS)?.length ?? (/\p{L}{2,}|\p{Script=Hangul}/u.test(word) ? 1 : 0)), 0);
}

const PAIRS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2}/gu;

/** What tells why nothing is recorded, where a comment may as well tell what is answered. */
const WHY = /ignor|swallow|silent|fire.and.forget|(?:must|may|should|can|do(?:es)?) ?n(?:o|')?t (?:fail|block|blank|break|stop|escape|crash|throw|affect|prevent|interrupt|abort|take down)|never (?:fails?|blocks?|breaks?)|may fail|\bexpected\b|\boptional\b|best.?effort|non.?(?:critical|blocking|fatal)|on purpose|deliberate|intentional|by design|because|already (?:logged|recorded|reported|audited)|falls? through|not (?:an|worth a|our) (?:error|failure|log)|no need to|don'?t (?:log|record|report)|do not (?:log|record|report)|never log|without logging|\b(?:exception|error) is thrown\b|enumerat|noise|cosmetic/i;

/** `(best-effort)`, of two words at most. */
const LABEL = /\(\s*[\p{L}-]+(?:[\s-]+[\p{L}-]+)?\s*\)/gu;

const DIRECTIVE = /^\s*(?:eslint|@ts|prettier|biome|istanbul|c8|v8|oxlint)\b/i;
const CODE = /[{}=]|;\s*$|\w\([^()]*\)\s*$|^\s*(?:eslint|@ts|prettier|biome|istanbul|c8|v8|oxlint|todo|fixme|xxx|hack)\b/i;
/** A sentence that only names a piece of code: `Some set-ups throw instead of returning { user: null }.` */
function isSentence(text: string): boolean {
  return /^[A-Z][^;=]*\.$/.test(text) && wordsIn(text) >= LEAST_OF_A_SENTENCE;
}

const LEAST_OF_A_SENTENCE = 6;
const LEAST_WORDS = 3;

/** Words of the comments in a catch that give a reason in prose; code that is commented out gives none. */
export function reasonWords(body: Node, facts: HandlerFacts): number {
  let words = 0;
  const { comments } = facts.file.view;
  // Of those behind, only the next can stand right there.
  for (const comment of comments.slice(firstFrom(body.range[0], comments), firstFrom(body.range[1], comments) + 1)) {
    const isInside = comment.range[1] <= body.range[1];
    // `catch { break; } // The last page is followed by none.`
    const isBehind = body.type === "BlockStatement" && comment.range[0] >= body.range[1] && isBlank(facts.file.view.text, body.range[1], comment.range[0], 0);
    if (!isInside && !isBehind) continue;
    const text = comment.value.replaceAll(/^\s*\*+/gm, " ").trim();
    if (CODE.test(text) && !isSentence(text)) continue;
    words += wordsIn(text);
  }
  return words >= LEAST_WORDS ? words : 0;
}

/** Words of a comment in a catch that answers: it must speak of failing or of leaving out, not only of the answer. */
export function reasonForAnswer(body: Node, facts: HandlerFacts): number {
  const { comments } = facts.file.view;
  const inside = comments.slice(firstFrom(body.range[0], comments), firstFrom(body.range[1], comments));
  const speaks = inside.some(({ value }) => WHY.test(value) && !CODE.test(value.trim()));
  return speaks ? reasonWords(body, facts) : 0;
}
