import { describe, expect, test } from "vitest";
import { load } from "./load.js";
import { faultsOf } from "./schema.js";

function revoked(value: object): object {
  const { proxy, revoke } = Proxy.revocable(value, {});
  revoke();
  return proxy;
}

const thrower = () => {
  throw new Error("no");
};
const circular: Record<string, unknown> = { name: "a" };
circular.self = circular;

const ODD: Readonly<Record<string, [value: unknown, written: unknown]>> = {
  "a circular object": [circular, { name: "a", self: "[circular]" }],
  "a BigInt": [10n, "10"],
  "a getter that throws": [Object.defineProperty({ a: 1 }, "b", { get: thrower, enumerable: true }), { a: 1, b: "[unreadable]" }],
  "a revoked proxy": [revoked({}), "[unreadable]"],
  "a revoked function": [revoked(() => 1), "[function]"],
  "a proxy whose every trap throws": [new Proxy({}, { ownKeys: thrower, get: thrower, has: thrower }), "[unreadable]"],
  "a toJSON that throws": [{ toJSON: thrower }, "[unreadable]"],
  "a toJSON that gives itself": [Object.assign({}, { toJSON(this: unknown) { return this; } }), "[circular]"],
  "a toJSON that gives a value": [{ toJSON: () => ({ a: 1 }) }, { a: 1 }],
  "a symbol's key": [{ [Symbol("s")]: 1, a: 2 }, { a: 2 }],
  "a symbol": [Symbol("s"), "Symbol(s)"],
  "a function": [() => 1, "[function]"],
  "a map": [new Map<unknown, unknown>([["a", 1], [2, { b: 3 }]]), { a: 1, 2: { b: 3 } }],
  "a map with a key that has no text": [new Map([[Object.create(null), 1]]), "[unreadable]"],
  "a set": [new Set([1, "a"]), [1, "a"]],
  "a date": [new Date(0), "1970-01-01T00:00:00.000Z"],
  "a date that is none": [new Date(NaN), "[unreadable]"],
  "an error": [new TypeError("boom"), { name: "TypeError", message: "boom" }],
  "an error with a message that throws": [Object.defineProperty(new Error("x"), "message", { get: thrower }), "[unreadable]"],
  "bytes": [new Uint16Array(3), "[Uint16Array, 6 bytes]"],
  "NaN": [NaN, "NaN"],
  "infinity": [-Infinity, "-Infinity"],
  "undefined in a list": [[undefined, 1], [null, 1]],
  "a list of 100": [Array.from({ length: 100 }, (_, index) => index), Array.from({ length: 40 }, (_, index) => index)],
  "an object of 100 keys": [Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, index])), Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, index]))],
  "five levels": [{ b: { c: { d: { e: 1 } } } }, { b: { c: { d: "[truncated]" } } }],
  "an object without a prototype": [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  "a key that is __proto__": [JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"__proto__":{"a":1}}')],
  "a long text": ["x".repeat(5000), `${"x".repeat(1023)}…`],
};

describe.each(Object.entries(ODD))("%s", (_what, [value, written]) => {
  test("among the details is written as far as it goes", async () => {
    const { securityLog, lines, last } = await load();
    securityLog.info("a.b", { a: value });
    expect(last().details).toEqual({ a: written });
    expect(faultsOf(last())).toEqual([]);
    expect(lines()).toHaveLength(1);
  });

  test("in any place makes one valid line, and none that is dropped", async () => {
    const { securityLog, logger, requestContext, lines } = await load();
    const log = securityLog.warn as (event: unknown, fields?: unknown) => void;
    log(value);
    log("a.b", value);
    log("a.b", { actor: value, target: value, reason: value, outcome: value, status: value, method: value, route: value, ip: value, request_id: value });
    log("a.b", { user: { id: value }, account: value, email: value, service: value, details: value });
    log("a.b", requestContext(value));
    log("a.b", requestContext({ method: value, headers: value, ip: value, socket: value, id: value }));
    (logger.info as (...args: unknown[]) => void)(value, value);
    logger.info("a", value);
    expect(lines()).toHaveLength(8);
    for (const line of lines()) if ("schema" in line) expect(faultsOf(line)).toEqual([]);
    expect(JSON.stringify(lines())).not.toContain('"dropped"');
  });
});

test("a line has a bounded length, however much is handed over", async () => {
  const { logger, texts } = await load();
  const wide = (depth: number): unknown => (depth === 0 ? "\u202e".repeat(3000) : Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`key${index}`, wide(depth - 1)])));
  logger.info("x".repeat(1e6), wide(3));
  logger.info("x", { list: Array.from({ length: 1e5 }, () => ({ text: "y".repeat(2000) })) });
  expect(texts.map((text) => text.length < 150_000)).toEqual([true, true]);
});

test("one line stays one, and nothing in it turns text around", async () => {
  const { logger, texts, last } = await load();
  const odd = 'a\nb\r\nc\u2028d\u2029e\u0085f\u007fg\u009bh\u202ei\u2066j\ufeffk\u0000l\ud800m"n\\';
  logger.info(odd, { [odd]: odd });
  expect(texts[0]).toMatch(/^[\x20-\x7e]+$/);
  expect(last().message).toBe(odd);
});

describe("a sink", () => {
  test("that throws loses no other sink its line, and the next line tells of it", async () => {
    const seen: string[] = [];
    let isBroken = true;
    const broken = () => {
      if (isBroken) throw new Error("full");
    };
    const { securityLog } = await load({ sinks: [broken, (line) => void seen.push(line)] });
    securityLog.info("a.b");
    securityLog.info("a.b");
    isBroken = false;
    securityLog.info("a.b");
    securityLog.info("a.b");
    expect(seen.map((line) => (JSON.parse(line) as { details?: unknown }).details)).toEqual([
      undefined,
      { dropped: 1 },
      { dropped: 1 },
      undefined,
    ]);
  });

  test("alone, that fails for a while, tells how many lines were lost once it is back", async () => {
    const seen: string[] = [];
    let isBroken = true;
    const sink = (line: string) => {
      if (isBroken) throw new Error("full");
      seen.push(line);
    };
    const { securityLog } = await load({ sinks: [sink] });
    for (let index = 0; index < 5; index++) securityLog.info("a.b");
    isBroken = false;
    securityLog.info("a.b", { mine: 1 });
    securityLog.info("a.b");
    expect(seen.map((line) => (JSON.parse(line) as { details?: unknown }).details)).toEqual([{ mine: 1, dropped: 5 }, undefined]);
    expect(faultsOf(JSON.parse(seen[0]!) as Record<string, unknown>)).toEqual([]);
  });

  test("that rejects is counted once", async () => {
    const seen: string[] = [];
    const { securityLog, flush } = await load({
      sinks: [
        (_line, _record, failed) => {
          failed();
          return Promise.reject(new Error("down"));
        },
        (line) => void seen.push(line),
      ],
    });
    securityLog.info("a.b");
    await flush();
    securityLog.info("a.b");
    expect(JSON.parse(seen[1]!)).toMatchObject({ details: { dropped: 1 } });
  });

  test("that hangs holds nothing up, and is given no more once a thousand are under way", async () => {
    const seen: string[] = [];
    let given = 0;
    const hanging = () => {
      given++;
      return new Promise(() => undefined);
    };
    const { securityLog, flush } = await load({ sinks: [hanging, (line) => void seen.push(line)] });
    for (let index = 0; index < 1003; index++) securityLog.info("a.b");
    expect(given).toBe(1000);
    expect(seen).toHaveLength(1003);
    expect(JSON.parse(seen[1002]!)).toMatchObject({ details: { dropped: 1 } });
    await flush(1);
  });

  test("that logs is not called for its own line", async () => {
    let given = 0;
    const { securityLog } = await load({
      sinks: [
        () => {
          given++;
          securityLog.info("a.b");
        },
      ],
    });
    securityLog.info("a.b");
    expect(given).toBe(1);
  });

  test("whose answer has a `then` that throws is survived", async () => {
    const { securityLog, last } = await load();
    const { configureLogging } = await load({ sinks: [() => Object.defineProperty({}, "then", { get: thrower })] });
    configureLogging({});
    securityLog.info("a.b");
    expect(last().event).toBe("a.b");
  });
});
