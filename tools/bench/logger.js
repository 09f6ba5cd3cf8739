/**
 * `node tools/bench/logger.js`: what one `securityLog` call costs, beside pino and `console.log(JSON.stringify(…))`, as ratios
 * within one run. Each is a process of its own whose standard output is a file; what is taken is CPU time.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { freshBuild, ROOT } from "../build.js";
import { table } from "./report.js";
import { median, spread } from "./statistics.js";

const PINO = "10.4.0";
const CALLS = 50_000;

const EVENT = `{ actor: "u_1", route: "POST /api/login", outcome: "denied", reason: "invalid_credentials", ip: "203.0.113.7", request_id: "r" + i }`;

/** Each sets up `log(i)`. pino writes as it does by default, and with the redaction that its own docs show. */
const CASES = {
  "console.log(JSON.stringify(…))": () =>
    `const log = (i) => console.log(JSON.stringify({ timestamp: new Date().toISOString(), level: "warn", event: "auth.login", ...${EVENT} }));`,
  pino: () => `const pino = require("pino")(); const log = (i) => pino.warn(${EVENT}, "auth.login");`,
  "pino with redact": () =>
    `const pino = require("pino")({ redact: ["password", "token", "*.password", "*.token"] }); const log = (i) => pino.warn(${EVENT}, "auth.login");`,
  securityLog: () => `const { securityLog } = require(${JSON.stringify(join(ROOT, "dist/src/logger/logging.cjs"))}); const log = (i) => securityLog.warn("auth.login", ${EVENT});`,
  "securityLog with chain": () => `const { configureLogging, securityLog } = require(${JSON.stringify(join(ROOT, "dist/src/logger/logging.cjs"))});
    configureLogging({ chain: true }); const log = (i) => securityLog.warn("auth.login", ${EVENT});`,
};

/**
 * Microseconds of CPU a call, after as many calls to warm up.
 * @param {string} setup
 * @param {string} folder where pino is installed, and the lines go
 */
function measure(setup, folder) {
  const code = `${setup}
    for (let i = 0; i < ${CALLS}; i++) log(i);
    setImmediate(() => {
      const start = process.cpuUsage();
      for (let i = 0; i < ${CALLS}; i++) log(i);
      const { user, system } = process.cpuUsage(start);
      process.stderr.write(String((user + system) / ${CALLS}));
    });`;
  const output = openSync(join(folder, "lines.ndjson"), "w");
  const { status, stderr } = spawnSync(process.execPath, ["--eval", code], { cwd: folder, stdio: ["ignore", output, "pipe"], encoding: "utf8" });
  closeSync(output);
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`);
  return Number(stderr);
}

/** @param {string} cache */
function withPino(cache) {
  const folder = join(cache, `pino-${PINO}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const aside = mkdtempSync(join(cache, "new-"));
    execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", aside, `pino@${PINO}`], { cwd: aside });
    renameSync(aside, folder);
  }
  return folder;
}

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, cache: { type: "string", default: join(tmpdir(), "audit-logging-bench") } },
});
await freshBuild();
const folder = withPino(values.cache);
/** @type {Record<string, number[]>} */
const times = {};
// In turn, so that whatever else the machine does falls on all of them.
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [name, setup] of Object.entries(CASES)) (times[name] ??= []).push(measure(setup(), folder));
}
rmSync(join(folder, "lines.ndjson"));
const base = median(times["console.log(JSON.stringify(…))"] ?? []);
process.stdout.write(
  table(
    Object.entries(times).map(([what, rounds]) => ({
      group: "One call, to console.log",
      what,
      value: median(rounds) / base,
      unit: /** @type {const} */ ("times"),
      detail: `${median(rounds).toFixed(2)} µs, spread ${(spread(rounds) * 100).toFixed(0)} %`,
    })),
  ),
);
