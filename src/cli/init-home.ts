/**
 * The package of a repository of several that a logger belongs into: the one whose routes are to use it. A file at the root is
 * outside of what that package builds.
 */
import { packageOf } from "../project/package-of.js";
import type { Report } from "../report/model.js";
import { isEdgeFunction } from "../vocabulary/file-kinds.js";

/** How many of a hundred routes one package has to have. */
const MOST = 80;

/**
 * @param paths those of the files with routes, from the root
 * @returns the folder of the package that has them, `""` for the root itself; several where none has most of them
 */
export function homesOf(root: string, paths: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const home = packageOf(root, path);
    counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  const homes = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [most] = homes;
  if (!most) return [""];
  return most[1] * 100 >= paths.length * MOST ? [most[0]] : homes.map(([home]) => home);
}

/** True for a project whose routes are Edge Functions, every one. */
export function isAllOnEdge({ routes }: Pick<Report, "routes">): boolean {
  return routes.some(({ framework }) => framework === "supabase-edge") && routes.every(({ path }) => isEdgeFunction(path));
}
