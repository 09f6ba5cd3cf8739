/** What the codemods do to one file: round after round of edits, until nothing more can be done, and what was left and why. */
import { factsOf } from "../src/analysis/file-facts.js";
import { messageOf, type RuleDefinition } from "../src/define-rule.js";
import { disableDirectives } from "../src/disable-directives.js";
import { applyEdits, finishPlan, inOrder, mergePlans } from "../src/edits/apply-edits.js";
import type { Edit, Finding, Plan } from "../src/finding.js";
import type { Neighbours } from "../src/neighbours.js";
import { parseSource, UnparsableFile } from "../src/parse.js";
import type { Settings } from "../src/settings.js";
import { lineAt, type SourceView } from "../src/source-view.js";
import { optionsOf, type RuleChoices } from "./rule-choices.js";

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

interface Site {
  readonly definition: RuleDefinition;
  readonly finding: Finding;
  readonly plan: Plan;
}

/** The findings of one file, planned and spliced, codemod after codemod. */
export class Rounds {
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
