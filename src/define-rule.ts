/** Makes an ESLint rule of one object literal. The only place, with index.ts, that knows ESLint's report API. */
import type { TSESLint } from "@typescript-eslint/utils";
import type { JSONSchema4 } from "@typescript-eslint/utils/json-schema";
import { factsOf, type FileFacts } from "./analysis/file-facts.js";
import { finishPlan } from "./edits/apply-edits.js";
import type { Finding } from "./finding.js";
import { projectAt, type Project } from "./project/project.js";
import { readSettings, type Settings } from "./settings.js";
import type { SourceFile } from "./source-file.js";
import { projectPath, viewOfSourceCode, type SourceView } from "./source-view.js";
import { isStackOverflow } from "./syntax/stack-overflow.js";
import { isTestFile } from "./vocabulary/file-kinds.js";

export interface RuleDocs {
  readonly description: string;
  /** CWE numbers that the rule speaks to. */
  readonly cwe: readonly number[];
  /** OWASP ASVS 5.0 requirements. */
  readonly asvs: readonly string[];
  /** Severity in the `recommended` preset; false where only `strict` has the rule. */
  readonly recommended: "error" | "warn" | false;
  /** Options of the rule in the `strict` preset. */
  readonly strict?: Readonly<Record<string, unknown>>;
}

export interface RuleDefinition<Options extends object = object> {
  readonly name: string;
  readonly docs: RuleDocs;
  readonly messages: Readonly<Record<string, string>>;
  /** JSON schema of the one options object; each property has a description. */
  readonly options: Readonly<Record<string, JSONSchema4>>;
  readonly defaults: Options;
  /** Decided by the text alone: a file that fails is neither walked nor parsed for this rule. */
  readonly mayReport: (text: string, path: string, settings: Settings, options?: Options) => boolean;
  readonly check: (facts: FileFacts, options: Options) => Finding[];
}

export interface AuditRule<Options extends object = object> {
  /** What the rule asks, free of ESLint: codemods and reports call this. */
  readonly definition: RuleDefinition<Options>;
  readonly rule: TSESLint.RuleModule<string, [Partial<Options>?]>;
}

const DOCS = "https://github.com/eslint-plugin-audit-logging/eslint-plugin-audit-logging/blob/main/docs/rules";

export function defineRule<Options extends object>(definition: RuleDefinition<Options>): AuditRule<Options> {
  const { name, docs, messages } = definition;
  let filled: { readonly given?: Partial<Options> | undefined; readonly options: Options } = { options: definition.defaults };
  /** The options with every default; ESLint hands the same object for each file of a config. */
  const optionsOf = (given: Partial<Options> | undefined): Options => {
    if (filled.given !== given) filled = { given, options: { ...definition.defaults, ...given } };
    return filled.options;
  };
  const rule: TSESLint.RuleModule<string, [Partial<Options>?]> = {
    meta: {
      type: "problem",
      docs: { description: docs.description, recommended: docs.recommended !== false, url: `${DOCS}/${name}.md`, cwe: docs.cwe, asvs: docs.asvs } as never,
      hasSuggestions: true,
      messages,
      schema: [{ type: "object", properties: definition.options as Record<string, JSONSchema4>, additionalProperties: false }],
      defaultOptions: [definition.defaults] as never,
    },
    defaultOptions: [definition.defaults],
    create(context) {
      const text = context.sourceCode.text;
      const path = projectPath(context.filename, context.cwd);
      const settings = readSettings(context.settings["audit-logging"]);
      const options = optionsOf(context.options[0]);
      if (isTestFile(path) || !definition.mayReport(text, path, settings, options)) return {};
      return {
        "Program:exit"() {
          const view = viewOfSourceCode(context.sourceCode as TSESLint.SourceCode, context.filename, context.cwd);
          try {
            const facts = factsOf(view, settings, settings.project ? projectAround(view, context.cwd, settings) : undefined);
            for (const finding of definition.check(facts, options)) report(context, facts.file, finding);
          } catch (error) {
            // An error would end the run for every other file too. The command line names such a file.
            if (!isStackOverflow(error)) throw error;
          }
        },
      };
    },
  };
  return { definition, rule };
}

/** The message of a finding, or of a remedy, with its data filled in. */
export function messageOf(definition: RuleDefinition, finding: { readonly messageId: string; readonly data?: Finding["data"] }): string {
  const template = definition.messages[finding.messageId] ?? finding.messageId;
  return template.replaceAll(/\{\{(\w+)\}\}/g, (whole, key: string) => finding.data?.[key] ?? whole);
}

const looked = new WeakSet<SourceView>();

/** The index of the project. Once for each file that is linted, it looks whether others have changed: an editor runs for days. */
function projectAround(view: SourceView, cwd: string, settings: Settings): Project {
  const project = projectAt(cwd, settings);
  if (!looked.has(view)) project.startRound();
  looked.add(view);
  return project;
}

function report(context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>, file: SourceFile, finding: Finding): void {
  const suggest: TSESLint.ReportSuggestionArray<string> = [];
  for (const remedy of finding.remedies) {
    const edits = finishPlan(remedy.plan(), file);
    if ("skipped" in edits) continue;
    suggest.push({
      messageId: remedy.messageId,
      ...(remedy.data && { data: remedy.data }),
      fix: (fixer) => edits.map(({ range, text }) => fixer.replaceTextRange([range[0], range[1]], text)),
    });
  }
  context.report({
    loc: {
      start: context.sourceCode.getLocFromIndex(finding.range[0]),
      end: context.sourceCode.getLocFromIndex(finding.range[1]),
    },
    messageId: finding.messageId,
    data: finding.data,
    suggest,
  });
}
