/** What an exit of a sensitive handler means in its trail, where the answer alone does not tell. */
import { isRedirect, wordsOf, type Answer } from "../../frameworks/answer.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import { localFunction } from "../../frameworks/local-function.js";
import { rootIs } from "../../frameworks/read-res-answer.js";
import { statusSaysFailed } from "../../frameworks/said-status.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, memberName, propertyName, propertyValue, unwrap, type Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";
import type { Outcome } from "../../vocabulary/outcome.js";
import type { Exit } from "../records/exit.js";
import type { Sensitivity } from "../operations/sensitive-act.js";
import { recordWhenDone } from "../records/records-when-done.js";
import { isDenial } from "../refusals/refusals.js";
import { isSignedBefore, refusesSignature } from "../refusals/webhook-signature.js";

/** Acts after which people are sent to sign in, all being well. */
const ENDS_SESSION = /^(?:auth\.logout|auth\.password_reset\.complete|auth\.password\.change|auth\.register|user\.delete)$/;

/** The exit with the outcome that it has in the trail of a sensitive handler. */
export function inTrail(exit: Exit, handler: HandlerSite, sensitivity: Sensitivity, file: SourceFile): Exit {
  const told = complaintBefore(exit);
  if (told) return { ...exit, answer: { ...exit.answer, outcome: exit.caughtBy && !exit.callback ? "error" : "denied", body: told } };
  const outcome =
    (sensitivity.event === "webhook.verify" ? outcomeOfDelivery(exit, handler, file) : undefined) ??
    outcomeOfBody(exit, sensitivity) ??
    outcomeOfAnyStatus(exit, handler) ??
    outcomeOfCaught(exit, handler, file) ??
    outcomeOfHandedOn(exit, handler, file) ??
    outcomeOf(exit, sensitivity, file);
  return outcome === exit.answer.outcome ? exit : { ...exit, answer: { ...exit.answer, outcome } };
}

/** `res.status(result.status).json(result.body)`, where the handler ends on all ways: it also went well there. */
function outcomeOfAnyStatus(
  { answer, node, caughtBy, callback }: Exit,
  { dialect, parameters: { response } }: HandlerSite,
): Outcome | undefined {
  if (dialect !== "res" || answer.outcome !== undefined || answer.passedOn || caughtBy || callback || response === undefined) return undefined;
  if (node.type !== "CallExpression" || !rootIs(node.callee, response)) return undefined;
  return testsAround(node).length === 0 ? "success" : undefined;
}

/** What `req.flash("error", "Wrong password")` says, where the redirect behind it leads to the page that shows it. */
function complaintBefore({ answer, statement }: Exit): Node | undefined {
  if (!isRedirect(answer) || answer.outcome === "denied" || answer.outcome === "error") return undefined;
  const { parent } = statement;
  if (parent?.type !== "BlockStatement") return undefined;
  const before = parent.body.slice(0, parent.body.indexOf(statement as (typeof parent.body)[number]));
  return before.flatMap(flashedComplaint).at(-1);
}

function flashedComplaint(statement: Node): Node[] {
  const call = statement.type === "ExpressionStatement" ? unwrap(statement.expression) : undefined;
  if (call?.type !== "CallExpression" || calleeName(call) !== "flash") return [];
  const [kind, text] = call.arguments;
  return kind?.type === "Literal" && /^(?:err|fail|danger)/i.test(String(kind.value)) ? [text ?? kind] : [];
}

/**
 * `200 { success: false, error }`, `200 { error: "Invalid credentials" }`, `200 { status: "fail", message }`: an answer that says
 * of itself that it went wrong is a success by its number alone.
 */
function outcomeOfBody({ answer, caughtBy, callback }: Exit, { event }: Sensitivity): Outcome | undefined {
  if (answer.outcome !== "success" || answer.body === undefined) return undefined;
  // A login that went wrong need not say why.
  if (!saysFailed(answer.body) && !(SIGNS_IN.test(event) && hasFalse(answer.body, ["success", "ok"]))) return undefined;
  return caughtBy && !callback ? "error" : "denied";
}

/** `catch { return { error: "Could not save" }; }` of a server action: it was tried and failed, and nobody was turned away. */
function outcomeOfCaught(exit: Exit, { dialect }: HandlerSite, file: SourceFile): Outcome | undefined {
  const { answer, caughtBy, callback, node } = exit;
  if (dialect !== "action" || answer.outcome !== "denied" || answer.status !== undefined || !caughtBy || callback) return undefined;
  return testsAround(node).length === 0 && !isDenial(exit, file) ? "error" : undefined;
}

/**
 * `return service.deleteUser(id)` of a server action: whatever else comes of it, it also goes well there. Where the service
 * records that itself, the record covers it.
 */
function outcomeOfHandedOn(
  { answer, kind, node, caughtBy, callback }: Exit,
  { dialect }: HandlerSite,
  file: SourceFile,
): Outcome | undefined {
  if (dialect !== "action" || kind !== "return" || caughtBy || callback) return undefined;
  if (answer.outcome !== undefined || !answer.elsewhere) return undefined;
  const value = unwrap(node);
  const call = value.type === "AwaitExpression" ? unwrap(value.argument) : value;
  if (call.type !== "CallExpression" || isRedirect(answer) || localFunction(call.callee, file)) return undefined;
  return recordWhenDone(call, file) === "audit" ? undefined : "success";
}

const SIGNS_IN = /^auth\.(?:login|mfa\.verify)$/;

function saysFailed(body: Node): boolean {
  const saysWhy = (answer: Node): boolean => REASONS.some((name) => propertyValue(answer, name) !== undefined);
  const inner = withoutText(body);
  if (inner.type === "ObjectExpression" && statusSaysFailed(inner) && saysWhy(inner)) return true;
  return hasFalse(body, ["success", "ok"], saysWhy) || isNothingButError(body);
}

/** An object that holds an error's words, and beside them what belongs to it. What has data as well may have both. */
function isNothingButError(body: Node): boolean {
  const inner = withoutText(body);
  if (inner.type !== "ObjectExpression") return false;
  const error = propertyValue(inner, "error");
  const words = error && unwrap(error);
  const isSaid = words?.type === "TemplateLiteral" || (words?.type === "Literal" && typeof words.value === "string" && words.value !== "") || (words?.type === "MemberExpression" && memberName(words) === "message");
  return isSaid && inner.properties.every((property) => BESIDE_ERROR.test(propertyName(property) ?? ""));
}

const BESIDE_ERROR = /^(?:error|errors|message|code|reason|details?|status|requestId|errorId)$/;

/** The object of `JSON.stringify({ … })`. */
function withoutText(body: Node): Node {
  const inner = unwrap(body);
  return inner.type === "CallExpression" && calleeName(inner) === "stringify" && inner.arguments[0] ? withoutText(inner.arguments[0]) : inner;
}

/** `{ ok: false }`, `{ status: false, message }`, `{ code: 400, msg }`: no event of it may say that all went well. */
export function deniesItself(body: Node): boolean {
  return hasFalse(body, ["success", "ok", "status"]) || isRefusedByNumber(body);
}

/** The status of HTTP, told in the body of a 200: `{ code: 403, message: "no access" }`. */
function isRefusedByNumber(body: Node): boolean {
  const inner = withoutText(body);
  return ["code", "status", "statusCode"].some((name) => {
    const told = propertyValue(inner, name);
    return told?.type === "Literal" && typeof told.value === "number" && told.value >= 400 && told.value < 500;
  });
}

function hasFalse(body: Node, flags: readonly string[], fits: (answer: Node) => boolean = () => true): boolean {
  const inner = withoutText(body);
  const isFalse = (name: string): boolean => {
    const verdict = propertyValue(inner, name);
    return verdict?.type === "Literal" && verdict.value === false;
  };
  return flags.some(isFalse) && fits(inner);
}

/** Where an answer says what went wrong. */
const REASONS = ["error", "errors", "message", "reason"];

/** A redirect to the login turns somebody away, unless that is where the act leads. */
function outcomeOf(
  { answer, node, caughtBy, callback }: Exit,
  { act, category, event }: Sensitivity,
  file: SourceFile,
): Outcome | undefined {
  // What is caught and answered with the way to an error page has failed.
  if (answer.outcome === undefined && caughtBy && !callback && isRedirect(answer)) return "error";
  if (category === "authentication" && event !== "auth.logout" && !caughtBy && isLedToFailure(answer, file)) return "denied";
  if (
    answer.outcome !== undefined ||
    answer.body === undefined ||
    caughtBy ||
    !act ||
    act.range[1] > node.range[0] ||
    !ENDS_SESSION.test(event)
  )
    return answer.outcome;
  const target = wordsOf(answer.body, file);
  return /^\/?[\w/-]*(?:log-?in|sign-?in)(?:[?#]|$)/i.test(target) && !/error|denied|failed|invalid|expired/i.test(target)
    ? "success"
    : undefined;
}

/**
 * `redirect("/login?error=credentials")`, `redirect("/auth/auth-code-error")`: a form's way to say that it was for nothing.
 * Where something was not filled in, nothing was tried.
 */
function isLedToFailure(answer: Answer, file: SourceFile): boolean {
  if (answer.outcome !== undefined || !isRedirect(answer) || answer.body === undefined) return false;
  const target = wordsOf(answer.body, file);
  return FAILURE.test(target) && !NOT_FILLED_IN.test(target);
}

const FAILURE = /[?&](?:\w*error|failed|message)=|(?:^|[-_/])(?:error|failed|denied|invalid|expired|unauthori[sz]ed)\b|could(?:%20| |\+|-)?(?:not|n)/i;
const NOT_FILLED_IN = /missing|required|no[-_]?(?:code|token|email)|validation|config/i;

/** Senders of webhooks are answered 200 to a bad signature and 400 to a failure of ours: what went before tells. */
function outcomeOfDelivery(
  { answer, node, caughtBy, callback }: Exit,
  handler: HandlerSite,
  file: SourceFile,
): Outcome | undefined {
  if (answer.outcome === "success" && !caughtBy && refusesSignature(node)) return "denied";
  const isFailure = answer.outcome === "denied" && answer.status === 400 && caughtBy && !callback;
  return isFailure && isSignedBefore(caughtBy.parent, handler, file) ? "error" : undefined;
}
