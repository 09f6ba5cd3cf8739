/** Small projects on disk, for what is asked across files. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { factsOf, type FileFacts } from "../../src/analysis/file-facts.js";
import { parseSource } from "../../src/parse.js";
import { Project } from "../../src/project/project.js";
import { readSettings } from "../../src/settings.js";

export type Files = Readonly<Record<string, string>>;

export interface SmallProject {
  readonly root: string;
  readonly project: Project;
  /** Replaces a file; its time of change is set, so that no test waits for a clock. */
  readonly write: (path: string, text: string, changedAt?: number) => void;
  readonly remove: (path: string) => void;
  /** The facts of a file, with what the rest of the project says of its imports. */
  readonly facts: (path: string, text: string) => FileFacts;
  /** The same file by itself. */
  readonly alone: (path: string, text: string) => FileFacts;
}

/** Writes the files below a new folder, which is removed after the test. */
export function folderOf(files: Files): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "audit-logging-project-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** @param below folder from which the project's paths count, when that is not the whole */
export function projectOf(files: Files, given?: unknown, below = ""): SmallProject {
  const root = folderOf(files);
  const settings = readSettings(given);
  const project = new Project(join(root, below), settings);
  return {
    root,
    project,
    write: (path, text, changedAt) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      if (changedAt !== undefined) utimesSync(join(root, path), changedAt, changedAt);
    },
    remove: (path) => rmSync(join(root, path)),
    facts: (path, text) => factsOf(parseSource(text, path), settings, project),
    alone: (path, text) => factsOf(parseSource(text, path), settings),
  };
}
