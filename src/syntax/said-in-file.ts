import { foundOnce } from "./kept-with.js";

export interface TextFile {
  readonly view: { readonly text: string };
}

/**
 * Whether a file's text matches, looked for once: what every log call or exit of a large file asks anew goes through all of its
 * text each time.
 * @param pattern without the flags `g` and `y`, which would make it remember where it was
 */
export function saidInFile(pattern: RegExp): (file: TextFile) => boolean {
  return foundOnce((file: TextFile) => pattern.test(file.view.text));
}
