/**
 * The plugin: meta, rules, presets. What is exported here is the package's public face, so its types name ESLint's own and
 * no others: a consumer's compiler reaches nothing else from here.
 */
import type { ESLint, Linter, Rule } from "eslint";
import { RULES } from "../rules/index.js";
import { presets } from "./configs.js";
import { VERSION } from "./version.js";

export interface AuditLoggingPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<string, Rule.RuleModule>;
  readonly configs: {
    /** For every project. */
    readonly recommended: Linter.Config[];
    /** Everything, for code whose audit trail is a requirement. */
    readonly strict: Linter.Config[];
  };
}

// The rules are typed by typescript-eslint, whose types and ESLint's describe the same object in ways that do not meet.
const rules = Object.fromEntries(RULES.map(({ definition, rule }) => [definition.name, rule as unknown as Rule.RuleModule]));

const plugin: AuditLoggingPlugin = {
  meta: { name: "eslint-plugin-audit-logging", version: VERSION, namespace: "audit-logging" },
  rules,
  configs: { recommended: [], strict: [] },
};
// The presets name the plugin that they belong to, so they can only be made once it is there.
Object.assign(plugin.configs, presets(plugin, RULES));

// "module.exports" is what require() gives, on every Node.js that can require an ES module.
export { plugin as default, plugin as "module.exports" };
