/** The command line as a function: arguments and a world in, exit code out. It never throws and never ends the process. */
import { resolve } from "node:path";
import { readArguments } from "./arguments.js";
import { COMMANDS } from "./commands.js";
import { CliError, reasonOf, traceOf } from "./cli-error.js";
import type { Io } from "./io.js";
import { kindOf } from "./path-kind.js";

/**
 * @param argv without the program and its script
 * @returns the exit code: 0 done, 1 for what --check and its like look for, 2 for wrong arguments, a failed file or a bug,
 *   130 when interrupted
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(argv, io);
  } catch (error) {
    const expected = error instanceof CliError;
    io.stderr.write(`audit-logging: ${expected ? error.message : `This is a bug in audit-logging: ${reasonOf(error)}`}\n`);
    if (argv.includes("--debug")) io.stderr.write(`${traceOf(expected ? (error.cause ?? error) : error)}\n`);
    else if (!expected) io.stderr.write("Run it again with --debug for the stack trace.\n");
    return 2;
  }
}

async function run(argv: readonly string[], io: Io): Promise<number> {
  const request = readArguments(argv, (word) => kindOf(resolve(io.cwd, word)) !== undefined);
  switch (request.command) {
    case "help": {
      const { helpText } = await import("./help.js");
      io.stdout.write(helpText(request.about));
      return 0;
    }
    case "version": {
      const { packageVersion } = await import("./package-folder.js");
      io.stdout.write(`${packageVersion(io.packageFolder())}\n`);
      return 0;
    }
    default:
      return COMMANDS[request.command].run(request.asked, io);
  }
}
