import { describe, expect, test } from "vitest";
import { importEdits } from "../../src/edits/import-edits.js";
import { localName } from "../../src/edits/import-name.js";
import { isSameModule, specifierFrom } from "../../src/edits/module-path.js";
import { PARSERS } from "../support/parsers.js";
import { after, opened, placeIn } from "./ask.js";

const MODULE = "@/lib/logging";
const PATH = "src/app/a.ts";

describe.each(PARSERS)("$parser", (parser) => {
  test.each([
    ["a named import", 'import { audit } from "@/lib/logging";\nhere();\n', "audit"],
    ["an alias", 'import { audit as a } from "@/lib/logging";\nhere();\n', "a"],
    ["a string name", 'import { "audit" as a } from "@/lib/logging";\nhere();\n', "a"],
    ["a default import of that name", 'import audit from "@/lib/logging";\nhere();\n', "audit"],
    ["a namespace", 'import * as l from "@/lib/logging";\nhere();\n', "l.audit"],
    ["a relative path to the same module", 'import { audit } from "../lib/logging.js";\nhere();\n', "audit"],
    ["require", 'const { audit: a } = require("@/lib/logging");\nhere();\n', "a"],
    ["require as a whole", 'const l = require("@/lib/logging");\nhere();\n', "l.audit"],
    ["a member of require", 'const audit = require("@/lib/logging").audit;\nhere();\n', "audit"],
  ])("uses %s", (_name, text, wanted) => {
    const { file } = opened(parser, text, PATH);
    expect(localName(MODULE, "audit", file, placeIn(file).node)).toEqual({ text: wanted, needs: [] });
  });

  test.each([
    ["nothing is there", "here();\n", "audit"],
    ["only the type is there", 'import type { audit } from "@/lib/logging";\nhere();\n', "appAudit"],
    ["only the type is there, inline", 'import { type audit } from "@/lib/logging";\nhere();\n', "appAudit"],
    ["another module has it", 'import { audit } from "other";\nhere();\n', "appAudit"],
    ["a variable has it", "const audit = 1;\nhere();\n", "appAudit"],
    ["both names are taken", "const audit = 1, appAudit = 2;\nhere();\n", "appAudit2"],
    ["a parameter hides the import", 'import { audit } from "@/lib/logging";\nconst f = (audit: 1) => here();\n', "appAudit"],
    ["a module of that name is another", 'import * as l from "./logging";\nhere();\n', "audit"],
  ])("imports anew where %s", (_name, text, local) => {
    const { file } = opened(parser, text, PATH);
    expect(localName(MODULE, "audit", file, placeIn(file).node)).toEqual({
      text: local,
      needs: [{ module: MODULE, name: "audit", local }],
    });
  });

  test("takes the emitter from any module", () => {
    const { file } = opened(parser, 'import { audit } from "other";\nhere();\n', PATH);
    expect(localName(MODULE, "audit", file, placeIn(file).node, true)).toEqual({ text: "audit", needs: [] });
  });

  test("joins the import of a module that stands in a package below the root", () => {
    const path = "packages/api/src/users.ts";
    const needs = [{ module: "./lib/logging", name: "logger", local: "logger" }];
    const esm = 'import { audit } from "./lib/logging";\nhere();\n';
    expect(after(esm, importEdits(needs, opened(parser, esm, path).file))).toBe('import { audit, logger } from "./lib/logging";\nhere();\n');
    const commonJs = 'const { audit } = require("./lib/logging.js");\nhere();\n';
    expect(after(commonJs, importEdits(needs, opened(parser, commonJs, path).file))).toBe('const { audit, logger } = require("./lib/logging.js");\nhere();\n');
  });

  test.each([
    ["below the imports", 'import a from "a";\n\na();\n', 'import a from "a";\nimport { x } from "m";\n\na();\n'],
    [
      "behind a comment of the last import",
      'import a from "a"; // why  \na();\n',
      'import a from "a"; // why  \nimport { x } from "m";\na();\n',
    ],
    ["between statements of one line", 'import a from "a"; a();\n', 'import a from "a";\nimport { x } from "m";\na();\n'],
    [
      "behind the first imports only",
      'import a from "a";\na();\nimport b from "b";\n',
      'import a from "a";\nimport { x } from "m";\na();\nimport b from "b";\n',
    ],
    ["below what TypeScript requires", 'import a = require("a");\n\na();\n', 'import a = require("a");\nimport { x } from "m";\n\na();\n'],
    ["without blanks, as the others", 'import {a} from "a";\n', 'import {a} from "a";\nimport {x} from "m";\n'],
    ["above a name for a part of a namespace", "import a = b.c;\nexport const d = a;\n", 'import { x } from "m";\n\nimport a = b.c;\nexport const d = a;\n'],
    ["into an import", 'import { a } from "m";\n', 'import { a, x } from "m";\n'],
    ["into an import of many lines", 'import {\n    a,\n    b\n} from "m";\n', 'import {\n    a,\n    b,\n    x\n} from "m";\n'],
    ["behind a default import", 'import a from "m";\n', 'import a, { x } from "m";\n'],
    ["beside a namespace", 'import * as a from "m";\n', 'import * as a from "m";\nimport { x } from "m";\n'],
    ["beside a type import", 'import type { A } from "m";\n', 'import type { A } from "m";\nimport { x } from "m";\n'],
    ["on top of code", "export const a = 1;\n", 'import { x } from "m";\n\nexport const a = 1;\n'],
    [
      "below a hashbang",
      "#!/usr/bin/env node\nexport const a = 1;\n",
      '#!/usr/bin/env node\nimport { x } from "m";\n\nexport const a = 1;\n',
    ],
    [
      "below a directive",
      '"use server";\nexport const a = 1;\n',
      '"use server";\n\nimport { x } from "m";\n\nexport const a = 1;\n',
    ],
    [
      "below a directive and its blank line",
      '"use server";\n\nexport const a = 1;\n',
      '"use server";\n\nimport { x } from "m";\n\nexport const a = 1;\n',
    ],
    [
      "below a licence",
      "/* Copyright */\nexport const a = 1;\n",
      '/* Copyright */\nimport { x } from "m";\n\nexport const a = 1;\n',
    ],
    [
      "above the comment of the first statement",
      "/** The one. */\nexport const a = 1;\n",
      'import { x } from "m";\n\n/** The one. */\nexport const a = 1;\n',
    ],
    [
      "below a comment that stands alone",
      "// The file.\n\nexport const a = 1;\n",
      '// The file.\n\nimport { x } from "m";\n\nexport const a = 1;\n',
    ],
    [
      "with a guard",
      "(function () {})()\nexport const a = 1\n",
      'import { x } from "m";\n\n(function () {})()\nexport const a = 1\n',
    ],
    [
      "in a file without an end of line",
      "export const a = 1",
      'import { x } from "m";\n\nexport const a = 1'.replaceAll(";", ""),
    ],
  ])("writes an import %s", (_name, text, wanted) => {
    const { file } = opened(parser, text);
    expect(after(text, importEdits([{ module: "m", name: "x", local: "x" }], file))).toBe(wanted);
  });

  test.each([
    [
      "below the first requires",
      'const a = require("a");\nconst b = a();\nconst c = require("c");\n',
      'const a = require("a");\nconst { x: y } = require("m");\nconst b = a();\nconst c = require("c");\n',
    ],
    ["into a require", 'const { a } = require("m");\n', 'const { a, x: y } = require("m");\n'],
    [
      "where nothing is required",
      '"use strict";\nmodule.exports = {};\n',
      '"use strict";\n\nconst { x: y } = require("m");\n\nmodule.exports = {};\n',
    ],
  ])("writes a require %s", (_name, text, wanted) => {
    const { file } = opened(parser, text, "src/a.js");
    expect(after(text, importEdits([{ module: "m", name: "x", local: "y" }], file))).toBe(wanted);
  });

  test.each([
    ["an import in a file that ends in .mjs", "src/a.mjs", "run();\n", "import"],
    ["an import in a file that ends in .mts", "src/a.mts", "run();\n", "import"],
    ["a require in a file that ends in .cjs", "src/a.cjs", "run();\n", "const"],
    ["a require in a file that ends in .cts", "src/a.cts", "run();\n", "const"],
    ["a require beside another", "src/a.js", 'const a = require("a");\n', "const"],
    ["a require where a name is exported by hand", "src/a.js", "exports.run = run;\n", "const"],
    ["an import where the module asks for itself", "src/a.js", "run(import.meta.url);\n", "import"],
    ["an import under Deno", "src/a.ts", "Deno.serve(run);\n", "import"],
    ["an import where it waits at the top", "src/a.ts", "await run();\n", "import"],
    ["an import where it exports", "src/a.js", "export const a = 1;\n", "import"],
  ])("writes %s", (_, path, text, keyword) => {
    const { file } = opened(parser, text, path);
    const edits = importEdits([{ module: "m", name: "x", local: "x" }], file);
    expect("skipped" in edits ? edits.skipped : edits.map((edit) => /\b(?:import|const)(?= \{ x \})/.exec(edit.text)?.[0])).toEqual([keyword]);
  });

  test("leaves a classic script", () => {
    const { file } = opened(parser, "async function f() {\n  await 1;\n}\n", "src/a.js");
    expect(after("", importEdits([{ module: "m", name: "x", local: "x" }], file))).toMatch(/classic script/);
  });
});

test.each([
  ["./src/lib/logging.js", "src/routes/a/b.ts", "../../lib/logging.js"],
  ["./src/lib/logging", "src/lib/a.ts", "./logging"],
  ["./logging", "a.ts", "./logging"],
  ["./lib/logging", "src/a.ts", "../lib/logging"],
  ["@/lib/logging", "src/a.ts", "@/lib/logging"],
])("%s is written in %s as %s", (module, path, wanted) => {
  expect(specifierFrom(module, path)).toBe(wanted);
});

test.each([
  ["../lib/logging", "@/lib/logging", "src/app/a.ts", true],
  ["../lib/logging.js", "./src/lib/logging.ts", "src/app/a.ts", true],
  ["../lib/logging/index", "./src/lib/logging", "src/app/a.ts", true],
  ["~/lib/logging", "@/lib/logging", "src/app/a.ts", true],
  ["./logging", "@/lib/logging", "src/app/a.ts", false],
  ["lib/logging", "@/lib/logging", "src/app/a.ts", false],
  ["@acme/logging", "@/lib/logging", "src/app/a.ts", false],
])("%s and %s in %s: the same module is %s", (specifier, module, path, same) => {
  expect(isSameModule(specifier, module, path)).toBe(same);
});
