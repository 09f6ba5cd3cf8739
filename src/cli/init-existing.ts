/** What a project logs with already: an emitter of audit events, and a logger, found by what its modules export. */
import { settingsOf, type LogModule } from "../init/log-module.js";
import type { FoundFile } from "./find-files.js";
import { specifierOf, type ProjectLook } from "./init-look.js";
import { readSource } from "./read-source.js";

export interface ExistingEmitter {
  readonly path: string;
  readonly specifier: string;
  readonly name: string;
  readonly style: "method" | "call" | "object";
  /** Written by an earlier `init`. */
  readonly ours: boolean;
}

export interface ExistingLogger {
  readonly path: string;
  readonly specifier: string;
  readonly name: string;
  readonly order: "message-first" | "object-first" | undefined;
}

export interface ExistingLogging {
  readonly emitter: ExistingEmitter | undefined;
  readonly logger: ExistingLogger | undefined;
}

/** Modules by whose name one would look for a logger. */
const LIKELY = /(?:^|\/)(?:[\w-]*(?:log|logg(?:er|ing)|audit)[\w-]*)(?:\/index)?\.[cm]?[jt]sx?$/i;

export function findExistingLogging(files: readonly FoundFile[], look: ProjectLook): ExistingLogging {
  let emitter: ExistingEmitter | undefined;
  let logger: ExistingLogger | undefined;
  for (const { path, full } of files) {
    if (!LIKELY.test(path)) continue;
    const source = readSource(full);
    const found: LogModule = "text" in source ? settingsOf(source.text, path) : {};
    const specifier = specifierOf(path, look);
    if (found.emitter && (!emitter || (found.ours && !emitter.ours)))
      emitter = { path, specifier, ...found.emitter, ours: found.ours === true };
    if (found.logger && !found.ours) logger ??= { path, specifier, ...found.logger };
  }
  return { emitter, logger };
}
