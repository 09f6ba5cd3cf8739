/** Child process: the peak memory of linting all files one after the other, as ESLint's own program does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Linter } from "eslint";
import { configOf, prepared } from "./lint-cases.js";

/** @type {{ name: string, peers: string, sources: string, files: string[] }} */
const { name, peers, sources, files } = JSON.parse(readFileSync(0, "utf8"));
const config = prepared(await configOf(name, peers), sources);
const linter = new Linter({ configType: "flat", cwd: sources });
for (const path of files) linter.verify(readFileSync(join(sources, path), "utf8"), config, { filename: join(sources, path) });
process.stdout.write(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024 }));
