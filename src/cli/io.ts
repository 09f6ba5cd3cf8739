/** The world as a command sees it: handed in, so that a test runs the real commands with its own. */
import type { Codemods } from "./codemods.js";
import { findPackageFolder } from "./package-folder.js";

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds, from any start. */
  readonly now: () => number;
  /** Folder of this package: its version and its docs. */
  readonly packageFolder: () => string;
  /** The rules and their parser are most of the start-up time, so they are loaded by the command that needs them. */
  readonly loadCodemods: () => Promise<Codemods>;
  /** Calls `stop` when the user or the system asks the process to end; returns what takes that back. */
  readonly onInterrupt: (stop: () => void) => () => void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

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
    stderr: process.stderr,
    now: () => performance.now(),
    packageFolder: findPackageFolder,
    loadCodemods: () => import("../../codemods/run-codemods.js"),
    onInterrupt: (stop) => {
      for (const signal of SIGNALS) process.on(signal, stop);
      return () => {
        for (const signal of SIGNALS) process.off(signal, stop);
      };
    },
  };
}
