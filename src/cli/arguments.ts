/** Reads the arguments. Everything that is wrong with them is an error that says what was expected. */
import { parseArgs } from "node:util";
import { CliError } from "./cli-error.js";
import { didYouMean } from "./nearest-name.js";
import { COMMANDS, OPTIONS, type Command, type Format, type OptionName, type OptionSpec } from "./options.js";

export interface FixArguments {
  readonly paths: readonly string[];
  readonly write: boolean;
  readonly check: boolean;
  readonly only: readonly string[];
  readonly format: Format;
  readonly ignore: readonly string[];
  readonly config: string | undefined;
  readonly root: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

export type Request =
  | { readonly command: "help"; readonly about: Command | undefined }
  | { readonly command: "version" }
  | { readonly command: "explain"; readonly rule: string }
  | { readonly command: "fix"; readonly options: FixArguments };

type Given = ReadonlyMap<OptionName, readonly string[]>;

/** @throws CliError for an unknown command or option, and for a value that is missing or not among the choices */
export function readArguments(argv: readonly string[]): Request {
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

  const [word, ...operands] = words;
  const command = word === undefined ? undefined : knownCommand(word);
  if (given.has("help")) return { command: "help", about: command };
  if (given.has("version")) return { command: "version" };
  if (command === undefined) {
    throw new CliError("No command was given. Run `audit-logging fix` for a diff of what can be repaired, or see --help.");
  }
  for (const name of given.keys()) {
    const { commands }: OptionSpec = OPTIONS[name];
    if (commands && !commands.includes(command)) {
      throw new CliError(`${command} takes no --${name}. See audit-logging ${command} --help.`);
    }
  }
  return command === "fix" ? { command, options: fixArguments(operands, given) } : { command, rule: oneRule(operands) };
}

function fixArguments(paths: readonly string[], given: Given): FixArguments {
  const list = (name: OptionName) => given.get(name) ?? [];
  return {
    paths,
    write: given.has("write"),
    check: given.has("check"),
    only: list("only").flatMap((value) => value.split(",").map((name) => name.trim())),
    format: (list("format").at(-1) ?? "text") as Format,
    ignore: list("ignore"),
    config: list("config").at(-1),
    root: list("root").at(-1),
    force: given.has("force"),
    quiet: given.has("quiet"),
    debug: given.has("debug"),
  };
}

function oneRule(operands: readonly string[]): string {
  const [rule, second] = operands;
  if (rule === undefined) throw new CliError("explain needs the name of a rule, as in `audit-logging explain no-silent-catch`.");
  if (second !== undefined) throw new CliError(`explain takes one rule, but was given ${operands.join(" and ")}.`);
  return rule;
}

function knownCommand(word: string): Command {
  if (Object.hasOwn(COMMANDS, word)) return word as Command;
  const names = Object.keys(COMMANDS);
  throw new CliError(`There is no command ${word}.${didYouMean(word, names)} Commands: ${names.join(", ")}. See --help.`);
}

function knownOption(name: string, shown: string): OptionName {
  if (Object.hasOwn(OPTIONS, name)) return name as OptionName;
  // parseArgs gives a known short option by its long name, so one that is still short is unknown.
  const names = Object.keys(OPTIONS).map((known) => `--${known}`);
  throw new CliError(`There is no option ${shown}.${didYouMean(shown, names)} See --help for all of them.`);
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
  if (spec.choices && !spec.choices.includes(value)) {
    throw new CliError(`--${name} must be one of ${spec.choices.join(", ")}, but is ${value}.${didYouMean(value, spec.choices)}`);
  }
  return value;
}
