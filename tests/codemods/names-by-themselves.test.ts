/** A name that is declared by itself, or two by each other: no program that runs, but what an editor shows while it is typed. */
import { expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { RULES } from "../../rules/index.js";
import { factsOf } from "../../src/analysis/file-facts.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";

const VALUES = [
  "NAME", "OTHER", "NAME.child()", "NAME.catch(noop)", "NAME.then(() => {})", "NAME.finally(stop).catch(noop)", "[NAME]", "{ ...NAME }", "{ status: NAME }",
  "NAME ? 401 : 200", "NAME || 401", "await NAME", "NAME.slice(1)", "`${NAME}`", "JSON.stringify(NAME)", "Object.assign(NAME, {})", "new NAME()", "pino(NAME)",
  "z.object({ a: 1 }).extend(NAME)", "express().use(NAME)", "Promise.allSettled([NAME])", "(first, second) => NAME(first, second)",
];

const USES = [
  "res.status(NAME).json({});", "res.status(200).json(NAME);", "logger.info(NAME);", `NAME.info("x", req.body);`, "await Promise.allSettled([NAME]);", "NAME.catch(noop);",
  `const { data } = await NAME.from("x").select();`, "try { await NAME(); } catch { return res.status(NAME ? 401 : 200).end(); }",
  "if (!NAME) return res.status(401).end(); res.end();", "const body = NAME.parse(req.body); await db.user.update({ data: body });", `router.post("/x", NAME);`,
  "return NAME(req, res);", "this.NAME.info(req.body);", `securityLog.warn("auth.login", NAME);`, `console.log(NAME.get("x"), arguments);`,
];

const program = (value: string, use: string): string => `import express from "express";
import pino from "pino";
import { z } from "zod";
import { db, noop, stop } from "./db.js";
const router = express.Router();
class Service { session = this.session.child(); use(req) { this.session.info(req.body); } }
const session = ${value};
const other = session;
router.post("/login", async (req, res) => { ${use} });
router.post("/again", async (req, res) => { const session = ${value}; ${use} });
export default router;
export { Service };
`.replaceAll("NAME", "session").replaceAll("OTHER", "other");

test.each(VALUES)("a search ends at a name that is %s", (value) => {
  const settings = readSettings(undefined);
  for (const text of USES.map((use) => program(value, use))) {
    const facts = factsOf(parseSource(text, "src/routes.js"), settings);
    for (const { definition } of RULES) {
      const found = definition.check(facts, { ...definition.defaults, ...definition.docs.strict });
      for (const remedy of found.flatMap(({ remedies }) => remedies)) remedy.plan();
    }
    const all = new Set(["add-security-log", "log-silent-catch", "replace-console", "redact-log-secrets"] as const);
    expect(runCodemods(text, "src/routes.js", settings, all).status).not.toBe("failed");
  }
});
