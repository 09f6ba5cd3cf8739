/**
 * What a variable holds at a place, after the changes before it. Most reads of one variable come after the same changes, one
 * more from read to read, so each row of changes is gone through once.
 */
import type { TSESLint } from "@typescript-eslint/utils";
import { enclosingFunction, isInside, type Node } from "../../syntax/ast.js";
import { countFirst } from "../../syntax/count-first.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { timing } from "./change-timing.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, type Value } from "./secret-value.js";
import { changesOf, type Changes, type VariableChange } from "./variable-changes.js";

type Variable = TSESLint.Scope.Variable;

/** What is held after a change, and, as a list, what after those that may come next. */
interface Held {
  readonly value: Value | undefined;
  readonly change: VariableChange | undefined;
  readonly sure: boolean;
  /** False where something was cut short on the way: good for one question only. */
  readonly whole: boolean;
  first: Held | undefined;
  beside: Held | undefined;
}

/** What is held after so many of the first changes, straight before whatever is behind them. */
interface Milestone {
  readonly passed: number;
  readonly held: Held;
}

const milestonesOf = foundOnce((_: Trace) => new Map<Variable, Milestone[]>());
/** Few: each may be as large as all that was put into it, and reads that follow each other need the last one alone. */
const MOST_MILESTONES = 16;

/**
 * @param given what it holds before any change: a parameter's value
 * @returns undefined when nothing gave it a value
 */
export function heldAt(variable: Variable, at: Node, trace: Trace, given: () => Value | undefined): Value | undefined {
  const own = enclosingFunction(at);
  const changes = changesOf(variable, trace.file);
  const milestones = startedAt(variable, trace, given);
  const straight = straightBehind(changes, at);
  const from = milestones.findLast(({ passed }) => passed <= straight)!;
  let { held } = from;
  for (const change of changes.list.slice(from.passed, straight)) held = changed(held, change, change.sure, trace);
  if (straight > from.passed && held.whole) addMilestone(milestones, { passed: straight, held });
  for (let next = straight; next < changes.list.length; next++) {
    const change = changes.list[next]!;
    if (next >= changes.settled && change.when.fn === own && change.node.range[1] > at.range[0]) break;
    if (change.clears && change.node.range[0] > at.range[0]) continue;
    const when = timing(change.when, at, own);
    if (when !== "never") held = after(held, change, when === "sure" && change.sure, trace);
  }
  return held.value;
}

function startedAt(variable: Variable, trace: Trace, given: () => Value | undefined): Milestone[] {
  const all = milestonesOf(trace);
  const known = all.get(variable);
  if (known) return known;
  const { cuts } = trace;
  const value = given();
  const held: Held = { value, change: undefined, sure: true, whole: true, first: undefined, beside: undefined };
  const milestones: Milestone[] = [{ passed: 0, held }];
  if (cuts === trace.cuts) all.set(variable, milestones);
  return milestones;
}

/** In their order; of too many every second one goes, and never the first. */
function addMilestone(milestones: Milestone[], added: Milestone): void {
  const place = milestones.findLastIndex(({ passed }) => passed < added.passed) + 1;
  if (milestones[place]?.passed === added.passed) return;
  milestones.splice(place, 0, added);
  if (milestones.length <= MOST_MILESTONES) return;
  const kept = milestones.filter((one, index) => index % 2 === 0 || one === added);
  milestones.splice(0, milestones.length, ...kept);
}

/** How many of the first changes lie straight before the place. */
function straightBehind({ list, straight }: Changes, at: Node): number {
  const fn = list[0]?.when.fn;
  if (straight === 0 || (fn && !isInside(at, fn))) return 0;
  return countFirst(list, ({ node }) => node.range[1] <= at.range[0], straight);
}

function after(before: Held, change: VariableChange, sure: boolean, trace: Trace): Held {
  for (let known = before.first; known; known = known.beside) if (known.change === change && known.sure === sure) return known;
  const held = changed(before, change, sure, trace);
  if (held.whole) [held.beside, before.first] = [before.first, held];
  return held;
}

function changed(before: Held, change: VariableChange, sure: boolean, trace: Trace): Held {
  const { cuts } = trace;
  const value = change.apply(before.value ?? CLEAN, sure, trace);
  return { value, change, sure, whole: before.whole && cuts === trace.cuts, first: undefined, beside: undefined };
}
