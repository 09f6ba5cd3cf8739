/**
 * `hook`: run by a coding agent after each edit. Reads the edit on standard input, looks at the edited file, and tells the
 * agent on standard error, with exit code 2, what the edit leaves unrecorded. Writes nothing.
 */
import { existsSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { projectAt } from "../project/project.js";
import { addedFindings } from "../report/added-findings.js";
import type { ReportedFinding } from "../report/model.js";
import { showPrompt } from "../report/show-prompt.js";
import { surveyFile } from "../report/survey-file.js";
import type { Asked } from "./asked.js";
import { CliError, reasonOf } from "./cli-error.js";
import { readEditEvent } from "./edit-event.js";
import { fileIsNeverRead, folderIsNeverRead } from "../project/never-read.js";
import { readChanges } from "./git-changes.js";
import type { Io } from "./io.js";
import { openSettings, type AskSettings } from "./read-config.js";
import { readSource } from "./read-source.js";
import { rootFolder } from "./root-folder.js";

/** An agent reads what is on standard error when a hook ends with this. */
const BLOCKED = 2;

/**
 * @returns the exit code: 2 where the edit has added findings, by which agents know that there is something to read, else 0
 */
export async function hook(asked: Asked, io: Io): Promise<number> {
  if (asked.operands.length > 0) throw new CliError(`hook takes no paths, but was given ${asked.operands.join(" ")}: the edit comes on standard input.`);
  const event = readEditEvent(await readAll(io.stdin), io.cwd);
  const root = rootFolder(asked.one("root") ?? event.cwd, io.cwd);
  const files = event.files.flatMap((full) => shownPath(full, root) ?? []);
  if (files.length === 0) return 0;
  const ask = await openSettings(asked.one("config"), root, io.cwd, () => undefined);
  const findings: ReportedFinding[] = [];
  for (const { path, full } of files) findings.push(...(await added(path, full, root, ask, io)));
  if (findings.length === 0) return 0;
  io.stderr.write(showPrompt({ findings }));
  return BLOCKED;
}

/** What the file holds now and the last commit did not: an agent is told of its own work, not of what it found there. */
async function added(path: string, full: string, root: string, ask: AskSettings, io: Io): Promise<readonly ReportedFinding[]> {
  const source = readSource(full);
  if ("status" in source) return [];
  const answer = await ask(full);
  if ("ignoredBy" in answer) return [];
  const request = { settings: answer.settings, choices: answer.choices, neighbours: projectAt(root, answer.settings) };
  const now = surveyFile(source.text, path, { ...request, remedies: true });
  if (now.status !== "analysed" || now.findings.length === 0) return [];
  return addedFindings(now.findings, await committedText(path, root, io), path, request);
}

/** Undefined without git, without a commit, and for a file that none has: then all of it is new. */
async function committedText(path: string, root: string, io: Io): Promise<string | undefined> {
  try {
    return await (await readChanges({ since: "HEAD" }, root, io.env)).before(path);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

function shownPath(full: string, root: string): { path: string; full: string } | undefined {
  const folder = root.endsWith(sep) ? root : root + sep;
  if (!full.startsWith(folder) || !existsSync(full) || !statSync(full).isFile()) return undefined;
  const path = resolve(full).slice(folder.length).replaceAll(sep, "/");
  const folders = path.split("/").slice(0, -1);
  if (fileIsNeverRead(path) || folders.some((_, index) => folderIsNeverRead(folders.slice(0, index + 1).join("/")))) return undefined;
  return { path, full };
}

async function readAll(stream: Io["stdin"]): Promise<string> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of stream) parts.push(typeof part === "string" ? Buffer.from(part) : part);
  } catch (error) {
    throw new CliError(`Standard input cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
  return Buffer.concat(parts).toString("utf8");
}
