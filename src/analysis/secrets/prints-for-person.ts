/**
 * Whether what a file prints is for the person who runs it: a script, a terminal program, a helper of tests, a file that does
 * one thing once.
 */
import type { SourceFile } from "../../source-file.js";
import type { CallNode } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { splitWords } from "../../syntax/names.js";
import { isScript, isTestTool } from "../../vocabulary/file-kinds.js";
import { rootOfChain } from "./call-chains.js";

const DOES_ONCE: ReadonlySet<string> = new Set(
  "test debug check seed gen generate create reset get verify diagnose fix ensure setup make add".split(" "),
);
/** It serves, or waits for work; a request of its own has an end and an error. */
const SERVES =
  /\.listen\(|\bserve\(|addEventListener|createServer|\.(?:process|consume|subscribe)\(|\.on\((?!\s*["'](?:error|data|end|close|finish|exit|timeout|SIG\w+)["'])/;
const IS_ASKED = /\bmodule\.exports\b|\bexports\.\w/;
const RUNS_ITSELF = /\brequire\.main\s*===?\s*module\b/;

/** It goes on for others: it serves, or other files ask it. */
function stays(text: string): boolean {
  return SERVES.test(text) || (IS_ASKED.test(text) && !RUNS_ITSELF.test(text));
}

const TOLD_BY_ARGUMENTS = /\b(?:process|Bun)\.argv\b|\bDeno\.args\b/;

const judged = keptWith<SourceFile, boolean>();

export function printsForPerson(file: SourceFile): boolean {
  let answer = judged.get(file);
  if (answer === undefined) judged.set(file, (answer = isForPerson(file)));
  return answer;
}

function isForPerson(file: SourceFile): boolean {
  const { path, text } = file.view;
  if (isScript(path)) return true;
  if (text.startsWith("#!") && !stays(text)) return true;
  if (file.outline.imports.some(({ source }) => isTestTool(source.value))) return true;
  if (TOLD_BY_ARGUMENTS.test(text) && file.outline.exports.length === 0 && !stays(text)) return true;
  const words = splitWords(/([^/]+?)\.[cm]?[jt]s$/.exec(path)?.[1] ?? "");
  const once = words.length > 1 && (DOES_ONCE.has(words[0]!) || DOES_ONCE.has(words.at(-1)!));
  return once && file.outline.exports.length === 0 && !stays(text);
}

/** `log.warn(url)` of a library of prompts: it writes to the terminal of whoever is asked, and to no log. */
export function talksToPerson(call: CallNode, file: SourceFile): boolean {
  if (!file.outline.imports.some(({ source }) => PROMPTS.test(source.value))) return false;
  const root = rootOfChain(call);
  const binding = root.type === "Identifier" ? file.bindings.of(root) : undefined;
  return binding?.kind === "import" && PROMPTS.test(binding.source);
}

const PROMPTS = /^@clack\//;

/** `process.env.ADMIN_PASSWORD ?? "Admin-1234"`: the password of an account that the script makes, if it is told no other. */
export function hasOwnDefault(names: readonly string[], file: SourceFile): boolean {
  const { text } = file.view;
  return names.every((name) => {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      if (/^\s*(?:\?\?|\|\|)\s*["'`]/.test(text.slice(at + name.length, at + name.length + 20))) return true;
    }
    return false;
  });
}
