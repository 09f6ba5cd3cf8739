/** The product as it is built, for the tools that describe it or run it. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freshBuild, ROOT } from "./build.js";

/** @param {string} path below build, where each source has a module */
const load = (path) => import(pathToFileURL(join(ROOT, "build", path)).href);

/** Builds first where a source is newer than what was built. */
export async function loadProduct() {
  await freshBuild();
  const { RULES } = /** @type {typeof import("../rules/index.js")} */ (await load("rules/index.js"));
  const { CODEMODS, isCandidate } = /** @type {typeof import("../codemods/run-codemods.js")} */ (
    await load("codemods/run-codemods.js")
  );
  const { FRAMEWORKS } = /** @type {typeof import("../src/frameworks/index.js")} */ (await load("src/frameworks/index.js"));
  const events = /** @type {typeof import("../src/vocabulary/events.js")} */ (await load("src/vocabulary/events.js"));
  const { ALERT_RULES } = /** @type {typeof import("../src/alerts/rules.js")} */ (await load("src/alerts/rules.js"));
  const { RENDERERS } = /** @type {typeof import("../src/alerts/render/index.js")} */ (await load("src/alerts/render/index.js"));
  const { describeCondition } = /** @type {typeof import("../src/alerts/describe.js")} */ (await load("src/alerts/describe.js"));
  const { durationInWords } = /** @type {typeof import("../src/alerts/duration.js")} */ (await load("src/alerts/duration.js"));
  const alerts = { ALERT_RULES, RENDERERS, describeCondition, durationInWords };
  const { default: plugin } = /** @type {typeof import("../src/index.js")} */ (await load("src/index.js"));
  const { readSettings } = /** @type {typeof import("../src/settings.js")} */ (await load("src/settings.js"));
  return { RULES, CODEMODS, FRAMEWORKS, events, alerts, plugin, isCandidate, readSettings };
}

/** The command line, in process. */
export async function loadCommandLine() {
  await freshBuild();
  const { main } = /** @type {typeof import("../src/cli/command-line.js")} */ (await load("src/cli/command-line.js"));
  const { processIo } = /** @type {typeof import("../src/cli/io.js")} */ (await load("src/cli/io.js"));
  const { findFiles } = /** @type {typeof import("../src/cli/find-files.js")} */ (await load("src/cli/find-files.js"));
  return { main, processIo, findFiles };
}
