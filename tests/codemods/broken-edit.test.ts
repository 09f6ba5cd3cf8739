/** What becomes of a file when one of the edits is at fault. */
import { expect, test, vi } from "vitest";
import type { Node } from "../../src/syntax/ast.js";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";

vi.mock("../../src/edits/insert-behind.js", () => ({
  insertBehind: ({ range: [, end] }: Node) => ({ range: [end, end], text: " } {" }),
}));

const FILE = `import { createClient } from "@/lib/supabase";
import { logger } from "@/lib/logger";

export async function POST(request: Request) {
  const supabase = await createClient();
  try {
    await supabase.from("carts").delete().eq("id", 1);
  } catch {
    return Response.json({ ok: false }, { status: 500 });
  }
  return Response.json({ ok: true });
}
`;

test("an edit that would break the file costs its own finding, and neither the others nor the file", () => {
  const change = runCodemods(FILE, "app/api/carts/route.ts", readSettings({}), new Set(["log-silent-catch"]));
  expect(change.status).toBe("changed");
  expect(change.applied.map(({ line }) => line)).toEqual([8]);
  expect(change.text).not.toContain("} {");
  expect(change.skipped).toEqual([
    {
      rule: "no-silent-catch",
      line: 7,
      message: expect.stringContaining("gives its failure as `error`") as string,
      reason: "its edit would leave code that does not parse",
    },
  ]);
});
