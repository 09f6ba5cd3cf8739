/** `verify <file>`: reads a log line by line, however long it is, and names the first line that is not in order. */
import { promises } from "node:fs";
import { resolve } from "node:path";
import { verifyChain, type BrokenLine } from "../logger/verify-chain.js";
import { CliError, reasonOfNamed } from "./cli-error.js";
import type { Io } from "./io.js";

/**
 * @param operands the path of one log
 * @returns the exit code: 1 where a line is out of order or none is chained, else 0
 * @throws CliError for none, for several, and for a file that cannot be read
 */
export async function verify(operands: readonly string[], io: Io): Promise<number> {
  const file = oneFile(operands);
  // The key is no option: a command line is seen by all who may list the processes.
  const report = await verifyChain(linesOf(file, io.cwd), io.env["AUDIT_CHAIN_KEY"] || undefined);
  const { lines, unchained, chains, broken } = report;
  if (broken) {
    io.stdout.write(`${file}:${broken.line}: ${explain(broken)}\n`);
    return 1;
  }
  if (chains === 0) {
    io.stdout.write(`${file}: none of its ${lines} lines is part of a chain. Was the logger configured with chain?\n`);
    return 1;
  }
  const others = unchained > 0 ? ` ${unchained} more are no part of it.` : "";
  io.stdout.write(`${file}: ${lines - unchained} lines in order, in ${chains} ${chains === 1 ? "chain" : "chains"}.${others}\n`);
  return 0;
}

function explain({ reason, dropped }: BrokenLine): string {
  if (reason === "changed") return "this line was changed after it was written, or its chain has another key (AUDIT_CHAIN_KEY).";
  const told = dropped > 0 ? ` It tells itself of ${dropped} that could not be written.` : "";
  return `the line before this one is missing, changed or out of order.${told}`;
}

function oneFile(operands: readonly string[]): string {
  const [file, second] = operands;
  if (file === undefined) throw new CliError("verify needs a file of log lines, as in `audit-logging verify events.ndjson`.");
  if (second !== undefined) throw new CliError(`verify takes one file, but was given ${operands.join(" and ")}.`);
  return file;
}

async function* linesOf(file: string, cwd: string): AsyncGenerator<string> {
  try {
    yield* (await promises.open(resolve(cwd, file))).readLines();
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${reasonOfNamed(error)}.`, { cause: error });
  }
}
