/** What a file is for, told from its path. */

const TEST_FOLDER = /^(?!\/|[A-Za-z]:)(?:.*\/)?(?:__tests__|__mocks__|tests?|e2e|spec|cypress|playwright|examples?|(?:[\w.-]+-)?playground|testing|(?:[\w-]+[-_])?(?:e2e|acceptance|integration|functional|conformance|smoke|regression)[-_]tests?|tests?[-_](?:e2e|integration)|(?:mock|fake|stub)-(?:[\w-]+-)?servers?|\.(?!well-known\/)\w[\w.-]*|_(?:archived?|backups?|old|deprecated)|archive[-_/]old[\w-]*|(?:[\w.-]+[-_])?(?:backup|bak)[-_]?\d{6}[\w-]*)\//;
const TEST_FILE = /[.-](?:test|spec|e2e|cy|stories|story|mock|fixture)\.[cm]?[jt]sx?$|(?:^|\/)(?:vitest|jest|playwright|cypress)\.[\w.]+$|(?:^|\/)\.pnp\.(?:loader\.)?[cm]?js$|\/__(?:tests|mocks)__\//;

/**
 * A file whose folders are its address, from where that begins: `app/api/email/test/route.ts` answers under
 * `/api/email/test`.
 */
const ROUTE_FILE = /^(.*?\/)?(?:app\/(?:.*\/)?route\.[cm]?[jt]sx?$|pages\/api\/)/;

/** The last answer: every rule asks the same of a file, one after the other. */
let last = { path: "", answer: false };

/**
 * Tests and their fixtures, examples of a library and its playground: nothing there answers real requests. So it is with
 * what a framework has built, or somebody has put away, into a hidden folder, with what Yarn resolves packages by
 * (`.pnp.cjs`), and with what is kept as an old copy. Folders are judged by the path from the project's root, so a project
 * that itself lies below a folder called `tests` is read as any other.
 */
export function isTestFile(path: string): boolean {
  if (last.path !== path) last = { path, answer: TEST_FILE.test(path) || (TEST_FOLDER.test(path) && !isRouteBelow(path)) };
  return last.answer;
}

/** Is the test's folder part of a route's address? One further out holds an app for tests. */
function isRouteBelow(path: string): boolean {
  const route = ROUTE_FILE.exec(path);
  return route !== null && !TEST_FOLDER.test(route[1] ?? "");
}

const SCRIPT = /^docs\/|(?:^|\/)\.(?:claude|cursor|codex|gemini|agents?|windsurf|opencode|kiro|github|husky|vscode|devcontainer|storybook|circleci)\/|(?:^|\/)(?:scripts?|bin|cli|migrations?|seed(?:er)?s?|benchmarks?)\/|(?:^|\/)(?:seed|migrate|postinstall)\.[cm]?[jt]s$|(?:^|\/)(?:prisma|drizzle)\/seed[-_][\w-]+\.[cm]?[jt]s$|(?<!(?:^|[/.])auth)\.config\.[cm]?[jt]s$|\.d\.[cm]?ts$/;

/** Among the Edge Functions of Supabase, which run on Deno and reach what stands among them alone. */
export function isEdgeFunction(path: string): boolean {
  return /(?:^|\/)supabase\/functions\//.test(path);
}

/** A file whose folder is its address, as in `ROUTE_FILE`: `supabase/functions/seed/index.ts` answers, too. */
const SERVED_FILE = new RegExp(`${ROUTE_FILE.source}|^(.*?/)?supabase/functions/`);

/**
 * Scripts that a person or a tool runs, such as the hooks of a coding agent: console is their interface. A route is none,
 * whatever its address says: `app/api/schema/migrations/route.ts`.
 */
export function isScript(path: string): boolean {
  if (!SCRIPT.test(path)) return false;
  const served = SERVED_FILE.exec(path);
  return served === null || SCRIPT.test(served[1] ?? served[2] ?? "");
}

const TEST_TOOL = /^(?:vitest|jest|@jest\/globals|mocha|chai|ava|supertest|bun:test|node:test|cypress|@playwright\/test|@?testcontainers|@testing-library)(?:\/|$)/;

/** A package that only tests, and the helpers of tests, import. */
export function isTestTool(source: string): boolean {
  return TEST_TOOL.test(source);
}

const GENERATED = /@generated\b|\bcode generated\b[^\n]*\bdo not edit\b|\b(?:file|code) (?:is|was|has been) auto(?:matically)?[- ]?generated\b|\bauto-?generated\b[^\n]*\bdo not (?:edit|modify)\b/i;
/** What TypeScript and Babel write above a module that they have compiled to CommonJS. */
const COMPILED = /\bObject\.defineProperty\(exports, ["']__esModule["']|\bvar __\w+ = \(this && this\.__\w+\)/;
/** The last line of a compiled file. A style that is put into the page may name a map of its own, with other signs around. */
const SOURCE_MAP = /^\/\/# sourceMappingURL=\S+\s*$/m;
const END = 300;
/** The wrapper that a bundler puts around modules that it has joined, as around a service worker's tools. */
const BUNDLED = /^define\(\[[^\]\n]*\], \(function \([\w, ]*\) ?\{/;
const HEAD = 600;
/** A line of a bundle: nobody has written one so long. */
const LONG_LINE = 2500;
const ENOUGH_TO_TELL = 12_000;

/** Written by a tool, which writes it anew: told by its head, by the lines of a bundle, or as compiled. */
export function isGenerated(text: string): boolean {
  return GENERATED.test(text.slice(0, HEAD)) || BUNDLED.test(text) || beginsWithLongLine(text) || isCompiled(text);
}

/** Compiled from a source, by what compilers leave at both ends of a file. */
export function isCompiled(text: string): boolean {
  return COMPILED.test(text.slice(0, HEAD)) || SOURCE_MAP.test(text.slice(-END));
}

function beginsWithLongLine(text: string): boolean {
  const most = Math.min(text.length, ENOUGH_TO_TELL);
  for (let from = 0; from < most; ) {
    const end = text.indexOf("\n", from);
    const next = end < 0 || end > most ? most : end;
    if (next - from >= LONG_LINE) return true;
    from = next + 1;
  }
  return false;
}
