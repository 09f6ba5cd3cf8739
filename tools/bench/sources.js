/** Brings the sources and the peers to this machine, once. Nothing of them is ever run but the peers' own programs. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PEERS, SOURCES, TAKEN_FILE } from "./pins.js";

/**
 * @typedef {object} Bench
 * @property {string} sources folder of the sources
 * @property {string[]} files their paths, from that folder
 * @property {number} lines
 * @property {string} peers folder below which the peers are installed
 */

/**
 * @param {string} cache folder that is kept between runs; what is there already is not fetched again
 * @param {string} [own] a folder to measure on in place of the published sources
 * @returns {Bench}
 */
export function openBench(cache, own) {
  const pins = createHash("sha256").update(JSON.stringify([SOURCES, PEERS, TAKEN_FILE.source])).digest("hex").slice(0, 12);
  const folder = join(cache, pins);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    // Made aside and then renamed, so that a run that was cut short leaves nothing that looks whole.
    const aside = mkdtempSync(join(cache, "new-"));
    for (const source of SOURCES) fetchSource(source, aside);
    installPeers(join(aside, "peers"));
    renameSync(aside, folder);
  }
  const sources = own ?? join(folder, "sources");
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => TAKEN_FILE.test(path) && !/(?:^|\/)node_modules\//.test(path))
    .sort();
  const lines = files.reduce((sum, path) => sum + readFileSync(join(sources, path), "utf8").split("\n").length, 0);
  return { sources, files, lines, peers: join(folder, "peers") };
}

/**
 * @param {{ name: string, version: string, take: Readonly<Record<string, string>> }} source
 * @param {string} folder
 */
function fetchSource({ name, version, take }, folder) {
  process.stderr.write(`Fetching ${name} ${version} …\n`);
  const unpacked = join(folder, "unpacked");
  mkdirSync(unpacked);
  const tarball = run("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", "."], unpacked).trim().split("\n").at(-1) ?? "";
  run("tar", ["-xzf", tarball], unpacked);
  const top = readdirSync(unpacked).find((entry) => entry !== tarball) ?? "package";
  for (const [from, to] of Object.entries(take)) {
    const target = join(folder, "sources", to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(unpacked, top, from), target, { recursive: true });
  }
  rmSync(unpacked, { recursive: true });
  const sources = join(folder, "sources");
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && !TAKEN_FILE.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
  }
}

/** @param {string} folder */
function installPeers(folder) {
  process.stderr.write("Installing the peers …\n");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: PEERS }));
  // The plugins' peer is ESLint, and they must meet the one that our own rules run in. No package's scripts are run.
  run("npm", ["install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--silent"], folder);
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} cwd
 */
function run(program, args, cwd) {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], shell: process.platform === "win32" });
}

/**
 * A peer's module.
 * @param {string} peers
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function loadPeer(peers, name) {
  const module = await import(pathToFileURL(createRequire(join(peers, "package.json")).resolve(name)).href);
  return module.default ?? module;
}

/**
 * ast-grep's own binary: the package's launcher is only put in place by an install script.
 * @param {string} peers
 */
export function astGrep(peers) {
  const scope = join(peers, "node_modules/@ast-grep");
  const binary = process.platform === "win32" ? "ast-grep.exe" : "ast-grep";
  const found = readdirSync(scope).map((name) => join(scope, name, binary)).filter((path) => /cli-/.test(path) && existsSync(path));
  if (found.length === 0) throw new Error(`@ast-grep/cli has no binary for ${process.platform} ${process.arch}.`);
  return /** @type {string} */ (found[0]);
}

/** @param {string} peers */
export function jscodeshift(peers) {
  return join(peers, "node_modules/jscodeshift/bin/jscodeshift.js");
}
