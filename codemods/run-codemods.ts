/**
 * Runs codemods over one file's text: the findings of their rules, planned and spliced, round after round until nothing
 * more can be done. Touches no disk; the command line, jscodeshift and tests all come through here.
 */
import { factsOf } from "../src/analysis/file-facts.js";
import type { AuditRule, RuleDefinition } from "../src/define-rule.js";
import { applyEdits, finishPlan, mergePlans } from "../src/edits/apply-edits.js";
import type { Finding, Plan } from "../src/finding.js";
import { parseSource, UnparsableFile } from "../src/parse.js";
import type { Settings } from "../src/settings.js";
import type { SourceView } from "../src/source-view.js";
import { isTestFile } from "../src/vocabulary/file-kinds.js";
import logOn4xx from "../rules/log-on-4xx.js";
import noConsoleInHandlers from "../rules/no-console-in-handlers.js";
import noSecretInLog from "../rules/no-secret-in-log.js";
import noSilentCatch from "../rules/no-silent-catch.js";
import requireAuditOnSensitiveRoute from "../rules/require-audit-on-sensitive-route.js";

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

export interface AppliedSite {
  readonly rule: string;
  readonly codemod: string;
  /** Line in the text as it was, from 1. */
  readonly line: number;
  readonly message: string;
}

export interface SkippedSite {
  readonly rule: string;
  /** Line in the new text, from 1. */
  readonly line: number;
  readonly message: string;
  /** Why no edit is safe there. */
  readonly reason: string;
}

export interface FileChange {
  /** `not-candidate`: the text alone shows that there is nothing to find; it was not parsed. */
  readonly status: "changed" | "unchanged" | "not-candidate" | "unparsable" | "failed";
  /** The new text, byte order mark kept; the same as before unless changed. */
  readonly text: string;
  readonly applied: readonly AppliedSite[];
  readonly skipped: readonly SkippedSite[];
  /** One line, for `unparsable` and `failed`. */
  readonly error?: string;
}

/** Rounds after which a file is given up: each round repairs at least one finding, so this is never met in practice. */
const MOST_ROUNDS = 50;

/**
 * @param text the file's text
 * @param path its path from the project's root, with forward slashes
 * @param only names of codemods or rules; all when left out
 */
export function runCodemods(text: string, path: string, settings: Settings, only?: ReadonlySet<string>): FileChange {
  const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const source = bom ? text.slice(1) : text;
  const untouched = { text, applied: [], skipped: [] };
  const wanted = candidates(source, path, settings, only);
  if (wanted.length === 0) return { status: "not-candidate", ...untouched };

  let view: SourceView;
  try {
    view = parseSource(source, path);
  } catch (error) {
    if (!(error instanceof UnparsableFile)) throw error;
    return { status: "unparsable", ...untouched, error: error.message };
  }

  const run = new Run(view, settings);
  for (const { name, definitions } of wanted) run.apply(name, definitions);
  const skipped = wanted.flatMap(({ definitions }) => run.remaining(definitions));
  if (run.view.text === source) return { status: "unchanged", ...untouched, skipped };
  return { status: "changed", text: bom + run.view.text, applied: run.applied, skipped };
}

/** Decided by path and text alone: may any of the codemods have something to do here? */
export function isCandidate(text: string, path: string, settings: Settings, only?: ReadonlySet<string>): boolean {
  return candidates(text, path, settings, only).length > 0;
}

function candidates(text: string, path: string, settings: Settings, only: ReadonlySet<string> | undefined): { name: string; definitions: RuleDefinition[] }[] {
  if (isTestFile(path)) return [];
  return KNOWN.flatMap(({ name, definitions }) => {
    const chosen = definitions.filter((definition) => !only || only.has(name) || only.has(definition.name));
    const likely = chosen.filter((definition) => definition.mayReport(text, path, settings));
    return likely.length > 0 ? [{ name, definitions: likely }] : [];
  });
}

interface Site {
  readonly definition: RuleDefinition;
  readonly finding: Finding;
  readonly plan: Plan;
}

class Run {
  readonly applied: AppliedSite[] = [];
  view: SourceView;
  readonly #settings: Settings;

  constructor(view: SourceView, settings: Settings) {
    this.view = view;
    this.#settings = settings;
  }

  apply(name: string, definitions: readonly RuleDefinition[]): void {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const { file } = factsOf(this.view, this.#settings);
      const sites = this.#sites(definitions).filter(({ plan }) => !("skipped" in finishPlan(plan, file)));
      const { edits, taken } = mergePlans(sites.map(({ plan }) => plan), file);
      if (edits.length === 0) return;
      if (round === 0) this.#note(name, sites);
      else this.#note(name, sites.filter((_, index) => taken.has(index)), true);
      this.view = parseSource(applyEdits(this.view.text, edits), this.view.path);
    }
  }

  /** Findings that stand after the run, with the reason why each was left. */
  remaining(definitions: readonly RuleDefinition[]): SkippedSite[] {
    const { file } = factsOf(this.view, this.#settings);
    return this.#sites(definitions).map(({ definition, finding, plan }) => {
      const finished = finishPlan(plan, file);
      return {
        rule: definition.name,
        line: this.#line(finding.range[0]),
        message: messageOf(definition, finding),
        reason: "skipped" in finished ? finished.skipped : "another edit stands in its way",
      };
    });
  }

  #sites(definitions: readonly RuleDefinition[]): Site[] {
    const facts = factsOf(this.view, this.#settings);
    return definitions.flatMap((definition) =>
      definition.check(facts, definition.defaults).map((finding) => ({
        definition,
        finding,
        plan: finding.remedies[0]?.plan() ?? { skipped: "it needs a decision that no edit can make" },
      })),
    );
  }

  #note(codemod: string, sites: readonly Site[], later = false): void {
    for (const { definition, finding } of sites) {
      const site = { rule: definition.name, codemod, line: this.#line(finding.range[0]), message: messageOf(definition, finding) };
      if (later && this.applied.some((known) => known.rule === site.rule && known.message === site.message)) continue;
      this.applied.push(site);
    }
  }

  #line(offset: number): number {
    let line = 1;
    for (let at = this.view.text.indexOf("\n"); at >= 0 && at < offset; at = this.view.text.indexOf("\n", at + 1)) line++;
    return line;
  }
}

/** The finding's message with its data filled in. */
export function messageOf(definition: RuleDefinition, finding: Finding): string {
  return (definition.messages[finding.messageId] ?? finding.messageId).replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => finding.data[key] ?? whole);
}
