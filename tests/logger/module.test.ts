/** The file as users get it: alone, in three forms, under any compiler's settings, and in step with the vocabulary. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { EVENT_FIELDS, SECURITY_EVENTS } from "../../src/vocabulary/events.js";
import { FIELD_ALIASES } from "../../src/vocabulary/field-aliases.js";
import { LOGGER_PARTS, type LoggerPart } from "../../src/init/logger-parts.js";
import { SOURCES, variant, VARIANTS } from "./variants.js";

const SOURCE = SOURCES.ts;
const folder = mkdtempSync(join(tmpdir(), "logger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ["configureLogging", "flush", "hashAccount", "logger", "requestContext", "securityLog", "stdoutSink"];
const NAMES_OF_PART: Partial<Record<LoggerPart, readonly string[]>> = { httpSink: ["httpSink", "axiomSink", "betterStackSink", "datadogSink"] };
const namesOf = (parts: readonly LoggerPart[]) => [...NAMES, ...parts.flatMap((part) => NAMES_OF_PART[part] ?? [part])].sort();

test("it imports nothing, awaits nothing at the top, and names no global of Node.js", () => {
  expect(SOURCE).not.toMatch(/^import\b|\brequire\(|\bimport\(|^await\b|(?<![.\w])(?:process\.\w|Buffer\.\w|__dirname)/m);
});

test("whole it is what lies in the package, and without a part it is without a section of it", () => {
  expect(variant(LOGGER_PARTS)).toBe(SOURCE);
  for (const parts of VARIANTS) expect(SOURCE.split("\n")).toEqual(expect.arrayContaining(variant(parts).split("\n")));
});

test.each<[string, readonly LoggerPart[], lines: number]>([
  ["an app of Express", ["requestLog"], 680],
  ["one of Fetch handlers", ["withRequestLog"], 695],
])("%s has no more than so much of it to read", (_what, parts, lines) => {
  expect(variant(parts).split("\n").length).toBeLessThanOrEqual(lines);
});

test.each([
  ["no library but the language's", { lib: ["lib.es2022.d.ts"], types: [] }],
  ["the browser's library", { lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], types: [] }],
  ["the oldest target, as many a project of Next.js has", { lib: ["lib.esnext.d.ts", "lib.dom.d.ts"], types: [], target: ts.ScriptTarget.ES5, ignoreDeprecations: "6.0" }],
  ["the types of Node.js", { lib: ["lib.es2023.d.ts"], types: ["node"] }],
])("it compiles under the strictest settings with %s, whatever parts it has", (_what, options) => {
  const strictest = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: false,
    noImplicitOverride: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: false,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const files = VARIANTS.map((parts) => {
    const path = join(folder, `${parts.join("-")}.ts`);
    writeFileSync(path, variant(parts));
    return path;
  });
  const program = ts.createProgram(files, { ...strictest, ...options, typeRoots: [join(import.meta.dirname, "../../node_modules/@types")] });
  const complaints = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(complaints).toEqual([]);
}, 120_000);

describe("as JavaScript", () => {
  test("it has no types left, its comments, and the same exports", async () => {
    expect(SOURCES.js).not.toMatch(/\binterface\b|^export type|\bas (?:unknown|LogRecord)\b|: (?:string|unknown|void)\b/m);
    expect(SOURCES.js).toContain("/** A keyed hash of a login name");
    for (const parts of VARIANTS) {
      const text = variant(parts, "js");
      expect(text).not.toMatch(/\n{3}|[ \t]$/m);
      const path = join(folder, `${parts.join("-")}.mjs`);
      writeFileSync(path, text);
      const loaded = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Record<string, unknown>;
      expect(Object.keys(loaded).sort()).toEqual(namesOf(parts));
    }
  });

  test.each(VARIANTS.map((parts) => ({ parts })))("it is a CommonJS module too, that can be imported by name: $parts", async ({ parts }) => {
    const path = join(folder, `${parts.join("-")}.cjs`);
    const text = variant(parts, "cjs");
    expect(text).not.toMatch(/\n{3}|[ \t]$/m);
    writeFileSync(path, text);
    const loaded = createRequire(import.meta.url)(path) as typeof import("../../src/logger/logging.js");
    expect(Object.keys(loaded).sort()).toEqual(namesOf(parts));
    const imported = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as object;
    expect(Object.keys(imported)).toEqual(expect.arrayContaining(namesOf(parts)));
    const lines: string[] = [];
    loaded.configureLogging({ sinks: [(line) => void lines.push(line)] });
    loaded.securityLog.info("a.b");
    expect(JSON.parse(lines[0]!)).toMatchObject({ event: "a.b", outcome: "success" });
  });
});

describe("in step with the vocabulary", () => {
  test("are the events that an editor offers", () => {
    const union = SOURCE.slice(SOURCE.indexOf("export type SecurityEvent"), SOURCE.indexOf("(string & {})"));
    expect([...union.matchAll(/"([^"]+)"/g)].map(([, name]) => name)).toEqual(SECURITY_EVENTS.map(({ name }) => name).sort());
  });

  test("are the names of OpenTelemetry", () => {
    const table = SOURCE.slice(SOURCE.indexOf("const OTEL_NAMES"), SOURCE.indexOf("/** Hands the lines to a logger of"));
    const written = Object.fromEntries([...table.matchAll(/(\w+): "([^"]+)"/g)].map(([, field, name]) => [field, name]));
    // These are fields of the record itself; an account's hash has no name there but our own.
    const own = new Set(["timestamp", "schema", "level", "event", "trace_id", "account"]);
    const expected = EVENT_FIELDS.filter(({ name, otel }) => !own.has(name) && otel !== name).map(({ name, otel }) => [
      name,
      otel,
    ]);
    expect(written).toEqual(Object.fromEntries(expected));
  });

  test("are the other names of the actor and of the fields of a request", () => {
    const table = SOURCE.slice(SOURCE.indexOf("const FIELDS:"), SOURCE.indexOf("const FIELD_OF"));
    const written = new Map([...table.matchAll(/^ {2}(\w+): \[\s*"([^"]*)"/gm)].map(([, field, names]) => [field!, [field!, ...names!.split(" ")]]));
    // Left out are words that are as often something else, and whole objects that hold the value somewhere.
    const loose = new Set("location context auditLogInfo req request source".split(" "));
    for (const field of ["actor_id", "ip", "route", "request_id"] as const) {
      const missing = FIELD_ALIASES[field].filter((name) => !loose.has(name) && !written.get(field)!.includes(name) && name !== "traceId");
      expect({ field, missing }).toEqual({ field, missing: [] });
    }
  });
});
