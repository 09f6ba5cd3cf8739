/** Which exits refuse somebody, as against those that complain of a form, tell of a plan, or pass on what others say. */
import type { TSESTree } from "@typescript-eslint/utils";
import { wordsOf } from "../../frameworks/answer.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, isFunction, isInside, propertyName, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode } from "../../syntax/walk.js";
import { BY_SOMEBODY_KNOWN } from "../../vocabulary/caller-words.js";
import { TURNED_AWAY } from "../../vocabulary/http-status.js";
import { SESSION_SEGMENTS } from "../../vocabulary/sensitive-actions.js";
import { testsAround } from "../../syntax/branch-tests.js";
import type { FileFacts } from "../file-facts.js";
import { failsProof, hangsOnCaller } from "./asked-of-caller.js";
import { formComplaint, type FormComplaint } from "./form-complaints.js";
import { isLeftToOthers, type Exit } from "../records/exit.js";
import { isPreflight } from "../handlers/preflight.js";
import { isAuthentication, isGivenCaller, isToldCaller } from "../handlers/known-callers.js";
import { isLetIn } from "../operations/let-in.js";
import { hangsOnExisting, hangsOnNewPassword, saysConflict, saysFilledInWrong, saysNotThere, saysUnknownAct } from "./mere-complaints.js";
import { asksForPlan, lacksMoney } from "./plan-limits.js";
import type { Sensitivity } from "../operations/sensitive-act.js";
import { hangsOnSetup } from "./server-setup.js";
import { passesOnUpstream } from "./upstream-answers.js";
import { isSignedBefore } from "./webhook-signature.js";

/** A logout that always answers 401, so that the browser forgets the password that it sends by itself. */
export function endsBasicAuth({ node, answer: { status } }: Exit, sensitivity: Sensitivity | undefined): boolean {
  return status === 401 && sensitivity?.event === "auth.logout" && testsAround(node).length === 0;
}

/** Statuses that deny or merely complain; their words tell. */
const WORDED_STATUSES = new Set([400, 404, 409, 410, 412, 422, 423]);
const DENIAL_WORDS =
  /credential|unauthori[sz]ed|forbidden|permission|access\s+denied|denied|signature|expired|(?:invalid|incorrect|wrong|bad)[\s_]+(?:[a-z]+[\s_]+){0,2}(?:password|token|code|otp|pin|link|login|e-?mail or)|(?:password|code|otp|pin|token)\s+(?:is|was)\s+(?:incorrect|invalid|wrong)|not\s+(?:logged|signed)\s+in|\blocked|banned|suspended/i;

/** "Permission code already exists": what is named there refuses nobody. */
const THERE_ALREADY = /\balready (?:exists?|in use|taken)\b/i;

/** A refusal of the person or the credential, as against one of malformed input. */
export function isDenial(exit: Exit, file: SourceFile): boolean {
  const { status, body } = exit.answer;
  if (hangsOnSetup(exit.node, file)) return false;
  if (status !== undefined && TURNED_AWAY.has(status))
    return (
      !answersInputError(exit) &&
      !passesOnUpstream(exit.node, status, file) &&
      !(status !== 429 && (asksForPlan(exit, DENIAL_WORDS, file) || isMalformed(exit, file)))
    );
  // Of an answer of 200 that says of itself that it was refused, the words tell too.
  if (status !== undefined && status >= 400 && !WORDED_STATUSES.has(status)) return false;
  const words = body ? wordsOf(body, file) : "";
  // What has no number for it, or one of success, is told by what it hangs on, too.
  if ((status === undefined || status < 400) && hangsOnCaller(exit.node, file) && !saysNotThere(words)) return true;
  if (failsProof(exit.node, file)) return true;
  return DENIAL_WORDS.test(words) && !THERE_ALREADY.test(words) && !isOfShape(exit.node, file);
}

/** "Invalid permissions" where they are no list: the words are those of a denial, and what was asked is the form alone. */
function isOfShape(answer: Node, file: SourceFile): boolean {
  const complaint = formComplaint(answer, file);
  return complaint !== undefined && !complaint.ofCaller && !complaint.ofProof;
}

/** An answer of 401, 403 or 429 that turns somebody away; the guard that gives it is the only one who could record it. */
export function isRefusal(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { status } = exit.answer;
  if (status === undefined || !TURNED_AWAY.has(status) || isPreflight(exit, handler.method) || isNoRefusal(exit, handler, facts))
    return false;
  return !isLeftToOthers(exit) || facts.flow(handler).lost(exit);
}

/**
 * A status of refusal that refuses nobody: a look at the own session that finds none, an input error or a paywall
 * answered 403, or a complaint about the form to somebody whom the handler has let in.
 */
export function isNoRefusal(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { status } = exit.answer;
  if (saysFilledInWrong(wordsOfBody(exit, facts.file)) || hangsOnSetup(exit.node, facts.file)) return true;
  if (endsBasicAuth(exit, facts.sensitivity(handler))) return true;
  if (status === 401 && asksWhoIsThere(exit, handler) && facts.sensitivity(handler) === undefined) return true;
  if (status === 400 || status === 422)
    return (
      hangsOnNewPassword(exit.node) ||
      lacksMoney(exit, facts.file) ||
      tellsOfConflict(exit, facts.file) ||
      missesSomething(exit, handler, facts) ||
      isPureForm(exit, handler, facts) ||
      isComplaintToKnown(exit, handler, facts)
    );
  return (
    answersInputError(exit) ||
    (status !== undefined && passesOnUpstream(exit.node, status, facts.file)) ||
    ((status === 401 || status === 403) &&
      (asksForPlan(exit, DENIAL_WORDS, facts.file) ||
        isMalformed(exit, facts.file) ||
        (NOTHING_TO_GUESS.test(facts.sensitivity(handler)?.event ?? "") && isOfForm(exit, facts.file) !== undefined)))
  );
}

/** "Please choose a valid link" under a 401: a parameter is missing, and the words do not speak of who asks. */
function isMalformed(exit: Exit, file: SourceFile): boolean {
  const complaint = isOfForm(exit, file);
  return complaint !== undefined && !complaint.ofCredential && !complaint.ofCaller;
}

/** What was filled in, and words that do not speak of who asks. */
function isOfForm(exit: Exit, file: SourceFile): FormComplaint | undefined {
  const words = wordsOfBody(exit, file);
  if (!SAYS_WHAT.test(words) || DENIAL_WORDS.test(words) || OF_CALLER.test(words)) return undefined;
  return formComplaint(exit.node, file);
}

/** More than one word: "no" tells of no form. */
const SAYS_WHAT = /\w\W+\w/;

const OF_CALLER = /\bauthenticat|\blog ?in\b|\bsign ?in\b|\bsession\b|\ballowed\b/i;

/** "User already exists", `TOTP_NOT_ENABLED`: a 409 by another number. */
function tellsOfConflict(exit: Exit, file: SourceFile): boolean {
  const words = wordsOfBody(exit, file);
  // What was done before is locked since, and not the one who asks.
  if (saysConflict(words) && !DENIAL_WORDS.test(words.replace(/\blocked\b/gi, ""))) return true;
  return exit.answer.body !== undefined && hangsOnExisting(exit.node) && !isDenial(exit, file);
}

/** "Could not find the user" to an administrator: a 404 by another number. A login for nobody is an attempt. */
function missesSomething(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  const { body } = exit.answer;
  if (body === undefined || isAuthentication(handler, facts) || isDenial(exit, facts.file)) return false;
  return saysNotThere(wordsOf(body, facts.file));
}

function wordsOfBody({ answer: { body } }: Exit, file: SourceFile): string {
  return body ? wordsOf(body, file) : "";
}

/**
 * What was sent is not what was asked for, and that is all. A login without its password, or a reset without its code, is an
 * attempt.
 */
function isPureForm(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  if (isDenial(exit, facts.file)) return false;
  if (saysUnknownAct(wordsOfBody(exit, facts.file))) return true;
  const complaint = formComplaint(exit.node, facts.file);
  if (complaint) return !isAttempt(complaint, facts.sensitivity(handler));
  return exit.caughtBy !== undefined && isProbed(exit.caughtBy, facts) && findNode(exit.caughtBy.body, ({ type }) => type === "IfStatement") === undefined;
}

/** A login without its password, a reset without its code. Who signs up or changes a password has nothing to guess. */
function isAttempt({ ofCredential, ofProof }: FormComplaint, sensitivity: Sensitivity | undefined): boolean {
  if (sensitivity?.category !== "authentication" || BY_SOMEBODY_KNOWN.test(sensitivity.event) || NOTHING_TO_GUESS.test(sensitivity.event)) return false;
  return sensitivity.event === "auth.password_reset.complete" ? ofProof : ofCredential;
}

/** Acts that no credential is needed for. */
const NOTHING_TO_GUESS = /^auth\.(?:register|password_reset\.request)$/;

/** True for a catch around a parse, and little else. */
function isProbed(clause: Node, facts: FileFacts): boolean {
  return facts.caught.some(({ node, excuse }) => node === clause && excuse?.kind === "probe");
}

function asksWhoIsThere(exit: Exit, handler: HandlerSite): boolean {
  return looksAtSession(handler) || saysNobody(exit, handler);
}

/** `GET /me` and `GET /auth/user` ask who is signed in, and "nobody" is an answer that each visitor gets. */
function looksAtSession({ method, route }: HandlerSite): boolean {
  const last = route?.split("/").filter(Boolean).at(-1);
  return (method === "GET" || method === "HEAD") && last !== undefined && SESSION_SEGMENTS.has(splitWords(last).join(""));
}

/** `{ authenticated: false }`, to a GET: what was asked is whether anybody is signed in. */
function saysNobody({ answer: { body } }: Exit, { method }: HandlerSite): boolean {
  if (method !== "GET" || body?.type !== "ObjectExpression") return false;
  return body.properties.some((property) => {
    const value = property.type === "Property" ? property.value : undefined;
    return value?.type === "Literal" && value.value === false && SIGNED_IN.test(propertyName(property) ?? "");
  });
}

const SIGNED_IN = /^(?:is_?)?(?:auth|authenticated|authed|logged_?in|signed_?in)$/i;

/** An answer under `if (error instanceof InvalidInputError)`: what was sent was wrong, not who sent it. */
function answersInputError({ node }: Exit): boolean {
  for (let inner: Node | undefined = node; inner && !isFunction(inner); inner = inner.parent) {
    const { parent } = inner as { parent?: Node };
    if (parent?.type !== "IfStatement" || parent.consequent !== inner || parent.test.type !== "BinaryExpression" || parent.test.operator !== "instanceof") continue;
    return INPUT_ERROR.test(dottedPath(parent.test.right)?.at(-1) ?? "");
  }
  return false;
}

const INPUT_ERROR = /^(?:Zod|Yup|Joi)?(?:Invalid(?:Input|Argument|Body|Payload|Request)|Validation|BadRequest|Parse|Zod)(?:Error|Exception)$/;

/**
 * A 400 after strangers were turned away. The credential itself is what a login checks, so there every one counts; a
 * failure that is answered 400 has more to say than that the form was wrong.
 */
function isComplaintToKnown(exit: Exit, handler: HandlerSite, facts: FileFacts): boolean {
  if (isAuthentication(handler, facts) || isDenial(exit, facts.file)) return false;
  if (isGivenCaller(handler) && !exit.caughtBy) return true;
  // One kind of failure that is told from all others is expected, and so a complaint like any other.
  const tests = testsAround(exit.node);
  if (exit.caughtBy && !isProbed(exit.caughtBy, facts) && tests.length === 0) return false;
  const lastTried = exit.caughtBy && tests.some(tellsKind) ? triedLast(exit.caughtBy) : undefined;
  if (
    isLetIn(handler, exit.node, facts.file) ||
    (lastTried && isLetIn(handler, lastTried, facts.file)) ||
    isSignedBefore(exit.node, handler, facts.file) ||
    isToldCaller(exit.node, handler, facts)
  )
    return true;
  return facts
    .flow(handler)
    .exits.some(
      (other) =>
        (other.answer.status === 401 || other.answer.status === 403) &&
        !other.caughtBy &&
        (standsBefore(other.node, exit.node) || (lastTried !== undefined && standsBefore(other.node, lastTried))),
    );
}

/** `error.code === "P2002"`, `error instanceof TakenError`: no stranger is turned away by that; `instanceof Error` is any. */
function tellsKind(test: Node): boolean {
  return test.type === "BinaryExpression" && /^===?$|^instanceof$/.test(test.operator) && dottedPath(test.right)?.join(".") !== "Error";
}

/** The last statement of what a catch is for: what fails with an error of its own kind does so behind the check of who asks. */
function triedLast({ parent }: TSESTree.CatchClause): Node | undefined {
  return parent.type === "TryStatement" ? parent.block.body.at(-1) : undefined;
}

/** True when the one stands in an earlier statement of a block around the other, so not on another branch. */
function standsBefore(one: Node, other: Node): boolean {
  let inner: Node | undefined = one;
  while (inner?.parent && !isInside(other, inner.parent)) inner = inner.parent;
  return inner?.parent?.type === "BlockStatement" && inner.range[1] <= other.range[0];
}
