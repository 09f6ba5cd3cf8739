/** Runs worker.js in workerd, and prints what it printed. */
import { Log, LogLevel, Miniflare } from "miniflare";

const miniflare = new Miniflare({
  modules: true,
  modulesRules: [{ type: "ESModule", include: ["**/*.js"] }],
  rootPath: import.meta.dirname,
  scriptPath: "worker.js",
  compatibilityDate: "2026-04-01",
  log: new Log(LogLevel.NONE),
  handleRuntimeStdio(stdout, stderr) {
    stdout.pipe(process.stdout);
    stderr.pipe(process.stderr);
  },
});
const response = await miniflare.dispatchFetch("https://shop.example/", { headers: { "x-request-id": "outer" } });
console.error(response.status, await response.text());
await new Promise((resolve) => setTimeout(resolve, 200));
await miniflare.dispose();
