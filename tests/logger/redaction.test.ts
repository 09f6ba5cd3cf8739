import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifySecretName } from "../../src/vocabulary/secret-words.js";
import { load } from "./load.js";

const REDACTED = "[REDACTED]";

test("what the rule takes for a secret's name, the logger redacts", async () => {
  const { securityLog, last } = await load();
  const source = readFileSync(join(import.meta.dirname, "../../src/vocabulary/secret-words.ts"), "utf8");
  const pool = [...new Set([...source.matchAll(/"(~?[a-z\d][a-z\d ]*)"/g)].flatMap(([, phrases]) => phrases!.replace("~", "").split(" ")))];
  const phrases = [...source.matchAll(/"(~?[a-z\d][a-z\d ]*)"/g)].map(([, phrase]) => phrase!.replace("~", "")).filter((phrase) => phrase.length < 30);
  expect(pool.length).toBeGreaterThan(150);
  const isSecret = (name: string) => {
    const verdict = classifySecretName(name);
    // A weak word needs the value's origin, and a personal one the option; the logger knows neither.
    return verdict !== undefined && "class" in verdict && !verdict.weak && verdict.class !== "personal data";
  };
  const names = fc.array(fc.constantFrom(...pool, ...phrases), { minLength: 1, maxLength: 4 }).chain((words) =>
    fc.constantFrom(words.join("_").replaceAll(" ", "_"), words.join(" ").replaceAll(/ ([a-z\d])/g, (_, letter: string) => letter.toUpperCase())),
  );
  let secrets = 0;
  fc.assert(
    fc.property(names, (name) => {
      if (!isSecret(name)) return;
      secrets++;
      securityLog.info("a.b", { details: { [name]: "planted" } });
      expect(JSON.stringify(last()), name).not.toContain("planted");
    }),
    { numRuns: 3000, seed: 1 },
  );
  expect(secrets).toBeGreaterThan(300);
});

test.each(
  "password PASSWORD userPassword new_password passwd smtpPass accessToken x-auth-token jwt Cookie set-cookie authorization credentials connect.sid sessionId apiKey X-API-Key privateKey clientSecret JWT_SECRET otp mfaCode cardNumber cvv iban DATABASE_URL email phone ssn pin rawHeaders".split(" "),
)("the value of %s is redacted, at any depth", async (name) => {
  const { securityLog, logger, texts } = await load();
  securityLog.info("a.b", { [name]: "planted", inner: { [name]: "planted", deeper: [{ [name]: { any: "planted" } }] } });
  logger.info("text", { [name]: ["planted"], map: new Map([[name, "planted"]]), pairs: [[name, "planted"]] });
  expect(texts.join()).not.toContain("planted");
  expect(texts.join()).toContain(REDACTED);
});

test.each([
  ["tokenCount", 3],
  ["maxTokens", 500],
  ["promptTokens", 12],
  ["signingKeyId", "key_1"],
  ["tokenExpiresAt", "2026-01-01"],
  ["passwordChangedAt", "2026-01-01"],
  ["hasPassword", true],
  ["emailVerified", false],
  ["secretName", "stripe"],
  ["cardLast4", "4242"],
  ["maskedToken", null],
  ["microphone", "on"],
  ["authors", "two"],
  ["cacheKey", "users:1"],
])("%s is no secret and is kept: %j", async (name, value) => {
  const { securityLog, last } = await load();
  securityLog.info("a.b", { [name]: value });
  expect(last().details).toEqual({ [name]: value });
});

const SECRETS: Readonly<Record<string, readonly [text: string, planted: string]>> = {
  "a JWT": ["got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl now", "c2lnbmF0dXJl"],
  "a JWT that was cut": ["got eyJhbGciOiJIUzI1NiJ9.eyJzdWI", "eyJzdWI"],
  "a bearer token": ["authorization: Bearer abc.def-ghi_jkl", "abc.def"],
  "basic credentials": ["Basic dXNlcjpwYXNzd29yZA==", "dXNlcjpwYXNzd29yZA"],
  "a Stripe key": [`key ${"sk_live"}_51H8abcdefghijklmnop`, "51H8abcdef"],
  "a GitHub token": ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijkl"],
  "a Slack token": [`${"xoxb"}-123456789012-abcdefghijkl`, "abcdefghijkl"],
  "an AWS key": ["AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"],
  "a token in a URL": ["GET /reset?token=s3cr3tvalue&x=1", "s3cr3tvalue"],
  "a code in a URL": ["/cb?state=1&code=s3cr3tvalue", "s3cr3tvalue"],
  "a password in a text": ["login with password=hunter2secret failed", "hunter2secret"],
  "a password in JSON": ['body {"user":"bob","password":"hunter2secret"}', "hunter2secret"],
  "a private key": ["-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAK\nCAQEA\n-----END RSA PRIVATE KEY-----", "MIIEowIBAAK"],
  "a private key that was cut": ["-----BEGIN PRIVATE KEY-----\nMIIEowIBAAK\nCAQEA", "CAQEA"],
  "a connection string": ["postgres://app:hunter2secret@db.example:5432/shop", "hunter2secret"],
  "a card number": ["paid with 4111 1111 1111 1111.", "1111 1111"],
  "a card number in one": ["5555555555554444", "55555555"],
  "an e-mail address": ["no user bob.smith+1@mail.example.com", "bob.smith"],
};

describe.each(Object.entries(SECRETS))("%s", (_what, [text, planted]) => {
  test("is redacted in messages, reasons, ids, routes, names of fields, errors and details", async () => {
    const { securityLog, logger, texts, lines } = await load();
    logger.error(text, { [text]: 1, deep: { deep: [text, new Error(text)] } });
    const fields = {
      reason: text,
      actor: text,
      target: text,
      route: text,
      org_id: text,
      service: text,
      error: new Error(text, { cause: text }),
    };
    securityLog.error(text, { ...fields, text, set: new Set([text]) });
    securityLog.info("a.b", { user: { id: text }, request_id: text, trace_id: text, method: text });
    expect(lines()).toHaveLength(3);
    expect(texts.join("\n").toLowerCase()).not.toContain(planted.toLowerCase());
  });

  test("is redacted where a text is cut", async () => {
    const { logger, texts } = await load();
    for (let before = 980; before < 1040; before += 5) logger.info(`${"x".repeat(before)} ${text}`);
    for (let before = 8100; before < 8200; before += 5) logger.info(`${"ghp_aaaaaaaaaaaaaaaa".padEnd(before, "a")} ${text}`);
    expect(texts.join("\n")).not.toContain(planted);
  });
});

test.each([
  "order 4111111111111112",
  "snowflake 1089345678901234567",
  "at 1767225600000",
  "2f1e8c1e-8a1b-4c3d-9e2f-112233445566",
  "https://shop.example/orders?page=2",
  "POST /api/login",
  "The token has expired",
  "risk-assessment of a long-standing customer",
])("what only looks like one is kept: %s", async (text) => {
  const { logger, last } = await load();
  logger.info(text);
  expect(last().message).toBe(text);
});

test("a card's number that comes as a number is redacted, a time is not", async () => {
  const { logger, last } = await load();
  logger.info("x", { number: 4111111111111111, at: 1767225600000, big: 2 ** 60, float: 1.5 });
  expect(last().details).toEqual({ number: REDACTED, at: 1767225600000, big: 2 ** 60, float: 1.5 });
});

test("whole requests, headers and bytes are not written", async () => {
  const { logger, last } = await load();
  const req = { method: "POST", url: "/", headers: { cookie: "planted" }, body: "planted", rawHeaders: ["cookie", "planted"] };
  const request = new Request("https://shop.example", { headers: { cookie: "planted" } });
  logger.info("x", { req, request, headers: request.headers, bytes: new TextEncoder().encode("planted"), buffer: Buffer.from("planted") });
  expect(last().details).toEqual({
    req: "[Request]",
    request: "[Request]",
    headers: "[Headers]",
    bytes: "[Uint8Array, 7 bytes]",
    buffer: "[Uint8Array, 7 bytes]",
  });
});

test("searching a text takes time in proportion to its length", async () => {
  const { logger, texts } = await load();
  const start = process.cpuUsage();
  for (const part of ["a", "a.", "a@", "password", "eyJ", "4 ", "://", "-----BEGIN ", "x:y", "a-", '"']) logger.info(part.repeat(100_000 / part.length));
  const { user } = process.cpuUsage(start);
  expect(texts).toHaveLength(11);
  // A backtracking search takes minutes here; this is one of milliseconds.
  expect(user / 1000).toBeLessThan(5000);
});
