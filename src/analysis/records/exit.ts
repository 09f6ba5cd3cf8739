/** What an exit of a handler is: one way in which it answers or fails. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Answer } from "../../frameworks/answer.js";
import type { ChosenStatus } from "../../frameworks/chosen-status.js";
import type { FunctionNode, Node } from "../../syntax/ast.js";
import type { RecordCall } from "./record-call.js";

/**
 * `caught`: a refusal that is thrown to a catch of the same function, which answers with the status that was thrown. `end`: a
 * server action that returns nothing has done its work where its last statement ends; that statement is the node.
 */
export type ExitKind = "return" | "send" | "throw" | "interrupt" | "pass" | "caught" | "end";

export interface ChosenArm extends ChosenStatus {
  /** Whether this is the exit where the test holds. */
  readonly holds: boolean;
}

export interface Exit {
  readonly kind: ExitKind;
  /** The expression that answers: the returned value, the call on `res`, the throw. */
  readonly node: Node;
  /** The statement that it stands in; the expression itself for the body of a concise arrow. */
  readonly statement: Node;
  readonly answer: Answer;
  readonly caughtBy: TSESTree.CatchClause | undefined;
  /** The callback inside the handler that the exit stands in, if any. */
  readonly callback: FunctionNode | undefined;
  /** Records on every way to the exit, or after it on every way to the handler's end. */
  readonly records: ReadonlySet<RecordCall>;
  /** Where the answer's status hangs on a test: the same answer is another exit, with the other status. */
  readonly chosen?: ChosenArm | undefined;
  /** Records of a `finally` around the exit: they run however it ends. */
  readonly finally: ReadonlySet<RecordCall>;
  /** Records on some way to the exit. */
  readonly maybe: ReadonlySet<RecordCall>;
}

/** What is thrown or passed on is answered elsewhere, and may be recorded there. */
export function isLeftToOthers({ kind }: Exit): boolean {
  return kind === "throw" || kind === "pass";
}
