/** What a name alone says of a value that nothing else is known about, with what the file must bear out. */
import type { Node } from "../../syntax/ast.js";
import { classifySecretName, type SecretClass } from "../../vocabulary/secret-words.js";
import { isOneTimeCode } from "./one-time-codes.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, OPAQUE, type Value } from "./secret-value.js";
import {
  dealsInLoginTokens,
  hasAccountNumbers,
  isBookingCode,
  isCoin,
  isDeviceToken,
  isKeyOfInvoice,
  isLoginPin,
  keepsLoginSessions,
} from "./weak-names.js";

/** @param outside whether a request or the environment gave it */
export function valueByName(name: string, node: Node, outside: boolean, trace: Trace): Value {
  const { file } = trace;
  const verdict = classifySecretName(name, file.settings);
  if (!verdict) return isOneTimeCode(name, node, outside, file) ? secret("one-time code", node, trace) : OPAQUE;
  if ("safe" in verdict) return CLEAN;
  if (verdict.weak && !bearsOut(verdict.class, name, node, outside, trace)) return OPAQUE;
  if (isBookingCode(name, file) || isKeyOfInvoice(name, file)) return CLEAN;
  if (verdict.class === "token" && (isDeviceToken(name, node, file) || isCoin(name, file))) return CLEAN;
  return secret(verdict.class, node, trace);
}

function secret(secretClass: SecretClass, node: Node, trace: Trace): Value {
  return { kind: "secret", secret: { class: secretClass, what: trace.textOf(node), whole: false }, node };
}

/** What else there is for a name that says little by itself. */
function bearsOut(secretClass: SecretClass, name: string, node: Node, outside: boolean, trace: Trace): boolean {
  const { file } = trace;
  switch (secretClass) {
    case "session id":
      return keepsLoginSessions(file) && !/\bparams\b/.test(trace.textOf(node));
    case "token":
      return outside && dealsInLoginTokens(file);
    case "account number":
      return hasAccountNumbers(file);
    default:
      return outside || isLoginPin(name, file);
  }
}
