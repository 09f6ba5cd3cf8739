import { isMuchAtStake, isMuchAtStakeInAll, writesForCallback } from "../src/analysis/failures/at-stake.js";
import type { CaughtFailure } from "../src/analysis/failures/caught-failures.js";
import type { FileFacts } from "../src/analysis/file-facts.js";
import { isServerCode, loadsPage, mayLoadPage, mayRunOnServer, standsInBrowserBranch } from "../src/analysis/handlers/runs-where.js";
import { waitedFor } from "../src/analysis/failures/waited-calls.js";
import { runsForRequest } from "../src/analysis/handlers/served-functions.js";
import { defineRule } from "../src/define-rule.js";
import { isModuleItself } from "../src/edits/module-path.js";
import { planRecordFailure } from "../src/edits/record-failure.js";
import type { Finding } from "../src/finding.js";
import type { SourceFile } from "../src/source-file.js";
import { lineAt } from "../src/source-view.js";
import { propertyName, type Node } from "../src/syntax/ast.js";
import { findNode } from "../src/syntax/walk.js";
import { isGenerated, isScript } from "../src/vocabulary/file-kinds.js";
import { CLIENT_DIRECTIVE, mayCatch } from "../src/vocabulary/prefilter.js";
import { keepsWhatItCatches } from "../src/vocabulary/thrown-text.js";

interface Options {
  readonly comments: boolean;
  readonly console: boolean;
  readonly results: boolean;
  readonly unclear: boolean;
}

/**
 * Reports a caught failure of which nothing is kept: turned into an answer, swallowed, or failed open; by a catch, a promise's
 * handler, a callback's error, settled results, or a result's `error` that is left where it is or only answered. Left alone:
 * what is recorded on every way or carried on (rethrown, handed to `next`, stored, returned to a caller in the program), probes
 * whose throw is the answer, teardown and body reads, a swallowed failure whose comment says why, browser code and tests.
 */
export default defineRule<Options>({
  name: "no-silent-catch",
  docs: {
    description: "Disallow catching a failure without recording it or carrying it on",
    cwe: [390, 391, 636, 755],
    asvs: ["16.3.4", "16.5.3"],
    recommended: "error",
    strict: { comments: false, console: false, unclear: true },
  },
  messages: {
    answered: "This failure becomes a clean answer{{where}} and nothing is kept of it; record it before answering, or pass it on.",
    swallowed: "This failure is swallowed{{where}}; record it, rethrow it, or say in a comment why it may be ignored.",
    failedOpen: "This check fails open{{where}}: when it breaks, the request goes through as if it had passed. Refuse, and record the failure.",
    unsettled: "What is rejected in this Promise.allSettled is never looked at; record the reason of each result that was rejected.",
    unreadError: "This call gives its failure as `error`, which is never looked at; record it, or call throwOnError().",
    record: "Record the failure.",
  },
  options: {
    comments: { description: "Whether a comment of three or more words in the catch excuses a swallowed failure.", type: "boolean" },
    console: { description: "Whether a console line counts as a record.", type: "boolean" },
    results: { description: "Whether a result's `error` that is never looked at, or only answered, counts as a failure that nobody keeps.", type: "boolean" },
    unclear: {
      description: "Whether a failure counts outside handlers where the attempt waits for nothing, or for what is minor.",
      type: "boolean",
    },
  },
  defaults: { comments: true, console: true, results: true, unclear: false },
  mayReport: (text, path, settings, options) =>
    !CLIENT_DIRECTIVE.test(text) &&
    mayRunOnServer(text, path, settings) &&
    mayCatch(text) &&
    !isScript(path) &&
    !isGenerated(text) &&
    // With `console: false`, one that is written to console and then thrown counts too.
    !(keepsWhatItCatches(text) && (options?.console ?? true)),
  check: (facts, options) => {
    const { file } = facts;
    // First of all, as it spares the files of a browser the rest; one that holds a handler is always a server's.
    const isServer = isServerCode(facts);
    if (!isServer && !mayLoadPage(file.view.text)) return [];
    return facts.caught
      .filter((failure) => isSilent(failure, options, file) && (isServer || loadsPage(failure.node)))
      .filter((failure) => options.unclear || isPlain(failure, facts))
      .map((failure) => finding(failure, file));
  },
});

function isSilent({ fate, strength, excuse, form }: CaughtFailure, options: Options, file: SourceFile): boolean {
  if (form === "result" && !options.results) return false;
  if (fate === "carried") return false;
  if (fate === "recorded") return !options.console && strength === "console";
  return excuse === undefined || (excuse.kind === "comment" && !options.comments && !isLoggersOwn(file));
}

/** What fails to log cannot log that: there a reason is all that can be given. */
function isLoggersOwn({ settings: { emitter, logger }, view: { path } }: SourceFile): boolean {
  return isModuleItself(emitter.import, path) || isModuleItself(logger.import, path);
}

/**
 * In what runs for a request any failure is one too many. Elsewhere it counts where something was changed, waited for or
 * answered: that a value could not be worked out is often the answer, and the caller goes by it.
 */
function isPlain({ form, fate, handler, attempted, body, node }: CaughtFailure, facts: FileFacts): boolean {
  if (handler === undefined && standsInBrowserBranch(attempted, facts.file)) return false;
  if (handler !== undefined || fate === "failed-open" || runsForRequest(attempted, facts)) return true;
  if (loadsPage(node)) return isPageLeftEmpty(attempted, body ?? node);
  // A callback of the program's own is mostly called with what there is.
  if (form === "callback") return attempted.type === "CallExpression" && writesForCallback(attempted);
  if (form === "settled") return isMuchAtStakeInAll(attempted, facts.file);
  return fate === "answered" || isMuchAtStake(attempted, facts.file);
}

/** Where some of what a page shows is fetched beforehand, it asks for the rest by itself. */
function isPageLeftEmpty(attempted: Node, handling: Node): boolean {
  const asksItself = (node: Node): boolean => node.type === "Identifier" && /^(?:prefetch|dehydrate)/i.test(node.name);
  if (waitedFor(attempted).length === 0 || findNode(attempted, asksItself, true)) return false;
  return findNode(handling, sendsElsewhere) === undefined;
}

/** `return { redirect: … }`, `return { notFound: true }`: the page says that it is not to be had. */
function sendsElsewhere(node: Node): boolean {
  return node.type === "Property" && /^(?:redirect|notFound)$/.test(propertyName(node) ?? "");
}

const MESSAGES: Readonly<Record<CaughtFailure["fate"], string>> = {
  answered: "answered",
  swallowed: "swallowed",
  "failed-open": "failedOpen",
  // With `console: false`, a record that only console has.
  recorded: "swallowed",
  carried: "swallowed",
};

function finding(failure: CaughtFailure, file: SourceFile): Finding {
  const { form, fate, place, body } = failure;
  const messageId = form === "settled" ? "unsettled" : form === "result" && !body ? "unreadError" : MESSAGES[fate];
  return {
    messageId,
    data: { where: whereSilent(failure, file) },
    range: place,
    remedies: [{ messageId: "record", plan: () => planRecordFailure(failure, file) }],
  };
}

/** Of a catch that keeps the failure on some of its ways: where the way that does not comes to its end. */
function whereSilent({ silentAt, body }: CaughtFailure, file: SourceFile): string {
  if (!silentAt) return "";
  if (silentAt === body) return " where no branch of the catch keeps it";
  return ` on the way that ends in line ${lineAt(file.view, silentAt.range[0])}`;
}
