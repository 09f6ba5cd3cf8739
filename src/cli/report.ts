/** `report`: reads the files, and shows what each route leaves behind and what the rules find. Writes nothing but --output. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { coverageOf } from "../report/coverage.js";
import type { Report, ReportedFinding, ReportedRoute, UnreadFile } from "../report/model.js";
import { CliError, reasonOf, traceOf } from "./cli-error.js";
import { coloured, wantsColour } from "./colour.js";
import { FileQueue, queueJob, startThreads, type Treat } from "./file-queue.js";
import { findFiles, type Found } from "./find-files.js";
import { FolderNames } from "./folder-names.js";
import type { ReportFormat } from "./formats.js";
import { readChanges, type Changes } from "./git-changes.js";
import type { Io } from "./io.js";
import { packageVersion } from "./package-folder.js";
import { kindOf } from "./path-kind.js";
import { Progress } from "./progress.js";
import { projectName } from "./project-name.js";
import { openSettings, type FileSettings } from "./read-config.js";
import type { ReportArguments } from "./report-arguments.js";
import { nothingFound, rootFolder } from "./root-folder.js";
import type { Seen, Survey } from "./survey-one.js";

/** Formats for whoever reads along, of which --quiet leaves the counts; the others are what somebody asked for by name. */
const SHORTENED: ReadonlySet<ReportFormat> = new Set(["text", "agent"]);

/** Formats that show what can be done about each finding. */
const WITH_REMEDIES: ReadonlySet<ReportFormat> = new Set(["json", "jsonl", "sarif", "html", "prompt"]);

/**
 * @returns the exit code: 0 done, 1 with --check where there is a finding or where coverage is below --min-coverage, 2 where
 *   a file failed
 * @throws CliError where nothing could be begun: no file, settings that cannot be read, a commit that is not there
 */
export async function report(options: ReportArguments, io: Io): Promise<number> {
  const warn = (text: string) => {
    if (!options.quiet) io.stderr.write(`Warning: ${text}\n`);
  };
  const root = rootFolder(options.root, io.cwd);
  const only = options.only.length > 0 ? (await import("./reported-rules.js")).reportedRules(options.only) : undefined;
  const output = options.output === undefined ? undefined : newFile(options.output, io.cwd);
  const folders = new FolderNames();
  const ask = await openSettings(options.config, root, io.cwd, warn, folders);
  const changes = options.changes && (await readChanges(options.changes, root, io.env));
  const named = await findFiles(options.paths, root, io.cwd, options.ignore, folders);
  if (named.length === 0) throw new CliError(`${nothingFound(options.paths, root)} See report --help for what is read.`);
  const found = changes ? named.filter(({ path }) => changes.paths.has(path)) : named;

  const files = found.filter((file) => "full" in file);
  const answers: FileSettings[] = [];
  for (const { full } of files) answers.push(await ask(full));
  const survey: Survey = { root, only, remedies: WITH_REMEDIES.has(options.format) };
  const job = queueJob(files, answers, { kind: "survey", ...survey });
  // What surveys is most of what there is to load, so the other threads are started first. What a change adds is asked of git
  // file by file, and that is the longest part of it.
  const threads = changes ? [] : startThreads(job, options.jobs, io.startThread);
  const queue = new FileQueue(job, loadSurveyor(survey, changes), threads);
  const progress = new Progress(io, found.length);
  const trace = (error: unknown) => {
    if (options.debug && error !== undefined) io.stderr.write(`${traceOf(error)}\n`);
  };
  let all: Surveyed;
  try {
    all = await surveyAll(found, queue, progress, trace);
  } finally {
    progress.clear();
    await queue.end();
  }
  const made: Report = {
    version: 1,
    tool: { name: "eslint-plugin-audit-logging", version: packageVersion(io.packageFolder()) },
    project: projectName(root),
    routes: all.routes,
    findings: all.findings,
    coverage: coverageOf(all.routes),
    files: all.files,
    unread: all.unread,
  };
  if (output) writeNew(output, options.output!, await shown(made, options, io));
  else if (options.quiet && SHORTENED.has(options.format)) io.stdout.write((await import("../report/show-text.js")).showCounts(made));
  else io.stdout.write(await shown(made, options, io));
  return exitCode(made, options, io);
}

type Surveyed = Pick<Report, "routes" | "findings" | "files" | "unread">;

/** @param trace is given what was thrown over a file */
async function surveyAll(
  found: readonly Found[],
  queue: FileQueue<Seen | Promise<Seen>>,
  progress: Progress,
  trace: (error: unknown) => void,
): Promise<Surveyed> {
  const routes: ReportedRoute[] = [];
  const findings: ReportedFinding[] = [];
  const unread: UnreadFile[] = [];
  let analysed = 0;
  for (const file of found) {
    const seen: Seen = "full" in file ? await queue.next() : file;
    if ("routes" in seen) {
      analysed++;
      routes.push(...seen.routes);
      findings.push(...seen.findings);
    } else if ("reason" in seen) {
      const { path, status, reason, error } = seen;
      unread.push({ path, status, reason });
      trace(error);
    }
    progress.step();
  }
  const skipped = unread.filter(({ status }) => status === "skipped").length;
  return { routes, findings, files: { scanned: found.length, analysed, skipped, failed: unread.length - skipped }, unread };
}

async function loadSurveyor(survey: Survey, changes: Changes | undefined): Promise<Treat<Seen | Promise<Seen>>> {
  if (changes) {
    const { surveyChange } = await import("./survey-change.js");
    return (file, answer) => surveyChange(file, answer, survey, changes);
  }
  const { surveyOne } = await import("./survey-one.js");
  return (file, answer) => surveyOne(file, answer, survey);
}

async function shown(made: Report, { format, output }: ReportArguments, io: Io): Promise<string> {
  switch (format) {
    case "text": {
      const { showText } = await import("../report/show-text.js");
      const colour = output === undefined && wantsColour(io.stdout, io.env);
      return showText(made, { width: io.stdout.columns ?? 100, paint: (text, name) => (colour ? coloured(text, name) : text) });
    }
    case "markdown":
      return (await import("../report/show-markdown.js")).showMarkdown(made);
    case "json":
      return (await import("../report/show-json.js")).showJson(made);
    case "jsonl":
      return (await import("../report/show-json.js")).showJsonLines(made);
    case "sarif": {
      const folder = io.packageFolder();
      return (await import("../report/show-sarif.js")).showSarif(made, (rule) => readFileSync(join(folder, "docs", "rules", `${rule}.md`), "utf8"));
    }
    case "html":
      return (await import("../report/show-html.js")).showHtml(made);
    case "prompt":
      return (await import("../report/show-prompt.js")).showPrompt(made);
    case "agent":
      return (await import("../report/show-agent.js")).showAgent(made);
  }
}

/** What cannot be reported on is a failure; what falls short of a demand that was made is told apart from it. */
function exitCode({ findings, coverage, files }: Report, { check, minCoverage }: ReportArguments, io: Io): number {
  if (files.failed > 0) return 2;
  const short = minCoverage !== undefined && coverage.percent < minCoverage;
  if (short) {
    io.stderr.write(
      `audit-logging: ${coverage.covered} of ${coverage.outcomes} outcomes of sensitive routes leave an audit event: ${coverage.percent} %, ` +
        `and --min-coverage asks for ${minCoverage} %.\n`,
    );
  }
  return short || (check && findings.length > 0) ? 1 : 0;
}

function newFile(given: string, cwd: string): string {
  const full = resolve(cwd, given);
  if (kindOf(dirname(full)) !== "folder") throw new CliError(`--output ${given}: there is no folder ${dirname(full)}. Make it first.`);
  if (existsSync(full) && !/\.(?:html?|json|jsonl|md|markdown|sarif|txt)$/i.test(full)) {
    throw new CliError(`--output ${given} is there already and does not look like a report. Give another name, or remove it first.`);
  }
  return full;
}

function writeNew(full: string, given: string, text: string): void {
  try {
    writeFileSync(full, text);
  } catch (error) {
    throw new CliError(`--output ${given} cannot be written: ${reasonOf(error)}. Check the folder and its permissions.`, { cause: error });
  }
}
