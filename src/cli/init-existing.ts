/** What a project logs with already: an emitter of audit events, and a logger, found by what its modules export. */
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { settingsOf, type LogModule } from "../init/log-module.js";
import { packageOf } from "../project/package-of.js";
import { sourcesOf, workspaceAround, type Package } from "../project/workspaces.js";
import type { FoundFile } from "./find-files.js";
import { specifierOf, type ProjectLook } from "./init-look.js";
import { isScript } from "../vocabulary/file-kinds.js";
import { readSource } from "./read-source.js";

/** A module of the project that exports an audit emitter, in the words of the setting `emitter`. */
export interface ExistingEmitter {
  readonly path: string;
  readonly specifier: string;
  readonly name: string;
  readonly style: "method" | "call" | "object";
  /** Written by an earlier `init`. */
  readonly ours: boolean;
}

/** A module of the project that exports a logger, in the words of the setting `logger`. */
export interface ExistingLogger {
  readonly path: string;
  readonly specifier: string;
  readonly name: string;
  readonly order: "message-first" | "object-first" | undefined;
}

/** Each is undefined where no module that is named like one exports it. */
export interface ExistingLogging {
  readonly emitter: ExistingEmitter | undefined;
  readonly logger: ExistingLogger | undefined;
}

/** Modules by whose name one would look for a logger. */
const LIKELY = /(?:^|\/)(?:[\w-]*(?:log|logg(?:er|ing)|audit)[\w-]*)(?:\/index)?\.[cm]?[jt]sx?$/i;

/** @param root absolute path from which those of the files count */
export function findExistingLogging(root: string, files: readonly FoundFile[], look: ProjectLook): ExistingLogging {
  const { packages } = workspaceAround(root);
  let emitter: ExistingEmitter | undefined;
  let logger: ExistingLogger | undefined;
  for (const { path, full } of files) {
    // What a script logs with is not what the app logs with.
    if (!LIKELY.test(path) || isScript(path)) continue;
    const source = readSource(full);
    const found: LogModule = "text" in source ? settingsOf(source.text, path) : {};
    const offered = packageOffering({ path, full }, [...packages.values()], root, look);
    const owner = packageOf(root, path);
    // What another package keeps to itself is not for this one.
    if (!offered && owner !== "" && owner !== look.home) continue;
    const specifier = offered?.name ?? specifierOf(path, look);
    if (found.emitter && (!emitter || (found.ours && !emitter.ours)))
      emitter = { path, specifier, ...found.emitter, ours: found.ours === true };
    if (found.logger && !found.ours) logger ??= { path, specifier, ...found.logger };
  }
  return { emitter, logger };
}

/** The package whose entry the file is, or is handed on by: others import it by name. Not that of the routes themselves. */
function packageOffering(
  { path, full }: FoundFile,
  packages: readonly Package[],
  root: string,
  look: ProjectLook,
): Package | undefined {
  const member = packages.find(({ folder }) => {
    const inside = relative(root, folder).replaceAll("\\", "/");
    return inside !== look.home && path.startsWith(`${inside}/`);
  });
  const entry = member && entryOf(member);
  if (entry === undefined) return undefined;
  const source = readSource(entry);
  const name = bare(full).split(/[\\/]/).at(-1)!;
  const handsOn = "text" in source && new RegExp(`\\bfrom\\s*["']\\./(?:[\\w-]+/)*${name}(?:\\.\\w+)?["']`).test(source.text);
  return entry === full || handsOn ? member : undefined;
}

function entryOf(member: Package): string | undefined {
  return sourcesOf(member, ".").flatMap((path) => ENDINGS.map((ending) => bare(path) + ending)).find((path) => existsSync(path));
}

function bare(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "");
}

const ENDINGS = [".ts", ".tsx", ".mts", ".js", ".mjs", ".cjs"];
