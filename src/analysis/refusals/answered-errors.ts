/** Error middleware that answers with the status of whatever was thrown to it, a refusal's too, and keeps nothing of those. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { mountCalls } from "../../frameworks/mounting.js";
import type { SourceFile } from "../../source-file.js";
import { isFunction, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { testsAround } from "../../syntax/branch-tests.js";
import type { FileFacts } from "../file-facts.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import type { Exit } from "../records/exit.js";
import { FlowWalk } from "../records/flow-walk.js";
import { recordOfCall } from "../records/function-records.js";
import { answersOf, onBoth, openAnswer } from "../records/path.js";
import type { RecordCall } from "../records/record-call.js";
import { ofRefusal } from "../records/refusal-records.js";
import { holdsRefusals, isHandedOver, statusOfError } from "./error-status.js";

const TAKES_ERROR = /\be(?:rr\w*|x\w*)?(?:\s*:[^,()]*)?,\s*_*(?:req\w*)?\s*[:,]/;
const READS_STATUS = /\.\s*(?:status|http)/;

/** By the text alone: may a function take an error before the request, and read a status? */
export function mayAnswerErrors(text: string): boolean {
  return READS_STATUS.test(text) && TAKES_ERROR.test(text);
}

/**
 * The answers of error middleware that give refusals which others have thrown.
 * @param isKept whether a record counts
 */
export function answersOfRefusals(handler: HandlerSite, facts: FileFacts, isKept: (record: RecordCall) => boolean): Exit[] {
  const { fn, role, parameters } = handler;
  const { file } = facts;
  if (!fn || role !== "error-handler" || parameters.error === undefined || parameters.response === undefined) return [];
  const flow = facts.flow(handler);
  const open = flow.exits.filter(({ kind, answer, callback }) => kind === "send" && (answer.status ?? 500) >= 500 && !answer.elsewhere && !callback);
  if (open.length === 0) return [];
  const error = statusOfError(fn.body, parameters.error, parameters.response);
  const passing = open.filter(({ statement }) => error.isStatusOf(statement));
  if (passing.length === 0 || !holdsRefusals(fn, error, file) || isHandedOver(fn, error, file) || isLoggedBefore(file)) return [];
  const kept = recordsOfRefusals(fn, passing, file);
  return passing.filter(({ node }) => {
    const { must, may } = kept.get(node) ?? {};
    if (!must || !may || [...must].some(isKept)) return false;
    return [...may].every((record) => must.has(record) || !isKept(record) || isForOthers(record.node, file));
  });
}

interface Kept {
  readonly must: ReadonlySet<RecordCall>;
  readonly may: ReadonlySet<RecordCall>;
}

/** What is recorded before and after each of the answers, on the ways that a refusal takes; none where no refusal gets there. */
function recordsOfRefusals(fn: FunctionNode, exits: readonly Exit[], file: SourceFile): Map<Node, Kept> {
  const before = new Map<Node, Kept>();
  const after = new Map<Node, ReadonlySet<RecordCall>[]>();
  const answers = new Set(exits.map(({ node }) => node));
  new FlowWalk({
    decides: ofRefusal,
    recordOf: (call) => recordOfCall(call, file),
    onCall: (call, path) => {
      if (!answers.has(call)) return false;
      before.set(call, { must: new Set(path.must), may: new Set(path.may) });
      openAnswer(path, call);
      return false;
    },
    onEnd: (path) => {
      for (const [answer, records] of answersOf(path)) after.set(answer as Node, [...(after.get(answer as Node) ?? []), records]);
    },
  }).run(fn);
  return new Map(
    [...before].map(([answer, { must, may }]) => {
      const followed = after.get(answer) ?? [];
      return [answer, { must: new Set([...must, ...(followed.length > 0 ? followed.reduce(onBoth) : [])]), may }];
    }),
  );
}

/** A line for the developer, or for failures that nobody expected: a refusal is none. */
function isForOthers(record: Node, file: SourceFile): boolean {
  if (runsInDevelopmentAlone(record, file)) return true;
  return testsAround(record).some((test) => UNEXPECTED.test(file.view.text.slice(...test.range)));
}

const UNEXPECTED = /operational|\b(?:is)?(?:un)?expected\b|trusted|\bisServer/i;

const LOGS_ERRORS = /err\w*_?log|log\w*_?err/i;

/** An error logger that the same file puts on its app. */
function isLoggedBefore(file: SourceFile): boolean {
  const isLogger = (node: Node): boolean => !isFunction(unwrap(node)) && LOGS_ERRORS.test(file.view.text.slice(...node.range));
  return mountCalls(file).some(({ given }) => given.some(isLogger));
}
