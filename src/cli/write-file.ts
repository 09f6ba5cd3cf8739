/** Puts a new text in a file's place: whole or not at all, and only where the file is still what the change was made for. */
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "./cli-error.js";

/** How a write ended; a file that somebody else has changed meanwhile is skipped. */
export type Written =
  { readonly status: "changed" } | { readonly status: "skipped" | "failed"; readonly reason: string; readonly error?: unknown };

/**
 * Writes a file beside the old one, then renames it over: who reads meanwhile sees the old text or the new one. It keeps
 * the old file's mode and owner, and follows links. Nothing here waits, so no signal comes between the two steps.
 * @param before the text that the change was made from
 */
export function writeChange(path: string, before: string, after: string): Written {
  let temporary: string | undefined;
  try {
    const target = realpathSync(path);
    const { bytes, mode, uid, gid } = openForWriting(target);
    if (!bytes.equals(Buffer.from(before))) return { status: "skipped", reason: "changed while it was being fixed" };
    const name = join(dirname(target), `.${basename(target)}.${process.pid}.audit-logging`);
    const file = openSync(name, "wx", 0o600);
    temporary = name;
    try {
      writeFileSync(file, after);
      fchmodSync(file, mode);
      keepOwner(file, uid, gid);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
    return { status: "changed" };
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return { status: "failed", reason: `it cannot be written: ${reasonOf(error)}`, error };
  }
}

/** Renaming asks for no right to the file itself, only to its folder; so opening it asks, and a read-only file stays as it is. */
function openForWriting(path: string): { bytes: Buffer; mode: number; uid: number; gid: number } {
  const file = openSync(path, "r+");
  try {
    const { mode, uid, gid } = fstatSync(file);
    return { bytes: readFileSync(file), mode, uid, gid };
  } finally {
    closeSync(file);
  }
}

/** As far as the system lets it: in a folder shared by a group the new file is the writer's, as it is when git writes it. */
function keepOwner(file: number, uid: number, gid: number): void {
  if (uid === process.getuid?.() && gid === process.getgid?.()) return;
  try {
    fchownSync(file, uid, gid);
  } catch {
    return;
  }
}
