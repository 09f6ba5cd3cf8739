/** `fix`: finds the files, plans the changes, shows them or writes them, and accounts for every file. */
import { setImmediate } from "node:timers/promises";
import { Account } from "./account.js";
import { CliError } from "./cli-error.js";
import { FileQueue, queueJob, startThreads, type Treat } from "./file-queue.js";
import { findFiles, type FoundFile } from "./find-files.js";
import { FolderNames } from "./folder-names.js";
import type { FixArguments } from "./fix-arguments.js";
import type { Io } from "./io.js";
import type { MissingModules } from "./missing-module.js";
import { namesOf } from "./only-names.js";
import type { ChangedFile, FileOutcome } from "./plan-file.js";
import { Progress } from "./progress.js";
import { openSettings, type FileSettings } from "./read-config.js";
import { nothingFound, rootFolder } from "./root-folder.js";
import { showJson } from "./show-json.js";
import { showPatch } from "./show-patch.js";
import { showText } from "./show-text.js";
import type { Show } from "./show.js";
import type { Written } from "./write-file.js";

/** By custom: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

interface PlannedFile {
  readonly file: FoundFile;
  readonly change: ChangedFile;
}

/**
 * @returns the exit code: 0 done, 1 with --check where something is left to do, 2 where a file failed, 130 when interrupted
 * @throws CliError where nothing could be begun: no file, settings that cannot be read, a git tree that the changes could not
 *   be told from
 */
export async function fix(options: FixArguments, io: Io): Promise<number> {
  const warn = (text: string) => {
    if (!options.quiet) io.stderr.write(`Warning: ${text}\n`);
  };
  const root = rootFolder(options.root, io.cwd);
  const only = options.only.length > 0 ? namesOf(options.only, await io.loadCodemods()) : undefined;
  const folders = new FolderNames();
  const ask = await openSettings(options.config, root, io.cwd, warn, folders, options.write);
  const found = await findFiles(options.paths, root, io.cwd, options.ignore, folders);
  if (found.length === 0) throw new CliError(`${nothingFound(options.paths, root)} See fix --help for what is read.`);

  const account = new Account();
  const show = showFor(options, io);
  const progress = new Progress(io, found.length);
  let remains = false;
  const settle = async (outcome: FileOutcome) => {
    account.settle(outcome.path, outcome.status);
    if ("left" in outcome && outcome.left.length > 0) remains = true;
    if (outcome.status === "changed" && !options.write) remains = true;
    if (outcome.status === "changed") progress.clear();
    await show.file(outcome);
  };

  const files = found.filter((file) => "full" in file);
  const answers: FileSettings[] = [];
  for (const { full } of files) answers.push(await ask(full));
  const job = queueJob(files, answers, { kind: "plan", root, only });
  // What plans is most of what there is to load, so the other threads are started first.
  const threads = startThreads(job, options.jobs, io.startThread);
  const planning = new FileQueue(job, loadPlanner(io, root, only), threads);

  const planned: PlannedFile[] = [];
  let missing: MissingModules | undefined;
  const tellMissing = async (file: FoundFile, change: ChangedFile) => {
    missing ??= new (await import("./missing-module.js")).MissingModules(root);
    const answer = answers[files.indexOf(file)];
    const warnings = answer && "settings" in answer ? missing.warnings(change, file, answer.settings) : [];
    if (warnings.length > 0) progress.clear();
    for (const text of warnings) warn(text);
  };
  try {
    for (const file of found) {
      account.scan(file.path);
      const outcome = "full" in file ? await planning.next() : file;
      if ("full" in file && outcome?.status === "changed") await tellMissing(file, outcome);
      if (options.write && "full" in file && outcome?.status === "changed") planned.push({ file, change: outcome });
      else if (outcome) await settle(outcome);
      progress.step();
    }
  } finally {
    progress.clear();
    await planning.end();
  }

  if (planned.length > 0 && !options.force) {
    const { refuseUnsafeWrite } = await import("./git-guard.js");
    await refuseUnsafeWrite(root, io.env, warn);
  }
  const settleWritten = async (outcome: FileOutcome) => {
    if (outcome.status === "skipped") remains = true;
    await settle(outcome);
  };
  const interrupted = planned.length > 0 && (await writeAll(planned, settleWritten, io));

  const counts = account.counts();
  show.end({ counts, written: options.write, debug: options.debug });
  const faults = account.faults();
  if (faults.length > 0) {
    throw new CliError(`The count does not add up, which is a bug in audit-logging: ${faults.join("; ")}.`);
  }
  if (interrupted) return INTERRUPTED;
  if (counts.failed > 0) return 2;
  return options.check && remains ? 1 : 0;
}

/** Writes file by file, and settles each; true where the user has interrupted it, and what was left is as it was. */
async function writeAll(
  planned: readonly PlannedFile[],
  settle: (outcome: FileOutcome) => Promise<void>,
  io: Io,
): Promise<boolean> {
  const { writeChange } = await import("./write-file.js");
  let interrupted = false;
  const takeBack = io.onInterrupt(() => (interrupted = true));
  for (const { file, change } of planned) {
    await settle(interrupted ? notWritten(change) : written(change, writeChange(file.full, change.before, change.after)));
    // Lets a signal in, between two files and never within one.
    await setImmediate();
  }
  takeBack();
  return interrupted;
}

async function loadPlanner(io: Io, root: string, only: ReadonlySet<string> | undefined): Promise<Treat<FileOutcome | undefined>> {
  const [codemods, { planFile }] = await Promise.all([io.loadCodemods(), import("./plan-file.js")]);
  return (file, settings) => planFile(file, settings, { codemods, root, only });
}

function notWritten({ path }: ChangedFile): FileOutcome {
  return { path, status: "skipped", reason: "the run was interrupted before it was written" };
}

function written(change: ChangedFile, result: Written): FileOutcome {
  return result.status === "changed" ? change : { path: change.path, ...result };
}

function showFor(options: FixArguments, io: Io): Show {
  switch (options.format) {
    case "text":
      return showText(io, options);
    case "json":
      return showJson(io);
    case "patch":
      return showPatch(io, options);
  }
}
