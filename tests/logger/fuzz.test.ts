/** Whatever the logger is handed: one line, valid, and none of the secrets that were planted in it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { load } from "./load.js";
import { faultsOf } from "./schema.js";

/** Of shapes that are known wherever they stand; each has a part that nothing else has. */
const PLANTED = [
  "eyJhbGciOiJIUzI1NiJ9.eyJwbGFudGVkIjp0cnVlfQ.pLaNtEdSignature",
  "Bearer pLaNtEd-0123456789",
  `${"sk_live"}_pLaNtEd0123456789`,
  "ghp_pLaNtEd01234567890123456789",
  "https://shop.example/reset?token=pLaNtEd0123",
  "postgres://app:pLaNtEd@db.example/shop",
  "pLaNtEd@mail.example",
  "password=pLaNtEd0",
];
const NAMES = ["password", "accessToken", "api_key", "Authorization", "set-cookie", "clientSecret", "otp", "email"];
const FIELDS = ["actor", "userId", "user", "outcome", "reason", "route", "method", "status", "ip", "requestId", "target", "error", "details", "account"];

const secret = fc.tuple(fc.string(), fc.constantFrom(...PLANTED), fc.string()).map(([before, text, after]) => `${before} ${text} ${after}`);
const text = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), secret, fc.constantFrom("\u2028", "\u202e\n\r", "x".repeat(9000)));
const thrown = () => {
  throw new Error("planted");
};

const value = fc.letrec<{ any: unknown; object: unknown }>((tie) => ({
  object: fc.dictionary(fc.oneof(text, fc.constantFrom(...FIELDS)), tie("any"), { maxKeys: 6 }),
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    text,
    fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
    }),
    tie("object"),
    fc.array(tie("any"), { maxLength: 5 }),
    fc.constantFrom(...NAMES).map((name) => ({ [name]: "pLaNtEd" })),
    fc.constantFrom(...NAMES).map((name) => new Map([[name, ["pLaNtEd"]]])),
    text.map((message) => new Error(message, { cause: message })),
    tie("any").map((inner) => ({ toJSON: () => inner })),
    tie("any").map((inner) => ({ toString: () => inner })),
  ),
})).any;

/** Made only when they are logged: fast-check looks into its values too. */
const ODD = [
  () => undefined,
  () => ({ toJSON: thrown, toString: thrown, get a() { return thrown(); } }),
  () => new Proxy({}, { get: thrown, ownKeys: thrown, has: thrown }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => {
    const circle: unknown[] = ["pLaNtEd@mail.example"];
    circle.push(circle, new Map([[circle, circle]]));
    return circle;
  },
];

const fields = fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS, ...NAMES), fc.string()), value, { maxKeys: 8 });
/** The value of a field that is named for a secret is one, whatever it is. */
const call = fc.tuple(fc.constantFrom("info", "warn", "error"), fc.oneof(text, value), fc.oneof(value, fields), fc.constantFrom(...NAMES), fc.nat(ODD.length - 1));

test("10,000 values, each one valid line without a secret", async () => {
  const { securityLog, logger, texts } = await load({ accountKey: "key", level: "debug", userAgent: true });
  fc.assert(
    fc.property(call, fc.boolean(), ([level, name, given, secretName, odd], isEvent) => {
      texts.length = 0;
      const log = (isEvent ? securityLog : logger)[level as "info"] as (...args: unknown[]) => void;
      const isPlain = typeof given === "object" && given !== null && Object.getPrototypeOf(given) === Object.prototype;
      log(name, isPlain ? { ...given, [secretName]: "pLaNtEd", [secretName.length % 2 ? "actor" : "odd"]: ODD[odd]!() } : given);
      expect(texts).toHaveLength(1);
      expect(texts[0]).toMatch(/^\{[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*\}$/u);
      const line = JSON.parse(texts[0]!) as Record<string, unknown>;
      if (isEvent) expect(faultsOf(line)).toEqual([]);
      expect(texts[0]).not.toMatch(/planted/i);
      expect(line.details ?? {}).not.toHaveProperty("dropped");
    }),
    { numRuns: 10_000, seed: Number(process.env["FUZZ_SEED"] ?? 1) },
  );
}, 60_000);
