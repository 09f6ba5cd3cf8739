/** Reads the arguments. Everything that is wrong with them is an error that says what was expected. */
import { parseArgs } from "node:util";
import { Asked } from "./asked.js";
import { CliError } from "./cli-error.js";
import type { Command } from "./command-names.js";
import { COMMANDS, type CommandSpec } from "./commands.js";
import { didYouMean, nearestName } from "./nearest-name.js";
import { OPTIONS, type OptionName, type OptionSpec } from "./options.js";

/** What to run: a command with all that it was asked, or one of the two answers that need none. */
export type Request =
  | { readonly command: "help"; readonly about: Command | undefined }
  | { readonly command: "version" }
  | { readonly command: Command; readonly asked: Asked };

/**
 * @param isThere whether a word names a file or a folder: where it is no command, it is what to report on
 * @throws CliError for an unknown command or option, and for a value that is missing or not among the choices
 */
export function readArguments(argv: readonly string[], isThere: (word: string) => boolean): Request {
  // Not strict: parseArgs' own errors suggest nothing, and differ from one version of Node.js to the next.
  const { tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, allowPositionals: true, tokens: true });
  const given = new Map<OptionName, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const name = knownOption(token.name, token.rawName);
    const values = given.get(name) ?? [];
    values.push(checkedValue(name, token.value, token.inlineValue === true));
    given.set(name, values);
  }

  const [word, ...others] = words;
  const isPath = word !== undefined && !Object.hasOwn(COMMANDS, word) && (LIKE_A_PATH.test(word) || isThere(word));
  const operands = isPath ? words : others;
  const named = isPath ? "report" : word === undefined ? undefined : knownCommand(word);
  if (given.has("help")) return { command: "help", about: named };
  if (given.has("version")) return { command: "version" };
  const command = named ?? "report";
  for (const name of given.keys()) {
    const { commands }: OptionSpec = OPTIONS[name];
    if (commands && !commands.includes(command)) {
      throw new CliError(`${command} takes no --${name}. See audit-logging ${command} --help.`);
    }
  }
  checkFormat(command, given.get("format") ?? []);
  return { command, asked: new Asked(operands, given) };
}

const LIKE_A_PATH = /[\\/*]|\.[cm]?[jt]sx?$/;

function checkFormat(command: Command, values: readonly string[]): void {
  const { formats = [] }: CommandSpec = COMMANDS[command];
  for (const value of values) {
    if (formats.includes(value)) continue;
    throw new CliError(`--format must be one of ${formats.join(", ")}, but is ${value}.${didYouMean(value, formats)}`);
  }
}

function knownCommand(word: string): Command {
  if (Object.hasOwn(COMMANDS, word)) return word as Command;
  const names = Object.keys(COMMANDS);
  throw new CliError(`There is no command ${word}.${didYouMean(word, names)} Commands: ${names.join(", ")}. See --help.`);
}

function knownOption(name: string, shown: string): OptionName {
  if (Object.hasOwn(OPTIONS, name)) return name as OptionName;
  // parseArgs gives a known short option by its long name, so one that is still short is unknown.
  const near = nearestName(name, Object.keys(OPTIONS));
  throw new CliError(`There is no option ${shown}.${near === undefined ? "" : ` Did you mean --${near}?`} See --help for all of them.`);
}

function checkedValue(name: OptionName, value: string | boolean | undefined, inline: boolean): string {
  const spec: OptionSpec = OPTIONS[name];
  if (spec.type === "boolean") {
    if (inline) throw new CliError(`--${name} takes no value, but was given ${JSON.stringify(value)}.`);
    return "";
  }
  const needs = `--${name} needs a value: --${name} ${spec.value}`;
  if (typeof value !== "string" || value === "") throw new CliError(`${needs}.`);
  // `--only --write` is a forgotten value; a value that does begin with a dash can be given with `=`.
  if (!inline && value.startsWith("-")) throw new CliError(`${needs}, but is followed by ${value}.`);
  return value;
}
