/** What is rendered, read with what the makers of each format offer to read it with. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { RENDERERS, type AlertFormat } from "../../src/alerts/render/index.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { installed, type Installed } from "./installed.js";

let validators: Installed;
beforeAll(async () => {
  validators = await installed("validators");
});

const textOf = (format: AlertFormat, name: string) =>
  RENDERERS[format].files(ALERT_RULES).find((file) => file.name === name)!.text;

const parsed = (format: AlertFormat) =>
  RENDERERS[format].files(ALERT_RULES).map(({ name, text }) => ({ name, value: JSON.parse(text) as Record<string, unknown> }));

describe("LogQL, by the grammar of Grafana's editor", () => {
  interface Visited {
    readonly type: { readonly isError: boolean };
    readonly from: number;
    readonly to: number;
  }

  interface Parser {
    parse(text: string): { iterate(visitor: { enter(node: Visited): void }): void };
  }

  /** The expression up to each place at which the grammar does not know how to go on. */
  function errorsIn(expression: string): string[] {
    const { parser } = validators.load("@grafana/lezer-logql") as { parser: Parser };
    const errors: string[] = [];
    parser.parse(expression).iterate({
      enter: ({ type, from, to }) => {
        if (type.isError) errors.push(`${expression.slice(0, from)}⟨${expression.slice(from, to)}⟩`);
      },
    });
    return errors;
  }

  test("an expression that lacks a parenthesis is an error", () => {
    expect(errorsIn('sum by (ip) (count_over_time({job="x"} | json ip="ip" [5m]) > 20')).not.toEqual([]);
  });

  test("every rule of the ruler parses", () => {
    const { groups } = parse(textOf("loki", "security-alerts.loki.yml")) as { groups: [{ rules: { alert: string; expr: string }[] }] };
    expect(groups[0].rules.map(({ alert }) => alert)).toEqual(ALERT_RULES.map(({ id }) => id));
    for (const { alert, expr } of groups[0].rules) expect(errorsIn(expr), alert).toEqual([]);
  });

  test("every panel's query parses", () => {
    const { panels } = parsed("grafana")[0]!.value as { panels: { title: string; targets: { expr: string }[] }[] };
    expect(panels).toHaveLength(ALERT_RULES.length + 1);
    for (const { title, targets } of panels) for (const { expr } of targets) expect(errorsIn(expr), title).toEqual([]);
  });
});

describe("the dashboard, by the types of Grafana's SDK", () => {
  /** What the compiler says of the dashboard as a literal of the SDK's types, with an enum's values for the enum. */
  async function complaints(dashboard: unknown): Promise<string> {
    const sdk = "@grafana/grafana-foundation-sdk";
    const file = join(validators.folder, "dashboard.ts");
    writeFileSync(
      file,
      `import type { GraphFieldConfig } from "${sdk}/common";
import type { Dashboard, FieldConfig, Panel } from "${sdk}/dashboard";
import type { Options } from "${sdk}/logs";
import type { dataquery as Dataquery } from "${sdk}/loki";

type Plain<T> = T extends string ? \`\${T}\` : T extends (infer Each)[] ? Plain<Each>[] : T extends Function ? never
  : T extends object ? { [Name in keyof T as Name extends \`_\${string}\` ? never : Name]: Plain<T[Name]> } : T;
type Base = Omit<Plain<Panel>, "type" | "targets" | "options" | "fieldConfig"> & { targets: Plain<Dataquery>[] };
type Field = { defaults: Omit<Plain<FieldConfig>, "custom"> & { custom: Plain<GraphFieldConfig> }; overrides: never[] };
type Known =
  | (Base & { type: "timeseries"; fieldConfig: Field })
  | (Base & { type: "logs"; options: Partial<Plain<Options>> });

export const dashboard: Omit<Plain<Dashboard>, "panels"> & { panels: Known[] } = ${JSON.stringify(dashboard, null, 2)};
`,
    );
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
    try {
      await promisify(execFile)(process.execPath, [compiler, ...options, file], { cwd: validators.folder });
      return "";
    } catch (error) {
      return (error as { stdout: string }).stdout;
    }
  }

  test("has every field as it should be", async () => {
    expect(await complaints(parsed("grafana")[0]!.value)).toBe("");
  });

  test("a field that is misspelt, or has another type, is found", async () => {
    const dashboard = parsed("grafana")[0]!.value;
    expect(await complaints({ ...dashboard, titel: "x" })).toContain("titel");
    const [panel, ...panels] = dashboard["panels"] as Record<string, unknown>[];
    const withPanel = (change: object) => complaints({ ...dashboard, panels: [{ ...panel, ...change }, ...panels] });
    expect(await withPanel({ gridPos: { x: "0", y: 0, w: 12, h: 8 } })).toContain("Type 'string' is not assignable to type 'number'");
    expect(await withPanel({ fieldConfig: { defaults: { custom: { drawStyle: "curve" } }, overrides: [] } })).toContain("curve");
  });
});

describe("APL, by Kusto's language service", () => {
  interface Diagnostics {
    readonly Count: number;
    getItem(index: number): { readonly Message: string };
  }

  /** Functions and types of the service that are used here. */
  interface Kusto {
    readonly Language: {
      readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
      readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): { GetDiagnostics(): Diagnostics } };
      readonly Symbols: {
        readonly ScalarTypes: Readonly<Record<"DateTime" | "String", unknown>>;
        readonly ColumnSymbol: new (name: string, type: unknown) => unknown;
        readonly TableSymbol: { readonly $ctor4: new (name: string, columns: readonly unknown[]) => unknown };
        readonly DatabaseSymbol: { readonly $ctor1: new (name: string, members: readonly unknown[]) => unknown };
      };
    };
  }

  function complaints(query: string): string[] {
    validators.load("@kusto/language-service-next/bridge.js");
    validators.load("@kusto/language-service-next");
    const { GlobalState, KustoCode, Symbols } = (globalThis as unknown as { Kusto: Kusto }).Kusto.Language;
    const { ScalarTypes, ColumnSymbol, TableSymbol, DatabaseSymbol } = Symbols;
    const names = ["schema", "event", "outcome", "ip", "account", "actor_id", "target_id", "route"];
    const columns = names.map((name) => new ColumnSymbol(name, ScalarTypes.String));
    const table = new TableSymbol.$ctor4("security-events", [new ColumnSymbol("_time", ScalarTypes.DateTime), ...columns]);
    const globals = GlobalState.Default.WithDatabase(new DatabaseSymbol.$ctor1("axiom", [table]));
    const found = KustoCode.ParseAndAnalyze(query, globals).GetDiagnostics();
    return Array.from({ length: found.Count }, (_, index) => found.getItem(index).Message);
  }

  test("a column that is not, and a step that is none, are found", () => {
    expect(complaints("['security-events'] | where outcom == \"denied\"").join()).toContain("outcom");
    expect(complaints("['security-events'] | sumarize count()")).not.toEqual([]);
  });

  test.for(parsed("axiom"))("$name", ({ value }) => {
    expect(complaints(value["aplQuery"] as string)).toEqual([]);
  });
});

describe("Datadog's monitors, by its client's serializer", () => {
  type Serializer = { serialize(value: unknown, type: string): unknown; deserialize(value: unknown, type: string): Read };
  type Read = Readonly<Record<string, unknown>> & { readonly unparsedObject?: unknown };

  const TYPES = { v1: "Monitor", v2: "SecurityMonitoringStandardRuleCreatePayload" } as const;

  /** What is sent for what is rendered; the client marks what it cannot read, at any depth, and sends it as it is. */
  function read(version: keyof typeof TYPES, value: unknown): { readonly sent: unknown; readonly unread: string[] } {
    const models = `@datadog/datadog-api-client/dist/packages/datadog-api-client-${version}/models`;
    const { ObjectSerializer } = validators.load(`${models}/ObjectSerializer.js`) as { ObjectSerializer: Serializer };
    const model = ObjectSerializer.deserialize(value, TYPES[version]);
    return { sent: ObjectSerializer.serialize(model, TYPES[version]), unread: unreadIn(model, TYPES[version]) };
  }

  function unreadIn(model: unknown, path: string): string[] {
    if (typeof model !== "object" || model === null) return [];
    return Object.entries(model).flatMap(([name, value]) => {
      if (name === "unparsedObject" || name === "additionalProperties") {
        return value === undefined ? [] : [`${path}.${name}: ${JSON.stringify(value)}`];
      }
      if (name === "_unparsed") return value === true ? [path] : [];
      return unreadIn(value, `${path}.${name}`);
    });
  }

  test.for(parsed("datadog"))("$name", ({ name, value }) => {
    const { sent, unread } = read(name.includes("siem") ? "v2" : "v1", value);
    expect(unread).toEqual([]);
    expect(sent).toEqual(value);
  });

  test("a field that is none, and a value that an enumeration does not have, are found", () => {
    const { value } = parsed("datadog")[0]!;
    const options = value["options"] as object;
    expect(read("v1", { ...value, options: { ...options, renotify: 10 } }).unread.join()).toContain("renotify");
    expect(read("v1", { ...value, options: { ...options, on_missing_data: "shout" } }).unread).not.toEqual([]);
    expect(read("v1", { ...value, type: "log alarm" }).unread).not.toEqual([]);
  });
});
