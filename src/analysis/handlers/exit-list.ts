/** The exits of one handler as a walk through it meets them, each with what is recorded on the ways to it. */
import { answerWith, type Answer } from "../../frameworks/answer.js";
import { chosenStatus } from "../../frameworks/chosen-status.js";
import type { GivenRefusal } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { enclosingStatement, isInside, type Node } from "../../syntax/ast.js";
import type { Exit, ExitKind } from "../records/exit.js";
import type { Surroundings } from "../records/flow-walk.js";
import { answersOf, onBoth, openAnswer, type Path } from "../records/path.js";
import type { RecordCall } from "../records/record-call.js";
import { caughtExit, type ThrownRefusal } from "./caught-refusals.js";
import { armsOf, type Way } from "./chosen-arms.js";

interface OpenExit extends Exit {
  readonly records: Set<RecordCall>;
  readonly finally: Set<RecordCall>;
  readonly followed: Set<RecordCall>[];
}

export class ExitList {
  readonly #exits: OpenExit[] = [];
  readonly #file: SourceFile;
  readonly #asked: ((answer: Node) => GivenRefusal | undefined) | undefined;

  /** @param asked the refusal of a check whose result gives the answer its status; undefined where answers have no status */
  constructor(file: SourceFile, asked: ((answer: Node) => GivenRefusal | undefined) | undefined) {
    this.#file = file;
    this.#asked = asked;
  }

  /** An exit at the end of that path; one for each arm where its status is chosen between several. */
  add(kind: ExitKind, node: Node, read: Answer, path: Path, around: Surroundings): void {
    const given = read.takesStatusSet && path.status !== undefined ? withStatus(read, path.status) : read;
    const isUntold = given.status === undefined && given.outcome === undefined && (kind === "return" || kind === "send");
    const isOpen = isUntold && this.#asked !== undefined;
    const refusal = isOpen ? this.#asked!(node) : undefined;
    const chosen = isOpen && !refusal ? chosenStatus(node, this.#file) : undefined;
    if (chosen) {
      for (const arm of armsOf(chosen, path, this.#file)) {
        this.#open(kind, node, answerWith(arm.status, given.body), arm, around, path);
      }
    } else {
      const answer: Answer = refusal ? { ...given, ...refusal, outcome: "denied" } : given;
      this.#open(kind, node, answer, { chosen: undefined, must: path.must, may: path.may }, around, path);
    }
    path.status = undefined;
  }

  #open(kind: ExitKind, node: Node, answer: Answer, way: Way, around: Surroundings, path: Path): void {
    const { chosen, must, may } = way;
    const exit: OpenExit = {
      kind,
      node,
      statement: enclosingStatement(node) ?? node,
      answer,
      chosen,
      caughtBy: around.caughtBy,
      callback: around.callback,
      records: new Set(must),
      maybe: new Set(may),
      finally: new Set(),
      followed: [],
    };
    this.#exits.push(exit);
    openAnswer(path, exit);
  }

  /** The path ends: what was recorded on it behind an answer belongs to that answer. */
  close(path: Path): void {
    for (const [exit, records] of answersOf(path)) (exit as OpenExit).followed.push(records);
  }

  /** What a `finally` surely records belongs to each exit inside of its `try`. */
  addFinally(statement: Node, records: ReadonlySet<RecordCall>): void {
    for (const exit of this.#exits) if (isInside(exit.node, statement)) for (const record of records) exit.finally.add(record);
  }

  /** All exits in source order, once the walk is over; `refusals` are those that the handler throws to a catch of its own. */
  settled(refusals: readonly ThrownRefusal[]): Exit[] {
    for (const exit of this.#exits) {
      for (const record of exit.followed.length > 0 ? exit.followed.reduce(onBoth) : []) exit.records.add(record);
    }
    const caught = refusals.flatMap((refusal) => caughtExit(refusal, this.#exits));
    return [...this.#exits, ...caught].sort((a, b) => a.node.range[0] - b.node.range[0]);
  }
}

/** The answer with the status that was set before it; with one that the file does not tell, it may be anything. */
function withStatus({ body }: Answer, status: number | "unknown"): Answer {
  return answerWith(status === "unknown" ? undefined : status, body);
}
