/** The laws again, over formatting that no one thought of: fixtures are reshaped at random, and have to come out as well. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { FIXTURES, type Fixture } from "../support/codemod-fixtures.js";
import { changedLines, isAccountedFor } from "../support/surviving-lines.js";

interface Reshaping {
  readonly crlf: boolean;
  readonly bom: boolean;
  readonly tabs: boolean;
  /** For each line, in turn: what is done to it. */
  readonly lines: readonly ("nothing" | "blank before" | "comment before" | "spaces behind")[];
}

const RESHAPING: fc.Arbitrary<Reshaping> = fc.record({
  crlf: fc.boolean(),
  bom: fc.boolean(),
  tabs: fc.boolean(),
  lines: fc.array(fc.constantFrom("nothing", "nothing", "nothing", "blank before", "comment before", "spaces behind"), {
    minLength: 3,
    maxLength: 40,
  }),
});

function reshaped(text: string, { crlf, bom, tabs, lines }: Reshaping): string {
  const plain = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const out = plain.split("\n").flatMap((line, index): string[] => {
    const indented = tabs ? line.replace(/^(?: {2})+/, (spaces) => "\t".repeat(spaces.length / 2)) : line;
    const lead = /^\s*/.exec(indented)![0];
    switch (index === 0 || index === plain.split("\n").length - 1 ? "nothing" : lines[index % lines.length]) {
      case "blank before":
        return ["", indented];
      case "comment before":
        return [`${lead}// note`, indented];
      case "spaces behind":
        return [`${indented}  `];
      default:
        return [indented];
    }
  });
  return (bom ? "\uFEFF" : "") + out.join(crlf ? "\r\n" : "\n");
}

function run(text: string, { path, settings, codemod }: Fixture) {
  return runCodemods(text, path, readSettings(settings), new Set([codemod]));
}

const PARAMETERS = { seed: 20260722, numRuns: 120 } as const;

test("any formatting keeps the laws", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), RESHAPING, (fixture, reshaping) => {
      const before = reshaped(fixture.input, reshaping);
      const change = run(before, fixture);
      const after = change.text;
      expect(after.startsWith("\uFEFF")).toBe(reshaping.bom);
      if (reshaping.crlf) expect(after).not.toMatch(/(?<!\r)\n/);
      else expect(after).not.toContain("\r");
      parseSource(after, fixture.path);
      const again = run(after, fixture);
      expect(again.text).toBe(after);
      expect(again.skipped.map(({ reason }) => reason)).toEqual(change.skipped.map(({ reason }) => reason));
      if (fixture.codemod !== "redact-log-secrets") {
        expect(changedLines(before, after).filter((line) => !isAccountedFor(fixture.codemod, line))).toEqual([]);
      }
    }),
    PARAMETERS,
  );
});

test("formatting decides nothing but formatting: the same calls are written", () => {
  // Sorted, as a blank line below the first comment makes it speak of the file, and so moves the import; word by word, as a
  // tab is wider than two blanks, and breaks a line that just fits.
  const withoutFormatting = (text: string): string[] =>
    text
      .replace(/^\uFEFF/, "")
      .split(/[\s,]+/)
      .filter(Boolean)
      .sort();
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), RESHAPING, (fixture, reshaping) => {
      const plain = withoutFormatting(
        run(reshaped(fixture.input, { crlf: false, bom: false, tabs: false, lines: ["nothing"] }), fixture).text,
      );
      const lines = reshaping.lines.map((line) => (line === "comment before" ? "nothing" : line));
      expect(withoutFormatting(run(reshaped(fixture.input, { ...reshaping, lines }), fixture).text)).toEqual(plain);
    }),
    PARAMETERS,
  );
});

describe("handlers of one file", () => {
  const HEAD = 'import { Router } from "express";\nimport { can, pay } from "../lib/orders.js";\n';
  const HANDLERS = [
    `router.get("/a", (req, res) => {
  if (!can(req)) return res.status(403).end();
  res.json([]);
});
`,
    `router.post("/login", async (req, res) => {
  const user = await login(req.body);
  if (!user) {
    res.status(401).json({ error: "Invalid credentials" });
    return;
  }
  res.json({ id: user.id });
});
`,
    `router.post("/refund", async (req, res) => {
  try {
    await pay(req.body.id);
    res.json({ by: req.user.id });
  } catch {
    res.status(500).end();
  }
});
`,
    `router.get("/vault", (req, res) => res.sendStatus(403));
`,
    `router.delete("/users/:id", async (req, res) => {
  switch (await can(req)) {
    case false: return res.sendStatus(401);
    default: res.json({});
  }
});
`,
  ];
  const bodyOf = (handlers: readonly string[]): string => {
    const text = `${HEAD}\nexport const router = Router();\n\n${handlers.join("\n")}`;
    const after = runCodemods(text, "src/routes/all.ts", readSettings({ emitter: { import: "./src/lib/logging.js" } })).text;
    return after.slice(after.indexOf("export const router"));
  };

  test("are repaired alike in any order", () => {
    const alone = new Map(HANDLERS.map((handler) => [handler, bodyOf([handler]).split("\n\n").slice(1).join("\n\n")]));
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          HANDLERS.filter((handler) => !handler.includes("req.user")),
          { minLength: 1 },
        ),
        (handlers) => {
          expect(bodyOf(handlers).split("\n\n").slice(1).join("\n\n")).toBe(
            handlers.map((handler) => alone.get(handler)).join("\n"),
          );
        },
      ),
      PARAMETERS,
    );
  });

  test("keep their text when a handler that shows who asks is beside them", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(HANDLERS, { minLength: HANDLERS.length }), (handlers) => {
        const sorted = (text: string): string[] => text.split("\n").sort();
        expect(sorted(bodyOf(handlers))).toEqual(sorted(bodyOf(HANDLERS)));
      }),
      PARAMETERS,
    );
  });
});
