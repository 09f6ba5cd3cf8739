/**
 * Runs codemods over one file's text: the findings of their rules, planned and spliced, round after round until nothing
 * more can be done. Touches no disk; the command line, jscodeshift and tests all come through here.
 */
import type { AuditRule, RuleDefinition } from "../src/define-rule.js";
import { mayHoldHandlers } from "../src/frameworks/index.js";
import type { Neighbours } from "../src/neighbours.js";
import { parseSource, UnparsableFile } from "../src/parse.js";
import type { Settings } from "../src/settings.js";
import type { SourceView } from "../src/source-view.js";
import { isGenerated, isTestFile } from "../src/vocabulary/file-kinds.js";
import logOn4xx from "../rules/log-on-4xx.js";
import noConsoleInHandlers from "../rules/no-console-in-handlers.js";
import noSecretInLog from "../rules/no-secret-in-log.js";
import noSilentCatch from "../rules/no-silent-catch.js";
import requireAuditOnSensitiveRoute from "../rules/require-audit-on-sensitive-route.js";
import { Rounds, type AppliedSite, type SkippedSite } from "./rounds.js";
import { optionsOf, type RuleChoices } from "./rule-choices.js";

export interface Codemod {
  readonly name: string;
  /** Names of the rules whose findings it repairs. */
  readonly rules: readonly string[];
}

interface KnownCodemod extends Codemod {
  readonly definitions: readonly RuleDefinition[];
}

const codemod = (name: string, ...rules: readonly unknown[]): KnownCodemod => {
  const definitions = rules.map((rule) => (rule as AuditRule).definition);
  return { name, rules: definitions.map((definition) => definition.name), definitions };
};

const KNOWN: readonly KnownCodemod[] = [
  codemod("redact-log-secrets", noSecretInLog),
  codemod("add-security-log", requireAuditOnSensitiveRoute, logOn4xx),
  codemod("log-silent-catch", noSilentCatch),
  codemod("replace-console", noConsoleInHandlers),
];

/** All codemods, in the order in which they run: what leaks is taken out before anything is added. */
export const CODEMODS: readonly Codemod[] = KNOWN;

export interface FileChange {
  /**
   * `not-candidate`: the text alone shows that there is nothing to find; it was not parsed. `generated`: a tool writes it anew,
   * so an edit would be lost.
   */
  readonly status: "changed" | "unchanged" | "not-candidate" | "generated" | "unparsable" | "failed";
  /** The new text, byte order mark kept; the same as before unless changed. */
  readonly text: string;
  readonly applied: readonly AppliedSite[];
  readonly skipped: readonly SkippedSite[];
  /** One line, for `unparsable` and `failed`. */
  readonly error?: string;
}

/**
 * @param text the file's text
 * @param path its path from the project's root, with forward slashes
 * @param only names of codemods or rules; all when left out
 * @param choices rules that are off are not repaired, and options hold here as in the editor; without it, the defaults
 * @param neighbours what may be asked of the files around this one
 */
export function runCodemods(
  text: string,
  path: string,
  settings: Settings,
  only?: ReadonlySet<string>,
  choices: RuleChoices = {},
  neighbours?: Neighbours,
): FileChange {
  const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const source = bom ? text.slice(1) : text;
  const untouched = { text, applied: [], skipped: [] };
  const wanted = candidates(source, path, settings, only, choices).flatMap(({ name, definitions }) => {
    const on = definitions.filter((definition) => choices[definition.name] !== false);
    return on.length > 0 ? [{ name, definitions: on }] : [];
  });
  // The rules leave what is compiled alone, so that a file with handlers tells that it is left by them alone.
  if (isGenerated(source) && (wanted.length > 0 || mayHoldHandlers(path, source, settings)) && !isTestFile(path))
    return { status: "generated", ...untouched };
  if (wanted.length === 0) return { status: "not-candidate", ...untouched };

  let view: SourceView;
  try {
    view = parseSource(source, path);
  } catch (error) {
    if (!(error instanceof UnparsableFile)) throw error;
    return { status: "unparsable", ...untouched, error: error.message };
  }

  const run = new Rounds(view, settings, choices, neighbours);
  for (const { name, definitions } of wanted) run.apply(name, definitions);
  const skipped = wanted.flatMap(({ definitions }) => run.remaining(definitions));
  if (run.view.text === source) return { status: "unchanged", ...untouched, skipped };
  return { status: "changed", text: bom + run.view.text, applied: run.applied, skipped };
}

/** Decided by path and text alone: may any of the codemods have something to do here? */
export function isCandidate(text: string, path: string, settings: Settings, only?: ReadonlySet<string>): boolean {
  return candidates(text, path, settings, only).length > 0;
}

interface Wanted {
  readonly name: string;
  readonly definitions: readonly RuleDefinition[];
}

function candidates(
  text: string,
  path: string,
  settings: Settings,
  only: ReadonlySet<string> | undefined,
  choices?: RuleChoices,
): Wanted[] {
  if (isTestFile(path)) return [];
  return KNOWN.flatMap(({ name, definitions }) => {
    const chosen = definitions.filter((definition) => !only || only.has(name) || only.has(definition.name));
    const likely = chosen.filter((definition) =>
      definition.mayReport(text, path, settings, choices && optionsOf(definition, choices)),
    );
    return likely.length > 0 ? [{ name, definitions: likely }] : [];
  });
}
