/** What new-rule, new-framework and new-codemod share: names, templates, and edits that fail rather than guess. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./build.js";

/**
 * Ends the program with a message when `work` throws one.
 * @param {() => void} work
 */
export function run(work) {
  try {
    work();
  } catch (error) {
    process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
    process.exitCode = 2;
  }
}

/**
 * @param {string | undefined} name
 * @param {string} usage
 * @returns {string}
 */
export function checkedName(name, usage) {
  if (!name) throw new Error(`A name is needed: ${usage}`);
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name)) throw new Error(`${name} is no name: lower case with dashes, as in ${usage}`);
  return name;
}

/**
 * `log-on-4xx` → `logOn4xx`
 * @param {string} name
 */
export function camelCase(name) {
  return name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/**
 * A file of tools/templates, with `__key__` replaced.
 * @param {string} template
 * @param {Record<string, string>} values
 */
export function fill(template, values) {
  const text = readFileSync(join(ROOT, "tools/templates", template), "utf8");
  return text.replaceAll(/__(\w+?)__/g, (_, key) => {
    const value = values[key];
    if (value === undefined) throw new Error(`tools/templates/${template} asks for ${key}, which nobody gives.`);
    return value;
  });
}

/**
 * Writes the files, or none when one of them is there.
 * @param {Record<string, string>} files text by path
 */
export function create(files) {
  for (const path of Object.keys(files)) {
    if (existsSync(join(ROOT, path))) throw new Error(`${path} is already there; nothing is written.`);
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
    process.stdout.write(`Made    ${path}\n`);
  }
}

/**
 * @param {string} path
 * @param {(text: string) => string} change
 */
export function edit(path, change) {
  const file = join(ROOT, path);
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed === text) throw new Error(`${path} does not look as expected; register the new one there by hand.`);
  writeFileSync(file, changed);
  process.stdout.write(`Changed ${path}\n`);
}

/**
 * Puts an import among those of the same folder, by the alphabet.
 * @param {string} text
 * @param {string} line `import x from "./x.js";`
 */
export function addImport(text, line) {
  const folder = /from "(\.{1,2}\/(?:\w+\/)?)/.exec(line)?.[1];
  const source = (/** @type {string} */ candidate) => /from "([^"]+)"/.exec(candidate)?.[1] ?? "";
  const lines = text.split("\n");
  const beside = lines.flatMap((candidate, index) => (candidate.startsWith("import ") && source(candidate).startsWith(folder ?? "") ? [index] : []));
  const after = beside.findLast((index) => source(lines[index] ?? "") < source(line));
  lines.splice(after === undefined ? (beside[0] ?? 0) : after + 1, 0, line);
  return lines.join("\n");
}

/** Brings the generated parts of the docs up to date, so that the new one is listed. */
export function refreshDocs() {
  execFileSync(process.execPath, [join(ROOT, "tools/docs.js")], { cwd: ROOT, stdio: "inherit" });
}
