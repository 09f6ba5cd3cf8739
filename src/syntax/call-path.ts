/** What a call is called by, names through the calls between. */
import { memberName, unwrap, type CallNode, type Node } from "./ast.js";

/** `admin.auth.deleteUser` of `admin.auth().deleteUser(id)`; undefined where nothing on the way has a name. */
export function callPath(call: CallNode): string | undefined {
  const names: string[] = [];
  let inner: Node = unwrap(call.callee);
  // What is called with the result of a call has no name of its own: `passport.authenticate("jwt")(req, res)`.
  if (inner.type === "CallExpression") return undefined;
  for (;;) {
    if (inner.type === "MemberExpression") {
      const name = memberName(inner);
      if (name === undefined) break;
      names.unshift(name);
      inner = unwrap(inner.object);
    } else if (inner.type === "CallExpression") inner = unwrap(inner.callee);
    else break;
  }
  if (inner.type === "Identifier") names.unshift(inner.name);
  return names.length > 0 ? names.join(".") : undefined;
}
