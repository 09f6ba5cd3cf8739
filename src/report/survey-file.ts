/** What the report says of one file: its routes and its findings. Touches no disk. */
import { createHash } from "node:crypto";
import type { RuleChoices } from "../../codemods/rule-choices.js";
import { RULES } from "../../rules/index.js";
import { auditSurface, type HandlerSurface } from "../analysis/audit/audit-surface.js";
import { factsOf, type FileFacts } from "../analysis/file-facts.js";
import { messageOf, type RuleDefinition } from "../define-rule.js";
import { disableDirectives } from "../disable-directives.js";
import { finishPlan } from "../edits/apply-edits.js";
import { routeName } from "../edits/route-name.js";
import type { Finding, Remedy } from "../finding.js";
import type { HandlerSite } from "../frameworks/framework.js";
import { mayHoldHandlers } from "../frameworks/index.js";
import { proxyMatchers } from "../frameworks/proxy-matchers.js";
import type { Neighbours } from "../neighbours.js";
import { parseSource, UnparsableFile } from "../parse.js";
import type { Settings } from "../settings.js";
import type { SourceFile } from "../source-file.js";
import { isInside, type Node } from "../syntax/ast.js";
import { isTestFile } from "../vocabulary/file-kinds.js";
import type { ReportedFinding, ReportedRemedy, ReportedRoute } from "./model.js";
import { diffOf } from "./diff-of-edits.js";
import { Places } from "./places.js";

/** What a file holds, or why there is nothing to say of it. */
export type FileSurvey =
  | { readonly status: "analysed"; readonly routes: readonly ReportedRoute[]; readonly findings: readonly ReportedFinding[] }
  /** Its path and text show that there is nothing to see. */
  | { readonly status: "not-candidate" }
  | { readonly status: "unparsable"; readonly error: string };

/** What is asked of a file, and under which settings. */
export interface SurveyRequest {
  readonly settings: Settings;
  /** What the project's config says of rules: options, or false for one that is off. */
  readonly choices?: RuleChoices | undefined;
  /** Names of the rules whose findings are wanted; all when left out. */
  readonly only?: ReadonlySet<string> | undefined;
  /** What may be asked of the files around this one. */
  readonly neighbours?: Neighbours | undefined;
  /** Whether each finding's remedies are planned, which takes longer than finding it. */
  readonly remedies: boolean;
}

/**
 * @param source the file's text
 * @param path its path from the project's root, with forward slashes
 */
export function surveyFile(
  source: string,
  path: string,
  { settings, choices = {}, only, neighbours, remedies }: SurveyRequest,
): FileSurvey {
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  if (isTestFile(path)) return { status: "not-candidate" };
  const rules = definitions().filter(
    (definition) =>
      choices[definition.name] !== false &&
      (!only || only.has(definition.name)) &&
      definition.mayReport(text, path, settings, optionsOf(definition, choices)),
  );
  if (rules.length === 0 && !mayHoldHandlers(path, text, settings)) return { status: "not-candidate" };
  let facts: FileFacts;
  try {
    facts = factsOf(parseSource(text, path), settings, neighbours);
  } catch (error) {
    if (!(error instanceof UnparsableFile)) throw error;
    return { status: "unparsable", error: error.message };
  }
  const places = new Places(text);
  const surface = auditSurface(facts, { ...optionsOf(AUDIT_RULE, choices), console: optionsOf(REFUSAL_RULE, choices).console });
  return {
    status: "analysed",
    routes: surface.map((handler) => reportedRoute(handler, facts, path, places)),
    findings: findingsOf({ rules, facts, choices, remedies, surface, path, places }),
  };
}

const definitions = (): RuleDefinition[] => RULES.map(({ definition }) => definition as unknown as RuleDefinition);

const ruleNamed = <Options extends object>(name: string): RuleDefinition<Options> =>
  definitions().find((definition) => definition.name === name) as unknown as RuleDefinition<Options>;

/** The two rules that say what has to be recorded: their options hold for the routes, too. */
const AUDIT_RULE = ruleNamed<{ readonly validation: boolean }>("require-audit-on-sensitive-route");
const REFUSAL_RULE = ruleNamed<{ readonly console: boolean }>("log-on-4xx");

function optionsOf<Options extends object>({ name, defaults }: RuleDefinition<Options>, choices: RuleChoices): Options {
  return { ...defaults, ...(choices[name] || {}) } as Options;
}

function reportedRoute(surface: HandlerSurface, facts: FileFacts, path: string, places: Places): ReportedRoute {
  const { handler, sensitivity, exempt, outcomes } = surface;
  const lines = (nodes: readonly { readonly range: readonly [number, number] }[]): number[] => [
    ...new Set(nodes.map(({ range }) => places.line(range[0]))),
  ];
  return {
    path,
    ...places.place(handler.place.range),
    framework: handler.framework,
    role: handler.framework === "next-proxy" ? "proxy" : handler.role,
    ...registered(handler, facts),
    name: handler.name ?? null,
    sensitive: sensitivity ? { category: sensitivity.category, event: sensitivity.event, evidence: sensitivity.evidence } : null,
    exempt: exempt ?? null,
    outcomes: outcomes.map(({ outcome, exits, strength, records, demanded, missing }) => ({
      outcome,
      recorded: strength ?? "nothing",
      demanded,
      missing,
      exits: lines(exits.map(({ node }) => node)),
      records: lines(records.map(({ node }) => node)),
    })),
  };
}

function registered(handler: HandlerSite, { file }: FileFacts): Pick<ReportedRoute, "method" | "route"> {
  if (handler.framework === "next-proxy") return { method: null, route: proxyMatchers(file)?.join(", ") ?? null };
  // The site of a guard that stands before several routes is the first of them, which says nothing of the others.
  if (handler.role === "middleware" && isNamedOften(handler, file)) return { method: null, route: null };
  return { method: handler.method ?? null, route: handler.route ?? null };
}

function isNamedOften({ fn }: HandlerSite, { bindings }: SourceFile): boolean {
  const id = fn?.id ?? (fn?.parent.type === "VariableDeclarator" ? fn.parent.id : undefined);
  const variable = id?.type === "Identifier" ? bindings.variableOf(id) : undefined;
  return (variable?.references.filter((reference) => reference.isRead()).length ?? 0) > 1;
}

const SEVERITIES = { error: "error", warn: "warning" } as const;

interface Wanted {
  readonly rules: readonly RuleDefinition[];
  readonly facts: FileFacts;
  readonly choices: RuleChoices;
  readonly remedies: boolean;
  readonly surface: readonly HandlerSurface[];
  readonly path: string;
  readonly places: Places;
}

function findingsOf({ rules, facts, choices, remedies, surface, path, places }: Wanted): ReportedFinding[] {
  const directives = disableDirectives(facts.file.view);
  /** How often a rule has found the same line of code before: the second of two alike is told from the first. */
  const seen = new Map<string, number>();
  const found = rules.flatMap((definition) => {
    const own = definition.check(facts, optionsOf(definition, choices));
    const shown = own.filter(({ range }) => !directives.hides(definition.name, range[0]));
    return shown.sort((a, b) => a.range[0] - b.range[0]).map((finding) => ({ definition, finding }));
  });
  return found
    .map(({ definition, finding }): ReportedFinding => {
      const place = places.place(finding.range);
      const code = places.code(place.line);
      const identity = `${definition.name}\n${path}\n${code}`;
      const count = seen.get(identity) ?? 0;
      seen.set(identity, count + 1);
      return {
        rule: definition.name,
        severity: definition.docs.recommended ? SEVERITIES[definition.docs.recommended] : "note",
        messageId: finding.messageId,
        message: messageOf(definition, finding),
        path,
        ...place,
        code,
        fingerprint: createHash("sha256").update(`${identity}\n${count}`).digest("hex").slice(0, 32),
        route: routeAround(finding, surface) ?? null,
        remedies: remedies ? finding.remedies.map((remedy) => reportedRemedy(remedy, definition, facts, path, places)) : [],
      };
    })
    .sort((a, b) => a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1));
}

/** The innermost handler that the finding stands in. */
function routeAround({ range }: Finding, surface: readonly HandlerSurface[]): string | undefined {
  let inner: HandlerSurface["handler"] | undefined;
  for (const { handler } of surface) {
    const within = extentOf(handler);
    const holds = handler.place.range[0] === range[0] || (within.range[0] <= range[0] && range[1] <= within.range[1]);
    if (holds && (!inner || isInside(within, extentOf(inner)))) inner = handler;
  }
  return inner && routeName(inner);
}

function extentOf({ region, fn, place }: HandlerSite): Node {
  return region ?? fn ?? place;
}

function reportedRemedy(
  remedy: Remedy,
  definition: RuleDefinition,
  facts: FileFacts,
  path: string,
  places: Places,
): ReportedRemedy {
  const title = messageOf(definition, remedy);
  const plan = finishPlan(remedy.plan(), facts.file);
  if ("skipped" in plan) return { title, edits: null, reason: plan.skipped, diff: null };
  return {
    title,
    edits: plan.map(({ range, text: inserted }) => ({ start: range[0], end: range[1], text: inserted })),
    reason: null,
    diff: diffOf(plan, facts.file.view.text, path, places),
  };
}
