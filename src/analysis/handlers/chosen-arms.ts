/**
 * An answer whose status hangs on a test is two exits, and a record in a branch of the same test belongs to one of them:
 * `if (!ok) logger.warn("denied"); res.status(ok ? 200 : 403).json(result)`.
 */
import type { ChosenStatus } from "../../frameworks/chosen-status.js";
import { staticNumber } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { compared } from "../../syntax/compared.js";
import { foundOnce } from "../../syntax/kept-with.js";
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

/** The two exits of such an answer: first that of a test that holds, then the other, each with the records on its own way. */
export function armsOf(chosen: ChosenStatus, path: Path, file: SourceFile): readonly Arm[] {
  const wanted = bareOf(chosen.test, file);
  const sides = new Map([...path.may].map((record) => [record, sideOf(record.node, chosen, wanted, file)]));
  return [true, false].map((holds) => ({
    chosen: { ...chosen, holds },
    status: chosen.statuses[holds ? 0 : 1],
    must: [...path.must, ...[...path.may].filter((record) => sides.get(record) === holds)],
    may: [...path.may].filter((record) => sides.get(record) !== !holds),
  }));
}

/** Whether the place is reached only where the test holds, or only where it does not; undefined where that is not told. */
function sideOf(place: Node, chosen: ChosenStatus, wanted: Bare, file: SourceFile): boolean | undefined {
  for (const { test, bare, isConsequent } of branchesAround(place, file)) {
    const holds = meaning(test, bare, chosen, wanted, file);
    if (holds !== undefined) return isConsequent ? holds : !holds;
  }
  return undefined;
}

interface Branch {
  readonly test: Node;
  readonly bare: Bare;
  readonly isConsequent: boolean;
}

/** The branches that a record stands in, innermost first, found once: each chosen status asks of all records before it. */
const branchesAround = foundOnce((place: Node, file: SourceFile): Branch[] => {
  const branches: Branch[] = [];
  for (let inner = place; inner.parent && !isFunction(inner); inner = inner.parent) {
    const { parent } = inner;
    if (parent.type !== "IfStatement") continue;
    branches.push({ test: parent.test, bare: bareOf(parent.test, file), isConsequent: parent.consequent === inner });
  }
  return branches;
});

/** What a test says of the choice: `ok` the same, `!ok` the opposite, `status >= 400` whatever the two statuses make of it. */
function meaning(test: Node, asked: Bare, chosen: ChosenStatus, wanted: Bare, file: SourceFile): boolean | undefined {
  if (asked.text === wanted.text) return asked.negated === wanted.negated;
  const [yes, no] = chosen.statuses.map((status) => held(test, chosen.given, status, file));
  return yes === no ? undefined : yes;
}

/** Whether a comparison of the status's name with a number holds for that status. */
function held(test: Node, given: Node, status: number, file: SourceFile): boolean | undefined {
  if (given.type !== "Identifier" || test.type !== "BinaryExpression" || test.left.type !== "Identifier") return undefined;
  const variable = file.bindings.variableOf(given);
  const number = staticNumber(test.right, file.bindings);
  if (!variable || number === undefined || file.bindings.variableOf(test.left) !== variable) return undefined;
  return compared(status, test.operator, number);
}

/** A test without what negates it, and whether something does. */
interface Bare {
  readonly text: string;
  readonly negated: boolean;
}

function bareOf(test: Node, file: SourceFile): Bare {
  let negated = false;
  let inner = unwrap(test);
  while (inner.type === "UnaryExpression" && inner.operator === "!") {
    negated = !negated;
    inner = unwrap(inner.argument);
  }
  return { text: file.view.text.slice(...inner.range), negated };
}
