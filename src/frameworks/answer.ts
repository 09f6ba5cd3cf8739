/** What an answer to a request is: its status, what that means for who asked, and its words. */
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { isFunction, type Node } from "../syntax/ast.js";
import { walk } from "../syntax/walk.js";
import { outcomeOfStatus, type Outcome } from "../vocabulary/outcome.js";
import type { RecordStrength } from "../vocabulary/record-strength.js";

export interface Answer {
  /** HTTP status, when the file tells. */
  readonly status: number | undefined;
  /** Undefined where neither status nor shape tells: such an exit makes no finding. */
  readonly outcome: Outcome | undefined;
  /** The expression that holds the body or message, for its words. */
  readonly body: Node | undefined;
  /** A helper of another file answers, and what it records is not seen. */
  readonly elsewhere: boolean;
  /** It gives no status of its own: one that was set before, as by `c.status(401)`, is its. */
  readonly takesStatusSet?: true;
  /** What the helper that answers has recorded beside its answer. */
  readonly recorded?: RecordStrength | undefined;
  /** A guard of the file has refused, and is the place where that is recorded. */
  readonly passedOn?: true;
}

/** Led elsewhere: no 4xx, and by its number alone no success either. */
export function isRedirect({ status }: Answer): boolean {
  return status !== undefined && status >= 300 && status < 400;
}

/** How many helpers that answer through one another are looked through. */
export const HELPER_DEPTH = 4;

/** The answer that a status and a body make. */
export function answerWith(status: number | undefined, body: Node | undefined, elsewhere = false): Answer {
  return { status, outcome: status === undefined ? undefined : outcomeOfStatus(status), body, elsewhere };
}

/** A redirect to a login or error page is no success that anyone would audit, nor an answer with a 4xx status. */
export function redirectAnswer(target: Node | undefined, status: number | undefined, file: SourceFile): Answer {
  // `res.redirect(502, "/")`: no browser follows that.
  if (status !== undefined && status >= 400) return answerWith(status, target);
  const text = target ? wordsOf(target, file) : "";
  const turnedAway = /log-?in|sign-?in|error|denied|unauthori[sz]ed|forbidden|failed|invalid|expired/i.test(text);
  return { status, outcome: turnedAway ? undefined : "success", body: target, elsewhere: false };
}

/** All the text that an expression spells out, to look for words in: strings, templates, property values. */
export function wordsOf(node: Node, file: SourceFile): string {
  const known = staticString(node, file.bindings);
  if (known !== undefined) return known;
  const parts: string[] = [];
  walk(node, (inner) => {
    if (isFunction(inner)) return false;
    if (inner.type === "Literal" && typeof inner.value === "string") parts.push(inner.value);
    if (inner.type === "TemplateElement") parts.push(inner.value.raw);
    return undefined;
  });
  return parts.join(" ");
}

/** `false` and `null` beside the words of an answer: a flag, and no body by itself. */
export function saysNothing(argument: Node): boolean {
  return argument.type === "Literal" && typeof argument.value !== "string";
}
