/** The help, printed from the tables in commands.ts and options.ts. */
import type { Command } from "./command-names.js";
import { COMMANDS, type CommandSpec } from "./commands.js";
import { OPTIONS, type OptionSpec } from "./options.js";

/** The help of one command, or without one the list of all; it ends with a line feed. */
export function helpText(about: Command | undefined): string {
  if (about === undefined) {
    const commands = Object.values(COMMANDS).map(({ usage, help }) => row(usage, help));
    return `Usage: audit-logging [command] [options]

${commands.join("\n")}

${optionRows(undefined)}

audit-logging <command> --help tells more. Without a command, or with a path in its place, it is report.
`;
  }
  const { usage, help, notes } = COMMANDS[about];
  return `Usage: audit-logging ${usage} [options]

${help[0]!.toUpperCase()}${help.slice(1)}.

${optionRows(about)}

${notes}`;
}

function optionRows(about: Command | undefined): string {
  return Object.entries<OptionSpec>(OPTIONS)
    .filter(([, { commands }]) => !commands || (about && commands.includes(about)))
    .map(([name, { short, value, help, helpFor }]) => {
      const told = name === "format" && about ? formatsOf(about) : ((about && helpFor?.[about]) ?? help);
      return row(`${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`, told);
    })
    .join("\n");
}

/** `text (default), json or patch` */
function formatsOf(command: Command): string {
  const { formats = [] }: CommandSpec = COMMANDS[command];
  const [first, ...others] = formats;
  const last = others.pop();
  return [`${first} (default)`, ...others].join(", ") + (last ? ` or ${last}` : "");
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(26)}${right}`;
}
