import { describe, expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";
import { projectOf, type Files } from "./support.js";

const GIVEN = { emitter: { import: "./apps/web/src/lib/logging" }, logger: { import: "./apps/web/src/lib/logging" } };
const PATH = "apps/web/src/app/api/teams/route.ts";
const BODY = `export async function POST(request: Request) {
  if (!request.headers.get("x-user")) return Response.json({}, { status: 401 });
  try {
    await save();
  } catch {
    return Response.json({ ok: false });
  }
  return Response.json({});
}
`;
const ALIASED: Files = { "apps/web/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }` };

function fixed(text: string, files: Files = ALIASED, path = PATH): string {
  const { project } = projectOf({ ...files, [path]: text });
  return runCodemods(text, path, readSettings(GIVEN), undefined, {}, project).text;
}

const specifiers = (text: string): string[] => [...text.matchAll(/from "([^"]*logging)"/g)].map(([, source]) => source!);
const BY_WAY = "../../../lib/logging";

describe("the logger is imported as the file imports what else is the project's own", () => {
  test.each([
    ["by the alias, where it does", `import { db } from "@/lib/db";\n`, "@/lib/logging"],
    ["by the way there, where it does", `import { db } from "../../../lib/db";\n`, BY_WAY],
    ["by the way there, where most are", `import { a } from "@/a";\nimport { b } from "../../../b";\nimport { c } from "../c";\n`, BY_WAY],
    ["by the way there, where packages begin alike", `import { b } from "@acme/b";\n`, BY_WAY],
    ["by the way there, where nothing uses the alias", "", BY_WAY],
    ["by the alias, where what stands beside the file has no other name", `import { b } from "@/b";\nimport { c } from "./c";\n`, "@/lib/logging"],
  ])("%s", (_, head, expected) => {
    expect(specifiers(fixed(head + BODY))).toEqual([expected]);
  });

  test("of a file that imports nothing of the project's, others decide", () => {
    const others = { ...ALIASED, "apps/web/src/lib/users.ts": `import { db } from "@/lib/db";\n` };
    expect(specifiers(fixed(BODY, others))).toEqual(["@/lib/logging"]);
  });

  test("an alias that leads elsewhere is none for it", () => {
    const other = { "apps/web/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/app/*"] } } }` };
    expect(specifiers(fixed(`import { db } from "@/db";\n${BODY}`, other))).toEqual([BY_WAY]);
  });

  test("Deno reads no tsconfig", () => {
    const path = "supabase/functions/teams/index.ts";
    const text = `import { db } from "@/lib/db";\nDeno.serve(async (req) => {\n  if (!req.headers.get("x")) return new Response("", { status: 401 });\n  return new Response("ok");\n});\n`;
    const root = { "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./apps/web/src/*"] } } }` };
    expect(specifiers(fixed(text, root, path))).toEqual(["../../../apps/web/src/lib/logging"]);
  });
});

test("an import by the alias is joined, and a second run adds none", () => {
  const once = fixed(`import { db } from "@/lib/db";\nimport { securityLog } from "@/lib/logging";\n${BODY}`);
  expect(once).toMatch(/import \{ securityLog, requestContext, logger \} from "@\/lib\/logging";/);
  expect(specifiers(once)).toHaveLength(1);
  expect(fixed(once)).toBe(once);
});
