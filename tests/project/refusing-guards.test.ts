/** Guards that refuse by a helper of another file. */
import { describe, expect, test } from "vitest";
import { surveyFile } from "../../src/report/survey-file.js";
import { readSettings } from "../../src/settings.js";
import { projectOf } from "./support.js";

const ANSWERS = `export function fail(message, status) { return Response.json({ message }, { status }); }`;
const LOGGED = `import pino from "pino";\nconst logger = pino();\nexport function fail(message, status) { logger.warn(message); return Response.json({ message }, { status }); }`;

function refusalsOf(guard: string, answers = ANSWERS): string[] {
  const { project } = projectOf({ "lib/response.ts": answers, "lib/auth.ts": guard });
  const survey = surveyFile(guard, "lib/auth.ts", { settings: readSettings(undefined), neighbours: project, remedies: false });
  return survey.status === "analysed" ? survey.findings.filter(({ rule }) => rule === "log-on-4xx").map(({ line }) => guard.split("\n")[line - 1]!.trim()) : [];
}

const IMPORT = `import { fail } from "./response";`;

describe("a guard that refuses by a helper of another file", () => {
  test.each([
    ["in an object", `export async function requireAuth() {\n  const user = await sessionUser();\n  if (!user) return { ok: false, response: fail("no", 401) };\n  return { ok: true, user };\n}`, [`if (!user) return { ok: false, response: fail("no", 401) };`]],
    ["as it is", `export async function requireStaff(request) {\n  if (!(await isStaff(request)))\n    return fail("no", 403);\n  return null;\n}`, [`return fail("no", 403);`]],
    ["to somebody who is over the limit", `export async function limited(request) {\n  if (await isOver(request)) return fail("slow down", 429);\n}`, [`if (await isOver(request)) return fail("slow down", 429);`]],
    ["never, but for a record that is not there", `export async function find(request) {\n  if (!request.id) return fail("no", 404);\n  return null; // 403\n}`, []],
  ])("%s", (_sentence, guard, expected) => {
    expect(refusalsOf(`${IMPORT}\n${guard}\n`)).toEqual(expected);
  });

  test("is recorded where the helper records", () => {
    expect(refusalsOf(`${IMPORT}\nexport async function requireStaff(request) { if (!request.user) return fail("no", 403); return null; }`, LOGGED)).toEqual([]);
  });
});
