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
 * Shapes of code of which a search that looks at the whole file, or the whole function, again for each part has been slow: each
 * text is that many parts long.
 * @type {Readonly<Record<string, (count: number) => string>>}
 */
export const REPEATED = {
  "handlers that read the same user": (count) =>
    inModule(repeated(count, (n) => `app.get("/orders/${n}", async (req, res) => {\n  if (req.user.id !== Number(req.params.id)) return res.status(403).json({});\n  res.json({});\n});`)),
  "exempt handlers": (count) =>
    inModule(repeated(count, (n) => `// audit-exempt: the gateway records it\napp.post("/login/${n}", async (req, res) => res.json({}));`)),
  "branches of one Worker, a route each": (count) =>
    [
      "export default {",
      "  async fetch(request, env) {",
      "    const url = new URL(request.url);",
      repeated(count, (n) => `    if (url.pathname === "/r${n}") {\n      if (!env.KEY) return new Response("no", { status: 403 });\n      return new Response("ok");\n    }`),
      '    return new Response("none", { status: 404 });',
      "  },",
      "};",
      "",
    ].join("\n"),
  "plain lines of one handler": (count) =>
    inHandler(repeated(count, (n) => `  const step${n} = req.body.step${n};\n  console.log(\`step \${step${n}}\`);`)),
  "attempts of one handler, with a fallback each": (count) =>
    inHandler(`  let found;\n${repeated(count, (n) => `  try {\n    found = await load(${n});\n  } catch {\n    found = null;\n  }\n  if (!found) return res.status(401).end();`)}`),
  "writes into one object, with a log after each": (count) =>
    `export function run(token) {\n  const seen = {};\n${repeated(count, (n) => `  seen.step${n} = step${n};\n  console.log(seen.step${n}, token.value);`)}\n}\n`,
  "answers of one handler in a row, a test in each": (count) => inHandler(repeated(count, (n) => `  res.status(req.body.step${n} ? 401 : 200).json({ step: ${n} });`)),
  "settlements of one handler": (count) =>
    inHandler(repeated(count, (n) => `  const all${n} = await Promise.allSettled([load(${n})]);\n  use(all${n});`)),
};

/**
 * @param {number} count
 * @param {(n: number) => string} part
 */
function repeated(count, part) {
  return Array.from({ length: count }, (_, n) => part(n)).join("\n");
}

/** @param {string} body */
function inModule(body) {
  return `import express from "express";\nconst app = express();\n${body}\nexport default app;\n`;
}

/** @param {string} body */
function inHandler(body) {
  return inModule(`app.post("/login", async (req, res) => {\n${body}\n  res.end();\n});`);
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
