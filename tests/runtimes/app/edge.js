/** Runs the scenario in Vercel's edge runtime, which takes one script. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EdgeRuntime } from "edge-runtime";

const read = (name) => readFileSync(join(import.meta.dirname, name), "utf8");
const module = read("logging.cjs").replace('"use strict";', "");
const runtime = new EdgeRuntime();
const scenario = read("scenario.js").replace("export async function", "return async function");
await runtime.evaluate(`
  const exports = {};
  (() => { ${module} })();
  (() => { ${scenario} })()(exports);
`);
await new Promise((resolve) => setTimeout(resolve, 300));
