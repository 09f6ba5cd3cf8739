/** The help, printed from the tables in options.ts. */
import { COMMANDS, OPTIONS, type Command, type OptionSpec } from "./options.js";

const NOTES: Readonly<Record<Command, string>> = {
  fix: `Paths are files, folders or globs below the root; without any, the whole root. Read are .ts .tsx
.mts .cts .js .jsx .mjs .cjs. Never read: what .gitignore or the ESLint config leaves out,
node_modules, build outputs, *.min.js, *.d.ts, and what a link points to, unless the link itself is
named. A file that is named and yet left out is counted as skipped.

Settings come from settings["audit-logging"] in the project's ESLint config where there is one,
unless --config names another.

--format json prints { version, written, files, applied, skipped, counts }: files are those that are
not unchanged, applied the edits, skipped the findings that have no safe edit.
--format patch prints what \`git apply\` takes, in the root.

Exit codes: 0 done, or nothing to do; 1 with --check, when a change is needed or a finding is left;
2 a wrong argument, or a file that failed.
`,
  explain: `Prints docs/rules/<rule>.md of this package.
`,
};

export function helpText(about: Command | undefined): string {
  if (about === undefined) {
    const commands = Object.values(COMMANDS).map(({ usage, help }) => row(usage, help));
    return `Usage: audit-logging <command> [options]

${commands.join("\n")}

${optionRows(undefined)}

audit-logging <command> --help tells more.
`;
  }
  const { usage, help } = COMMANDS[about];
  return `Usage: audit-logging ${usage} [options]

${help[0]!.toUpperCase()}${help.slice(1)}.

${optionRows(about)}

${NOTES[about]}`;
}

function optionRows(about: Command | undefined): string {
  return Object.entries<OptionSpec>(OPTIONS)
    .filter(([, { commands }]) => !commands || (about && commands.includes(about)))
    .map(([name, { short, value, help }]) => row(`${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`, help))
    .join("\n");
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(24)}${right}`;
}
