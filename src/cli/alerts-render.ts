/** `alerts render`: prints the rules in a format, or writes them into a folder, over nothing that is there. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { RENDERERS, type AlertFormat } from "../alerts/render/index.js";
import type { RenderedFile } from "../alerts/render/rendered.js";
import { ALERT_RULES } from "../alerts/rules.js";
import { CliError, reasonOf } from "./cli-error.js";
import type { Io } from "./io.js";

/** @param folder from the current one; without it everything is printed */
export function renderAlerts(format: AlertFormat, folder: string | undefined, io: Io): number {
  const files = RENDERERS[format].files(ALERT_RULES);
  if (folder === undefined) {
    // Several files are told apart as `head` does it.
    for (const { name, text } of files) io.stdout.write(files.length > 1 ? `==> ${name} <==\n${text}\n` : text);
    return 0;
  }
  const full = resolve(io.cwd, folder);
  const missing = missingIn(full, folder, files);
  try {
    mkdirSync(full, { recursive: true });
    for (const { name, text } of missing) writeFileSync(join(full, name), text, { flag: "wx" });
  } catch (error) {
    throw new CliError(`${folder} cannot be written: ${reasonOf(error)}.`, { cause: error });
  }
  for (const file of files) io.stdout.write(`${missing.includes(file) ? "written  " : "unchanged"}  ${join(folder, file.name)}\n`);
  return 0;
}

/** @throws CliError when a file is there and says something else: it may be someone's own work by now */
function missingIn(full: string, folder: string, files: readonly RenderedFile[]): RenderedFile[] {
  const found = files.map((file) => ({ file, text: textAt(join(full, file.name)) }));
  const others = found.filter(({ file, text }) => text !== undefined && text !== file.text);
  if (others.length > 0) {
    const names = others.map(({ file }) => join(folder, file.name)).join(", ");
    throw new CliError(`Nothing was written, as there is already ${names}, which says something else. Give another folder, or move it away.`);
  }
  return found.flatMap(({ file, text }) => (text === undefined ? file : []));
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new CliError(`${path} cannot be read: ${reasonOf(error)}.`, { cause: error });
  }
}
