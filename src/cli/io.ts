/** The world as a command sees it: handed in, so that a test runs the real commands with its own. */
import { Worker } from "node:worker_threads";
import type { Codemods } from "./codemods.js";
import { findPackageFolder } from "./package-folder.js";
import type { QueueJob, QueueThread } from "./file-queue.js";

/** Standard output or standard error, as far as it is used. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command may touch besides the disk. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Asks the person at the terminal; left out where none is. */
  readonly prompt?: (question: string) => Promise<string>;
  /** Milliseconds, from any start. */
  readonly now: () => number;
  /** Folder of this package: its version and its docs. */
  readonly packageFolder: () => string;
  /** The rules and their parser are most of the start-up time, so they are loaded by the command that needs them. */
  readonly loadCodemods: () => Promise<Codemods>;
  /** Starts a thread that does parts of a run's files; without it, all is done in this one. */
  readonly startThread?: (job: QueueJob) => QueueThread;
  /** Calls `stop` when the user or the system asks the process to end; returns what takes that back. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The world of this process. A pipe that the reader has closed is no error. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) {
    // `audit-logging fix | head` closes the pipe: what is left to print is dropped, what is left to write is still written.
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    ...(process.stdin.isTTY && { prompt: ask }),
    stderr: process.stderr,
    now: () => performance.now(),
    packageFolder: findPackageFolder,
    loadCodemods: () => import("../../codemods/run-codemods.js"),
    startThread: (workerData) => new Worker(new URL("queue-thread.js", import.meta.url), { workerData }),
    onInterrupt: (stop) => {
      for (const signal of SIGNALS) process.on(signal, stop);
      return () => {
        for (const signal of SIGNALS) process.off(signal, stop);
      };
    },
  };
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}
