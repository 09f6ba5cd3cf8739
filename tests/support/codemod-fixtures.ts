/** The fixtures of the codemods, read from their folders: a case is added by adding a folder. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

export interface Fixture {
  readonly codemod: string;
  /** The folder's name, a sentence. */
  readonly name: string;
  /** Where the file would stand in a project: routes and file conventions are read from it. */
  readonly path: string;
  readonly settings: unknown;
  readonly input: string;
  readonly expected: string;
  readonly skipped: readonly { readonly rule: string; readonly reason: string }[];
}

const ROOT = join(import.meta.dirname, "../codemods");

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function readFixture(codemod: string, name: string): Fixture {
  const folder = join(ROOT, codemod, name);
  const inputName = readdirSync(folder).find((file) => file.startsWith("input."));
  if (inputName === undefined) throw new Error(`${codemod}/${name} has no input file`);
  const ending = extname(inputName);
  const about = existsSync(join(folder, "case.json"))
    ? (JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Partial<Fixture>)
    : {};
  return {
    codemod,
    name,
    path: about.path ?? `src/${name}${ending}`,
    settings: about.settings,
    input: readFileSync(join(folder, inputName), "utf8"),
    expected: readFileSync(join(folder, `expected${ending}`), "utf8"),
    skipped: about.skipped ?? [],
  };
}

export const FIXTURES: readonly Fixture[] = foldersIn(ROOT).flatMap((codemod) =>
  foldersIn(join(ROOT, codemod)).map((name) => readFixture(codemod, name)),
);
