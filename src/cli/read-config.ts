/** Which settings apply to a file: those of --config, else of the project's ESLint config, else the defaults. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { RuleChoices } from "../../codemods/rule-choices.js";
import { readSettings, type Settings } from "../settings.js";
import { CliError, reasonOf } from "./cli-error.js";
import { FolderNames } from "./folder-names.js";
import { kindOf } from "./path-kind.js";

/** `ignoredBy` names the config that leaves the file out: no rule reports there, so nothing is repaired there. */
export type FileSettings =
  | { readonly settings: Settings; readonly choices?: RuleChoices }
  | { readonly ignoredBy: string };

/** The settings of a file, by its absolute path; a promise only where ESLint has to be asked. */
export type AskSettings = (file: string) => FileSettings | Promise<FileSettings>;

/** What ESLint's flat config may be called, in the order in which it looks. */
export const CONFIG_NAMES = ["js", "mjs", "cjs", "ts", "mts", "cts"].map((ending) => `eslint.config.${ending}`);

/**
 * Opens what --config names; without it, whatever the project has, once a file asks.
 * @param warn is given what the user should know and need not act on
 * @param folders may know already what stands in a folder
 * @param writes whether files are to be changed: then settings that cannot be read are no matter of a warning
 * @throws CliError when --config cannot be used; what is returned throws when the project's config cannot
 */
export async function openSettings(
  config: string | undefined,
  root: string,
  cwd: string,
  warn: (text: string) => void,
  folders = new FolderNames(),
  writes = false,
): Promise<AskSettings> {
  if (config === undefined) return projectSettings(root, warn, folders, writes);
  const file = resolve(cwd, config);
  if (kindOf(file) !== "file") {
    throw new CliError(`--config ${config}: there is no file ${file}. Give an ESLint flat config, or a JSON file.`);
  }
  if (/\.json$/i.test(config)) return jsonSettings(file, config);
  if (!/\.[cm]?[jt]s$/i.test(config)) {
    throw new CliError(
      `--config ${config}: an ESLint flat config (.js, .mjs, .cjs, .ts, .mts, .cts) or a .json file was expected.`,
    );
  }
  const eslint = await loadEslint([root, dirname(file)], config);
  if (!eslint) {
    throw new CliError(`--config ${config} needs ESLint, which is not installed in ${root}. Install it, or give a JSON file.`);
  }
  const ask = askEslint(eslint, root, () => config, file);
  // A config that was asked for and is broken is told of, even when no file comes to need it.
  await ask(join(root, "index.js"));
  return ask;
}

function jsonSettings(file: string, shown: string): AskSettings {
  const expected = 'A JSON object was expected: the one that stands below settings["audit-logging"] in an ESLint config.';
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new CliError(`--config ${shown}: ${reasonOf(error)}. ${expected}`, { cause: error });
  }
  if (raw === undefined || raw === null || typeof raw !== "object" || Array.isArray(raw)) {
    throw new CliError(`--config ${shown} holds ${JSON.stringify(raw)}. ${expected}`);
  }
  const settings = validSettings(raw, `--config ${shown}`);
  return () => ({ settings });
}

/**
 * The project's own ESLint reads the project's own config. It takes some 150 ms to load, so only where there is a config,
 * and 0.15 ms a file, which is the price of a config that says different things of different files.
 */
function projectSettings(root: string, warn: (text: string) => void, folders: FolderNames, writes: boolean): AskSettings {
  const defaults: FileSettings = { settings: readSettings(undefined) };
  const nearest = new Map<string, string | undefined>();
  let opened: Promise<AskSettings | undefined> | undefined;
  return async (file) => {
    const config = nearestConfig(dirname(file), nearest, folders);
    if (config === undefined) return defaults;
    opened ??= openEslint(config);
    return (await opened)?.(file) ?? defaults;
  };

  async function openEslint(config: string): Promise<AskSettings | undefined> {
    const eslint = await loadEslint([dirname(config), root], shown(config));
    if (eslint) return askEslint(eslint, root, (file) => shown(nearestConfig(dirname(file), nearest, folders) ?? config));
    const unread = `${shown(config)} is not read, because ESLint is not installed there`;
    const remedy = "Install it, or give --config <file>.";
    // By default settings a logger would be imported that is not the one of the config.
    if (writes && readFileSync(config, "utf8").includes("audit-logging")) {
      throw new CliError(`${unread}, and it has settings for what is to be written. ${remedy}`);
    }
    warn(`${unread}; default settings are used. ${remedy}`);
    return undefined;
  }

  function shown(config: string): string {
    return config.startsWith(root + sep) ? config.slice(root.length + 1).replaceAll(sep, "/") : config;
  }
}

function nearestConfig(folder: string, known: Map<string, string | undefined>, folders: FolderNames): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const names = folders.of(folder);
  const name = CONFIG_NAMES.find((candidate) => names.has(candidate) && existsSync(join(folder, candidate)));
  const parent = dirname(folder);
  const config = name ? join(folder, name) : parent === folder ? undefined : nearestConfig(parent, known, folders);
  known.set(folder, config);
  return config;
}

interface EslintConfig {
  readonly settings?: Record<string, unknown>;
  readonly rules?: Record<string, unknown>;
}

/** The part of ESLint's class that is used here. */
interface EslintClass {
  readonly version: string;
  new (options: { cwd: string; overrideConfigFile?: string; overrideConfig: object[] }): {
    calculateConfigForFile(file: string): Promise<EslintConfig | undefined>;
  };
}

async function loadEslint(folders: readonly string[], config: string): Promise<EslintClass | undefined> {
  let path: string | undefined;
  for (const folder of folders) {
    try {
      path = createRequire(join(folder, "package.json")).resolve("eslint");
      break;
    } catch {
      continue;
    }
  }
  if (path === undefined) return undefined;
  try {
    const module = (await import(pathToFileURL(path).href)) as { ESLint?: EslintClass; default?: { ESLint?: EslintClass } };
    const found = module.ESLint ?? module.default?.ESLint;
    if (found && Number.parseInt(found.version, 10) >= 9) return found;
    throw new Error(`it is version ${found?.version ?? "unknown"}, and 9.15 or newer is needed`);
  } catch (error) {
    throw broken(config, new Error(`ESLint in ${path} cannot be used: ${reasonOf(error)}`, { cause: error }));
  }
}

function askEslint(
  eslint: EslintClass,
  root: string,
  configOf: (file: string) => string,
  overrideConfigFile?: string,
): AskSettings {
  const instance = new eslint({
    cwd: root,
    ...(overrideConfigFile && { overrideConfigFile }),
    // A config for JavaScript alone says nothing of a TypeScript file, just as it does of an ignored one. With a block that
    // matches every file, only the ignored ones are left without an answer.
    overrideConfig: [{ files: ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"] }],
  });
  return async (file) => {
    let config;
    try {
      config = await instance.calculateConfigForFile(file);
    } catch (error) {
      // ESLint 9 looks from its working directory only, so it misses a config that lies deeper.
      if ((error as { messageTemplate?: string } | null)?.messageTemplate === "config-file-missing") {
        return { settings: readSettings(undefined) };
      }
      throw broken(configOf(file), error);
    }
    const source = configOf(file);
    if (!config) return { ignoredBy: source };
    const raw = fromRoot(config.settings?.["audit-logging"], dirname(overrideConfigFile ?? resolve(root, source)), root);
    return { settings: validSettings(raw, source), choices: ruleChoices(config.rules ?? {}) };
  };
}

const rebased = new WeakMap<object, unknown>();

/** Settings whose modules, which count from the folder of the config, count from the root; those outside of it stay. */
function fromRoot(raw: unknown, folder: string, root: string): unknown {
  if (folder === root || typeof raw !== "object" || raw === null) return raw;
  let settings = rebased.get(raw);
  if (settings === undefined) {
    const entries = Object.entries(raw).map(([key, value]) => [key, key === "emitter" || key === "logger" ? withModuleFrom(value, folder, root) : value]);
    rebased.set(raw, (settings = Object.fromEntries(entries)));
  }
  return settings;
}

function withModuleFrom(value: unknown, folder: string, root: string): unknown {
  const module = (value as { readonly import?: unknown } | null)?.import;
  if (typeof module !== "string" || !/^\.\.?\//.test(module)) return value;
  const path = relative(root, join(folder, module)).replaceAll(sep, "/");
  return path.startsWith("../") ? value : { ...(value as object), import: `./${path}` };
}

const OFF = new Set<unknown>([0, "off"]);

/** What the config says of our rules, under whichever name it has given the plugin. A rule that it does not name is on. */
function ruleChoices(rules: Record<string, unknown>): RuleChoices {
  const choices: Record<string, object | false> = {};
  for (const [id, entry] of Object.entries(rules)) {
    const [prefix, name] = id.split("/");
    if (name === undefined || !/audit-logging/.test(prefix!)) continue;
    const [severity, options] = Array.isArray(entry) ? (entry as unknown[]) : [entry];
    if (OFF.has(severity)) choices[name] = false;
    else if (typeof options === "object" && options !== null) choices[name] = options;
  }
  return choices;
}

function validSettings(raw: unknown, source: string): Settings {
  try {
    return readSettings(raw);
  } catch (error) {
    throw new CliError(`${source}: ${reasonOf(error)}`, { cause: error });
  }
}

function broken(config: string, error: unknown): CliError {
  const reason = reasonOf(error).replace(/\.$/, "");
  // A config that was written, or cloned, before what it imports was installed.
  const lacks = /^Cannot find (?:package|module) '([^'./][^']*)'/.test(reason);
  return new CliError(`${config} cannot be read: ${reason}. ${lacks ? "Install it" : "Mend it"}, or give the settings with --config <file>.`, {
    cause: error,
  });
}
