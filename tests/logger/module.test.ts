/** The file as users get it: alone, in three forms, under any compiler's settings, and in step with the vocabulary. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { EVENT_FIELDS, SECURITY_EVENTS } from "../../src/vocabulary/events.js";
import { FIELD_ALIASES } from "../../src/vocabulary/field-aliases.js";
import { stripTypes, toCommonJs } from "../../tools/strip-types.js";

const PATH = join(import.meta.dirname, "../../src/logger/logging.ts");
const SOURCE = readFileSync(PATH, "utf8");
const folder = mkdtempSync(join(tmpdir(), "logger-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = [
  "axiomSink", "betterStackSink", "configureLogging", "datadogSink", "flush", "hashAccount", "httpSink", "logger", "otelSink", "pinoSink",
  "requestContext", "requestLog", "securityLog", "stdoutSink", "withRequestLog",
];

test("it imports nothing, awaits nothing at the top, and names no global of Node.js", () => {
  expect(SOURCE).not.toMatch(/^import\b|\brequire\(|\bimport\(|^await\b|(?<![.\w])(?:process\.\w|Buffer\.\w|__dirname)/m);
});

test.each([
  ["no library but the language's", { lib: ["lib.es2022.d.ts"], types: [] }],
  ["the browser's library", { lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], types: [] }],
  ["the oldest target, as many a project of Next.js has", { lib: ["lib.esnext.d.ts", "lib.dom.d.ts"], types: [], target: ts.ScriptTarget.ES5, ignoreDeprecations: "6.0" }],
  ["the types of Node.js", { lib: ["lib.es2023.d.ts"], types: ["node"] }],
])("it compiles under the strictest settings with %s", (_what, options) => {
  const strictest = {
    strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noPropertyAccessFromIndexSignature: false, noImplicitOverride: true,
    noUnusedLocals: true, noUnusedParameters: true, noImplicitReturns: false, isolatedModules: true, verbatimModuleSyntax: true, erasableSyntaxOnly: true,
    noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler,
  };
  const program = ts.createProgram([PATH], { ...strictest, ...options });
  const complaints = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(complaints).toEqual([]);
});

describe("as JavaScript", () => {
  const module = stripTypes(SOURCE);

  test("it has no types left, its comments, and the same exports", async () => {
    expect(module).not.toMatch(/\binterface\b|^export type|\bas (?:unknown|LogRecord)\b|: (?:string|unknown|void)\b/m);
    expect(module).toContain("/** A keyed hash of a login name");
    expect(module).not.toMatch(/\n{3}|[ \t]$/m);
    const path = join(folder, "logging.mjs");
    writeFileSync(path, module);
    const loaded = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Record<string, unknown>;
    expect(Object.keys(loaded).sort()).toEqual(NAMES);
  });

  test("it is a CommonJS module too", () => {
    const path = join(folder, "logging.cjs");
    writeFileSync(path, toCommonJs(module));
    const loaded = createRequire(import.meta.url)(path) as typeof import("../../src/logger/logging.js");
    expect(Object.keys(loaded).sort()).toEqual(NAMES);
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
    const expected = EVENT_FIELDS.filter(({ name, otel }) => !own.has(name) && otel !== name).map(({ name, otel }) => [name, otel]);
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
