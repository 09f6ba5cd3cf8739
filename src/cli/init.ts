/** `init`: looks at the project, shows what it would write, and writes it when told to. It writes over nothing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { AlertFormat } from "../alerts/render/index.js";
import { projectAt } from "../project/project.js";
import { LOGGER_PARTS, type LoggerPart } from "../init/logger-parts.js";
import { coverageOf } from "../report/coverage.js";
import type { Report, ReportedFinding, ReportedRoute } from "../report/model.js";
import { quotedArgument } from "../report/quoted-argument.js";
import { surveyFile } from "../report/survey-file.js";
import { countOf, routeCount } from "../report/words.js";
import { packageOf } from "../project/package-of.js";
import { readSettings, type Settings } from "../settings.js";
import { isEdgeFunction } from "../vocabulary/file-kinds.js";
import type { Asked } from "./asked.js";
import { CliError, reasonOf } from "./cli-error.js";
import { coloured, wantsColour } from "./colour.js";
import { findFiles, type FoundFile } from "./find-files.js";
import { ALERT_FORMATS } from "./formats.js";
import { isInRepository } from "./git-guard.js";
import { findExistingLogging } from "./init-existing.js";
import { homesOf, isAllOnEdge } from "./init-home.js";
import { isSupabaseFolder, lookAtProject, type ProjectLook } from "./init-look.js";
import { planInit, SETTINGS_FILE, type InitPlan, type PlannedWrite } from "./init-plan.js";
import type { Io } from "./io.js";
import { packageVersion } from "./package-folder.js";
import { addCommand, runCommand } from "./package-manager.js";
import { projectName } from "./project-name.js";
import { openSettings } from "./read-config.js";
import { readSource } from "./read-source.js";
import { rootFolder } from "./root-folder.js";
import { colourDiff, diffOf } from "./show-diff.js";
import { writeChange } from "./write-file.js";

/**
 * @returns the exit code, always 0: that somebody says no is no failure
 * @throws CliError for paths, for an unknown format or part, and where a file cannot be written
 */
export async function init(asked: Asked, io: Io): Promise<number> {
  if (asked.operands.length > 0) throw new CliError(`init takes no paths, but was given ${asked.operands.join(" ")}. Give the folder with --root.`);
  const root = rootFolder(asked.one("root"), io.cwd);
  const alerts = alertFormat(asked.one("alerts"));
  const files = (await findFiles([], root, io.cwd, [])).filter((file) => "full" in file);
  const report = await survey(files, root, io);
  const homes = isSupabaseFolder(root) ? [""] : homesToWriteIn(root, report);
  const look = lookAtProject(root, io.env, homes.length === 1 ? homes[0]! : "");
  const plan = planInit({
    root,
    look,
    homes,
    // Functions on Deno reach what stands among them, and nothing of the application beside.
    existing: findExistingLogging(root, isAllOnEdge(report) ? files.filter(({ path }) => isEdgeFunction(path)) : files, look),
    report,
    alerts,
    agents: asked.has("agents"),
    parts: loggerParts(asked.names("logger")),
    loggerSource: (kind) => loggerSource(kind, io),
  });
  const quiet = asked.has("quiet");
  if (!quiet) show(plan, report, look, io);
  if (plan.writes.length === 0) {
    io.stdout.write(`Everything is in place: nothing to write.\n${toInstall(plan, look)}`);
    return 0;
  }
  if (!asked.has("yes") && !(await agreed(plan, io))) {
    io.stdout.write(`Nothing is written. \`audit-logging init --yes\` writes it without asking.\n${toInstall(plan, look)}`);
    return 0;
  }
  for (const write of plan.writes) writeOne(root, write);
  if (!quiet) io.stdout.write(`${plan.writes.map(({ path, before }) => `${before === undefined ? "written" : "changed"} ${path}\n`).join("")}${toInstall(plan, look)}${next(plan, report.findings, look, isInRepository(root))}`);
  return 0;
}

/** The packages that have the routes; those that have the findings, where these are none of them. */
function homesToWriteIn(root: string, { routes, findings }: Report): readonly string[] {
  const homes = homesOf(root, routes.map(({ path }) => path));
  const isFarOff = findings.length > 0 && !homes.includes("") && !findings.some(({ path }) => homes.includes(packageOf(root, path)));
  return isFarOff ? homesOf(root, findings.map(({ path }) => path)) : homes;
}

function alertFormat(given: string | undefined): AlertFormat | undefined {
  if (given === undefined || (ALERT_FORMATS as readonly string[]).includes(given)) return given as AlertFormat | undefined;
  throw new CliError(`--alerts must be one of ${ALERT_FORMATS.join(", ")}, but is ${given}.`);
}

function loggerParts(given: readonly string[]): readonly LoggerPart[] {
  const unknown = given.find((name) => !(LOGGER_PARTS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new CliError(`--logger must name parts of ${LOGGER_PARTS.join(", ")}, but has ${unknown || "nothing between two commas"}.`);
  return given as readonly LoggerPart[];
}

/** What the routes are, by the same eyes as everything else. */
async function survey(files: readonly FoundFile[], root: string, io: Io): Promise<Report> {
  const settingsOf = await knownSettings(root);
  const routes: ReportedRoute[] = [];
  const findings: ReportedFinding[] = [];
  let analysed = 0;
  for (const { path, full } of files) {
    const source = readSource(full);
    if ("status" in source) continue;
    const settings = await settingsOf(full);
    const seen = surveyFile(source.text, path, { settings, neighbours: projectAt(root, settings), remedies: false });
    if (seen.status !== "analysed") continue;
    analysed++;
    routes.push(...seen.routes);
    findings.push(...seen.findings);
  }
  return {
    version: 1,
    tool: { name: "eslint-plugin-audit-logging", version: packageVersion(io.packageFolder()) },
    project: projectName(root),
    routes,
    findings,
    coverage: coverageOf(routes),
    files: { scanned: files.length, analysed, skipped: 0, failed: 0 },
    unread: [],
  };
}

/** Those of an earlier run, once ESLint can read them; until then the defaults. */
async function knownSettings(root: string): Promise<(file: string) => Promise<Settings>> {
  const ask = await openSettings(existsSync(join(root, SETTINGS_FILE)) ? SETTINGS_FILE : undefined, root, root, () => undefined);
  const defaults = readSettings(undefined);
  let isReadable = true;
  return async (file) => {
    if (!isReadable) return defaults;
    try {
      const answer = await ask(file);
      return "settings" in answer ? answer.settings : defaults;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      isReadable = false;
      return defaults;
    }
  };
}

function loggerSource(kind: "ts" | "js" | "cjs", io: Io): string {
  const file = join(io.packageFolder(), "dist", "src", "logger", `logging.${kind}`);
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CliError(`The logger in ${file} cannot be read: ${reasonOf(error)}. Install the package again.`, { cause: error });
  }
}

function show({ writes, notes }: InitPlan, { routes, findings }: Report, look: ProjectLook, io: Io): void {
  const colour = wantsColour(io.stdout, io.env);
  const frameworks = [...new Set(routes.map(({ framework }) => framework))].sort();
  const sensitive = routeCount(routes.filter((route) => route.sensitive));
  io.stdout.write(
    `Found ${frameworks.length > 0 ? frameworks.join(", ") : "no framework"} (${countOf(routeCount(routes), "route")}, ${sensitive} sensitive), ` +
      `${look.typescript ? "TypeScript" : "JavaScript"}, ${look.packageManager}, ${look.eslintConfig ?? "no ESLint config"}; ${countOf(findings.length, "finding")}.\n\n`,
  );
  for (const { path, before, after } of writes) {
    if (before === undefined) io.stdout.write(`${paint(`new file ${path}`, colour)} (${countOf(after.split("\n").length - 1, "line")})\n`);
    else {
      const diff = diffOf({ path, status: "changed", before, after, applied: [], left: [] });
      io.stdout.write(colour ? colourDiff(diff) : diff);
    }
  }
  if (writes.length > 0) io.stdout.write("\n");
  for (const note of notes) io.stdout.write(`${note}\n\n`);
}

function paint(text: string, colour: boolean): string {
  return colour ? coloured(text, "green") : text;
}

/** Asked only where somebody can answer. */
async function agreed({ writes }: InitPlan, io: Io): Promise<boolean> {
  if (!io.stdout.isTTY || io.prompt === undefined) return false;
  const answer = await io.prompt(`Write ${countOf(writes.length, "file")}? [y/N] `);
  return /^y(?:es)?$/i.test(answer.trim());
}

function writeOne(root: string, { path, before, after }: PlannedWrite): void {
  const full = join(root, path);
  if (before !== undefined) {
    const written = writeChange(full, before, after);
    if (written.status !== "changed") throw new CliError(`${path} was not written: ${written.reason}. What was written before it stays; run init again.`);
    return;
  }
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, after, { flag: "wx" });
  } catch (error) {
    throw new CliError(`${path} cannot be written: ${reasonOf(error)}. What was written before it stays; run init again.`, { cause: error });
  }
}

/** One line to be copied: without these, ESLint cannot read the config. */
function toInstall({ install }: InitPlan, { packageManager, hasPackageJson, isWorkspaceRoot }: ProjectLook): string {
  if (install.length === 0) return "";
  const add = addCommand(packageManager, install, isWorkspaceRoot);
  return hasPackageJson
    ? `\nNot in package.json yet, and ESLint needs it: ${add}\n`
    : `\nThere is no package.json, and ESLint needs one: npm init --yes && ${add}\n`;
}

/** More findings than one diff is reviewed with. */
const MANY = 100;

function next(
  plan: InitPlan,
  findings: readonly ReportedFinding[],
  { packageManager, packages }: ProjectLook,
  inGit: boolean,
): string {
  if (findings.length === 0) return "";
  const { settingsFile, run, writes } = plan;
  const runs = runCommand(packageManager);
  const many = findings.length > MANY;
  const fix = `${run} fix${settingsFile === undefined ? "" : ` --config ${settingsFile}`}${many ? ` ${oneFolder(findings)}` : ""}`;
  // A file of the project's own is not formatted anew for a line that was added.
  const added = writes.flatMap(({ path, before }) => (before === undefined ? [quotedArgument(path)] : []));
  const commands = [
    ...(packages.has("prettier") && added.length > 0 ? [`${runs} prettier --write ${added.join(" ")}`] : []),
    // A config of the old form has no rules of ours to suppress.
    ...(many && settingsFile === undefined ? [`${runs} eslint . --suppress-all`] : []),
    // Behind all that writes a file: the repairs are written into a clean tree only.
    ...(inGit ? [`git add --all && git commit --message "Set up audit logging"`] : []),
    fix,
    `${fix} --write`,
  ];
  return `\nNext${many ? ", as all at once would be too much to review" : ""}:\n${commands.map((command) => `  ${command}\n`).join("")}`;
}

/** Something to begin with: what a sensitive route lacks, in the folder where the first of them stands. */
function oneFolder(findings: readonly ReportedFinding[]): string {
  const audit = findings.find(({ rule }) => rule === "require-audit-on-sensitive-route");
  const { path } = audit ?? findings[0]!;
  const folder = posix.dirname(path);
  return `${quotedArgument(folder === "." ? path : folder)}${audit ? " --only add-security-log" : ""}`;
}
