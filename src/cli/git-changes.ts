/** What a change touches, by git: the files, and their text before and after. */
import { execFile } from "node:child_process";
import { CliError } from "./cli-error.js";
import type { Io } from "./io.js";

/** A change that a report is about. */
export interface Changes {
  /** Paths from the root, with forward slashes, of files that are new or differ. */
  readonly paths: ReadonlySet<string>;
  /** The text before the change, of a file that was renamed under its old name; undefined for a file that is new. */
  readonly before: (path: string) => Promise<string | undefined>;
  /** The text after it, where that is not what is on the disk. */
  readonly after: ((path: string) => Promise<string | undefined>) | undefined;
}

type Git = (...words: string[]) => Promise<string>;

/**
 * @param changes a commit, from where the branch left which the working tree is compared, or `staged` for what the next commit
 *   will hold
 * @throws CliError where git is not there, the root is in no repository, or the commit is unknown or has nothing in common
 */
export async function readChanges(changes: { readonly since: string } | "staged", root: string, env: Io["env"]): Promise<Changes> {
  const git: Git = (...words) => run(words, root, env);
  if (changes === "staged") {
    // A repository without a commit has nothing before.
    const head = await git("rev-parse", "--verify", "--quiet", "HEAD^{commit}").then((text) => text.trim(), () => undefined);
    await inRepository(git, root);
    const changed = changesIn(await git("diff", "--cached", ...AS_LIST));
    return {
      paths: new Set(changed.keys()),
      before: async (path) => (head === undefined ? undefined : await textAt(git, head, changed.get(path) ?? path)),
      after: (path) => textAt(git, "", path),
    };
  }
  await inRepository(git, root);
  const base = await baseOf(changes.since, git, root);
  const changed = changesIn(await git("diff", ...AS_LIST, base));
  const untracked = await git("ls-files", "--others", "--exclude-standard", "-z");
  return {
    paths: new Set([...changed.keys(), ...untracked.split("\0").filter(Boolean)]),
    before: (path) => textAt(git, base, changed.get(path) ?? path),
    after: undefined,
  };
}

/** Where the branch left the commit, as in `git diff A...B`: what was added to the other side since is no change of this one. */
async function baseOf(since: string, git: Git, root: string): Promise<string> {
  const named = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${since}^{commit}`).catch(() => {
    throw new CliError(`--since ${since}: git knows no commit of that name in ${root}. Give a branch, a tag or a commit; a shallow clone may lack it.`);
  });
  const base = await git("merge-base", named.trim(), "HEAD").catch(() => {
    throw new CliError(
      `--since ${since}: git finds no commit where this branch left it. A shallow clone may lack it: fetch more of the history, or name a commit that this one stands on.`,
    );
  });
  return base.trim();
}

async function inRepository(git: Git, root: string): Promise<void> {
  await git("rev-parse", "--is-inside-work-tree").catch((error: Error) => {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new CliError(missing ? "--since and --staged need git, which is not installed." : `--since and --staged need a git repository, and ${root} is in none.`, { cause: error });
  });
}

const AS_LIST = ["--name-status", "--relative", "-z", "--diff-filter=d", "--find-renames"];

/** Each path that is new or differs, with the one that it had before. */
function changesIn(list: string): Map<string, string> {
  const words = list.split("\0").filter(Boolean);
  const changed = new Map<string, string>();
  while (words.length > 0) {
    const status = words.shift()!;
    const before = words.shift()!;
    // A rename or a copy, with how alike the two are: `R100`.
    changed.set(/^[RC]/.test(status) ? words.shift()! : before, before);
  }
  return changed;
}

/** `./` counts from the folder that git runs in, not from the repository's root. */
async function textAt(git: Git, commit: string, path: string): Promise<string | undefined> {
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
