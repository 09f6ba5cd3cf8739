import { describe, expect, test } from "vitest";
import { verifyChain } from "../../src/logger/verify-chain.js";
import { load, loadAgain } from "./load.js";
import { faultsOf } from "./schema.js";

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const check = (lines: readonly string[], key?: string) => verifyChain(each(lines), key);

async function written(count: number, chain: boolean | string = true): Promise<string[]> {
  const { securityLog, logger, texts } = await load({ chain });
  for (let index = 0; index < count; index++) {
    if (index % 2) logger.info("text\u2028é", { index, brace: '"}}}' });
    else securityLog.info("a.b", { index });
  }
  return texts;
}

describe("a chain", () => {
  test("of lines as they were written is in order, and each line fits the schema", async () => {
    const lines = await written(6);
    expect(await check(lines)).toEqual({ lines: 6, unchained: 0, chains: 1, broken: undefined });
    for (const line of lines) {
      const record = JSON.parse(line) as Record<string, unknown>;
      if (record.schema) expect(faultsOf(record)).toEqual([]);
    }
  });

  test("goes through the lines of all copies of the file in a process, which are configured as one", async () => {
    const { securityLog, texts } = await load({ chain: true, trustedProxies: 1 });
    const copy = await loadAgain();
    expect(copy.securityLog).not.toBe(securityLog);
    securityLog.info("a.b");
    const headers = { "x-forwarded-for": "198.51.100.1, 203.0.113.9" };
    copy.securityLog.info("a.c", copy.requestContext({ headers }));
    securityLog.info("a.d");
    expect(await check(texts)).toEqual({ lines: 3, unchained: 0, chains: 1, broken: undefined });
    expect(JSON.parse(texts[1]!)).toMatchObject({ event: "a.c", ip: "203.0.113.9", service: "shop" });
  });

  test("with a key is in order under that key only", async () => {
    const lines = await written(3, "a key");
    expect(await check(lines, "a key")).toMatchObject({ broken: undefined });
    expect(await check(lines, "another")).toMatchObject({ broken: { line: 1, reason: "changed" } });
    expect(await check(lines)).toMatchObject({ broken: { line: 1, reason: "changed" } });
  });

  test.each([
    ["a changed word", (lines: string[]) => lines.with(2, lines[2]!.replace('"success"', '"denied"')), { line: 3, reason: "changed" }],
    ["a line taken out", (lines: string[]) => lines.toSpliced(2, 1), { line: 3, reason: "missing" }],
    ["two lines in the other order", (lines: string[]) => [lines[0]!, lines[2]!, lines[1]!, lines[3]!], { line: 2, reason: "missing" }],
    ["a line written twice", (lines: string[]) => lines.toSpliced(2, 0, lines[1]!), { line: 3, reason: "missing" }],
    ["a first line taken out", (lines: string[]) => lines.slice(1), { line: 1, reason: "missing" }],
    ["a line whose hashes are gone", (lines: string[]) => lines.with(1, '{"level":"info"}'), { line: 3, reason: "missing" }],
  ])("shows %s", async (_what, change, broken) => {
    expect(await check(change(await written(4)))).toMatchObject({ broken });
  });

  test("starts anew with a process, and may be mixed with others and with other lines", async () => {
    const [one, two] = [await written(3), await written(2)];
    const mixed = [one[0]!, "Server started", two[0]!, "", one[1]!, one[2]!, two[1]!];
    expect(await check(mixed)).toEqual({ lines: 6, unchained: 1, chains: 2, broken: undefined });
  });

  test("counts the lines of a file, blank ones too", async () => {
    const lines = await written(3);
    expect(await check([lines[0]!, "", lines[2]!])).toMatchObject({ broken: { line: 3, reason: "missing" } });
  });

  test("is at the end of its line, whatever details of the app have its name", async () => {
    const { securityLog, logger, texts, lines } = await load({ chain: true });
    securityLog.info("a.b", { chain: "of shops", plan: "pro" });
    logger.info("a text", { details: { chain: { prev: "", hash: "" }, plan: "pro" } });
    expect(lines().map(({ details }) => Object.keys(details!))).toEqual([["plan", "chain"], ["plan", "chain"]]);
    expect(await check(texts)).toEqual({ lines: 2, unchained: 0, chains: 1, broken: undefined });
  });

  test("tells of lines that the logger knew to be lost", async () => {
    let isFull = false;
    const lines: string[] = [];
    const sink = (line: string) => {
      if (isFull) throw new Error("full");
      lines.push(line);
    };
    const { securityLog } = await load({ chain: true, sinks: [sink] });
    for (const full of [false, true, true, false]) {
      isFull = full;
      securityLog.info("a.b");
    }
    expect(await check(lines)).toMatchObject({ broken: { line: 2, reason: "missing", dropped: 2 } });
  });
});
