/** A run's files in several threads. The threads here are played in this one, so that a test decides who plans what, and when. */
import { EventEmitter } from "node:events";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { FileQueue, nextPart, queueJob, type FileWork, type QueueJob, type QueueThread } from "../../src/cli/file-queue.js";
import { planFile } from "../../src/cli/plan-file.js";
import { surveyOne } from "../../src/cli/survey-one.js";
import type { FoundFile } from "../../src/cli/find-files.js";
import type { FileSettings } from "../../src/cli/read-config.js";
import { readSettings } from "../../src/settings.js";
import { project, run, stubCodemods } from "./support.js";

const FILES = Array.from({ length: 70 }, (_, index) => `src/${String(index).padStart(2, "0")}.ts`);
const text = (index: number): string => `${["FIX", "plain", "LEFT", "BROKEN", "THROWS"][index % 5]!}\n`;

const sources = (): string => project(Object.fromEntries(FILES.map((path, index) => [path, text(index)])));

const planIn = (root: string): FileWork => ({ kind: "plan", root, only: undefined });

/** As a thread finds it out from the job. */
const treat = (work: FileWork) => (file: FoundFile, settings: FileSettings) =>
  work.kind === "plan" ? planFile(file, settings, { codemods: stubCodemods, ...work }) : surveyOne(file, settings, work);

function jobIn(root: string): QueueJob {
  const files = FILES.map((path) => ({ path, full: join(root, path) }));
  return queueJob(files, files.map(() => ({ settings: readSettings(undefined) })), planIn(root));
}

/** A thread that plans as many parts as it is let, each on a later turn of the event loop, and then ends as it is told. */
function playedThread(job: QueueJob, most = Infinity, end: (thread: EventEmitter) => void = (thread) => thread.emit("exit", 0)) {
  const thread = Object.assign(new EventEmitter(), {
    terminated: 0,
    planned: [] as number[],
    terminate: async () => ++thread.terminated,
  });
  void (async () => {
    for (let count = 0; count < most; count++) {
      const part = nextPart(job, treat(job.work));
      if (!part) break;
      thread.planned.push(part.first);
      await setImmediate();
      thread.emit("message", structuredClone(part));
    }
    end(thread);
  })();
  return thread;
}

async function outcomesOf(job: QueueJob, threads: readonly QueueThread[] = []): Promise<unknown[]> {
  const planning = new FileQueue(job, treat(job.work), threads);
  const outcomes: unknown[] = [];
  try {
    for (const _ of job.files) outcomes.push(structuredClone(await planning.next()));
  } finally {
    await planning.end();
  }
  return outcomes;
}

test("the outcomes are the same, and in the order of the files, however many threads plan them", async () => {
  const root = sources();
  const alone = await outcomesOf(jobIn(root));
  expect(alone).toHaveLength(FILES.length);
  for (const count of [1, 2, 5]) {
    const job = jobIn(root);
    const threads = Array.from({ length: count }, () => playedThread(job));
    expect(await outcomesOf(job, threads)).toEqual(alone);
    expect(threads.some(({ planned }) => planned.length > 0)).toBe(true);
    expect(threads.map(({ terminated }) => terminated)).toEqual(threads.map(() => 1));
  }
});

test("no file is planned twice", async () => {
  const job = jobIn(sources());
  const [one, two] = [playedThread(job), playedThread(job)];
  await outcomesOf(job, [one, two]);
  const parts = [...one.planned, ...two.planned];
  expect(new Set(parts).size).toBe(parts.length);
});

test("each file is planned with its own settings", async () => {
  const root = sources();
  const files = FILES.map((path) => ({ path, full: join(root, path) }));
  const [one, two] = ["one", "two"].map((name) => ({ settings: readSettings({ emitter: { name, import: "./log.js" } }) }));
  const job = queueJob(files, files.map((_, index) => (index < 35 ? one! : two!)), planIn(root));
  expect(job.settings).toEqual([one, two]);
  const outcomes = (await outcomesOf(job, [playedThread(job)])) as { status: string; after: string }[];
  const added = outcomes.filter(({ status }) => status === "changed").map(({ after }) => after.split("\n", 1)[0]);
  expect(added).toEqual([...Array(7).fill("one();"), ...Array(7).fill("two();")]);
});

test("what a thread throws ends the run, and the other threads with it", async () => {
  const job = jobIn(sources());
  const failing = playedThread(job, 0, (thread) => {
    nextPart(job, treat(job.work));
    void setImmediate().then(() => thread.emit("error", new Error("out of memory")));
  });
  const other = playedThread(job, 0, () => undefined);
  await expect(outcomesOf(job, [failing, other])).rejects.toThrow("out of memory");
  expect([failing.terminated, other.terminated]).toEqual([1, 1]);
});

test("a thread that ends with its files in hand is not waited for", async () => {
  const job = jobIn(sources());
  const leaving = playedThread(job, 0, (thread) => {
    nextPart(job, treat(job.work));
    void setImmediate().then(() => thread.emit("exit", 1));
  });
  await expect(outcomesOf(job, [leaving])).rejects.toThrow("A thread ended before its files were done.");
});

test("fix prints the same with threads as without, and ends them", async () => {
  const folder = sources();
  const threads: ReturnType<typeof playedThread>[] = [];
  const startThread = (job: QueueJob) => {
    threads.push(playedThread(job));
    return threads.at(-1)!;
  };
  const alone = await run(folder, ["fix", "--jobs", "1"], { startThread });
  expect(threads).toHaveLength(0);
  expect(await run(folder, ["fix", "--jobs", "3"], { startThread })).toEqual(alone);
  expect(threads.map(({ terminated }) => terminated)).toEqual([1, 1]);
  expect(alone.stdout).toContain("Scanned 70 files: 14 would change, 28 unchanged, 14 skipped, 14 failed.");
});

const HANDLER = `import express from "express";\nconst app = express();\napp.post("/login", async (req, res) => { try { await enter(req); } catch { res.status(401).json({}); } });\n`;
const packageFolder = () => join(import.meta.dirname, "../..");
const SOURCES = ["plain\n", HANDLER, "const = 1; // catch app.post(\"/login\", (req, res) => res.status(401))\n"];

test.each(["json", "text", "sarif"])("report prints the same with threads as without, and ends them: %s", async (format) => {
  const folder = project(Object.fromEntries(FILES.map((path, index) => [path, SOURCES[index % SOURCES.length]!])));
  const threads: ReturnType<typeof playedThread>[] = [];
  const startThread = (job: QueueJob) => {
    threads.push(playedThread(job));
    return threads.at(-1)!;
  };
  const alone = await run(folder, ["report", "--format", format, "--jobs", "1"], { startThread, packageFolder });
  expect(threads).toHaveLength(0);
  expect(await run(folder, ["report", "--format", format, "--jobs", "3"], { startThread, packageFolder })).toEqual(alone);
  expect(threads.map(({ terminated }) => terminated)).toEqual([1, 1]);
  expect(threads.some(({ planned }) => planned.length > 0)).toBe(true);
  expect(alone.stdout).toContain("src/67.ts");
});

test("a few files are planned without a thread", async () => {
  const startThread = () => {
    throw new Error("a thread was started");
  };
  const { code } = await run(project({ "a.ts": "plain\n" }), ["fix"], { startThread });
  expect(code).toBe(0);
});

test.each(["0", "65", "two", "1.5"])("--jobs %s is refused", async (jobs) => {
  const { code, stderr } = await run(project({ "a.ts": "plain\n" }), ["fix", `--jobs=${jobs}`]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: `audit-logging: --jobs must be a whole number from 1 to 64, but is ${jobs}.\n` });
});
