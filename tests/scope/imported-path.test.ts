/** Which export of which module an expression is, and which expressions are none. */
import { describe, expect, test } from "vitest";
import { importedPath } from "../../src/scope/imported-path.js";
import { calleeName } from "../../src/syntax/ast.js";
import { PARSERS } from "../support/parsers.js";

describe.each(PARSERS)("an imported path ($parser)", ({ facts }) => {
  /** What the only argument of `ask(…)` stands for, as `module: export.member`. */
  const pathOf = (code: string): string | undefined => {
    const { file } = facts(code);
    const call = file.outline.calls.find((candidate) => calleeName(candidate) === "ask")!;
    const found = importedPath(call.arguments[0]!, file.bindings);
    return found && `${found.source}: ${found.path.join(".")}`;
  };

  test.for([
    ["a named import", `import { track } from "./audit"; ask(track);`, "./audit: track"],
    ["a member of a namespace", `import * as audit from "./audit"; ask(audit.track);`, "./audit: *.track"],
    ["a method of a default import", `import logger from "./log"; ask(logger.error);`, "./log: default.error"],
    ["what a constant is made of", `import { log } from "./log"; const error = log.error; ask(error);`, "./log: log.error"],
    ["a method of an instance", `import { Audit } from "./audit"; const audit = new Audit(); ask(audit.write);`, "./audit: Audit.prototype.write"],
    ["a variable that nothing sets again", `import { log } from "./log"; let own = log; ask(own);`, "./log: log"],
    ["behind a cast", `import { log } from "./log"; ask((log as any).error);`, "./log: log.error"],
  ] as const)("is known of %s", ([, code, path]) => {
    expect(pathOf(code)).toBe(path);
  });

  test.for([
    ["a function of the file", `function track() {} ask(track);`],
    ["a parameter", `function f(log) { ask(log.error); }`],
    ["a variable that is set again", `import { log } from "./log"; let own = log; own = console; ask(own);`],
    ["a variable without a value", `let own; ask(own);`],
    ["what is taken out of an import by a pattern", `import { log } from "./log"; const { error } = log; ask(error);`],
    ["a member that only the running program knows", `import { log } from "./log"; ask(log[level]);`],
    ["what a call gives back", `import { make } from "./log"; ask(make());`],
    ["a global", `ask(console.error);`],
  ] as const)("is not believed of %s", ([, code]) => {
    expect(pathOf(code)).toBeUndefined();
  });

  test("ends after a few steps, so that what is made of itself is no circle", () => {
    expect(pathOf(`const a = b.c; const b = a.d; ask(a);`)).toBeUndefined();
  });
});
