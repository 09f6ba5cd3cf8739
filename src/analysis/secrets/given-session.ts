/** The session that Supabase gives to whoever signs in: it holds the tokens by which they are known from then on. */
import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, unwrap } from "../../syntax/ast.js";
import { CLIENT_DIRECTIVE } from "../../vocabulary/prefilter.js";
import { isServerCode } from "../handlers/runs-where.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, OPAQUE, RECORD, type Value } from "./secret-value.js";

const GIVES_SESSION =
  /^(?:getSession|refreshSession|setSession|exchangeCodeForSession|signUp|signInWithPassword|signInWithIdToken|signInAnonymously|verifyOtp)$/;

/** What such a secret is called in a message. */
const ITS_NAME = "session.access_token";

/** `supabase.auth.getSession()`: `{ data: { session, user }, error }`. A browser's console shows it to its owner alone. */
export function givenSession(callee: TSESTree.MemberExpression, method: string, trace: Trace): Value | undefined {
  const client = unwrap(callee.object);
  if (!GIVES_SESSION.test(method) || client.type !== "MemberExpression" || memberName(client) !== "auth") return undefined;
  const { file } = trace;
  if (trace.reading || CLIENT_DIRECTIVE.test(file.view.text) || !isServerCode({ file, handlers: [] })) return undefined;
  const token: Value = { kind: "secret", secret: { class: "token", what: ITS_NAME, whole: false }, node: callee };
  const session = record({ access_token: token, refresh_token: token, user: RECORD });
  return record({ data: record({ session, user: RECORD }), error: CLEAN });
}

function record(fields: Readonly<Record<string, Value>>): Value {
  return { kind: "object", fields: new Map(Object.entries(fields)), rest: [OPAQUE] };
}

/** Whether a secret is one of such a session: where nobody was signed in there is none. */
export function isOfGivenSession(what: string): boolean {
  return what === ITS_NAME;
}
