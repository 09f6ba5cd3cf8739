/** The parts of the logger that a project is given, and how it comes by the others. */
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { LOGGER_PARTS, loggerWith, type LoggerPart } from "../../src/init/logger-parts.js";
import { SOURCES, variant } from "../logger/variants.js";
import { project, read, run } from "./support.js";

const PACKAGE = project({
  "package.json": '{ "version": "1.2.3" }',
  ...Object.fromEntries(Object.entries(SOURCES).map(([kind, text]) => [`dist/src/logger/logging.${kind}`, text])),
});
const packageFolder = () => PACKAGE;

const CONFIG = { "eslint.config.mjs": "export default [];\n" };
const TYPESCRIPT = { ...CONFIG, "package.json": "{}", "tsconfig.json": "{}" };
const EXPRESS = { "lib/app.ts": 'import express from "express";\nconst app = express();\napp.post("/login", (req, res) => res.sendStatus(401));\n' };
const NEXT = { "app/api/auth/login/route.ts": 'export async function POST() {\n  return new Response("no", { status: 401 });\n}\n' };

const init = (folder: string, ...argv: string[]) => run(folder, ["init", "--yes", ...argv], { packageFolder });
const partsOf = (text: string) => LOGGER_PARTS.filter((part) => text.includes(`function ${part}`));
const sectionsOf = (text: string) => text.split(/^(?=\/\/ ── )/m).map((section) => section.trim()).sort();

describe("a project gets", () => {
  test.each<[string, Record<string, string>, readonly LoggerPart[]]>([
    ["the request log for servers with Express", EXPRESS, ["requestLog"]],
    ["the one for Fetch handlers with Next.js", NEXT, ["withRequestLog"]],
    ["the one for Fetch handlers with Workers", { "src/worker.ts": 'export default { fetch: async (request: Request) => new Response("no", { status: 401 }) };\n' }, ["withRequestLog"]],
    ["the one for Fetch handlers with Supabase", { "supabase/functions/login/index.ts": 'Deno.serve(() => new Response("no", { status: 401 }));\n' }, ["withRequestLog"]],
    ["both where both are", { ...EXPRESS, ...NEXT }, ["requestLog", "withRequestLog"]],
    ["both where no framework is known", {}, ["requestLog", "withRequestLog"]],
    ["the sink for the pino that it has", { ...EXPRESS, "package.json": '{ "dependencies": { "pino": "^10.0.0" } }' }, ["requestLog", "pinoSink"]],
    ["the sink for OpenTelemetry's logs", { ...NEXT, "package.json": '{ "dependencies": { "@opentelemetry/api-logs": "^0.200.0" } }' }, ["withRequestLog", "otelSink"]],
    ["none for OpenTelemetry's traces", { ...NEXT, "package.json": '{ "dependencies": { "@opentelemetry/api": "^1.9.0" } }' }, ["withRequestLog"]],
    ["the sink for a service whose packages it has", { ...NEXT, "package.json": '{ "dependencies": { "@axiomhq/js": "^1.0.0" } }' }, ["withRequestLog", "httpSink"]],
  ])("%s", async (_, files, parts) => {
    const folder = project({ ...TYPESCRIPT, ...files });
    const { stdout } = await init(folder);
    const [path] = /\S*logging\.ts/.exec(stdout) ?? [""];
    expect(partsOf(read(folder, path))).toEqual(parts);
    expect(read(folder, path)).toBe(variant(parts));
  });

  test("what it asks for besides", async () => {
    const folder = project({ ...TYPESCRIPT, ...EXPRESS });
    await init(folder, "--logger", "httpSink,otelSink");
    expect(read(folder, "lib/logging.ts")).toBe(variant(["requestLog", "httpSink", "otelSink"]));
  });

  test.each([
    ["pino", "pino"],
    ["httpSink,", "nothing between two commas"],
  ])("nothing for --logger %s, which is an error", async (given, named) => {
    const { code, stderr } = await init(project(TYPESCRIPT), "--logger", given);
    const stated = "requestLog, withRequestLog, httpSink, pinoSink, otelSink";
    expect({ code, stderr }).toEqual({ code: 2, stderr: `audit-logging: --logger must name parts of ${stated}, but has ${named}.\n` });
  });
});

describe("a project that has a logger, and a framework more", () => {
  test("is told what the logger lacks and how to get it, and the logger is left as it is", async () => {
    const folder = project({ ...TYPESCRIPT, ...EXPRESS });
    await init(folder);
    const own = read(folder, "lib/logging.ts").replace("This file is yours.", "This file is ours.");
    writeFileSync(join(folder, "lib/logging.ts"), own);
    expect((await init(folder)).stdout).not.toContain("is left as it is");
    mkdirSync(join(folder, "app"));
    for (const text of Object.values(NEXT)) writeFileSync(join(folder, "app/route.ts"), text);
    const { stdout } = await init(folder);
    expect(stdout).toContain(
      "lib/logging.ts is left as it is. It has no withRequestLog, which this project has a use for: `npx audit-logging init --logger withRequestLog` adds that at its end.\n",
    );
    expect(read(folder, "lib/logging.ts")).toBe(own);
  });

  test("gets what it asks for at the end of its logger, once, and sees the change before", async () => {
    const folder = project({ ...TYPESCRIPT, ...EXPRESS });
    await init(folder);
    const before = read(folder, "lib/logging.ts");
    const shown = await run(folder, ["init", "--logger", "withRequestLog,otelSink,requestLog"], { packageFolder });
    expect(shown.stdout).toMatch(/^\+\/\/ ── OpenTelemetry/m);
    expect(read(folder, "lib/logging.ts")).toBe(before);
    await init(folder, "--logger", "withRequestLog,otelSink,requestLog");
    const after = read(folder, "lib/logging.ts");
    expect(after.startsWith(before)).toBe(true);
    expect(sectionsOf(after)).toEqual(sectionsOf(variant(["requestLog", "withRequestLog", "otelSink"])));
    expect((await init(folder, "--logger", "otelSink")).stdout).toContain("Everything is in place: nothing to write.");
  });

  test.each([
    ["an ES module", "module", "mjs"],
    ["CommonJS", "commonjs", "cjs"],
  ])("has a logger that works after it, as %s", async (_, type, ending) => {
    const folder = project({ ...CONFIG, "package.json": `{ "type": "${type}" }`, "lib/a.js": "" });
    await init(folder);
    await init(folder, "--logger", LOGGER_PARTS.join(","));
    const path = join(folder, `logging.${ending}`);
    writeFileSync(path, read(folder, "lib/logging.js"));
    const loaded = (ending === "cjs" ? createRequire(import.meta.url)(path) : await import(/* @vite-ignore */ path)) as typeof import("../../src/logger/logging.js");
    const emitted: unknown[] = [];
    loaded.configureLogging({ sinks: [loaded.otelSink({ emit: (record: object) => void emitted.push(record) })] });
    await loaded.withRequestLog((_req: object) => 1)({ url: "/a" });
    expect(emitted).toMatchObject([{ body: "request", attributes: { "http.route": "/a" } }]);
    for (const part of LOGGER_PARTS) expect(loaded[part]).toBeTypeOf("function");
  });

  test("is told what its own logger has no more, when a part needs that", async () => {
    const folder = project({ ...TYPESCRIPT, ...EXPRESS });
    await init(folder);
    const own = read(folder, "lib/logging.ts").replaceAll("beginRequest", "measure");
    writeFileSync(join(folder, "lib/logging.ts"), own);
    const { stdout } = await init(folder, "--logger", "withRequestLog,pinoSink");
    expect(stdout).toContain("withRequestLog is not added to lib/logging.ts, which lacks what it needs: beginRequest.\n");
    expect(sectionsOf(read(folder, "lib/logging.ts"))).toEqual(sectionsOf(loggerWith(["requestLog", "pinoSink"], SOURCES.ts.replaceAll("beginRequest", "measure"))));
  });
});
