/** The logger as it is built, on every runtime that it is for: the same events come out, and failing sinks lose no request. */
import { execFile, spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loggerWith, type LoggerPart } from "../../src/init/logger-parts.js";
import { faultsOf } from "../logger/schema.js";
import { npmCi } from "../support/install-once.js";

const BUILT = join(import.meta.dirname, "../../dist/src/logger");
const PLATFORM = `${process.platform}-${process.arch}`;

let folder: string;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "runtimes-")));
  cpSync(join(import.meta.dirname, "app"), folder, { recursive: true, filter: (path) => !/node_modules|\.next/.test(path) });
  await npmCi(folder);
  for (const file of ["logging.js", "logging.cjs"]) write(file, file, ["withRequestLog"]);
  write("logging.js", "server-logging.js", ["requestLog"]);
  for (const file of ["logging.js", "scenario.js"]) copyFileSync(join(folder, file), join(folder, "next", file));
});

/** With no more parts than `init` would write. */
function write(file: string, name: string, parts: readonly LoggerPart[]): void {
  writeFileSync(join(folder, name), loggerWith(parts, readFileSync(join(BUILT, file), "utf8")));
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const installed = (path: string) => join(folder, "node_modules", path);

/** Each with the command that runs a script. Install scripts are not run, so programs are called where they lie. */
const COMMANDS: Readonly<Record<string, () => string[]>> = {
  "this Node.js": () => [process.execPath],
  "Node.js 22": () => [installed(`node-${PLATFORM}/bin/node`)],
  Bun: () => [installed(`@oven/bun-${PLATFORM.replace("arm64", "aarch64")}/bin/bun`)],
  Deno: () => [installed(".bin/deno"), "run", "--allow-env", "--allow-net"],
};

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: readonly string[], stdout: "pipe" | "closed" | number = "pipe"): Promise<Ended> {
  const [program = "", ...words] = command;
  const child = spawn(program, words, { cwd: folder, stdio: ["ignore", typeof stdout === "number" ? stdout : "pipe", "pipe"] });
  const out = { stdout: "", stderr: "" };
  if (stdout === "closed") child.stdout!.destroy();
  else child.stdout?.on("data", (data: Buffer) => (out.stdout += data));
  child.stderr!.on("data", (data: Buffer) => (out.stderr += data));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...out }));
  });
}

type Line = Record<string, unknown> & { details?: Record<string, unknown> };

function linesOf(text: string): Line[] {
  return text.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as Line] : []));
}

const CONTEXT = { method: "POST", request_id: "request-1", trace_id: "0af7651916cd43dd8448eb211c80319c", ip: "203.0.113.7" };
const EVENT = { schema: "security-event/1", level: "info", outcome: "success", actor_id: "anon", ...CONTEXT };
const READ = { ...EVENT, event: "data.read" };
const REQUEST = { level: "info", message: "request", ...CONTEXT, actor_id: "anon", route: "/api/orders/:id", status: 200 };
const ACCOUNT = "b565a846528ccb5ecbbdce2eabf00340";

/** What scenario.js must print, but for times and for what is told of failed sinks. */
const EXPECTED: readonly Line[] = [
  { ...EVENT, level: "warn", event: "auth.login", outcome: "denied", reason: "wrong_password_for_redacted", route: "/api/login", account: ACCOUNT },
  {
    ...EVENT,
    level: "error",
    event: "user.role.change",
    outcome: "error",
    actor_id: "42",
    target_id: "u_2",
    account: ACCOUNT,
    details: {
      password: "[REDACTED]",
      req: "[Request]",
      big: "10",
      map: { apiKey: "[REDACTED]" },
      set: [1],
      bytes: "[Uint8Array, 3 bytes]",
      when: "1970-01-01T00:00:00.000Z",
      text: "a\u2028b\u202ec\u007fd",
      link: "https://app:[REDACTED]@db.example/x?access_token=[REDACTED]",
    },
  },
  { level: "info", message: "order placed", request_id: "request-1", details: { orderId: 7 } },
  ...[1, 2, 3, 4].flatMap(() => [READ, REQUEST]),
  { ...EVENT, event: "config.change", details: { statuses: [200, 200, 200] } },
].map((line) => ({ ...line, service: "shop", env: "test" }));

function expectScenario(stdout: string): void {
  expect(stdout).not.toMatch(/planted/i);
  expect(stdout).not.toMatch(/[\u007f-\u009f\u2028\u202e]/);
  const lines = linesOf(stdout);
  for (const line of lines) if ("schema" in line) expect(faultsOf(line)).toEqual([]);
  const scenario = lines.filter(({ request_id }) => request_id === "request-1");
  expect(scenario.map(withoutTimes)).toEqual(EXPECTED);
  // Two sinks failed for each of the six lines that were written before the last, and the lines say so.
  const told = scenario.map(({ details }) => Number(details?.["dropped"] ?? 0));
  expect(told.reduce((sum, count) => sum + count)).toBe(12);
}

function withoutTimes({ timestamp, duration_ms, details, ...line }: Line): Line {
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  if ("status" in line) expect(duration_ms).toBeGreaterThanOrEqual(0);
  const { dropped: _dropped, ...rest } = details ?? {};
  return Object.keys(rest).length > 0 ? { ...line, details: rest } : line;
}

describe.each(Object.entries(COMMANDS))("%s", (name, command) => {
  test("prints the same events as every other runtime", async () => {
    const { code, stdout, stderr } = await run([...command(), "main.js"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expectScenario(stdout);
  });

  test("prints a line for each request of a server", async () => {
    const { code, stdout, stderr } = await run([...command(), "server.js"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const context = { request_id: "request-1", ip: "127.0.0.1", actor_id: "u1", service: "shop", env: "test" };
    expect(linesOf(stdout).map(withoutTimes)).toEqual([
      { ...context, schema: "security-event/1", level: "warn", event: "access.check", outcome: "denied", method: "POST" },
      { ...context, level: "warn", message: "request", method: "POST", route: "/orders/:id", status: 403 },
    ]);
  });

  test.runIf(existsSync("/dev/full"))("answers and counts while standard output is full", async () => {
    const { code, stderr } = await run([...command(), "main.js", "broken"], openSync("/dev/full", "w"));
    expect(code).toBe(0);
    expect(linesOf(stderr)).toMatchObject([{ event: "config.change", details: { answered: 20, dropped: 40 } }]);
  });

  test("answers while standard output is a closed pipe, and counts where the runtime tells of it", async () => {
    const { code, stderr } = await run([...command(), "main.js", "broken"], "closed");
    expect(code).toBe(0);
    const [line] = linesOf(stderr);
    expect(line).toMatchObject({ event: "config.change", details: { answered: 20 } });
    // Deno's console keeps a closed pipe to itself.
    expect(line!.details!["dropped"] ?? "nothing").toBe(name === "Deno" ? "nothing" : 40);
  });
});

test("Cloudflare Workers (workerd) print the same events", async () => {
  const { code, stdout, stderr } = await run([process.execPath, "workers.js"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "200 done\n" });
  expectScenario(stdout);
  expect(linesOf(stdout).at(-1)).toMatchObject({ message: "request", request_id: "outer", route: "/", status: 200 });
});

test("Vercel's edge runtime prints the same events", async () => {
  const { code, stdout, stderr } = await run([process.execPath, "edge.js"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expectScenario(stdout);
});

test("a built Next.js app prints the same events from Node.js and edge routes, and a line for the proxy", async () => {
  const next = installed("next/dist/bin/next");
  const options = { cwd: join(folder, "next"), env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" as const } };
  await promisify(execFile)(process.execPath, [next, "build"], options);
  const port = await freePort();
  const server = spawn(process.execPath, [next, "start", "-p", `${port}`], options);
  let printed = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (data: Buffer) => (printed += data));
  try {
    await until(() => printed.includes("Ready"), () => printed);
    for (const runtime of ["node", "edge"]) {
      printed = "";
      const response = await fetch(`http://localhost:${port}/api/${runtime}`, { method: "POST", headers: { "x-request-id": "outer" } });
      expect(await response.json()).toEqual({ done: true });
      const outer = () => linesOf(printed).filter(({ request_id }) => request_id === "outer");
      await until(() => outer().length === 2, () => printed);
      expectScenario(printed);
      expect(outer().map(({ route, status }) => [route, status])).toEqual([["/proxy", 200], [`/api/${runtime}`, 200]]);
    }
  } finally {
    server.kill();
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again and again; the test's own time limit ends it. */
async function until(isTrue: () => boolean, printed: () => string): Promise<void> {
  for (let tries = 0; !isTrue(); tries++) {
    if (tries === 600) throw new Error(`Waited in vain:\n${printed()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
