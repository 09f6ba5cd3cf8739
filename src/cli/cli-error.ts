import { isStackOverflow } from "../syntax/stack-overflow.js";

/** Ends the run with exit code 2. The message names what is wrong, what was expected and what to do. */
export class CliError extends Error {
  override name = "CliError";
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left on the disk",
  ENOENT: "it is gone",
  ELOOP: "its links go round in a circle",
  EISDIR: "it is a folder",
};

/** A system error, or any other, as a short reason on one line. */
export function reasonOf(error: unknown): string {
  const { code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code && REASONS[code]) return REASONS[code];
  if (isStackOverflow(error)) return "its code is nested too deeply to be read. Leave it out by the ignores of the ESLint config";
  const lines = (message ?? String(error)).split(/\s*\n\s*/);
  // ESLint names the key first, and says below what is wrong with it.
  return lines[0]!.endsWith(":") ? lines.filter((line) => line !== "").join(" ") : lines[0]!;
}

/** The same for a file that was named: there, one that is not found has not gone since. */
export function reasonOfNamed(error: unknown): string {
  return (error as Partial<NodeJS.ErrnoException>).code === "ENOENT" ? "it does not exist" : reasonOf(error);
}

/** The error with its stack, for --debug. */
export function traceOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
