/**
 * An answer whose status hangs on a test is two exits, and a record in a branch of the same test belongs to one of them:
 * `if (!ok) logger.warn("denied"); res.status(ok ? 200 : 403).json(result)`.
 */
import type { ChosenStatus } from "../../frameworks/chosen-status.js";
import { staticNumber } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { isFunction, isInside, unwrap, type Node } from "../../syntax/ast.js";
import type { ChosenArm } from "../records/exit.js";
import type { Path } from "../records/path.js";
import type { RecordCall } from "../records/record-call.js";

/** What is recorded on every and on some way to an exit. */
export interface Way {
  readonly chosen: ChosenArm | undefined;
  readonly must: Iterable<RecordCall>;
  readonly may: Iterable<RecordCall>;
}

export interface Arm extends Way {
  readonly status: number;
}

export function armsOf(chosen: ChosenStatus, path: Path, file: SourceFile): readonly Arm[] {
  const sides = new Map([...path.may].map((record) => [record, sideOf(record.node, chosen, file)]));
  return [true, false].map((holds) => ({
    chosen: { ...chosen, holds },
    status: chosen.statuses[holds ? 0 : 1],
    must: [...path.must, ...[...path.may].filter((record) => sides.get(record) === holds)],
    may: [...path.may].filter((record) => sides.get(record) !== !holds),
  }));
}

/** Whether the place is reached only where the test holds, or only where it does not; undefined where that is not told. */
function sideOf(place: Node, chosen: ChosenStatus, file: SourceFile): boolean | undefined {
  for (let inner = place; inner.parent && !isFunction(inner); inner = inner.parent) {
    const { parent } = inner;
    if (parent.type !== "IfStatement" || parent.test === inner) continue;
    const holds = meaning(parent.test, chosen, file);
    if (holds !== undefined) return isInside(place, parent.consequent) ? holds : !holds;
  }
  return undefined;
}

/** What a test says of the choice: `ok` the same, `!ok` the opposite, `status >= 400` whatever the two statuses make of it. */
function meaning(test: Node, { given, test: choice, statuses }: ChosenStatus, file: SourceFile): boolean | undefined {
  const [yes, no] = statuses.map((status) => held(test, given, status, file));
  if (yes !== undefined && yes !== no) return yes;
  const [asked, askedNot] = bare(test, file);
  const [wanted, wantedNot] = bare(choice, file);
  return asked === wanted ? askedNot === wantedNot : undefined;
}

/** Whether a comparison of the status's name with a number holds for that status. */
function held(test: Node, given: Node, status: number, file: SourceFile): boolean | undefined {
  if (given.type !== "Identifier" || test.type !== "BinaryExpression" || test.left.type !== "Identifier") return undefined;
  const variable = file.bindings.variableOf(given);
  const number = staticNumber(test.right, file.bindings);
  if (!variable || number === undefined || file.bindings.variableOf(test.left) !== variable) return undefined;
  return COMPARED[test.operator]?.(status, number);
}

const COMPARED: Readonly<Record<string, (status: number, number: number) => boolean>> = {
  "<": (status, number) => status < number,
  "<=": (status, number) => status <= number,
  ">": (status, number) => status > number,
  ">=": (status, number) => status >= number,
  "===": (status, number) => status === number,
  "==": (status, number) => status === number,
  "!==": (status, number) => status !== number,
  "!=": (status, number) => status !== number,
};

/** A test without what negates it, and whether something does. */
function bare(test: Node, file: SourceFile): readonly [text: string, negated: boolean] {
  let negated = false;
  let inner = unwrap(test);
  while (inner.type === "UnaryExpression" && inner.operator === "!") {
    negated = !negated;
    inner = unwrap(inner.argument);
  }
  return [file.view.text.slice(...inner.range), negated];
}
