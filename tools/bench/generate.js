/** Files of a given size, to see how time grows with it. The code is dull on purpose: each part is like the last. */

/**
 * Express handlers that refuse, catch and answer: something for every rule.
 * @param {number} count
 */
export function handlers(count) {
  const parts = ['import express from "express";', 'import { db } from "./db.js";', "", "export const router = express.Router();"];
  for (let n = 0; n < count; n++) parts.push(...handler(n));
  return `${parts.join("\n")}\n`;
}

/** Lines of one handler. */
export const HANDLER_LINES = 19;

/** @param {number} n */
function handler(n) {
  return [
    "",
    `router.post("/users/${n}/password", async (req, res) => {`,
    `  const { id, password } = req.body;`,
    `  const user${n} = await db.user.findUnique({ where: { id } });`,
    `  if (!user${n}) {`,
    `    return res.status(401).json({ error: "unauthorized" });`,
    `  }`,
    `  try {`,
    `    const role = user${n}.role ?? "member";`,
    `    if (role !== "admin") return res.status(403).json({ error: "forbidden" });`,
    `    console.log("password", { id, password, role });`,
    `    await db.user.update({ where: { id }, data: { password } });`,
    `    await db.session.deleteMany({ where: { userId: id } });`,
    `    return res.status(200).json({ ok: true });`,
    `  } catch (error) {`,
    `    const message = String(error);`,
    `    return res.status(500).json({ message });`,
    `  }`,
    `});`,
  ];
}

/**
 * About as many lines as asked for.
 * @param {number} lines
 */
export function linesOfHandlers(lines) {
  return handlers(Math.round(lines / HANDLER_LINES));
}

/**
 * One handler with branches inside branches, an answer in each.
 * @param {number} depth
 */
export function nestedBranches(depth) {
  const open = Array.from({ length: depth }, (_, n) => `if (req.body.step${n} !== ${n}) {\n  if (req.query.last) return res.status(403).json({ step: ${n} });`);
  return [
    'import express from "express";',
    "export const router = express.Router();",
    'router.post("/admin/users", async (req, res) => {',
    ...open,
    "}".repeat(depth),
    "  return res.status(200).json({ ok: true });",
    "});",
    "",
  ].join("\n");
}

/**
 * One handler with branches after branches: each may record or not, so their paths are 2 to the power of their number.
 * @param {number} count
 */
export function consecutiveBranches(count) {
  const branches = Array.from({ length: count }, (_, n) => `  if (req.body.step${n} === ${n}) logger.info("step", { step: ${n} });`);
  return [
    'import express from "express";',
    'import { logger } from "./logger.js";',
    "export const router = express.Router();",
    'router.post("/admin/users", async (req, res) => {',
    ...branches,
    '  if (!req.user) return res.status(401).json({ error: "unauthorized" });',
    "  return res.status(200).json({ ok: true });",
    "});",
    "",
  ].join("\n");
}

/**
 * One function that writes into an object and logs it, again and again: what it holds hangs on all that came before.
 * @param {number} count
 */
export function writesAndLogs(count) {
  const lines = Array.from({ length: count }, (_, n) => `  seen.step${n} = step${n};\n  console.log(seen.step${n}, token.value);`);
  return ["export function run(token) {", "  const seen = {};", ...lines, "}", ""].join("\n");
}
