/** How few files are parsed: what a file's text rules out is not. */
import { expect, test } from "vitest";
import { projectOf, type Files } from "./support.js";

const LOG = `import { logger } from "./pino-logger";\n`;

/** Files parsed for one question of `src/route.ts`. */
function parsedFor(files: Files, ask: (project: ReturnType<typeof projectOf>["project"]) => unknown): { parsed: number; answer: unknown } {
  const { project } = projectOf(files);
  const answer = ask(project);
  return { parsed: project.parsed, answer };
}

const STARS = { "src/index.ts": `export * from "./a";\nexport * from "./b";\nexport * from "./c";`, "src/a.ts": "export const one = 1;", "src/b.ts": `${LOG}export const note = () => logger.info("x");`, "src/c.ts": "export const three = 3;" };

test("of many files behind export *, those that have the name", () => {
  expect(parsedFor(STARS, (project) => project.exportOf("src/route.ts", "./index", ["note"])?.records)).toEqual({ parsed: 2, answer: "log" });
});

test("a name that only a file further on has is found all the same", () => {
  const files = { ...STARS, "src/c.ts": `export * from "./deep";`, "src/deep.ts": `${LOG}export const far = () => logger.info("x");` };
  expect(parsedFor(files, (project) => project.exportOf("src/route.ts", "./index", ["far"])?.records)).toEqual({ parsed: 3, answer: "log" });
});

test("a name that a file only hands on is found there after the file was parsed for another", () => {
  const files = { ...STARS, "src/b.ts": `export { note } from "./note";\nexport const two = 2;`, "src/note.ts": `${LOG}export const note = () => logger.info("x");` };
  const { project } = projectOf(files);
  expect(project.exportOf("src/route.ts", "./index", ["two"])?.value).toBe(2);
  expect(project.exportOf("src/route.ts", "./index", ["note"])?.records).toBe("log");
});

test("no file for a question that its text has no word of", () => {
  const files = { "src/lib.ts": "export const load = (id) => find(id);" };
  for (const question of ["audit", "answer", "redaction"] as const) {
    expect(parsedFor(files, (project) => project.exportOf("src/route.ts", "./lib", ["load"], question))).toEqual({ parsed: 0, answer: undefined });
  }
});

test("a short file that imports may stand for what it imports, a long one says so itself", () => {
  const asked = (more: string) => parsedFor({ "src/lib.ts": `import { Ledger } from "./one";\nexport const ledger = new Ledger();\n${more}`, "src/one.ts": "export class Ledger { write() { auditLog.push(1); } }" }, (project) => project.exportOf("src/route.ts", "./lib", ["ledger", "write"], "audit"));
  expect(asked("").parsed).toBe(2);
  expect(asked("// more\n".repeat(150)).parsed).toBe(0);
});

test("a file is parsed for a question where its text has one of that question's words", () => {
  const asked = (text: string, question: "audit" | "answer" | "redaction") => parsedFor({ "src/lib.ts": text }, (project) => project.exportOf("src/route.ts", "./lib", ["a"], question)).parsed;
  expect(asked(`export const a = (x) => auditTrail.push(x);`, "audit")).toBe(1);
  expect(asked(`export const a = () => Response.json({}, { status: 401 });`, "answer")).toBe(1);
  expect(asked(`export const a = (out) => out.status(401).end();`, "answer")).toBe(1);
  expect(asked(`export const a = () => problem(403);`, "answer")).toBe(1);
  expect(asked(`export const a = (x) => ({ ...x, password: "***" });`, "redaction")).toBe(1);
  expect(asked(`export const a = (x) => { delete x.token; return x; };`, "redaction")).toBe(1);
});

test("what was found answers every question, and what was not is asked again by another", () => {
  const { project } = projectOf({ "src/lib.ts": `${LOG}export const note = () => logger.info("x");\n${"// more\n".repeat(150)}` });
  expect(project.exportOf("src/route.ts", "./lib", ["note"], "answer")).toBeUndefined();
  expect(project.exportOf("src/route.ts", "./lib", ["note"])?.records).toBe("log");
  expect(project.parsed).toBe(1);
});

test("of the whole project, for a controller's route, those that may register it", () => {
  const controller = "export const login = (req, res) => { res.json({}); };";
  const { facts, project } = projectOf({
    "src/login.ts": controller,
    "src/app.ts": `import express from "express";\nimport { login } from "./login";\nconst app = express();\napp.post("/login", login);`,
    "src/client.ts": `import axios from "axios";\nexport const load = () => axios.get("/login");`,
    "src/page.ts": `import { useRouter } from "next/navigation";\nexport const go = () => useRouter().push("/login");`,
    "tests/app.test.ts": `import express from "express";\nconst app = express();\napp.post("/other", login);`,
  });
  expect(facts("src/login.ts", controller).handlers[0]!.route).toBe("/login");
  expect(project.parsed).toBe(2);
});
