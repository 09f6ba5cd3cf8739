/** How a handler ends: every exit with its status and outcome, and which records belong to it. */
import type { Answer } from "../../frameworks/answer.js";
import { mayFallOff } from "../../frameworks/answering-functions.js";
import { handlerSite, type HandlerSite } from "../../frameworks/framework.js";
import { localFunction, returnedExpressions } from "../../frameworks/local-function.js";
import { importedSummary } from "../../frameworks/imported.js";
import { readResponse } from "../../frameworks/read-response.js";
import type { GivenRefusal } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { isInside, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { countFirst } from "../../syntax/count-first.js";
import { keptWith } from "../../syntax/kept-with.js";
import { TURNED_AWAY } from "../../vocabulary/http-status.js";
import { askedForStatus } from "./asked-status.js";
import { recordedByCheck } from "../records/checks-that-record.js";
import { isLeftToOthers, type Exit } from "../records/exit.js";
import { handlersByFunction, regionsWithin } from "../../frameworks/handler-around.js";
import { exitsOf } from "./handler-exits.js";
import { recordedAfterwards } from "./recorded-afterwards.js";
import { errorsEnd, strengthAround, strengthWhenRefused } from "../records/records-around.js";
import { belongsTo, outcomesOfRecords } from "../records/records-of-exits.js";
import { strongerOf, weakerOf, type RecordStrength } from "../../vocabulary/record-strength.js";

export interface HandlerFlow {
  readonly exits: readonly Exit[];
  /** The strongest record that belongs to the exit, or undefined when nothing is left behind there. */
  readonly coverage: (exit: Exit) => RecordStrength | undefined;
  /** True for an exit that is left to error middleware of which it is known that it answers and keeps nothing. */
  readonly lost: (exit: Exit) => boolean;
}

const NO_HANDLERS: readonly HandlerSite[] = [];

/** `handlers` are all of the file: what another of them answers is its own exit, not this one's. */
export function flowOf(handler: HandlerSite, file: SourceFile, handlers: readonly HandlerSite[] = NO_HANDLERS): HandlerFlow {
  if (!handler.fn) return { exits: [], coverage: () => undefined, lost: () => false };
  const within = handler.region ?? handler.fn;
  const narrower = regionsWithin(handler, handlers);
  const { bySource, groups } = waysThrough(handler.fn, handler, handlers, file);
  const around = strengthAround(handler, file);
  const whenRefused = strengthWhenRefused(handler, file);
  const afterwards = recordedAfterwards(handler, file);
  const exits = exitsInside(bySource, within).filter(({ node }) => !narrower.some((region) => isInside(node, region)));
  return {
    exits,
    coverage: (exit) => {
      let strength = strongerOf(strongerOf(around, exit.answer.recorded), isLeftToOthers(exit) ? undefined : afterwards(exit));
      if (exit.answer.outcome === "denied") strength = strongerOf(strongerOf(strength, whenRefused), recordedByCheck(exit.node, file));
      if (isLeftToOthers(exit)) strength = strongerOf(strength, errorsEnd(exit, handler, file)?.strength);
      for (const record of exit.finally) strength = strongerOf(strength, record.strength);
      for (const record of exit.records) {
        if (belongsTo(record, exit, groups)) strength = strongerOf(strength, record.strength);
      }
      return strength;
    },
    lost: (exit) => {
      const end = isLeftToOthers(exit) ? errorsEnd(exit, handler, file) : undefined;
      return end !== undefined && end.strength === undefined;
    },
  };
}

/** All exits of a handler's function, and the outcomes to which each record leads. */
interface Ways {
  /** With its place among all, which are in the order in which they are reached. */
  readonly bySource: readonly PlacedExit[];
  readonly groups: ReturnType<typeof outcomesOfRecords>;
}

interface PlacedExit {
  readonly exit: Exit;
  readonly index: number;
}

/** In the order in which they are reached. A branch of many looks at its own part alone. */
function exitsInside(bySource: readonly PlacedExit[], { range: [start, end] }: Node): Exit[] {
  const found: PlacedExit[] = [];
  for (let at = countFirst(bySource, ({ exit }) => exit.node.range[0] < start); at < bySource.length; at++) {
    if (bySource[at]!.exit.node.range[0] >= end) break;
    found.push(bySource[at]!);
  }
  return found.sort((a, b) => a.index - b.index).map(({ exit }) => exit);
}

interface SharedWays extends Ways {
  readonly of: HandlerSite;
  readonly handlers: readonly HandlerSite[];
}

const sharedWays = keptWith<FunctionNode, SharedWays[]>();

/** A function of many routes, a branch each, is walked once for all that are alike in how they answer. */
function waysThrough(fn: FunctionNode, handler: HandlerSite, handlers: readonly HandlerSite[], file: SourceFile): Ways {
  const known = sharedWays.get(fn) ?? [];
  const shared = known.find((ways) => ways.handlers === handlers && answersAlike(ways.of, handler));
  if (shared) return shared;
  const byFunction = handlersByFunction(handlers);
  const all = exitsOf(fn, handler, byFunction, file, {
    handedOn: (value) => refusalHandedOn(value, byFunction, file),
    asked: (answer) => refusalAskedFor(answer, file),
  });
  const bySource = all.map((exit, index) => ({ exit, index })).sort((a, b) => a.exit.node.range[0] - b.exit.node.range[0]);
  const ways = { bySource, groups: outcomesOfRecords(all) };
  if (handler.region) sharedWays.set(fn, [...known, { ...ways, of: handler, handlers }]);
  return ways;
}

function answersAlike(one: HandlerSite, other: HandlerSite): boolean {
  const [mine, theirs] = [one.parameters, other.parameters];
  if (mine.response !== theirs.response || mine.next !== theirs.next) return false;
  return one.dialect === other.dialect && one.framework === other.framework;
}

/** The refusal that an answer takes from a check's result, with what the check has recorded. */
function refusalAskedFor(answer: Node, file: SourceFile): GivenRefusal | undefined {
  const call = askedForStatus(answer, file);
  const fn = call && localFunction(call.callee, file);
  return fn ? refusalGivenBy(fn, file) : call && importedSummary(call.callee, file, "answer")?.refuses;
}

/** Undefined for a function that gives back no status of a refusal, or one of success as well. */
export function refusalGivenBy(fn: FunctionNode, file: SourceFile): GivenRefusal | undefined {
  if (!RETURNS_STATUS.test(file.view.text.slice(...fn.range))) return undefined;
  const { exits, coverage } = flowOf(handlerSite({ framework: "configured", dialect: "action", fn, place: fn }), file);
  const given = exits.filter(({ kind, answer: { status } }) => kind === "return" && status !== undefined);
  const refusing = given.filter(({ answer: { status } }) => TURNED_AWAY.has(status!));
  const [first] = refusing;
  if (!first || given.some(({ answer }) => answer.outcome === "success")) return undefined;
  return { status: first.answer.status!, recorded: refusing.map(coverage).reduce(weakerOf) };
}

const RETURNS_STATUS = /\b[sS]tatus(?:Code)?\s*:\s*(?:4|\w+\b)|\bcode\s*:\s*4/;

/**
 * `const refused = guard(req); if (refused) return refused;`: the refusal of a function of the file, with what that one
 * records.
 */
function refusalHandedOn(
  value: Node,
  sites: ReadonlyMap<FunctionNode | undefined, unknown>,
  file: SourceFile,
): Answer | undefined {
  const binding = file.bindings.ofExpression(value);
  const call = binding?.kind === "variable" && binding.constant && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  const fn = call?.type === "CallExpression" ? localFunction(call.callee, file) : undefined;
  if (!fn || isInside(value, fn)) return undefined;
  const answers = returnedExpressions(fn).map((returned) => readResponse(returned, file));
  const [refusal, ...others] = answers.filter((answer) => answer !== undefined);
  // One that always answers is a helper, and its caller the one who refuses.
  if (!mayFallOff(fn) && others.length + 1 >= answers.length) return undefined;
  if (refusal?.outcome !== "denied" || others.some(({ outcome }) => outcome !== "denied")) return undefined;
  const { exits, coverage } = flowOf(handlerSite({ framework: "response-guard", role: "middleware", dialect: "response", fn, place: fn }), file);
  // What is no guard by itself (it is handed no request) is asked for nothing: there, its caller is the one who could record.
  const isSite = sites.size === 0 || sites.has(fn);
  const recorded = exits.filter(({ answer }) => answer.outcome === "denied").map(coverage);
  const strength = recorded.length > 0 ? recorded.reduce(weakerOf) : undefined;
  return { ...refusal, recorded: strength, ...(isSite ? { passedOn: true } : {}) };
}
