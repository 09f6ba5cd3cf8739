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
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  return (code && REASONS[code]) || (message ?? String(error)).split("\n", 1)[0]!;
}

/** The error with its stack, for --debug. */
export function traceOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
