/** Comments that say why a failure may be ignored. */
import type { SourceView } from "../../source-view.js";
import { calleeName, enclosingFunction, enclosingStatement, isFunction, type Node } from "../../syntax/ast.js";
import { countFirst } from "../../syntax/count-first.js";
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
  // What is said inside of the attempt is about the attempt.
  const behind = isClause ? statement.range[1] : attempted.range[1];
  const one = isClause ? undefined : oneOfMany(attempted, statement);
  return (
    reasonAt(statement, isClause, facts, !isClause, one ? statement.range[1] : behind) ||
    (one ? reasonAt(one, false, facts, true, behind) : 0) ||
    (outer ? reasonAt(outer, true, facts, !isClause) : 0)
  );
}

/** What a list holds, of which the attempt is a part: `Promise.all([read(a).catch(noop), read(b)])`. */
function oneOfMany(attempted: Node, statement: Node): Node | undefined {
  for (let node = attempted; node.parent && node !== statement; node = node.parent) {
    if (node.parent.type === "ArrayExpression") return node;
  }
  return undefined;
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

function reasonAt(statement: Node, isClause: boolean, facts: HandlerFacts, labels = true, behind = statement.range[0]): number {
  const { text, comments } = facts.file.view;
  const [start, end] = statement.range;
  const said: string[] = [];
  let above = start;
  for (let index = firstFrom(end, comments); index >= 0; index--) {
    const comment = comments[index];
    if (!comment) continue;
    const { range, value } = comment;
    const endsItsLine = range[0] >= end && isBlank(text, text[end] === "," ? end + 1 : end, range[0], 0);
    const inside = !isClause && range[0] >= behind && range[1] <= end;
    // One comment on top of the other is one text; one behind other code is about that.
    const onTop = range[1] <= above && isBlank(text, range[1], above, 1) && beginsItsLine(text, range[0]);
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

/** The place, among the comments of a file, of the first that begins at an offset or behind it. */
function firstFrom(offset: number, comments: SourceView["comments"]): number {
  return countFirst(comments, ({ range }) => range[0] < offset);
}

function beginsItsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === " " || text[before] === "\t") before--;
  return before < 0 || text[before] === "\n";
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
