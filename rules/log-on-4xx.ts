import type { FileFacts } from "../src/analysis/file-facts.js";
import { recordedByCallers } from "../src/analysis/audit/guard-callers.js";
import { isLeftToOthers, type Exit } from "../src/analysis/records/exit.js";
import type { RecordCall } from "../src/analysis/records/record-call.js";
import { isPreflight } from "../src/analysis/handlers/preflight.js";
import { answersOfRefusals, mayAnswerErrors } from "../src/analysis/refusals/answered-errors.js";
import { forgottenRefusals, type ForgottenRefusal } from "../src/analysis/refusals/forgotten-refusals.js";
import { isNoRefusal } from "../src/analysis/refusals/refusals.js";
import { defineRule } from "../src/define-rule.js";
import { planAuditCall } from "../src/edits/audit-statement.js";
import { routeName } from "../src/edits/route-name.js";
import type { Finding } from "../src/finding.js";
import { mayHoldHandlers } from "../src/frameworks/index.js";
import type { HandlerSite } from "../src/frameworks/framework.js";
import { functionName } from "../src/syntax/ast.js";
import { CLIENT_DIRECTIVE, MAY_DENY } from "../src/vocabulary/prefilter.js";
import { isCompiled } from "../src/vocabulary/file-kinds.js";

interface Options {
  readonly statuses: readonly number[] | "4xx";
  readonly except: readonly number[];
  readonly console: boolean;
}

/**
 * Reports each exit that refuses a request (401, 403, 429; in a sensitive handler 400 and 422 too) and that no record
 * covers. A helper of another file counts as an answer when its name or its arguments give the status. Left alone:
 * refusals that are thrown or passed on, which someone else answers; preflights; a denial that any logger line of its own
 * branch speaks of, whatever its level; a look at the own session that finds none; what the plan or licence does not hold;
 * complaints about the form to somebody whom the handler has let in.
 */
export default defineRule<Options>({
  name: "log-on-4xx",
  docs: {
    description: "Require a record of each refused request (401, 403, 429)",
    cwe: [778, 223],
    asvs: ["16.3.1", "16.3.2"],
    recommended: "error",
    strict: { statuses: "4xx", except: [404], console: false },
  },
  messages: {
    unrecorded:
      "{{route}} answers {{status}} and keeps nothing; record the denial (actor, route, outcome, reason) before this exit.",
    unrecordedOfOthers:
      "{{route}} answers with the status of the error, 401 and 403 among them, and keeps nothing of a denial; record it (actor, route, outcome, reason) before this exit.",
    record: "Record the denial with {{emitter}}.",
  },
  options: {
    statuses: {
      description: 'Statuses that must be recorded, or "4xx" for all.',
      oneOf: [
        { type: "array", items: { type: "integer", minimum: 400, maximum: 499 }, uniqueItems: true },
        { type: "string", enum: ["4xx"] },
      ],
    },
    except: {
      description: "Statuses to leave out.",
      type: "array",
      items: { type: "integer", minimum: 400, maximum: 499 },
      uniqueItems: true,
    },
    console: { description: "Whether a console line counts as a record.", type: "boolean" },
  },
  defaults: { statuses: [401, 403, 429], except: [], console: true },
  mayReport: (text, path, settings) =>
    !CLIENT_DIRECTIVE.test(text) &&
    mayHoldHandlers(path, text, settings) &&
    (MAY_DENY.test(text) || mayAnswerErrors(text)) &&
    !isCompiled(text),
  check: (facts, options) => {
    const isKept = ({ strength }: RecordCall): boolean => isRecorded(strength, options);
    const found = facts.handlers.flatMap((handler) => {
      const flow = facts.flow(handler);
      const open = flow.exits.filter(
        (exit) => isWatched(exit, handler, facts, options) && !isRecorded(flow.coverage(exit), options),
      );
      const ofOthers = options.statuses.length === 0 ? [] : answersOfRefusals(handler, facts, isKept);
      const others = ofOthers.map((exit) => findingOfOthers(exit, handler));
      return open.length === 0 || isRecorded(recordedByCallers(handler, facts), options)
        ? others
        : [...open.map((exit) => finding(exit, handler, facts)), ...others];
    });
    if (facts.handlers.length === 0) return found;
    const isAsked = (status: number): boolean =>
      !options.except.includes(status) && (options.statuses === "4xx" || options.statuses.includes(status));
    const forgotten = forgottenRefusals(facts.file, isAsked, isKept);
    return [...found, ...forgotten.flatMap((refusal) => findingOfThrown(refusal, facts, options))];
  },
});

function isWatched(exit: Exit, handler: HandlerSite, facts: FileFacts, options: Options): boolean {
  const { status, outcome, passedOn } = exit.answer;
  if (status === undefined || outcome !== "denied" || passedOn || isLeftToOthers(exit) || isPreflight(exit, handler.method) || options.except.includes(status)) return false;
  if (options.statuses === "4xx") return true;
  const listed = options.statuses.includes(status);
  if (status !== 400 && status !== 422) return listed && !isNoRefusal(exit, handler, facts);
  return listed || (facts.sensitivity(handler) !== undefined && !isNoRefusal(exit, handler, facts));
}

function isRecorded(strength: string | undefined, options: Options): boolean {
  return strength !== undefined && (options.console || strength !== "console");
}

function finding(exit: Exit, handler: HandlerSite, facts: FileFacts): Finding {
  const { file } = facts;
  return {
    messageId: "unrecorded",
    data: { route: routeName(handler) ?? "This handler", status: String(exit.answer.status) },
    range: exit.node.range,
    remedies: [
      {
        messageId: "record",
        data: { emitter: file.settings.emitter.name },
        plan: () => planAuditCall(exit, handler, facts.sensitivity(handler), file),
      },
    ],
  };
}

/** No call is offered: which of the errors is a denial, only the code that records it can ask. */
function findingOfOthers(exit: Exit, handler: HandlerSite): Finding {
  return { messageId: "unrecordedOfOthers", data: { route: routeName(handler) ?? "This error handler" }, range: exit.node.range, remedies: [] };
}

/** At the throw. Where the function is no handler, nobody here knows the request, and no call is offered. */
function findingOfThrown({ thrown, fn, status }: ForgottenRefusal, facts: FileFacts, options: Options): Finding[] {
  const handler = facts.handlers.find((site) => site.fn === fn);
  const exit = handler && facts.flow(handler).exits.find(({ node }) => node === thrown);
  if (!handler || !exit) return [{ messageId: "unrecorded", data: { route: functionName(fn) ?? "This function", status: String(status) }, range: thrown.range, remedies: [] }];
  return isRecorded(facts.flow(handler).coverage(exit), options) ? [] : [finding(exit, handler, facts)];
}
