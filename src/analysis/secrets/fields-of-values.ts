/** What a field of a value holds: as far as the value says it, and else by the field's name. */
import type { Node } from "../../syntax/ast.js";
import { incomingField } from "./incoming-data.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, isUnknown, knownField, OPAQUE, type Value } from "./secret-value.js";
import { typedBody } from "./typed-bodies.js";
import { cookieName, isIdInCookie, isLoginField, isSidOfThing } from "./weak-names.js";

/** @param node where it is read */
export function fieldOfValue(value: Value, name: string, node: Node, trace: Trace): Value {
  switch (value.kind) {
    case "clean":
      return CLEAN;
    case "whole": {
      const part = incomingField(value.part, name);
      const typed = part === "body" ? typedBody(node, trace) : undefined;
      if (typed) return typed;
      if (part) return { kind: "whole", part, what: trace.textOf(node) };
      // What a session keeps of its cookie is how long it lives, and where.
      if (value.part === "session" && name === "cookie") return CLEAN;
      if (value.part === "session" && name === "id") return trace.byName("phpsessid", node);
      return trace.byName(
        value.part === "cookies" ? cookieName(name) : name,
        node,
        value.part !== "context" && value.part !== "session",
      );
    }
    case "secret":
      if (name === "tokens" && value.secret.class === "token") return value;
      return STILL_THE_SECRET.test(name) ? value : trace.byName(name, node);
    case "list":
      return /^\d+$/.test(name) ? (value.items[Number(name)] ?? OPAQUE) : OPAQUE;
    case "either":
      return either(value.values.map((one) => trace.fieldOf(one, name, node)));
    case "object": {
      if (HOLDS_QUERY.test(name) && isAddressIn(value)) return either([...value.fields.values(), ...value.rest]);
      const known = knownField(value, name);
      if ((!known || isUnknown(known)) && isIdInCookie(name, node, trace.file)) return trace.byName("phpsessid", node);
      // A type says that there is a pin, and what has it whose it is.
      if (known && isUnknown(known) && isLoginField(name, node)) return trace.byName(name, node, true);
      if (known) return trace.settle(known, name, node);
      return either(value.rest.map((rest) => trace.fieldOf(rest, name, node)));
    }
    default:
      if (isIdInCookie(name, node, trace.file)) return trace.byName("phpsessid", node);
      return isSidOfThing(name, node) ? CLEAN : trace.byName(name, node, isLoginField(name, node));
  }
}

/** Members that give the secret back: `token.value`, `ref.current`, `cookie.value`, the seed of a second factor in letters. */
const STILL_THE_SECRET =
  /^(?:value|raw|plain|plaintext|text|string|current|unsafeValue|secret|data|groups|ascii|hex|base32|base64|otpauth_?url|href|search)$/i;

/** What a URL gives of the parameters that it was given. */
const HOLDS_QUERY = /^(?:href|search)$/;

/** An object into which the file writes as into a URL: `url.searchParams.set("key", key)`, `url.password = password`. */
function isAddressIn({ fields }: Extract<Value, { kind: "object" }>): boolean {
  return !fields.has("href") && ["searchParams", "search", "password"].some((part) => fields.has(part));
}
