/** What `init` would write into a project: decided here, shown and written elsewhere, and nothing a second time. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { RENDERERS, type AlertFormat } from "../alerts/render/index.js";
import { ALERT_RULES } from "../alerts/rules.js";
import { agentSkills, withAgentsBlock } from "../init/agents-text.js";
import { addToEslintConfig, newEslintConfig, type SettingsJson } from "../init/eslint-config.js";
import { loggerWith, missingParts, usefulParts, withPart, type LoggerPart } from "../init/logger-parts.js";
import { loggingSpec, withRoutesOf, type SpecFacts } from "../init/logging-spec.js";
import type { Report } from "../report/model.js";
import { countOf } from "../report/words.js";
import { isSupabaseFolder, specifierOf, type ProjectLook } from "./init-look.js";
import { isAllOnEdge } from "./init-home.js";
import type { ExistingLogging } from "./init-existing.js";
import { runCommand } from "./package-manager.js";

/** A file to be made, or an existing one and its new text. */
export interface PlannedWrite {
  /** From the root. */
  readonly path: string;
  /** Undefined for a file that is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** All that `init` would do and say. */
export interface InitPlan {
  readonly writes: readonly PlannedWrite[];
  /** Packages that the project lacks. */
  readonly install: readonly string[];
  /** What is left for the user to do or to know, one paragraph each. */
  readonly notes: readonly string[];
  /** Where the settings stand that no ESLint config can hold; undefined where one does. */
  readonly settingsFile: string | undefined;
  /** How this program is run in the project. */
  readonly run: string;
}

/** What is known of the project, and what was asked for. */
export interface InitFacts {
  readonly root: string;
  readonly look: ProjectLook;
  /** The packages that the routes stand in, where none of them has most: see `homesOf`. */
  readonly homes: readonly string[];
  readonly existing: ExistingLogging;
  /** The audit surface as it is now. */
  readonly report: Report;
  readonly alerts: AlertFormat | undefined;
  readonly agents: boolean;
  /** Parts of the logger that were asked for by name. */
  readonly parts: readonly LoggerPart[];
  /** The logger's source in a kind of module. */
  readonly loggerSource: (kind: "ts" | "js" | "cjs") => string;
}

/**
 * Reads, and writes nothing. Of files that are there, it brings those up to date that an earlier `init` has written; the
 * others stay.
 */
export function planInit(facts: InitFacts): InitPlan {
  const { root, look, existing, report, alerts, agents } = facts;
  const notes: string[] = [];
  const writes: PlannedWrite[] = [];
  const add = (path: string, after: string): void => {
    if (!existsSync(join(root, path))) writes.push({ path, before: undefined, after });
  };

  const module = existing.emitter ?? ownModule(facts);
  if (!existing.emitter) {
    if ("taken" in module) notes.push(`${module.taken} is there already and is left as it is; the logger goes to ${module.path}.`);
    const kind = module.path.endsWith(".ts") ? "ts" : look.modules === "esm" ? "js" : "cjs";
    add(module.path, loggerWith([...partsFor(facts), ...facts.parts], facts.loggerSource(kind)));
  } else if (existing.emitter.ours) {
    notes.push(...planParts(facts, module.path, writes));
  } else {
    notes.push(`${existing.emitter.path} exports ${existing.emitter.name}, so the events are written with that, and no logger is added.`);
  }

  notes.push(...noteOnHomes(facts));
  const settings = settingsFor(module, existing);
  const legacy = legacyConfig(facts);
  const settingsFile = legacy === undefined ? undefined : SETTINGS_FILE;
  notes.push(...(legacy === undefined ? planConfig(facts, settings, writes) : [noteOnLegacy(legacy)]));
  if (settingsFile !== undefined) add(settingsFile, `${JSON.stringify(settings, null, 2)}\n`);
  const words = { module: module.path, emitter: module.name, run: runCommand(look.packageManager) };
  planSpec(root, { report, ...words }, writes);
  if (alerts) for (const { name, text } of RENDERERS[alerts].files(ALERT_RULES)) add(`alerts/${name}`, text);
  if (agents) planAgents(root, { ...words, module: module.specifier, logger: existing.logger?.name ?? "logger" }, writes);

  // Beside an ESLint that reads the old form, npm refuses to install the plugin.
  const install = legacy === undefined ? lacking(root, look) : [];
  const run = legacy === undefined || look.packages.has(PLUGIN) ? `${words.run} audit-logging` : `npx ${PLUGIN}`;
  return { writes, install, notes, settingsFile, run };
}

/** How many packages a note names. */
const NAMED = 3;

/** A file at the root is outside of what each of several packages builds. */
function noteOnHomes({ homes }: InitFacts): string[] {
  const packages = homes.filter((home) => home !== "");
  if (homes.length < 2 || packages.length === 0) return [];
  const named = packages.slice(0, NAMED).join(", ");
  return [
    `The routes stand in ${countOf(packages.length, "package")} (${named}${packages.length > NAMED ? " …" : ""}), which may not reach a file at the root. ` +
      `To give each a logger of its own, run init in it: init --root ${packages[0]!}.`,
  ];
}

function partsFor({ report, look }: InitFacts): readonly LoggerPart[] {
  return usefulParts(report.routes.map(({ framework }) => framework), look.homePackages);
}

/**
 * A logger of an earlier run is its owner's: a part is added at its end when it is asked for, and named when it would be of
 * use.
 */
function planParts(facts: InitFacts, path: string, writes: PlannedWrite[]): string[] {
  const before = readFileSync(join(facts.root, path), "utf8");
  const source = facts.loggerSource(/\.[cm]?ts$/.test(path) ? "ts" : /^export /m.test(before) ? "js" : "cjs");
  const notes: string[] = [];
  let after = before;
  for (const part of missingParts(facts.parts, before)) {
    const added = withPart(part, after, source);
    if ("text" in added) after = added.text;
    else notes.push(`${part} is not added to ${path}, which lacks what it needs: ${added.lacks.join(", ")}.`);
  }
  if (after !== before) writes.push({ path, before, after });
  const useful = missingParts(partsFor(facts), after).filter((part) => !facts.parts.includes(part));
  if (useful.length > 0) {
    const command = `${runCommand(facts.look.packageManager)} audit-logging init --logger ${useful.join(",")}`;
    notes.push(`${path} is left as it is. It has no ${useful.join(" and no ")}, which this project has a use for: \`${command}\` adds that at its end.`);
  }
  return notes;
}

interface EventModule {
  readonly path: string;
  readonly specifier: string;
  readonly name: string;
  readonly style: "method" | "call" | "object";
  readonly ours: boolean;
}

/** Where the logger goes: beside what the project has of the kind, and never over it. */
function ownModule({ root, look, report }: InitFacts): EventModule & { readonly taken?: string } {
  // What answers for several functions stands in a folder beside theirs.
  const has = (name: string): boolean => existsSync(join(root, look.home, name));
  const own = has("src") && !has("lib") ? "src/lib" : "lib";
  const inHome = isAllOnEdge(report) ? "supabase/functions/_shared" : isSupabaseFolder(root) ? "functions/_shared" : own;
  const folder = posix.join(look.home, inHome);
  const ending = look.typescript ? ".ts" : ".js";
  const names = ["logging", "security-log", "audit-logging"].map((name) => `${folder}/${name}`);
  // A name is taken with any ending: an import could not tell the two apart.
  const isTaken = (name: string): boolean => [".ts", ".tsx", ".js", ".mjs", ".cjs", "/index.ts", "/index.js"].some((one) => existsSync(join(root, name + one)));
  const free = names.find((name) => !isTaken(name)) ?? names.at(-1)!;
  return {
    path: free + ending,
    specifier: specifierOf(free, look),
    name: "securityLog",
    style: "method",
    ours: true,
    ...(free !== names[0] && { taken: names[0]! + ending }),
  };
}

function settingsFor(module: EventModule, { logger }: ExistingLogging): SettingsJson {
  const emitter = {
    ...(module.specifier !== "@/lib/logging" && { import: module.specifier }),
    ...(module.name !== "securityLog" && { name: module.name }),
    ...(module.style !== "method" && { style: module.style }),
    // Its `account` is a hash, whatever it is given; of another emitter nobody knows.
    ...(module.ours ? { account: true } : { context: null }),
  };
  const own = logger && { import: logger.specifier, ...(logger.name !== "logger" && { name: logger.name }), ...(logger.order && { order: logger.order }) };
  return { emitter, ...(own && { logger: own }) };
}

const PLUGIN = "eslint-plugin-audit-logging";
const LEGACY_CONFIGS = [".eslintrc.js", ".eslintrc.cjs", ".eslintrc.json", ".eslintrc.yml", ".eslintrc.yaml", ".eslintrc"];
/** Where the settings go beside a config of ESLint's old form. */
export const SETTINGS_FILE = "audit-logging.json";

function legacyConfig({ root, look }: InitFacts): string | undefined {
  return look.eslintConfig === undefined ? LEGACY_CONFIGS.find((name) => existsSync(join(root, name))) : undefined;
}

function noteOnLegacy(legacy: string): string {
  return (
    `${legacy} is a config of the old form, which the plugin does not take: it needs ESLint 9.15 and a flat config, ` +
    `https://eslint.org/docs/latest/use/configure/migration-guide. Until then report and fix take the settings from ${SETTINGS_FILE}, by --config.`
  );
}

const NOTE_ON_COMPILER =
  "@typescript-eslint/parser does not take TypeScript 7, so eslint.config.mjs leaves TypeScript out; report and fix read it all the same.";

function planConfig({ root, look }: InitFacts, settings: SettingsJson, writes: PlannedWrite[]): string[] {
  const { eslintConfig } = look;
  if (eslintConfig === undefined) {
    const reading = !look.typescript ? "none" : look.parsesTypescript ? "parser" : "left out";
    writes.push({ path: "eslint.config.mjs", before: undefined, after: newEslintConfig(settings, reading) });
    return reading === "left out" ? [NOTE_ON_COMPILER] : [];
  }
  const before = readFileSync(join(root, eslintConfig), "utf8");
  const change = addToEslintConfig(before, eslintConfig, settings);
  if ("text" in change) writes.push({ path: eslintConfig, before, after: change.text });
  if (!("snippet" in change)) return [];
  return [`${eslintConfig} is left as it is, because ${change.reason}. Add to it by hand:\n\n${change.snippet}`];
}

/** Written once; of one that is there, only the table of routes is brought up to date. */
function planSpec(root: string, facts: SpecFacts, writes: PlannedWrite[]): void {
  const path = "docs/logging.md";
  const full = join(root, path);
  const before = existsSync(full) ? readFileSync(full, "utf8") : undefined;
  const after = before === undefined ? loggingSpec(facts) : withRoutesOf(facts.report, before);
  if (after !== before) writes.push({ path, before, after });
}

function planAgents(root: string, words: Parameters<typeof withAgentsBlock>[1], writes: PlannedWrite[]): void {
  const full = join(root, "AGENTS.md");
  const before = existsSync(full) ? readFileSync(full, "utf8") : undefined;
  const after = withAgentsBlock(before ?? "", words);
  if (after !== before) writes.push({ path: "AGENTS.md", before, after });
  for (const { name, text } of agentSkills(words)) {
    const path = `.claude/skills/${name}/SKILL.md`;
    if (!existsSync(join(root, path))) writes.push({ path, before: undefined, after: text });
  }
}

const PARSER = "@typescript-eslint/parser";

/** The parser where the config that is written, now or by an earlier run, imports it. */
function lacking(root: string, { packages, typescript, parsesTypescript, eslintConfig }: ProjectLook): string[] {
  const parses = typescript && parsesTypescript && (eslintConfig === undefined || readFileSync(join(root, eslintConfig), "utf8").includes(`"${PARSER}"`));
  return ["eslint", PLUGIN, ...(parses ? [PARSER] : [])].filter((name) => !packages.has(name));
}
