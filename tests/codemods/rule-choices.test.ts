import { describe, expect, it } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";

const TEXT = `export async function GET(request: Request) {
  if (!request.headers.get("x-team")) return Response.json({ error: "No team" }, { status: 404 });
  try {
    await load();
  } catch {}
  return Response.json({});
}
`;

const run = (choices?: Parameters<typeof runCodemods>[4]) =>
  runCodemods(TEXT, "app/api/teams/route.ts", readSettings(undefined), undefined, choices);

describe("what a project's config says of rules", () => {
  it("holds for none by default: the rules' own defaults do", () => {
    expect(run().applied.map(({ rule }) => rule)).toEqual(["no-silent-catch"]);
  });

  it("keeps a rule that is off from being repaired", () => {
    expect(run({ "no-silent-catch": false })).toEqual({ status: "unchanged", text: TEXT, applied: [], skipped: [] });
  });

  it("gives a rule its options", () => {
    expect(run({ "log-on-4xx": { statuses: "4xx" } }).applied.map(({ rule }) => rule)).toEqual(["log-on-4xx", "no-silent-catch"]);
  });
});
