/** Whether what a file prints is for the person who runs it: a script, a terminal program, a file that does one thing once. */
import type { SourceFile } from "../source-file.js";
import { splitWords } from "../syntax/names.js";
import { isScript } from "../vocabulary/file-kinds.js";

const DOES_ONCE: ReadonlySet<string> = new Set(
  "test debug check seed generate create reset get verify diagnose fix setup make add".split(" "),
);
/** It serves, waits for work, or is asked by other files; a request of its own has an end and an error. */
const STAYS =
  /\.listen\(|\bserve\(|addEventListener|createServer|\bmodule\.exports\b|\bexports\.\w|\.(?:process|consume|subscribe)\(|\.on\((?!\s*["'](?:error|data|end|close|finish|exit|timeout|SIG\w+)["'])/;

export function printsForPerson(file: SourceFile): boolean {
  const { path, text } = file.view;
  if (isScript(path)) return true;
  if (text.startsWith("#!") && !STAYS.test(text)) return true;
  const words = splitWords(/([^/]+?)\.[cm]?[jt]s$/.exec(path)?.[1] ?? "");
  const once = words.length > 1 && (DOES_ONCE.has(words[0]!) || DOES_ONCE.has(words.at(-1)!));
  return once && file.outline.exports.length === 0 && !STAYS.test(text);
}
