import { statSync } from "node:fs";

/** What a path leads to, links followed; undefined for nothing, and for what cannot be asked. */
export function kindOf(path: string): "file" | "folder" | undefined {
  try {
    const stats = statSync(path);
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : undefined;
  } catch {
    return undefined;
  }
}
