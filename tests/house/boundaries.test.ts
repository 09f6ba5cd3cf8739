/** The house's walls: who may import whom, from where, and never in a circle. docs/architecture.md has the picture. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { expect, test } from "vitest";

interface Layer {
  readonly name: string;
  /** The layer's modules, by their paths from the repository's root. */
  readonly modules: RegExp;
  /** Layers whose modules it may import; its own it may always. */
  readonly mayImport: readonly string[];
  /** Packages that it needs when it runs. Types are free: they are gone by then. */
  readonly packages?: readonly string[];
}

const FACTS = ["syntax", "vocabulary", "scope", "file", "frameworks"];

/** The rooms of the analysis, from the ground up, and which of the others each may ask. */
const ROOMS = {
  shapes: [],
  records: [],
  operations: ["records"],
  handlers: ["records", "operations"],
  failures: ["records", "handlers"],
  secrets: ["records", "handlers"],
  facts: ["records", "operations", "handlers", "failures", "secrets"],
  refusals: ["records", "operations", "handlers", "facts"],
  injection: ["records", "handlers", "secrets", "facts", "refusals"],
  audit: ["records", "operations", "handlers", "failures", "secrets", "facts", "refusals"],
};
const ANALYSIS = Object.keys(ROOMS);

/** From the ground up. A module belongs to the first layer that matches. */
const LAYERS: readonly Layer[] = [
  { name: "syntax", modules: /^src\/syntax\//, mayImport: [], packages: ["@typescript-eslint/visitor-keys", "node:module"] },
  { name: "vocabulary", modules: /^src\/vocabulary\//, mayImport: ["syntax"] },
  { name: "scope", modules: /^src\/scope\//, mayImport: ["syntax", "vocabulary", "file"] },
  {
    name: "file",
    modules: /^src\/(?:settings|source-view|source-file|finding|disable-directives|neighbours)\.ts$/,
    mayImport: ["syntax", "scope", "vocabulary"],
  },
  {
    name: "parse",
    modules: /^src\/parse\.ts$/,
    mayImport: ["scope", "file"],
    // node:module, to load the parser only when a file is parsed.
    packages: ["node:module", "oxc-parser"],
  },
  { name: "frameworks", modules: /^src\/frameworks\//, mayImport: ["syntax", "vocabulary", "scope", "file"] },
  ...Object.entries(ROOMS).map(([name, others]) => ({
    name,
    modules: name === "facts" ? /^src\/analysis\/[\w-]+\.ts$/ : new RegExp(`^src/analysis/${name}/`),
    mayImport: [...FACTS, ...others],
  })),
  {
    name: "project",
    modules: /^src\/project\//,
    mayImport: ["parse", ...FACTS, ...ANALYSIS],
    packages: ["ignore", "node:crypto", "node:fs", "node:module", "node:path", "oxc-resolver", "tinyglobby"],
  },
  { name: "alerts", modules: /^src\/alerts\//, mayImport: ["vocabulary"], packages: ["node:crypto", "yaml"] },
  { name: "edits", modules: /^src\/edits\//, mayImport: [...FACTS, ...ANALYSIS] },
  { name: "define-rule", modules: /^src\/define-rule\.ts$/, mayImport: ["project", "file", "syntax", "vocabulary", ...ANALYSIS, "edits"] },
  { name: "rule list", modules: /^rules\/index\.ts$/, mayImport: ["rules", "define-rule"] },
  { name: "rules", modules: /^rules\//, mayImport: ["define-rule", ...FACTS, ...ANALYSIS, "edits"] },
  {
    name: "codemods",
    modules: /^codemods\//,
    mayImport: ["frameworks", "rules", "rule list", "define-rule", "parse", "file", "vocabulary", ...ANALYSIS, "edits"],
  },
  { name: "plugin", modules: /^src\/(?:index|configs|version)\.ts$/, mayImport: ["rule list", "define-rule"] },
  {
    name: "report",
    modules: /^src\/report\//,
    mayImport: ["codemods", "rule list", "define-rule", "parse", ...FACTS, ...ANALYSIS, "edits"],
    packages: ["diff/lib/patch/create.js", "node:crypto"],
  },
  { name: "logger", modules: /^src\/logger\//, mayImport: [], packages: ["node:crypto"] },
  {
    name: "init",
    modules: /^src\/init\//,
    mayImport: ["report", "parse", ...FACTS, ...ANALYSIS, "edits"],
  },
  {
    name: "cli",
    modules: /^src\/cli\//,
    mayImport: ["init", "logger", "alerts", "project", "plugin", "report", "codemods", "rule list", "rules", "define-rule", "parse", ...FACTS, ...ANALYSIS, "edits"],
    packages: [
      "diff/lib/patch/create.js",
      "node:child_process",
      "node:crypto",
      "node:fs",
      "node:module",
      "node:os",
      "node:path",
      "node:readline/promises",
      "node:timers/promises",
      "node:url",
      "node:util",
      "node:v8",
      "node:worker_threads",
      "tinyglobby",
    ],
  },
];

/** Names that reach the disk, the network, the process or the terminal without an import. */
const REACHES_OUT = /\b(?:process\.(?!cwd\(\))\w+|fetch\(|console\.\w+\(|Deno\.|Bun\.)/;

interface Import {
  readonly from: string;
  readonly line: number;
  readonly target: string;
  readonly isType: boolean;
  /** Only once the code around it runs: `import()` and `require()`. */
  readonly isLate: boolean;
}

const ROOT = join(import.meta.dirname, "..", "..");

const MODULES = ["src", "rules", "codemods"].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
);

const IMPORTS = MODULES.flatMap(importsOf);

test("every module belongs to a layer", () => {
  expect(MODULES.filter((path) => !layerOf(path))).toEqual([]);
});

test("every layer has modules, and comes after those that it may import, but for the file and its bindings", () => {
  expect(LAYERS.filter(({ modules }) => !MODULES.some((path) => modules.test(path)))).toEqual([]);
  const names = LAYERS.map(({ name }) => name);
  const upward = LAYERS.flatMap(({ name, mayImport }, index) =>
    mayImport.filter((other) => !names.slice(0, index).includes(other)).map((other) => `${name} → ${other}`),
  );
  // A rule is imported by its list alone; a file opens its bindings, which read the view.
  expect(upward).toEqual(["scope → file", "rule list → rules"]);
});

test("a module imports from its own layer and those that its layer may import", () => {
  const wrong = IMPORTS.filter(({ from, target }) => isModule(target) && !mayImport(from, target));
  expect(wrong.map(shown)).toEqual([]);
});

test("what is imported is there", () => {
  expect(IMPORTS.filter(({ target }) => isModule(target) && !existsSync(join(ROOT, target))).map(shown)).toEqual([]);
});

test("no rule imports another rule", () => {
  const between = IMPORTS.filter(({ from, target }) => layerOf(from)?.name === "rules" && layerOf(target)?.name === "rules");
  expect(between.map(shown)).toEqual([]);
});

test("a package that runs is one that the layer may use: nothing else than the command line and the index touches the disk", () => {
  const wrong = IMPORTS.filter(
    ({ from, target, isType }) => !isType && !isModule(target) && !layerOf(from)?.packages?.includes(target),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("a package that runs is installed with ours", () => {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { dependencies: object };
  const used = IMPORTS.filter(({ target, isType }) => !isType && !isModule(target) && !target.startsWith("node:"));
  const names = used.map(({ target }) => target.split("/", target.startsWith("@") ? 2 : 1).join("/"));
  expect([...new Set(names)].sort()).toEqual(Object.keys(dependencies).sort());
});

test("nothing else reaches out without an import either", () => {
  // The logger runs in users' apps, never here.
  const below = MODULES.filter((path) => !["cli", "project", "logger"].includes(layerOf(path)?.name ?? ""));
  const found = below.filter((path) => REACHES_OUT.test(codeOf(readFileSync(join(ROOT, path), "utf8"), path)));
  expect(found).toEqual([]);
});

test("only define-rule and the plugin know ESLint's report API", () => {
  const knows = IMPORTS.filter(({ target }) => target === "eslint").map(({ from }) => from);
  expect([...new Set(knows)].sort()).toEqual(["src/configs.ts", "src/index.ts"]);
  const reports = MODULES.filter((path) => /\bcontext\.report\(|\bfixer\./.test(readFileSync(join(ROOT, path), "utf8")));
  expect(reports).toEqual(["src/define-rule.ts"]);
});

// Types count too: who reads one module of a circle has to read them all.
test("no module leads back to itself", () => {
  const between = IMPORTS.filter(({ target }) => isModule(target));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (trail.includes(path) || done.has(path)) return;
    for (const { from, target } of between) if (from === path) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of MODULES) visit(path, []);
  expect(circles).toEqual([]);
});

// Most of what there is to load is what judges a file: other threads are to load theirs meanwhile.
test.each(["fix", "report"])("%s is there to find files and start threads before it has loaded what it does with a file", (command) => {
  const loaded = new Set<string>();
  const load = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    const needed = IMPORTS.filter(({ from, target, isType, isLate }) => from === path && isModule(target) && !isType && !isLate);
    for (const { target } of needed) load(target);
  };
  load(`src/cli/${command}.ts`);
  expect([...loaded].filter((path) => [...ANALYSIS, "edits", "rules", "codemods"].includes(layerOf(path)!.name))).toEqual([]);
});

function layerOf(path: string): Layer | undefined {
  return LAYERS.find(({ modules }) => modules.test(path));
}

function mayImport(from: string, target: string): boolean {
  const [layer, other] = [layerOf(from), layerOf(target)];
  return layer === other || (layer !== undefined && other !== undefined && layer.mayImport.includes(other.name));
}

/** Targets are paths from the root, or packages' names. */
function isModule(target: string): boolean {
  return target.endsWith(".ts");
}

function importsOf(path: string): Import[] {
  const text = readFileSync(join(ROOT, path), "utf8");
  const { module, program } = parseSync(path, text);
  const found = (at: number, specifier: string, isType: boolean, isLate = false): Import => ({
    from: path,
    line: text.slice(0, at).split("\n").length,
    target: specifier.startsWith(".") ? join(dirname(path), specifier).replaceAll("\\", "/").replace(/\.js$/, ".ts") : specifier,
    isType,
    isLate,
  });
  const statics = module.staticImports.map(({ start, moduleRequest, entries }) =>
    found(start, moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType)),
  );
  const exports = module.staticExports.flatMap(({ start, entries }) =>
    entries.flatMap(({ moduleRequest, isType }) => (moduleRequest ? [found(start, moduleRequest.value, isType)] : [])),
  );
  const dynamic = module.dynamicImports.flatMap(({ start, moduleRequest }) => {
    const specifier = /^"(.*)"$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    return specifier === undefined ? [] : [found(start, specifier, false, true)];
  });
  const required = nodesOf(program).flatMap(({ type, start, callee, arguments: given }) =>
    type === "CallExpression" && callee?.name === "require" && given?.[0]?.value ? [found(start, given[0].value, false, true)] : [],
  );
  return [...statics, ...exports, ...dynamic, ...required];
}

/** The text without its comments, strings and regular expressions, all of which only speak of other code. */
function codeOf(text: string, path: string): string {
  const { program, comments } = parseSync(path, text);
  const literals = nodesOf(program).filter(({ type }) => type === "Literal" || type === "TemplateElement");
  return [...comments, ...literals].reduce(
    (code, { start, end }) => code.slice(0, start) + " ".repeat(end - start) + code.slice(end),
    text,
  );
}

interface AnyNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly { readonly value?: string }[];
}

function nodesOf(value: unknown): AnyNode[] {
  if (value === null || typeof value !== "object") return [];
  const below = Object.values(value).flatMap(nodesOf);
  return "type" in value && typeof value.type === "string" ? [value as AnyNode, ...below] : below;
}

function shown({ from, line, target, isType }: Import): string {
  return `${from}:${line} imports ${isType ? "a type of " : ""}${target}`;
}
