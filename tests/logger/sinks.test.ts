import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { load } from "./load.js";

interface Posted {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly lines: { event?: string; details?: Record<string, unknown> }[];
}

/** What was posted, answered by `answers` in turn and then with 200. */
function server(...answers: (number | Error | "hang")[]): Posted[] {
  const posted: Posted[] = [];
  vi.stubGlobal("fetch", async (url: string, { headers, body, signal }: { headers: Record<string, string>; body: string; signal: AbortSignal }) => {
    posted.push({ url, headers, lines: JSON.parse(body) as Posted["lines"] });
    const answer = answers.shift() ?? 200;
    if (answer instanceof Error) throw answer;
    if (answer === "hang") await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    return new Response("", { status: answer as number });
  });
  return posted;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const URL_ = "https://logs.example/in";

describe("the HTTP sink", () => {
  test("posts what came within a second as one JSON array", async () => {
    const posted = server();
    const logging = await load();
    logging.configureLogging({ sinks: [logging.httpSink({ url: URL_, headers: { "x-key": "k" } })] });
    logging.securityLog.info("a.b");
    logging.securityLog.info("c.d");
    expect(posted).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(posted).toMatchObject([{ url: URL_, headers: { "content-type": "application/json", "x-key": "k" }, lines: [{ event: "a.b" }, { event: "c.d" }] }]);
  });

  test("posts a full batch at once, and what flush is called for", async () => {
    const posted = server();
    const logging = await load();
    logging.configureLogging({ sinks: [logging.httpSink({ url: URL_, size: 2 })] });
    for (const event of ["a.a", "b.b", "c.c"]) logging.securityLog.info(event);
    expect(posted.map(({ lines }) => lines.length)).toEqual([2]);
    await logging.flush();
    expect(posted.map(({ lines }) => lines.length)).toEqual([2, 1]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(posted).toHaveLength(2);
  });

  test.each([
    ["503, then 200", [503], 2, undefined],
    ["429, then 200", [429], 2, undefined],
    ["no connection, then 200", [new Error("down")], 2, undefined],
    ["503 twice", [503, 503], 2, 3],
    ["no connection twice", [new Error("down"), new Error("down")], 2, 3],
    ["400", [400], 1, 3],
    ["401", [401], 1, 3],
  ])("to which the other side says %s", async (_what, answers, posts, dropped) => {
    const posted = server(...answers);
    const logging = await load();
    logging.configureLogging({ sinks: [logging.httpSink({ url: URL_ })] });
    for (const event of ["a.a", "b.b", "c.c"]) logging.securityLog.info(event);
    await logging.flush();
    expect(posted).toHaveLength(posts);
    logging.securityLog.info("d.d");
    await logging.flush();
    expect(posted.at(-1)!.lines).toMatchObject([{ event: "d.d" }]);
    expect(posted.at(-1)!.lines[0]!.details?.dropped).toBe(dropped);
  });

  test("keeps no more than its limit while the other side is slow, and counts what is over it", async () => {
    let answer = (_response: Response): void => undefined;
    vi.stubGlobal("fetch", () => new Promise<Response>((resolve) => (answer = resolve)));
    const logging = await load();
    const seen: Posted["lines"] = [];
    logging.configureLogging({ sinks: [logging.httpSink({ url: URL_, size: 2, limit: 4 }), (line) => void seen.push(JSON.parse(line) as Posted["lines"][number])] });
    for (let index = 0; index < 7; index++) logging.securityLog.info("a.b");
    answer(new Response(""));
    expect(seen.map(({ details }) => details?.dropped)).toEqual([undefined, undefined, undefined, undefined, undefined, 1, 1]);
  });

  test("gives up on a side that never answers", async () => {
    vi.useRealTimers();
    const posted = server("hang", "hang");
    const logging = await load();
    logging.configureLogging({ sinks: [logging.httpSink({ url: URL_, timeout: 5 })] });
    logging.securityLog.info("a.b");
    await logging.flush();
    expect(posted).toHaveLength(2);
    logging.securityLog.info("c.d");
    await logging.flush();
    expect(posted.at(-1)!.lines).toMatchObject([{ event: "c.d", details: { dropped: 1 } }]);
  });

  test.each(["EdgeRuntime", "@vercel/request-context", "@next/request-context"])("hands its work to %s, where that is there", async (name) => {
    server();
    const waitUntil = vi.fn();
    const key = name.startsWith("@") ? Symbol.for(name) : name;
    Object.assign(globalThis, { [key]: name.startsWith("@") ? { get: () => ({ waitUntil }) } : { waitUntil } });
    try {
      const logging = await load();
      logging.configureLogging({ sinks: [logging.httpSink({ url: URL_ })] });
      logging.securityLog.info("a.b");
      expect(waitUntil).toHaveBeenCalledExactlyOnceWith(expect.any(Promise));
    } finally {
      Reflect.deleteProperty(globalThis, key);
    }
  });

  test("knows where Axiom, Better Stack and Datadog take lines", async () => {
    const posted = server();
    const logging = await load();
    const { axiomSink, betterStackSink, datadogSink } = logging;
    logging.configureLogging({ sinks: [axiomSink({ dataset: "my shop", token: "t" }), betterStackSink({ token: "t" }), datadogSink({ apiKey: "k", site: "datadoghq.eu" })] });
    logging.securityLog.info("a.b");
    await logging.flush();
    expect(posted.map(({ url, headers }) => [url, headers["authorization"] ?? headers["dd-api-key"]])).toEqual([
      ["https://api.axiom.co/v1/datasets/my%20shop/ingest?timestamp-field=timestamp", "Bearer t"],
      ["https://in.logs.betterstack.com/", "Bearer t"],
      ["https://http-intake.logs.datadoghq.eu/api/v2/logs", "k"],
    ]);
  });
});

describe("the pino sink", () => {
  const pino = (...enabled: string[]) => {
    const write = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), fatal: vi.fn() };
    return { ...write, isLevelEnabled: (level: string) => enabled.includes(level) };
  };

  test("hands over fields and message in pino's order", async () => {
    const logging = await load();
    const to = pino("debug", "info", "warn", "error", "fatal");
    logging.configureLogging({ sinks: [logging.pinoSink(to)] });
    logging.securityLog.warn("auth.login", { request_id: "r1" });
    expect(to.warn).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ schema: "security-event/1", outcome: "denied", request_id: "r1" }), "auth.login");
    expect(to.warn.mock.calls[0]![0]).not.toHaveProperty("level");
    logging.logger.info("hello");
    expect(to.info).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ service: "shop" }), "hello");
  });

  test("loses no security event to pino's level, and counts those of a silent one", async () => {
    const logging = await load();
    const [quiet, silent] = [pino("error", "fatal"), pino()];
    logging.configureLogging({ sinks: [logging.pinoSink(quiet)] });
    logging.securityLog.info("a.b");
    logging.logger.info("hello");
    expect([quiet.fatal.mock.calls.length, quiet.info.mock.calls.length]).toEqual([1, 0]);
    logging.configureLogging({ sinks: [logging.pinoSink(silent)] });
    logging.securityLog.info("a.b");
    logging.configureLogging({ sinks: [logging.pinoSink(quiet)] });
    logging.securityLog.info("a.b");
    expect(quiet.fatal.mock.calls[1]![0]).toMatchObject({ details: { dropped: 1 } });
  });
});

test("the OpenTelemetry sink names event and attributes by its conventions", async () => {
  const logging = await load();
  const emit = vi.fn();
  logging.configureLogging({ sinks: [logging.otelSink({ emit })] });
  logging.securityLog.warn("auth.login", { actor: "u1", route: "POST /login", status: 401, ip: "203.0.113.7", request_id: "r1", plan: "pro" });
  expect(emit.mock.calls[0]![0]).toEqual({
    timestamp: expect.any(Date),
    severityNumber: 13,
    severityText: "WARN",
    eventName: "auth.login",
    body: "auth.login",
    attributes: {
      schema: "security-event/1",
      outcome: "denied",
      "user.id": "u1",
      "http.route": "/login",
      "http.request.method": "POST",
      "http.response.status_code": 401,
      "client.address": "203.0.113.7",
      request_id: "r1",
      "service.name": "shop",
      "deployment.environment.name": "test",
      details: { plan: "pro" },
    },
  });
});
