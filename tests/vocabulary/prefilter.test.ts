import { describe, expect, test } from "vitest";
import { CLIENT_DIRECTIVE } from "../../src/vocabulary/prefilter.js";

describe("the client directive", () => {
  test.each([
    `"use client";`,
    `'use client'`,
    `\n\n  "use client"`,
    `// a page\n"use client"`,
    `// a page\r\n"use client"`,
    `/* one */ /* two */\n// three\n"use client"`,
    `/**\n * Stars ** and a slash / inside.\n **/"use client"`,
  ])("is seen in %j", (text) => {
    expect(CLIENT_DIRECTIVE.test(text)).toBe(true);
  });

  test.each([`// "use client"\nexport {};`, `/* "use client" */ export {};`, `import "x";\n"use client"`, `/* never closed "use client"`, ""])(
    "is not seen in %j",
    (text) => {
      expect(CLIENT_DIRECTIVE.test(text)).toBe(false);
    },
  );

  // Each of these took time to the power of its length while a comment could be read in more than one way.
  test.each([
    ["a rule of slashes", `${"/".repeat(5000)}\nimport x from "y";\n`],
    ["many line comments", `${"// //\n".repeat(5000)}import x from "y";\n`],
    ["many block comments", `${"/* a */\n".repeat(5000)}import x from "y";\n`],
    ["a comment of stars", `/*${"* ".repeat(50_000)}*/ import x from "y";\n`],
    ["a comment that is never closed", `/*${"* /".repeat(50_000)}`],
    ["blank lines", `${"\n".repeat(50_000)}import x from "y";\n`],
  ])("is looked for in linear time: %s", (_name, text) => {
    const start = performance.now();
    expect(CLIENT_DIRECTIVE.test(text)).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
