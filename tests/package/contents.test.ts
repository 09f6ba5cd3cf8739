import { readFileSync } from "node:fs";
import { basename, join, posix } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { beforeAll, expect, test } from "vitest";
import { CODEMODS } from "../../codemods/run-codemods.js";
import { RULES } from "../../rules/index.js";
import { pack, ROOT, type Tarball } from "./support.js";

let tarball: Tarball;
beforeAll(async () => {
  tarball = await pack();
});

/** Every path of the package must match one of these, and each of these must match some path. */
const EXPECTED = [
  /^package\.json$/,
  /^README\.md$/,
  /^LICENSE$/,
  /^CHANGELOG\.md$/,
  /^docs\/rules\/[a-z0-9-]+\.md$/,
  /^dist\/(?:src|codemods)\/(?:[a-z-]+\/)?[a-z0-9-]+\.js$/,
  /^dist\/chunks\/[a-z0-9-]+\.js$/,
  /^dist\/src\/index\.d\.ts$/,
  // What init writes, and what its lines are checked by.
  /^dist\/src\/logger\/logging\.(?:ts|cjs)$/,
  /^dist\/src\/logger\/security-event\.schema\.json$/,
  /^dist\/src\/report\/report\.schema\.json$/,
  /^dist\/codemods\/[a-z-]+\.d\.ts$/,
];

test("the package holds what runs, its types, the rules' pages, and nothing else", () => {
  expect(tarball.files.filter((path) => !EXPECTED.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(EXPECTED.filter((pattern) => !tarball.files.some((path) => pattern.test(path)))).toEqual([]);
});

test("every rule comes with its page, which `explain` prints", () => {
  const pages = tarball.files.filter((path) => path.startsWith("docs/")).map((path) => basename(path, ".md"));
  expect(pages).toEqual(RULES.map(({ definition }) => definition.name).sort());
});

test("each file of the package is reached from one that the package names", () => {
  type Named = Record<string, string | { readonly default: string }>;
  const { exports, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<"exports" | "bin", Named>;
  const targets = [...Object.values(exports), ...Object.values(bin)];
  const named = targets.map((target) => (typeof target === "string" ? target : target.default));
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path) || !path.endsWith(".js")) return;
    reached.add(path);
    const text = readFileSync(join(ROOT, path), "utf8");
    const imported = text.matchAll(/(?:^import |\bfrom |\bimport\()"(\.[^"]+)"|\bnew URL\("([^"]+\.js)"/gm);
    for (const [, module, file] of imported) reach(posix.join(posix.dirname(path), (module ?? file)!));
  };
  for (const path of named) reach(posix.normalize(path));
  const others = tarball.files.filter((path) => path.endsWith(".js") && !reached.has(path));
  // What init copies into a project.
  expect(others).toEqual(["dist/src/logger/logging.js"]);
});

test("modules are joined: a command loads some ten files and not some hundred", () => {
  expect(tarball.files.filter((path) => path.endsWith(".js")).length).toBeLessThan(90);
});

test("the codemods are public, what they are made of is not", () => {
  const { exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { exports: Record<string, unknown> };
  const codemods = CODEMODS.map(({ name }) => `./codemods/${name}`).sort();
  expect(Object.keys(exports)).toEqual([".", ...codemods, "./security-event.schema.json", "./report.schema.json", "./package.json"]);
});

test("a type that a user's compiler can reach is ESLint's or our own", () => {
  const types = tarball.files.filter((path) => path.endsWith(".d.ts")).map((path) => readFileSync(join(ROOT, path), "utf8"));
  const sources = types.flatMap((text) => [...text.matchAll(/\b(?:from|import\()\s*"([^"]+)"/g)].map(([, source]) => source));
  expect([...new Set(sources)].sort()).toEqual(["./transform.js", "eslint"]);
});

test("publint has nothing to say", async () => {
  const { messages } = await publint({ pack: { tarball: toArrayBuffer(readFileSync(tarball.path)) }, strict: true });
  expect(messages).toEqual([]);
});

// The package is ES modules alone, which every Node.js that it supports can require. Of the four ways to resolve it, two
// cannot pass: "node10" knows no exports, and "node16 from CommonJS" is the rule of Node.js versions that could not.
const SUPPORTED = ["node16-esm", "bundler"];

test("are the types wrong? No", async () => {
  const result = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(tarball.path))));
  if (!result.types) throw new Error("The package has no types.");
  const problems = result.problems.filter((problem) => !("resolutionKind" in problem) || SUPPORTED.includes(problem.resolutionKind));
  expect(problems).toEqual([]);
});

function toArrayBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}
