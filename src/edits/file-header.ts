/** What stands above the code and must stay there: hashbang, licence, lint and compiler comments, directives. */
import type { SourceFile } from "../source-file.js";
import { foundOnce } from "../syntax/kept-with.js";

const SPEAKS_OF_THE_FILE =
  /licen[cs]e|copyright|spdx|@ts-(?:no)?check|eslint|oxlint|prettier|biome|deno-lint|@(?:file|jest|vitest|flow|jsx)|^\/\s*<(?:reference|amd)/i;
/** A comment that is nothing but the file's own path. */
const IS_A_PATH = /^\s*[\w@./()[\]-]+\.[cm]?[jt]sx?\s*$/;

/** The offset below the header, where a first import can stand; blank lines below the header are part of it. */
export const headerEnd: (file: SourceFile) => number = foundOnce((file: SourceFile) => {
  const { text, ast, comments } = file.view;
  let at = text.startsWith("#!") ? nextLine(text, 0) : 0;
  const directives = ast.body.filter(
    (statement) => statement.type === "ExpressionStatement" && typeof statement.directive === "string",
  );
  for (const directive of directives) at = nextLine(text, directive.range[1]);
  const first = ast.body.find((statement) => statement.range[0] >= at);
  const ahead = comments.filter(({ range }) => range[0] >= at && (!first || range[1] <= first.range[0]));
  for (const { value, range } of ahead) {
    if (SPEAKS_OF_THE_FILE.test(value) || IS_A_PATH.test(value) || isBlankLine(text, nextLine(text, range[1])))
      at = nextLine(text, range[1]);
  }
  while (first && isBlankLine(text, at) && nextLine(text, at) <= first.range[0]) at = nextLine(text, at);
  return at;
});

function isBlankLine(text: string, at: number): boolean {
  return /^[ \t]*\r?\n/.test(text.slice(at, at + 400));
}

/** Where the line after the offset's begins; the end of the text behind the last one. */
export function nextLine(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  return next < 0 ? text.length : next + 1;
}
