/**
 * Answers that tell of something to be bought or switched on: a plan, a licence, a quota, a feature, an empty wallet. Nobody
 * is refused by them.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { wordsOf } from "../../frameworks/answer.js";
import { calleeName, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { testsAround } from "../../syntax/branch-tests.js";
import type { Exit } from "../records/exit.js";
import { madeByCall } from "./made-by-call.js";

/** "This feature is not part of your plan", or a test that asks for nothing but plans and features. */
export function asksForPlan(exit: Exit, refuses: RegExp, file: SourceFile): boolean {
  const { body } = exit.answer;
  const words = body ? wordsOf(body, file) : "";
  // What is suspended until it is paid for is still for sale.
  if (BOUGHT.test(words) && !refuses.test(words.replace(/\b(?:suspended|expired|locked)\b/gi, ""))) return true;
  const [innermost] = testsAround(exit.node);
  return innermost !== undefined && (asksOf(innermost, file) === "plan" || isFull(innermost, file));
}

/** `members.length >= maxMembers`: there is room for so many, whoever asks. */
function isFull(test: Node, file: SourceFile): boolean {
  const inner = unwrap(test);
  return inner.type === "BinaryExpression" && /^>=?$/.test(inner.operator) && asksOf(inner.left, file) === "count" && asksOf(inner.right, file) === "count";
}

/** "Insufficient funds", "invalid card": the payment is refused, not the one who pays. */
export function lacksMoney({ answer: { body } }: Exit, file: SourceFile): boolean {
  return body !== undefined && /\binsuff\w+ (?:\w+ )?(?:funds|balance|credits?)\b|\b(?:invalid|expired|declined) (?:credit |payment )?card\b|\bcard (?:\w+ )?(?:declined|expired|invalid)\b/i.test(wordsOf(body, file));
}

const BOUGHT =
  /\blicen[sc]e\b|\b(?:your|current) (?:\w+ )?plan\b|\bentitlement\b|\bupgrade (?:your|to|for)\b|\b(?:usage|quota|plan|seat|credit|(?:user|member) limit)s?(?: \w+){0,2} (?:exceeded|reached|exhausted|used up)\b|\bnot (?:available|enabled|included) (?:on|in|for|with) (?:your|this) (?:\w+ )?(?:instance|deployment|plan|tier|subscription)\b|\b(?:feature|module|add-?on)s? (?:\w+ )?(?:(?:is|are) )?not (?:available|enabled|supported|activated)\b|\bsubscription (?:has |is )?(?:expired|ended|inactive|lapsed|required)\b|\b(?:no|requires? an|without an?) active subscription\b|\b(?:available|included) (?:only )?(?:for|to|in|on) (?:the )?(?:enterprise|pro|premium|paid|business)\b|\bread-only mode\b|\b(?:sign[- ]?ups?|registration|feature|endpoint|api(?: access)?)s? (?:is|are) (?:currently )?(?:disabled|closed|restricted|not enabled)\b/i;

/** What a part of a test asks of: plans and features, how many there are, anything else; undefined for a plain value. */
type Asks = "plan" | "count" | "other" | undefined;

function asksOf(test: Node, file: SourceFile): Asks {
  const inner = unwrap(test);
  switch (inner.type) {
    case "Literal":
    case "TemplateLiteral":
    case "ArrayExpression":
      return undefined;
    case "LogicalExpression":
    case "BinaryExpression":
      // `error instanceof UpgradeRequiredError`
      if (inner.operator === "instanceof") return asksByName(dottedPath(inner.right) ?? []);
      return together([asksOf(inner.left, file), asksOf(inner.right, file)]);
    case "UnaryExpression":
      return asksOf(inner.argument, file);
    case "CallExpression": {
      const name = calleeName(inner) ?? "";
      const callee = unwrap(inner.callee);
      if (/^(?:includes|has|startsWith|some|every)$/.test(name) && callee.type === "MemberExpression") return together([asksOf(callee.object, file), ...inner.arguments.map((argument) => asksOf(argument, file))]);
      return asksByName([name]);
    }
    case "Identifier":
      return asksByName([inner.name, ...answerOf(inner, file)]);
    default:
      return asksByName(dottedPath(inner) ?? []);
  }
}

/** `checkFeature` of `const enabled = await checkFeature(id, "export")`: what the answer is one to. */
function answerOf(name: TSESTree.Identifier, file: SourceFile): string[] {
  const binding = file.bindings.of(name);
  // A part of the answer may tell of anything.
  const asked = binding.kind === "variable" && binding.pattern ? undefined : madeByCall(name, file);
  return asked !== undefined && ASKS.has(splitWords(asked)[0] ?? "") ? [asked] : [];
}

const ASKS: ReadonlySet<string> = new Set(["check", "is", "has", "can"]);

function together(parts: readonly Asks[]): Asks {
  if (parts.includes("other")) return "other";
  return parts.includes("plan") ? "plan" : parts.includes("count") ? "count" : undefined;
}

function asksByName(path: readonly string[]): Asks {
  const words = path.map((name) => splitWords(name));
  const last = words.at(-1) ?? [];
  if (path[0] === "undefined") return undefined;
  if (words.flat().some((word) => RATE.has(word))) return "other";
  if (words.some((name) => name.some((word) => PLANS.has(word)))) return "plan";
  // `document.agentsEnabled`, `settings.enableImport`, but not `user.isEnabled` or `mfaEnabled`: those say who may come in.
  if (last.length > 1 && (last.at(-1) === "enabled" || (path.length > 1 && last[0] === "enable")) && !words.flat().some((word) => ACCOUNTS.has(word))) return "plan";
  return last.some((word) => COUNTS.has(word)) ? "count" : "other";
}

const PLANS: ReadonlySet<string> = new Set([
  "plan", "plans", "tier", "tiers", "feature", "features", "flags", "entitlement", "entitlements", "entitled", "licence", "license", "licensed", "quota", "quotas", "credits", "subscription", "subscriptions", "subscribed", "trial", "paused", "premium", "limits", "upgrade",
]);
const COUNTS: ReadonlySet<string> = new Set(["count", "counts", "total", "used", "usage", "length", "size", "limit", "max", "maximum"]);
const RATE: ReadonlySet<string> = new Set(["rate", "attempt", "attempts", "tries", "retries", "requests", "login", "logins", "minute", "hour"]);
const ACCOUNTS: ReadonlySet<string> = new Set(["user", "account", "member", "admin", "is", "login", "mfa", "totp", "otp", "two", "2fa", "factor", "auth", "access", "key", "token"]);
