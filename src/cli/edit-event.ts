/** What an agent's edit hook says on standard input: which file was edited, and where. */
import { resolve } from "node:path";
import { CliError } from "./cli-error.js";

/** An edit, whichever agent tells of it. */
export interface EditEvent {
  /** Absolute paths of the files that were edited. */
  readonly files: readonly string[];
  /** Folder that the agent works in. */
  readonly cwd: string;
}

const PATH_KEYS = ["file_path", "filePath", "notebook_path", "path", "file"] as const;

/**
 * Reads the JSON that Claude Code (`tool_input.file_path`), Cursor (`file_path`), Gemini CLI and others hand to a hook.
 * @throws CliError where it is no JSON object
 */
export function readEditEvent(text: string, cwd: string): EditEvent {
  const event = parsed(text);
  if (!isObject(event)) {
    const given = text.trim() === "" ? "nothing" : text.trim().slice(0, MOST_SHOWN);
    throw new CliError(`hook needs one JSON object on standard input, as an agent's edit hook gives it, such as {"tool_input":{"file_path":"src/a.ts"}}, but was given ${given}.`);
  }
  const folder = typeof event["cwd"] === "string" ? event["cwd"] : cwd;
  const holders = [event, event["tool_input"], event["toolInput"], event["input"], event["args"], event["tool_response"]].filter(isObject);
  const named = holders.flatMap((holder) => PATH_KEYS.map((key) => holder[key])).filter((path): path is string => typeof path === "string" && path !== "");
  const edits = holders.flatMap((holder) => (Array.isArray(holder["edits"]) ? holder["edits"] : [])).filter(isObject);
  const nested = edits.flatMap((edit) => PATH_KEYS.map((key) => edit[key])).filter((path): path is string => typeof path === "string" && path !== "");
  return { files: [...new Set([...named, ...nested].map((path) => resolve(folder, path)))], cwd: folder };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Characters of the input that a message repeats. */
const MOST_SHOWN = 60;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
