import { describe, expect, test } from "vitest";
import { insertAtTop, insertBefore } from "../../src/edits/insert-statement.js";
import { findNode } from "../../src/syntax/walk.js";
import { PARSERS } from "../support/parsers.js";
import { after, opened, placeIn } from "./ask.js";

const CASES: readonly (readonly [name: string, before: string, after: string])[] = [
  ["between lines", "f();\nhere();\n", "f();\nlog();\nhere();\n"],
  ["above what is said of the statement", "f();\n// one\n/* two */\nhere();\n", "f();\nlog();\n// one\n/* two */\nhere();\n"],
  ["below a comment that speaks of something else", "f(); // one\nhere();\n", "f(); // one\nlog();\nhere();\n"],
  ["below a comment with a blank line under it", "// one\n\nhere();\n", "// one\n\nlog();\nhere();\n"],
  ["behind another statement of the line", "f(); here();\n", "f();\nlog();\nhere();\n"],
  ["into a branch on one line", "if (a) here();\n", "if (a) {\n  log();\n  here();\n}\n"],
  ["into a branch on two lines", "if (a)\n  here();\n", "if (a) {\n  log();\n  here();\n}\n"],
  [
    "into a branch whose test ends in a parenthesis",
    "if (f(a)) /* ) */ here();\n",
    "if (f(a)) { /* ) */\n  log();\n  here();\n}\n",
  ],
  ["before an else on the same line", "if (a) here(); else g();\n", "if (a) {\n  log();\n  here();\n} else g();\n"],
  ["before an else on the next line", "if (a) here();\nelse g();\n", "if (a) {\n  log();\n  here();\n} else g();\n"],
  ["into an else", "if (a) g();\nelse here();\n", "if (a) g();\nelse {\n  log();\n  here();\n}\n"],
  [
    "into an else whose comment says else",
    "if (a) g();\nelse /* else */ here();\n",
    "if (a) g();\nelse { /* else */\n  log();\n  here();\n}\n",
  ],
  [
    "into a loop",
    "for (const a of b) here();\nwhile (c) f();\n",
    "for (const a of b) {\n  log();\n  here();\n}\nwhile (c) f();\n",
  ],
  ["into a block on one line", "if (a) { f(); here(); g(); }\n", "if (a) {\n  f();\n  log();\n  here();\n  g();\n}\n"],
  [
    "into a case on one line",
    "switch (a) {\n  case 1: here(); break;\n}\n",
    "switch (a) {\n  case 1:\n    log();\n    here();\n    break;\n}\n",
  ],
  ["into a concise arrow", "const f = () => here();\n", "const f = () => {\n  log();\n  return here();\n};\n"],
  [
    "into a concise arrow on the next line",
    "const f = () =>\n  here();\n",
    "const f = () => {\n  log();\n  return here();\n};\n",
  ],
  [
    "into a concise arrow with parentheses",
    "const f = () => (here());\n",
    "const f = () => {\n  log();\n  return (here());\n};\n",
  ],
  [
    "into a concise arrow behind a comment",
    "const f = () => /* now */ here();\n",
    "const f = () => /* now */ {\n  log();\n  return here();\n};\n",
  ],
  [
    "before the part of a concise arrow's body",
    "const f = () => g(here());\n",
    "const f = () => {\n  log();\n  return g(here());\n};\n",
  ],
  [
    "into a branch of a body on one line",
    "f((a) => { g(); if (a) here(); h(); });\n",
    "f((a) => {\n  g();\n  if (a) {\n    log();\n    here();\n  }\n  h();\n});\n",
  ],
  [
    "into a block in a body on one line",
    "f(() => { try { g(); } catch (e) { here(); } });\n",
    "f(() => {\n  try { g(); } catch (e) {\n    log();\n    here();\n  }\n});\n",
  ],
  [
    "into a branch of a branch of a body on one line",
    "f(() => { for (;;) { if (a) { here(); break; } } }); g();\n",
    "f(() => {\n  for (;;) {\n    if (a) {\n      log();\n      here();\n      break;\n    }\n  }\n}); g();\n",
  ],
  [
    "into a branch of one line in a body of many",
    "f(() => { if (a) here();\n  g();\n});\n",
    "f(() => { if (a) {\n  log();\n  here();\n}\n  g();\n});\n",
  ],
  [
    "into a case with a block of its own",
    "switch (a) {\n  case 1: { if (b) here(); break; }\n}\n",
    "switch (a) {\n  case 1: {\n    if (b) {\n      log();\n      here();\n    }\n    break;\n  }\n}\n",
  ],
  [
    "into a branch before a line that is guarded",
    "f()\nif (a)\n  here()\n;[b].map(g)\n",
    "f()\nif (a) {\n  log()\n  here()\n}\n;[b].map(g)\n",
  ],
  ["above the guard that a line begins with", "const a = 1\n;(here())\nf()\n", "const a = 1\nlog()\n;(here())\nf()\n"],
  ["above what is said of a line that begins with a guard", "if (a) {\n  f()\n  // now\n  ; [here()].map(g)\n}\n", "if (a) {\n  f()\n  log()\n  // now\n  ; [here()].map(g)\n}\n"],
  ["with the guard that a line of its own needs", "const a = 1; (here())\nf()\n", "const a = 1;\nlog();\n(here())\nf()\n"],
  ["with the file's line ends", "if (a) {\r\n\there();\r\n}\r\n", "if (a) {\r\n\tlog();\r\n\there();\r\n}\r\n"],
];

const SKIPPED: readonly (readonly [name: string, text: string, reason: RegExp])[] = [
  ["an arm of a conditional", "const a = b ? here() : f();\n", /one arm of a conditional/],
  ["an arm in a concise arrow", "const f = () => (b ? here() : g());\n", /one arm of a conditional/],
  ["the right side of a logical expression", "a && here();\n", /right side of a logical/],
  ["the head of a loop", "for (const a of here()) f();\n", /it stands in a ForOfStatement/],
  ["a labelled statement", "a: here();\n", /no block can be made/],
];

describe.each(PARSERS)("$parser", (parser) => {
  test.each(CASES)("inserts %s", (_name, text, wanted) => {
    const { file } = opened(parser, text);
    const { node, statement } = placeIn(file);
    expect(
      after(
        text,
        insertBefore(node, statement, (style) => [`log()${style.semicolon}`], file),
      ),
    ).toBe(wanted);
  });

  test.each(SKIPPED)("leaves %s", (_name, text, reason) => {
    const { file } = opened(parser, text);
    const { node, statement } = placeIn(file);
    expect(
      after(
        text,
        insertBefore(node, statement, () => ["log();"], file),
      ),
    ).toMatch(reason);
  });

  test.each([
    ["an empty block", "try { f(); } catch {}\n", "try { f(); } catch {\n  log();\n}\n"],
    ["a comment alone", "try { f(); } catch { /* no */ }\n", "try { f(); } catch {\n  log();\n  /* no */\n}\n"],
    [
      "a comment of many lines",
      "try { f(); } catch { /* no\n  more */ }\n",
      "try { f(); } catch {\n  log();\n  /* no\n  more */ }\n",
    ],
    ["a comment behind the brace", "try { f(); } catch { // no\n}\n", "try { f(); } catch { // no\n  log();\n}\n"],
    [
      "a statement that goes on",
      "try { f(); } catch { g({\n  a,\n}); }\n",
      "try { f(); } catch {\n  log();\n  g({\n  a,\n});\n}\n",
    ],
    [
      "lines",
      "try {\n    f();\n} catch {\n    // no\n    g();\n}\n",
      "try {\n    f();\n} catch {\n    log();\n    // no\n    g();\n}\n",
    ],
  ])("inserts at the top of a block with %s", (_name, text, wanted) => {
    const { file } = opened(parser, text);
    const clause = findNode(file.view.ast, (node) => node.type === "CatchClause");
    if (clause?.type !== "CatchClause") throw new Error("the text has no catch");
    expect(
      after(
        text,
        insertAtTop(clause.body, () => ["log();"], file),
      ),
    ).toBe(wanted);
  });
});
