/**
 * Runs codemods over one file's text: the findings of their rules, planned and spliced, round after round until nothing
 * more can be done. Touches no disk; the command line, jscodeshift and tests all come through here.
 */
import { factsOf } from "../src/analysis/file-facts.js";
import type { AuditRule, RuleDefinition } from "../src/define-rule.js";
import { disableDirectives } from "../src/disable-directives.js";
import { applyEdits, finishPlan, inOrder, mergePlans } from "../src/edits/apply-edits.js";
import type { Edit, Finding, Plan } from "../src/finding.js";
import type { Neighbours } from "../src/neighbours.js";
import { parseSource, UnparsableFile } from "../src/parse.js";
import type { Settings } from "../src/settings.js";
import { lineAt, type SourceView } from "../src/source-view.js";
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

/** What a project's config says of rules, by name: their options, or false for one that is off. */
export type RuleChoices = Readonly<Record<string, object | false>>;

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
  if (wanted.length === 0) return { status: "not-candidate", ...untouched };

  let view: SourceView;
  try {
    view = parseSource(source, path);
  } catch (error) {
    if (!(error instanceof UnparsableFile)) throw error;
    return { status: "unparsable", ...untouched, error: error.message };
  }

  const run = new Run(view, settings, choices, neighbours);
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

function optionsOf({ name, defaults }: RuleDefinition, choices: RuleChoices): object {
  return { ...defaults, ...(choices[name] || {}) };
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
  readonly #choices: RuleChoices;
  readonly #found = new Map<RuleDefinition, readonly Site[]>();
  #foundIn: SourceView | undefined;
  /** For each line of the text as it is now, the line that it was at first; undefined while nothing is changed. */
  #origins: readonly number[] | undefined;
  readonly #unsettled = new Set<string>();
  #breaks = false;
  readonly #broken = new Set<Site>();

  readonly #neighbours: Neighbours | undefined;

  constructor(view: SourceView, settings: Settings, choices: RuleChoices, neighbours: Neighbours | undefined) {
    this.view = view;
    this.#neighbours = neighbours;
    this.#settings = settings;
    this.#choices = choices;
  }

  /**
   * Round after round, as long as each leaves less to do than the one before: plans that touch each other need several. A
   * round that settles nothing is taken back, so that no edit is made twice.
   */
  apply(codemod: string, definitions: readonly RuleDefinition[]): void {
    let before = { view: this.view, origins: this.#origins, applied: 0 };
    for (let left = Infinity; ;) {
      const { file } = factsOf(this.view, this.#settings, this.#neighbours);
      const sites = this.#fitting(this.#sites(definitions).filter(({ plan }) => !("skipped" in finishPlan(plan, file))));
      const work = sites.reduce((sum, { plan }) => sum + ("skipped" in plan ? 0 : plan.edits.length), 0);
      if (work >= left) return this.#takeBack(codemod, before);
      const { edits, taken } = mergePlans(
        sites.map(({ plan }) => plan),
        file,
      );
      if (edits.length === 0) return;
      const edited = this.#parsed(edits);
      if (!edited) {
        this.#breaks = true;
        if (this.#fitting(sites).length === sites.length) for (const site of sites) this.#broken.add(site);
        continue;
      }
      before = { view: this.view, origins: this.#origins, applied: this.applied.length };
      this.#note(
        codemod,
        sites.filter((_, index) => taken.has(index)),
      );
      this.#origins = originsAfter(this.view.text, edits, this.#origins);
      this.view = edited;
      left = work;
    }
  }

  /** Once an edit has broken the file, each is tried alone: a fault in one costs its own finding, and not the file. */
  #fitting(sites: readonly Site[]): readonly Site[] {
    if (!this.#breaks) return sites;
    const { file } = factsOf(this.view, this.#settings, this.#neighbours);
    for (const site of sites) if (!this.#parsed(mergePlans([site.plan], file).edits)) this.#broken.add(site);
    return sites.filter((site) => !this.#broken.has(site));
  }

  /** The file with the edits; undefined where it would not parse. */
  #parsed(edits: readonly Edit[]): SourceView | undefined {
    try {
      return parseSource(applyEdits(this.view.text, edits), this.view.path);
    } catch (error) {
      if (error instanceof UnparsableFile) return undefined;
      throw error;
    }
  }

  #takeBack(
    codemod: string,
    before: { readonly view: SourceView; readonly origins: readonly number[] | undefined; readonly applied: number },
  ): void {
    this.view = before.view;
    this.#origins = before.origins;
    for (const { rule } of this.applied.splice(before.applied)) this.#unsettled.add(rule);
    this.#unsettled.add(codemod);
  }

  /** Findings that stand after the run, with the reason why each was left. */
  remaining(definitions: readonly RuleDefinition[]): SkippedSite[] {
    const { file } = factsOf(this.view, this.#settings, this.#neighbours);
    return this.#sites(definitions).map((site) => {
      const { definition, finding, plan } = site;
      const finished = finishPlan(plan, file);
      return {
        rule: definition.name,
        line: lineAt(this.view, finding.range[0]),
        message: messageOf(definition, finding),
        reason:
          "skipped" in finished
            ? finished.skipped
            : this.#broken.has(site)
              ? "its edit would leave code that does not parse"
              : this.#unsettled.has(definition.name)
                ? "its edit would not settle it"
                : "another edit stands in its way",
      };
    });
  }

  #sites(definitions: readonly RuleDefinition[]): Site[] {
    return definitions.flatMap((definition) => this.#sitesOf(definition));
  }

  /** Found once for each text: most files are asked again at the end with nothing changed. */
  #sitesOf(definition: RuleDefinition): readonly Site[] {
    if (this.#foundIn !== this.view) {
      this.#foundIn = this.view;
      this.#found.clear();
    }
    let sites = this.#found.get(definition);
    if (!sites) {
      const facts = factsOf(this.view, this.#settings, this.#neighbours);
      const options = optionsOf(definition, this.#choices);
      const directives = disableDirectives(this.view);
      const findings = definition.check(facts, options).filter(({ range }) => !directives.hides(definition.name, range[0]));
      sites = findings.map((finding) => ({
        definition,
        finding,
        plan: finding.remedies[0]?.plan() ?? { skipped: "it needs a decision that no edit can make" },
      }));
      this.#found.set(definition, sites);
    }
    return sites;
  }

  #note(codemod: string, sites: readonly Site[]): void {
    for (const { definition, finding } of sites) {
      const now = lineAt(this.view, finding.range[0]);
      const line = this.#origins ? this.#origins[now - 1]! : now;
      const message = messageOf(definition, finding);
      this.applied.push({ rule: definition.name, codemod, line, message });
    }
  }
}

/** The line that each line of the edited text was at first; an inserted line counts as the one it stands before. */
function originsAfter(text: string, edits: readonly Edit[], before: readonly number[] | undefined): number[] {
  const origins = before ?? text.split("\n").map((_, index) => index + 1);
  const result: number[] = [];
  let line = 0;
  let at = 0;
  const breaksIn = (piece: string): number => piece.split("\n").length - 1;
  for (const { range, text: inserted } of inOrder(edits)) {
    for (let count = breaksIn(text.slice(at, range[0])); count > 0; count--) result.push(origins[line++]!);
    for (let count = breaksIn(inserted); count > 0; count--) result.push(origins[line]!);
    line += breaksIn(text.slice(range[0], range[1]));
    at = range[1];
  }
  return [...result, ...origins.slice(line)];
}

/** The message of a finding, or of a remedy, with its data filled in. */
export function messageOf(definition: RuleDefinition, finding: { readonly messageId: string; readonly data?: Finding["data"] }): string {
  const template = definition.messages[finding.messageId] ?? finding.messageId;
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => finding.data?.[key] ?? whole);
}
