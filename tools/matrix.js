/**
 * The packed package under each ESLint and each Node.js that it supports, on a sample app: prints a table, and ends with 1 where
 * the findings or the suggestions are not the same everywhere. Asks the registry for ESLint and for Node.js itself.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freshBuild, ROOT } from "./build.js";

const ESLINTS = ["9.15.0", "~9.39.0", "^10.0.0"];
const NODES = ["20", "22", "24"];
/** An app without a build of its own, with what TypeScript has to offer. */
const SAMPLE = join(ROOT, "tests/apps/next-shop");

const CONFIG = `import parser from "@typescript-eslint/parser";
import auditLogging from "eslint-plugin-audit-logging";
export default [
  { files: ["**/*.{ts,tsx}"], languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } } },
  ...auditLogging.configs.strict,
];
`;

await freshBuild();
const folder = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-matrix-")));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const tarball = join(folder, (await run(ROOT, "npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", folder)).trim());
const nodes = await installNodes();
const rows = [];
for (const eslint of ESLINTS) {
  const project = await installProject(eslint);
  for (const node of nodes) rows.push(await lint(project, node));
}

const [first] = rows;
process.stdout.write("| ESLint | Node.js | findings | suggestions | the same |\n| --- | --- | --- | --- | --- |\n");
for (const row of rows) {
  const cells = [row.eslint, row.node, row.findings, row.suggestions, row.digest === first?.digest ? "yes" : "**no**"];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}
if (first?.findings === 0 || rows.some(({ digest }) => digest !== first?.digest)) process.exitCode = 1;

/** Node.js in each major version, by the path of its program. */
async function installNodes() {
  const programs = [];
  for (const version of NODES) {
    const own = join(folder, `node-${version}`);
    await install(own, `node-${process.platform}-${process.arch}@${version}`);
    programs.push(join(own, "node_modules", `node-${process.platform}-${process.arch}`, "bin/node"));
  }
  return programs;
}

/** The sample with one ESLint, whose code is the same for every Node.js. @param {string} eslint */
async function installProject(eslint) {
  const project = join(folder, `eslint-${eslint.replace(/\W/g, "")}`);
  await install(project, tarball, `eslint@${eslint}`, "@typescript-eslint/parser@8", "typescript@6");
  writeFileSync(join(project, "eslint.config.mjs"), CONFIG);
  for (const part of ["app", "lib", "pages", "proxy.ts"]) cpSync(join(SAMPLE, part), join(project, part), { recursive: true });
  return project;
}

/**
 * @param {string} to
 * @param {...string} packages
 */
async function install(to, ...packages) {
  mkdirSync(to);
  writeFileSync(join(to, "package.json"), `{ "private": true }`);
  await run(to, "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", ...packages);
}

/**
 * @param {string} project
 * @param {string} node
 */
async function lint(project, node) {
  const eslint = join(project, "node_modules/eslint/bin/eslint.js");
  const output = await run(project, node, eslint, "--format", "json", "app", "lib", "pages", "proxy.ts");
  /** @type {import("eslint").ESLint.LintResult[]} */
  const results = JSON.parse(output);
  const messages = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line, column, endLine, endColumn, message, suggestions = [] }) => ({
      place: [filePath.slice(project.length), line, column, endLine, endColumn],
      ruleId,
      message,
      suggestions: suggestions.map(({ desc, fix }) => ({ desc, fix })),
    })),
  );
  return {
    eslint: (await run(project, node, eslint, "--version")).trim().replace(/^v/, ""),
    node: (await run(project, node, "--version")).trim().replace(/^v/, ""),
    findings: messages.length,
    suggestions: messages.reduce((sum, { suggestions }) => sum + suggestions.length, 0),
    digest: createHash("sha256").update(JSON.stringify(messages)).digest("hex"),
  };
}

/**
 * What a program prints. ESLint ends with 1 where it finds something.
 * @param {string} cwd
 * @param {string} command
 * @param {...string} words
 */
async function run(cwd, command, ...words) {
  // What npm tells the scripts that it runs is about this repository, and npm would heed it elsewhere too.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(?!config_)|^npm_config_local_prefix$/.test(name)));
  try {
    return (await promisify(execFile)(command, words, { cwd, env, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    const { code, stdout, stderr } = /** @type {{ code: unknown, stdout: string, stderr: string }} */ (error);
    if (code === 1 && stdout.startsWith("[")) return stdout;
    throw new Error(`${command} ${words.join(" ")} ended with ${code}: ${stderr}${stdout}`, { cause: error });
  }
}
