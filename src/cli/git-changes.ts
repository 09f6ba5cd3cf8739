/** What a change touches, by git: the files, and their text before and after. */
import { execFile } from "node:child_process";
import { CliError } from "./cli-error.js";
import type { Io } from "./io.js";

export interface Changes {
  /** Paths from the root, with forward slashes, of files that are new or differ. */
  readonly paths: ReadonlySet<string>;
  /** The text before the change; undefined for a file that is new. */
  readonly before: (path: string) => Promise<string | undefined>;
  /** The text after it, where that is not what is on the disk. */
  readonly after: ((path: string) => Promise<string | undefined>) | undefined;
}

/**
 * @param changes a commit to compare the working tree with, or `staged` for what the next commit will hold
 * @throws CliError where git is not there, the root is in no repository, or the commit is unknown
 */
export async function readChanges(changes: { readonly since: string } | "staged", root: string, env: Io["env"]): Promise<Changes> {
  const git = (...words: string[]): Promise<string> => run(words, root, env);
  if (changes === "staged") {
    // A repository without a commit has nothing before.
    const head = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").then((text) => text.trim(), () => undefined);
    await inRepository(git, root);
    const names = await git("diff", "--cached", "--name-only", "--relative", "-z", "--diff-filter=d", "--no-renames");
    return {
      paths: new Set(namesIn(names)),
      before: async (path) => (head === undefined ? undefined : await textAt(git, head, path)),
      after: (path) => textAt(git, "", path),
    };
  }
  await inRepository(git, root);
  const { since } = changes;
  const base = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${since}^{commit}`).then(
    (text) => text.trim(),
    () => {
      throw new CliError(`--since ${since}: git knows no commit of that name in ${root}. Give a branch, a tag or a commit; a shallow clone may lack it.`);
    },
  );
  const changed = await git("diff", "--name-only", "--relative", "-z", "--diff-filter=d", "--no-renames", base);
  const untracked = await git("ls-files", "--others", "--exclude-standard", "-z");
  return {
    paths: new Set([...namesIn(changed), ...namesIn(untracked)]),
    before: (path) => textAt(git, base, path),
    after: undefined,
  };
}

async function inRepository(git: (...words: string[]) => Promise<string>, root: string): Promise<void> {
  await git("rev-parse", "--is-inside-work-tree").catch((error: Error) => {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CliError(missing ? "--since and --staged need git, which is not installed." : `--since and --staged need a git repository, and ${root} is in none.`, { cause: error });
  });
}

function namesIn(list: string): string[] {
  return list.split("\0").filter(Boolean);
}

/** `./` counts from the folder that git runs in, not from the repository's root. */
async function textAt(git: (...words: string[]) => Promise<string>, commit: string, path: string): Promise<string | undefined> {
  try {
    return await git("show", `${commit}:./${path}`);
  } catch {
    return undefined;
  }
}

function run(words: readonly string[], cwd: string, env: Io["env"]): Promise<string> {
  return new Promise((done, fail) => {
    const options = { cwd, env: { ...env, GIT_OPTIONAL_LOCKS: "0" }, maxBuffer: 256 * 1024 * 1024, encoding: "utf8" as const };
    execFile("git", [...words], options, (error, stdout) => (error ? fail(error) : done(stdout)));
  });
}
