/** Which records say how a handler ended, by the ways that they stand on and by what they are handed. */
import type { TSESTree } from "@typescript-eslint/utils";
import { dottedPath, isFunction, isInside, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { walk } from "../../syntax/walk.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import type { Exit } from "./exit.js";
import { withParts, type RecordCall } from "./record-call.js";

/** How an exit ends, as far as records are told apart by it. */
export type OutcomeGroup = "success" | "failure" | "unknown";

/** The kinds of end that each record stands on the way to. A denial and an error are alike: both say it did not go through. */
export function outcomesOfRecords(exits: readonly Exit[]): Map<RecordCall, Set<OutcomeGroup>> {
  const groups = new Map<RecordCall, Set<OutcomeGroup>>();
  for (const exit of exits) {
    const end = groupOf(exit);
    // An answer that hundreds of others follow has as many records.
    for (const records of [exit.maybe, exit.records]) {
      for (const record of records) {
        for (const part of record.either ? withParts(record) : [record]) {
          const group = groups.get(part);
          if (group) group.add(end);
          else groups.set(part, new Set([end]));
        }
      }
    }
  }
  return groups;
}

function groupOf(exit: Exit): OutcomeGroup {
  const { outcome } = exit.answer;
  if (outcome === undefined) return exit.caughtBy || exit.kind === "pass" ? "failure" : "unknown";
  return outcome === "success" ? "success" : "failure";
}

/**
 * A record belongs to an exit when it says how it ended: it stands in the exit's own branch, or is handed the outcome. A
 * line at the top of the handler says that a request came. For a success, an audit event anywhere on the way will do.
 */
export function belongsTo(record: RecordCall, exit: Exit, groups: ReadonlyMap<RecordCall, ReadonlySet<OutcomeGroup>>): boolean {
  if (record.onlyRefusals) return exit.answer.outcome === "denied";
  if (record.either) return record.either.every((one) => belongsTo(one, exit, groups));
  if (groups.get(record)?.size === 1) return true;
  if (exit.answer.outcome === "success" && record.strength === "audit") return true;
  return isToldTheOutcome(record.node) || (exit.answer.outcome === "denied" && saysDenied(record) && sharesBranch(record.node, exit.node));
}

/** "Invalid signature" in the branch of those whose signature was: also where one of them is told that all is well. */
function saysDenied({ node }: RecordCall): boolean {
  const [first] = node.arguments;
  const text = first?.type === "Literal" ? String(first.value) : first?.type === "TemplateLiteral" ? first.quasis.map(({ value }) => value.raw).join(" ") : "";
  return DENIED.test(text);
}

const DENIED = /\b(?:invalid|denied|denying|unauthori[sz]ed|forbidden|reject(?:ed|ing)|refus(?:ed|ing)|mismatch|blocked|not allowed|exceeded)\b/i;

/** True where the branch that the record stands in is one around the exit too: a line at the top of the handler has none. */
function sharesBranch(record: Node, exit: Node): boolean {
  for (let inner = record; inner.parent && !isFunction(inner); inner = inner.parent) {
    if (inner.parent.type === "IfStatement" && inner.parent.test !== inner) return isInside(exit, inner);
  }
  return false;
}

const OUTCOME_NAMES: ReadonlySet<string> = new Set([...FIELD_ALIASES.outcome, "statusCode", "code"]);

/** `record("user.delete", user.id, !error)`, `audit(id, failed ? "error" : "success")`: told by its place, without a name. */
function isVerdict(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === "UnaryExpression") return inner.operator === "!" && isVerdict(inner.argument);
  if (inner.type === "ConditionalExpression") return [inner.consequent, inner.alternate].every((arm) => arm.type === "Literal" && VERDICTS.test(String(arm.value)));
  return inner.type === "Identifier" && VERDICT_NAMES.test(inner.name) && isNegatedOrOutcome(inner);
}

/** An error is handed over to be kept; that there was none is a verdict. */
function isNegatedOrOutcome(node: TSESTree.Identifier): boolean {
  return node.parent.type === "UnaryExpression" || !/err/i.test(node.name);
}

const VERDICTS = /succe|^ok$|fail|error|denied|deny|reject|refus/i;
const VERDICT_NAMES = /^(?:outcome|ok|success|succeeded|failed|error|err|\w+Error)$/;

/** Asked at every exit that the record leads to. */
const isToldTheOutcome = foundOnce((call: CallNode): boolean => {
  let told = call.arguments.some(isVerdict);
  for (const argument of call.arguments) {
    walk(argument, (node) => {
      if (node.type === "Property") {
        const name = propertyName(node);
        told ||= name !== undefined && OUTCOME_NAMES.has(name) && unwrap(node.value).type !== "Literal";
      } else if (node.type === "MemberExpression") {
        const name = dottedPath(node)?.at(-1);
        told ||= name === "statusCode" || name === "status";
      }
    });
  }
  return told;
});
