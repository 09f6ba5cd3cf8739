/** `fix`: finds the files, plans the changes, shows them or writes them, and accounts for every file. */
import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import { Account } from "./account.js";
import { CliError } from "./cli-error.js";
import { findFiles, type FoundFile } from "./find-files.js";
import type { FixArguments } from "./fix-arguments.js";
import { refuseUnsafeWrite } from "./git-guard.js";
import type { Io } from "./io.js";
import { MissingModules } from "./missing-module.js";
import { namesOf } from "./only-names.js";
import type { ChangedFile, FileOutcome } from "./plan-file.js";
import { planJob, Planning } from "./plan-files.js";
import { Progress } from "./progress.js";
import { openSettings, type FileSettings } from "./read-config.js";
import { nothingFound, rootFolder } from "./root-folder.js";
import { showJson } from "./show-json.js";
import { showPatch } from "./show-patch.js";
import { showText } from "./show-text.js";
import type { Show } from "./show.js";
import { writeChange } from "./write-file.js";

/** By custom: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

interface PlannedFile {
  readonly file: FoundFile;
  readonly change: ChangedFile;
}

export async function fix(options: FixArguments, io: Io): Promise<number> {
  const warn = (text: string) => {
    if (!options.quiet) io.stderr.write(`Warning: ${text}\n`);
  };
  const root = rootFolder(options.root, io.cwd);
  const codemods = await io.loadCodemods();
  const only = namesOf(options.only, codemods);
  const ask = await openSettings(options.config, root, io.cwd, warn);
  const found = await findFiles(options.paths, root, io.cwd, options.ignore);
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
  const job = planJob(files, answers, { root, only });
  const { startPlanning } = io;
  const helpers = startPlanning ? Array.from({ length: jobsFor(files.length, options.jobs) - 1 }, () => startPlanning(job)) : [];
  const planning = new Planning(job, codemods, helpers);

  const planned: PlannedFile[] = [];
  const missing = new MissingModules(root);
  const tellMissing = (file: FoundFile, change: ChangedFile) => {
    const answer = answers[files.indexOf(file)];
    const warnings = answer && "settings" in answer ? missing.warnings(change, file, answer.settings) : [];
    if (warnings.length > 0) progress.clear();
    for (const text of warnings) warn(text);
  };
  try {
    for (const file of found) {
      account.scan(file.path);
      const outcome = "full" in file ? await planning.next() : file;
      if ("full" in file && outcome?.status === "changed") tellMissing(file, outcome);
      if (options.write && "full" in file && outcome?.status === "changed") planned.push({ file, change: outcome });
      else if (outcome) await settle(outcome);
      progress.step();
    }
  } finally {
    progress.clear();
    await planning.end();
  }

  let interrupted = false;
  if (planned.length > 0) {
    if (!options.force) await refuseUnsafeWrite(root, io.env, warn);
    const takeBack = io.onInterrupt(() => (interrupted = true));
    for (const { file, change } of planned) {
      const outcome = writeOne(file, change, interrupted);
      if (outcome.status === "skipped") remains = true;
      await settle(outcome);
      // Lets a signal in, between two files and never within one.
      await setImmediate();
    }
    takeBack();
  }

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

/** A thread takes a quarter of a second to load and warm up what it plans with, so each must have these many files to plan. */
const FILES_A_THREAD = 250;
/** Each thread holds the parser and what it knows of the project. */
const MOST_THREADS = 4;

function jobsFor(files: number, asked: number | undefined): number {
  return asked ?? Math.max(1, Math.min(availableParallelism(), Math.floor(files / FILES_A_THREAD), MOST_THREADS));
}

function writeOne({ full }: FoundFile, change: ChangedFile, interrupted: boolean): FileOutcome {
  const { path } = change;
  if (interrupted) return { path, status: "skipped", reason: "the run was interrupted before it was written" };
  const written = writeChange(full, change.before, change.after);
  return written.status === "changed" ? change : { path, ...written };
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
