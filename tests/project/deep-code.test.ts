import { expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { projectOf } from "./support.js";

test("a file is read although one that it imports is nested too deeply for the stack", () => {
  const sum = Array.from({ length: 8_000 }, (_, n) => `part${n}`).join(" + ");
  const app = `import express from "express";\nimport { refuse } from "./refuse";\nconst app = express();\napp.post("/login", (req, res) => refuse(res, 401));\n`;
  const small = projectOf({ "src/app.ts": app, "src/refuse.ts": `export function refuse(res, status) { res.status(status).send(${sum}); }` });
  const findings = RULES.flatMap(({ definition }) => definition.check(small.facts("src/app.ts", app), definition.defaults));
  expect(findings.map(({ messageId }) => messageId)).toEqual([]);
});
