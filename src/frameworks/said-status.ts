/** What an answer's own words say of how it went: `{ status: "error", message }`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { propertyValue, unwrap } from "../syntax/ast.js";

/** True where the object's `status` is a word for a failure. */
export function statusSaysFailed(answer: TSESTree.ObjectExpression): boolean {
  const status = propertyValue(answer, "status");
  const said = status && unwrap(status);
  return said?.type === "Literal" && typeof said.value === "string" && FAILED.test(said.value);
}

const FAILED = /^(?:error|errored|fail|failed|failure|denied|unauthori[sz]ed|forbidden)$/i;
