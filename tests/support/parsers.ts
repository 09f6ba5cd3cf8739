/** Opens a file's text as each parser of the project's users does, so that every analysis is tested under both. */
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import { factsOf, type FileFacts } from "../../src/analysis/file-facts.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { viewOfSourceCode, type SourceView } from "../../src/source-view.js";

export interface ParserCase {
  readonly parser: string;
  readonly facts: (text: string, path?: string, settings?: unknown) => FileFacts;
}

/** The command line's parser, and ESLint with typescript-eslint's parser. */
export const PARSERS: readonly ParserCase[] = [
  { parser: "oxc-parser", facts: (text, path = "src/server.ts", settings) => factsOf(parseSource(text, path), readSettings(settings)) },
  { parser: "typescript-eslint", facts: (text, path = "src/server.ts", settings) => factsOf(viewFromEslint(text, path), readSettings(settings)) },
];

/** The view that a rule gets inside a real ESLint run. */
export function viewFromEslint(text: string, path: string): SourceView {
  let view: SourceView | undefined;
  const messages = new Linter({ configType: "flat" }).verify(
    text,
    [
      {
        files: ["**/*.*"],
        languageOptions: { parser: typescriptParser as never, parserOptions: { ecmaFeatures: { jsx: !path.endsWith(".ts") } } },
        plugins: {
          probe: {
            rules: {
              view: {
                create: (context) => ({
                  "Program:exit"() {
                    view = viewOfSourceCode(context.sourceCode as never, path, "");
                  },
                }),
              },
            },
          },
        },
        rules: { "probe/view": "error" },
      },
    ],
    { filename: path },
  );
  if (!view) throw new Error(`${path} does not parse: ${messages[0]?.message}`);
  return view;
}
