/** What makes a handler sensitive: the kind of act that it is, and what of it was seen. */
import type { Node } from "../../syntax/ast.js";
import type { SensitiveAction } from "../../vocabulary/sensitive-actions.js";

export interface Sensitivity extends SensitiveAction {
  /** What was seen: `route /api/auth/login`, `calls stripe.refunds.create`, `named resetPassword`. */
  readonly evidence: string;
  /** The call that is the act, where one was seen. */
  readonly act?: Node;
}
