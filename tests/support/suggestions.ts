/** Applies ESLint's suggestions one after the other, as a person in an editor does. */
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import type { AuditRule } from "../../src/define-rule.js";
import { RULES } from "../../rules/index.js";

const BY_NAME = new Map((RULES as unknown as readonly AuditRule[]).map((rule) => [rule.definition.name, rule]));
const MOST_STEPS = 200;

/**
 * Takes the first suggestion of the first finding that has one, lints again, and goes on until none is left.
 * @param rules names of the rules that are on
 */
export function applySuggestions(text: string, path: string, rules: readonly string[], settings: unknown): string {
  const linter = new Linter({ configType: "flat" });
  const config: Linter.Config = {
    files: ["**/*.*"],
    languageOptions: { parser: typescriptParser as never, parserOptions: { ecmaFeatures: { jsx: !path.endsWith(".ts") } } },
    linterOptions: { reportUnusedDisableDirectives: "off", noInlineConfig: true },
    plugins: { audit: { rules: Object.fromEntries(rules.map((name) => [name, BY_NAME.get(name)!.rule])) as never } },
    rules: Object.fromEntries(rules.map((name) => [`audit/${name}`, "error" as const])),
    ...(settings !== undefined && { settings: { "audit-logging": settings as Record<string, unknown> } }),
  };
  const bom = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  let source = text.slice(bom.length);
  for (let step = 0; step < MOST_STEPS; step++) {
    const messages = linter.verify(source, [config], { filename: path });
    const broken = messages.find(({ fatal }) => fatal);
    if (broken) throw new Error(`${path}:${broken.line} ${broken.message}`);
    const fix = messages.find(({ suggestions }) => suggestions && suggestions.length > 0)?.suggestions?.[0]?.fix;
    if (!fix) return bom + source;
    source = source.slice(0, fix.range[0]) + fix.text + source.slice(fix.range[1]);
  }
  throw new Error(`${path}: suggestions never come to an end`);
}
