/** What a value has against `security-event/1`, by the few keywords that the schema uses. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Rule {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Schema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Rule>>;
  readonly additionalProperties: false;
}

export const SCHEMA_PATH = join(import.meta.dirname, "../../src/logger/security-event.schema.json");
export const SCHEMA = JSON.parse(readFileSync(SCHEMA_PATH, "utf8")) as Schema;

const KEYWORDS = new Set(["type", "const", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "format", "description"]);

export function faultsOf(line: Readonly<Record<string, unknown>>): string[] {
  const missing = SCHEMA.required.filter((name) => !Object.hasOwn(line, name)).map((name) => `${name} is missing`);
  const wrong = Object.entries(line).flatMap(([name, value]) => {
    const rule = Object.hasOwn(SCHEMA.properties, name) ? SCHEMA.properties[name] : undefined;
    return rule ? faultsOfValue(value, rule).map((fault) => `${name} ${fault}: ${JSON.stringify(value)}`) : [`${name} is unknown`];
  });
  return [...missing, ...wrong];
}

function faultsOfValue(value: unknown, rule: Rule): string[] {
  const unknown = Object.keys(rule).filter((keyword) => !KEYWORDS.has(keyword));
  if (unknown.length > 0) throw new Error(`The check does not know ${unknown.join(", ")}.`);
  const length = typeof value === "string" ? [...value].length : 0;
  const checks: Record<string, boolean> = {
    "has the wrong type": rule.type === undefined || isOf(rule.type, value),
    "is not the constant": rule.const === undefined || value === rule.const,
    "is none of the list": rule.enum === undefined || rule.enum.includes(value),
    "has not the form": rule.pattern === undefined || (typeof value === "string" && new RegExp(rule.pattern, "u").test(value)),
    "is too short": length >= (rule.minLength ?? 0),
    "is too long": length <= (rule.maxLength ?? Infinity),
    "is too small": typeof value !== "number" || value >= (rule.minimum ?? -Infinity),
    "is too big": typeof value !== "number" || value <= (rule.maximum ?? Infinity),
  };
  return Object.entries(checks).flatMap(([fault, holds]) => (holds ? [] : [fault]));
}

function isOf(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
