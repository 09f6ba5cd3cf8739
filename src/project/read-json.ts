import { readFileSync } from "node:fs";

const STRING = '"(?:\\\\.|[^"\\\\])*"';
const COMMENTS = new RegExp(`(${STRING})|//[^\\n]*|/\\*[^]*?\\*/`, "g");
const LAST_COMMAS = new RegExp(`(${STRING})|,(?=\\s*[}\\]])`, "g");

/** The object in a JSON file that may hold comments and last commas, as tsconfig files do; undefined when there is none. */
export function readJson(path: string): Record<string, unknown> | undefined {
  try {
    const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    return asObject(JSON.parse(text.replace(COMMENTS, "$1").replace(LAST_COMMAS, "$1")));
  } catch {
    // Not there, or broken: whoever needs the file has told of it already, and names stay unresolved.
    return undefined;
  }
}

/** The value where it is an object of JSON, and no list. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
}

/** The texts of a list, or the one that stands there alone. */
export function asStrings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : typeof value === "string" ? [value] : [];
}
