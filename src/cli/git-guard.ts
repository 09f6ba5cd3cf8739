/** Whether the changes of a run could be told apart from the user's own, and taken back, with git. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { CliError } from "./cli-error.js";

type Environment = Readonly<Record<string, string | undefined>>;

type WorkTree =
  | { readonly state: "clean" }
  /** Paths from the repository's root. */
  | { readonly state: "dirty"; readonly paths: readonly string[] }
  /** There is nothing that could take changes back. */
  | { readonly state: "none"; readonly reason: string }
  /** There is a repository, and git will not speak about it. */
  | { readonly state: "unknown"; readonly reason: string };

/**
 * Asked before the first file is written, and not asked with --force.
 * @throws CliError where the changes would mix with work that is not committed yet
 */
export async function refuseUnsafeWrite(root: string, env: Environment, warn: (text: string) => void): Promise<void> {
  const tree = await askWorkTree(root, env);
  if (tree.state === "dirty") {
    const more = tree.paths.length > 3 ? ` and ${tree.paths.length - 3} more` : "";
    throw new CliError(
      `Nothing was written: the git working tree has uncommitted changes (${tree.paths.slice(0, 3).join(", ")}${more}). ` +
        "Commit or stash them, so that the changes can be told apart and taken back; or add --force.",
    );
  }
  if (tree.state === "unknown") {
    throw new CliError(
      `Nothing was written: git does not say whether the working tree is clean (${tree.reason}). Mend that, or add --force.`,
    );
  }
  if (tree.state === "none") warn(`${tree.reason}, so git cannot take the changes back.`);
}

function askWorkTree(root: string, env: Environment): Promise<WorkTree> {
  if (!isInRepository(root)) return Promise.resolve({ state: "none", reason: `${root} is in no git repository` });
  return new Promise((done) => {
    const options = {
      cwd: root,
      // A guard only looks: it must not take the lock that the user's own git may want.
      env: { ...env, GIT_OPTIONAL_LOCKS: "0" },
      maxBuffer: 64 * 1024 * 1024,
    };
    execFile("git", ["status", "--porcelain", "-z", "--no-renames"], options, (error, stdout, stderr) => {
      if (!error) {
        const paths = stdout
          .split("\0")
          .filter(Boolean)
          .map((line) => line.slice(3));
        done(paths.length > 0 ? { state: "dirty", paths } : { state: "clean" });
      } else if (error.code === "ENOENT") {
        done({ state: "none", reason: "git is not installed" });
      } else {
        done({ state: "unknown", reason: (stderr.trim() || error.message).split("\n", 1)[0]! });
      }
    });
  });
}

/** Whether the folder, or one above it, holds `.git`, which in a worktree is a file. Starts no git. */
export function isInRepository(root: string): boolean {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return true;
    if (dirname(folder) === folder) return false;
  }
}
